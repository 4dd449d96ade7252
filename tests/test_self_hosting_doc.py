"""docs/self-hosting.md names every setting there is, with its flag and its usual value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.cli import serve
from app.config import PREFIX, Config, read
from app.product import PING_S, PONG_S

TEXT = (Path(__file__).parents[1] / "docs" / "self-hosting.md").read_text("utf-8")
ROW = re.compile(r"^\| `(READTHEROOM_\w+)` \| (?:`(--[\w-]+)`)? ?\| (.*?) \|", re.MULTILINE)
SAID = {name: (flag, usually.strip("`")) for name, flag, usually in ROW.findall(TEXT)}


class Listening(Mapping[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self, **facts: str) -> None:
        self.facts, self.asked = facts, set[str]()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return self.facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)


def settings(folder: Path) -> tuple[Config, set[str]]:
    """The settings when nobody says more than the folder, and every variable that was looked for."""
    env = Listening(READTHEROOM_DATA=str(folder))
    return read({}, env), env.asked


def test_every_variable_that_is_read_is_described_and_no_other(tmp_path: Path) -> None:
    _, asked = settings(tmp_path)
    assert "READTHEROOM_PUBLIC_URL" in asked
    assert SAID.keys() == asked


def test_every_flag_is_the_one_of_its_variable() -> None:
    flags = {option for parameter in serve.params for option in parameter.opts}
    described = {name: flag for name, (flag, _) in SAID.items() if flag}
    both = {f"{PREFIX}TLS_CERT": "--tls", f"{PREFIX}TLS_KEY": "--tls"}
    usual = {name: f"--{name.removeprefix(PREFIX).lower().replace('_', '-')}" for name in described}
    assert described == usual | both
    assert {*described.values(), "--no-browser"} == flags


def test_the_usual_values_are_the_programs(tmp_path: Path) -> None:
    config, _ = settings(tmp_path)
    for name in ("host", "port", "retention_days", "capacity", "async_mode"):
        assert SAID[PREFIX + name.upper()][1] == str(getattr(config, name))


def test_the_proxy_waits_longer_than_a_silent_phone_is_missed() -> None:
    [waits] = re.findall(r"proxy_read_timeout (\d+)s;", TEXT)
    assert f"longer than {PING_S + PONG_S} seconds" in TEXT
    assert int(waits) > PING_S + PONG_S
