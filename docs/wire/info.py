"""What both documents say of themselves."""

from __future__ import annotations

from docs.wire.words import Facts


def info(intro: str) -> Facts:
    """The product, with the version of its changelog."""
    from app.version import version

    licence = {"name": "MIT"}
    return {"title": "Read the Room", "version": version(), "description": intro.strip(), "license": licence}
