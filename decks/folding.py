"""When two spellings are the same word: case, width, accents and plurals, carefully and in any script."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

EDGES = " \t.,;:!?…\"'“”„‚‘’«»‹›()[]{}*_-–—·•。、，！？；：「」『』¡¿"
"""What people type around a word without meaning it."""
LAZY = {"\u0300", "\u0301", "\u0302", "\u0327"}
"""Grave, acute, circumflex and cedilla are often left out when typing. A diaeresis, a ring, a tilde or a caron makes
another letter in many languages (schon is not schön), and outside Latin and Greek a mark may be a vowel."""
STRIPPED = ("LATIN", "GREEK")


def folded(word: str) -> str:
    """The same for two spellings of one word: "Fear", "fear!" and "ＦＥＡＲ"; "résumé" and "resume"."""
    plain = unicodedata.normalize("NFKC", word).casefold().strip(EDGES)
    plain = " ".join(plain.split())
    return _without_lazy_marks(plain) or word.strip()


def _without_lazy_marks(text: str) -> str:
    kept, base = [], ""
    for char in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(char):
            base = unicodedata.name(char, "")
        elif char in LAZY and base.startswith(STRIPPED):
            continue
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def plurals(keys: Iterable[str], lang: str) -> Mapping[str, str]:
    """For English: which folded words are the plural of another one that was written too ("habits" of "habit").

    Other languages make their plurals in too many ways to guess; there nothing is put together."""
    known = set(keys)
    if lang.split("-")[0] != "en":
        return {}
    return {key: one for key in known for one in _singulars(key) if one in known and len(one) > 2}


def _singulars(word: str) -> Iterable[str]:
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith(("ses", "xes", "zes", "ches", "shes")):
        yield word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]


def spelling(written: Iterable[str]) -> str:
    """How a word is shown: as most people wrote it; of equals the one without capitals, then by the alphabet."""
    counts = Counter(word.strip(EDGES) or word for word in written)
    return min(counts, key=lambda word: (-counts[word], sum(char.isupper() for char in word), word))
