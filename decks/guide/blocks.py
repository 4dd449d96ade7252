"""A slide's HTML as plain blocks for paper: what kind each is, and its words with their weight."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

Block = dict[str, Any]
KINDS = {"p": "text", "li": "item", "blockquote": "text", "pre": "text", "tr": "row", "h2": "head"}
KINDS |= {f"h{level}": "head" for level in range(3, 7)}
STRONG, EM = ("strong", "th"), ("em",)
LEFT_OUT = {"sup", "aside"}
"""Footnotes lead nowhere on paper that has no room for them."""


def blocks(html: str, *, title: bool = True) -> list[Block]:
    """The blocks in order: {"kind", "runs": [[words, "strong", "em" or ""], …]}. Without its `title`, what is below."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = [block for block in reader.blocks if any(words.strip() for words, _ in block["runs"])]
    return found if title else [block for block in found if block["level"] != "h2"]


class _Reader(HTMLParser):
    """Reads HTML that this house has made, so that every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self._picture(dict(attrs).get("alt") or "")
        elif tag == "br":
            self._say("\n")
        elif tag not in ("hr", "source"):
            self._open.append(tag)
            if tag in KINDS and not (tag == "p" and "li" in self._open):
                self._begin(KINDS[tag], tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                continue

    def handle_data(self, data: str) -> None:
        self._say(data)

    def _begin(self, kind: str, tag: str) -> None:
        quoted = "blockquote" in self._open
        self.blocks.append({"kind": "quote" if quoted and kind == "text" else kind, "level": tag, "runs": []})

    def _picture(self, alt: str) -> None:
        if alt:
            self.blocks.append({"kind": "picture", "level": "img", "runs": [[alt, ""]]})

    def _say(self, words: str) -> None:
        if LEFT_OUT & set(self._open) or not self.blocks or not self._open:
            return
        weight = "strong" if set(STRONG) & set(self._open) else "em" if set(EM) & set(self._open) else ""
        self.blocks[-1]["runs"].append([words if words == "\n" else " ".join(words.split("\n")), weight])
