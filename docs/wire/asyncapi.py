"""The socket as AsyncAPI 3: the catalogue of messages in the code with the words of socket.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, get_type_hints

from docs.wire.codes import checked
from docs.wire.commands import TYPES
from docs.wire.components import shapes_of
from docs.wire.info import info
from docs.wire.shapes import named, shape
from docs.wire.words import Facts, both, words

FILLER = "pad"
"""Said for its length alone, and thrown away where the message is read."""


def asyncapi() -> Facts:
    from sessions import protocol

    said = words("socket")
    heard = both("messages", protocol.MESSAGES, said["client"])
    told = both("events", (protocol.VIEW, protocol.MINE, protocol.PULSE, protocol.RECEIPT), said["server"])
    messages = {name: _event(name, said["server"][name]) for name in told}
    messages |= {name: _message(name, said["client"][name]) for name in heard}
    replies = sorted({said["client"][name]["reply"] for name in heard} | {"Refusal"})
    messages |= {name: {"name": name, "payload": named(name)} for name in replies}
    return {
        "asyncapi": "3.0.0",
        "info": info(said["intro"]),
        "defaultContentType": "application/json",
        "servers": {"laptop": {"host": "localhost:8000", "protocol": "ws", "pathname": "/socket.io"}},
        "channels": {
            "default": {
                "address": "/",
                "description": said["door"]["says"] + " Codes: " + ", ".join(checked(said["door"]["refuses"])) + ".",
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
            }
        },
        "operations": {
            **{f"tell_{name}": _telling(name, said["server"][name]) for name in told},
            **{f"hear_{name}": _hearing(name, said["client"][name], said["everywhere"]) for name in heard},
        },
        "components": {"messages": messages, "schemas": shapes_of(messages)},
    }


def _event(name: str, said: Facts) -> Facts:
    return {"name": name, "summary": said["says"], "payload": shape(said["shape"])}


def _message(name: str, said: Facts) -> Facts:
    payload = named("Command") if name == "command" else _payload(name, said["fields"])
    return {"name": name, "summary": said["says"].strip(), "payload": payload}


def _payload(name: str, said: Mapping[str, str]) -> Facts:
    from sessions.protocol import MESSAGES

    kind = MESSAGES[name]
    known = {field.name: field for field in fields(kind)}
    hints = get_type_hints(kind)
    order = both(f"fields of {name}", known, [each for each in said if each != FILLER])
    must = [each for each in order if known[each].default is MISSING or each == "value"]
    properties = {each: {"description": said[each], **_typed(hints[each])} for each in order}
    if FILLER in said:
        properties[FILLER] = {"description": said[FILLER], "type": "string"}
    return {"type": "object", "required": must, "additionalProperties": False, "properties": properties}


def _telling(name: str, said: Facts) -> Facts:
    return {"action": "send", "summary": said["says"], "x-to": said["to"], **_over(name)}


def _hearing(name: str, said: Facts, everywhere: list[str]) -> Facts:
    from sessions.protocol import MESSAGES

    reply = {"channel": _over(name)["channel"], "messages": [_sent(said["reply"]), _sent("Refusal")]}
    return {
        "action": "receive",
        "summary": said["says"].strip(),
        "x-from": sorted(MESSAGES[name].senders),
        "x-refuses": checked([*said["refuses"], *everywhere]),
        **_over(name),
        "reply": reply,
    }


def _over(name: str) -> Facts:
    return {"channel": {"$ref": "#/channels/default"}, "messages": [_sent(name)]}


def _sent(name: str) -> Facts:
    return {"$ref": f"#/channels/default/messages/{name}"}


def _typed(hint: Any) -> Facts:
    kinds = [TYPES[kind] for kind in (hint, *getattr(hint, "__args__", ())) if kind in TYPES]
    return {"type": kinds[0]} if kinds else {}
