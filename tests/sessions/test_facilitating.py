"""What only a person in front can do: hands, heads, silence, questions nobody planned, private signals, other ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engine import select
from decks.asks import kinds
from sessions.audiences import BUILDERS, Scene
from sessions.errors import IllegalMove, InvalidMessage
from sessions.protocol import Answer, Signal
from sessions.summary import content
from tests.sessions.house import Core, Run, voter

DECK = """---
title: Facilitating
patterns:
  repair: Repair
---

## Which team?

```slide
id: team
ask: choice
```

- [ ] North
- [ ] South

---

## How safe?

```slide
id: safe
ask: scale
by: team
confidence: yes
```

---

## Which is an apology?

```slide
id: quiz
ask: quiz
```

- [ ] Sorry that you feel so.
- [x] I cut you off. I am sorry.
- [ ] Sorry if anybody minded.
  > repair: It leaves out who.

---

## In threes

```slide
id: threes
ask: discuss
discuss: [1m alone, 3m threes]
```

---

# Another part

```slide
id: other
optional: yes
minutes: 5
```

---

# The end

Bye.
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Core(tmp_path, deck=DECK).opens()


def view(run: Run, audience: str = "presenter") -> dict:
    scene = Scene(
        now=run.core.stage.house.world.now(),
        joined=9,
        answered=0,
        join={},
        items=run.core.stage.desk.items(run.session),
    )
    return BUILDERS[audience](run.session, scene)


def votes(run: Run, answers: dict[str, object], sure: int | None = None) -> None:
    run.says("open")
    slide = run.session.state.slide
    assert slide is not None
    for name, value in answers.items():
        message = Answer(slide, 1, 1, value, sure=sure)
        run.core.stage.answer(run.id, voter(name), message)
    run.says("close")


def test_raised_hands_are_a_row_of_their_own(run: Run) -> None:
    run.at("team")
    with pytest.raises(IllegalMove):
        run.says("hands", counts={"A": 3})
    votes(run, dict.fromkeys("abcde", "A"))
    run.says("hands", counts={"A": 3, "B": 1})
    run.says("results")

    results = view(run, "screen")["results"]
    assert (results["counts"], results["hands"]) == ({"A": 5, "B": 0}, {"counts": {"A": 3, "B": 1}})
    assert "A 3 · B 1" in results["html"]
    for wrong in ({"Z": 1}, {"A": -1}, {"A": "3"}, {"A": True}):
        with pytest.raises(InvalidMessage):
            run.says("hands", counts=wrong)
    run.says("hands", counts={})
    assert view(run, "screen")["results"]["hands"] is None


def test_a_question_that_nobody_planned_stands_after_the_slide_and_in_the_summary(run: Run) -> None:
    run.at("safe")
    run.says("unplanned", title="Shall we <b>go on</b>?", kind="choice", options=["Yes", "No & never", "Yes"])

    slide = run.session.current
    assert slide is not None
    assert (slide.id, slide.ask.privacy, [o.text for o in slide.ask.options]) == (
        "unplanned-1",
        "standard",
        ["Yes", "No & never"],
    )
    assert "<h2>Shall we &lt;b&gt;go on&lt;/b&gt;?</h2>" in slide.html(0)
    votes(run, dict.fromkeys("abcde", "A"))
    run.says("results")
    assert run.says("next").state.slide == "quiz"
    after = run.core.again().run(run.id)
    assert [one.title for one in content(after.session).asks if one.id == "unplanned-1"] == ["Shall we <b>go on</b>?"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " ", "kind": "text"},
        {"title": "x" * 201, "kind": "text"},
        {"title": "Q", "kind": "scale"},
        {"title": "Q", "kind": "choice", "options": ["Same", "Same"]},
        {"title": "Q", "kind": "choice", "options": ["x" * 241, "B"]},
    ],
)
def test_an_unplanned_question_that_is_none_is_refused_and_nothing_moves(run: Run, wrong: dict) -> None:
    before = run.at("safe").session.state
    with pytest.raises(InvalidMessage):
        run.says("unplanned", **wrong)
    assert run.session.state == before


