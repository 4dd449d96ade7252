"""The picture of who moved where as an SVG that stands alone: with its colours inside."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from decks.paper import colours
from sessions.summary.charts.columns import INKS


@cache
def _style() -> str:
    ink, quiet = colours()["ink"][0], colours()["quiet"][0]
    rules = (
        f'text {{ font: 20px "Atkinson Hyperlegible Next", sans-serif; fill: {ink} }}',
        f".ribbon {{ fill-opacity: .55 }} .stay {{ fill: {quiet}; fill-opacity: .2 }}",
        *(f".{name} {{ fill: {colour} }}" for name, colour in zip(INKS, colours()["inks"], strict=True)),
    )
    return " ".join(rules)


def alone(svg: Markup) -> Markup:
    """The drawing of `charts/flow.py`, needing nothing else."""
    opening, rest = str(svg).split(">", 1)
    named = opening.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return Markup(f"{named}><style>{_style()}</style>{rest}")
