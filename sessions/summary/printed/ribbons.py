"""The picture of who moved where as an SVG that stands alone: with its colours inside."""

from __future__ import annotations

from markupsafe import Markup

INKS = dict(
    zip("abcdefgh", ("#0A5852", "#6B2D5C", "#6F4400", "#1F4E8C", "#8C2F1B", "#3F5218", "#4B3F9E", "#6A4334"), strict=True)
)
"""The inks of paper, as in tokens.css."""
STYLE = "".join(
    (
        'text { font: 20px "Atkinson Hyperlegible Next", sans-serif; fill: #1F2430 }',
        ".ribbon { fill-opacity: .55 } .stay { fill: #424B5C; fill-opacity: .2 }",
        *(f" .{name} {{ fill: {colour} }}" for name, colour in INKS.items()),
    )
)


def alone(svg: Markup) -> Markup:
    """The drawing of `charts/flow.py`, needing nothing else."""
    opening, rest = svg.split(">", 1)
    return Markup(opening.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1) + f"><style>{STYLE}</style>{rest}")
