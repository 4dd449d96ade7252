"""Makes the fonts that reports are printed with, in `decks/paper/fonts/`, from the releases of their makers.

    python -m release.fonts FOLDER

FOLDER holds, anywhere below it, the files named in `WHOLE` and `CJK`. What each is, under which licence, is told in
`decks/paper/fonts/README.md`. It needs fontTools, which the program itself does not.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "decks/paper/fonts"
SCRIPTS = (
    "Arabic Armenian Bengali Devanagari Ethiopic Georgian Gujarati Gurmukhi Hebrew Kannada Khmer Lao Malayalam Myanmar "
    "Oriya Sinhala Symbols Symbols2 Tamil Telugu Thai"
).split()
WHOLE = (
    "AtkinsonHyperlegibleNext_400Regular.ttf",
    "AtkinsonHyperlegibleNext_700Bold.ttf",
    "NotoEmoji_400Regular.ttf",
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansArabic-Bold.ttf",
    "NotoSansHebrew-Bold.ttf",
    *(f"NotoSans{script}-Regular.ttf" for script in SCRIPTS),
)
CJK, CJK_FACE = "NotoSansCJK-Regular.ttc", 2
"""The third face draws characters as they are written in mainland China."""
STANDARDS = ("gb2312", "big5", "shift_jis", "euc_kr")
"""What these everyday standards hold is kept; rare names and old books are not."""
KANA_AND_SIGNS = (range(0x3000, 0x3130), range(0xFF00, 0xFFF0))
HANGUL = range(0xAC00, 0xD7A4)
PERIOD = 2**16


def main() -> None:
    source = Path(sys.argv[1])
    for name in WHOLE:
        _save(_found(source, name), FONTS / name, None, 0)
    _save(_found(source, CJK), FONTS / "NotoSansCJKsc-Regular.otf", _everyday(), CJK_FACE)
    files = sorted([*FONTS.glob("*.ttf"), *FONTS.glob("*.otf")])
    (FONTS / "coverage.txt").write_text("".join(f"{line}\n" for line in _runs(_covered(files))), "utf-8")
    sums = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    (FONTS / "SHA256SUMS").write_text("".join(sums), "utf-8")


def _found(source: Path, name: str) -> Path:
    return next(source.rglob(name))


def _save(source: Path, target: Path, characters: set[int] | None, face: int) -> None:
    """Without what only screens need; with these characters, or all."""
    options = subset.Options(font_number=face, hinting=False, notdef_outline=True, glyph_names=False)
    options.layout_features = ["ccmp"] if characters else ["*"]
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "DSIG"]
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters or set(font.getBestCmap()))
    subsetter.subset(font)
    font["head"].modified = font["head"].created
    subset.save_font(font, target, options)


def _everyday() -> set[int]:
    wanted = {code for standard in STANDARDS for code in _in(standard)}.union(HANGUL, *KANA_AND_SIGNS)
    return {code for code in wanted if code >= 0x2E80}


def _in(standard: str) -> Iterator[int]:
    for pair in range(PERIOD):
        try:
            yield from map(ord, pair.to_bytes(2, "big").decode(standard))
        except UnicodeDecodeError:
            continue


def _covered(files: list[Path]) -> list[int]:
    return sorted({code for path in files for code in TTFont(path).getBestCmap()})


def _runs(codes: list[int]) -> Iterator[str]:
    """Neighbours as one line, in hexadecimal: "41-5A"."""
    first = last = codes[0]
    for code in [*codes[1:], -1]:
        if code != last + 1:
            yield f"{first:X}-{last:X}"
            first = code
        last = code


if __name__ == "__main__":
    main()
