"""The QR code: alphanumeric, with its quiet zone, and exactly the address."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData

from app.qr import QUIET_ZONE, svg, terminal

URL = "http://192.168.1.5:8000/K7M2PQ"
SVG = "{http://www.w3.org/2000/svg}"


def drawn(picture: str) -> list[list[bool]]:
    """The picture's dark squares, read back from its path."""
    root = ElementTree.fromstring(picture)
    size = int(root.attrib["viewBox"].split()[-1])
    dark = root.findall(f"{SVG}path")[-1].attrib["d"]
    rows = [[False] * size for _ in range(size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", dark):
        for step in range(int(width)):
            rows[int(y)][int(x) + step] = True
    return rows


def expected(text: str) -> list[list[bool]]:
    """What the QR library itself makes of the text in alphanumeric mode."""
    code = QRCode(error_correction=0, border=QUIET_ZONE)
    code.add_data(QRData(text, mode=MODE_ALPHA_NUM))
    return code.get_matrix()


def test_the_picture_is_the_upper_case_address_in_alphanumeric_mode() -> None:
    assert drawn(svg(URL, "QR code")) == expected("HTTP://192.168.1.5:8000/K7M2PQ")


def test_the_alphanumeric_mode_makes_it_coarser() -> None:
    code = QRCode(error_correction=0, border=QUIET_ZONE)
    code.add_data(URL, optimize=0)

    assert len(drawn(svg(URL, ""))) < len(code.get_matrix())


def test_the_quiet_zone_is_light_and_a_screen_reader_hears_the_label() -> None:
    picture = svg(URL, 'Join at "192.168.1.5"')
    rows, root = drawn(picture), ElementTree.fromstring(picture)

    assert not any(map(any, rows[:QUIET_ZONE] + rows[-QUIET_ZONE:]))
    assert not any(any(row[:QUIET_ZONE] + row[-QUIET_ZONE:]) for row in rows)
    assert (root.attrib["role"], root.attrib["aria-label"]) == ("img", 'Join at "192.168.1.5"')
    assert "style" not in picture


def test_what_does_not_fit_the_mode_is_refused_rather_than_drawn_finer() -> None:
    with pytest.raises(ValueError, match="can not be represented"):
        svg("http://192.168.1.5:8000/?q=ü", "")


def test_the_terminal_shows_the_same_code() -> None:
    halves = {" ": (False, False), "▀": (True, False), "▄": (False, True), "█": (True, True)}
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line)[2:] for line in terminal(URL).splitlines()]

    rows = [[halves[half][part] for half in line] for line in lines for part in (0, 1)]

    assert rows[: len(rows[0])] == drawn(svg(URL, ""))
