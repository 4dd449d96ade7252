"""The pieces of a page: each block of Markdown with its tokens and its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level piece of Markdown: a paragraph, a list, a fence."""

    tokens: tuple[Token, ...]

    @property
    def type(self) -> str:
        return self.tokens[0].type.removesuffix("_open")

    @property
    def line(self) -> int:
        """Its first line, counted from 1."""
        return line_of(self.tokens[0])

    @property
    def end(self) -> int:
        """Its last line, counted from 1."""
        return (self.tokens[0].map or [0, 0])[1]

    @property
    def content(self) -> str:
        """The Markdown text of a paragraph or heading, or the inside of a fence."""
        return self.tokens[1].content if self.tokens[0].nesting == 1 else self.tokens[0].content


def line_of(token: Token) -> int:
    """The line on which the token begins, counted from 1."""
    return (token.map or [0])[0] + 1


def blocks(tokens: Iterable[Token]) -> Iterator[Block]:
    """Cut tokens into their top-level blocks."""
    piece: list[Token] = []
    depth = 0
    for token in tokens:
        piece.append(token)
        depth += token.nesting
        if depth == 0:
            yield Block(tuple(piece))
            piece = []


def inlines(tokens: Iterable[Token]) -> Iterator[Token]:
    """The texts among the tokens."""
    return (token for token in tokens if token.type == "inline")


def with_lines(inline: Token) -> Iterator[tuple[Token, int]]:
    """The pieces of a text, each with its line."""
    line = line_of(inline)
    for child in inline.children or []:
        yield child, line
        line += child.type in ("softbreak", "hardbreak")


def plain(tokens: Iterable[Token]) -> str:
    """The words of inline tokens, without their marks."""
    return " ".join("".join(_word(token) for token in tokens).split())


def _word(token: Token) -> str:
    if token.type == "image":
        return "" if token.content == "decorative" else token.content
    if token.type in ("text", "code_inline"):
        return token.content
    return " " if token.type in ("softbreak", "hardbreak") else ""
