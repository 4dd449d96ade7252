"""The result of a follow-up as a part of a page, below the page's own title."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from decks.language import Language
from sessions.followup.notes import method
from sessions.followup.result import Answered, answered, heading
from sessions.followup.state import FollowupState
from sessions.summary.as_html import how_to_read
from sessions.summary.charts.columns import Column, drawn, in_brief
from sessions.summary.charts.tables import as_tables


def body_html(state: FollowupState) -> Markup:
    """The questions and the method note."""
    asks = Markup("\n").join(_section(one, state.words) for one in answered(state))
    return asks + Markup("\n") + how_to_read(method(state), state.words)


def _section(one: Answered, words: Language) -> Markup:
    says = Markup('<p class="says">{}</p>').format(one.says) if one.columns[-1].counts is not None else Markup()
    columns = Markup().join(_column(vote, one.picture, words) for vote in _briefly(one.columns))
    figure = Markup('<figure class="results" data-picture="{}">{}<div class="columns">{}</div>{}</figure>').format(
        one.picture, says, columns, as_tables(one.columns, None, words)
    )
    terms = " · ".join(filter(None, (one.terms, one.ends)))
    return Markup('<section class="asked">\n<h2>{}</h2>\n<p class="terms">{}</p>\n{}</section>').format(
        one.question.title, terms, figure
    )


def _briefly(columns: tuple[Column, ...]) -> Iterator[Column]:
    """Once the answers were said in full, their first words do."""
    full = False
    for column in columns:
        yield in_brief(column) if full else column
        full = full or column.counts is not None


def _column(column: Column, picture: str, words: Language) -> Markup:
    return Markup('<section class="column"><h3>{}</h3>{}</section>').format(
        heading(column), drawn(column, picture, words)
    )
