"""docs/protocol.md, openapi.json and asyncapi.json say what the code does: nothing missing, nothing made up."""

from __future__ import annotations

import ast
import copy
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_wtf.csrf import CSRFProtect

from app.pages import hang_pages
from app.pages.doorkeeper import ANYBODY
from docs.make_protocol import DOCS, made
from docs.wire.words import Gap, both
from sessions import audiences, errors, protocol
from sessions.audiences import Scene
from sessions.audiences.light import Light
from tests.sessions.house import Core, Run
from tests.sessions.summary.schema import problems

ROOT = DOCS.parent
OPENAPI: dict[str, Any] = json.loads((DOCS / "openapi.json").read_text("utf-8"))
ASYNCAPI: dict[str, Any] = json.loads((DOCS / "asyncapi.json").read_text("utf-8"))
CODE = re.compile(r"[a-z]+\.[a-z-]+")
NO_CODES = re.compile(r"wsgi\..*|readtheroom\..*|.*\.html")
JOIN = {
    "url": "http://192.168.1.5:8000/K7M2PQ",
    "address": "192.168.1.5:8000/K7M2PQ",
    "code": "K7M2PQ",
    "qr": "/qr/K7M2PQ.svg",
}
SAMPLES = {"string": "a", "integer": 1, "number": 0.5, "boolean": True, "array": [], "object": {}}
AUDIENCES = {
    "participant": "ParticipantView",
    "screen": "ScreenView",
    "presenter": "PresenterView",
    "moderator": "ModeratorView",
}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Core(tmp_path).opens()


@pytest.mark.parametrize("path", ["openapi.json", "asyncapi.json", "protocol.md"])
def test_the_documents_are_up_to_date(path: str) -> None:
    assert (DOCS / path).read_text("utf-8") == made()[DOCS / path], "run: make protocol"


def test_words_and_code_must_cover_the_same_things() -> None:
    assert both("events", ["pulse", "view"], ["view", "pulse"]) == ["view", "pulse"]
    with pytest.raises(Gap, match="says nothing of these events: mine"):
        both("events", ["view", "mine"], ["view"])
    with pytest.raises(Gap, match="events that the code does not have: shout"):
        both("events", ["view"], ["view", "shout"])


@pytest.mark.parametrize("document", [OPENAPI, ASYNCAPI], ids=["openapi", "asyncapi"])
def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    references = [facts["$ref"] for facts in _mappings(document) if "$ref" in facts]
    assert len(references) > 50
    for reference in references:
        _found(document, reference)


