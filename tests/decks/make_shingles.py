"""Fingerprints of every run of twelve words in a folder of articles, so that decks can be held against them
without their text being kept here.

    python tests/decks/make_shingles.py FOLDER

reads FOLDER/*.txt and writes shingles.txt beside this file.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

RUN = 12
SHINGLES = Path(__file__).with_name("shingles.txt")


def words(text: str) -> list[str]:
    """The words of a text as an ear hears them: no case, no accents, no apostrophes, no punctuation."""
    plain = unicodedata.normalize("NFKD", re.sub("['’‘ʼ]", "", text)).casefold()
    return re.findall(r"[a-z0-9]+", "".join(char for char in plain if not unicodedata.combining(char)))


def runs(text: str) -> Iterator[str]:
    """Every run of twelve words, as one string each."""
    heard = words(text)
    return (" ".join(heard[start : start + RUN]) for start in range(len(heard) - RUN + 1))


def fingerprint(run: str) -> str:
    """Forty bits of a hash: enough that two different runs do not meet by chance in a shelf of decks."""
    return hashlib.sha256(run.encode()).hexdigest()[:10]


def fingerprints(text: str) -> set[str]:
    return {fingerprint(run) for run in runs(text)}


def main(folder: Path) -> None:
    articles = sorted(folder.glob("*.txt"))
    found = set().union(*(fingerprints(article.read_text("utf-8")) for article in articles))
    SHINGLES.write_text("\n".join(sorted(found)) + "\n", "utf-8")
    print(f"{len(found)} runs of {RUN} words from {len(articles)} articles")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
