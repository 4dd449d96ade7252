"""The table of legal moves, walked as a presenter walks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sessions.errors import AskClosed, IllegalMove, StaleAnswer, StaleVersion
from sessions.moves import MOVES, legal
from sessions.protocol import COMMANDS
from sessions.state import Phase, SessionState, Status
from tests.sessions.house import Core, Run

ASK, PERSONAL, SCALE = "what-do-you-say", "has-it-happened-to-you", "how-safe-do-you-feel"


def where(run: Run) -> tuple[str | None, int, Phase]:
    state = run.session.state
    return state.slide, state.step, run.session.standing.phase


def test_every_command_of_the_wire_is_a_move_of_the_table():
    assert set(COMMANDS) == set(MOVES)


def test_next_walks_pauses_votes_talk_results_patterns_and_on(run: Run):
    run.says("start")
    walked = []
    for _ in range(12):
        walked.append(run.session.natural)
        run.says("next")
        if run.session.is_open:
            run.all_answer("AABBC")
    assert walked == [
        "step", "next", "open", "close", "talk", "open", "close", "results", "patterns", "patterns", "next", "open",
    ]  # fmt: skip


def test_previous_hides_what_next_showed_and_destroys_nothing(run: Run):
    run.at(ASK)
    for _ in range(2):
        run.says("open")
        run.all_answer("AABBC")
        run.says("close")
    run.says("results")
    run.says("patterns", all=True)

    back = []
    for _ in range(4):
        run.says("previous")
        back.append((run.session.standing.phase, run.session.standing.told))
    assert back[:3] == [(Phase.PATTERNS, 1), (Phase.RESULTS, 0), (Phase.CLOSED, 0)]
    assert run.session.state.slide == "welcome"

    run.says("goto", slide=ASK)
    assert (run.session.standing.phase, len(run.session.standing.published)) == (Phase.CLOSED, 2)


def test_a_slide_cannot_be_left_while_its_vote_is_open(run: Run):
    run.at(ASK).says("open")
    for do, args in (("previous", {}), ("goto", {"slide": "goodbye"}), ("skip", {})):
        with pytest.raises(IllegalMove) as refusal:
            run.says(do, **args)
        assert "close" in refusal.value.extra["moves"]
    assert where(run) == (ASK, 0, Phase.OPEN)


def test_a_closing_can_be_cancelled_and_answers_count_until_it_is_over(run: Run):
    run.at(ASK).says("open")
    run.says("close", grace=8)
    assert (run.session.is_open, run.session.natural) == (True, None)
    run.all_answer("AABBC")
    run.says("open")
    assert run.session.standing.closes_at is None
    run.says("close")
    with pytest.raises(AskClosed):
        run.answers("too late", "A")
    assert run.session.standing.published[0].n == 5


def test_the_newest_answer_of_a_phone_counts(run: Run):
    run.at(ASK).says("open")
    run.all_answer("AABBC")
    assert run.answers("phone 0", "C", seq=5) == {"seq": 5}
    assert run.answers("phone 0", "C", seq=5) == {"seq": 5}
    with pytest.raises(StaleAnswer) as refusal:
        run.answers("phone 0", "B", seq=4)
    assert refusal.value.extra == {"seq": 5}
    assert run.says("close").standing.published[0].tally == {"counts": {"A": 1, "B": 2, "C": 2}}


def test_two_consoles_cannot_overwrite_each_other(run: Run):
    seen = run.at(ASK).session.state.version
    run.says("open", version=seen)
    with pytest.raises(StaleVersion):
        run.says("next", version=seen)
    assert run.session.is_open


def test_a_voided_round_is_asked_again_under_the_same_number(run: Run):
    run.at(ASK).says("open")
    run.all_answer("AAAAA")
    run.says("void")
    assert (run.session.standing.phase, run.session.upcoming_round) == (Phase.READY, 1)
    run.says("open")
    run.all_answer("BBBBB")
    standing = run.says("close").standing
    assert [published.tally for published in standing.published] == [{"counts": {"A": 0, "B": 5, "C": 0}}]
    assert standing.voided == 1


def test_voiding_an_open_second_round_keeps_the_first_and_the_shift(run: Run):
    run.at(ASK).says("open")
    run.all_answer("AAABB")
    run.says("close")
    run.says("open")
    run.all_answer("CCCCC")
    run.says("void")
    run.says("open")
    run.all_answer("BBBBB")
    standing = run.says("close").standing
    assert [published.tally["counts"]["B"] for published in standing.published if published.tally] == [2, 5]
    assert standing.shift is not None
    assert standing.shift.says == "B: 2 of 5, then 5 of 5."


def test_a_personal_question_publishes_one_round_in_a_session(run: Run):
    run.at(PERSONAL).says("open")
    run.all_answer("ABCDABCD")
    run.says("close")
    assert not {"void", "open"} & set(legal(run.session))


def test_what_the_deck_never_shows_is_not_shown(run: Run):
    run.at(SCALE).says("open")
    for name in "abcde":
        run.answers(name, 3)
    run.says("close")
    assert "results" not in legal(run.session)
    assert run.session.natural == "next"


def test_patterns_need_no_votes(run: Run):
    run.at(ASK).says("patterns")
    run.says("patterns")
    assert (run.session.standing.told, run.session.natural) == (2, "next")


def test_opening_another_question_lets_go_of_what_waited_for_a_second_round(core: Core, run: Run):
    run.at(ASK).says("open")
    run.all_answer("AABBC")
    run.says("close")
    run.says("goto", slide="goodbye")
    run.says("goto", slide=ASK)
    assert len(core.keyring.groups()) == 1
    run.says("goto", slide=PERSONAL)
    run.says("open")
    assert run.session.ask_state(ASK).group is None
    assert len(core.keyring.groups()) == 1


def test_a_frozen_room_stays_while_the_presenter_looks_ahead(run: Run):
    run.at(ASK).says("freeze")
    run.says("next")
    assert run.session.state.cursor == (PERSONAL, 0)
    assert run.session.state.slide == ASK
    run.says("unfreeze", go=False)
    assert (run.session.state.cursor, run.session.state.slide) == (None, ASK)


def test_ending_closes_what_is_open_and_leaves_no_key(core: Core, run: Run):
    run.at(ASK).says("open")
    run.all_answer("AABBC")
    ended = run.says("end")
    assert ended.state.status is Status.ENDED
    assert ended.ask_state(ASK).published[0].n == 5
    assert (legal(ended), core.keyring.groups(), core.shelf.boxes(run.id)) == ((), set(), {})


def test_a_session_comes_back_from_the_shelf_as_it_was(core: Core, run: Run):
    run.at(ASK).says("open")
    run.all_answer("AABBC")
    run.says("close")
    run.says("talk")
    state = run.session.state
    assert SessionState.from_json(state.to_json()) == state
    assert core.again().run(run.id).session.state == state


def test_a_deleted_session_leaves_nothing(core: Core):
    run = core.opens(title="A title to look for").at(ASK)
    run.says("open")
    run.all_answer("AABBC")
    core.stage.delete(run.id)
    core.shelf.wipe()
    kept = b"".join(path.read_bytes() for path in core.folder.glob("readtheroom.db*"))
    assert b"A title to look for" not in kept
    assert core.keyring.groups() == set()


class TestTime:
    """The talk's timer, through its periods."""

    def left(self, run: Run) -> tuple[int, str]:
        from sessions import clock

        timer = run.session.state.timer
        assert timer is not None
        return clock.left(timer, run.core.stage.house.world.now())[:2]

    def test_it_walks_through_the_periods(self, run: Run):
        run.at(ASK).says("talk")
        assert self.left(run) == (60, "alone")
        run.core.clock.now += 70
        assert self.left(run) == (110, "pairs")
        run.core.clock.now += 500
        assert self.left(run) == (0, "pairs")

    def test_it_pauses_goes_on_and_is_extended(self, run: Run):
        run.at(ASK).says("talk")
        run.core.clock.now += 10
        run.says("timer", to="pause")
        run.core.clock.now += 100
        assert self.left(run) == (50, "alone")
        run.says("timer", to="start")
        run.says("extend", seconds=30)
        assert self.left(run) == (80, "alone")
        run.says("timer", to="reset")
        assert self.left(run) == (90, "alone")

    def test_time_that_ran_out_can_be_given_again(self, run: Run):
        run.at(ASK).says("talk")
        run.core.clock.now += 1000
        run.says("extend", seconds=60)
        assert self.left(run) == (60, "pairs")


