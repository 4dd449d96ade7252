"""What the first phone of a hall would have to wait for is made ready before it comes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from app.pages.warm import pieces
from tests.trust.threats.inside import Inside
from tests.trust.threats.test_arriving import Phone


def test_the_first_phone_finds_every_template_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = Inside(tmp_path)
    for _ in pieces(inside.app):
        continue
    compiled: list[Any] = []
    ordinary = Environment.compile

    def watched(self: Environment, *what: Any) -> Any:
        if self is inside.app.jinja_env:  # another test's house may be getting ready just now
            compiled.append(what[1])
        return ordinary(self, *what)

    monkeypatch.setattr(Environment, "compile", watched)
    session = inside.begins("vote")
    inside.says(session, "start")
    phone = Phone(inside, session)
    phone.joins()
    inside.closes()

    assert compiled == []
