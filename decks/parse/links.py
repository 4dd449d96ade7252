"""Where a slide points: links into the world, jumps to other slides, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from markdown_it.token import Token

from decks.parse.blocks import inlines, line_of, plain, with_lines
from decks.parse.problems import Problems, shown

SAFE = re.compile(r"(https?://|mailto:)\S", re.IGNORECASE)
CITED = re.compile(r"\[\^([^\]\s]{1,60})\]")


@dataclass(frozen=True, slots=True)
class Jump:
    """A link to another slide: which, what it says, where it stands."""

    to: str
    title: str
    line: int


def check_links(inline: Token, problems: Problems) -> None:
    """Report links that a page may not have."""
    for child, line in with_lines(inline):
        if child.type == "link_open":
            target = str(child.attrs.get("href", ""))
            if not SAFE.match(target) and not target.startswith("#"):
                fix = "link to https://…, to mailto:… or to a slide: #its-id"
                problems.error(line, "M19", f'a link cannot lead to "{shown(unquote(target))}"', fix)
        elif child.type == "text" and (cited := CITED.search(child.content)):
            fix = f"add a line at the end of the deck: [^{cited[1]}]: Author, title, publisher, year"
            problems.error(line, "M20", f'there is no source "[^{cited[1]}]"', fix)


def jumps_of(tokens: Sequence[Token]) -> tuple[Jump, ...]:
    """The links to other slides in these texts."""
    return tuple(jump for inline in inlines(tokens) for jump in _jumps(inline))


def take_jumps(tokens: Sequence[Token]) -> tuple[list[Token], tuple[Jump, ...]]:
    """The tokens without their links to slides, and those links. What held nothing else goes too."""
    jumps = jumps_of(tokens)
    if not jumps:
        return list(tokens), ()
    kept: list[Token] = []
    for token in tokens:
        if token.type == "inline" and any(_jumps(token)):
            token.children = _without_jumps(token)
            if not token.children:
                continue
        if token.nesting == -1 and kept and _empty(kept[-1], token):
            kept.pop()
        else:
            kept.append(token)
    return kept, jumps


def _empty(opening: Token, closing: Token) -> bool:
    return opening.nesting == 1 and opening.type.removesuffix("_open") == closing.type.removesuffix("_close")


def _is_jump(token: Token) -> bool:
    return token.type == "link_open" and str(token.attrs.get("href", "")).startswith("#")


def _jumps(inline: Token) -> Iterator[Jump]:
    target, words = "", list[Token]()
    for child in inline.children or []:
        if _is_jump(child):
            target, words = unquote(str(child.attrs["href"]))[1:], []
        elif child.type == "link_close" and target:
            yield Jump(target, plain(words) or target, line_of(inline))
            target = ""
        elif target:
            words.append(child)


def _without_jumps(inline: Token) -> list[Token]:
    """What stays when the jumps are gone: nothing where only they stood, else the words without the links."""
    kept: list[Token] = []
    outside: list[Token] = []
    inside = False
    for child in inline.children or []:
        if _is_jump(child) or (inside and child.type == "link_close"):
            inside = child.type == "link_open"
        else:
            kept.append(child)
            outside += [] if inside else [child]
    return kept if re.search(r"\w", plain(outside)) or any(child.type == "image" for child in outside) else []
