"""Settings are believed or refused, and a refusal says what to type."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from app.config import read
from app.data import hold
from app.refusal import BadDataFolder, BadSetting


def settings(tmp_path: Path, flags: dict[str, Any] | None = None, **env: str) -> Any:
    return read({"data": str(tmp_path / "data"), **(flags or {})}, {f"READTHEROOM_{k}": v for k, v in env.items()})


def test_what_nobody_sets_has_a_sensible_value(tmp_path: Path) -> None:
    config = settings(tmp_path)

    assert (config.host, config.port, config.public_url, config.async_mode) == ("0.0.0.0", 8000, None, "eventlet")
    assert (config.retention_days, config.capacity, config.api_lan, config.browser) == (30, 10_000, False, True)


def test_flags_win_over_the_environment(tmp_path: Path) -> None:
    assert settings(tmp_path, {"port": "9000"}, PORT="9001").port == 9000
    assert settings(tmp_path, PORT="9001").port == 9001


def test_every_setting_is_read(tmp_path: Path) -> None:
    env = {
        "DECKS": str(tmp_path),
        "HOST": "127.0.0.1",
        "PUBLIC_URL": "https://Room.Example.org/",
        "ASYNC_MODE": "gevent",
        "RETENTION_DAYS": "7",
        "CAPACITY": "500",
        "API_LAN": "yes",
        "SECRET_KEY": "k" * 40,
    }

    config = settings(tmp_path, **env)

    assert (config.decks, config.host, config.public_url) == (tmp_path, "127.0.0.1", "https://room.example.org")
    assert (config.async_mode, config.retention_days, config.capacity) == ("gevent", 7, 500)
    assert (config.api_lan, config.secret) == (True, b"k" * 40)


@pytest.mark.parametrize(
    ("name", "value", "type_this"),
    [
        ("PORT", "80000", "READTHEROOM_PORT=8000"),
        ("PORT", "-1", "READTHEROOM_PORT=8000"),
        ("PORT", "eight", "READTHEROOM_PORT=8000"),
        ("PORT", "²", "READTHEROOM_PORT=8000"),
        ("CAPACITY", "0", "READTHEROOM_CAPACITY=10000"),
        ("RETENTION_DAYS", "soon", "READTHEROOM_RETENTION_DAYS=30"),
        ("ASYNC_MODE", "asyncio", "READTHEROOM_ASYNC_MODE=eventlet"),
        ("API_LAN", "perhaps", "READTHEROOM_API_LAN=yes"),
        ("PUBLIC_URL", "room.example.org", "READTHEROOM_PUBLIC_URL=https://"),
        ("PUBLIC_URL", "https://room.example.org/sub", "READTHEROOM_PUBLIC_URL=https://"),
        ("PUBLIC_URL", "https://me:secret@room.example.org", "READTHEROOM_PUBLIC_URL=https://"),
        ("PUBLIC_URL", "https://room.example.org?x", "READTHEROOM_PUBLIC_URL=https://"),
        ("PUBLIC_URL", "https://röom.example.org", "READTHEROOM_PUBLIC_URL=https://"),
        ("SECRET_KEY", "short", "Leave it out"),
        ("DATABASE_URL", "postgresql://localhost/room", "Leave READTHEROOM_DATABASE_URL out"),
        ("REDIS_URL", "redis://localhost", "Leave READTHEROOM_REDIS_URL out"),
        ("DECKS", "/nowhere/at/all", "READTHEROOM_DECKS="),
    ],
)
def test_a_bad_setting_refuses_and_says_what_to_type(tmp_path: Path, name: str, value: str, type_this: str) -> None:
    with pytest.raises(BadSetting) as refusal:
        settings(tmp_path, **{name: value})

    assert type_this in refusal.value.try_this
    assert name in refusal.value.says
    assert not (tmp_path / "data").exists()


def test_a_bad_flag_is_called_by_its_own_name(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="--port must be a whole number") as refusal:
        settings(tmp_path, {"port": "no"})

    assert refusal.value.try_this == "Type for example: --port 8000"


def test_neither_the_secret_nor_a_key_stands_in_the_text_of_the_settings(tmp_path: Path) -> None:
    config = settings(tmp_path, SECRET_KEY="sesame-" * 8)

    assert config.secret == b"sesame-" * 8
    assert "sesame" not in repr(config)


def test_the_data_folder_and_its_secret_are_private_and_stay(tmp_path: Path) -> None:
    first, second = settings(tmp_path), settings(tmp_path)

    assert first.secret == second.secret
    assert len(first.secret) >= 32
    assert stat.S_IMODE(first.data.stat().st_mode) == 0o700
    assert stat.S_IMODE((first.data / "secret").stat().st_mode) == 0o600


def test_two_data_folders_have_two_secrets(tmp_path: Path) -> None:
    assert settings(tmp_path / "a").secret != settings(tmp_path / "b").secret


def test_a_damaged_secret_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret").write_text("short")

    with pytest.raises(BadDataFolder, match="damaged"):
        settings(tmp_path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(BadDataFolder, match=r"cannot be written") as refusal:
        settings(tmp_path, {"data": str(tmp_path / "file" / "data")})

    assert "readtheroom --data" in refusal.value.try_this


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o500)

    with pytest.raises(BadDataFolder, match="cannot be written"):
        settings(tmp_path)


def test_a_data_folder_has_one_server_at_a_time(tmp_path: Path) -> None:
    folder = settings(tmp_path).data

    with hold(folder), pytest.raises(BadDataFolder, match="already runs"):
        hold(folder)

    with hold(folder):
        pass
