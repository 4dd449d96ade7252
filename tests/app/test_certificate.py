"""A certificate of one's own is believed or refused before anybody scans a code, and decides the address on the QR."""

from __future__ import annotations

import os
import ssl
from pathlib import Path
from typing import Any

import pytest

from app.address import Address, find
from app.certificate import Certificate
from app.config import Config, read
from app.refusal import BadCertificate, BadSetting, Refusal
from app.world import World
from tests.app.certificates import certificate
from tests.app.test_guard import Inside, ask

ROOM = "room.example.org"


def settings(
    tmp_path: Path, *tls: str, public_url: str | None = None, world: World | None = None, **env: str
) -> Config:
    flags = {"data": str(tmp_path / "data"), "public_url": public_url, "tls": tls or None}
    return read(flags, {f"READTHEROOM_{name}": value for name, value in env.items()}, world)


def where(
    tmp_path: Path, *names: str, host: str = "0.0.0.0", public_url: str | None = None, port: int = 8000
) -> Address:
    tls = Certificate(tmp_path, tmp_path, names, 0)
    return find(Config(data=tmp_path, secret=b"", host=host, public_url=public_url, tls=tls), port)


# --- believed or refused


def test_flags_and_environment_name_the_two_files(tmp_path: Path) -> None:
    cert, key = certificate(tmp_path, ROOM, "*.example.org", "192.168.1.5")

    by_flag, by_environment = settings(tmp_path, cert, key), settings(tmp_path, TLS_CERT=cert, TLS_KEY=key)

    assert by_flag.tls == by_environment.tls
    assert by_flag.tls
    assert by_flag.tls.names == (ROOM, "*.example.org", "192.168.1.5")
    assert settings(tmp_path).tls is None


@pytest.mark.parametrize(
    ("made", "says"),
    [
        ({"days": -0.5}, "ended on"),
        ({"begins": 1}, "begins only on"),
        ({"password": b"sesame"}, "locked with a password"),
        ({"names": ()}, "names no address"),
    ],
)
def test_a_certificate_that_no_phone_would_accept_is_refused(tmp_path: Path, made: dict[str, Any], says: str) -> None:
    files = certificate(tmp_path, *made.pop("names", [ROOM]), **made)

    with pytest.raises(BadCertificate, match=says) as refusal:
        settings(tmp_path, *files)

    assert refusal.value.try_this
    assert "sesame" not in str(refusal.value)


def test_the_clock_that_decides_is_the_worlds(tmp_path: Path) -> None:
    files = certificate(tmp_path, ROOM)
    years = World(calendar=lambda: 4e9, clock=lambda: 0.0)

    with pytest.raises(BadCertificate, match="ended on"):
        settings(tmp_path, *files, world=years)


def test_a_key_of_another_certificate_is_refused(tmp_path: Path) -> None:
    (cert, _), (_, other) = certificate(tmp_path / "a", ROOM), certificate(tmp_path / "b", ROOM)

    with pytest.raises(BadCertificate, match="not the one of the first certificate"):
        settings(tmp_path, cert, other)


def test_files_that_are_missing_swapped_or_something_else_are_named(tmp_path: Path) -> None:
    cert, key = certificate(tmp_path, ROOM)
    (tmp_path / "poem").write_text("Roses are red.")
    poem, none = str(tmp_path / "poem"), str(tmp_path / "none")

    for files, says in [
        ((none, key), "none cannot be read: no such file"),
        ((cert, none), "none cannot be read: no such file"),
        ((poem, key), "poem holds no certificate"),
        ((cert, poem), "poem holds no key"),
        ((key, cert), "privkey.pem holds no certificate"),
        ((cert, str(tmp_path)), "cannot be read: is a directory"),
    ]:
        with pytest.raises(BadCertificate, match=says) as refusal:
            settings(tmp_path, *files)
        assert "readtheroom serve --tls" in refusal.value.try_this


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_key_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    cert, key = certificate(tmp_path, ROOM)
    Path(key).chmod(0)

    with pytest.raises(BadCertificate, match="permission denied"):
        settings(tmp_path, cert, key)


def test_a_certificate_without_its_key_is_refused(tmp_path: Path) -> None:
    cert, key = certificate(tmp_path, ROOM)

    for half in ({"TLS_CERT": cert}, {"TLS_KEY": key}):
        with pytest.raises(BadSetting, match="one of the two is missing"):
            settings(tmp_path, **half)


@pytest.mark.parametrize(
    ("names", "public_url", "env", "says"),
    [
        ([ROOM], "http://room.example.org:8000", {}, "must begin with https"),
        ([ROOM], "https://hall.example.org:8000", {}, "not for hall.example.org, but for room.example.org"),
        (["*.example.org"], "https://a.b.example.org", {}, "not for a.b.example.org"),
        (["*.example.org"], None, {}, "which no phone can open as it is"),
        (["localhost", "127.0.0.1", "::1"], None, {}, "which no phone can open as it is"),
        ([ROOM], None, {"ASYNC_MODE": "threading"}, "works with eventlet, and READTHEROOM_ASYNC_MODE says threading"),
        ([ROOM], None, {"ASYNC_MODE": "gevent"}, "works with eventlet, and READTHEROOM_ASYNC_MODE says gevent"),
    ],
)
def test_what_does_not_fit_to_the_certificate_is_refused(
    tmp_path: Path, names: list[str], public_url: str | None, env: dict[str, str], says: str
) -> None:
    with pytest.raises(Refusal, match=says) as refusal:
        settings(tmp_path, *certificate(tmp_path, *names), public_url=public_url, **env)

    assert refusal.value.try_this


