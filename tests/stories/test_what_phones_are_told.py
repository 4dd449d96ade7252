"""A phone's own page asks for light views: whole at first, then what is new, and whole again whenever it asks."""

from __future__ import annotations

from typing import Any

from tests.cast import Evening, Phone, until
from tests.conftest import Begin

View = dict[str, Any]


class Page(Phone):
    """A phone that says what the product's own page says at the door."""

    @property
    def auth(self) -> View:
        return {**super().auth, "light": True}


def begun(evening: Begin) -> tuple[Evening, Page]:
    room = evening("vote")
    room.ben.joins()
    room.ana.says("start")
    page = room.phones["mia"] = Page(room, "mia")
    page.joins()
    return room, page


def test_a_page_is_told_what_is_new_and_another_program_everything(evening: Begin) -> None:
    room, page = begun(evening)
    room.ana.says("goto", slide="say")
    room.ana.says("next")
    ready = page.sees()

    room.ana.says("open")

    opened, whole = page.sees(), room.ben.sees()
    assert {"slide", "session"} <= page.views[0].keys(), "the first is whole"
    assert ready["ask"]["options"] == whole["ask"]["options"]
    assert "slide" not in opened
    assert opened["ask"].items() <= whole["ask"].items()
    assert (opened["ask"]["phase"], "options" in opened["ask"]) == ("open", False)
    assert opened["since"] <= ready["version"]
    assert whole["slide"]
    assert page.resyncs()["view"] == whole


def test_what_phones_do_not_show_is_not_told_to_pages(evening: Begin) -> None:
    room, page = begun(evening)
    room.ana.says("next")
    page.sees()
    known = len(page.views)

    room.ana.says("joincode", on=True)
    room.ana.says("joincode", on=False)
    assert room.ben.sees()["version"] == room.version
    room.ana.says("goto", slide="say")

    assert page.sees()["slide"]["id"] == "say"
    assert len(page.views) - known == 1


def test_a_page_is_let_go_with_its_session(evening: Begin) -> None:
    room, page = begun(evening)

    room.ana.says("end")
    assert page.sees()["session"]["status"] == "ended"
    room.house.asks("DELETE", room.api)

    until(lambda: not page.is_connected)
