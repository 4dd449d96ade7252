"""An edition never tells more than the room was shown, and what is cut out of it is in no format any more."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decks.deck import Ask
from sessions.errors import IllegalMove, InvalidMessage
from sessions.flows import OTHER
from sessions.release.acts import ONLY_LESS, REHEARSED, RUNNING, cut, release, take_back
from sessions.release.edition import edition
from sessions.release.roughly import roughly
from sessions.release.terms import Cut, Release
from sessions.session import LiveSession
from sessions.state import Published, SessionState, Shift, Status
from sessions.summary import FORMATS, content
from sessions.summary.as_json import facts
from tests.sessions.summary.awkward import notes
from tests.sessions.summary.evening import DECK, asking, choice, few, session, shown, slide, thursday, told
from tests.sessions.summary.readers import said
from tests.sessions.summary.schema import problems

DAY = "2025-11-21"
ASKS = [one.id for one in content(thursday()).asks]
CUTS = st.dictionaries(st.sampled_from(ASKS), st.sampled_from(Cut))
LINES = ("They were braver than I was.", "Ask for one more hour.")


def rich() -> LiveSession:
    """Numbers of every sort, each of which can be told from all others."""
    before = Published(1, 9_019, {"counts": {"A": 7_717, "B": 1_231, "C": 71}}, None, "Canary one: 7717 of 9019.")
    after = Published(
        2,
        9_029,
        {"counts": {"A": 6_143, "B": 2_053, "C": 833}},
        None,
        "Canary two: 6143 of 9029.",
        sure={"1": 4_001, "5": 4_003},
        segments={"A": {"A": 3_001, "B": 3_011, "C": 3_019}, "B": {"A": 2_003, "B": 2_011, "C": 2_017}},
    )
    moved = Shift(9_029, 5_521, (("A", "B", 5_051), (OTHER, OTHER, 470)), "Canary three: 5521 moved.", True)
    said = shown(before, after, shift=moved, told=3, hands={"A": 8_101, "B": 8_111, "C": 8_117}, voided=0)
    first = shown(told(1, 9_041, says="Canary four: 6211.", A=6_211, B=1_409, C=1_421))
    slides = (
        slide("first", 1, "The one before", choice()),
        slide("say", 2, "What do you say?", choice(rounds=2, by="first", pair="first", confidence=True)),
    )
    return session(replace(DECK, slides=slides), {"first": first, "say": said})


def of(room: LiveSession, **terms: Any) -> LiveSession:
    return room.with_state(release=Release(**{"cuts": {}, **terms}))


SAY = {
    "9019",
    "7717",
    "1231",
    "9029",
    "6143",
    "2053",
    "4001",
    "4003",
    "3001",
    "3011",
    "2003",
    "8101",
    "8111",
    "5521",
    "5051",
}
FIRST = {"9041", "6211", "1409", "1421"}
SPLIT = {"3001", "3011", "3019", "2003", "2011", "2017"}


def numbers(text: str) -> set[str]:
    """Whole numbers of four digits; the lines of a drawing have others."""
    return set(re.findall(r"(?<![\w.,#-])\d{4}(?![\w.])", text.replace(",", " ")))


def write(name: str, room: LiveSession, items: Any = ()) -> str:
    return said(name, FORMATS[name].write(edition(room, items), room.words))


# --- never more than the room was shown


@settings(deadline=None)
@given(CUTS, st.lists(st.sampled_from(LINES), unique=True))
def test_an_edition_is_what_the_room_was_shown_less_what_was_cut(cuts: dict[str, Cut], lines: list[str]) -> None:
    room = cut(thursday(), cuts, lines=lines)
    whole = {one.id: one for one in content(thursday()).asks}

    told = edition(room)

    assert [one.id for one in told.asks] == [ask for ask in ASKS if cuts.get(ask) is not Cut.NOTHING]
    for one in told.asks:
        blurred, earlier = cuts.get(one.id) is Cut.ROUGHLY, whole[one.id].earlier
        alone = earlier is not None and cuts.get(earlier.id, Cut.WHOLE) is not Cut.WHOLE
        as_it_was = replace(whole[one.id], earlier=None) if alone else whole[one.id]
        assert one == (roughly(whole[one.id], room.words) if blurred else as_it_was)
    assert told.lines == tuple(lines)
    assert problems(facts(told, room.words)) == []


@given(CUTS, CUTS)
def test_what_is_released_only_ever_loses(first: dict[str, Cut], then: dict[str, Cut]) -> None:
    room = release(cut(thursday(), first), DAY)
    order = list(Cut)
    loses = all(order.index(then.get(ask, Cut.WHOLE)) >= order.index(first.get(ask, Cut.WHOLE)) for ask in ASKS)
    if loses:
        assert {one.id for one in edition(cut(room, then)).asks} <= {one.id for one in edition(room).asks}
    else:
        with pytest.raises(IllegalMove, match=re.escape(ONLY_LESS)):
            cut(room, then)


@pytest.mark.parametrize("name", FORMATS)
def test_a_blurred_question_has_no_number_in_any_format(name: str) -> None:
    """Not in its sentence, shift, flows, confidence, groups and raised hands either; nor how many answered."""
    sharp, blurred = write(name, rich()), write(name, of(rich(), cuts={"say": Cut.ROUGHLY}))

    assert {"7717", "6143", "4003", "3011", "8101", "9029"} <= numbers(sharp)
    assert numbers(blurred) & SAY == set()
    assert "6211" in blurred
    assert re.findall("Canary (?:one|two|three)", blurred) == []
    assert "most" in blurred


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("how", [Cut.ROUGHLY, Cut.NOTHING])
def test_what_is_cut_stands_beside_no_other_question(name: str, how: Cut) -> None:
    """Neither as the earlier result beside a later one, nor as the sums of the groups that it splits."""
    told = write(name, of(rich(), cuts={"first": how}))

    assert numbers(told) & (FIRST | SPLIT) == set()
    assert ("The one before" in told) is (how is Cut.ROUGHLY)
    assert "7717" in told


@pytest.mark.parametrize("name", FORMATS)
def test_a_text_that_is_struck_is_in_no_format(name: str) -> None:
    texts = notes([f"Canary number {place}" for place in range(9)])
    room = asking(Ask("text", "standard"), shown(Published(1, 12, {"n": 12}, None, "12 people have answered.")))

    told = write(name, of(room, texts=frozenset({"4"})), texts)

    assert "Canary number 3" in told
    assert "Canary number 4" not in told


@pytest.mark.parametrize("name", FORMATS)
def test_what_the_presenter_says_is_marked_as_their_own_words_and_read_first(name: str) -> None:
    told = write(name, of(thursday(), lines=LINES))

    first_of_all = told.index(LINES[0])
    assert first_of_all < told.index("What do you say?")
    assert LINES[1] in told
    assert "What I would tell your director" in told or name == "json"


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"csv", "json"}))
def test_what_is_not_released_says_so_and_what_is_does_not(name: str) -> None:
    draft, released = write(name, thursday()), write(name, of(thursday(), day=DAY))

    assert ("Not released" in draft, "Not released" in released) == (True, False)


def test_a_program_reads_from_which_day_on_it_is_released() -> None:
    rooms = (thursday(), of(thursday(), day=DAY))

    assert [facts(edition(room), room.words)["session"]["released"] for room in rooms] == [None, DAY]


def test_small_rooms_and_questions_without_numbers_are_blurred_to_nothing() -> None:
    for state in (shown(few(1, 4)), shown(told(1, 4, A=3, B=1, C=0))):
        (one,) = edition(of(asking(choice(), state), cuts={"say": Cut.ROUGHLY})).asks
        assert [(each.n, each.tally, each.says) for each in one.rounds] == [(0, None, "Told without numbers.")]


def test_words_are_blurred_to_an_alphabet_without_numbers() -> None:
    words = tuple(replace(item, n=9 - place) for place, item in enumerate(notes(["care", "anger", "Begin"])))
    room = asking(Ask("words", "standard"), shown(Published(1, 30, {"n": 30}, None, "“care” came most: 9.")))

    (one,) = edition(of(room, cuts={"say": Cut.ROUGHLY}), words).asks

    assert ([item.text for item in one.texts], one.words) == (["anger", "Begin", "care"], ())


# --- what may be done, and when


@pytest.mark.parametrize("status", [Status.LOBBY, Status.LIVE])
def test_nothing_is_cut_or_released_before_the_session_has_ended(status: Status) -> None:
    room = thursday().with_state(status=status)
    for act in (lambda: cut(room, {}), lambda: release(room, DAY), lambda: take_back(room)):
        with pytest.raises(IllegalMove) as refusal:
            act()
        assert refusal.value.says == RUNNING


def test_a_rehearsal_is_not_released() -> None:
    with pytest.raises(IllegalMove) as refusal:
        release(thursday().with_state(rehearsal=True), DAY)
    assert refusal.value.says == REHEARSED


def test_a_release_keeps_its_first_day_until_it_is_taken_back() -> None:
    released = release(release(thursday(), DAY), "2025-12-24")

    assert released.state.release.day == DAY
    assert take_back(released).state.release.day is None
    assert release(take_back(released), "2025-12-24").state.release.day == "2025-12-24"


def test_lines_are_three_short_ones_and_after_the_release_only_fewer() -> None:
    for lines in (["a", "b", "c", "d"], ["x" * 281]):
        with pytest.raises(InvalidMessage):
            cut(thursday(), {}, lines=lines)
    released = release(cut(thursday(), {}, lines=["  One \n line ", "", "x" * 280]), DAY)

    assert released.state.release.lines == ("One line", "x" * 280)
    assert cut(released, {}, lines=["One line"]).state.release.lines == ("One line",)
    with pytest.raises(IllegalMove):
        cut(released, {}, lines=["Another line"])


def test_a_question_that_was_never_there_is_not_cut() -> None:
    with pytest.raises(InvalidMessage):
        cut(thursday(), {"nowhere": Cut.NOTHING})


def test_terms_come_back_from_the_shelf_as_they_went() -> None:
    state = release(cut(thursday(), {"say": Cut.ROUGHLY}, {"b", "a"}, LINES), DAY).state
    older = re.sub(r',"recap":.*\}$', "}", state.to_json())

    assert SessionState.from_json(state.to_json()) == state
    assert SessionState.from_json(older).release == Release({})


# --- what is never in it


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_ever_tells_who_came_when_or_what_was_said_in_private(name: str) -> None:
    """Neither passes as a number nor private signals, clock times, a head count, or totals of patterns."""
    vote = told(1, 9_013, A=6_717, B=1_231, C=42)
    passed = 9_013 - 6_717 - 1_231 - 42
    room = asking(choice(), shown(vote, told=3)).with_state(heads=6_007, started_at=1_795_043_211.0)

    text = write(name, room)

    assert {"6717", "1231"} <= numbers(text)
    assert numbers(text) & {str(passed), "6007", str(6_717 + 1_231), str(1_231 + 42)} == set()
    assert re.findall("1795043211|signal|sat out|attend", text.lower()) == []
    assert re.findall(r"\b\d{1,2}:\d{2}(?::\d{2})?\b", text) == []
