"""The pages of a PDF: their words, and a picture of each for the wall and a small one for phones."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from decks.bring.limits import MOST_PAGES, MOST_PIXELS
from decks.bring.page import file_of
from decks.bring.refusals import CannotSave, Locked, NoPages, NotPdf, PageTooLarge, PictureTooLarge, TooManyPages
from decks.values import LANGUAGE

WALL = (1600, 1200)
PHONE = 960
LIGHT = 30_000
"""Bytes of a phone's picture, where its quality can be lowered so far."""
QUALITIES = (70, 50, 30)
SMALLER = 0.75
FEW_TRIES = 4
LONGEST_TEXT = 20_000
LONGEST_TAG = 80
PICTURES = re.compile(rb"/(Width|Height)[\x00\t\n\f\r ]{0,9}(\d{1,9})")
NEAR = 400
"""Bytes within which a picture says both how wide and how high it is."""


class Slides:
    """An open PDF."""

    def __init__(self, data: bytes) -> None:
        """Raises a refusal for whatever need not be looked at any closer."""
        check_pictures(data)
        self._document = _opened(data)
        self.count = len(self._document)
        if not self.count:
            raise NoPages
        if self.count > MOST_PAGES:
            raise TooManyPages(pages=self.count, most=MOST_PAGES)

    @property
    def language(self) -> str:
        """The tag of the language that the PDF says it is in, as far as it says so."""
        import pypdfium2.raw as raw

        length = min(raw.FPDFCatalog_GetLanguage(self._document, None, 0), LONGEST_TAG)
        tag = ctypes.create_string_buffer(length)
        raw.FPDFCatalog_GetLanguage(self._document, ctypes.cast(tag, ctypes.POINTER(ctypes.c_ushort)), length)
        said = tag.raw.decode("utf-16-le", errors="ignore").strip("\0")
        return said if LANGUAGE.fullmatch(said) else ""

    def draw(self, number: int, folder: Path) -> str:
        """Save the pictures of this page into the folder. Returns its words."""
        try:
            page = self._document[number - 1]
            width, height = page.get_size()
            if not (0 < width * height <= MOST_PIXELS):
                raise PageTooLarge(page=number)
            self._check_objects(page)
            scale = min(WALL[0] / width, WALL[1] / height)
            picture = page.render(scale=scale).to_pil().convert("RGB")
            text = _text(page)
            page.close()
        except _broken():
            raise NotPdf from None
        _save(picture, folder / file_of(number))
        return text

    def _check_objects(self, page: Any) -> None:
        import pypdfium2.raw as raw

        for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=8):
            check_size(*found.get_px_size())


def check_pictures(data: bytes) -> None:
    """Refuse a PDF in which a picture is too large to be unpacked, wherever in it."""
    sides = [(found[1], int(found[2]), found.start()) for found in PICTURES.finditer(data)]
    for (kind, one, at), (other_kind, other, there) in _neighbours(sides):
        if kind != other_kind and there - at <= NEAR:
            check_size(one, other)


def _neighbours(sides: list[tuple[bytes, int, int]]) -> Iterator[tuple[tuple[bytes, int, int], tuple[bytes, int, int]]]:
    return zip(sides, sides[1:], strict=False)


def check_size(width: int, height: int) -> None:
    """Refuse a picture of too many pixels."""
    if width * height > MOST_PIXELS:
        raise PictureTooLarge(megapixels=MOST_PIXELS // 1_000_000)


def _opened(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise (Locked if "password" in str(error).lower() else NotPdf) from None


def _broken() -> type[Exception]:
    import pypdfium2

    broken: type[Exception] = pypdfium2.PdfiumError
    return broken


def _text(page: Any) -> str:
    words = page.get_textpage()
    text = str(words.get_text_range(0, min(words.count_chars(), LONGEST_TEXT)))
    words.close()
    return text


def _save(picture: Image.Image, path: Path) -> None:
    try:
        picture.save(path.with_suffix(".webp"), "webp", quality=80, method=1)
        _save_light(picture, path.with_suffix(".phone.webp"))
    except OSError:
        raise CannotSave from None


def _save_light(picture: Image.Image, path: Path) -> None:
    """As good as fits a phone's budget: less quality first, then fewer pixels."""
    width = min(PHONE, picture.width)
    for _ in range(FEW_TRIES):
        small = picture.resize((width, max(round(width * picture.height / picture.width), 1)), reducing_gap=2.0)
        for quality in QUALITIES:
            small.save(path, "webp", quality=quality, method=2)
            if path.stat().st_size <= LIGHT:
                return
        width = max(round(width * SMALLER), 1)
