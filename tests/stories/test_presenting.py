"""Ana presents: walking, covering, freezing, two consoles at once, voiding, ending."""

from __future__ import annotations

import pytest

from tests.cast import Evening, Phone, Presenter, until
from tests.conftest import Begin


def at_the_vote(evening: Begin, phones: int = 5) -> tuple[Evening, list[Phone]]:
    room = evening("vote")
    people = room.fills(phones)
    room.screen.connects()
    room.ana.says("start")
    room.ana.says("goto", slide="say")
    room.ana.says("next")
    return room, people


def test_next_walks_through_everything_the_deck_has_and_previous_walks_back(evening: Begin) -> None:
    room = evening("vote")
    ana, phones = room.ana, room.fills(5)

    way = []
    view = ana.says("start")
    while view["natural"]:
        way.append((view["slide"]["id"], view["slide"]["step"], view["ask"] and view["ask"]["phase"], view["natural"]))
        if view["natural"] == "close":
            room.answer(dict.fromkeys(phones, "A" if view["ask"]["kind"] == "choice" else 3))
        view = ana.says("next")

    stand_up, say, hard = "the-stand-up", "say", "hard"
    votes = [("ready", "open"), ("open", "close"), ("closed", "talk"), ("talk", "open"), ("open", "close")]
    telling = [("closed", "results"), ("results", "patterns"), *[("patterns", "patterns")] * 2, ("patterns", "next")]
    assert way == [
        (stand_up, 0, None, "step"),
        (stand_up, 1, None, "next"),
        (say, 0, None, "step"),
        *[(say, 1, phase, natural) for phase, natural in (*votes, *telling)],
        *[(hard, 0, phase, natural) for phase, natural in (*votes[:2], telling[0], ("results", "next"))],
        ("later-slide", 0, None, "summary"),
    ]
    assert ana.says("previous")["slide"]["title"] == "LATER-SLIDE", "the summary is put away first"
    assert view["slide"]["title"] == "LATER-SLIDE"
    back = [ana.says("previous") for _ in range(6)]
    assert [(view["slide"]["id"], view["ask"] and view["ask"]["phase"]) for view in back] == [
        (hard, "results"),
        (hard, "closed"),
        (say, "patterns"),
        (say, "patterns"),
        (say, "patterns"),
        (say, "results"),
    ]
    assert ana.sees()["results"]["rounds"][1]["counts"] == {"A": 5, "B": 0, "C": 0}, "nothing was discarded"


@pytest.mark.parametrize("leaving", [{"do": "goto", "slide": "hard"}, {"do": "previous"}, {"do": "skip"}])
def test_nobody_walks_away_from_an_open_vote(evening: Begin, leaving: dict[str, str]) -> None:
    room, _ = at_the_vote(evening)
    room.ana.says("open")

    refusal = room.ana.cannot(**leaving)

    assert (refusal["status"], refusal["code"], refusal["detail"]) == (
        409,
        "move.illegal",
        "A vote is open. Close it first.",
    )
    assert {"close", "void", "cover"} <= set(refusal["moves"])
    assert not {"goto", "previous", "skip", "talk", "results"} & set(refusal["moves"])
    room.ana.says("close", grace=5)
    assert room.ana.cannot("next")["code"] == "move.illegal"
    assert room.ana.sees()["slide"]["id"] == "say"


def test_two_consoles_cannot_overwrite_each_other(evening: Begin) -> None:
    room, _ = at_the_vote(evening)
    ana, bo = room.ana.connects(), Presenter(room, "bo").connects()
    seen = ana.sees()["version"]

    assert ana.commands("next", version=seen) == {"ok": True, "version": seen + 1}
    refusal = bo.commands("next", version=seen)
    assert (refusal["ok"], refusal["code"]) == (False, "version.stale")
    assert (refusal["view"]["version"], refusal["view"]["ask"]["phase"]) == (seen + 1, "open")
    problem = ana.cannot("close", version=seen)
    assert (problem["status"], problem["code"], problem["view"]["version"]) == (409, "version.stale", seen + 1)
    assert ana.sees()["ask"]["phase"] == "open", "one press has opened it, the other has not closed it"
    bo.leaves()


