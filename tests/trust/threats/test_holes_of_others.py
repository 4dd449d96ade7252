"""What has gone wrong in other programs of this kind, by their own lists of mistakes: ours does not do it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.trust.threats.inside import HERE, Inside
from tests.trust.threats.test_answers import answer, at, view


def test_counts_are_never_those_of_a_moment_ago(inside: Inside) -> None:
    """Elsewhere a vote raised the count that its sender had seen, so that of two at once one was lost."""
    session = at(inside, "say", deck="vote")
    voters = [inside.voter(session) for _ in range(120)]
    with ThreadPoolExecutor(24) as pool:
        assert all(pool.map(lambda voter: answer(inside, session, voter, "say", "B"), voters))
    inside.says(session, "close")
    results = view(inside, session)["results"]
    assert (results["n"], results["counts"]["B"]) == (120, 120)


def test_a_vote_after_the_close_is_refused_where_it_would_be_stored(inside: Inside) -> None:
    """Elsewhere only the button vanished."""
    session = at(inside, "say", deck="vote")
    phone = inside.socket(inside.phone(session))
    inside.says(session, "close")
    assert phone.says("answer", {"ask": "say", "round": 1, "seq": 1, "value": "A"})["code"] == "ask.closed"
    assert view(inside, session)["results"]["n"] == 0


def test_coming_back_is_no_second_vote(inside: Inside) -> None:
    """Elsewhere a new connection, a reload or another tab was another person."""
    session = at(inside, "say", deck="vote")
    token = inside.phone(session)
    for seq, value in enumerate("ABCAB", start=1):
        assert inside.socket(token).says("answer", {"ask": "say", "round": 1, "seq": seq, "value": value})["ok"]
        inside.asks("GET", f"/{session.state.code}", headers={"Cookie": f"phone={token}"})
    for _ in range(4):
        answer(inside, session, inside.voter(session), "say", "C")
    inside.says(session, "close")
    assert view(inside, session)["results"]["counts"] == {"A": 0, "B": 1, "C": 4}


def test_the_host_is_not_lost_with_the_tab(inside: Inside) -> None:
    """Elsewhere the game was over when the host's connection broke."""
    session = at(inside, "say", deck="vote")
    _, people = inside.known
    console = people["console"].headers()
    first = inside.socket(inside.identity.new_console(), HERE, session=session.state.id)
    assert first.says("command", {"do": "cover"})["ok"]
    del first

    page = inside.asks("GET", f"/present/{session.state.id}", HERE, headers=console)
    again = inside.socket(inside.identity.new_console(), HERE, session=session.state.id)

    assert page.status_code == 200
    assert again.says("command", {"do": "uncover"})["ok"]
    assert answer(inside, session, inside.voter(session), "say", "A")


def test_two_answers_of_one_person_have_nothing_in_common(inside: Inside) -> None:
    """Elsewhere one identifier stood beside every vote, question and post of a person."""
    session = at(inside, "story")
    voter, shelf = inside.voter(session), inside.stage.house.shelf
    answer(inside, session, voter, "story", "A story")
    (first,) = shelf.ballots(inside.stage.find(session.state.id).standing.live or "")
    for do, facts in (("close", {}), ("goto", {"slide": "unclear"}), ("open", {})):
        inside.says(session, do, **facts)
    answer(inside, session, voter, "unclear", "A question")
    (second,) = shelf.ballots(inside.stage.find(session.state.id).standing.live or "")

    assert first.pseudonym != second.pseudonym
    assert not {first.pseudonym, first.nonce} & {second.pseudonym, second.nonce}


def test_no_export_has_a_row_for_a_person(inside: Inside) -> None:
    """Elsewhere the results file said which name had given which answer."""
    session = at(inside, "say", deck="vote")
    voters = [inside.voter(session) for _ in range(6)]
    for voter in voters:
        answer(inside, session, voter, "say", "A")
    inside.says(session, "close")
    inside.says(session, "results")
    _, people = inside.known
    for name in ("json", "csv"):
        to = f"/sessions/{session.state.id}/summary.{name}"
        told = inside.asks("GET", to, HERE, headers=people["console"].headers()).text
        assert "say" in told
        assert not [voter for voter in voters if voter.hex() in told]
        for column in ("voter", "participant_id", "attendee", "identifier", "user", "timestamp", "duration"):
            assert column not in told.lower()


def test_a_message_of_one_room_costs_the_other_rooms_nothing(inside: Inside) -> None:
    """Elsewhere each vote was told to everybody at once: two messages for each person."""
    session = at(inside, "say", deck="vote")
    phone = inside.socket(inside.phone(session))
    phone.says("resync", {})
    before = len(phone.heard)
    for _ in range(20):
        answer(inside, session, inside.voter(session), "say", "A")
    phone.says("resync", {})
    fresh = [packet for packet in phone.heard[before:] if packet.startswith("42")]
    assert len(fresh) <= 3, "votes of others are not told one by one"


def test_a_wrong_tap_can_be_mended_until_the_close(inside: Inside) -> None:
    session = at(inside, "say", deck="vote")
    voters = [inside.voter(session) for _ in range(5)]
    for seq, value in ((1, "A"), (2, None), (3, "C")):
        assert all(answer(inside, session, voter, "say", value, seq=seq) for voter in voters)
    inside.says(session, "close")
    assert view(inside, session)["results"]["counts"]["C"] == 5
