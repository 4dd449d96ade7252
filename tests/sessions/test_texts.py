"""Texts on their way to the room: in groups, looked at first, and never with a way back to who wrote them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sessions.audiences import BUILDERS, Scene, weight
from sessions.audiences.light import Light
from sessions.ballots import GroupKey
from sessions.entries import Entry
from sessions.errors import AskClosed, FixedAnswer, InvalidAnswer, TextsMuted, UnknownItem
from sessions.moderation.item import Item, ItemChanges, ItemState, Sort
from sessions.moderation.pending import Draft
from sessions.protocol import LARGEST_FRAME, Answer, Moderate, Reason, Upvote
from sessions.state import Phase
from tests.sessions.house import Core, Run, voter
from tests.sessions.memory import kept_in_mind

DECK = """---
title: Texts
---

## When did somebody repair well with you?

```slide
id: text
ask: text
answers: 2
```

---

## One word

```slide
id: word
ask: words
answers: 2
```

---

## Questions

```slide
id: qa
ask: qa
```

---

## Next time

```slide
id: card
ask: commit
share: yes
```

---

## What do you say?

```slide
id: say
ask: choice
rounds: 2
discuss: 2m
reasons: yes
```

- [ ] Sorry.
- [ ] You told us too late.
"""

SENSITIVE = DECK.replace("title: Texts\n", "title: Texts\ncontent-note: A scene that can hurt.\n")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Core(tmp_path, deck=DECK).opens()


def opened(run: Run, slide: str) -> Run:
    run.at(slide).says("open")
    return run


def writes(run: Run, name: str, value: Any, n: int = 0, seq: int = 1, keep: bool = False) -> None:
    slide = run.session.state.slide
    assert slide is not None
    answer = Answer(slide, run.session.standing.round, seq, value, n=n, keep=keep)
    run.core.stage.answer(run.id, voter(name), answer)


def items(run: Run) -> dict[str, Item]:
    """What was handed on, by its text; hands are handed on beside the answer, so that one waits for them."""
    for _ in range(100):
        stored = {row["id"] for row in run.core.shelf.texts(run.id)}
        known = run.core.stage.desk.items(run.session)
        if stored == {item.id for item in known}:
            return {item.text: item for item in known}
        run.core.stage.house.engine.sleep(0.01)
    raise AssertionError("the shelf and the desk differ")


def rules(run: Run, text: str, do: str) -> None:
    item = "all" if text == "all" else items(run)[text].id
    run.core.stage.moderate(run.id, Moderate(item, do))


def shown(run: Run, audience: str = "participant") -> dict[str, Any]:
    scene = Scene(
        now=run.core.stage.house.world.now(),
        joined=9,
        answered=0,
        join={},
        items=run.core.stage.desk.items(run.session),
    )
    return BUILDERS[audience](run.session, scene)


def seen(run: Run, audience: str = "participant") -> list[str]:
    return [item["text"] for item in shown(run, audience)["ask"]["items"]]


def test_nothing_is_handed_on_before_as_many_have_written_as_a_result_needs(run: Run) -> None:
    opened(run, "text")
    for name in "abcd":
        writes(run, name, f"from {name}")
    assert items(run) == {}

    writes(run, "e", "from e")
    assert set(items(run)) == {f"from {name}" for name in "abcde"}


def test_after_that_texts_go_in_groups_of_three_and_the_rest_at_the_close(run: Run) -> None:
    opened(run, "text")
    for name in "abcdefg":
        writes(run, name, f"from {name}")
    assert len(items(run)) == 5, "two wait for a third"

    run.says("close")
    assert len(items(run)) == 7
    assert {item.ballot for item in items(run).values()} == {None}, "nothing leads back any more"


def test_one_person_with_two_texts_is_one_person(run: Run) -> None:
    opened(run, "text")
    for name in "abc":
        writes(run, name, f"first of {name}")
        writes(run, name, f"second of {name}", n=1)
    assert items(run) == {}
    run.says("close")

    published = run.session.standing.published[-1]
    assert (published.n, published.withheld) == (3, "few")
    assert items(run) == {}


def test_the_room_sees_what_was_approved_and_nothing_else(run: Run) -> None:
    opened(run, "text")
    for name in "abcde":
        writes(run, name, f"from {name}")
    assert seen(run) == seen(run, "screen") == []

    rules(run, "from b", "approve")
    rules(run, "from d", "approve")
    assert seen(run) == ["from d", "from b"], "the newest approved stands first"
    rules(run, "from b", "hide")
    assert seen(run) == ["from d"]
    rules(run, "all", "hide")
    assert seen(run) == seen(run, "screen") == []


def test_a_phone_is_told_the_words_of_a_text_once(run: Run) -> None:
    opened(run, "text")
    for name in "abcde":
        writes(run, name, f"from {name}")
    news = Light()
    news.of(shown(run))

    told = []
    for name in "bd":
        rules(run, f"from {name}", "approve")
        told.append(news.of(shown(run)) or {})

    assert [[item.get("text") for item in view["ask"]["items"]] for view in told] == [["from b"], ["from d", None]]


def test_a_ruling_raises_the_version_and_a_text_that_comes_does_not(run: Run) -> None:
    opened(run, "text")
    before = run.session.state.version
    for name in "abcde":
        writes(run, name, f"from {name}")
    assert run.session.state.version == before
    rules(run, "from a", "approve")
    assert run.session.state.version == before + 1


def test_whoever_wrote_what_was_removed_writes_no_more_here_and_answers_elsewhere(run: Run) -> None:
    opened(run, "text")
    for name in "abcde":
        writes(run, name, f"from {name}")
    rules(run, "from c", "remove")

    with pytest.raises(TextsMuted):
        writes(run, "c", "again", n=1)
    writes(run, "c", None, seq=2)
    writes(run, "d", "another", n=1)
    opened_elsewhere = run.says("close") and opened(run, "word")
    writes(opened_elsewhere, "c", "hope")


def test_a_text_that_was_handed_on_is_taken_back_but_not_changed(run: Run) -> None:
    opened(run, "text")
    for name in "abcde":
        writes(run, name, f"from {name}")
    rules(run, "from a", "approve")

    with pytest.raises(FixedAnswer):
        writes(run, "a", "something else", seq=2)
    writes(run, "a", "from a")
    assert seen(run) == ["from a"], "the same once more is no change"
    writes(run, "a", None, seq=2)
    assert seen(run) == []
    assert "from a" not in items(run)


def test_texts_that_waited_wait_still_after_a_crash(run: Run) -> None:
    opened(run, "text")
    for name in "abcdef":
        writes(run, name, f"from {name}")
    assert len(items(run)) == 5

    after = run.core.again().run(run.id)
    writes(after, "g", "from g")
    assert len(items(after)) == 5
    writes(after, "h", "from h")
    assert set(items(after)) == {f"from {name}" for name in "abcdefgh"}


def test_a_word_is_one_item_however_many_wrote_it_and_in_whatever_way(run: Run) -> None:
    opened(run, "word")
    for name, word in {"a": "Fear", "b": "fear!", "c": "FEAR", "d": "time", "e": "habit", "f": "habits"}.items():
        writes(run, name, word)
    assert set(items(run)) <= {"fear", "Fear", "FEAR", "time", "habit", "habits"}
    run.says("close")
    for text in list(items(run)):
        rules(run, text, "approve")

    run.says("results")
    scene = Scene(now=0, joined=9, answered=0, join={}, items=run.core.stage.desk.items(run.session))
    words = BUILDERS["screen"](run.session, scene)["results"]["words"]
    assert [(word["word"].lower(), word["n"]) for word in words] == [("fear", 3), ("habit", 2), ("time", 1)]


def test_where_it_can_hurt_no_word_of_one_person_is_shown_or_handed_on(tmp_path: Path) -> None:
    run = opened(Core(tmp_path, deck=SENSITIVE).opens(), "word")
    for name, word in {
        "a": "fear",
        "b": "fear",
        "c": "shame",
        "d": "shame",
        "e": "me",
        "f": "time",
        "g": "time",
    }.items():
        writes(run, name, word)
    run.says("close")

    assert set(items(run)) == {"fear", "shame", "time"}


def test_questions_come_at_once_and_are_lifted_up_from_three_on(run: Run) -> None:
    opened(run, "qa")
    writes(run, "a", "Why?")
    (question,) = items(run).values()
    with pytest.raises(UnknownItem):
        run.core.stage.upvote(run.id, voter("b"), Upvote(question.id))
    rules(run, "Why?", "approve")
    for name in "bbcd":
        run.core.stage.upvote(run.id, voter(name), Upvote(question.id))
    run.core.stage.upvote(run.id, voter("b"), Upvote(question.id, on=False))
    run.says("close")
    assert items(run)["Why?"].votes == 0, "two votes are not told"


def test_the_votes_of_a_question_are_counted_once_for_each_person(run: Run) -> None:
    opened(run, "qa")
    writes(run, "a", "Why?")
    rules(run, "Why?", "approve")
    question = items(run)["Why?"]
    for name in "bcdbcd":
        run.core.stage.upvote(run.id, voter(name), Upvote(question.id))
    run.says("close")
    assert items(run)["Why?"].votes == 3


def test_a_picked_question_stands_alone_and_an_answered_one_at_the_end(run: Run) -> None:
    opened(run, "qa")
    for name in "abc":
        writes(run, name, f"from {name}")
        rules(run, f"from {name}", "approve")
    rules(run, "from a", "pick")
    assert run.session.standing.picked == items(run)["from a"].id
    rules(run, "from a", "answered")
    assert run.session.standing.picked is None
    assert seen(run)[-1] == "from a"


def test_a_card_stays_on_its_phone_unless_it_is_shared(run: Run) -> None:
    opened(run, "card")
    for name in "abcde":
        writes(run, name, True)
    for name in "fghij":
        writes(run, name, f"If {name}, then I will.")
    run.says("close")

    assert run.session.standing.published[-1].tally == {"written": 10}
    assert set(items(run)) == {f"If {name}, then I will." for name in "fghij"}


def test_only_texts_with_leave_are_kept_and_only_if_eight_gave_it(run: Run) -> None:
    opened(run, "text")
    for index in range(9):
        writes(run, f"p{index}", f"text {index}", keep=index < 8)
    run.says("close")
    for text in list(items(run)):
        rules(run, text, "approve")
    run.says("results")
    run.says("end")

    kept = {row["text"] for row in run.core.shelf.texts(run.id)}
    assert kept == {f"text {index}" for index in range(8)}
    assert {row["sealed"] for row in run.core.shelf.texts(run.id)} == {None}


def test_with_seven_leaves_nothing_is_kept(run: Run) -> None:
    opened(run, "text")
    for index in range(9):
        writes(run, f"p{index}", f"text {index}", keep=index < 7)
    run.says("close")
    for text in list(items(run)):
        rules(run, text, "approve")
    run.says("end")
    assert run.core.shelf.texts(run.id) == []


def reasons(run: Run, name: str, text: str) -> str:
    dealt = (run.core.stage.mine(run.id, voter(name)) or {})["dealt"]
    run.core.stage.reason(run.id, voter(name), Reason("say", dealt, text))
    return str(dealt)


def test_between_two_rounds_each_phone_gives_a_reason_for_the_answer_it_was_dealt(run: Run) -> None:
    opened(run, "say")
    run.all_answer("AAABBB")
    run.says("close")
    dealt = {name: reasons(run, name, f"because {name}") for name in "abcdefgh"}
    assert set(dealt.values()) == {"A", "B"}

    other = "B" if dealt["a"] == "A" else "A"
    with pytest.raises(InvalidAnswer):
        run.core.stage.reason(run.id, voter("a"), Reason("say", other, "not mine"))
    assert {text: item.option for text, item in items(run).items()}.items() <= {
        f"because {name}": option for name, option in dealt.items()
    }.items()
    run.says("open")
    assert set(items(run)) == {f"because {name}" for name in "abcdefgh"}
    with pytest.raises(AskClosed):
        run.core.stage.reason(run.id, voter("a"), Reason("say", dealt["a"], "too late"))


def test_a_reason_shares_no_stored_value_with_the_ballots_of_its_author(run: Run) -> None:
    opened(run, "say")
    run.all_answer("AAABBB")
    run.says("close")
    for number in range(6):
        reasons(run, f"phone {number}", f"because {number}")

    boxes = run.core.shelf.boxes(run.id)
    values = [{ballot.pseudonym for ballot in run.core.shelf.ballots(box)} for box in boxes]
    assert len(boxes) == 2
    assert values[0] & values[1] == set()


def test_two_thousand_texts_still_make_a_view_that_fits(run: Run) -> None:
    opened(run, "text")
    drawer = run.core.stage.desk.drawer(run.session)
    many = (Item(f"i{n}", "text", f"{n} " + "ä" * 275, state=ItemState.APPROVED, place=n) for n in range(2000))
    for name in "abcde":
        writes(run, name, f"from {name}")
    drawer.apply(ItemChanges(new=tuple(many)))
    run.core.stage.ledger.save(run.session, run.session.with_ask("text", phase=Phase.OPEN))
    scene = Scene(now=0, joined=9, answered=0, join={}, items=run.core.stage.desk.items(run.session))
    for audience, build in BUILDERS.items():
        assert weight(build(run.session, scene)) <= LARGEST_FRAME, audience
    run.says("close")
    run.says("results")
    scene = Scene(now=0, joined=9, answered=0, join={}, items=tuple(drawer.items.values()))
    for audience, build in BUILDERS.items():
        assert weight(build(run.session, scene)) <= LARGEST_FRAME, audience


@pytest.mark.parametrize("length", [60, 280])
def test_in_a_room_that_wrote_much_the_presenter_still_sees_the_picture(run: Run, length: int) -> None:
    opened(run, "qa")
    for name in "abcde":
        writes(run, name, f"from {name}")
    many = [Item(f"i{n:016}", "qa", "x" * length, state=ItemState.APPROVED, place=n) for n in range(40)]
    run.core.stage.desk.drawer(run.session).apply(ItemChanges(new=tuple(many)))
    run.says("close")
    run.says("results")
    scene = Scene(now=0, joined=40, answered=30, join={}, items=run.core.stage.desk.items(run.session))
    for audience in ("presenter", "moderator"):
        view = BUILDERS[audience](run.session, scene)
        assert weight(view) <= LARGEST_FRAME
        assert view["results"]["html"].count("x" * length) >= 15, audience


@pytest.mark.parametrize("end", ["close", "void", "delete"])
def test_once_an_ask_is_over_no_text_that_waited_is_kept_in_mind(run: Run, end: str) -> None:
    stage = opened(run, "text").core.stage
    for index in range(3):
        writes(run, f"p{index}", f"Waiting {index}.")
    assert len([draft for draft in kept_in_mind(stage, Draft) if draft.text.startswith("Waiting")]) == 3

    stage.delete(run.id) if end == "delete" else run.says(end)
    assert kept_in_mind(stage, Draft) == []
    assert {"Waiting 0.", "Waiting 1.", "Waiting 2."}.isdisjoint(kept_in_mind(stage))


@pytest.mark.parametrize("end", ["end", "delete"])
def test_once_a_session_is_over_neither_the_key_of_its_texts_nor_what_may_not_stay_is_kept_in_mind(
    run: Run, end: str
) -> None:
    stage = opened(run, "text").core.stage
    for index in range(5):
        writes(run, f"p{index}", f"Handed on {index}.")
    run.says("close")
    assert len(kept_in_mind(stage, GroupKey)) == 1
    assert "Handed on 0." in kept_in_mind(stage)

    stage.delete(run.id) if end == "delete" else run.says("end")
    assert kept_in_mind(stage, GroupKey) == []
    assert [text for text in kept_in_mind(stage) if str(text).startswith("Handed on")] == []


def test_a_text_that_comes_to_the_others_after_the_close_harms_nothing(run: Run) -> None:
    open_still = opened(run, "text").session
    writes(run, "ana", "Too late.")
    box = open_still.open_box
    assert box
    run.says("close")
    run.core.stage.desk.arrived(open_still, "text", Sort.ANSWER, box, b"ana", Entry("Too late.", author="a"))
    assert "Too late." not in kept_in_mind(run.core.stage)


def test_what_its_author_takes_back_while_it_is_let_through_stays_gone(run: Run) -> None:
    opened(run, "qa")
    writes(run, "ana", "Why?")
    save, item = run.core.shelf.save, items(run)["Why?"]

    def taken_back_first(*facts: Any, **more: Any) -> None:
        writes(run, "ana", None, seq=2)
        save(*facts, **more)

    run.core.shelf.save = taken_back_first  # type: ignore[method-assign]
    rules(run, "Why?", "approve")
    assert seen(run) == []
    with pytest.raises(UnknownItem):
        run.core.stage.moderate(run.id, Moderate(item.id, "approve"))


def test_what_was_taken_back_is_gone_after_a_crash_in_the_middle_of_it(run: Run) -> None:
    opened(run, "qa")
    writes(run, "ana", "Why?")
    rules(run, "Why?", "approve")
    assert seen(run) == ["Why?"]
    run.core.shelf.put_texts = lambda *_: None  # type: ignore[method-assign]
    writes(run, "ana", None, seq=2)
    assert len(run.core.shelf.texts(run.id)) == 1, "the process died before it was off the disk"

    again = run.core.again().run(run.id)
    assert seen(again) == []
    assert items(again) == {}


def test_votes_that_were_told_are_told_still_after_a_crash(run: Run) -> None:
    opened(run, "qa")
    writes(run, "a", "Why?")
    rules(run, "Why?", "approve")
    question = items(run)["Why?"]
    for name in "bcd":
        run.core.stage.upvote(run.id, voter(name), Upvote(question.id))
    again = run.core.again().run(run.id)
    assert items(again)["Why?"].votes == 3


@pytest.mark.parametrize("length", [3, 280])
def test_however_many_wait_what_the_room_sees_lies_before_whoever_reads(run: Run, length: int) -> None:
    opened(run, "text")
    there = [Item(f"seen {n}", "text", f"Shown {n}.", state=ItemState.APPROVED, place=n) for n in range(9)]
    waiting = [Item(f"waits {n}", "text", "x" * length) for n in range(300)]
    run.core.stage.desk.drawer(run.session).apply(ItemChanges(new=(*waiting, *there)))
    scene = Scene(now=0, joined=9, answered=0, join={}, items=run.core.stage.desk.items(run.session))
    for audience in ("presenter", "moderator"):
        view = BUILDERS[audience](run.session, scene)
        states = [text["state"] for text in view["moderation"]]
        assert states.count("approved") == 9
        assert states[0] == "waiting", "those that wait come first"
        assert view["waiting"] == 300
        assert weight(view) <= LARGEST_FRAME - 4000, "notes and the next slide have room beside them"


def test_a_text_that_changes_while_it_is_handed_on_is_read_as_its_author_last_said_it(run: Run) -> None:
    opened(run, "text")
    for index in range(4):
        writes(run, f"p{index}", f"text {index}")
    put = run.core.shelf.writer.put

    def handed_on_first(work: Any) -> Any:
        run.core.shelf.writer.put = put  # type: ignore[method-assign]
        writes(run, "p4", "text 4")
        assert "text 0" in items(run)
        return put(work)

    run.core.shelf.writer.put = handed_on_first  # type: ignore[method-assign]
    writes(run, "p0", "changed", seq=2)
    assert sorted(items(run)) == ["text 1", "text 2", "text 3", "text 4"]
    run.says("close")
    assert sorted(items(run)) == ["changed", "text 1", "text 2", "text 3", "text 4"]


def test_reasons_are_taken_again_after_a_crash_in_the_middle_of_ending_them(run: Run) -> None:
    opened(run, "say")
    run.all_answer("AAABBB")
    run.says("close")
    side = run.session.standing.reasons
    assert side is not None
    run.core.shelf.shut(side.box)

    after = run.core.again().run(run.id)
    assert reasons(after, "a", "because a") in {"A", "B"}
