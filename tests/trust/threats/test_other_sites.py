"""T14, T15, T16: other sites in the same browser, foreign names for this machine, forged addresses on the QR."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.address import Address
from tests.trust.threats.doors import CHANGING, Door, said
from tests.trust.threats.inside import HERE, POLL, THERE, Inside, Somebody

FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:8001"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
]
"""What a browser says of a page that is not ours."""


def rightful(inside: Inside, door: Door) -> tuple[Any, Somebody]:
    """A fresh session, and somebody who may do that there."""
    session, people = inside.known
    if door.rule.startswith("/api"):
        return session, people["bearer"] if door.rule != "/api/join" else people["stranger"]
    return session, people["phone" if door.rule.startswith("/<code:code>/") else "console"]


def knock(inside: Inside, door: Door, site: dict[str, str], token: str = "", cookie: str = "") -> Any:
    session, somebody = rightful(inside, door)
    if door.rule == "/<code:code>":
        somebody = Somebody()
    facts = said(door, session)
    how: dict[str, Any] = {"json": facts} if door.rule.startswith("/api") else {"data": {**facts, "csrf_token": token}}
    headers = {**somebody.headers(cookie), "Accept": "application/json", **site}
    before = inside.stage.find(session.state.id).state.version
    answer = inside.asks(door.method, door.at(session), somebody.peer, headers=headers, **how)
    assert inside.stage.find(session.state.id).state.version == before
    return answer


@pytest.mark.parametrize("door", CHANGING, ids=str)
def test_another_site_changes_nothing_at_any_door(inside: Inside, door: Door) -> None:
    """Also where everything else is right: the cookie, and the token of the form."""
    cookie, token = inside.form
    for site in FOREIGN:
        answer = knock(inside, door, site, token, cookie)
        assert (answer.status_code, answer.json["code"]) == (403, "origin.foreign"), site


BY_HAND = [door for door in CHANGING if not door.rule.startswith("/api")]


@pytest.mark.parametrize("door", BY_HAND, ids=str)
def test_a_form_without_its_own_token_changes_nothing(inside: Inside, door: Door) -> None:
    cookie, token = inside.form
    for sent in ({"token": ""}, {"token": token}, {"token": token[:-2] + "xx", "cookie": cookie}):
        answer = knock(inside, door, {}, **sent)
        assert (answer.status_code, answer.json["code"]) == (400, "form.stale"), sent


@pytest.mark.parametrize("door", [door for door in CHANGING if door not in BY_HAND], ids=str)
def test_the_api_knows_no_cookie_that_a_browser_would_send_by_itself(inside: Inside, door: Door) -> None:
    if door.rule == "/api/join":
        return
    session = inside.begins()
    people = inside.everybody(session, session)
    for name in ("console", "remote", "phone", "bearer as cookie"):
        somebody = people[name]
        answer = inside.asks(door.method, door.at(session), HERE, headers=somebody.headers(), json=said(door, session))
        assert answer.status_code == 404, name


@pytest.mark.parametrize("transport", ["polling", "websocket"])
def test_the_six_requests_that_used_to_open_somebody_elses_socket(inside: Inside, transport: str) -> None:
    """Rebound names, forwarded names, foreign and hidden origins, with and without an upgrade."""
    path = POLL.replace("polling", transport)
    attempts: list[tuple[dict[str, str], int]] = [
        ({"Host": "evil.example"}, 400),
        ({"Host": "evil.example", "Origin": "http://evil.example"}, 400),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://evil.example", "X-Forwarded-Host": "evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example", "X-Forwarded-Host": inside.address.host}, 400),
    ]
    for headers, status in attempts:
        refused = inside.asks("GET", path, headers=headers)
        assert refused.status_code == status, headers
        assert "sid" not in refused.text
        assert refused.headers["X-Content-Type-Options"] == "nosniff"


def test_without_an_origin_a_socket_still_wants_its_token(inside: Inside) -> None:
    """What is no browser sends no origin; the token in the handshake is what counts, never a cookie."""
    session = inside.begins()
    socket = inside.socket(None)
    assert socket.code == "token.unknown"
    cookies = {"Cookie": f"phone={inside.phone(session)}; console={inside.identity.new_console()}"}
    opened = inside.asks("GET", POLL, headers=cookies)
    sid = opened.text.partition('"sid":"')[2].partition('"')[0]
    inside.asks("POST", f"{POLL}&sid={sid}", data="40{}", headers=cookies)
    assert "token.unknown" in inside.asks("GET", f"{POLL}&sid={sid}", headers=cookies).text


@pytest.mark.parametrize("origins", [(), ("*",), ("http://127.0.0.1:8000", "*")])
def test_an_open_list_of_origins_does_not_start(origins: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="must name each"):
        Address("http://a", "http://a", frozenset({"a"}), origins, frozenset())


FORGED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "host=evil.example;proto=https",
    "X-Original-URL": "http://evil.example/",
}


def test_no_forged_name_reaches_a_qr_a_link_or_a_page(tmp_path: Path) -> None:
    inside = Inside(tmp_path, public_url="https://room.example.org")
    session = inside.begins()
    code, console = session.state.code, f"console={inside.identity.new_console()}"
    bearer = inside.everybody(session, session)["bearer"].bearer
    known = {"Cookie": f"__Host-{console}", "Authorization": f"Bearer {bearer}"}

    for path in (
        f"/qr/{code}.svg",
        f"/{code}",
        f"/present/{session.state.id}",
        f"/api/sessions/{session.state.id}",
        "/",
    ):
        plain = inside.asks("GET", path, HERE, headers=known)
        forged = inside.asks("GET", path, HERE, headers={**known, **FORGED})
        assert plain.status_code == forged.status_code == 200, path
        assert "evil" not in forged.text + str(forged.headers), path
        named = inside.asks("GET", path, headers={**known, "Host": "evil.example"})
        assert (named.status_code, "evil" in named.text + str(named.headers)) == (400, False)

    inside.closes()
    facts = inside.parts.scenes.view(session, "presenter")["join"]
    assert "room.example.org" in str(facts).lower()
    for redirected in ("/join?code=" + code, f"/{code.lower()}"):
        answer = inside.asks("GET", redirected, THERE, headers=FORGED)
        assert answer.headers["Location"] == f"/{code}", "our own redirects name no host at all"
