"""Ana brings her slides in a real browser: the form, how far it is, the deck on the wall and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Response, expect

from tests.browser.conftest import Windows
from tests.browser.looks import Eyes
from tests.browser.windows import NEEDS_CHROMIUM, PhonePage
from tests.cast import House
from tests.conftest import Begin
from tests.decks.hostile import MB, slides

pytestmark = NEEDS_CHROMIUM

SOON_MS = 25_000
SEVERAL = slides(("Who decides?", "Two people glance at Sam."), *[f"Page {number}" for number in range(2, 13)])


@pytest.fixture
def eyes() -> Iterator[Eyes]:
    eyes = Eyes()
    yield eyes
    assert not eyes.wrong, "\n".join(eyes.wrong)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_slides_become_a_deck_while_ana_looks_on(windows: Windows, house: House, tmp_path: Path, scripts: bool) -> None:
    pdf = tmp_path / f"Talk {scripts}.pdf"
    pdf.write_bytes(SEVERAL)
    desk = windows.desk(java_script_enabled=scripts)
    desk.page.goto("/present")

    desk.page.get_by_label("Your slides, as PDF").set_input_files(pdf)
    desk.page.get_by_role("button", name="Bring these slides").press("Enter")
    if not scripts:
        expect(desk.page.get_by_role("link", name="Look again")).to_be_visible()
        while desk.page.get_by_role("link", name="Look again").count():
            desk.page.get_by_role("link", name="Look again").click()

    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Your slides are a deck", timeout=SOON_MS)
    expect(desk.page.get_by_text("12 pages are a deck now.")).to_be_visible()
    assert (house.decks / f"talk-{scripts}".lower() / "deck.md").is_file()


def test_a_file_that_is_too_large_is_not_even_sent(windows: Windows, tmp_path: Path) -> None:
    (tmp_path / "large.pdf").write_bytes(SEVERAL + bytes(20 * MB))
    desk = windows.desk()
    desk.page.goto("/present/bring")

    field = desk.page.get_by_label("Your slides, as PDF")
    field.set_input_files(tmp_path / "large.pdf")
    desk.page.get_by_role("button", name="Bring these slides").click()

    assert "at most 20 MB" in field.evaluate("field => field.validationMessage")
    assert desk.page.url.endswith("/present/bring")
    field.set_input_files([])
    assert "20 MB" not in field.evaluate("field => field.validationMessage")


def test_each_of_its_pages_is_for_everybody(eyes: Eyes, windows: Windows, tmp_path: Path) -> None:
    (tmp_path / "looks.pdf").write_bytes(SEVERAL)
    (tmp_path / "broken.pdf").write_bytes(b"no PDF")
    desk = windows.desk()
    desk.in_trouble = True
    for name, words in [("broken", "Nothing was brought."), ("looks", "Your slides are a deck")]:
        desk.page.goto("/present/bring")
        eyes.page(desk, f"bring-{name}")
        desk.page.get_by_label("Your slides, as PDF").set_input_files(tmp_path / f"{name}.pdf")
        desk.page.get_by_role("button", name="Bring these slides").click()
        expect(desk.page.get_by_text(words)).to_be_visible(timeout=SOON_MS)
        eyes.page(desk, f"brought-{name}")


def test_the_wall_shows_the_sharp_page_and_the_phone_loads_the_small_one(
    eyes: Eyes, windows: Windows, evening: Begin, house: House, tmp_path: Path
) -> None:
    (tmp_path / "shown.pdf").write_bytes(SEVERAL)
    brought = house.types("deck", "import", str(tmp_path / "shown.pdf"), "--into", str(house.decks))
    assert brought.returncode == 0, brought.stderr
    room = evening("shown")
    wall, phone = windows.wall(room), windows.phone()
    loaded: list[int] = []
    phone.page.on("response", lambda answer: loaded.append(_size(answer)) if "/media/" in answer.url else None)
    phone.joins(room.code)
    room.ana.says("start")

    for window, width in ((wall, 1600), (phone, 960)):
        picture = window.page.get_by_role("img", name="Who decides? Two people glance at Sam.")
        expect(picture).to_be_visible()
        window.page.wait_for_function(
            "width => [...document.querySelectorAll('.slide img')].some((img) => img.naturalWidth === width)", arg=width
        )
    assert loaded
    assert max(loaded) <= 30_000
    sees_it_larger(eyes, phone)
    title = wall.page.get_by_role("heading", name="Who decides?")
    assert title.evaluate("title => title.getBoundingClientRect().width") <= 1, "the page shows its title itself"
    eyes.wall(wall, "story", "a brought page")


def sees_it_larger(eyes: Eyes, phone: PhonePage) -> None:
    """By keyboard there, and by the phone's own button back into the room."""
    room = phone.page.url
    phone.page.get_by_role("link", name="Who decides? Two people glance at Sam. See it larger").press("Enter")
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Who decides?")

    picture = phone.page.get_by_role("img", name="Who decides? Two people glance at Sam.")
    assert picture.evaluate("img => img.decode().then(() => [img.naturalWidth, img.width >= 960])") == [1600, True]
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it is moved about in its frame"
    eyes.page(phone, "larger")
    phone.page.go_back()
    expect(phone.page).to_have_url(room)
    expect(phone.page.get_by_role("link", name="See it larger")).to_be_visible()


def _size(answer: Response) -> int:
    return int(answer.headers["content-length"])
