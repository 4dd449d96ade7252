"""What each audience may see, and what it may not, with something there to see."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sessions import audiences
from sessions.audiences import Scene
from sessions.protocol import LARGEST_FRAME
from tests.sessions.house import DECK, Core, Run

ASK = "what-do-you-say"


def view(run: Run, audience: str, joined: int = 30, answered: int = 0) -> dict[str, Any]:
    scene = Scene(run.core.stage.house.world.now(), joined, answered, {"url": "http://192.168.1.5:8000/K7M2PQ"})
    return audiences.BUILDERS[audience](run.session, scene)


def voted(run: Run, letters: str = "AABBC") -> Run:
    run.at(ASK).says("open")
    run.all_answer(letters)
    run.says("close")
    return run


def test_a_closed_result_is_for_the_presenter_alone_until_it_is_shown(run: Run):
    voted(run)
    assert view(run, "presenter")["results"]["counts"] == {"A": 2, "B": 2, "C": 1}
    assert (view(run, "screen")["results"], view(run, "participant")["results"]) == (None, None)
    run.says("results")
    assert view(run, "screen")["results"]["counts"] == view(run, "participant")["results"]["counts"]


def test_while_a_round_is_open_nobody_sees_more_than_how_many(run: Run):
    run.at(ASK).says("open")
    run.all_answer("AABBC")
    assert [view(run, audience)["results"] for audience in audiences.BUILDERS] == [None] * 4


def test_while_a_second_round_is_open_the_presenter_does_not_see_the_first(run: Run):
    voted(run).says("open")
    assert view(run, "presenter")["results"] is None


def test_patterns_come_one_at_a_time_and_without_counts_when_none_were_shown(run: Run):
    voted(run).says("patterns")
    results = view(run, "participant")["results"]
    assert results["patterns"] == {"A": {"key": "blaming", "label": "Blaming", "says": "It makes them responsible."}}
    assert (results["counts"], results["rounds"], results["shift"]) == (None, [], None)
    assert "Repair" not in json.dumps(view(run, "participant"))


@pytest.mark.parametrize("audience", ["participant", "screen"])
def test_notes_and_later_slides_are_never_in_what_the_room_gets(run: Run, audience: str):
    run.at(ASK)
    assert "Count to three." in json.dumps(view(run, "presenter"))
    assert "Has it happened to you?" in json.dumps(view(run, "presenter"))
    for secret in ("Count to three.", "Has it happened to you?", "It makes them responsible.", "blaming"):
        assert secret not in json.dumps(view(run, audience))


def test_a_pause_hides_what_follows_it(run: Run):
    run.says("start")
    assert "And again." not in view(run, "participant")["slide"]["html"]
    run.says("next")
    assert "And again." in view(run, "participant")["slide"]["html"]


def test_the_cover_takes_everything_from_screen_and_phones_and_black_only_from_the_screen(run: Run):
    voted(run).says("results")
    run.says("cover")
    for audience in ("participant", "screen"):
        assert [view(run, audience)[part] for part in ("slide", "ask", "results")] == [None, None, None]
    run.says("uncover")
    run.says("blank", colour="black")
    assert view(run, "screen")["slide"] is None
    assert view(run, "participant")["slide"]["id"] == ASK


def test_the_wall_never_counts_down_to_the_last_person(run: Run):
    run.at(ASK).says("open")
    told = [view(run, "screen", 10, answered) for answered in range(11)]
    assert [(one["answered"], one["nearly"]) for one in told[6:]] == [
        (6, False), (7, False), (8, True), (8, True), (8, True),
    ]  # fmt: skip
    assert view(run, "presenter", 10, 9)["answered"] == 9


def test_a_frozen_room_keeps_its_slide_while_the_presenter_walks(run: Run):
    run.at(ASK).says("freeze")
    run.says("next")
    assert view(run, "screen")["slide"]["id"] == ASK
    assert view(run, "presenter")["slide"]["id"] == "has-it-happened-to-you"
    assert view(run, "presenter")["frozen"]["id"] == ASK


def test_the_story_so_far_is_what_the_room_has_seen_of_this_part(run: Run):
    run.says("start")
    assert [slide["title"] for slide in audiences.story(run.session)] == ["Welcome"]
    assert "And again." not in audiences.story(run.session)[0]["html"]


def test_the_debrief_gathers_what_was_told_and_marks_the_deck_s_own_names(tmp_path: Path):
    closes = "## Goodbye\n\n```slide\nlayout: debrief\n```"
    own = DECK.replace("blaming: Blaming", 'blaming: "*Blaming"').replace("## Goodbye", closes)
    run = voted(Core(tmp_path, deck=own).opens())
    run.says("patterns")
    run.at("goodbye")
    debrief = view(run, "screen")["slide"]["html"]
    assert "<dt>Blaming (ours)</dt><dd>It makes them responsible.</dd>" in debrief
    assert "Repair" not in debrief


def test_even_the_fullest_deck_fits_a_frame(tmp_path: Path):
    long = "".join(f"- [ ] {letter}{'é' * 238}\n" for letter in "ABCDEFGH")
    notes = f"Notes:\n\n{'long & longer ' * 1400}"
    asks = f"## Full\n\n```slide\nask: choice\nrounds: 2\ndiscuss: 3m\n```\n\n{long}\n{notes}\n"
    run = Core(tmp_path, deck=DECK.replace("## Goodbye", f"{asks}\n---\n\n## Goodbye")).opens()
    run.at("full")
    for _ in range(2):
        run.says("open")
        run.all_answer("ABCDEFGHABCDEFGHABCDEFGHABCDEFGHABCDEFGH")
        run.says("close")
    run.says("results")
    for audience in audiences.BUILDERS:
        assert audiences.weight(view(run, audience)) <= LARGEST_FRAME, audience


def test_a_content_note_covers_its_part_also_for_whoever_joins_in_the_middle(tmp_path: Path):
    noted = '# Welcome\n\n```slide\ncontent-note: "A slur is quoted."\n```\n'
    run = Core(tmp_path, deck=DECK.replace("# Welcome\n", noted)).opens().at(ASK)
    assert view(run, "participant")["slide"]["content_note"] == "A slur is quoted."


def test_no_phone_is_promised_more_than_the_weakest_question_keeps(tmp_path: Path):
    weaker = DECK.replace("labels: [Not at all, Very]", "labels: [Not at all, Very]\nprivacy: open")
    assert Core(tmp_path, deck=weaker).opens().session.lowest_floor == 3


def test_a_stricter_floor_of_the_session_does_not_change_what_personal_questions_keep(run: Run):
    assert run.core.opens(min_answers=12).session.lowest_floor == 5