class TestDeckFile:
    """The deck's file may change while it is presented."""

    def edit(self, run: Run, before: str, after: str) -> bool:
        text = run.core.deck_file.read_text()
        assert before in text
        run.core.deck_file.write_text(text.replace(before, after))
        return run.core.stage.reload(run.id)

    def test_other_words_are_taken_up_at_once(self, run: Run):
        run.at(ASK)
        assert self.edit(run, "Let us move on.", "Let us go on.")
        assert run.session.ask is not None
        assert run.session.ask.options[2].text == '"Let us go on."'

    def test_a_broken_file_keeps_the_last_good_deck(self, run: Run):
        run.at(ASK)
        assert not self.edit(run, "ask: choice", "ask: chioce")
        assert run.session.ask is not None
        assert any("chioce" in problem for problem in run.core.stage.house.playbill.problems(run.session))

    def test_changed_answers_of_a_vote_wait_for_the_presenter(self, run: Run):
        run.at(ASK).says("open")
        run.all_answer("AABBC")
        run.says("close")
        self.edit(run, "> repair: It hands", "> blaming: It hands")
        assert run.session.state.pins.keys() == {ASK}
        run.says("changed", slide=ASK, to="again")
        assert (run.session.standing.phase, run.session.state.pins) == (Phase.READY, {})

    def test_a_vanished_slide_stays_until_the_presenter_moves_on(self, run: Run):
        run.at("goodbye")
        self.edit(run, "## Goodbye", "## Farewell")
        assert run.session.current is not None
        assert run.session.current.title == "Goodbye"
        run.says("previous")
        assert run.session.slide("goodbye") is None


