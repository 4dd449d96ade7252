"""The bundle: every format, and each chart as a picture of lines and of dots."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ElementTree

import pytest
from PIL import Image

from decks.language import language
from sessions.summary import FORMATS, as_zip, content
from tests.sessions.summary.awkward import EVIL, ROOMS, SCRIPTS, everywhere, notes, writing
from tests.sessions.summary.evening import asking, choice, few, shown, thursday, written
from tests.sessions.summary.readers import files

SVG = "{http://www.w3.org/2000/svg}"


def test_it_holds_every_other_format_as_it_is_alone() -> None:
    inside = files(written(thursday(), "zip"))

    assert set(FORMATS) - {"zip"} == {name.split(".")[1] for name in inside if name.startswith("summary.")}
    assert json.loads(inside["summary.json"]) == json.loads(written(thursday(), "json"))
    assert inside["summary.pdf"] == written(thursday(), "pdf")
    assert inside["summary.html"] == written(thursday(), "html")


def test_each_chart_is_there_twice_and_named_after_its_question() -> None:
    charts = [name for name in files(written(thursday(), "zip")) if name.startswith("charts/")]

    assert charts == [
        "charts/01-arriving-1.svg", "charts/01-arriving-1.png",
        "charts/02-say-1.svg", "charts/02-say-1.png",
        "charts/05-leaving-1.svg", "charts/05-leaving-1.png",
    ]  # fmt: skip


def test_what_is_withheld_has_no_picture() -> None:
    inside = files(written(asking(choice(), shown(few(1, 4))), "zip"))
    assert [name for name in inside if name.startswith("charts/")] == []


def test_the_pictures_open_and_the_lines_say_what_they_show() -> None:
    inside = files(written(ROOMS["who moved"], "zip"))
    votes, ribbons = (ElementTree.fromstring(inside[f"charts/01-say-{part}.svg"]) for part in (1, 2))
    dots = Image.open(io.BytesIO(inside["charts/01-say-1.png"]))

    assert votes.find(f"{SVG}title").text == (
        "What do you say?: First vote · 36: A 20, B 4, C 12. Second vote · 36: A 10, B 2, C 24."
    )
    assert ribbons.find(f"{SVG}title").text == "What do you say?: C “Sorry, Sam”: 12 of 36, then 24 of 36."
    assert dots.width > 1000
    assert len(dots.convert("RGB").getcolors(1 << 24)) > 20


@pytest.mark.parametrize("words", EVIL)
def test_whatever_people_write_the_pictures_stay_pictures(words: str) -> None:
    inside = files(written(everywhere(words), "zip"))
    drawn = [ElementTree.fromstring(body) for name, body in inside.items() if name.endswith(".svg")]

    assert len(drawn) == 1
    assert {element.tag for element in drawn[0].iter()} & {f"{SVG}script", f"{SVG}foreignObject"} == set()


def test_texts_in_every_script_are_in_every_file() -> None:
    inside = files(as_zip.write(content(writing(20), notes(list(SCRIPTS.values()))), language("en")))

    for text in SCRIPTS.values():
        assert all(text in inside[f"summary.{name}"].decode() for name in ("csv", "html", "json"))


def test_it_is_the_same_file_whenever_it_is_made() -> None:
    first, second = (files(written(thursday(), "zip")) for _ in range(2))
    assert {name: body for name, body in first.items() if "xlsx" not in name} == {
        name: body for name, body in second.items() if "xlsx" not in name
    }
