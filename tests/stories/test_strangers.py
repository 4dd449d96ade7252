"""Who may do what: codes, tokens and roles, foreign hosts and origins. Whoever is nobody here sees nothing here."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import httpx
import pytest
import websocket
from flask import Flask
from flask_wtf.csrf import CSRFProtect

from app.pages import hang_pages
from sessions.protocol import MESSAGES
from tests.cast import Evening, House, Listener, Page
from tests.conftest import Begin

POLL = "/socket.io/?EIO=4&transport=polling"


# --- codes


def codes_that_open_nothing(evening: Begin) -> dict[str, str]:
    ended, locked, deleted = (evening("vote") for _ in range(3))
    ended.ana.says("end")
    locked.ana.says("lock")
    deleted.house.asks("DELETE", deleted.api)
    return {"wrong": "ZZ2ZZZ", "ended": ended.code, "locked": locked.code, "deleted": deleted.code}


def test_wrong_ended_locked_and_deleted_codes_give_the_same_answer(house: House, evening: Begin) -> None:
    codes = codes_that_open_nothing(evening).values()
    door = Page(evening("vote"))
    token = door.form("")

    joined = [house.asks("POST", "/api/join", role=None, json={"code": code}) for code in codes]
    loaded = [house.browser().get(f"/{code}") for code in codes]
    posted = [door.browser.post(f"/{code}", data=token) for code in codes]

    for answers in (joined, loaded, posted):
        assert {(answer.status_code, answer.text) for answer in answers} == {(404, answers[0].text)}
        assert not any(answer.cookies for answer in answers)
    assert joined[0].json()["code"] == "code.unknown"


@pytest.mark.parametrize("code", ["", " ", "A", "abc", "ZZZZZZZ", "../../etc", "\u0000", "ﬀﬀ2ﬀﬀﬀ", "' OR 1=1"])
def test_what_is_no_code_at_all_opens_nothing_either(house: House, code: str) -> None:
    answer = house.asks("POST", "/api/join", role=None, json={"code": code})
    assert (answer.status_code, answer.json()["code"]) == (404, "code.unknown")


def test_a_code_is_read_without_case_and_spaces(evening: Begin) -> None:
    room = evening("vote")
    spoken = f" {room.code[:3].lower()} {room.code[3:].lower()} "
    assert room.ben.asks_to_join(spoken).status_code == 200


# --- tokens


def tokens_of_nobody(room: Evening, other: Evening) -> dict[str, Any]:
    good = room.ben.token
    return {
        "none": None,
        "empty": "",
        "number": 7,
        "list": [good],
        "long": good * 20,
        "cut": good[:-4],
        "another last letter": good[:-3] + ("AAA" if good[-3:] != "AAA" else "BBB"),
        "another first letter": "x" + good[1:],
        "organiser": room.house.bearer("organiser"),
        "the other room's screen, cut": other.screen_key[:-6],
        "letters": "ünïcode",
    }


def test_a_token_that_was_not_made_here_opens_no_socket(evening: Begin) -> None:
    room, other = evening("vote"), evening("vote")
    room.ben.joins()

    for name, token in tokens_of_nobody(room, other).items():
        refusal = room.ben.cannot_connect(token=token, session=room.id)
        assert refusal["code"] == ("role.denied" if name == "organiser" else "token.unknown"), name
        assert refusal["says"]
    for session in (None, "", "nowhere", 7, room.code):
        assert room.ana.cannot_connect(session=session)["code"] == "session.unknown"


def test_a_token_of_another_room_counts_only_there(evening: Begin) -> None:
    room, other = evening("vote"), evening("vote")
    for one in (room, other):
        one.ana.says("start")
        one.ana.says("goto", slide="hard")
        one.ana.says("open")
    other.ben.joins()
    room.chi.joins()

    room.ben.token = other.ben.token
    assert room.ben.connects().views[-1]["session"]["code"] == other.code
    assert room.ben.says("answer", {"ask": "hard", "round": 1, "seq": 1, "value": 3})["ok"]
    assert (room.ana.sees()["answered"], other.ana.sees()["answered"]) == (0, 1)
    page = room.house.browser(Cookie=f"phone={other.ben.token}").get(f"/{room.code}")
    assert f'action="/{room.code}"' in page.text, "it has not joined here"


def test_a_screens_key_opens_the_wall_and_nothing_else(evening: Begin) -> None:
    room = evening("vote")
    room.screen.connects()
    key = room.screen_key

    assert room.house.browser().get(f"/screen/{key}").status_code == 200
    assert room.house.browser().get(f"/screen/{key[:-1]}").status_code == 401
    for headers in ({"Authorization": f"Bearer {key}"}, {"Cookie": f"console={key}"}):
        assert room.house.asks("GET", room.api, role=None, headers=headers).status_code in {401, 404}
        assert room.house.asks("GET", "/present", role=None, headers=headers).status_code == 404
    assert len(key) >= 22, "at least 128 bits"


# --- roles


def everybody_but_ana(room: Evening) -> list[Listener]:
    room.fills(1)
    return [room.ben, room.screen.connects()]


def test_only_ana_presents_on_the_socket(evening: Begin) -> None:
    room = evening("vote")
    for somebody in everybody_but_ana(room):
        for do in ("start", "open", "end", "unlock", "void"):
            reply = Listener.says(somebody, "command", {"do": do})
            assert (reply["ok"], reply["code"]) == (False, "role.denied")
        assert Listener.says(somebody, "moderate", {"item": "x", "do": "approve"})["code"] == "role.denied"
    assert room.ana.sees()["session"]["status"] == "lobby"


def test_every_message_is_denied_to_everybody_whom_the_catalogue_does_not_name(evening: Begin) -> None:
    room = evening("vote")
    people = {"participant": room.ben.joins(), "screen": room.screen.connects(), "presenter": room.ana.connects()}

    for (role, somebody), (name, message) in product(people.items(), MESSAGES.items()):
        reply = Listener.says(somebody, name, {"nonsense": True})
        allowed = reply["code"] in {"message.invalid", "event.unknown"}
        assert allowed is (role in message.senders), (role, name)
        assert allowed or reply["code"] == "role.denied"


PUBLIC = {
    ("GET", "/"): 200,
    ("GET", "/join"): 200,
    ("GET", "/privacy"): 200,
    ("GET", "/qr/<code:code>.svg"): 200,
    ("GET", "/media/<name>"): 404,
    ("GET", "/healthz"): 200,
    ("GET", "/readyz"): 200,
    ("GET", "/metrics"): 200,  # for this machine alone
    ("GET", "/<code:code>"): 200,
    ("POST", "/<code:code>"): 400,  # without the token of its form
    ("POST", "/<code:code>/answer"): 400,
    ("GET", "/static/forms/<digest>/<tag>"): 404,
    ("GET", "/<code:code>/items"): 303,
    ("GET", "/<code:code>/story"): 303,
    ("GET", "/<code:code>/picture"): 303,
    ("GET", "/<code:code>/summary"): 303,
    ("GET", "/<code:code>/takeaway"): 303,
    ("GET", "/kept"): 200,  # what this very browser keeps
    ("GET", "/screen/<key>"): 401,
    ("GET", "/enter/<token>"): 401,
    ("POST", "/enter/<token>"): 400,
    ("POST", "/present/bring"): 404,  # before anything of it is read
    ("POST", "/api/join"): 400,
}
"""What a stranger gets at the doors that are not shut. All others are 404, as if they were not there."""

ORGANISERS = {
    ("GET", "/api/sessions"): 200,
    ("GET", "/api/sessions/<session_id>"): 404,  # it still runs
    ("GET", "/api/sessions/<session_id>/summary.<name>"): 409,  # it is not released
    ("POST", "/api/sessions/<session_id>/followups"): 409,  # this house offers none
    ("GET", "/api/followups"): 200,
    ("GET", "/api/followups/<followup_id>"): 404,
    ("GET", "/api/followups/<followup_id>/result.<name>"): 404,
    ("POST", "/api/followups/<followup_id>/end"): 404,
    ("DELETE", "/api/followups/<followup_id>"): 404,
}
"""What an organiser gets of a room that runs. All else is refused."""


def routes() -> list[tuple[str, str]]:
    app = Flask("doors", static_folder=None)
    hang_pages(app, CSRFProtect(app))
    return [(method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}]


def real(rule: str, room: Evening) -> str:
    filled = {"<code:code>": room.code, "<session_id>": room.id, "<deck_id>": "vote", "<name>": "json"}
    for hole, value in filled.items():
        rule = rule.replace(hole, value)
    return rule.replace("<key>", "nobody").replace("<token>", "nobody")


@pytest.mark.parametrize(("method", "rule"), routes())
def test_a_stranger_finds_only_the_public_doors(evening: Begin, method: str, rule: str) -> None:
    room = evening("vote", title="A title for insiders")

    answer = room.house.asks(method, real(rule, room), role=None, json={} if method != "GET" else None)

    shut = 404 if (method == "GET" or rule.startswith("/api")) else 400
    assert answer.status_code == PUBLIC.get((method, rule), shut)
    if rule.startswith("/api"):
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert "for insiders" not in answer.text


@pytest.mark.parametrize(("method", "rule"), [one for one in routes() if one[1].startswith("/api")])
def test_the_api_asks_for_a_good_bearer_of_the_right_role(evening: Begin, method: str, rule: str) -> None:
    room = evening("vote")
    if rule == "/api/join":
        return

    def status(token: str) -> tuple[int, str]:
        headers = {"Authorization": f"Bearer {token}"}
        answer = room.house.asks(method, real(rule, room), role=None, headers=headers, json={})
        return answer.status_code, answer.json().get("code") if answer.status_code != 200 else "ok"

    good = room.house.bearer()
    assert status("nonsense") == status(good[:-3] + "AAA") == status("x" + good) == (401, "token.unknown")
    assert status(room.ben.joins().token) == status(room.screen_key) == (401, "token.unknown")
    assert status(room.house.bearer("organiser"))[0] == ORGANISERS.get((method, rule), 403)
    assert room.ana.sees()["session"]["status"] == "lobby"


# --- hosts and origins

FOREIGN_HOSTS = ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", "", "127.0.0.1:80@evil.example"]


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
@pytest.mark.parametrize("path", ["/", "/healthz", "/api/decks", POLL])
def test_a_foreign_host_is_not_answered(house: House, host: str, path: str) -> None:
    answer = house.asks("GET", path, headers={"Host": host})
    assert (answer.status_code, answer.json()["code"]) == (400, "host.unknown")


FOREIGN_ORIGINS = ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1", "file://"]


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_a_page_of_another_site_changes_nothing_and_gets_no_socket(evening: Begin, origin: str) -> None:
    room = evening("vote")
    headers = {"Origin": origin}

    refused = [
        room.house.asks("POST", f"{room.api}/commands", json={"do": "start"}, headers=headers),
        room.house.asks("POST", "/api/join", role=None, json={"code": room.code}, headers=headers),
        room.house.asks("POST", f"/{room.code}", role=None, headers=headers),
        room.house.asks("DELETE", room.api, headers=headers),
        room.house.asks("GET", POLL, headers=headers),
        room.house.asks("POST", f"{POLL}&sid=x", headers=headers),
    ]

    assert {(answer.status_code, answer.json()["code"]) for answer in refused} == {(403, "origin.foreign")}
    assert room.ana.sees()["session"]["status"] == "lobby"


def upgrade(house: House, **how: Any) -> int:
    """Knock at the socket as a page of that origin or host; the status."""
    address = f"{house.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
    try:
        websocket.create_connection(address, **how).shutdown()
    except websocket.WebSocketBadStatusException as refused:
        return refused.status_code
    return 101


def test_a_websocket_is_opened_by_our_own_pages_only(house: House) -> None:
    assert upgrade(house) == 101
    assert upgrade(house, origin=house.url) == 101
    assert [upgrade(house, origin=origin) for origin in FOREIGN_ORIGINS] == [403] * len(FOREIGN_ORIGINS)
    assert [upgrade(house, host=host) for host in FOREIGN_HOSTS if host] == [400] * (len(FOREIGN_HOSTS) - 1)
    assert upgrade(house, header=["X-Forwarded-Host: evil.example"], origin="http://evil.example") == 403


def test_the_qr_holds_our_own_address_whatever_the_request_says(evening: Begin) -> None:
    room = evening("vote")
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.example"}

    plain = room.house.asks("GET", f"/qr/{room.code}.svg", role=None)
    led_astray = room.house.asks("GET", f"/qr/{room.code}.svg", role=None, headers=forged)

    assert plain.text == led_astray.text
    assert room.facts["join_url"].startswith(room.house.url)
    assert "evil" not in json.dumps(room.house.asks("GET", room.api, headers=forged).json())


def test_a_console_gets_no_phone(evening: Begin) -> None:
    """Its cookie comes only from the one-time link; the browser that holds one cannot fill the floor."""
    room = evening("vote")
    assert room.house.browser().get("/present").status_code == 404
    assert httpx.post(f"{room.house.url}/api/join", json={"code": room.code}, trust_env=False).status_code == 200
