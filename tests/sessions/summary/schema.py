"""As much of JSON Schema as docs/summary.schema.json uses, so that no library is needed to check against it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

SCHEMA: Mapping[str, Any] = json.loads((Path(__file__).parents[3] / "docs/summary.schema.json").read_text("utf-8"))
NOTES = {"$schema", "$id", "$defs", "title", "description"}
TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def problems(value: Any, schema: Mapping[str, Any] = SCHEMA, at: str = "$") -> list[str]:
    """Where the value breaks the schema. A keyword that is not known here is an error of this checker."""
    return [problem for word, rule in schema.items() for problem in _broken(word, rule, value, schema, at)]


def _broken(word: str, rule: Any, value: Any, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    match word:
        case "$ref":
            yield from problems(value, SCHEMA["$defs"][rule.removeprefix("#/$defs/")], at)
        case "type":
            if not any(_is(value, name) for name in ([rule] if isinstance(rule, str) else rule)):
                yield f"{at} is no {rule}"
        case "const" | "enum":
            if value not in (rule if word == "enum" else [rule]):
                yield f"{at} is not one of {rule}"
        case "minimum":
            if isinstance(value, int) and value < rule:
                yield f"{at} is below {rule}"
        case "anyOf":
            if all(problems(value, each, at) for each in rule):
                yield f"{at} is none of the kinds allowed"
        case "items":
            for index, item in enumerate(value if isinstance(value, list) else ()):
                yield from problems(item, rule, f"{at}[{index}]")
        case "required" | "properties" | "additionalProperties":
            if isinstance(value, dict):
                yield from _fields(word, rule, value, schema, at)
        case _ if word not in NOTES:
            raise NotImplementedError(word)


def _is(value: Any, name: str) -> bool:
    return isinstance(value, TYPES[name]) and (isinstance(value, bool) <= (name == "boolean"))


def _fields(word: str, rule: Any, value: dict[str, Any], schema: Mapping[str, Any], at: str) -> Iterator[str]:
    others = [name for name in value if name not in schema.get("properties", {})]
    if word == "required":
        yield from (f"{at} has no {name}" for name in rule if name not in value)
    elif word == "properties":
        for name in value.keys() & rule.keys():
            yield from problems(value[name], rule[name], f"{at}.{name}")
    elif rule is False:
        yield from (f"{at}.{name} is not foreseen" for name in others)
    else:
        for name in others:
            yield from problems(value[name], rule, f"{at}.{name}")
