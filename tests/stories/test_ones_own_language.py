"""Pages that belong to no deck, and what is left of a room: each browser is answered in its own language."""

from __future__ import annotations

import pytest

from tests.cast import House
from tests.cast.page import Page
from tests.conftest import Begin


@pytest.mark.parametrize(
    ("path", "german"),
    [
        ("/", "Am Raum teilnehmen"),
        ("/join?code=zz", "Dieser Code öffnet"),
        ("/privacy", "Was gespeichert wird und was nicht"),
        ("/ZZ2ZZZ", "Code eingeben"),
        ("/no-such-page", "Unter dieser Adresse"),
    ],
)
def test_a_page_of_no_room_speaks_what_the_browser_asks_for(house: House, path: str, german: str) -> None:
    asked = {tag: house.browser(**{"Accept-Language": tag}).get(path).text for tag in ("de-AT,de;q=0.9,en;q=0.8", "fi")}

    assert ('lang="de"' in asked["de-AT,de;q=0.9,en;q=0.8"], 'lang="en"' in asked["fi"]) == (True, True)
    assert german in asked["de-AT,de;q=0.9,en;q=0.8"]
    assert german not in asked["fi"]


def test_a_phone_that_slept_at_the_end_is_thanked_in_its_own_language(evening: Begin) -> None:
    room = evening("vote")
    page = Page(room)
    page.joins()
    room.ana.says("end")

    page.browser.headers["Accept-Language"] = "de-DE"

    assert "Diese Sitzung ist beendet. Danke, dass Sie dabei waren." in page.browser.get(page.address).text
