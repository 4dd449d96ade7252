"""Markdown that does not do what its author thinks: HTML, open fences, near misses, text that would get lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from decks.parse.blocks import line_of, with_lines
from decks.parse.problems import Problems, nearest, shown

DEEPEST = 12
LANGUAGES = ("slim", "sieve", "slang")
"""Code languages whose names look like a mistyped `slide`."""


def check_tokens(tokens: Sequence[Token], lines: Sequence[str], problems: Problems) -> bool:
    """Report what is wrong with the Markdown itself. False when a fence swallows the rest of the file."""
    whole = True
    for token in tokens:
        if token.level > DEEPEST and token.map:
            fix = "take some of the > or - before it away"
            problems.error(line_of(token), "M17", "this is nested too deeply to be shown", fix)
            return False
        if token.type == "fence":
            whole = _closed(token, lines, problems) and whole
            _check_fence(token, problems)
        elif token.type == "html_block":
            _check_html_block(token, problems)
        elif token.type == "code_block" and re.match(r"\s*(```|~~~)\s*(yaml )?slide\b", token.content):
            _say_misplaced(line_of(token), problems)
        elif token.type == "heading_open" and token.markup == "=":
            fix = "write # before the text instead"
            problems.error((token.map or [0, 0])[1], "M18", "this === turns the text above it into a heading", fix)
        elif token.type == "inline":
            _check_inline_html(token, problems)
    return whole


def _closed(token: Token, lines: Sequence[str], problems: Problems) -> bool:
    first, after = token.map or [0, 0]
    last = lines[after - 1].strip(" \t>") if after - 1 > first else ""
    mark = token.markup
    if last and set(last) == {mark[0]} and len(last) >= len(mark):
        return True
    name = f"{mark}{token.info.strip()}" if _near_slide(token.info) else mark
    what = "its last setting" if _near_slide(token.info) else "its last line"
    problems.error(
        first + 1,
        "M03",
        f"the {shown(name)} block that starts here is never closed",
        f"add a line with only {mark} after {what}",
    )
    return False


def _near_slide(info: str) -> bool:
    return info.split()[-1:] == ["slide"]


def _check_fence(token: Token, problems: Problems) -> None:
    info = token.info.strip()
    word = info.removeprefix("yaml ").strip().strip("{}").lower()
    if info.split() in (["slide"], ["yaml", "slide"]):
        if token.level:
            _say_misplaced(line_of(token), problems)
    elif word == "slide" or (word not in LANGUAGES and nearest(word, ["slide"]) and len(word) > 3 and _typo(word)):
        problems.error(line_of(token), "M05", f'unknown block "{shown(info)}"', 'Did you mean "slide"?')


def _typo(word: str) -> bool:
    """Whether the word has the letters of `slide` but for one."""
    missing = [letter for letter in "slide" if letter not in word]
    return len(missing) <= 1 and len(word) <= 7


def _say_misplaced(line: int, problems: Problems) -> None:
    fix = "move it to the beginning of the line, outside of lists and quotes"
    problems.error(line, "M16", "this ```slide block is indented, so its settings would be shown as code", fix)


def _check_html_block(token: Token, problems: Problems) -> None:
    """Comments are dropped. Text on a comment's line would be dropped with it."""
    rest = _without_comments(token.content).strip()
    token.content = ""
    if rest.startswith("<!--"):
        problems.error(line_of(token), "M07", "the comment that starts here never ends", "add --> at its end")
    elif rest.startswith("<"):
        problems.error(line_of(token), "M06", f"HTML is not used in decks: {shown(rest)}", "use Markdown, or an image")
    elif rest:
        fix = "put the comment on a line of its own, with an empty line after it"
        problems.error(line_of(token), "M07", f"this text would be dropped with its comment: {shown(rest)}", fix)


def _without_comments(text: str) -> str:
    """The text outside its comments; a comment without an end stays. Linear, where an expression would not be."""
    kept, _, rest = text.partition("<!--")
    while rest:
        _, end, after = rest.partition("-->")
        if not end:
            return f"{kept}<!--{rest}"
        more, _, rest = after.partition("<!--")
        kept += more
    return kept


def _check_inline_html(inline: Token, problems: Problems) -> None:
    for child, line in with_lines(inline):
        if child.type == "html_inline" and not child.content.startswith("<!--"):
            problems.error(
                line, "M06", f"HTML is not used in decks: {shown(child.content)}", "use Markdown, or an image"
            )
