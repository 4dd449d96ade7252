"""Pages into a deck that may be there already: what a person wrote stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from decks.bring.page import PICTURE, Block
from decks.bring.report import Report

BETWEEN = "\n\n---\n\n"


def merged(
    old: str, record: Mapping[int, Block], blocks: Sequence[Block], only_pictures: bool = False
) -> tuple[str, Report]:
    """The deck's text with these pages in it. `record` is what was written the last time: of the old text, only what
    is still exactly that is replaced, and of that only the line of the picture if so asked."""
    text = old
    new, kept, left_out = list[int](), list[int](), list[int]()
    for block in blocks:
        was = record.get(block.number)
        whole = _replaced(text, was.text, block.text) if was and not only_pictures else None
        if whole is not None:
            text = whole
        elif block.number in shown(text):
            kept.append(block.number)
            text = (_replaced(text, was.picture, block.picture) if was else None) or text
        elif was:
            left_out.append(block.number)
        else:
            new.append(block.number)
            text = text.rstrip("\n") + BETWEEN + block.text + "\n"
    gone = sorted(number for number in shown(old) if number > len(blocks))
    return text, Report(len(blocks), True, tuple(new), tuple(kept), tuple(left_out), tuple(gone))


def shown(text: str) -> set[int]:
    """The pages whose pictures stand in this text."""
    return {int(number) for number in re.findall(PICTURE, text)}


def _replaced(text: str, old: str, new: str) -> str | None:
    """The text with these lines replaced; None where they do not stand there, whole and once."""
    framed = f"\n{text}\n"
    return framed.replace(f"\n{old}\n", f"\n{new}\n")[1:-1] if framed.count(f"\n{old}\n") == 1 else None
