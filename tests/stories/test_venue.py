"""Ana looks at the venue from her page, before anybody comes."""

from __future__ import annotations

from html import unescape

from tests.cast import House
from tests.cast.pairing import Browser


def test_the_page_says_what_doctor_says_and_nobody_else_sees_it(own_house: House) -> None:
    answer = Browser(own_house).http.get("/present/venue")
    page = unescape(answer.text)

    assert answer.status_code == 200
    assert "Check this venue" in page
    assert f"Read the Room is running on port {own_house.url.rpartition(':')[2]} already." in page
    assert "Only this machine itself reaches" in page, "this house hears its own machine alone"
    assert "In the way:" in page
    assert "MB are free on the disk" in page

    assert own_house.browser().get("/present/venue").status_code == 404
    assert own_house.asks("GET", "/present/venue", role=None).status_code == 404
