"""What can happen between two steps of the house, when somebody is quick or unlucky: the promises hold there too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from decks.asks import kinds
from sessions.errors import AskClosed
from sessions.protocol import Moderate, Upvote
from tests.sessions.house import Core, Run, voter
from tests.trust.guarantees.rooms import Steps, deck_of, lets_all_through, says, slide, views

CHOICE, TEXT, QA = (kinds()[name] for name in ("choice", "text", "qa"))
DECK = deck_of(
    slide(CHOICE, "standard", "moving", "results: live", "confidence: yes"),
    slide(CHOICE, "standard", "split", "by: moving"),
    slide(CHOICE, "standard", "alike", "agreement: at-least"),
    slide(CHOICE, "standard", "split-alike", "by: alike"),
    slide(TEXT, "standard", "text"),
    slide(QA, "standard", "qa"),
)


@pytest.fixture
def steps() -> Steps:
    return Steps()


@pytest.fixture
def run(tmp_path: Path, steps: Steps) -> Run:
    return Core(tmp_path, deck=DECK, engine=steps).opens()


def opened(run: Run, slide_id: str) -> Run:
    run.at(slide_id).says("open")
    return run


def told(run: Run) -> dict[str, Any]:
    results: dict[str, Any] = views(run)["screen"]["results"]
    return results


def try_all(run: Run, people: int, value: Any, but: int = 0, **more: Any) -> int:
    """Everybody says something else now, but so many; how many could, since theirs was not told yet."""
    changed = 0
    for number in range(people):
        fixed = run.core.stage.mine(run.id, voter(f"p{number}"))
        if fixed and not fixed["fixed"] and fixed["answered"] and changed < people - but:
            says(run, f"p{number}", value, seq=fixed["seq"] + 1, **more)
            changed += 1
    return changed


def test_how_sure_people_are_is_told_once_since_its_steps_would_be_smaller(run: Run, steps: Steps) -> None:
    opened(run, "moving")
    for number in range(8):
        says(run, f"p{number}", "A", sure=5)
    steps.settle()
    assert told(run)["counts"]["A"] == 5, "there is something to see"
    before = told(run).get("sure")
    says(run, "p8", "A", sure=5)
    try_all(run, 8, "A")
    run.says("close")
    run.says("results")

    assert (before, told(run)["sure"]["counts"]["5"]) == (None, 6)


@pytest.mark.parametrize("lot", range(3))
@pytest.mark.parametrize("end", ["close", "crash"])
def test_whoever_takes_an_answer_back_while_it_is_being_told_makes_no_step_smaller(
    run: Run, steps: Steps, end: str, lot: int
) -> None:
    opened(run, "moving")
    for number in range(8):
        says(run, f"p{number}", "A")
    steps.settle()
    for number in range(8, 11):
        says(run, f"p{number}", "B")
    assert steps.waiting, "three are about to be told"
    assert try_all(run, 11, None, but=8) == 3
    steps.settle()
    before = sum(told(run)["counts"].values())
    assert before in {5, 8}

    if end == "crash":
        run.core._engine = Steps()
        run = run.core.again().run(run.id)
        assert sum(told(run)["counts"].values()) == before
    run.says("close")
    assert sum(run.session.standing.published[-1].tally["counts"].values()) == 8


def test_an_answer_that_was_never_told_does_not_show_in_how_later_results_are_split(run: Run, steps: Steps) -> None:
    """Three of C and four who come later are hidden together, so that those of A and B can be shown."""
    opened(run, "moving")
    for number, letter in enumerate("CCC" + "AB" * 13):
        says(run, f"p{number}", letter)
        steps.settle()
    try_all(run, 29, None, but=28)
    steps.settle()
    run.says("close")
    run.says("results")
    first = run.session.standing.published[-1].tally["counts"]
    opened(run, "split")
    for number in range(33):
        says(run, f"p{number}", "ABC"[number % 3])
    run.says("close")

    segments = run.session.standing.published[-1].segments
    assert segments
    assert sum(first.values()) == 26, "two were never told"
    assert {answer: sum(counts.values()) for answer, counts in segments.items()}.items() <= first.items()


def test_results_are_not_split_by_answers_that_are_withheld_themselves(run: Run) -> None:
    """All agree, which the deck does not tell: a part with everybody in it would."""
    opened(run, "alike")
    for number in range(20):
        says(run, f"p{number}", "A")
    run.says("close")
    assert run.session.standing.published[-1].withheld == "agreement"
    opened(run, "split-alike")
    for number in range(20):
        says(run, f"p{number}", "AB"[number % 2])
    run.says("close")

    assert run.session.standing.published[-1].segments is None


def pseudonyms(run: Run) -> list[Any]:
    return [row["pseudonym"] for row in run.core.shelf.texts(run.id) if row["pseudonym"] is not None]


def test_a_text_that_arrives_while_its_question_closes_keeps_no_way_back_to_its_author(run: Run, steps: Steps) -> None:
    opened(run, "text")
    for number in range(5):
        says(run, f"p{number}", f"text {number}")
    assert steps.waiting, "five texts are about to be written on the shelf"
    run.says("close")
    steps.settle()

    assert len(run.core.shelf.texts(run.id)) == 5
    assert pseudonyms(run) == []


def test_a_vote_for_a_question_that_arrives_while_it_closes_leaves_nothing(
    run: Run, steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(run, "qa")
    says(run, "ben", "Why?")
    steps.settle()
    (item,) = run.core.stage.desk.items(run.session)
    run.core.stage.moderate(run.id, Moderate(item.id, "approve"))
    room, save = run.session, run.core.shelf.save

    def save_and_somebody_votes(*change: Any, **more: Any) -> None:
        save(*change, **more)
        run.core.stage.upvotes.upvote(room, voter("dee"), item.id, True)

    monkeypatch.setattr(run.core.shelf, "save", save_and_somebody_votes)
    run.core.stage.upvote(run.id, voter("chi"), Upvote(item.id))
    assert run.core.shelf.upvotes([item.id]) == {item.id: 1}, "there is something to forget"
    run.says("close")

    assert run.core.shelf.upvotes([item.id]) == {}


def test_an_answer_that_comes_while_its_vote_is_added_up_is_refused_and_changes_nothing(run: Run) -> None:
    opened(run, "alike")
    for number in range(6):
        says(run, f"p{number}", "AB"[number % 2])
    box = run.session.open_box
    assert box
    run.core.shelf.shut(box)

    for late in ("p0", "p9"):
        with pytest.raises(AskClosed):
            says(run, late, "C", seq=2)
    run.says("close")
    assert run.session.standing.published[-1].tally == {"counts": {"A": 3, "B": 3, "C": 0, "D": 0}}


def test_a_word_that_one_person_is_left_with_is_not_shown_where_it_can_hurt(tmp_path: Path, steps: Steps) -> None:
    """Two wrote it, it was let through, and one of them took it back."""
    folder = tmp_path / "sensitive"
    folder.mkdir()
    deck = deck_of(slide(kinds()["words"], "standard", "word")).replace("title:", "content-note: It can hurt.\ntitle:")
    run = opened(Core(folder, deck=deck, engine=steps).opens(), "word")
    for number, word in enumerate(["shame", "shame", "fear", "fear", "time", "time"]):
        says(run, f"p{number}", word)
    steps.settle()
    lets_all_through(run)
    assert {item.text for item in run.core.stage.desk.items(run.session)} == {"shame", "fear", "time"}
    says(run, "p1", None, seq=2)
    run.says("close")

    seen = [str(view) for view in views(run).values()]
    run.says("results")
    seen += [str(view) for view in views(run).values()]
    assert [view for view in seen if "shame" in view] == []
    assert all("fear" in view for view in seen)
