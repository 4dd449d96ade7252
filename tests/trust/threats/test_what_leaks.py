"""T21, T23, T25: what names, waiting times, addresses, logs and old packages would tell or let in."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from app.identity import Identity
from app.world import World
from tests.cast import Evening, House
from tests.trust.threats.doors import doors
from tests.trust.threats.inside import HERE, THERE, Inside

TRIES = 150
ROOT = Path(__file__).parents[3]


def closed_codes(inside: Inside) -> dict[str, str]:
    """Codes that open nothing, each for another reason."""
    ended, locked, gone = (inside.begins() for _ in range(3))
    inside.says(ended, "start")
    inside.says(ended, "end")
    inside.says(locked, "lock")
    inside.stage.delete(gone.state.id)
    return {"unknown": "ZZ2ZZZ", "ended": ended.state.code, "locked": locked.state.code, "deleted": gone.state.code}


def test_a_code_that_opens_nothing_tells_neither_why_nor_by_how_long_it_takes(tmp_path: Path) -> None:
    inside = Inside(tmp_path)
    codes = closed_codes(inside)
    took: dict[str, list[float]] = {name: [] for name in codes}
    told = set()

    for number in range(TRIES):
        for name, code in codes.items():
            peer = f"10.0.{number}.{len(name)}"
            began = time.perf_counter()
            answer = inside.asks("POST", "/api/join", peer, json={"code": code})
            took[name].append(time.perf_counter() - began)
            told.add((answer.status_code, answer.text if answer.status_code == 404 else ""))

    inside.closes()
    assert {status for status, _ in told} <= {404, 429}
    assert len({text for status, text in told if status == 404}) == 1
    usual = {name: median(times) for name, times in took.items()}
    assert max(usual.values()) - min(usual.values()) < 0.002, usual


def test_a_session_that_is_not_there_looks_like_one_that_is_not_yours(inside: Inside) -> None:
    session, people = inside.known
    for name in ("stranger", "phone", "wall", "remote of another room", "bearer from the network"):
        for rule in (
            "/present/{}",
            "/present/{}/texts",
            "/sessions/{}",
            "/api/sessions/{}",
            "/api/sessions/{}/summary.json",
        ):
            real, made_up = (
                inside.asks("GET", rule.format(at), THERE, headers=people[name].headers())
                for at in (session.state.id, "abcdefghjkmnpqrstuvw")
            )
            assert (real.status_code, real.text) == (made_up.status_code, made_up.text), (name, rule)
            assert real.status_code in {404, 401}


def test_a_wrong_pairing_code_does_not_tell_whether_it_was_ever_right(inside: Inside) -> None:
    session = inside.begins()
    cookie, token = inside.form
    used, withdrawn = (inside.parts.pairing.offer(session.state.id, "moderator").code for _ in range(2))
    inside.parts.pairing.take(used)
    inside.parts.pairing.withdraw(session.state.id)
    inside.parts.pairing.offer(session.state.id, "presenter")

    told = set()
    for number, code in enumerate((used, withdrawn, "22222222", "", "no code at all")):
        data = {"code": code, "csrf_token": token}
        answer = inside.asks("POST", "/pair", f"10.1.1.{number}", headers={"Cookie": cookie}, data=data)
        told.add((answer.status_code, re.sub(r'value="[^"]*"', "", answer.text)))
    assert len(told) == 1
    assert told.pop()[0] == 403


@pytest.mark.parametrize("at_once", [2, 16])
def test_a_sign_in_link_works_once_also_when_two_press_at_the_same_moment(at_once: int) -> None:
    identity = Identity(b"s" * 32, World().token, World().now)
    for _ in range(50):
        link = identity.new_link().rpartition("/")[2]
        with ThreadPoolExecutor(at_once) as pool:
            assert sum(pool.map(identity.use_link, [link] * at_once)) == 1


def test_a_sign_in_link_is_good_once(inside: Inside) -> None:
    cookie, token = inside.form
    path = inside.product.entry()
    first, second = (
        inside.asks("POST", path, HERE, headers={"Cookie": cookie}, data={"csrf_token": token}) for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (303, 401)
    assert "Set-Cookie" not in second.headers


def test_no_secret_stands_in_an_address_a_redirect_or_a_page_s_title(inside: Inside) -> None:
    """After the door, secrets travel in cookies and in the page itself; a browser's history holds none of them."""
    session, people = inside.known
    cookie, token = inside.form
    entered = inside.asks("POST", inside.product.entry(), HERE, headers={"Cookie": cookie}, data={"csrf_token": token})
    code = inside.parts.pairing.offer(session.state.id, "presenter").code
    data = {"code": code, "csrf_token": token}
    paired = inside.asks("POST", "/pair", "10.2.2.2", headers={"Cookie": cookie}, data=data)
    joined = inside.asks("POST", f"/{session.state.code}", headers={"Cookie": cookie}, data={"csrf_token": token})

    for answer in (entered, paired, joined):
        assert answer.status_code == 303
        assert re.fullmatch(r"/[\w/]{0,40}", answer.headers["Location"]), answer.headers["Location"]
        (given,) = [
            each for each in answer.headers.getlist("Set-Cookie") if "rtr=" not in each and "Max-Age=0" not in each
        ]
        secret = given.partition("=")[2].partition(";")[0]
        assert secret not in answer.headers["Location"]
        assert "HttpOnly" in given
        assert "SameSite=" in given
    for path, name in ((f"/present/{session.state.id}", "console"), (f"/{session.state.code}", "phone")):
        page = inside.asks("GET", path, people[name].peer, headers=people[name].headers())
        assert page.headers["Referrer-Policy"] == "no-referrer"
        secret = people[name].cookie.partition("=")[2]
        assert not re.findall(rf'(?:href|src|action)="[^"]*{re.escape(secret)}', page.text)


