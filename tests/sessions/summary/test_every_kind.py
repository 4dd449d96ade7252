"""A session that asked in every way there is: what its summary says in each format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from decks.asks import kind_of, kinds
from sessions.moderation.item import ItemState
from sessions.protocol import Answer, Moderate
from sessions.state import Phase
from sessions.summary import FORMATS, content
from tests.sessions.house import Core, Run, voter
from tests.sessions.summary.schema import problems

TOUR = Path(__file__).parents[3] / "decks/library/tour.md"
PEOPLE = 24


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The tour, with two dozen people who answer all of it, and every text let through."""
    run = Core(tmp_path_factory.mktemp("tour"), deck=TOUR.read_text()).opens()
    run.says("start")
    for slide in run.session.slides:
        if slide.ask and kind_of(slide.ask).rule != "nothing":
            run.at(slide.id)
            for _ in range(slide.ask.rounds):
                _vote(run)
            _read_all(run)
            if run.session.can_show:
                run.says("results")
            if run.session.more_patterns:
                run.says("patterns", all=True)
    run.says("end")
    return run


def _vote(run: Run) -> None:
    run.says("open")
    ask, slide = run.session.ask, run.session.state.slide
    assert ask is not None
    assert slide is not None
    options = [{"key": option.key} for option in kind_of(ask).offers(ask)]
    answers = kind_of(ask).imagined({"options": options, **ask.settings}, run.core.stage.house.world.order)
    sure = 3 if ask.confidence else None
    for index in range(PEOPLE):
        value = answers[index % len(answers)]
        message = Answer(slide, run.session.standing.round, 1, value, sure=sure, keep=True)
        run.core.stage.answer(run.id, voter(f"p{index}"), message)
    run.says("close")


def _read_all(run: Run) -> None:
    for item in run.core.stage.desk.items(run.session):
        if item.state is ItemState.WAITING:
            run.core.stage.moderate(run.id, Moderate(item.id, "approve"))


def facts(evening: Run) -> dict[str, dict]:
    """The summary's asks by their kind, the last of each."""
    summary = json.loads(_written(evening, "json"))
    assert problems(summary) == []
    return {ask["kind"]: ask for ask in summary["asks"]}


def _written(evening: Run, name: str) -> bytes:
    session = evening.session
    return FORMATS[name].write(content(session, evening.core.stage.desk.kept(session)), session.words)


def test_every_kind_that_asks_is_in_the_summary(evening: Run) -> None:
    assert set(facts(evening)) >= set(kinds()) - {"discuss"}
    assert evening.session.standing.phase is Phase.READY


def test_each_kind_is_added_up_in_its_own_way(evening: Run) -> None:
    asks = facts(evening)
    latest = {kind: ask["rounds"][-1] for kind, ask in asks.items()}

    assert set(latest["rank"]) >= {"borda", "first"}
    assert sum(latest["points"]["sums"].values()) == PEOPLE * latest["points"]["purse"]
    assert sum(latest["multi"]["counts"].values()) > PEOPLE
    assert sum(latest["quiz"]["sure"]["counts"].values()) == PEOPLE
    assert asks["quiz"]["right"]
    assert latest["commit"]["written"] == PEOPLE
    assert asks["words"]["words"][0]["n"] > 1
    assert len(asks["text"]["texts"]) >= 8


def test_the_table_says_of_each_number_what_it_counts(evening: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(_written(evening, "csv").decode("utf-8-sig"), newline="")))
    measures = {(row["kind"], row["measure"]) for row in rows if row["measure"]}

    assert measures >= {
        ("multi", "answers"), ("quiz", "answers"), ("quiz", "sure"), ("rank", "borda"), ("rank", "first"),
        ("points", "points"), ("words", "people"), ("text", "text"),
    }  # fmt: skip


def test_the_page_draws_each_of_them(evening: Run) -> None:
    page = _written(evening, "html").decode()
    assert all(f'data-picture="{kind.picture}"' in page for kind in kinds().values() if kind.picture)
