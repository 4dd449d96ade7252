"""The presenter's commands: one shape for each, told apart by `do`."""

from __future__ import annotations

from typing import Any

from docs.wire.words import Facts, both, words

TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", list: "array", dict: "object"}


def command() -> Facts:
    """One shape for each command, told apart by `do`."""
    from sessions.protocol import COMMANDS

    said = words("socket")["commands"]
    return {"oneOf": [_one_command(name, said[name]) for name in both("commands", COMMANDS, said)]}


def _one_command(name: str, said: Any) -> Facts:
    from sessions.protocol import COMMANDS

    remarks = dict(said) if isinstance(said, dict) else {"says": said}
    says = remarks.pop("says")
    known = COMMANDS[name]
    order = both(f"fields of the command {name}", known, remarks)
    version = words("socket")["client"]["command"]["fields"]["version"]
    own = {field: {"description": remarks[field], "type": TYPES[known[field][0]]} for field in order}
    return {
        "title": name,
        "description": says,
        "type": "object",
        "required": ["do", *(field for field in order if known[field][1])],
        "additionalProperties": False,
        "properties": {"do": {"const": name}, "version": {"description": version, "type": ["integer", "null"]}, **own},
    }
