"""The product in the deck's language: English sentences are the keys, a catalogue per language translates them."""

from __future__ import annotations

import gettext
import io
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).parent / "locale"
ENGLISH = "en"
RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}
BRITISH = Locale("en", "GB")


class Language:
    """One language: `say` translates a sentence and fills its {names}; `many` picks singular or plural."""

    def __init__(self, tag: str, catalogue: gettext.NullTranslations) -> None:
        self.tag = tag
        self.dir = "rtl" if tag.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
        self._catalogue = catalogue

    def say(self, sentence: str, **values: Any) -> str:
        translated = self._catalogue.gettext(sentence)
        return translated.format(**values) if values else translated

    def many(self, one: str, several: str, n: int, **values: Any) -> str:
        return self._catalogue.ngettext(one, several, n).format(n=n, **values)

    def month(self, month: str) -> str:
        """A month such as 2026-11 as people of this language write it: "November 2026"."""
        return str(format_date(date.fromisoformat(f"{month}-01"), "LLLL y", locale=self._locale))

    def day(self, day: str) -> str:
        """A day such as 2026-11-21 as people of this language say it: "21 November 2026"."""
        said = "d MMMM y" if self._locale.language == "en" else "long"
        return str(format_date(date.fromisoformat(day), said, locale=self._locale))

    @property
    def _locale(self) -> Locale:
        try:
            return BRITISH if self.tag == "en" else Locale.parse(self.tag, sep="-")
        except (ValueError, UnknownLocaleError):
            return BRITISH

    def all(self) -> dict[str, str]:
        """Every sentence this catalogue translates (for the phone's own script)."""
        catalogue = getattr(self._catalogue, "_catalog", {})
        return {key: text for key, text in catalogue.items() if isinstance(key, str) and key}


@cache
def language(tag: str) -> Language:
    """The language of a tag such as `de-AT`: its own catalogue, else its base language's, else English."""
    name = catalogue(tag)
    return Language(tag, gettext.NullTranslations() if name == ENGLISH else _compiled(CATALOGUES / f"{name}.po"))


@cache
def catalogue(tag: str) -> str:
    """The one of `spoken_tags` in whose words a page of this language speaks."""
    names = (tag, tag.split("-")[0])
    return next((name for name in names if name in spoken_tags()), ENGLISH)


def spoken_tags() -> list[str]:
    """English, and every language that has a catalogue."""
    return [ENGLISH, *sorted(path.stem for path in CATALOGUES.glob("*.po"))]


def _compiled(path: Path) -> gettext.GNUTranslations:
    with path.open("rb") as file:
        catalogue = read_po(file)
    binary = io.BytesIO()
    write_mo(binary, catalogue)
    binary.seek(0)
    return gettext.GNUTranslations(binary)