def test_every_address_is_described() -> None:
    app = Flask("readtheroom", static_folder=None)
    hang_pages(app, CSRFProtect(app))
    served = {
        (method.lower(), re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {(method, path) for path, methods in OPENAPI["paths"].items() for method in methods}
    assert ("post", "/api/join") in served
    assert served <= described


def test_every_operation_has_what_openapi_wants() -> None:
    operations = [(path, operation) for path, methods in OPENAPI["paths"].items() for operation in methods.values()]
    assert OPENAPI["openapi"].startswith("3.1")
    assert len({operation["operationId"] for _, operation in operations}) == len(operations)
    for path, operation in operations:
        named = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"}
        assert named == set(re.findall(r"{(\w+)}", path))
        assert operation["summary"]
        assert any(status < "400" for status in operation["responses"])


def test_every_message_is_described_with_its_senders_and_its_reply() -> None:
    channel = ASYNCAPI["channels"]["default"]["messages"]
    operations = ASYNCAPI["operations"]
    assert ASYNCAPI["asyncapi"] == "3.0.0"
    assert {"view", "mine", "pulse"} <= channel.keys()
    for name, kind in protocol.MESSAGES.items():
        heard = operations[f"hear_{name}"]
        assert name in channel
        assert heard["x-from"] == sorted(kind.senders)
        assert heard["reply"]["messages"][1]["$ref"].endswith("/Refusal")


@pytest.mark.parametrize("name", protocol.COMMANDS)
def test_a_command_as_described_is_understood_and_nothing_else(name: str) -> None:
    [described] = [one for one in _schema("Command")["oneOf"] if one["title"] == name]
    message = {
        "do": name,
        **{field: _sample(facts) for field, facts in described["properties"].items() if field != "do"},
    }

    assert protocol.command(message).do == name
    with pytest.raises(errors.InvalidMessage):
        protocol.command({**message, "undescribed": 1})
    for field in set(described["required"]) - {"do"}:
        with pytest.raises(errors.InvalidMessage):
            protocol.command({key: value for key, value in message.items() if key != field})


@pytest.mark.parametrize("name", sorted(protocol.MESSAGES.keys() - {"command"}))
def test_a_message_as_described_is_understood_and_nothing_else(name: str) -> None:
    described = ASYNCAPI["components"]["messages"][name]["payload"]
    message = {field: _sample(facts) for field, facts in described["properties"].items()}

    assert protocol.read(name, message).name == name
    assert protocol.read(name, {field: message[field] for field in described["required"]}).name == name
    with pytest.raises(errors.InvalidMessage):
        protocol.read(name, {**message, "undescribed": 1})


def test_every_code_that_is_ever_answered_is_described() -> None:
    described = set(_schema("ErrorCode")["enum"])
    refusals = {
        kind.code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.SessionError)
    }
    doors = [ROOT / "app" / "guard.py", ROOT / "app" / "live.py", *(ROOT / "app" / "pages").glob("*.py")]
    answered = {code for path in doors for code in _codes_in(path)} - ANYBODY

    assert {"server.error", "host.unknown", "form.stale"} <= answered
    assert refusals - {errors.SessionError.code} <= described
    assert answered <= described
    assert {code for code in described if f"| `{code}` |" not in (DOCS / "protocol.md").read_text("utf-8")} == set()


def test_views_are_as_described_in_every_phase(run: Run) -> None:
    """Walks the small deck from the lobby to the end, and looks at each view on the way."""
    seen, light = set(), Light()
    for view in _walk(run):
        seen.add(_phase(view))
        news = light.of(dict(view)) if view["audience"] == "participant" else None
        assert news is None or _wrong(news, "LightView") == []
    assert seen >= {"lobby", "ready", "open", "closed", "talk", "results", "patterns", "ended"}


def test_the_flows_of_a_large_room_are_as_described(run: Run) -> None:
    run.at("what-do-you-say")
    for letters in ("A" * 44 + "B" * 28, "A" * 30 + "B" * 14 + "A" * 14 + "B" * 14):
        run.says("open")
        run.all_answer(letters)
        run.says("close")
    run.says("results")

    *_, view = _views(run)
    shift = view["results"]["shift"]
    assert shift["flows"][0] == {"from": "A", "to": "A", "n": shift["flows"][0]["n"]}
    assert sum(flow["n"] for flow in shift["flows"]) == shift["matched"] == 62


def test_the_pulse_and_ones_own_answer_are_as_described(run: Run) -> None:
    run.at("what-do-you-say").says("open")
    run.answers("ben", "A")
    for audience in ("screen", "presenter"):
        assert _wrong(audiences.pulse(run.session, _scene(), audience), "Pulse") == []
    mine = run.core.stage.mine(run.id, b"ben".ljust(16, b"."))
    assert mine is not None
    assert _wrong(mine, "Mine") == []


def test_a_field_that_nobody_described_would_be_noticed(run: Run) -> None:
    view = audiences.participant(run.session, _scene())
    assert _wrong({**view, "extra": 1}, "ParticipantView") == [
        "$ Additional properties are not allowed ('extra' was unexpected)"
    ]
    assert _wrong({key: view[key] for key in view if key != "stage"}, "ParticipantView") == [
        "$ 'stage' is a required property"
    ]


def _walk(run: Run) -> Iterator[Mapping[str, Any]]:
    yield from _views(run)
    run.at("what-do-you-say")
    for letters in ("AABBC-", "ABBBBC"):
        yield from _views(run)
        run.says("open")
        yield from _views(run)
        run.all_answer(letters)
        run.says("close", grace=60.0)  # nobody waits for it, however busy the machine is
        yield from _views(run)
        run.says("close")
        yield from _views(run)
        if run.session.rounds_left:
            run.says("talk")
            yield from _views(run)
    for do in ("results", "patterns", "patterns", "freeze", "unfreeze", "cover", "uncover", "blank", "unblank"):
        run.says(do)
        yield from _views(run)
    run.at("how-safe-do-you-feel").says("open")
    yield from _views(run)
    run.says("end")
    yield from _views(run)


def _views(run: Run) -> Iterator[Mapping[str, Any]]:
    for audience, name in AUDIENCES.items():
        view = audiences.BUILDERS[audience](run.session, _scene())
        assert _wrong(view, name) == []
        yield view


def _phase(view: Mapping[str, Any]) -> str:
    return str(view["ask"]["phase"] if view["ask"] else view["session"]["status"])


def _scene() -> Scene:
    return Scene(now=1_000_000.0, joined=12, answered=3, join=JOIN, screen_url="http://127.0.0.1:8000/screen/k")


def _wrong(value: Any, name: str) -> list[str]:
    """Where the value, as it goes over the wire, is not what the documents say."""
    return problems(json.loads(json.dumps(value)), _spelled_out(name))


@cache
def _spelled_out(name: str) -> Any:
    return _whole(_schema(name))


def _schema(name: str) -> dict[str, Any]:
    facts: dict[str, Any] = ASYNCAPI["components"]["schemas"][name]
    return facts


def _whole(schema: Any) -> Any:
    """The same with every reference replaced by what it leads to."""
    if isinstance(schema, list):
        return [_whole(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        rest = {word: rule for word, rule in schema.items() if word != "$ref"}
        return _whole({**copy.deepcopy(_found(ASYNCAPI, schema["$ref"])), **rest})
    return {word: _whole(rule) for word, rule in schema.items()}


def _found(document: Any, reference: str) -> Any:
    for step in reference.removeprefix("#/").split("/"):
        document = document[step]
    return document


def _mappings(facts: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(facts, dict):
        yield facts
        facts = list(facts.values())
    for each in facts if isinstance(facts, list) else ():
        yield from _mappings(each)


def _sample(schema: Mapping[str, Any]) -> Any:
    kind = schema.get("type", "string")
    return SAMPLES[kind if isinstance(kind, str) else kind[0]]


def _codes_in(path: Path) -> Iterator[str]:
    """Everything in a module that looks like an error code."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and CODE.fullmatch(text) and not NO_CODES.fullmatch(text):
            yield text
