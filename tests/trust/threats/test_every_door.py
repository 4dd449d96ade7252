"""T17, T26: every address and everybody. Who is not named below finds nothing, not even that there is something."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask, jsonify

from app.pages.doorkeeper import ANYBODY, stand_at
from sessions.protocol import OPERATOR, ORGANISER, PRESENTER
from sessions.session import LiveSession
from tests.trust.threats.doors import Door, doors, said
from tests.trust.threats.inside import AS_A_PROGRAM, Inside, Somebody, bearer

CONSOLE, AT_SESSION, TEXTS = {"console"}, {"console", "remote"}, {"console", "remote", "moderator"}
BEARER, READER = {"bearer"}, {"bearer", "organiser"}
EVERYBODY = {
    "stranger",
    "stranger on this machine",
    "phone",
    "phone of another room",
    "wall",
    "console",
    "remote",
    "moderator",
    "remote of another room",
    "moderator of another room",
    "remote that was ended",
    "bearer",
    "bearer from the network",
    "organiser",
    "operator",
    "bearer as cookie",
}
PRESENTS = {"console", "remote", "moderator", "remote of another room", "moderator of another room"}
ON_THIS_MACHINE = {"stranger on this machine", "console", "bearer", "organiser", "operator", "bearer as cookie"}

MAY = {
    "/": EVERYBODY,
    "/join": EVERYBODY,
    "/privacy": EVERYBODY,
    "/qr/<code:code>.svg": EVERYBODY,
    "/healthz": EVERYBODY,
    "/readyz": EVERYBODY,
    "/metrics": ON_THIS_MACHINE,
    "/<code:code>": EVERYBODY,
    "POST /<code:code>": EVERYBODY - PRESENTS,
    "/<code:code>/answer": {"phone"},
    "/static/forms/<digest>/<tag>": EVERYBODY,
    "/<code:code>/items": {"phone"},
    "/<code:code>/story": {"phone"},
    "/<code:code>/summary": {"phone"},
    "/<code:code>/takeaway": {"phone"},
    "/kept": EVERYBODY,
    "/<code:code>/upvote": {"phone"},
    "/<code:code>/reason": {"phone"},
    "/<code:code>/signal": {"phone"},
    "/present": CONSOLE,
    "/present/start/<deck_id>": CONSOLE,
    "/present/sessions": CONSOLE,
    "/present/rehearsals": CONSOLE,
    "/present/<session_id>": CONSOLE,
    "/present/<session_id>/overview": CONSOLE,
    "/present/<session_id>/pairing": CONSOLE,
    "/present/<session_id>/command": AT_SESSION,
    "/present/<session_id>/remote": AT_SESSION,
    "/present/<session_id>/moderate": TEXTS,
    "/present/<session_id>/texts": TEXTS,
    "/present/bring": CONSOLE,
    "/present/bring/<job_id>": CONSOLE,
    "/present/venue": CONSOLE,
    "/present/decks": CONSOLE,
    "/present/decks/new": CONSOLE,
    "/present/decks/<deck_id>": CONSOLE,
    "/present/decks/<deck_id>/check": CONSOLE,
    "/present/decks/<deck_id>/copy": CONSOLE,
    "/present/decks/<deck_id>/delete": CONSOLE,
    "/present/decks/<deck_id>/edit": CONSOLE,
    "/present/decks/<deck_id>/guide.pdf": CONSOLE,
    "/present/decks/<deck_id>/rename": CONSOLE,
    "/decks/<deck_id>/runs": CONSOLE,
    "/decks/<deck_id>/runs.pdf": CONSOLE,
    "/sessions": CONSOLE,
    "/sessions/deletion": CONSOLE,
    "/sessions/<session_id>": CONSOLE,
    "/sessions/<session_id>/delete": CONSOLE,
    "/sessions/<session_id>/edition": CONSOLE,
    "/sessions/<session_id>/shares": CONSOLE,
    "/sessions/<session_id>/shares/<share_id>/revoke": CONSOLE,
    "/sessions/<session_id>/take-back": CONSOLE,
    "/sessions/<session_id>/summary.<name>": CONSOLE,
    "/sessions/<session_id>/again": CONSOLE,
    "/followups": CONSOLE,
    "/followups/<followup_id>": CONSOLE,
    "/followups/<followup_id>/code.svg": CONSOLE,
    "/followups/<followup_id>/days.ics": CONSOLE,
    "/followups/<followup_id>/delete": CONSOLE,
    "/followups/<followup_id>/end": CONSOLE,
    "/followups/<followup_id>/result.<name>": CONSOLE,
    "/followups/<followup_id>/sheet.pdf": CONSOLE,
    "/again/<link>": EVERYBODY,
    "/AGAIN/<link>": EVERYBODY,
    "/api/join": EVERYBODY - PRESENTS,
    "/api/decks": BEARER,
    "/api/sessions": READER,
    "POST /api/sessions": BEARER,
    "/api/sessions/<session_id>": READER,
    "DELETE /api/sessions/<session_id>": BEARER,
    "/api/sessions/<session_id>/commands": BEARER,
    "/api/sessions/<session_id>/moderate": BEARER,
    "/api/sessions/<session_id>/summary.<name>": READER,
    "/api/sessions/<session_id>/release": BEARER,
    "DELETE /api/sessions/<session_id>/release": BEARER,
    "/api/sessions/<session_id>/shares": BEARER,
    "DELETE /api/sessions/<session_id>/shares/<share_id>": BEARER,
    "/api/sessions/<session_id>/followups": READER,
    "/api/followups": READER,
    "/api/followups/<followup_id>": READER,
    "/api/followups/<followup_id>/end": READER,
    "/api/followups/<followup_id>/result.<name>": READER,
}
"""What is not here is for nobody: a link, a key, a code or a picture that nobody has been given."""

NO_WAY_IN = {"page.unknown", "token.unknown", "role.denied", "device.ended", "share.unknown"}
INSIDERS = "Something for insiders"


def comes_in(inside: Inside, door: Door, somebody: Somebody, session: LiveSession) -> bool:
    """Whether that door lets them in; a phone's own pages send everybody else to where phones join."""
    cookie, token = inside.form
    facts, how = said(door, session), {}
    if door.rule.startswith("/api") and door.changes:
        how = {"json": facts}
    elif door.changes:
        how = {"data": {**facts, "csrf_token": token}}
    headers = {**AS_A_PROGRAM, **somebody.headers(cookie)}
    answer = inside.asks(door.method, door.at(session), somebody.peer, headers=headers, **how)
    assert answer.status_code < 500, answer.text
    code = (answer.json or {}).get("code") if answer.mimetype == "application/problem+json" else None
    to_the_door = answer.status_code == 303 and answer.headers["Location"] == f"/{session.state.code}"
    spent = code == "rate.limited" and door.rule.startswith("/shared/")
    refused = code in NO_WAY_IN or spent or (to_the_door and door.rule.startswith("/<code:code>/") and not door.changes)
    assert not refused or INSIDERS not in answer.text
    return not refused


