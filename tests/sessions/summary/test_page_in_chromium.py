"""The downloaded page, opened from the disk in a real Chromium: it loads nothing, fits a phone, and holds WCAG."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from sessions.comparison.files import written as files_of_runs
from sessions.state import Shift
from tests.chromium import chromium
from tests.sessions.comparison.test_written import three
from tests.sessions.summary.evening import asking, choice, shown, thursday, told, written

pytestmark = [pytest.mark.browser, pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")]

FLOWS = (("A", "A", 10), ("A", "C", 20), ("other", "other", 4))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An evening with every mark, a hall whose moves are drawn, and runs side by side."""
    votes = (told(1, 36, A=20, B=4, C=12), told(2, 36, A=10, B=2, C=24))
    hall = asking(choice(rounds=2), shown(*votes, shift=Shift(36, 34, FLOWS, "C: 12 of 36, then 24 of 36.", True)))
    folder = tmp_path_factory.mktemp("summaries")
    for name, room in (("evening", thursday()), ("hall", hall)):
        (folder / f"{name}.html").write_bytes(written(room, "html"))
    (folder / "runs.html").write_bytes(files_of_runs(three(), "html"))
    return {name: folder / f"{name}.html" for name in ("evening", "hall", "runs")}


def opened(browser: Browser, file: Path, **looks: object) -> tuple[Page, list[str]]:
    """The page with its tables unfolded, and everything it complained of or asked for."""
    page, heard = browser.new_page(**looks), []  # type: ignore[arg-type,var-annotated]
    page.on("console", lambda message: heard.append(message.text))
    page.on("request", lambda request: heard.append(request.url))
    page.goto(file.as_uri())
    for summary in page.locator("summary").all():
        summary.click()
    return page, [each for each in heard if each != file.as_uri()]


@pytest.mark.parametrize("name", ["evening", "hall", "runs"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_fetched(
    browser: Browser, files: dict[str, Path], name: str, scheme: str
) -> None:
    page, heard = opened(browser, files[name], color_scheme=scheme)

    assert heard == []
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("name", ["evening", "hall", "runs"])
def test_the_page_fits_the_narrowest_phone(browser: Browser, files: dict[str, Path], name: str) -> None:
    page, _ = opened(browser, files[name], viewport={"width": 320, "height": 640})

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_paper_has_the_moves_without_anybody_unfolding_them(browser: Browser, files: dict[str, Path]) -> None:
    page = browser.new_page()
    page.goto(files["hall"].as_uri())
    page.emulate_media(media="print")

    votes, moves = page.locator(".table table").all()
    assert not votes.is_visible()
    assert moves.is_visible()


def test_bars_are_as_long_as_their_shares(browser: Browser, files: dict[str, Path]) -> None:
    page, _ = opened(browser, files["hall"])

    column = page.locator(".column").first
    track = column.locator(".track").first.bounding_box()
    fills = [fill.bounding_box() for fill in column.locator(".fill").all()]
    assert track is not None
    assert [round(100 * fill["width"] / track["width"]) for fill in fills if fill] == pytest.approx([56, 11, 33], abs=1)
    assert page.locator(".shift text").all_text_contents() == ["A · 20", "B · 4", "C · 12", "A · 10", "B · 2", "C · 24"]
