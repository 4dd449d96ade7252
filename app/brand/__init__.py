"""The organisation's name, colours and logo, read from a folder with a `brand.toml`. One that is broken is left out,
and said: no session waits for a logo."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.brand.colour import HEX, READABLE, Theme, nearest, readable
from app.brand.trouble import Trouble
from app.config import Config
from sessions.brand import Brand

__all__ = ["Trouble", "brand_of", "folder_of", "looked_at"]

FILE = "brand.toml"
USUAL = "brand"
"""Its folder in the data folder."""
KNOWN = {"name", "light", "dark", "logo", "alt"}
LONGEST_NAME, LONGEST_ALT = 80, 200
WALLS: Mapping[str, Theme] = {"light": "paper", "dark": "night"}


def brand_of(config: Config) -> Brand | None:
    """The brand, if there is a whole one."""
    return looked_at(config)[0]


def looked_at(config: Config) -> tuple[Brand | None, Trouble | None]:
    """The brand, or what is wrong with it; nothing of both where nobody asked for one."""
    folder = folder_of(config)
    if folder is None:
        return None, None
    try:
        return _read(folder), None
    except Trouble as trouble:
        return None, trouble


def folder_of(config: Config) -> Path | None:
    """The folder that the settings name, else `brand` in the data folder if it is there."""
    usual = config.data / USUAL
    return config.brand or (usual if usual.is_dir() else None)


def _read(folder: Path) -> Brand:
    told = _told(folder / FILE)
    name = _text(told, "name", LONGEST_NAME)
    if not name:
        raise Trouble(f"{FILE} does not say the organisation's name.", 'Write for example: name = "Example College"')
    logo, alt = _text(told, "logo", LONGEST_NAME), _text(told, "alt", LONGEST_ALT)
    return Brand(
        name=name,
        light=_colour(told, "light"),
        dark=_colour(told, "dark"),
        logo=_logo(folder / Path(logo).name) if logo else b"",
        alt=alt or name,
    )


def _logo(file: Path) -> bytes:
    from app.brand.logo import picture  # a library that nobody without a logo should wait for

    return picture(file)


def _told(file: Path) -> Mapping[str, Any]:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError:
        raise Trouble(f"There is no {file}.", 'Write one with a line such as: name = "Example College"') from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Trouble(f"{FILE} cannot be read: {error}.", "Each line is a name, = and a text in quotes.") from None
    if unknown := sorted(set(told) - KNOWN):
        raise Trouble(f"{FILE} has a line that means nothing: {unknown[0]}.", f"It knows {', '.join(sorted(KNOWN))}.")
    return told


def _text(told: Mapping[str, Any], key: str, longest: int) -> str:
    text = told.get(key, "")
    if not isinstance(text, str) or len(text) > longest or not text.isprintable():
        raise Trouble(f"“{key}” in {FILE} must be a text of at most {longest} characters.", "Write it in quotes.")
    return text.strip()


def _colour(told: Mapping[str, Any], key: str) -> str:
    colour, theme = _text(told, key, LONGEST_NAME), WALLS[key]
    if not colour:
        return ""
    if not HEX.fullmatch(colour):
        raise Trouble(f"“{key}” in {FILE} is no colour: {colour}.", "Write it as web pages do: # and six digits.")
    if not readable(colour, theme):
        ground = "light" if theme == "paper" else "dark"
        raise Trouble(
            f"The colour {colour} cannot be read well on {ground} grounds: it needs a contrast of {READABLE:.0f} to 1.",
            f'The nearest shade that can: {key} = "{nearest(colour, theme)}"',
        )
    return colour
