"""T6, T7, T13 in a real browser: nothing that was typed anywhere runs, and a phone that has answered looks like any."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from decks.asks import kinds
from sessions.session import LiveSession
from tests.browser.windows import NEEDS_CHROMIUM, PhonePage, Window
from tests.cast import until
from tests.chromium import chromium
from tests.trust.threats.inside import Inside
from tests.trust.threats.payloads import PAYLOADS, SCRIPTS, chunks
from tests.trust.threats.stuffed import TEXTS, WRITTEN, approve, stuff

pytestmark = NEEDS_CHROMIUM


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """The same product, and this time it listens."""
    from app.engine import select

    engine = select("threading")
    listener = engine.listen("127.0.0.1", 0)
    inside = Inside(tmp_path_factory.mktemp("served"), port=listener.getsockname()[1])
    Thread(target=engine.serve, args=(listener, inside.product.wsgi, 200), daemon=True).start()
    yield inside
    inside.closes()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


class Watched(PhonePage):
    """A window that writes down each dialog as well."""

    def __init__(self, browser: Browser, inside: Inside, **cookies: str) -> None:
        super().__init__(browser, inside.address.base)
        self.page.on("dialog", self._alarm)
        self.sent: list[str] = []
        self.page.on("websocket", lambda line: line.on("framesent", lambda said: self.sent.append(str(said))))
        jar = [{"name": name, "value": value, "url": self.url} for name, value in cookies.items()]
        self.context.add_cookies(jar)  # type: ignore[arg-type]

    def _alarm(self, dialog: Dialog) -> None:
        """The one that asks before unsaved text is left is the editor's own."""
        if dialog.type != "beforeunload":
            self.complaints.append(f"a dialog: {dialog.message}")
        dialog.accept()

    def goes(self, path: str) -> Page:
        self.page.goto(path)
        self.page.wait_for_timeout(150)
        return self.page


@pytest.fixture
def windows(browser: Browser, served: Inside) -> Iterator[list[Watched]]:
    opened: list[Watched] = []
    yield opened
    complaints = [complaint for window in opened for complaint in window.grave_complaints]
    for window in opened:
        window.closes()
    assert complaints == []


@pytest.fixture(scope="module")
def stuffed(served: Inside) -> LiveSession:
    return stuff(served)


@pytest.fixture
def console(browser: Browser, served: Inside, windows: list[Watched]) -> Watched:
    windows.append(Watched(browser, served, console=served.identity.new_console()))
    return windows[0]


def test_a_window_would_hear_what_runs(browser: Browser, served: Inside) -> None:
    window = Watched(browser, served)
    window.goes("/")
    window.page.evaluate("() => console.error('x')")
    assert window.complaints
    window.closes()


def test_no_page_runs_what_was_typed(
    browser: Browser, served: Inside, stuffed: LiveSession, console: Watched, windows: list[Watched]
) -> None:
    at, code = stuffed.state.id, stuffed.state.code
    phone, wall, reader = Watched(browser, served), Watched(browser, served), Watched(browser, served)
    windows += [phone, wall, reader]
    reader.context.add_cookies([{"name": "paired", "value": served.device("moderator", stuffed), "url": reader.url}])
    token = served.phone(stuffed)
    phone.context.add_cookies([{"name": "phone", "value": token, "domain": "127.0.0.1", "path": f"/{code}"}])
    wall.goes(f"/screen/{served.identity.screen_key(at)}")
    phone.goes(f"/{code}")
    reader.goes(f"/present/{at}/texts")
    console.goes(f"/present/{at}")

    for slide in (*WRITTEN, "say"):
        served.says(stuffed, "goto", slide=slide)
        approve(served, at)
        for window in (wall, phone, reader, console):
            window.page.wait_for_timeout(120)
    assert "alert(1)" in wall.page.content() + phone.page.content()
    assert "alert(1)" in console.page.content()

    for path in (f"/sessions/{at}", "/sessions", "/present", f"/present/{at}/remote", "/present/start/stuffed"):
        assert console.goes(path).evaluate("() => document.scripts.length < 5")
    for path in (f"/{code}/items", f"/{code}/story", f"/privacy?room={SCRIPTS[0]}", f"/{code}?out={SCRIPTS[0]}"):
        phone.goes(path)


