"""The README and the guides are true to the tree: the map, the links, the commands, the pictures."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.small_png import SIGNATURE, small_png

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
FENCED = re.compile(r"^(`{3,})[^\n]*\n.*?^\1$", re.MULTILINE | re.DOTALL)
LEAVES_OUT = {"build", "data", "dist", "node_modules", "__pycache__"}


def mapped() -> Iterator[str]:
    """The paths of the map, each under the folder that it is indented below."""
    block = re.split(r"^## The map$", README, flags=re.MULTILINE)[1].split("```")[1]
    folder = ""
    for line in block.strip().splitlines():
        name = line.split()[0]
        yield folder + name if line.startswith("  ") else name
        folder = folder if line.startswith("  ") else name


def slug(heading: str) -> str:
    """The anchor that a heading gets."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    text = FENCED.sub("", page.read_text("utf-8"))
    return {slug(re.sub(r"[`*]", "", heading)) for heading in re.findall(r"^#+ (.+?)\s*$", text, re.MULTILINE)}


@pytest.mark.parametrize("path", list(mapped()))
def test_each_place_on_the_map_exists(path: str) -> None:
    place = ROOT / path
    assert place.is_dir() if path.endswith("/") else place.is_file()


def test_everything_at_the_top_is_on_the_map() -> None:
    here = {path.name + "/" * path.is_dir() for path in ROOT.iterdir() if not path.name.startswith(".")}
    known = {name for name in here if name.rstrip("/") not in LEAVES_OUT and not name.endswith(".egg-info/")}
    assert known <= set(mapped())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", FENCED.sub("", page.read_text("utf-8")))
    links = [link or source for link, source in LINK.findall(text) if not (link or source).startswith("http")]
    for link in links:
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_guide_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    guides = [path.name for path in (ROOT / "docs").glob("*.md") if path.name != "README.md"]
    assert len(guides) > 5
    assert [name for name in guides if f"]({name})" not in index] == []


def test_each_word_for_make_is_one_that_it_knows() -> None:
    known = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    said = {word for page in PAGES for word in re.findall(r"(?:`|^)make (\w+)", page.read_text("utf-8"), re.MULTILINE)}
    assert {"run", "test", "pictures"} <= said <= known


def test_pages_name_no_path_of_one_machine_and_are_in_words_of_the_product() -> None:
    for page in PAGES:
        assert re.findall(r"/(?:root|tmp|work)/|/home/\w+|/Users/\w+", page.read_text("utf-8")) == []


@pytest.mark.parametrize("name", ["phone", "projector", "console"])
def test_each_picture_is_there_is_small_and_has_words_for_those_who_cannot_see_it(name: str) -> None:
    path = f"docs/pictures/{name}.png"
    [alt] = re.findall(rf'<img src="{path}"[^>]* alt="([^"]+)"', README)
    assert len(alt) > 60
    assert (ROOT / path).read_bytes().startswith(SIGNATURE)
    assert (ROOT / path).stat().st_size < 150_000


@pytest.mark.parametrize("filter_type", range(5))
def test_a_picture_made_smaller_is_the_same_picture(filter_type: int) -> None:
    colours = [bytes([20 * x, 40 * y, 255 - 5 * x * y]) for y in range(6) for x in range(9)]
    assert _pixels(small_png(_png(colours, 9, filter_type))) == colours


def test_of_more_than_256_colours_the_nearest_is_taken() -> None:
    many = [bytes([x % 256, 0, x // 256 * 100]) for x in range(512)]
    pixels = _pixels(small_png(_png(many, 32, 0)))
    assert len(set(pixels)) == 256
    assert all(abs(one[0] - other[0]) + abs(one[2] - other[2]) <= 100 for one, other in zip(pixels, many, strict=True))


def _png(colours: list[bytes], width: int, filter_type: int) -> bytes:
    """A picture as browsers write them, every row packed with that filter."""
    rows = [b"".join(colours[at : at + width]) for at in range(0, len(colours), width)]
    above, packed = bytes(3 * width), b""
    for row in rows:
        packed += bytes([filter_type]) + _packed(row, above, filter_type)
        above = row
    header = struct.pack(">IIBBBBB", width, len(rows), 8, 2, 0, 0, 0)
    return SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(packed)) + _chunk(b"IEND", b"")


def _packed(row: bytes, above: bytes, filter_type: int) -> bytes:
    left, corner = bytes(3) + row, bytes(3) + above
    guesses = (
        lambda x: 0,
        lambda x: left[x],
        lambda x: above[x],
        lambda x: (left[x] + above[x]) // 2,
        lambda x: _paeth(left[x], above[x], corner[x]),
    )
    return bytes((row[x] - guesses[filter_type](x)) & 255 for x in range(len(row)))


def _paeth(left: int, above: int, corner: int) -> int:
    far = [abs(left + above - corner - near) for near in (left, above, corner)]
    return (left, above, corner)[far.index(min(far))]


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _pixels(png: bytes) -> list[bytes]:
    """The colours of a picture with a palette, whose rows are packed without a filter."""
    parts, at = {}, len(SIGNATURE)
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        parts[png[at + 4 : at + 8]] = png[at + 8 : at + 8 + length]
        at += 12 + length
    width, palette, raw = int.from_bytes(parts[b"IHDR"][:4], "big"), parts[b"PLTE"], zlib.decompress(parts[b"IDAT"])
    rows = [raw[at + 1 : at + 1 + width] for at in range(0, len(raw), width + 1)]
    return [palette[3 * index : 3 * index + 3] for row in rows for index in row]
