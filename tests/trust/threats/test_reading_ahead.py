"""T18: a phone, the wall, and whoever reads the texts hear nothing of what comes later, and never the notes."""

from __future__ import annotations

import html
import re
import time

import pytest

from decks.deck import Deck, Slide
from sessions.protocol import MODERATOR, PARTICIPANT, PRESENTER
from sessions.session import LiveSession
from sessions.state import Status
from tests.trust.threats.inside import Inside, Socket

SHORT = 12
"""Letters; shorter sentences may stand anywhere."""


def words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text.replace('\\"', '"').replace("\\n", " "))).split())


def secrets(slide: Slide) -> set[str]:
    """What that slide says to the room, sentence by sentence."""
    told = [slide.title, *slide.beats]
    if slide.ask:
        told += [option.text for option in slide.ask.options] + list(getattr(slide.ask, "prompts", ()))
    return {line for text in told for line in sentences(text)}


def sentences(text: str) -> list[str]:
    return [line for line in re.split(r"(?<=[.?!])\s+|\n", words(text)) if len(line) >= SHORT]


def hidden(deck: Deck) -> set[str]:
    """What nobody but the presenter ever hears."""
    return {line for slide in deck.slides for line in sentences(slide.notes)}


def listeners(inside: Inside, session: LiveSession) -> list[Socket]:
    tokens = [inside.phone(session), inside.identity.screen_key(session.state.id), inside.device(MODERATOR, session)]
    return [inside.socket(token) for token in tokens]


def heard(inside: Inside, session: LiveSession, sockets: list[Socket], phone: str) -> str:
    for socket in sockets:
        while not (reply := socket.says("resync", {}))["ok"]:
            time.sleep(reply["retry_after"])
    pages = [
        inside.asks("GET", f"/{session.state.code}{to}", headers={"Cookie": f"phone={phone}"}).text
        for to in ("", "/story", "/items")
    ]
    return words(" ".join([*pages, *(packet for socket in sockets for packet in socket.heard)]))


@pytest.mark.parametrize("deck", ["vote", "chosen", "written"])
def test_nothing_of_later_slides_and_notes_is_heard_before_its_time(inside: Inside, deck: str) -> None:
    session = inside.begins(deck)
    sockets, phone = listeners(inside, session), inside.phone(session)
    slides = list(session.deck.slides)
    told_before: set[str] = set()
    looked = 0

    for _ in range(80):
        session = inside.stage.find(session.state.id)
        here = next((n for n, slide in enumerate(slides) if session.current and slide.id == session.current.id), -1)
        told_before |= {line for slide in slides[: here + 1] for line in secrets(slide)}
        ask = inside.parts.scenes.view(session, PARTICIPANT)["ask"]
        told_before |= set(ask["compared"] if ask else ())  # whom one's answer is put beside is told before answering
        later = {line for slide in slides[here + 1 :] for line in secrets(slide)} - told_before
        said = heard(inside, session, sockets, phone)
        told = " ".join(told_before)
        assert [line for line in later if line in said and line not in told] == []
        assert [line for line in hidden(session.deck) if line in said] == []
        looked += len(later)
        view = inside.parts.scenes.view(session, PRESENTER)
        if session.state.status is Status.ENDED or "next" not in view["moves"] and "start" not in view["moves"]:
            break
        inside.says(session, "start" if "start" in view["moves"] else "next")

    assert here == len(slides) - 1, "it was walked to its end"
    assert looked > 10, "and there was something to see"


def test_a_bot_that_listens_learns_no_right_answer_before_the_reasons(inside: Inside) -> None:
    """Also not by asking every door that a phone has."""
    session = inside.begins("chosen")
    sockets, phone = listeners(inside, session), inside.phone(session)
    inside.says(session, "start")
    inside.says(session, "goto", slide="apology")
    for do in ("open", "close", "talk", "open", "close", "results"):
        inside.says(session, do)
        said = heard(inside, session, sockets, phone)
        packets = "".join(packet for socket in sockets for packet in socket.heard)
        assert '"right":["' not in packets
        assert "Named, owned, handed back" not in said
    inside.says(session, "patterns", all=True)
    assert '"right":["B"]' in "".join(str(socket.says("resync", {})) or socket.heard[-1] for socket in sockets).replace(
        "'", '"'
    ).replace(" ", "")


def test_what_a_moderator_reads_is_the_texts_and_nothing_else_of_the_presenter_s(inside: Inside) -> None:
    session = inside.begins("vote")
    inside.says(session, "start")
    presenter = inside.parts.scenes.view(session, PRESENTER)
    moderator = inside.parts.scenes.view(session, MODERATOR)
    room = inside.parts.scenes.view(session, "participant")
    assert set(moderator) - set(room) <= {"moderation", "waiting"}
    assert {"notes", "next", "moves", "signals", "rescue"} <= set(presenter) - set(moderator)
