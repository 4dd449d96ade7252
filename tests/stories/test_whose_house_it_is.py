"""An organisation's brand through the real doors: on the wall, in what is taken home, and in nobody's way."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from PIL import Image
from pypdf import PdfReader

from tests.app.test_brand import WHOLE, png
from tests.cast import Evening, House
from tests.cast.desk import Desk, opens
from tests.stories.test_starting import console


def brand(folder: Path, toml: str = WHOLE) -> str:
    folder.mkdir()
    (folder / "brand.toml").write_text(toml, encoding="utf-8")
    (folder / "logo.png").write_bytes(png())
    return str(folder)


def test_the_wall_and_the_summary_bear_it(tmp_path: Path, another_house: Callable[..., House]) -> None:
    room = Evening(another_house(READTHEROOM_BRAND=brand(tmp_path / "ours")), "vote")
    wall = room.house.http.get(room.facts["screen_url"]).text
    address = wall.partition('href="/brand/')[2].partition(".css")[0]

    sheet, logo = (room.house.http.get(f"/brand/{address}.{kind}") for kind in ("css", "png"))

    assert sheet.text == ":root { --paper-brand: #1F4E8C; --night-brand: #8FBDF5; }\n"
    assert Image.open(io.BytesIO(logo.content)).format == "PNG"
    assert {each.headers["X-Content-Type-Options"] for each in (sheet, logo)} == {"nosniff"}
    assert 'alt="A tree"' in wall
    assert room.house.http.get("/brand/0000000000000000.png").status_code == 404
    page = room.house.asks("GET", f"/api/sessions/{room.id}/summary.html").text
    assert ("Example College" in page, "data:image/png;base64," in page, "--brand: #1F4E8C" in page) == (True,) * 3
    with ZipFile(io.BytesIO(room.house.asks("GET", f"/api/sessions/{room.id}/summary.zip").content)) as bundle:
        cover = PdfReader(io.BytesIO(bundle.read("summary.pdf"))).pages[0]
        book = ZipFile(io.BytesIO(bundle.read("summary.xlsx"))).read("xl/sharedStrings.xml").decode()
    assert ("Example College" in cover.extract_text(), len(cover.images)) == (True, 1)
    assert "Example College" in book
    room.ana.says("start")
    room.ana.says("end")
    browser = console(room.house)
    Desk(room, browser).releases()
    _, shared = opens(room.house, Desk(room, browser).makes_link())
    for read in (shared.text, browser.get(f"/sessions/{room.id}").text, browser.get("/decks/vote/runs").text):
        assert (f"/brand/{address}.css" in read, f'/brand/{address}.png" alt="A tree"' in read) == (True, True)
        assert "<span>Example College</span>" in read
    room.goes_home()


def test_a_broken_brand_stops_nothing_and_is_said(tmp_path: Path, another_house: Callable[..., House]) -> None:
    orange = WHOLE.replace("#1F4E8C", "#FF6600")

    room = Evening(another_house(READTHEROOM_BRAND=brand(tmp_path / "ours", orange)), "vote")

    said = "".join(room.house.said)
    assert ("The brand is left out." in said, 'The nearest shade that can: light = "#' in said) == (True, True)
    assert "/brand/" not in room.house.http.get(room.facts["screen_url"]).text
    assert room.house.asks("GET", f"/api/sessions/{room.id}/summary.html").status_code == 200
    room.goes_home()
