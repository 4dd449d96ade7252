"""Long answers on the wall: nothing is cut while there is room, and nothing overflows, whatever the projector."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from decks.deck import Option
from sessions.summary import charts
from tests.browser.looks import look
from tests.browser.windows import LAPTOP, NEEDS_CHROMIUM, OLD_WALL, WALL
from tests.sessions.summary.evening import asking, choice, option, shown, told

pytestmark = NEEDS_CHROMIUM

STATIC = Path(__file__).parents[2] / "static"
WALLS: list[Any] = [OLD_WALL, LAPTOP, WALL]
WORDS = (
    "I would say that I am sorry it came so late, that I had wanted to tell everybody at once, and that from now on "
    "I will ask those whom it concerns before I decide, because that is what I promised in spring and then did not do"
)
LENGTHS = {"middling": [90], "longest": [230], "mixed": [230, 40, 160, 80, 200, 30, 120]}
SHEETS = "".join(
    f'<link rel="stylesheet" href="css/{sheet}.css">' for sheet in ("tokens", "base", "slide", "results", "screen")
)
PAGE = """<!DOCTYPE html><html lang="en"><title>A wall</title>{sheets}<body class="wall">
<main class="stage" data-scene="{scene}"><div class="frame"><div class="board" data-slot="board">
<h2 class="about">What do you say to Morgan in the corridor?</h2>{body}</div>{foot}</div></main></body></html>"""
TALK = """<div class="conversation"><ol class="options">{options}</ol>
<section class="talk"><p class="prompt">Time to talk</p><p class="clock"><span class="timer">4:00</span></p></section>
</div>"""
FOOT = '<div class="foot"><p class="tally">7 of 13 have answered</p></div>'
FITS = """async () => {
  const { fit } = await import("./js/fit.js")
  await document.fonts.ready
  return fit(document.querySelector(".stage"), document.querySelector(".board"))
}"""


def answers(count: int, lengths: list[int]) -> tuple[Option, ...]:
    return tuple(option(key, WORDS[: lengths[at % len(lengths)]]) for at, key in enumerate("ABCDEFGH"[:count]))


def of_two_votes(options: tuple[Option, ...]) -> str:
    counts = {each.key: 2 for each in options}
    room = asking(choice(options=options, rounds=2), shown(told(1, 16, **counts), told(2, 16, **counts)))
    return PAGE.format(sheets=SHEETS, scene="results", body=charts.results(room, "say"), foot="")


def of_a_vote(options: tuple[Option, ...]) -> str:
    room = asking(choice(options=options), shown(told(1, 16, **{each.key: 2 for each in options})))
    return PAGE.format(sheets=SHEETS, scene="results", body=charts.results(room, "say"), foot="")


def _listed(options: tuple[Option, ...]) -> str:
    rows = (f'<li><span class="letter">{it.key}</span> <span class="label">{it.text}</span></li>' for it in options)
    return "".join(rows)


def of_an_open_vote(options: tuple[Option, ...]) -> str:
    return PAGE.format(sheets=SHEETS, scene="open", body=f'<ol class="options">{_listed(options)}</ol>', foot=FOOT)


def of_a_talk(options: tuple[Option, ...]) -> str:
    return PAGE.format(sheets=SHEETS, scene="talk", body=TALK.format(options=_listed(options)), foot="")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Any:
    """A page without a server: what lies in `static/`, and the last thing that was drawn."""
    page = browser.new_page(reduced_motion="reduce")
    page.route("http://wall.test/**", _from_the_folder)
    yield page
    page.close()


def _from_the_folder(route: Route) -> None:
    file = STATIC / route.request.url.removeprefix("http://wall.test/")
    route.fulfill(path=file) if file.is_file() else route.fulfill(body="", content_type="text/html")


@pytest.mark.parametrize("draw", [of_two_votes, of_a_vote, of_an_open_vote, of_a_talk])
def test_nothing_is_cut_while_there_is_room_and_nothing_overflows(page: Page, draw: Any) -> None:
    page.goto("http://wall.test/")
    wrong: list[str] = []
    for count in (3, 4, 5, 6, 8):
        for name, lengths in LENGTHS.items():
            page.set_content(draw(answers(count, lengths)))
            for size in WALLS:
                page.set_viewport_size(size)
                fits = page.evaluate(FITS)
                found = [*look(page, "unreadable"), *look(page, "wasted"), *([] if fits else ["it does not fit"])]
                wrong += [f"{count} {name} answers on {size['width']}: {it}" for it in found]
    assert wrong == []


def test_three_answers_of_the_longest_are_read_to_their_end_beside_their_second_vote(page: Page) -> None:
    page.goto("http://wall.test/")
    page.set_content(of_two_votes(answers(3, LENGTHS["longest"])))
    for size in WALLS:
        page.set_viewport_size(size)
        page.evaluate(FITS)
        heights = "labels => labels.map((it) => it.scrollHeight - it.clientHeight)"
        assert max(page.locator(".column:first-child .label").evaluate_all(heights)) <= 2