@pytest.fixture(scope="module")
def other(inside: Inside) -> LiveSession:
    return inside.begins()


@pytest.fixture(scope="module")
def lasting(inside: Inside, other: LiveSession) -> tuple[LiveSession, dict[str, Somebody]]:
    """A session for all who only read."""
    session = inside.begins(title=INSIDERS)
    return session, inside.everybody(session, other)


ONLY_PHONES = [door for door in doors() if door.rule.startswith("/<code:code>/") and door.changes]
"""Who is no phone is led to the front door from there, and nothing happens."""


@pytest.mark.parametrize("door", [door for door in doors() if door not in ONLY_PHONES], ids=str)
def test_every_door_lets_in_whom_it_names_and_nobody_else(
    inside: Inside, other: LiveSession, lasting: tuple[LiveSession, dict[str, Somebody]], door: Door
) -> None:
    session, people = lasting
    if door.changes:
        session = inside.begins(title=INSIDERS)
        people = inside.everybody(session, other)
    assert set(people) == EVERYBODY
    may = MAY.get(str(door), MAY.get(door.rule, set()))

    nobody = [name for name in people if name not in may and comes_in(inside, door, people[name], session)]
    everybody = [name for name in people if name in may and not comes_in(inside, door, people[name], session)]

    assert (nobody, everybody) == ([], [])


