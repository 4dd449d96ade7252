"""Every sentence that a person may read, found in the sources: `say("…")`, `many("…", "…", n)`, `t("…")`, refusals."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from sessions import errors

HOUSE = Path(__file__).parents[1]
SPEAKS = {"say", "says", "many"}
REFUSALS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.SessionError)
}
IN_SCRIPT = re.compile(r"(?<![\w.])t\(\s*(\"(?:[^\"\\\n]|\\.)*\")")

Sentence = tuple[str, ...]
"""One sentence, or its singular and plural."""


def of_templates(paths: Iterable[Path]) -> Iterator[Sentence]:
    """`say("…")`, `many("…", "…", n)`, and the phone's macro `says("…")`."""
    for path in paths:
        for call in Environment().parse(path.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in SPEAKS:
                yield from _sentence(call.node.name, [arg.value for arg in call.args if isinstance(arg, nodes.Const)])


def of_scripts(paths: Iterable[Path]) -> Iterator[Sentence]:
    for path in paths:
        yield from ((json.loads(text),) for text in IN_SCRIPT.findall(path.read_text("utf-8")))


def of_modules(paths: Iterable[Path]) -> Iterator[Sentence]:
    """`words.say("…")` and `words.many("…", "…", n)`, and what a raised SessionError says."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and re.search(
                r"(words|spoken\(\)|^)\.?\b(say|many)$", ast.unparse(node.func)
            ):
                yield from _sentence(
                    _name(node.func), [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                )
            elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and _name(node.exc.func) in REFUSALS:
                yield from _sentence("say", [arg.value for arg in node.exc.args if isinstance(arg, ast.Constant)])


def of_refusals() -> Iterator[Sentence]:
    """What each SessionError says of itself."""
    yield from ((refusal.says,) for refusal in REFUSALS.values())


def _name(func: ast.expr) -> str:
    return getattr(func, "attr", None) or getattr(func, "id", "")


def _sentence(name: str, said: list[object]) -> Iterator[Sentence]:
    """Holes alone, such as "{title}", are no sentence."""
    wanted = 2 if name == "many" else 1
    if name in SPEAKS and len(said) >= wanted and all(isinstance(each, str) for each in said[:wanted]):
        sentence = tuple(str(each) for each in said[:wanted])
        if re.search(r"[^\W\d_]", re.sub(r"\{\w*\}", "", sentence[0])):
            yield sentence