def test_a_silence_is_a_timer_and_heads_are_a_number(run: Run) -> None:
    run.at("safe").says("silence", seconds=30)
    assert view(run, "screen")["timer"] | {"then": []} == {
        "left": 30, "running": True, "label": "in silence", "then": [], "turn": None,
    }  # fmt: skip
    run.says("heads", n=18)
    assert view(run)["heads"] == 18
    run.says("heads", n=0)
    assert view(run)["heads"] is None


def test_in_threes_everybody_has_a_turn(run: Run) -> None:
    run.at("threes").says("talk")
    turns, ahead = [], []
    for _ in range(5):
        timer = view(run, "participant")["timer"]
        turns.append((timer["turn"], timer["left"]))
        ahead.append([period["turn"] for period in timer["then"]])
        run.core.clock.now += 60
    assert turns == [(None, 60), (1, 60), (2, 60), (3, 60), (3, 0)]
    assert ahead == [[1, 2, 3], [2, 3], [3], [], []], "between two views phones count by themselves"


def test_the_results_of_a_later_ask_are_split_by_an_earlier_answer_from_twenty_on(run: Run) -> None:
    run.at("team")
    votes(run, {f"p{index}": "AB"[index % 2] for index in range(24)})
    run.says("results")
    assert run.session.groups, "the key lives until the question that is compared with it is closed"
    assert view(run, "participant")["ask"]["compared"] == ["How safe?"]
    run.at("safe")
    assert view(run, "participant")["ask"]["compared"] == ["Which team?"]
    votes(run, {f"p{index}": 1 + index % 2 * 3 + index // 2 % 2 for index in range(24)}, sure=4)
    run.says("results")

    results = view(run, "screen")["results"]
    assert set(results["segments"]) == {"A", "B"}
    assert results["sure"] == {"counts": {"1": 0, "2": 0, "3": 0, "4": 24, "5": 0}}
    assert run.session.groups == frozenset()


def test_nothing_is_split_in_a_small_room(run: Run) -> None:
    run.at("team")
    votes(run, {f"p{index}": "AB"[index % 2] for index in range(12)})
    run.at("safe")
    votes(run, {f"p{index}": 1 + index % 2 for index in range(12)}, sure=4)
    run.says("results")
    assert "segments" not in view(run, "screen")["results"]


def test_the_right_answer_of_a_quiz_is_told_with_the_patterns_and_never_before(run: Run) -> None:
    run.at("quiz")
    votes(run, dict(zip("abcde", "ABBCB", strict=True)))
    run.says("results")
    assert view(run, "screen")["results"]["right"] is None
    run.says("patterns")
    results = view(run, "screen")["results"]
    assert (results["right"], list(results["patterns"])) == (["B"], ["B"])
    run.says("patterns")
    assert list(view(run, "screen")["results"]["patterns"]) == ["B", "C"]


def test_a_whole_part_can_be_skipped_and_the_console_says_what_could_go(run: Run) -> None:
    run.at("team")
    run.core.clock.now += 3600
    cut = view(run)["timing"]["cut"]
    assert (cut["id"], cut["minutes"], cut["after"]) == ("other", 5, "the-end")
    assert run.says("skip", part=True).state.slide == "other"


def test_rescue_has_three_sentences_for_each_need_wherever_the_slide_stands(run: Run) -> None:
    assert view(run)["rescue"] == {}
    told = set()
    run.at("quiz")
    for do in (None, "open", "close", "results", "patterns"):
        if do == "close":
            run.all_answer("AABBC")
        if do:
            run.says(do)
        rescue = view(run)["rescue"]
        assert {need: len(lines) for need, lines in rescue.items()} == dict.fromkeys(
            ("quiet", "hot", "tears", "mad"), 3
        )
        told.add(rescue["hot"][0])
    assert len(told) == 4, "each for its moment"


def test_nobody_is_asked_to_write_where_that_is_switched_off(tmp_path: Path) -> None:
    deck = "---\ntitle: T\n---\n\n## Write\n\n```slide\nask: text\n```\n"
    core = Core(tmp_path, deck=deck)
    from sessions.state import Start

    session = core.stage.create("small", Start(no_texts=True))
    assert session.slides[0].ask is not None
    assert session.slides[0].ask.kind == "discuss"


@pytest.mark.parametrize("kind", kinds().values(), ids=list(kinds()))
def test_every_kind_has_a_rule_and_a_picture_or_asks_nothing(kind) -> None:
    from sessions.disclosure import RULES
    from sessions.summary.charts import PICTURES

    assert kind.rule == "nothing" or (kind.rule in RULES and kind.picture in PICTURES)


def test_once_a_split_result_is_shown_nothing_of_either_vote_is_left(tmp_path: Path) -> None:
    run = Core(tmp_path, deck=DECK.replace("by: team\n", "by: team\nrounds: 2\ndiscuss: 2m\n")).opens()
    run.at("team")
    votes(run, {f"p{index}": "AB"[index % 2] for index in range(24)})
    run.at("safe")
    votes(run, {f"p{index}": 1 + index % 2 for index in range(24)})
    assert run.session.boxes
    run.says("results")
    assert (run.session.boxes, run.session.groups) == ({}, frozenset())


def test_the_sealed_answers_can_be_looked_at_and_then_that_nothing_is_left_of_them(run: Run) -> None:
    run.at("team").says("proof", on=True)
    run.says("open")
    for index in range(6):
        run.answers(f"p{index}", "A")
    sealed = run.core.stage.counting.sealed(run.session)
    assert sealed is not None
    assert sealed.n == len(set(sealed.rows)) == 6, "the same answer looks like any other"
    run.says("close")
    left = run.core.stage.counting.sealed(run.session)
    assert left is not None
    assert left.n == 6, "a later question is still to be split by this one"


def test_of_a_vote_that_is_over_no_sealed_answer_is_left_on_the_wall(run: Run) -> None:
    run.at("quiz").says("proof", on=True)
    votes(run, dict(zip("abcde", "ABBCB", strict=True)))
    left = run.core.stage.counting.sealed(run.session)
    assert left is not None
    assert (left.n, left.rows) == (0, ())
    run.says("goto", slide="team")
    assert run.core.stage.counting.sealed(run.session) is None, "it goes with its slide"


def test_the_sealed_answers_of_a_personal_question_are_shown_to_nobody(tmp_path: Path) -> None:
    run = Core(tmp_path).opens()
    run.at("has-it-happened-to-you")
    with pytest.raises(IllegalMove):
        run.says("proof", on=True)


class Hasty:
    """An engine that never waits long."""

    def __init__(self) -> None:
        self._engine = select("threading")

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)

    def sleep(self, seconds: float) -> None:
        self._engine.sleep(min(seconds, 0.01))


def test_a_signal_that_can_no_longer_be_marked_as_seen_is_not_lost(tmp_path: Path) -> None:
    run = Core(tmp_path, deck=DECK, engine=Hasty()).opens()
    run.says("start")
    stage = run.core.stage
    stage.signal(run.id, voter("ana"), Signal("harm"))
    for _ in range(100):
        if stage.signals.view(run.id, run.session.words):
            break
        stage.house.engine.sleep(0.01)
    run.says("end")
    with pytest.raises(IllegalMove):
        run.says("seen", kind="harm")
    assert [signal["kind"] for signal in stage.signals.view(run.id, run.session.words)] == ["harm"]


def test_after_an_unplanned_question_the_story_goes_on_where_it_was(tmp_path: Path) -> None:
    run = Core(tmp_path).opens()
    run.says("start")
    run.says("unplanned", title="Before we go on?", kind="choice", options=["Yes", "No"])
    votes(run, dict.fromkeys("abcde", "A"))
    run.says("results")

    back = run.says("next").state
    assert (back.slide, back.step) == ("welcome", 0)
    assert run.says("next").state.step == 1
    assert run.says("next").state.slide == "what-do-you-say"
