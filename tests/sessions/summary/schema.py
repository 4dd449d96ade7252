"""docs/summary.schema.json, and what a program that knows JSON Schema says of a value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

SCHEMA: Mapping[str, Any] = json.loads((Path(__file__).parents[3] / "docs/summary.schema.json").read_text("utf-8"))


def problems(value: Any, schema: Mapping[str, Any] = SCHEMA) -> list[str]:
    """Where the value breaks the schema. A schema that is none is an error."""
    Draft202012Validator.check_schema(schema)
    return [f"{error.json_path} {error.message}" for error in Draft202012Validator(schema).iter_errors(value)]
