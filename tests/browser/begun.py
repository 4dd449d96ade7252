"""An evening that was begun on the pages and not through the API."""

from __future__ import annotations

from tests.browser.windows import Desk
from tests.cast import Evening, House, Presenter, Screen


class Begun(Evening):
    """Read off the console that the start form has opened."""

    def __init__(self, house: House, desk: Desk) -> None:
        self.facts, self.house, self.id = {}, house, desk.page.url.rpartition("/")[2]
        self.code = "".join(desk.at("[data-part=code]").inner_text().split())
        self.api, self.version = f"/api/sessions/{self.id}", 0
        self.ana, self.screen = Presenter(self, "ana"), Screen(self, "screen")
        self.phones = {}
