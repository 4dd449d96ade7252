"""Pages into a deck that may be there already: what a person wrote stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from decks.bring.page import PICTURE, Block
from decks.bring.report import Report

BETWEEN = "\n\n---\n\n"


def merged(old: str, record: Mapping[int, Block], blocks: Sequence[Block]) -> tuple[str, Report]:
    """The deck's text with these pages in it. `record` is what was written the last time: of the old text, only what
    is still exactly that is replaced."""
    text = old
    new, kept, left_out = list[int](), list[int](), list[int]()
    for block in blocks:
        was = record.get(block.number)
        if was and text.count(was.text) == 1:
            text = text.replace(was.text, block.text)
        elif block.number in shown(text):
            kept.append(block.number)
            if was and text.count(was.picture) == 1:
                text = text.replace(was.picture, block.picture)
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