@pytest.mark.parametrize("door", ONLY_PHONES, ids=str)
def test_only_a_phone_of_the_room_says_something_in_it(inside: Inside, door: Door) -> None:
    session, other = inside.begins("written"), inside.begins("written")
    inside.says(session, "start")
    inside.says(session, "goto", slide="unclear")
    inside.says(session, "open")
    cookie, token = inside.form
    facts = {"ask": "unclear", "round": "1", "seq": "1", "n": "0", "value": "A question", "kind": "slow", "lift": "x"}
    people = inside.everybody(session, other)
    del people["phone"]

    for somebody in people.values():
        sent = {**facts, "option": "A", "text": "Why", "csrf_token": token}
        answer = inside.asks("POST", door.at(session), somebody.peer, headers=somebody.headers(cookie), data=sent)
        assert (answer.status_code, answer.headers.get("Location")) == (303, f"/{session.state.code}")
        assert "Set-Cookie" not in answer.headers, "not even a word for the next page"

    view = inside.parts.scenes.view(inside.stage.find(session.state.id), "presenter")
    assert (view["answered"], view["moderation"], view["signals"]) == (0, [], [])


def test_from_elsewhere_the_figures_open_to_an_operator_and_a_presenter_and_to_no_organiser(tmp_path: Path) -> None:
    inside = Inside(tmp_path, host="0.0.0.0", api_lan=True)  # noqa: S104

    def opens(role: str) -> int:
        somebody = Somebody(bearer=bearer(inside.identity, role) if role else "")
        return inside.asks("GET", "/metrics", headers=somebody.headers()).status_code

    assert [opens(role) for role in (OPERATOR, PRESENTER, ORGANISER, "")] == [200, 200, 403, 404]
    inside.closes()


def test_whoever_presents_gets_no_vote_by_any_door(inside: Inside) -> None:
    """T26: else a presenter's own browser could fill the floor."""
    session, other = inside.begins(), inside.begins()
    people = inside.everybody(session, other)
    cookie, token = inside.form

    for name in PRESENTS:
        headers = {**AS_A_PROGRAM, **people[name].headers(cookie)}
        peer, code = people[name].peer, session.state.code
        by_form = inside.asks("POST", f"/{code}", peer, headers=headers, data={"csrf_token": token})
        by_api = inside.asks("POST", "/api/join", peer, headers=headers, json={"code": code})
        assert (by_form.status_code, by_api.status_code) == (403, 403), name
        assert not {"Set-Cookie"} & {*by_form.headers.keys(), *by_api.headers.keys()}


def test_a_page_that_names_no_guard_is_there_for_nobody() -> None:
    app = Flask("doors", static_folder=None)
    stand_at(app)
    app.get("/forgotten", endpoint="presenter.forgotten")(lambda: jsonify(secret=True))
    app.get("/meant", endpoint="public.join")(lambda: jsonify(secret=False))

    assert app.test_client().get("/forgotten").status_code == 404
    assert app.test_client().get("/meant").status_code == 200


def test_every_page_that_is_open_on_purpose_exists(inside: Inside) -> None:
    """A name that is left over would open the next page that takes it."""
    assert set(inside.app.view_functions) >= ANYBODY