def test_a_star_stands_for_one_word(tmp_path: Path) -> None:
    files = certificate(tmp_path, "*.example.org")

    assert settings(tmp_path, *files, public_url="https://room.example.org:8000").public_url


# --- the address


def test_phones_are_told_the_name_of_the_certificate(tmp_path: Path, lan: Any) -> None:
    lan(wlan0="192.168.1.5")

    address = where(tmp_path, "localhost", "192.168.1.5", ROOM)

    assert address.base == "https://room.example.org:8000"
    assert address.encrypted
    assert address.reaches_phones
    assert {"room.example.org:8000", "192.168.1.5:8000", "127.0.0.1:8000"} <= address.hosts
    assert {origin.partition(":")[0] for origin in address.origins} == {"https"}


def test_a_certificate_for_an_address_names_the_one_that_this_machine_has(tmp_path: Path, lan: Any) -> None:
    lan(wlan0="192.168.1.5")

    assert where(tmp_path, "10.0.0.9", "192.168.1.5").base == "https://192.168.1.5:8000"


def test_the_public_address_has_the_last_word(tmp_path: Path, lan: Any) -> None:
    lan(wlan0="192.168.1.5")

    address = where(tmp_path, ROOM, "hall.example.org", public_url="https://hall.example.org:8000")

    assert address.base == "https://hall.example.org:8000"
    assert not address.proxied
    assert where(tmp_path, ROOM, public_url=f"https://{ROOM}", port=443).proxied is False
    assert where(tmp_path, ROOM, public_url=f"https://{ROOM}", port=8000).proxied


def test_the_console_is_at_an_address_that_its_browser_accepts(tmp_path: Path, lan: Any) -> None:
    lan(wlan0="192.168.1.5")

    assert where(tmp_path, ROOM).here == "https://room.example.org:8000"
    assert where(tmp_path, ROOM, "localhost").here == "https://localhost:8000"
    assert where(tmp_path, ROOM, "127.0.0.1").here == "https://127.0.0.1:8000"
    assert where(tmp_path, ROOM, host="192.168.1.5").here == "https://room.example.org:8000"
    assert where(tmp_path, ROOM).inside == "https://127.0.0.1:8000"
    assert where(tmp_path, ROOM, host="192.168.1.5").inside == "https://room.example.org:8000"


def test_this_machine_is_known_also_when_it_comes_by_that_name(tmp_path: Path, lan: Any) -> None:
    lan(wlan0="192.168.1.5")

    address = where(tmp_path, ROOM)

    assert address.is_loopback({"REMOTE_ADDR": "192.168.1.5"})
    assert not address.is_loopback({"REMOTE_ADDR": "192.168.1.6"})


def test_what_only_this_machine_hears_is_no_help_to_phones(tmp_path: Path) -> None:
    assert not where(tmp_path, ROOM, host="127.0.0.1").reaches_phones


# --- the gate


def test_who_comes_without_https_is_shown_the_way(tmp_path: Path, lan: Any) -> None:
    lan(wlan0="192.168.1.5")
    inside, address = Inside(), where(tmp_path, ROOM)

    answer = ask(
        inside,
        path="/ABC2DE\r\nX: y",
        address=address,
        HTTP_HOST="192.168.1.5:8000",
        QUERY_STRING="a=1&b=ü",
    )
    outward = ask(inside, path="//evil.example/x", address=address, HTTP_HOST="192.168.1.5:8000")

    assert (answer.status, answer.code) == (308, "transport.plain")
    assert answer.headers["Location"] == "https://room.example.org:8000/ABC2DE%0D%0AX%3A%20y?a=1&b=%C3%BC"
    assert outward.headers["Location"] == "https://room.example.org:8000/evil.example/x"
    assert inside.reached == []


def test_nothing_is_changed_in_plain_text(tmp_path: Path, lan: Any) -> None:
    lan(wlan0="192.168.1.5")
    inside, address = Inside(), where(tmp_path, ROOM)

    answer = ask(inside, "POST", address=address, HTTP_HOST="192.168.1.5:8000")

    assert (answer.status, answer.code) == (403, "transport.plain")
    assert inside.reached == []


def test_over_https_the_promise_of_https_is_kept_for_a_year_but_not_for_localhost(tmp_path: Path, lan: Any) -> None:
    lan(wlan0="192.168.1.5")
    address = where(tmp_path, ROOM, "localhost")

    said = [
        ask(Inside(), address=address, HTTP_HOST=host, **{"wsgi.url_scheme": "https"}).headers
        for host in ("room.example.org:8000", "localhost:8000")
    ]

    assert said[0]["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in said[1]
    assert "connect-src 'self' wss://room.example.org:8000;" in said[0]["Content-Security-Policy"]


def test_an_encrypted_line_that_breaks_is_no_mistake_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    def breaks(*_: Any) -> list[bytes]:
        raise ssl.SSLEOFError(8, "EOF occurred in violation of protocol")

    with pytest.raises(ssl.SSLEOFError):
        ask(breaks)

    assert caplog.records == []
