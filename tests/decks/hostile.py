"""Files that somebody made to do harm, and honest ones beside them; all made here, byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SLIDE = (960, 540)
MB = 1024 * 1024


def stream(contents: bytes, **facts: object) -> bytes:
    """A stream object; the facts go into its dictionary."""
    head = b" ".join(f"/{name} {value}".encode() for name, value in {"Length": len(contents), **facts}.items())
    return b"<< " + head + b" >>\nstream\n" + contents + b"\nendstream"


def packed(contents: bytes, **facts: object) -> bytes:
    """A compressed stream object."""
    return stream(contents, Filter="/FlateDecode", **facts)


def zeros(count: int) -> bytes:
    """So many zeros, compressed, without ever being held in memory at once."""
    press = zlib.compressobj(1)
    pieces = [press.compress(bytes(MB)) for _ in range(count // MB)]
    return b"".join([*pieces, press.compress(bytes(count % MB)), press.flush()])


def bundle(objects: list[bytes]) -> bytes:
    """A PDF of these objects; the first is its catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, contents in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + contents + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def drawn(*contents: bytes, size: tuple[float, float] = SLIDE, extra: tuple[bytes, ...] = (), uses: str = "") -> bytes:
    """A PDF with a page for each stream of drawing commands. `extra` objects are numbered from 4 on."""
    first = 4 + len(extra)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(contents)} /Kids [{kids}] >>".encode(),
        FONT,
        *extra,
    ]
    for number, one in enumerate(contents):
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Contents {first + 2 * number + 1} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {uses} >> >>"
        )
        objects += [page.encode(), one]
    return bundle(objects)


def words(*lines: str) -> bytes:
    """Drawing commands that write these lines."""
    escaped = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
    shown = "\n".join(f"({line}) Tj 0 -60 Td" for line in escaped)
    return stream(f"BT /F1 40 Tf 60 440 Td\n{shown}\nET".encode("latin-1"))


def slides(*pages: str | tuple[str, ...], size: tuple[float, float] = SLIDE) -> bytes:
    """An honest PDF: each page has these lines."""
    return drawn(*(words(*([page] if isinstance(page, str) else page)) for page in pages), size=size)


def powerpoint(*notes: str, hidden: tuple[int, ...] = ()) -> bytes:
    """An honest PPTX: a slide for each of these notes, some of them hidden (counted from 1)."""
    from pptx import Presentation

    deck = Presentation()
    for number, each in enumerate(notes, start=1):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        if each:
            slide.notes_slide.notes_text_frame.text = each
        if number in hidden:
            slide.element.set("show", "0")
    saved = io.BytesIO()
    deck.save(saved)
    return saved.getvalue()


def _picture(width: int, height: int, contents: bytes, **facts: object) -> bytes:
    looks = {"Type": "/XObject", "Subtype": "/Image", "ColorSpace": "/DeviceGray", "BitsPerComponent": 8}
    return packed(contents, **{**looks, "Width": width, "Height": height, **facts})


DRAW = b"900 0 0 500 30 20 cm /P Do"
USES = "/XObject << /P 4 0 R >>"


def huge_picture() -> bytes:
    return drawn(stream(DRAW), extra=(_picture(60_000, 60_000, zeros(20 * MB)),), uses=USES)


def hidden_picture() -> bytes:
    """The picture is small; the mask that says where it can be seen through is not."""
    picture = _picture(10, 10, zlib.compress(bytes(100)), SMask="5 0 R")
    return drawn(stream(DRAW), extra=(picture, _picture(60_000, 60_000, zeros(20 * MB))), uses=USES)


def lying_picture() -> bytes:
    """How wide and high it is stands elsewhere in the file."""
    picture = _picture("5 0 R", "5 0 R", zeros(20 * MB))  # type: ignore[arg-type]
    return drawn(stream(DRAW), extra=(picture, b"60000"), uses=USES)


