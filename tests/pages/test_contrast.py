"""Text and bars hold 7:1 on their ground, by day and by night: computed from the tokens, the only colours there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest

from app.paths import static

CSS = static() / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
THEMES = ("paper", "night")
GROUNDS = ("ground", "raised")
INKS = ("ink", "quiet", *"abcdefgh")
OUTLINES = ("edge", "focus")
TEXT, OUTLINE = 7.0, 3.0


def colour(theme: str, name: str) -> str:
    found = re.search(rf"--{theme}-{name}: (#[0-9A-F]{{6}});", TOKENS)
    assert found, f"tokens.css has no --{theme}-{name}"
    return found[1]


def luminance(hex_colour: str) -> float:
    """As WCAG 2.2 defines it."""
    channels = (int(hex_colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_knows_black_on_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("theme", "ink", "ground"), list(product(THEMES, INKS, GROUNDS)))
def test_text_and_bars_hold_seven_to_one(theme: str, ink: str, ground: str) -> None:
    assert contrast(colour(theme, ink), colour(theme, ground)) >= TEXT


@pytest.mark.parametrize(("theme", "outline", "ground"), list(product(THEMES, OUTLINES, GROUNDS)))
def test_fields_and_the_focus_ring_are_seen(theme: str, outline: str, ground: str) -> None:
    assert contrast(colour(theme, outline), colour(theme, ground)) >= OUTLINE


@pytest.mark.parametrize("theme", THEMES)
def test_no_two_answers_share_a_colour(theme: str) -> None:
    assert len({colour(theme, letter) for letter in "abcdefgh"}) == 8


def _mappings() -> Iterator[tuple[str, set[str]]]:
    """Each block that says which palette a page uses: the palettes it names, and the roles it fills."""
    for block in re.findall(r"color-scheme: \w+;([^}]*)", TOKENS):
        pairs = re.findall(r"--([\w-]+): var\(--(\w+)-[\w-]+\);", block)
        yield "+".join(sorted({palette for _, palette in pairs})), {role for role, _ in pairs}


def test_every_theme_fills_every_role_from_its_own_palette() -> None:
    palettes, roles = zip(*_mappings(), strict=True)

    assert palettes == ("paper", "night", "night")
    assert roles[0] == roles[1] == roles[2] >= {"ground", "ink", "option-a", "option-h", "focus"}


@pytest.mark.parametrize("sheet", sorted(path.name for path in CSS.glob("*.css") if path.name != "tokens.css"))
def test_no_other_sheet_names_a_colour(sheet: str) -> None:
    text = re.sub(r"url\([^)]*\)", "", (CSS / sheet).read_text(encoding="utf-8"))
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|\b(?:rgb|hsl|oklch|color)a?\(", text) == []
