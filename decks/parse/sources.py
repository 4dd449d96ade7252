"""Sources: footnotes of the whole file, numbered afresh on each page that cites them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markdown_it.token import Token

from decks.parse.blocks import blocks, inlines, line_of
from decks.parse.problems import Problems, shown
from decks.render import render_blocks, render_inline, render_sources


def take_sources(tokens: Sequence[Token], problems: Problems) -> tuple[list[Token], dict[str, list[Token]]]:
    """The tokens without the footnotes' texts, and those by their labels."""
    kept: list[Token] = []
    texts: dict[str, list[Token]] = {}
    inside: list[Token] | None = None
    for token in tokens:
        if token.type == "footnote_reference_open":
            inside = _begin(token, texts, problems)
        elif token.type == "footnote_reference_close":
            inside = None
        elif inside is not None:
            inside.append(token)
        else:
            kept.append(token)
    return kept, texts


def _begin(opening: Token, texts: dict[str, list[Token]], problems: Problems) -> list[Token]:
    label = str(opening.meta["label"])
    if label in texts:
        problems.error(line_of(opening), "M23", f'the source "[^{shown(label)}]" is written twice', "keep one of them")
        return []
    return texts.setdefault(label, [])


class Sources:
    """The sources of one page, numbered in the order in which it cites them."""

    def __init__(self, texts: Mapping[str, Sequence[Token]]) -> None:
        self._texts = texts
        self._numbers: dict[str, int] = {}

    def cite(self, tokens: Iterable[Token]) -> None:
        """Number the citations in these texts."""
        for inline in inlines(tokens):
            for child in inline.children or []:
                if child.type == "footnote_ref":
                    label = str(child.meta["label"])
                    child.meta["number"] = self._numbers.setdefault(label, len(self._numbers) + 1)

    def html(self) -> str:
        """The list that stands at the foot of the page."""
        return render_sources({number: self._text(label) for label, number in self._numbers.items()})

    def _text(self, label: str) -> str:
        tokens = self._texts.get(label, [])
        pieces = list(blocks(tokens))
        if len(pieces) == 1 and pieces[0].type == "paragraph":
            return render_inline(tokens[1].children or [])
        return render_blocks(tokens)