def tiles() -> bytes:
    """A floor of tiles of a hundredth of a point, laid two hundred times: small in memory, and it takes for ever."""
    looks = {"Type": "/Pattern", "PatternType": 1, "PaintType": 1, "TilingType": 1, "BBox": "[0 0 1 1]"}
    tile = stream(b"0 0 1 1 re f", XStep="0.01", YStep="0.01", Resources="<< >>", **looks)
    floor = stream(b"/Pattern cs /P1 scn 0 0 960 540 re f " * 200)
    return drawn(floor, extra=(tile,), uses="/Pattern << /P1 4 0 R >>")


def bomb() -> bytes:
    """A few hundred kilobytes of drawing commands that unpack to as many megabytes."""
    return drawn(packed(zeros(300 * MB)))


def bomb_in_a_bomb() -> bytes:
    return drawn(stream(zlib.compress(zeros(300 * MB)), Filter="[/FlateDecode /FlateDecode]"))


def nested() -> bytes:
    """Brackets in brackets, where the pages should stand."""
    pages = b"<< /Type /Pages /Count 1 /Kids " + b"[" * 200_000 + b"]" * 200_000 + b" >>"
    return bundle([b"<< /Type /Catalog /Pages 2 0 R >>", pages])


def brackets_on_a_page() -> bytes:
    """The same where a page's contents should stand."""
    return slides("One").replace(b"/Contents 5 0 R", b"/Contents " + b"[" * 200_000 + b"]" * 200_000)


def forms() -> bytes:
    """A drawing of ten drawings, each of ten drawings, and so on."""
    uses = "<< /XObject << /F{0} {1} 0 R >> >>"
    each = [
        stream(
            f"/F{n + 1} Do ".encode() * 10,
            Type="/XObject",
            Subtype="/Form",
            BBox="[0 0 9 9]",
            Resources=uses.format(n + 1, n + 5),
        )
        for n in range(12)
    ]
    last = stream(b"0 0 9 9 re f", Type="/XObject", Subtype="/Form", BBox="[0 0 9 9]")
    return drawn(stream(b"/F0 Do"), extra=(*each, last), uses="/XObject << /F0 4 0 R >>")


def ring() -> bytes:
    """The tree of pages bites its tail."""
    return bundle([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R 2 0 R] >>"])


def boasting() -> bytes:
    """It says that it has a billion pages."""
    return slides("One").replace(b"/Count 1 ", b"/Count 999999999 ")


def locked() -> bytes:
    """The trailer names an encryption whose key nobody has."""
    lock = b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32
    return slides("Secret").replace(b"/Root 1 0 R", lock + b"> >> /ID [<00> <00>] /Root 1 0 R")


HOSTILE: Mapping[str, tuple[Callable[[], bytes], set[str]]] = {
    "nothing at all": (lambda: b"", {"slides.not-pdf"}),
    "no PDF": (lambda: b"PK\x03\x04 I am a zip" * 100, {"slides.not-pdf"}),
    "only the first bytes": (lambda: b"%PDF-1.7\n", {"slides.not-pdf"}),
    "half of a PDF": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4000, {"slides.not-pdf"}),
    "more than 20 MB": (lambda: slides("One") + bytes(20 * MB), {"slides.too-large"}),
    "locked": (locked, {"slides.locked"}),
    "no pages": (lambda: drawn(), {"slides.empty", "slides.not-pdf"}),
    "a page of 200 inches": (lambda: slides("One", size=(14_400, 14_400)), {"slides.page-too-large"}),
    "thousands of pages": (lambda: drawn(*[stream(b"")] * 5_000), {"slides.too-many-pages"}),
    "a picture of 60k × 60k": (huge_picture, {"slides.picture-too-large"}),
    "a mask of 60k × 60k": (hidden_picture, {"slides.picture-too-large"}),
    "a picture that hides its size": (lying_picture, {"slides.picture-too-large"}),
    "drawings in drawings": (forms, {"slides.too-much"}),
    "a bomb": (bomb, {"slides.too-much", "slides.not-pdf"}),
    "a bomb in a bomb": (bomb_in_a_bomb, {"slides.too-much", "slides.not-pdf"}),
    "brackets in brackets": (nested, {"slides.not-pdf", "slides.too-much"}),
    "pages in a ring": (ring, {"slides.not-pdf", "slides.empty"}),
}
"""What it is, how it is made, and the codes that refuse it."""

