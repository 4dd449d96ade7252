"""Whether an organisation's colour can be read on our grounds, and the nearest shade of it that can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from colorsys import hls_to_rgb, rgb_to_hls
from functools import cache
from typing import Literal

from app.paths import static

Theme = Literal["paper", "night"]

READABLE = 7.0
"""On walls; what is readable there is so on paper too."""
HEX = re.compile(r"#[0-9A-Fa-f]{6}")
STEPS = 400


@cache
def grounds(theme: Theme) -> tuple[str, str]:
    """What stands behind it, as in tokens.css, the only place of colours."""
    tokens = (static() / "css" / "tokens.css").read_text(encoding="utf-8")
    ground, raised = (re.findall(rf"--{theme}-{name}: (#\w+);", tokens)[0] for name in ("ground", "raised"))
    return ground, raised


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines it, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, theme: Theme) -> bool:
    return all(contrast(colour, ground) >= READABLE for ground in grounds(theme))


def nearest(colour: str, theme: Theme) -> str:
    """The same hue, only as much darker (or, on dark grounds, lighter) as it takes to be read."""
    return next(shade for shade in _shades(colour, theme) if readable(shade, theme))


def _shades(colour: str, theme: Theme) -> Iterator[str]:
    hue, lightness, saturation = rgb_to_hls(*_channels(colour))
    end = 0.0 if theme == "paper" else 1.0
    for step in range(STEPS + 1):
        shade = hls_to_rgb(hue, lightness + (end - lightness) * step / STEPS, saturation)
        yield "#" + "".join(f"{round(255 * channel):02X}" for channel in shade)


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