def test_a_voided_round_is_asked_again_and_nothing_of_it_is_published(evening: Begin) -> None:
    room, phones = at_the_vote(evening)
    room.ana.votes(dict(zip(phones, "AAAAA", strict=True)))
    room.ana.says("open")
    room.answer(zip(phones, "BBBBB", strict=True))

    view = room.ana.says("void")
    assert (view["ask"]["phase"], view["ask"]["round"]) == ("ready", 2)
    room.ana.votes(dict(zip(phones, "CCCCC", strict=True)))
    view = room.ana.says("void")
    assert (view["ask"]["phase"], view["ask"]["round"]) == ("ready", 2)
    results = room.ana.votes(dict(zip(phones, "AACCC", strict=True)))["results"]

    assert [one["counts"] for one in results["rounds"]] == [{"A": 5, "B": 0, "C": 0}, {"A": 2, "B": 0, "C": 3}]
    room.ana.says("results")
    room.ana.says("previous")
    assert room.ana.cannot("void")["code"] == "move.illegal", "what the room has seen cannot be unsaid"
    room.ana.says("end")
    (ask,) = room.ana.summary().json()["asks"]
    assert (ask["voided"], len(ask["rounds"])) == (2, 2)


def test_a_latecomer_can_read_the_story_so_far_and_no_further(evening: Begin) -> None:
    room = evening("vote")
    room.ana.says("start")
    browser = room.house.browser(Cookie=f"phone={room.ben.joins().token}")

    story = browser.get(f"/{room.code}/story").text
    assert "Sam says a name" in story
    assert "The room goes quiet" not in story
    room.ana.presses_next(2)
    story = browser.get(f"/{room.code}/story").text
    assert "The room goes quiet" in story
    assert "Everybody looks at you" in story
    assert "You have five seconds" not in story
    assert browser.get(f"/{room.code}/story", headers={"Cookie": ""}).status_code == 303


def test_a_locked_room_lets_nobody_in_and_nobody_down(evening: Begin) -> None:
    room, _ = at_the_vote(evening, 1)
    room.ana.says("open")

    assert room.ana.says("lock")["locked"] is True
    assert room.chi.asks_to_join().json()["code"] == "code.unknown"
    room.ben.answers("A")
    room.ben.drops()
    assert room.ben.comes_back().sees()["ask"]["phase"] == "open"
    room.ana.says("unlock")
    assert room.chi.joins().sees()["ask"]["phase"] == "open"


def test_the_cover_hides_everything_from_wall_and_phones_at_once(evening: Begin) -> None:
    room, phones = at_the_vote(evening)
    room.ana.votes(dict(zip(phones, "AABBB", strict=True)))
    room.ana.says("results")
    assert room.ben.sees()["results"]["n"] == 5

    view = room.ana.says("cover")
    for listener in (room.ben, room.screen):
        seen = listener.sees()
        assert (seen["stage"], seen["slide"], seen["ask"], seen["results"]) == ("covered", None, None, None)
    assert (view["stage"], view["slide"]["id"], view["results"]["n"]) == ("covered", "say", 5)
    page = room.house.browser(Cookie=f"phone={room.ben.token}").get(f"/{room.code}").text
    assert "Everybody looks at you" not in page
    room.ana.says("uncover")
    assert (room.ben.sees()["results"]["n"], room.screen.sees()["stage"]) == (5, "live")


def test_a_blank_wall_leaves_the_phones_alone(evening: Begin) -> None:
    room, _ = at_the_vote(evening)
    room.ana.says("open")

    for colour in ("black", "white"):
        room.ana.says("blank", colour=colour)
        wall, phone = room.screen.sees(), room.ben.sees()
        assert (wall["stage"], wall["slide"], wall["ask"]) == (colour, None, None)
        assert (phone["slide"]["id"], phone["ask"]["phase"]) == ("say", "open")
    room.ben.answers("A")
    room.ana.says("unblank")
    assert room.screen.sees()["slide"]["id"] == "say"


