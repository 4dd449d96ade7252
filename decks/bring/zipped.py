"""What is in a PPTX before anybody believes it: real bytes are counted, no name in it becomes a path."""

from __future__ import annotations

import io
import zipfile
import zlib

from decks.bring.limits import FILES_A_PAGE, HIGHEST_RATIO, MOST_FILES, MOST_UNPACKED
from decks.bring.refusals import NotesTooMuch, NotPptx

PIECE = 256 * 1024
ENTRY = b"PK\x01\x02"
MANY = 10
"""How many times more marks of an entry than files there may be: a file in the file has such marks as well."""
DEFINES = b"<!DOCTYPE"
XML = (".xml", ".rels")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


def check_zip(data: bytes, pages: int) -> None:
    """Refuse what is no zip, unpacks to too much, or defines XML entities. Nothing is written anywhere."""
    most = MOST_FILES + FILES_A_PAGE * pages
    if data.count(ENTRY) > MANY * most:
        raise NotesTooMuch
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > most:
                raise NotesTooMuch
            _unpack(archive, entries, min(MOST_UNPACKED, HIGHEST_RATIO * len(data)))
    except BROKEN:
        raise NotPptx from None


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], left: int) -> None:
    """Read everything once and throw it away: what the archive says of its sizes is not believed."""
    for entry in entries:
        with archive.open(entry) as opened:
            while piece := opened.read(PIECE):
                left -= len(piece)
                if left < 0:
                    raise NotesTooMuch
                if entry.filename.endswith(XML) and DEFINES in piece.upper():
                    raise NotPptx
