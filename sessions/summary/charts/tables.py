"""Every picture once more as tables, for reading cell by cell."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from decks.language import Language
from decks.shares import shares
from sessions.state import Shift
from sessions.summary.asked import Choice
from sessions.summary.charts.columns import Column

Row = Sequence[str | Markup]


def as_tables(columns: Sequence[Column], shift: Shift | None, words: Language) -> Markup:
    """The tables behind "As a table": the votes, and who moved where; nothing when all is withheld."""
    told = [column for column in columns if column.counts is not None]
    if not told:
        return Markup()
    tables = _votes(told, words) + (_moves(shift, columns[-1].choices, words) if shift and shift.flows else "")
    return folded_away(Markup(tables), words)


def _votes(columns: Sequence[Column], words: Language) -> Markup:
    caption = words.say("Answers, and their share of all who answered, passes included")
    head = [words.say("Answer")]
    for column in columns:
        head += [column.heading, words.say("Share")]
    rows = [_row(choice, columns, words) for choice in columns[-1].choices]
    return as_table(caption, head, rows + _means(columns, words))


def _means(columns: Sequence[Column], words: Language) -> list[Row]:
    if all(column.mean is None for column in columns):
        return []
    row = [words.say("Mean")]
    for column in columns:
        row += ["–" if column.mean is None else f"{column.mean:.1f}", ""]
    return [row]


def _row(choice: Choice, columns: Sequence[Column], words: Language) -> Row:
    row: list[str | Markup] = [named(choice)]
    for column in columns:
        row += _cells(choice, column, words)
    return row


def named(choice: Choice) -> Markup:
    return Markup("{}: {}").format(choice.key, choice.html) if choice.html else Markup.escape(choice.key)


def _cells(choice: Choice, column: Column, words: Language) -> list[str]:
    """The same answer may have another letter on an earlier slide, so it is found by its words."""
    assert column.counts is not None
    key = next((other.key for other in column.choices if choice.text and other.text == choice.text), choice.key)
    if column.counts.get(key, 0) is None:
        return [column.bound(key, words), ""]
    return [str(column.exact.get(key, 0)), f"{shares(column.exact, column.published.n).get(key, 0)} %"]


def _moves(shift: Shift, choices: Sequence[Choice], words: Language) -> Markup:
    """A row for each answer of the first vote, a column for each of the second, by letter alone."""
    moves = {(before, after): str(n) for before, after, n in shift.flows or ()}
    keys = [choice.key for choice in choices]
    caption = words.say(
        "From the first vote (rows) to the second (columns): {matched} people. Empty where too few or none went.",
        matched=shift.matched,
    )
    rows = [[before, *(moves.get((before, after), "") for after in keys)] for before in keys]
    return as_table(caption, [words.say("First vote"), *keys], rows)


def folded_away(tables: Markup, words: Language) -> Markup:
    """Tables behind "As a table"."""
    return Markup('<details class="table"><summary>{}</summary>{}</details>').format(words.say("As a table"), tables)


def as_table(caption: str, head: Sequence[str], rows: Sequence[Row]) -> Markup:
    return Markup("<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
        caption,
        Markup().join(Markup('<th scope="col">{}</th>').format(cell) for cell in head),
        Markup().join(_tr(row) for row in rows),
    )


def _tr(row: Row) -> Markup:
    first, *rest = row
    cells = Markup().join(Markup("<td>{}</td>").format(cell) for cell in rest)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(first, cells)
