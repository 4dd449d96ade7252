"""G2 and G3: nothing that is stored joins two answers of a person, or tells who answered before whom."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, select

from decks.asks import Kind
from sessions.ballots import pseudonym
from sessions.store.sqlite import FILE
from sessions.store.tables import ballots, items, upvotes
from tests.sessions.house import Core, Run, voter
from tests.trust.guarantees.rooms import EVERYTHING, Steps, every_ask, opinions, says

PEOPLE = 40
MANY = 400
FIVE_SIGMA = 5 / MANY**0.5
"""Chance gives a larger rank correlation once in two million runs."""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Core(tmp_path, deck=EVERYTHING, engine=Steps()).opens()


def stored(run: Run) -> set[tuple[str, bytes]]:
    """Every random-looking value that is stored right now, with its column."""
    values: set[tuple[str, bytes]] = set()
    with run.core.shelf._reader.connect() as connection:
        for table in (ballots, items, upvotes):
            columns = [column for column in table.columns if isinstance(column.type, LargeBinary)]
            for row in connection.execute(select(*columns)):
                values |= {(column.name, value) for column, value in zip(columns, row, strict=True) if value}
    return values


def answered(run: Run, kind: Kind, privacy: str) -> set[tuple[str, bytes]]:
    run.at(f"{kind.name}-{privacy}").says("open")
    for number, value in enumerate(opinions(run, PEOPLE, seed=4)):
        says(run, f"p{number}", value)
    run.core._engine.settle()
    values = stored(run)
    run.says("close")
    run.says("results")
    return values


def test_the_same_people_leave_no_value_twice_in_all_the_asks_there_are(run: Run) -> None:
    seen: set[tuple[str, bytes]] = set()
    for kind, privacy in every_ask():
        values = answered(run, kind, privacy)
        pseudonyms = {value for column, value in values if column == "pseudonym"}
        assert len(pseudonyms) >= PEOPLE, "there is something to compare"
        again = {(column, value) for column, value in values & seen if column != "sealed"}
        assert again == set(), kind.name
        assert not pseudonyms & {value for _, value in seen}
        seen |= values


def rank_correlation(one: Sequence[Any], other: Sequence[Any]) -> float:
    """Spearman's: 1 where both go up together, 0 where one says nothing about the other."""
    ranks = [{value: rank for rank, value in enumerate(sorted(values))} for values in (one, other)]
    middle, n = (len(one) - 1) / 2, len(one)
    pairs = zip(one, other, strict=True)
    return sum((ranks[0][a] - middle) * (ranks[1][b] - middle) for a, b in pairs) * 12 / (n**3 - n)


def where(run: Run, values: Sequence[bytes]) -> list[int]:
    """How far into the file of the database each of these lies."""
    run.core.shelf.wipe()
    content = (run.core.folder / FILE).read_bytes()
    found = [content.find(value) for value in values]
    assert min(found) > 0
    return found


def test_nothing_in_the_store_goes_with_the_order_in_which_people_answered(run: Run) -> None:
    run.at("choice-standard").says("open")
    for number in range(MANY):
        says(run, f"p{number}", "A")
    box = run.session.open_box
    assert box
    rows = run.core.shelf.ballots(box)
    in_time = [run.core.shelf.ballot(box, name_of(run, f"p{number}")) for number in range(MANY)]
    places = {row.pseudonym: place for place, row in enumerate(rows)}

    orders = {
        "row": [places[one.pseudonym] for one in in_time if one],
        "pseudonym": [one.pseudonym for one in in_time if one],
        "nonce": [one.nonce for one in in_time if one],
        "sealed": [one.sealed for one in in_time if one],
        "file": where(run, [one.pseudonym for one in in_time if one]),
    }
    assert {name: abs(rank_correlation(range(MANY), order)) < FIVE_SIGMA for name, order in orders.items()} == (
        dict.fromkeys(orders, True)
    )
    assert rank_correlation(range(MANY), [*range(MANY)]) == pytest.approx(1), "an order would be found"


def name_of(run: Run, name: str) -> bytes:
    standing = run.session.standing
    key = run.core.keyring.get(standing.group or "")
    assert key
    return pseudonym(key, voter(name))


def test_whoever_matches_two_questions_by_their_order_does_no_better_than_chance(run: Run) -> None:
    """The attacker has both sets of rows as they lie, and pairs them off."""
    places: list[list[int]] = []
    for slide in ("choice-standard", "scale-standard"):
        run.at(slide).says("open")
        for number in range(MANY):
            says(run, f"p{number}", "A" if slide.startswith("choice") else 3)
        box = run.session.open_box
        assert box
        rows = {row.pseudonym: place for place, row in enumerate(run.core.shelf.ballots(box))}
        places.append([rows[name_of(run, f"p{number}")] for number in range(MANY)])
        run.says("close")

    hits = sum(one == other for one, other in zip(*places, strict=True))
    assert hits < 12, "by chance it is one; more than eleven happens once in a hundred million"
    assert abs(rank_correlation(*places)) < FIVE_SIGMA


def test_texts_lie_in_no_order_that_tells_who_wrote_first(run: Run) -> None:
    run.at("text-standard").says("open")
    people = list(range(PEOPLE * 2))
    for number in people:
        says(run, f"p{number}", f"text {number}")
        run.core._engine.settle()
    run.says("close")

    rows = [row["id"] for row in run.core.shelf.texts(run.id)]
    numbers = {item.id: int(item.text.split()[1]) for item in run.core.stage.desk.items(run.session)}
    assert abs(rank_correlation([numbers[row] for row in rows], people)) < 5 / len(people) ** 0.5
    assert {row["place"] for row in run.core.shelf.texts(run.id)} == {0}
    handed_on = [int(item.text.split()[1]) for item in run.core.stage.desk.items(run.session)]
    assert handed_on != sorted(handed_on), "nor are they handed on as they came"


def test_every_answer_is_stored_in_the_same_length(run: Run) -> None:
    run.at("choice-standard").says("open")
    for number, value in enumerate(["A", "D", None, "B"]):
        says(run, f"p{number}", value, sure=number or None)
    box = run.session.open_box
    assert box
    assert len({len(ballot.sealed) for ballot in run.core.shelf.ballots(box)}) == 1
