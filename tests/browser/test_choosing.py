"""Every kind that is chosen, on the smallest phone, with keys alone; reloaded half-way, looked at in every state."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Windows
from tests.browser.looks import TOUCH_PX, Eyes, look
from tests.browser.windows import NEEDS_CHROMIUM, SMALL_PHONE, PhonePage, slow_script
from tests.cast import Evening
from tests.conftest import Begin

pytestmark = NEEDS_CHROMIUM

FORM = "form.ask[data-begun]"
LACKS = "[data-slot=lacks]"
ROWS_PX = 56


class Thumbless:
    """Somebody at a small phone who has a keyboard and nothing else."""

    def __init__(self, phone: PhonePage) -> None:
        self.phone, self.page = phone, phone.page

    def tabs_to(self, selector: str) -> None:
        for _ in range(60):
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The Tab key does not reach {selector}")

    def press(self, selector: str, *keys: str) -> None:
        self.tabs_to(selector)
        for key in keys or ("Space",):
            self.page.keyboard.press(key)
        assert self.page.evaluate("selector => document.activeElement.matches(selector)", selector), "the focus stays"

    def sends(self) -> None:
        self.tabs_to("form.ask button.primary")
        self.page.keyboard.press("Enter")

    def shows_it_again(self) -> None:
        self.tabs_to("[data-do=change]")
        self.page.keyboard.press("Space")
        expect(self.phone.at(FORM)).to_be_visible()

    def reloads(self) -> None:
        self.page.reload()
        expect(self.phone.at(FORM)).to_be_visible()


@pytest.fixture
def eyes() -> Iterator[Eyes]:
    eyes = Eyes()
    yield eyes
    assert not eyes.wrong, "\n".join(eyes.wrong)


@pytest.fixture
def room(evening: Begin) -> Evening:
    room = evening("chosen")
    room.ana.says("start")
    return room


def asked(room: Evening, windows: Windows, slide: str, **looks: Any) -> Thumbless:
    """A small phone with the form of this question."""
    phone = windows.phone(**{"viewport": SMALL_PHONE, **looks}).joins(room.code).is_connected()
    room.ana.says("goto", slide=slide)
    room.ana.says("open")
    expect(phone.at(FORM)).to_be_visible()
    return Thumbless(phone)


def said(room: Evening, phone: PhonePage) -> Any:
    """What the server has of this phone, as its own page is told."""
    page = phone.context.request.get(f"/{room.code}").text()
    return json.loads(page.split('id="page">')[1].split("</script>")[0])["mine"]


def tick_three(ben: Thumbless) -> None:
    for key in "BD":
        ben.press(f"input[value={key}]")


def tick_more(ben: Thumbless) -> None:
    ben.press("input[value=A]")


def put_in_order(ben: Thumbless) -> None:
    ben.press("[data-key=C] [data-move=up]", "Space", "Enter")
    expect(ben.phone.at("[data-slot=moved]")).to_have_text("C is now number 1 of 3.")


def move_again(ben: Thumbless) -> None:
    ben.press("[data-key=A] [data-move=down]")


def spend_some(ben: Thumbless) -> None:
    ben.press("[data-key=A] [data-step=more]", "Space", "Space", "Enter")
    ben.press("[data-key=B] input", "4", "5")
    expect(ben.phone.at("[data-slot=purse]")).to_have_text("Points left: 25 of 100")


def spend_the_rest(ben: Thumbless) -> None:
    ben.press("[data-key=C] [data-step=rest]")
    expect(ben.phone.at("[data-slot=purse]")).to_have_text("Points left: 0 of 100")


def choose_third(ben: Thumbless) -> None:
    ben.tabs_to("input[name=value]")
    for key in ("Space", "ArrowDown", "ArrowDown"):
        ben.page.keyboard.press(key)


def be_sure(ben: Thumbless) -> None:
    ben.tabs_to("input[name=sure]")
    ben.page.keyboard.press("ArrowLeft")
    ben.page.keyboard.press("ArrowLeft")


KINDS: dict[str, tuple[Callable[[Thumbless], None], Callable[[Thumbless], None], Any, Any]] = {
    "seen": (tick_three, tick_more, ["A", "B", "D"], None),
    "apology": (choose_third, be_sure, "C", 4),
    "habit": (put_in_order, move_again, ["C", "B", "A"], None),
    "hour": (spend_some, spend_the_rest, {"A": 30, "B": 45, "C": 25}, None),
    "short": (choose_third, be_sure, 3, 4),
}


@pytest.mark.parametrize("slide", KINDS)
def test_it_is_filled_in_by_keys_alone_survives_a_reload_and_shows_itself_again(
    room: Evening, windows: Windows, eyes: Eyes, slide: str
) -> None:
    begins, completes, value, sure = KINDS[slide]
    ben = asked(room, windows, slide)
    phone = ben.phone
    eyes.page(phone, f"{slide}-blank")

    begins(ben)
    before = filled(phone)
    ben.reloads()
    assert filled(phone) == before, "what was begun is still there"
    eyes.page(phone, f"{slide}-begun")
    completes(ben)
    ben.sends()
    phone.is_in("counted")
    assert phone.at(FORM).count() == 0, "it folds away"
    eyes.page(phone, f"{slide}-counted")

    mine = said(room, phone)
    assert (mine["value"], mine.get("sure")) == (value, sure)
    ben.shows_it_again()
    assert filled(phone) != before
    eyes.page(phone, f"{slide}-again")
    phone.presses("Pass")
    phone.is_in("counted")
    assert said(room, phone)["value"] is None


def filled(phone: PhonePage) -> Any:
    """Every field of the form, and the order of its rows."""
    return phone.page.evaluate(
        """() => {
          const form = document.querySelector("form.ask")
          return [[...new FormData(form)].filter(([name]) => /^(value|sure)/.test(name)),
                  [...form.querySelectorAll(".ranked")].map((row) => row.dataset.key)]
        }"""
    )


# --- what is not enough, and what is too much


def test_one_tick_too_many_is_refused_kindly_and_nothing_is_switched_off(
    room: Evening, windows: Windows, eyes: Eyes
) -> None:
    ben = asked(room, windows, "seen")
    for key in "ABC":
        ben.press(f"input[value={key}]")
    expect(ben.phone.at("[data-slot=most]")).to_have_text("Chosen: 3 of 3. That is all.")

    ben.press("input[value=D]")

    expect(ben.phone.at("[data-slot=most]")).to_have_text("That was one more than 3: untick another one first.")
    assert ben.phone.at("input[name=value]:checked").count() == 3
    assert ben.phone.at("input[name=value]:disabled").count() == 0
    eyes.page(ben.phone, "seen-over")
    ben.press("input[value=A]")
    ben.press("input[value=D]")
    ben.sends()
    ben.phone.is_in("counted")
    assert said(room, ben.phone)["value"] == ["B", "C", "D"]


@pytest.mark.parametrize(
    ("slide", "words"),
    [
        ("seen", "Choose an answer first, or press Pass."),
        ("hour", "Share out all 100 points first. Points left: 100."),
    ],
)
def test_what_lacks_is_said_beside_the_buttons(
    room: Evening, windows: Windows, eyes: Eyes, slide: str, words: str
) -> None:
    ben = asked(room, windows, slide)

    ben.sends()

    expect(ben.phone.at(LACKS)).to_have_text(words)
    expect(ben.phone.at(LACKS)).to_be_in_viewport()
    assert ben.phone.scene == "open"
    eyes.page(ben.phone, f"{slide}-lacking")
    KINDS[slide][0](ben)
    expect(ben.phone.at(LACKS)).to_be_hidden()


def test_too_many_points_are_told_and_not_sent(room: Evening, windows: Windows, eyes: Eyes) -> None:
    ben = asked(room, windows, "hour")
    ben.press("[data-key=A] input", "9", "0")
    ben.press("[data-key=B] input", "3", "0")
    expect(ben.phone.at("[data-slot=purse]")).to_have_text("Points too many: 20")

    ben.sends()

    expect(ben.phone.at(LACKS)).to_have_text("Points too many: 20. Take some back first.")
    eyes.page(ben.phone, "hour-over")
    ben.press("[data-key=A] [data-step=less]", "Space", "Space")
    ben.sends()
    ben.phone.is_in("counted")
    assert said(room, ben.phone)["value"] == {"A": 70, "B": 30, "C": 0}


def test_a_row_at_the_end_says_so_and_stays_where_it_is(room: Evening, windows: Windows) -> None:
    ben = asked(room, windows, "habit")
    expect(ben.phone.at("[data-key=A] [data-move=up]")).to_have_attribute("aria-disabled", "true")

    ben.press("[data-key=A] [data-move=up]")

    expect(ben.phone.at("[data-slot=moved]")).to_have_text("A is now number 1 of 3.")
    assert ben.phone.at("form.ask button:disabled").count() == 0


def test_a_row_can_be_dragged_as_well(room: Evening, windows: Windows) -> None:
    ben = asked(room, windows, "habit", viewport={"width": 390, "height": 844}, has_touch=False)
    mouse = ben.page.mouse
    start, goal = middle(ben, "[data-key=A] .handle"), middle(ben, "[data-key=C] .handle")

    mouse.move(*start)
    mouse.down()
    mouse.move(start[0], (start[1] + goal[1]) / 2, steps=6)
    mouse.move(start[0], goal[1] + 40, steps=6)
    mouse.up()

    assert filled(ben.phone)[1] == ["B", "C", "A"]
    expect(ben.phone.at("[data-slot=moved]")).to_have_text("A is now number 3 of 3.")


def middle(ben: Thumbless, selector: str) -> tuple[float, float]:
    box = ben.phone.at(selector).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def each_asked(room: Evening, windows: Windows, **looks: Any) -> Iterator[tuple[str, Thumbless]]:
    """The same small phone with the form of one kind after the other."""
    phone = windows.phone(**{"viewport": SMALL_PHONE, **looks}).joins(room.code).is_connected()
    for slide in KINDS:
        room.ana.says("goto", slide=slide)
        phone.is_in("ready")
        room.ana.says("open")
        expect(phone.at(FORM)).to_be_visible()
        yield slide, Thumbless(phone)
        room.ana.says("close")


def test_rows_are_tall_enough_and_everything_has_a_name(room: Evening, windows: Windows) -> None:
    for slide, ben in each_asked(room, windows):
        rows = ben.phone.at("form.ask :is(.answer:not(.unsaid), .ranked, .spend)")
        heights = [row.bounding_box()["height"] for row in rows.all()]  # type: ignore[index]
        assert heights, slide
        assert min(heights) >= ROWS_PX, slide
        names = ben.phone.at("form.ask").aria_snapshot()
        assert '- group "Your answer"' in names, slide
        assert '- button "Send"' in names, slide
        assert '""' not in names, slide


def test_with_letters_twice_as_large_nothing_is_cut_off(room: Evening, windows: Windows) -> None:
    """A window of half the width has the same room as letters of twice the size."""
    for slide, ben in each_asked(room, windows, viewport={"width": 160, "height": 640}):
        KINDS[slide][0](ben)
        cut = look(ben.page, "tooWide") + look(ben.page, "cutOff") + look(ben.page, "tooSmall", TOUCH_PX)
        assert (slide, cut, ben.page.evaluate(OVERHANGING)) == (slide, [], [])


OVERHANGING = """() => [...document.querySelectorAll("form.ask :is(input, button, .letter, .label)")].filter((part) => {
  const row = part.closest(".answer, .ranked, .spend, .actions")?.getBoundingClientRect()
  const { left, right, width } = part.getBoundingClientRect()
  return row && width > 1 && (left < row.left - 1 || right > row.right + 1)
}).map((part) => part.outerHTML)"""


def test_whoever_looks_again_sees_what_is_counted_and_not_what_they_thought_of_since(
    room: Evening, windows: Windows
) -> None:
    ben = asked(room, windows, "apology")
    choose_third(ben)
    ben.sends()
    ben.phone.is_in("counted")
    ben.shows_it_again()
    ben.phone.chooses("A")
    ben.page.reload()
    ben.phone.is_connected()
    ben.phone.is_in("counted")

    ben.shows_it_again()

    assert filled(ben.phone)[0] == [["value", "C"], ["sure", ""]]


# --- the second vote


def test_keeping_an_answer_sends_it_again_with_how_sure_its_owner_was(room: Evening, windows: Windows) -> None:
    ben = asked(room, windows, "apology")
    choose_third(ben)
    be_sure(ben)
    ben.sends()
    ben.phone.is_in("counted")
    room.ana.says("close")
    room.ana.says("open")
    ben.phone.is_in("again")

    ben.tabs_to("[data-do=keep]")
    ben.page.keyboard.press("Enter")

    ben.phone.is_in("counted")
    mine = said(room, ben.phone)
    assert (mine["round"], mine["value"], mine["sure"]) == (2, "C", 4)


def test_whoever_had_begun_and_not_sent_is_told_so(room: Evening, windows: Windows) -> None:
    ben = asked(room, windows, "hour")
    spend_some(ben)
    room.ana.says("close")
    ben.phone.is_in("closed")
    ben.phone.shows("You had chosen, but not sent it")


def test_what_was_begun_in_one_question_does_not_stand_in_the_next(room: Evening, windows: Windows) -> None:
    ben = asked(room, windows, "habit")
    put_in_order(ben)
    room.ana.says("void")
    room.ana.says("open")
    expect(ben.phone.at(FORM)).to_be_visible()
    assert filled(ben.phone)[1] == ["A", "B", "C"]
    assert not ben.page.evaluate("Object.keys(localStorage).some((key) => key.endsWith(':draft'))")


def give_places(page: Page) -> None:
    for key, place in (("A", "2"), ("B", "3"), ("C", "1")):
        page.locator(f"[name=value-{key}]").select_option(place)


def share_out(page: Page) -> None:
    for key, points in (("A", "30"), ("B", "45"), ("C", "25")):
        page.locator(f"[name=value-{key}]").fill(points)


EARLY: dict[str, tuple[str, Callable[[Page], None], Any]] = {
    "seen": ("multi", lambda page: [page.locator(f"input[value={key}]").check() for key in "BD"] and None, ["B", "D"]),
    "apology": ("quiz", lambda page: page.locator("input[name=value][value=C]").check(), "C"),
    "habit": ("rank", give_places, ["C", "A", "B"]),
    "hour": ("points", share_out, {"A": 30, "B": 45, "C": 25}),
}


@pytest.mark.parametrize("slide", EARLY)
def test_what_was_begun_before_the_scripts_came_is_there_when_they_have_come(
    room: Evening, windows: Windows, slide: str
) -> None:
    kind, begins, value = EARLY[slide]
    room.ana.says("goto", slide=slide)
    room.ana.says("open")
    phone = windows.phone(viewport=SMALL_PHONE)
    with slow_script(phone, kind):
        phone.joins(room.code)
        begins(phone.page)
    expect(phone.at(FORM)).to_be_visible()
    phone.presses("Send", exact=True)
    phone.is_in("counted")
    assert said(room, phone)["value"] == value
