"""The take-home of a session: one content, written in several formats. A new format is a new file `as_….py`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sessions.brand import Brand
from sessions.errors import UnknownFormat
from sessions.moderation.item import Item
from sessions.session import LiveSession
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


def written(session: LiveSession, name: str, items: Sequence[Item] = (), brand: Brand | None = None) -> bytes:
    """A session's summary in the format of that name, in the deck's language. `items` are those of its texts that may
    stand in it. Raises UnknownFormat."""
    return format_named(name).write(content(session, items, brand), session.words)