class TestBranches:
    """Where the story goes, the presenter is never left without a way."""

    def presents(self, tmp_path: Path, way: str, links: str = "") -> Run:
        ask = f"{links}\n\n```slide\nask: choice\nnext: {way}\n```\n\n- [ ] one\n- [ ] two"
        slides = "\n\n---\n\n".join((f"## Fork\n\n{ask}", "## Left", "## Right"))
        run = Core(tmp_path, deck=f"---\ntitle: A fork\n---\n\n{slides}\n").opens().at("fork")
        run.says("open")
        run.all_answer("ABABB")
        run.says("close")
        run.says("results")
        return run

    def offered(self, run: Run) -> list[str]:
        return [slide.id for slide in run.session.choices]

    def test_a_way_that_leaves_it_to_the_presenter_offers_what_the_branch_names(self, tmp_path: Path):
        run = self.presents(tmp_path, "{A: right, else: presenter}")
        assert (run.session.following, self.offered(run)) == (None, ["right"])
        run.says("next", slide="right")
        assert run.session.state.slide == "right"

    def test_a_presenter_without_links_is_offered_the_slide_that_follows(self, tmp_path: Path):
        assert self.offered(self.presents(tmp_path, "presenter")) == ["left"]

    def test_links_on_the_slide_are_ways_for_the_presenter(self, tmp_path: Path):
        links = "[Over here](#right) [Over there](#left)"
        assert self.offered(self.presents(tmp_path, "presenter", links)) == ["right", "left"]


def test_a_round_that_was_too_small_can_be_asked_again_even_after_the_room_was_told_so(run: Run):
    run.at(ASK).says("open")
    run.all_answer("AABB")
    run.says("close")
    run.says("results")
    run.says("void")
    assert (run.session.standing.shown, run.session.upcoming_round) == (0, 1)
    run.says("open")
    run.all_answer("AABBC")
    run.says("close")
    run.says("results")
    assert "void" not in legal(run.session)