def test_neither_a_token_nor_an_address_reaches_a_log_when_things_go_wrong(own_house: House) -> None:
    room = Evening(own_house, "vote")
    room.fills(1)
    secrets = [room.ben.token, room.screen_key, room.house.bearer(), "203.0.113.77"]
    for secret in secrets:
        for path in (
            f"/{secret}",
            f"/screen/{secret}x",
            f"/enter/{secret}",
            f"/pair/{secret}",
            f"/api/sessions/{secret}",
        ):
            room.house.asks("GET", path, role=None, headers={"X-Forwarded-For": "203.0.113.77"})
            room.house.asks("POST", path, role=None, json={"token": secret})
        assert room.ben.cannot_connect(token=secret + "x")["code"] == "token.unknown"
    room.house.asks("POST", f"{room.api}/commands", json={"do": "goto", "slide": secrets[0]})
    said = "\n".join(room.house.said)
    room.ben.leaves()
    room.house.stops()

    assert [secret for secret in secrets if secret in said + room.house.errors] == []
    files = [path for path in room.house.data.rglob("*") if path.is_file()]
    assert files
    assert [path.name for path in files for secret in secrets if secret.encode() in path.read_bytes()] == []


ASTRAY = [
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..\\..\\windows\\win.ini",
    "%00/etc/passwd",
    "/etc/passwd",
    "//etc/passwd",
    "....//....//etc/passwd",
    "\u2025/\u2025/etc/passwd",
    "file:///etc/passwd",
    "secret",
    "readtheroom.db",
]
"""Ways out of a folder, and names of what lies in the data folder."""


def test_no_address_leads_to_a_file_that_is_not_meant(inside: Inside) -> None:
    """T21: every blank of every address, for whoever may ask the most."""
    _, people = inside.known
    blanks = [door.rule for door in doors() if door.method == "GET" and "<" in door.rule]
    for rule in [*blanks, "/static/<path>", "/static/x/<path>", "/<path>"]:
        for name in ASTRAY:
            path = name.join(re.split(r"<[^>]+>", rule))
            answer = inside.asks("GET", path, HERE, headers=people["console"].headers())
            assert answer.status_code in {200, 303, 308, 400, 401, 404}, (path, answer.status_code)
            assert not [word for word in (b"root:x:", b"SQLite format", b"s" * 32) if word in answer.data], path


FLOORS: dict[str, tuple[int, ...]] = {
    "python-socketio": (5, 14),  # read messages of other processes with pickle
    "python-engineio": (4, 15),
    "eventlet": (0, 40, 3),  # let requests be smuggled
    "flask-socketio": (5, 6),
}


@pytest.mark.parametrize("package", FLOORS)
def test_no_version_with_a_known_hole_is_pinned(package: str) -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned: Any = re.search(rf"^{re.escape(package)}==([\d.]+)", lock, re.MULTILINE)
    assert tuple(int(part) for part in pinned[1].split(".")) >= FLOORS[package]


def test_nothing_that_comes_from_others_is_read_with_pickle() -> None:
    """One file does, and it hears its own child alone, through a pipe."""
    sources = [path for room in ("app", "sessions", "decks") for path in (ROOT / room).rglob("*.py")]
    reads = re.compile(r"^\s*(import|from) (pickle|marshal|shelve|dill)\b", re.MULTILINE)
    assert len(sources) > 50
    assert {path.name for path in sources if reads.search(path.read_text("utf-8"))} <= {"apart.py"}
