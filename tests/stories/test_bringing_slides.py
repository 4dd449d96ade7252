"""Ana brings slides that exist, on her home: a PDF, its notes, and files that were made to do harm."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from app.bringing import INBOX
from tests.cast import Evening, House, standing, until
from tests.cast.page import Reading
from tests.decks.hostile import HOSTILE, HOSTILE_NOTES, MB, powerpoint, slides
from tests.stories.test_starting import CSRF, console

SOON_S, PATIENCE_S = 1.5, 25
TOGETHER = ("a bomb", "a picture of 60k × 60k", "thousands of pages", "drawings in drawings")


class Home:
    """Ana's browser, on the page from which she brings slides."""

    def __init__(self, house: House) -> None:
        self.house, self.browser = house, console(house)
        self.headers = {"Origin": house.url}
        self.token = CSRF.findall(self.browser.get("/present").text)[-1]

    def sends(self, pdf: bytes | None, pptx: bytes | None = None, name: str = "brought", **more: str) -> httpx.Response:
        """Send the form, as browsers do: a file that was not chosen comes along without a name."""
        files = {
            "pdf": (f"{name}.pdf" if pdf is not None else "", pdf or b""),
            "pptx": ("talk.pptx" if pptx is not None else "", pptx or b""),
        }
        data = {"csrf_token": self.token, **more}
        return self.browser.post("/present/bring", data=data, files=files, headers=self.headers)

    def brings(self, pdf: bytes, pptx: bytes | None = None, name: str = "brought") -> str:
        """Send the form and look until it is over; what the page says then."""
        sent = self.sends(pdf, pptx, name)
        assert sent.status_code == 303, sent.text
        page = sent.headers["Location"]
        until(lambda: self.browser.get(page, headers={"Accept": "application/json"}).json()["over"], PATIENCE_S)
        return Reading(self.browser.get(page).text).text

    @property
    def leftovers(self) -> list[str]:
        """What lies around of files that came in."""
        inbox = self.house.data / INBOX
        return [*(map(str, inbox.iterdir()) if inbox.exists() else ()), *map(str, self.house.decks.glob(".*"))]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A house of its own, since its link works once."""
    with standing(House(tmp_path_factory.mktemp("home"))) as house:
        yield Home(house)


def test_a_pdf_with_its_notes_becomes_a_deck_that_can_be_presented(home: Home) -> None:
    says = home.brings(slides(("Who decides?", "Two people glance at Sam."), "Thanks"), powerpoint("Say hello.", ""))

    assert "2 pages are a deck now. 1 page has notes for you." in says
    assert 'href="/present/start/brought"' in home.browser.get("/present").text
    evening = Evening(home.house, "brought")
    ben = evening.ben.joins()
    view = evening.ana.says("start")
    assert "Say hello." in view["notes"]
    picture = re.search(r'srcset="(/media/[0-9a-f]{32}\.webp)"', ben.sees()["slide"]["html"])
    assert picture
    loaded = home.browser.get(picture[1])
    assert (loaded.status_code, loaded.headers["Content-Type"], len(loaded.content) < 30_000) == (
        200,
        "image/webp",
        True,
    )
    assert "Say hello." not in ben.wire
    evening.goes_home()
    assert home.leftovers == []


def test_the_page_says_how_far_it_is_and_can_be_looked_at_again_without_scripts(home: Home) -> None:
    page = home.sends(slides(*["Some words on a page"] * 12), name="long").headers["Location"]

    seen = {Reading(home.browser.get(page).text).text for _ in range(40) if not time.sleep(0.05)}
    assert any(re.search(r"Reading page \d+ of 12", text) and "Look again" in text for text in seen)
    until(lambda: "12 pages are a deck now" in home.browser.get(page).text, PATIENCE_S)


def test_brought_again_ana_is_told_what_was_kept(home: Home) -> None:
    home.brings(slides("One", "Two"), name="again")
    deck = home.house.decks / "again/deck.md"
    deck.write_text(deck.read_text("utf-8").replace("## One", "## Mine"), "utf-8")

    says = home.brings(slides("Uno", "Two", "Three"), name="again")

    assert "3 pages have new pictures." in says
    assert "New at the end of the deck: 3." in says
    assert "You edited the text of these pages, so it stays: 1." in says
    assert "## Mine" in deck.read_text("utf-8")


def test_while_one_pdf_is_read_a_second_one_waits(home: Home) -> None:
    first = home.sends(slides(*["Words"] * 15), name="first").headers["Location"]
    second = home.sends(slides("Two"), name="second")

    assert (second.status_code, "Other slides are being read" in second.text) == (422, True)
    until(lambda: "15 pages are a deck now" in home.browser.get(first).text, PATIENCE_S)
    assert not (home.house.decks / "second").exists()
    assert home.leftovers == []


@pytest.mark.parametrize(
    ("pdf", "says"),
    [
        (None, "Choose a PDF first."),
        (slides("One") + bytes(20 * MB), "A file can have at most 20 MB."),
    ],
)
def test_what_need_not_be_opened_is_refused_beside_the_form(home: Home, pdf: bytes | None, says: str) -> None:
    refused = home.sends(pdf, name="refused")

    assert refused.status_code == 422
    assert says in Reading(refused.text).text
    assert 'action="/present/bring"' in refused.text
    assert home.leftovers == []


def test_a_file_name_is_only_a_name(home: Home) -> None:
    home.brings(slides("One"), name="../../outside")

    assert (home.house.decks / "outside/deck.md").is_file()
    assert not list(home.house.data.parent.glob("outside*"))


def test_a_deck_that_ana_wrote_is_not_overwritten(home: Home) -> None:
    before = home.house.reads("vote")

    refused = home.sends(slides("One"), name="vote")

    assert (refused.status_code, home.house.reads("vote")) == (422, before)
    assert "There is a deck called vote already" in refused.text


def test_nobody_but_the_console_brings_anything_and_nothing_of_it_is_kept(home: Home) -> None:
    stranger = home.house.browser()
    files = {"pdf": ("a.pdf", slides("One") + bytes(MB))}

    uncookied = stranger.post("/present/bring", data={"csrf_token": home.token}, files=files, headers=home.headers)
    assert uncookied.status_code == 404
    assert stranger.get("/present/bring").status_code == 404
    assert home.sends(slides("One"), csrf_token="made up").status_code == 400
    foreign = home.browser.post("/present/bring", files=files, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert home.leftovers == []
    assert home.browser.get("/present/bring/made-up").headers["Location"] == "/present"


def test_every_other_address_takes_no_more_than_before(home: Home) -> None:
    elsewhere = home.browser.post("/present/sessions", data={"title": "x" * MB}, headers=home.headers)

    assert elsewhere.status_code == 413


def test_the_room_answers_on_while_hostile_files_are_refused_and_a_long_one_is_read(home: Home) -> None:
    room = Evening(home.house, "vote")
    phones = room.fills(3)
    room.ana.says("start")
    while not room.ana.sees()["ask"]:
        room.ana.says("next")
    room.ana.says("open")
    files = [(HOSTILE[kind][0](), None) for kind in TOGETHER]
    files += [(slides("One"), HOSTILE_NOTES["a bomb"][0]()), (slides(*["Words"] * 50), None)]
    with ThreadPoolExecutor(1) as pool:
        refusals = pool.submit(lambda: [home.brings(*each, name="evil") for each in files])
        waits = []
        while not refusals.done():
            for phone in phones:
                began = time.monotonic()
                phone.answers("A")
                waits.append(time.monotonic() - began)
                time.sleep(0.15)

    assert len(waits) > 10
    assert max(waits) < SOON_S
    *refused, brought = refusals.result()
    assert all("Nothing was brought." in says for says in refused)
    assert "50 pages are a deck now." in brought, "an honest file that takes a while"
    assert home.leftovers == []
    room.goes_home()


def test_a_server_that_is_killed_while_it_reads_leaves_nothing_once_it_is_back(own_house: House) -> None:
    home = Home(own_house)
    home.sends(slides(*["Words"] * 50))
    until(lambda: list(own_house.decks.glob(".bringing-*/new/pages/*.webp")))
    assert home.leftovers

    own_house.kill9()
    own_house.again()

    assert home.leftovers == []
    assert not (own_house.decks / "brought").exists()
