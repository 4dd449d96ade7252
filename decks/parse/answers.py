"""The answers of a slide: letters by order, their words, and what each does once that may be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from decks.deck import LETTERS, Option, Pattern
from decks.parse.blocks import Block, blocks, inlines, line_of, plain
from decks.parse.problems import Problems, meant, nearest, shown
from decks.render import render_inline

LONGEST_ANSWER = 240
LONGEST_REVEAL = 400
DOES = re.compile(r"([a-z0-9-]{1,30}(?:[ \t]*,[ \t]*[a-z0-9-]{1,30})*):(?:[ \t]+|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it was written."""

    box: str | None
    line: int
    text: Token | None
    reveal: tuple[Token, ...]
    rest: int | None
    """The line of something that is neither the text nor the quote under it."""


def read_answers(block: Block, patterns: Mapping[str, Pattern], marks: bool, problems: Problems) -> tuple[Option, ...]:
    """The options of a list of answers."""
    answers = list(_answers(block))
    for answer in answers:
        _check(answer, marks, problems)
    return tuple(_option(key, answer, patterns, problems) for key, answer in zip(LETTERS, answers, strict=False))


def _answers(block: Block) -> Iterator[Answer]:
    for item in blocks(block.tokens[1:-1]):
        text: Token | None = None
        reveal: tuple[Token, ...] = ()
        rest: int | None = None
        for piece in blocks(item.tokens[1:-1]):
            if piece.type == "paragraph" and text is None:
                text = piece.tokens[1]
            elif piece.type == "blockquote" and text and not reveal and _only_paragraphs(piece):
                reveal = tuple(inlines(piece.tokens))
            elif piece.type != "html_block":
                rest = rest or piece.line
        yield Answer(item.tokens[0].meta.get("box"), item.line, text, reveal, rest)


def _only_paragraphs(quote: Block) -> bool:
    return all(piece.type == "paragraph" for piece in blocks(quote.tokens[1:-1]))


def _check(answer: Answer, marks: bool, problems: Problems) -> None:
    words = plain(answer.text.children or []) if answer.text else ""
    if answer.box is None:
        fix = "begin every answer with - [ ], or move this line out of the list"
        problems.error(answer.line, "O01", "this line of the answers is no answer", fix)
    elif answer.box == "":
        problems.error(answer.line, "O10", "the box of this answer has no space in it", "write - [ ] text")
    elif answer.box in "xX" and not marks:
        fix = "write - [ ], or ask: quiz if one answer is right"
        problems.error(answer.line, "O11", "only a quiz has right answers, marked with [x]", fix)
    if not words and answer.box is not None:
        problems.error(answer.line, "O12", "this answer has no words", "write the text after - [ ]")
    if len(words) > LONGEST_ANSWER:
        text = f"this answer has {len(words)} characters; at most {LONGEST_ANSWER} fit a phone"
        problems.error(answer.line, "O13", text, "shorten it, or tell the story on the slide before")
    if answer.rest:
        fix = "keep the text on the line of - [ ], and what it does in one quote under it: two spaces, >, text"
        problems.error(answer.rest, "O14", "an answer is one text and at most one quote under it", fix)


def _option(key: str, answer: Answer, patterns: Mapping[str, Pattern], problems: Problems) -> Option:
    does = _take_patterns(answer.reveal, patterns, problems)
    says = " ".join(plain(inline.children or []) for inline in answer.reveal)
    if len(says) > LONGEST_REVEAL:
        text = f"this quote has {len(says)} characters; one sentence on the impact has at most {LONGEST_REVEAL}"
        problems.error(line_of(answer.reveal[0]), "O15", text, "shorten it, and tell the rest in the notes")
    children: Sequence[Token] = (answer.text.children or []) if answer.text else []
    return Option(
        key=key,
        text=plain(children),
        html=render_inline(children),
        patterns=does,
        says=says,
        says_html="<br>".join(render_inline(inline.children or []) for inline in answer.reveal),
        right=answer.box in ("x", "X"),
    )


def _take_patterns(reveal: Sequence[Token], patterns: Mapping[str, Pattern], problems: Problems) -> tuple[str, ...]:
    """The patterns named before the colon, taken off the text; each must be one of the deck's."""
    first = next(iter(reveal[0].children or []), None) if reveal else None
    match = DOES.match(first.content) if first and first.type == "text" else None
    if first is None or match is None or not _names_patterns(match[1], patterns):
        return ()
    first.content = first.content[match.end() :]
    names = [name.strip() for name in match[1].split(",")]
    for name in names:
        if name not in patterns:
            fix = meant(name, patterns, _how_to_add(name, patterns))
            problems.error(line_of(reveal[0]), "O03", f'unknown pattern "{shown(name)}"', fix)
    return tuple(dict.fromkeys(name for name in names if name in patterns))


def _names_patterns(text: str, patterns: Mapping[str, Pattern]) -> bool:
    """`Note: …` is a sentence, `centering: …` and `Centring: …` are meant as patterns."""
    return text == text.lower() or any(nearest(name.strip(), patterns) for name in text.split(","))


def _how_to_add(name: str, patterns: Mapping[str, Pattern]) -> str:
    known = f"the deck's patterns are {', '.join(patterns)}; " if patterns else ""
    return f"{known}add {name} to patterns: at the top, or write the sentence without a colon"
