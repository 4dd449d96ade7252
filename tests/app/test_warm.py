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
    monkeypatch.setattr(Environment, "compile", lambda self, *what: compiled.append(what[1]) or ordinary(self, *what))
    session = inside.begins("vote")
    inside.says(session, "start")
    phone = Phone(inside, session)
    phone.joins()
    inside.closes()

    assert compiled == []