def test_while_the_wall_is_frozen_ana_walks_alone(evening: Begin) -> None:
    room = evening("vote")
    room.fills(1)
    room.screen.connects()
    room.ana.says("start")

    room.ana.says("freeze")
    view = room.ana.presses_next(2)
    assert (view["slide"]["id"], view["slide"]["step"]) == ("say", 0)
    assert view["frozen"] == {"id": "the-stand-up", "number": 1, "title": "The stand-up"}
    assert "NOTE-TWO" in view["notes"]
    for listener in (room.ben, room.screen):
        assert (listener.sees()["slide"]["id"], listener.sees()["slide"]["step"]) == ("the-stand-up", 0)
        assert "Everybody looks at you" not in listener.wire
    assert room.ana.cannot("open")["code"] == "move.illegal"
    assert room.ana.says("unfreeze")["slide"]["id"] == "the-stand-up"
    room.ana.says("freeze")
    room.ana.presses_next(2)
    assert room.ana.says("unfreeze", go=True)["slide"]["id"] == "say"
    assert room.ben.sees()["slide"]["id"] == "say"


def test_prompts_and_timer_of_a_talk_are_moved_by_ana_alone(evening: Begin) -> None:
    room, phones = at_the_vote(evening)
    room.ana.votes(dict(zip(phones, "AABBB", strict=True)))

    view = room.ana.says("talk")
    assert (view["ask"]["prompt"], view["prompt_index"]) == ("PROMPT-ONE comes first?", 0)
    assert view["timer"]["running"] is True
    assert 55 <= view["timer"]["left"] <= 60
    assert room.ben.sees()["ask"]["prompt"] == "PROMPT-ONE comes first?"
    room.ana.says("prompt", to=1)
    assert room.screen.sees()["ask"]["prompt"] == "PROMPT-TWO is left to do?"
    assert room.ana.cannot("prompt", to=2)["code"] == "message.invalid"
    assert room.ana.says("timer", to="pause")["timer"]["running"] is False
    assert room.ana.says("extend", seconds=600)["timer"]["left"] > 600
    assert room.ana.says("timer", to="reset")["timer"]["left"] == 660
    assert room.ana.says("timer", to="start")["timer"]["running"] is True


def test_the_end_closes_what_is_open_and_lets_nobody_in_again(evening: Begin) -> None:
    room, phones = at_the_vote(evening)
    room.ana.says("open")
    said = room.ben.next_answer
    room.answer(zip(phones, "AABBB", strict=True))

    view = room.ana.says("end")
    assert (view["session"]["status"], view["slide"], view["moves"]) == ("ended", None, [])
    for listener in (room.ben, room.screen):
        seen = listener.sees()
        assert (seen["session"]["status"], seen["slide"], seen["ask"]) == ("ended", None, None)
    assert room.ben.says("answer", {**said, "seq": 2, "value": "C"})["code"] == "session.ended"
    assert room.hal.asks_to_join().json()["code"] == "code.unknown"
    assert room.ben.cannot_connect()["code"] == "session.ended"
    assert room.ana.cannot("start")["detail"] == "This session has ended."
    (ask,) = room.ana.summary().json()["asks"]
    assert [(one["n"], one["withheld"]) for one in ask["rounds"]] == [(5, "not-shown")]


def test_a_deleted_session_is_gone_for_everybody(evening: Begin) -> None:
    room, _ = at_the_vote(evening)

    assert room.house.asks("DELETE", room.api).status_code == 204

    until(lambda: not room.ben.is_connected)
    until(lambda: not room.screen.is_connected)
    assert room.house.asks("GET", room.api).json()["code"] == "session.unknown"
    assert room.house.asks("GET", f"{room.api}/summary.json").status_code == 404
    assert room.id not in room.house.asks("GET", "/api/sessions").text
    assert room.ben.asks_to_join().json()["code"] == "code.unknown"
    assert room.screen.cannot_connect()["code"] == "session.unknown"


def test_a_discussion_has_a_timer_and_prompts_and_takes_no_answer(evening: Begin) -> None:
    room = evening("talk")
    room.fills(1)
    view = room.ana.says("start")
    assert (view["ask"]["kind"], view["ask"]["phase"], view["natural"]) == ("discuss", "ready", "talk")
    assert "open" not in view["moves"]

    view = room.ana.says("next")
    assert (view["ask"]["phase"], view["ask"]["prompt"], view["natural"]) == ("talk", "What did you do?", None)
    assert [period["label"] for period in (view["timer"], *view["timer"]["then"])] == ["alone", "pairs"]
    assert room.ben.sees()["ask"]["prompt"] == "What did you do?"
    assert room.ben.cannot_answer("What I did")["code"] == "ask.closed"
    room.ana.says("end")
    assert room.ana.summary().json()["asks"] == []
