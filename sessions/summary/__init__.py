"""The take-home of a session: one content, written in several formats. A new format is a new file `as_….py`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from sessions.errors import UnknownFormat
from sessions.summary.content import content
from sessions.summary.format import Format


def _formats() -> Mapping[str, Format]:
    names = [module.name for module in pkgutil.iter_modules(__path__) if module.name.startswith("as_")]
    formats = [importlib.import_module(f"{__name__}.{name}").FORMAT for name in names]
    return MappingProxyType({format.name: format for format in formats})


FORMATS = _formats()


def format_named(name: str) -> Format:
    """The format of that name. Raises UnknownFormat."""
    try:
        return FORMATS[name]
    except KeyError:
        raise UnknownFormat(formats=", ".join(FORMATS)) from None


__all__ = ["FORMATS", "content", "format_named"]
