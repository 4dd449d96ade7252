"""How a page looks to those who look hardest: axe, a narrow screen, a magnifier, spaced-out text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.windows import OLD_WALL, WALL, Desk, Wall, Window

EYES = Path(__file__).with_name("looks.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REVIEWED = {
    "only non-text characters": "arrows and signs on keys: they have the colour of the words beside them",
    "too short to determine": "a letter on a key, in the same colour as the longer ones",
    "overlapped by another element": "behind the code over a slide or under an open list, where nobody sees it",
    "obscured by another element": "behind the code over a slide or under an open list, where nobody sees it",
    "partially overlaps other elements": "on a card with a ground of its own",
}
"""What axe says where it cannot decide by itself, and what a person found there."""

TOUCH_PX, POINTER_PX = 44, 40
NARROW = {"width": 320, "height": 640}
MAGNIFIED = {"width": 320, "height": 256}
"""A window of 1280 × 1024 at 400 %."""
WALLS = [WALL, OLD_WALL, {"width": 1280, "height": 720}]
RESIZES_MS = 30


def look(page: Page, what: str, *facts: Any) -> Any:
    return page.evaluate(f"facts => ({EYES}).{what}(...facts)", facts)


def axe(page: Page, *rules: str) -> tuple[list[str], list[str]]:
    """Violations (of these rules, or of all), and what axe could not decide and nobody has reviewed."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    violations, undecided = look(page, "axe", list(rules) or TAGS)
    return violations, [told for told in undecided if not any(reason in told for reason in REVIEWED)]


def _told(page: Page, *rules: str) -> list[str]:
    violations, undecided = axe(page, *rules)
    return violations + [f"undecided: {told}" for told in undecided]


class Eyes:
    """Look at one moment after the other; `wrong` is everything that they have found."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def _find(self, moment: str, findings: list[str]) -> None:
        self.wrong += [f"{moment}: {finding}" for finding in findings]

    def page(self, window: Window, moment: str) -> None:
        """A page for anybody's browser."""
        self._axe(window, moment)
        self._narrow(window, moment)
        window.picture(f"eyes-{moment}", full=True)

    def wall(self, wall: Wall, scene: str, moment: str = "") -> None:
        """The projector: on walls of each shape all of it is there, and large enough for the last row."""
        moment = f"wall {moment or scene}"
        wall.is_in(scene)
        self._axe(wall, moment)
        for size in WALLS:
            wall.page.set_viewport_size(size)  # type: ignore[arg-type]
            wall.page.wait_for_timeout(RESIZES_MS)
            self._find(f"{moment} on {size['width']}", look(wall.page, "unreadable") + look(wall.page, "tooWide"))
            wall.picture(f"eyes-{moment.replace(' ', '-')}")

    def console(self, desk: Desk, moment: str, by_night: bool = False) -> None:
        """The console: on a laptop, and on a phone in the hand. Only its picture of the wall knows the night."""
        moment = f"console {moment}"
        self._axe(desk, moment, by_night)
        page = desk.page
        self._find(moment, look(page, "tooWide") + look(page, "tooSmall", POINTER_PX) + look(page, "cutOff"))
        desk.picture(f"eyes-{moment.replace(' ', '-')}")
        self._narrow(desk, moment)

    def _axe(self, window: Window, moment: str, by_night: bool = True) -> None:
        """No violation to show by day, none by night, when only the colours are others, and nothing left undecided."""
        self._find(moment, _told(window.page))
        if by_night:
            window.page.emulate_media(color_scheme="dark")
            self._find(f"{moment} by night", _told(window.page, "color-contrast"))
            window.page.emulate_media(color_scheme="light")

    def _narrow(self, window: Window, moment: str) -> None:
        """On a small phone and under a magnifier nothing is cut off, controls are large, and text has room to grow."""
        page, usual = window.page, window.page.viewport_size
        for size in (NARROW, MAGNIFIED):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            self._find(f"{moment} {size}", look(page, "tooWide") + look(page, "tooSmall", TOUCH_PX))
            look(page, "spaceOut", True)
            self._find(f"{moment} {size}, spaced out", look(page, "tooWide") + look(page, "cutOff"))
            look(page, "spaceOut", False)
        assert usual is not None
        page.set_viewport_size(usual)
