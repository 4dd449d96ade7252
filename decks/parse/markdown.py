"""Our Markdown: CommonMark with tables, strikethrough and footnotes, read into tokens."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_block import StateBlock, blockquote
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

MEANS_SOMETHING = re.compile(r"[\n!&*<\[\\\]_`~]")
LONGEST_QUOTE = 30
BOX = re.compile(r"\[([ xX]?)\](?:[ \t]+|$)")
ADDRESS = re.compile(r"(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*")
TAG = re.compile(r"<[/!?]?[A-Za-z][^<>]*>")


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Every address is read; which ones a deck may use is checked, and said, later."""
        return True


@cache
def markdown() -> MarkdownIt:
    """The one parser of this process. It keeps nothing between two texts."""
    md = _Markdown("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
    md.disable(["footnote_tail", "footnote_inline"])
    md.block.ruler.at("blockquote", _quote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.at("text", _text)
    md.inline.ruler.at("html_inline", _html)
    md.core.ruler.after("block", "answers", _answers)
    md.helpers = cast(Any, SimpleNamespace(**{**vars(helpers), "parseLinkDestination": _destination}))
    return md


def tokens_of(text: str) -> list[Token]:
    """The text's tokens, inline ones too."""
    env: MutableMapping[str, Any] = {}
    return markdown().parse(text, env)


def _quote(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """A quote of at most thirty lines. Each quote looks ahead for lines that carry it on, which takes quadratic time
    where a lot of them touch each other."""
    return blockquote(state, first, min(end, first + LONGEST_QUOTE), silent)


def _destination(string: str, pos: int, maximum: int) -> Any:
    """Where a link leads. Looks no further than brackets nested once, since every link would look to the end."""
    end = ADDRESS.match(string, pos, maximum)
    reach = end.end() if end and not string.startswith("<", pos) else maximum
    return helpers.parseLinkDestination(string, pos, reach)


def _text(state: StateInline, silent: bool) -> bool:
    """Everything up to the next character that means something here; runs of # or - cost no more than words."""
    stop = MEANS_SOMETHING.search(state.src, state.pos, state.posMax)
    end = stop.start() if stop else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _html(state: StateInline, silent: bool) -> bool:
    """Comments and tags as `html_inline`. Linear, where the usual expression is not."""
    if state.src[state.pos] != "<":
        return False
    end = _comment_end(state) if state.src.startswith("<!--", state.pos) else _tag_end(state)
    if end < 0:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


def _comment_end(state: StateInline) -> int:
    if "open comment" in state.env and state.env["open comment"] is state.src:
        return -1
    end = state.src.find("-->", state.pos + 4)
    if end < 0:
        state.env["open comment"] = state.src
    return end + 3 if end >= 0 else -1


def _tag_end(state: StateInline) -> int:
    match = TAG.match(state.src, state.pos)
    return match.end() if match else -1


def _answers(state: StateCore) -> None:
    """Take `[ ] ` off the texts of a list's items before they are read as Markdown."""
    stack: list[Token] = []
    for token in state.tokens:
        if token.nesting == 1:
            stack.append(token)
        elif token.nesting == -1:
            stack.pop()
        elif token.type == "inline":
            _take_off(token, stack)


def _take_off(token: Token, stack: list[Token]) -> None:
    kinds = [parent.type for parent in stack]
    if kinds[-2:] == ["list_item_open", "paragraph_open"] and not stack[-2].meta:
        box = BOX.match(token.content)
        stack[-2].meta["begins"] = token.content
        if box:
            token.meta["box"] = stack[-2].meta["box"] = box[1]
            token.content = token.content[box.end() :]
