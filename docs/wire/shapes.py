"""The short form of shapes.yaml, spelled out as JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docs.wire.words import Facts, Gap, words

PLACE = "#/components/schemas/"


def shape(said: Any) -> Facts:
    """The JSON Schema of a shape in the short form of docs/wire/shapes.yaml."""
    if isinstance(said, str):
        return named(said)
    if isinstance(said, list):
        return {"type": "array", "items": shape(said[0])}
    remark = {"description": said["says"]} if "says" in said else {}
    plain = _nullable(_described(said)) if said.get("nullable") else _described(said)
    return {**remark, **plain}


def _described(said: Facts) -> Facts:
    if "one" in said:
        return {"enum": said["one"]}
    if "either" in said:
        return {"anyOf": [shape(each) for each in said["either"]]}
    if "map" in said:
        return {"type": "object", "additionalProperties": shape(said["map"])}
    if "fields" in said:
        return _object(said["fields"], said.get("sometimes", ()))
    return shape(said["is"])


def _object(said: Facts, sometimes: Iterable[str]) -> Facts:
    may = set(sometimes)
    return {
        "type": "object",
        "required": [name for name in said if name not in may],
        "additionalProperties": False,
        "properties": {name: shape(field) for name, field in said.items()},
    }


def named(name: str) -> Facts:
    if name == "any":
        return {}
    if name.endswith("?"):
        return _nullable(named(name[:-1]))
    if name.startswith("["):
        return {"type": "array", "items": named(name[1:-1])}
    return {"$ref": PLACE + name} if name[0].isupper() else {"type": name}


def _nullable(schema: Facts) -> Facts:
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def schemas(used: Any, **others: Facts) -> Facts:
    """Every shape that is named in what is used, by name; `others` are shapes that the code itself knows."""
    known = {**{name: shape(said) for name, said in words("shapes").items()}, **others}
    found: Facts = {}
    waiting = sorted(set(_references(used)))
    while waiting:
        name = waiting.pop(0)
        if name not in known:
            raise Gap(f"docs/wire names a shape that it does not describe: {name}")
        if name not in found:
            found[name] = known[name]
            waiting += sorted(set(_references(known[name])))
    return dict(sorted(found.items()))


def _references(facts: Any) -> Iterator[str]:
    if isinstance(facts, Mapping):
        target = facts.get("$ref")
        if isinstance(target, str) and target.startswith(PLACE):
            yield target.removeprefix(PLACE)
        facts = list(facts.values())
    if isinstance(facts, (list, tuple)):
        for each in facts:
            yield from _references(each)