def test_a_phone_shows_its_owner_what_they_typed_and_runs_none_of_it(
    browser: Browser, served: Inside, stuffed: LiveSession, windows: list[Watched]
) -> None:
    session = served.begins("stuffed")
    served.says(session, "start")
    served.says(session, "goto", slide="story")
    served.says(session, "open")
    for text in TEXTS[:4]:
        windows.append(Watched(browser, served))
        phone = windows[-1].joins(session.state.code)
        field = phone.at("form.ask textarea, form.ask input[type=text]").first
        field.fill(text)
        phone.presses("Send", exact=True)
        phone.is_in("counted")
        assert text[:40] not in phone.page.content(), "T7: what was written is folded away"
        phone.at("[data-do=change]").click()
        assert field.input_value()[:60].split() == text[:60].split()


def test_the_editor_and_the_doors_run_nothing_either(console: Watched, served: Inside) -> None:
    page = console.goes("/present/decks/vote/edit")
    field = page.locator("textarea[name=text]").first
    for text in ("\n".join(PAYLOADS), *(f"---\ntitle: x\n---\n\n## {one}\n\n{one}" for one in chunks(190)[:6])):
        field.fill(text.replace("\x00", ""))
        page.wait_for_timeout(700)
    page.goto("about:blank")
    page = console.goes("/present/start/vote")
    for name in ("title", "presenter", "relation", "machine", "reports", "support"):
        page.locator(f"[name={name}]").fill("<img src=x onerror=alert(1)>")
    for code in ("<script>", "'-alert(1)-'", "=1+1 {{7*7}}"):
        console.goes("/").locator("[name=code]").fill(code)
        console.page.keyboard.press("Enter")
        console.page.wait_for_timeout(100)


# --- T6, T7


CHOSEN = {"seen": "multi", "apology": "quiz", "habit": "rank", "hour": "points", "short": "scale", "first": "choice"}


def test_a_phone_that_has_answered_looks_the_same_whatever_it_answered(
    browser: Browser, served: Inside, windows: list[Watched]
) -> None:
    """Folded, and every answer as long on the line as any other, and as a pass."""
    session = served.begins("chosen")
    ben, chi, dee = phones = [Watched(browser, served) for _ in range(3)]
    windows += phones
    for phone in phones:
        phone.joins(session.state.code).is_connected()
    served.says(session, "start")
    for slide in CHOSEN:
        served.says(session, "goto", slide=slide)
        served.says(session, "open")
        for number, phone in enumerate((ben, chi)):
            phone.is_in("open")
            phone.at("form.ask[data-begun]").wait_for()
            answer(phone, number)
            phone.presses("Send", exact=True)
            phone.is_in("counted")
        dee.is_in("open")
        dee.presses("Pass", exact=True)
        dee.is_in("counted")
        with suppress(AssertionError):  # what every page fetches after its first answer comes when it comes
            until(lambda: len({phone.page.evaluate(LOOK) for phone in phones}) == 1)
        looks = [phone.page.evaluate(LOOK).split(">") for phone in phones]
        assert looks[0] == looks[1] == looks[2], slide
        assert not ben.page.locator("form.ask").count()
        served.says(session, "close")
    sizes = {len(said[said.index("[") :]) for phone in phones for said in phone.sent if '"answer"' in said}
    assert len(sizes) == 1, "T6"
    assert {json.loads(said[said.index("[") :])[1]["value"] is None for said in dee.sent if '"answer"' in said} == {
        True
    }


LOOK = """() => document.querySelector("main").innerHTML
  .replace(/name="csrf_token" value="[^"]*"/g, "")
  .replaceAll("&nbsp;", "")"""
"""The page as it stands, but for the form's token, and for the space that makes a sentence heard again."""


def answer(phone: Window, which: int) -> None:
    """Something of whatever is asked: the first or the second of what can be pressed, or some points."""
    form = phone.at("form.ask")
    if numbers := form.locator("input[type=number]").count():
        form.locator("input[type=number]").nth(which % numbers).fill("100")
    elif form.locator("input[type=checkbox], input[type=radio]").count():
        form.locator("input[name=value]").nth(which).check(force=True)
    else:
        form.locator("button[data-move], li button").nth(1 + which).click()


def test_every_kind_is_among_them() -> None:
    tried = {*CHOSEN.values(), "text", "words", "qa", "commit"}
    assert set(kinds()) - tried == {"discuss"}
