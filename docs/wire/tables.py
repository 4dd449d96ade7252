"""The tables of docs/protocol.md, and the text with them in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from docs.wire.codes import codes
from docs.wire.commands import command
from docs.wire.openapi import routes
from docs.wire.words import Facts, both, words
from sessions.protocol import MESSAGES

PLACE = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def guide(text: str) -> str:
    """The text with each of its tables as it is now."""
    return PLACE.sub(lambda place: f"{place[1]}{TABLES[place[2]]()}\n{place[3]}", text)


def _table(*rows: tuple[str, ...]) -> str:
    head, *body = rows
    lines = [head, ("---",) * len(head), *body]
    return "\n".join("| " + " | ".join(cell.strip().replace("|", "\\|") for cell in line) + " |" for line in lines)


def _routes() -> str:
    said = words("http")["routes"]
    rows = [(f"`{route}`", said[route]["who"], said[route]["says"]) for route in both("addresses", routes(), said)]
    return _table(("address", "who", "does"), *rows)


def _messages() -> str:
    said = words("socket")
    told = [(name, f"server → {', '.join(facts['to'])}", facts["says"]) for name, facts in said["server"].items()]
    heard = [
        (name, f"{', '.join(sorted(MESSAGES[name].senders))} → server", facts["says"])
        for name, facts in said["client"].items()
    ]
    return _table(("event", "way", "is"), *((f"`{name}`", way, says) for name, way, says in told + heard))


def _commands() -> str:
    rows = [(f"`{one['title']}`", _fields(one), one["description"]) for one in command()["oneOf"]]
    return _table(("command", "fields", "does"), *rows)


def _fields(schema: Facts) -> str:
    own = {name: facts for name, facts in schema["properties"].items() if name not in {"do", "version"}}
    may = {name: "" if name in schema["required"] else "?" for name in own}
    return "<br>".join(f"`{name}`{may[name]}: {facts['description']}" for name, facts in own.items())


def _codes() -> str:
    rows = [(f"`{code}`", str(status), says) for code, (status, says) in codes().items()]
    return _table(("code", "status", "means"), *rows)


TABLES: Mapping[str, Callable[[], str]] = {
    "routes": _routes,
    "messages": _messages,
    "commands": _commands,
    "codes": _codes,
}
