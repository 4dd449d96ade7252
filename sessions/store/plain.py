"""Queries as plain SQL: compiled on the hub, so that the writer's thread only runs it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import sqlite as dialects

from sessions.store.work import Statement

DIALECT = dialects.dialect(paramstyle="named")


def plain(statement: Any, must: int | None = None) -> Statement:
    compiled = statement.compile(dialect=DIALECT, compile_kwargs={"render_postcompile": True})
    return Statement(str(compiled), compiled.params, must)
