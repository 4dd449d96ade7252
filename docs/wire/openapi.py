"""The HTTP addresses as OpenAPI 3.1: the routes of the code with the words of http.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from docs.wire.codes import by_status, checked
from docs.wire.components import shapes_of
from docs.wire.info import info
from docs.wire.shapes import named
from docs.wire.words import Facts, both, words
from sessions.summary import FORMATS


def routes() -> dict[str, Any]:
    """Every method and path of the product, with its rule, as OpenAPI writes paths."""
    from flask import Flask
    from flask_wtf.csrf import CSRFProtect

    from app.pages import hang_pages

    app = Flask("readtheroom", static_folder=None)
    hang_pages(app, CSRFProtect(app))
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)
    return {
        f"{method} {_path(rule.rule)}": rule
        for rule in rules
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    }


def _path(rule: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule)


def openapi() -> Facts:
    said, known = words("http"), routes()
    paths: Facts = {}
    for route in both("addresses", known, said["routes"]):
        method, path = route.split()
        paths.setdefault(path, {})[method.lower()] = _operation(known[route], said["routes"][route], said["everywhere"])
    everywhere = {"everywhere": {"description": "Any address may answer so.", **_problem(said["everywhere"])}}
    return {
        "openapi": "3.1.0",
        "info": info(said["intro"]),
        "servers": [{"url": "http://localhost:8000"}],
        "paths": paths,
        "components": {"schemas": shapes_of(paths, everywhere), "responses": everywhere, "securitySchemes": _keys()},
    }


def _keys() -> Facts:
    from app.pages.shared import COOKIE as SHARED_COOKIE
    from app.pages.who import PAIRED_COOKIE, PHONE_COOKIE

    remark = "From /enter, on the server's own machine. Over https it is called __Host-console."
    paired = f"From /pair, for one session and one role. Over https it is called __Host-{PAIRED_COOKIE}."
    return {
        "bearer": {"type": "http", "scheme": "bearer", "description": "`readtheroom token` prints one."},
        "console": {"type": "apiKey", "in": "cookie", "name": "console", "description": remark},
        "paired": {"type": "apiKey", "in": "cookie", "name": PAIRED_COOKIE, "description": paired},
        "phone": {"type": "apiKey", "in": "cookie", "name": PHONE_COOKIE, "description": "From joining."},
        "shared": {"type": "apiKey", "in": "cookie", "name": SHARED_COOKIE, "description": "From a link."},
    }


SECURITY: Mapping[str, list[Facts]] = {
    "anyone": [],
    "capability": [],
    "phone": [{"phone": []}],
    "console": [{"console": []}],
    "presents": [{"console": []}, {"paired": []}],
    "reads": [{"console": []}, {"paired": []}],
    "shared": [{"shared": []}],
    "bearer": [{"bearer": []}],
    "operator": [{}, {"bearer": []}],
}


def _operation(rule: Any, said: Facts, everywhere: list[str]) -> Facts:
    answers = {str(status): _answer(what) for status, what in said["gives"].items()}
    refused = {status: names for status, names in by_status(said.get("refuses", ())).items() if status not in answers}
    operation: Facts = {
        "operationId": _name(rule),
        "tags": [rule.endpoint.split(".")[0]],
        "summary": said["says"],
        "security": SECURITY[said["who"]],
        "parameters": [*map(_parameter, sorted(rule.arguments)), *map(_query, said.get("query", {}).items())],
        "responses": {
            **answers,
            **{status: {"description": ", ".join(names), **_problem(names)} for status, names in refused.items()},
            "default": {"$ref": "#/components/responses/everywhere"},
        },
    }
    if "takes" in said:
        operation["requestBody"] = {"required": True, "content": _taken(said["takes"])}
    return operation


def _name(rule: Any) -> str:
    """One page at several addresses is told apart by what stands in them."""
    several = len(list(rule.map.iter_rules(rule.endpoint))) > 1
    return "_".join([*rule.endpoint.split("."), *(sorted(rule.arguments) if several else ())])


def _parameter(name: str) -> Facts:
    from sessions.summary import FORMATS

    said = {"code": named("Code"), "name": {"enum": sorted(FORMATS)}}.get(name, {"type": "string"})
    return {"name": name, "in": "path", "required": True, "schema": said}


def _query(said: tuple[str, str]) -> Facts:
    name, remark = said
    return {"name": name, "in": "query", "required": False, "description": remark, "schema": {"type": "string"}}


def _taken(takes: Any) -> Facts:
    if isinstance(takes, str):
        return {"application/json": {"schema": named(takes)}}
    fields_ = {"csrf_token": "From the page that holds the form.", **takes["form"]}
    files = {name: {**_field(remark), "format": "binary"} for name, remark in takes.get("files", {}).items()}
    properties = {**{name: _field(remark) for name, remark in fields_.items()}, **files}
    return {
        "multipart/form-data" if files else "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "required": [name for name in properties if not name.endswith("?")],
                "properties": {name.rstrip("?"): schema for name, schema in properties.items()},
            }
        }
    }


def _field(remark: str) -> Facts:
    return {"type": "string", "description": remark}


ANSWERS: Mapping[str, Facts] = {
    "page": {"description": "A page.", "content": {"text/html": {}}},
    "redirect": {"description": "On to the next page.", "headers": {"Location": {"schema": {"type": "string"}}}},
    "picture": {"description": "A picture.", "content": {"image/*": {}}},
    "file": {"description": "The file.", "content": {one.media_type.split(";")[0]: {} for one in FORMATS.values()}},
    "figures": {"description": "Figures.", "content": {"text/plain": {}}},
    "nothing": {"description": "Done."},
}


def _answer(what: str) -> Facts:
    if what in ANSWERS:
        return ANSWERS[what]
    return {"description": what.strip("[]"), "content": {"application/json": {"schema": named(what)}}}


def _problem(names: Iterable[str]) -> Facts:
    said = {"properties": {"code": {"enum": checked(names)}}}
    schema = {"allOf": [named("Problem"), said]}
    return {"content": {"application/problem+json": {"schema": schema}}}
