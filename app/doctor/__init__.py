"""`readtheroom doctor`: looks at this machine and its network before the talk, and says what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.config import Config, read
from app.doctor import brand, certificate, machine, memory, network, port, power, storage
from app.doctor.finding import BAD, Finding, bad
from app.refusal import Refusal
from app.world import World


def examine(flags: Mapping[str, Any], env: Mapping[str, str], world: World) -> Iterator[Finding]:
    """Every finding, what phones need first. A setting that refuses to start is one of them."""
    try:
        config = read(flags, env, world)
    except Refusal as refusal:
        yield bad(refusal.says, refusal.try_this)
    else:
        yield from look_around(config, env, world)
    yield from machine.findings(world)
    yield from power.findings()


def look_around(config: Config, env: Mapping[str, str], world: World) -> Iterator[Finding]:
    """What depends on the settings: the venue, the disk, the keys, and how many phones have room."""
    yield from _venue(config, env, world)
    yield from storage.findings(config.data, world)
    yield from memory.findings(config.data)
    yield from machine.fits(config.capacity)
    yield from brand.findings(config)


def _venue(config: Config, env: Mapping[str, str], world: World) -> Iterator[Finding]:
    door = port.door(config)
    yield from network.address(config, door.port)
    yield from certificate.findings(config, door.port, world)
    yield door.finding
    yield from network.answers(config, door)
    yield from network.firewall(door.port)
    yield from network.proxy(env)


def verdict(findings: list[Finding]) -> str:
    """The last line."""
    wrong = sum(finding.mark == BAD for finding in findings)
    if not wrong:
        return "Nothing stands in the way."
    return f"{wrong} thing{'s stand' if wrong > 1 else ' stands'} in the way, marked with {BAD}."
