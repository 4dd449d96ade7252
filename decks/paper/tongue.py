"""The language of what is printed, as a template knows it."""

from __future__ import annotations

import re
from typing import Any

from decks.language import Language

TAG = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?![A-Za-z])")


def tongue(words: Language) -> dict[str, Any]:
    """Letters of ISO 639 and 3166, and the way it runs."""
    found = TAG.match(words.tag)
    language, region = found.groups() if found else ("en", None)
    return {"lang": language.lower(), "region": region and region.upper(), "dir": words.dir}
