"""`readtheroom` as somebody starts it: what it prints, what it opens, and how it refuses."""

from __future__ import annotations

import re
import signal
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests

from app.engine import select
from app.serve import _answer
from tests.app.process import PATIENCE_S, ROOT, running

PLAIN = re.compile(r"\x1b\[[0-9;]*m")


def run(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """A command from its start to its end."""
    return subprocess.run(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", **env},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def test_it_says_where_to_present_and_where_phones_join_and_then_that_it_is_ready(tmp_path: Path) -> None:
    with running("app", "--port", "0", "--no-browser", "--data", str(tmp_path)) as process:
        url = process.ready()
        said = PLAIN.sub("", "".join(process.lines))

        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url)
        assert process.lines[-1] == f"ready {url}\n"
        assert re.search(rf"{url}/enter/[\w-]{{22,}}\n", said)
        assert re.search(rf"Phones join here:\n  http://[\d.]+:{url.rpartition(':')[2]}\n", said)
        assert "█▀▀▀▀▀█" in said
        assert requests.get(f"{url}/healthz", timeout=PATIENCE_S).status_code == 200

        process.signal(signal.SIGTERM)
        assert process.end(timeout=5) == (0, "")


def test_the_public_address_is_what_phones_are_told(tmp_path: Path) -> None:
    words = (
        "serve",
        "--port",
        "0",
        "--no-browser",
        "--data",
        str(tmp_path),
        "--public-url",
        "https://room.example.org",
    )
    with running("app", *words) as process:
        url = process.ready()

        assert "  https://room.example.org\n" in process.lines
        assert url.startswith("http://127.0.0.1:")


def test_the_console_opens_in_the_browser_unless_told_otherwise(tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    browser.chmod(0o700)
    with running("app", "--port", "0", "--data", str(tmp_path / "data"), BROWSER=f"{browser} %s") as process:
        url = process.ready()
        process.signal(signal.SIGTERM)
        process.end()

    assert (tmp_path / "opened").read_text().startswith(f"{url}/enter/")


def test_everything_it_keeps_is_for_its_user_alone(tmp_path: Path) -> None:
    with running("app", "--port", "0", "--no-browser", "--data", str(tmp_path / "data")) as process:
        process.ready()
        kept = [tmp_path / "data", *(tmp_path / "data").rglob("*")]

        assert len(kept) > 3
        assert [path for path in kept if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


@pytest.mark.parametrize(
    ("words", "env", "says"),
    [
        (["--port", "eight"], {}, "--port must be a whole number"),
        (["serve", "--public-url", "room"], {}, "--public-url must be"),
        (["--host", "no such name", "--port", "0"], {}, "cannot listen on 'no such name'"),
        ([], {"READTHEROOM_CAPACITY": "none"}, "READTHEROOM_CAPACITY must be"),
        ([], {"READTHEROOM_ASYNC_MODE": "twisted"}, "READTHEROOM_ASYNC_MODE is 'twisted'"),
        ([], {"READTHEROOM_REDIS_URL": "redis://localhost"}, "READTHEROOM_REDIS_URL is for"),
        (["--data", "/dev/null/data"], {}, "The data folder /dev/null/data cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    tmp_path: Path, words: list[str], env: dict[str, str], says: str
) -> None:
    refused = run(*words, READTHEROOM_DATA=str(tmp_path), **env)

    assert (refused.returncode, refused.stdout) == (2, "")
    assert says in refused.stderr
    assert len(refused.stderr.splitlines()) == 2
    assert "Traceback" not in refused.stderr


def test_a_damaged_database_is_named_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "readtheroom.db").write_bytes(b"not a database, " * 512)

    refused = run("--port", "0", "--no-browser", "--data", str(tmp_path))

    assert refused.returncode == 2
    assert "damaged" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert (tmp_path / "readtheroom.db").read_bytes().startswith(b"not a database")


def test_a_token_from_the_command_line_opens_the_api_even_after_a_restart(tmp_path: Path) -> None:
    token = run("token", "--data", str(tmp_path)).stdout.strip()
    bearer = {"Authorization": f"Bearer {token}"}

    assert re.fullmatch(r"[\w-]{20,200}", token)
    for _ in range(2):
        with running("app", "--port", "0", "--no-browser", "--data", str(tmp_path)) as process:
            url = process.ready()

            decks = requests.get(f"{url}/api/decks", headers=bearer, timeout=PATIENCE_S)
            strangers = requests.get(f"{url}/api/decks", timeout=PATIENCE_S)

            assert "she-has-other-priorities" in {deck["id"] for deck in decks.json()}
            assert strangers.status_code in {401, 404}


class Ending:
    """What a signal would have asked for."""

    def __init__(self, wanted: bool) -> None:
        self.wanted, self.status = wanted, 0

    def failed(self) -> None:
        self.status = 1


def closed_before_it_listens(ending: Ending) -> None:
    engine = select("threading")
    listener = engine.listen("127.0.0.1", 0)
    listener.close()
    _answer(engine, listener, SimpleNamespace(wsgi=None), 1, None, ending)  # type: ignore[arg-type]


def test_told_to_end_before_it_has_begun_to_listen_it_has_nothing_to_complain_of() -> None:
    closed_before_it_listens(Ending(wanted=True))


def test_a_server_that_cannot_listen_any_more_says_so_and_ends() -> None:
    ending = Ending(wanted=False)
    with pytest.raises(OSError, match="descriptor"):
        closed_before_it_listens(ending)
    assert ending.status == 1