MISLEADING: Mapping[str, Callable[[], bytes]] = {
    "a billion pages": boasting,
    "a page without end": lambda: slides("One", size=(1e30, 1e30)),
    "brackets instead of a page": brackets_on_a_page,
}
"""What claims to be more than the one page that it is: there is nothing to refuse, and nothing to fear."""


def zipped(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these names; nobody checks them."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", compression) as archive:
        for name, contents in files.items():
            archive.writestr(zipfile.ZipInfo(name), contents, compression)
    return saved.getvalue()


def with_more(more: Mapping[str, bytes]) -> bytes:
    """An honest PPTX with further files in it."""
    honest = zipfile.ZipFile(io.BytesIO(powerpoint("Say hello.")))
    return zipped({**{name: honest.read(name) for name in honest.namelist()}, **more})


def overlapping() -> bytes:
    """Thousands of entries of a zip that are all the same megabytes."""
    one = zipped({"a": bytes(20 * MB)})
    place = one.index(b"PK\x01\x02")
    entry = one[place : one.index(b"PK\x05\x06")]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 400, 400, len(entry) * 400, place, 0)
    return one[:place] + entry * 400 + end


def understated() -> bytes:
    """The zip says that its bomb has ten bytes."""
    whole = with_more({"ppt/media/bomb.bin": bytes(120 * MB)})
    return whole.replace(struct.pack("<L", 120 * MB), struct.pack("<L", 10))


def laughing(name: str = "ppt/presentation.xml") -> bytes:
    """A billion laughs: entities of entities."""
    lines = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(12)]
    return with_more({name: f"<?xml version='1.0'?><!DOCTYPE p [{''.join(lines)}]><p>&l11;</p>".encode()})


HOSTILE_NOTES: Mapping[str, tuple[Callable[[], bytes], set[str]]] = {
    "nothing at all": (lambda: b"", {"notes.not-pptx"}),
    "no zip": (lambda: b"\xd0\xcf\x11\xe0" * 1000, {"notes.not-pptx"}),
    "half of a zip": (lambda: powerpoint("Hello")[:9000], {"notes.not-pptx"}),
    "another zip": (lambda: zipped({"mimetype": b"application/epub+zip"}), {"notes.not-pptx"}),
    "more than 20 MB": (lambda: powerpoint("Hello") + bytes(20 * MB), {"slides.too-large"}),
    "a bomb": (lambda: with_more({"ppt/media/bomb.bin": bytes(120 * MB)}), {"notes.too-much"}),
    "a bomb that says it is small": (understated, {"notes.too-much", "notes.not-pptx"}),
    "entries on top of each other": (overlapping, {"notes.too-much", "notes.not-pptx"}),
    "thousands of files": (lambda: with_more({f"ppt/{n}.xml": b"" for n in range(3000)}), {"notes.too-much"}),
    "tens of thousands": (lambda: zipped(dict.fromkeys(map(str, range(12_000)), b"")), {"notes.too-much"}),
    "entities of entities": (laughing, {"notes.not-pptx"}),
    "entities where nobody looks": (lambda: laughing("ppt/extra.xml"), {"notes.not-pptx"}),
    "elements in elements": (
        lambda: with_more({"ppt/presentation.xml": b"<p>" * MB + b"</p>" * MB}),
        {"notes.not-pptx", "notes.too-much"},
    ),
}
"""The same for the PPTX beside an honest PDF of one page."""

STRANGE_NAMES = (
    "../../../outside.txt",
    "/tmp/outside.txt",
    "..\\..\\outside.txt",
    "C:\\outside.txt",
    "ppt/slides/../../../../outside.txt",
    "outside\x00.txt",
    "\u202etxt.outside",
    "con",
)
