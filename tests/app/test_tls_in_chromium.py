"""A real browser over https: nothing mixed, the socket encrypted too, and no cookie that could travel in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from app.rehearsal.remote import Remote
from tests.app.certificates import certificate
from tests.app.process import running
from tests.app.test_tls import ROOM, Server
from tests.chromium import chromium

pytestmark = [pytest.mark.browser, pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")]

TO_THIS_MACHINE = f"--host-resolver-rules=MAP {ROOM} 127.0.0.1"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    files, data = certificate(tmp_path, ROOM), tmp_path / "data"
    words = ("--port", "0", "--no-browser", "--data", str(data), "--tls", *files)
    with running("app", *words) as process:
        said = process.ready()
        assert said.startswith(f"https://{ROOM}:")
        yield Server(process, said.replace(ROOM, "127.0.0.1"), files, data)


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", TO_THIS_MACHINE])
        yield browser
        browser.close()


def window(browser: Browser, heard: list[str]) -> Page:
    """A window of somebody's own, whose complaints and sockets are written down. It takes a certificate for a test."""
    page = browser.new_context(ignore_https_errors=True).new_page()
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("websocket", lambda socket: heard.append(socket.url.partition("/socket.io")[0]))
    return page


def cookies(page: Page) -> dict[str, Any]:
    return {cookie["name"]: cookie["secure"] for cookie in page.context.cookies()}


def test_a_phone_and_the_console_work_over_https_alone(server: Server, browser: Browser) -> None:
    trusting = Remote(server.url, server.bearer["Authorization"].removeprefix("Bearer "))
    session = trusting.post("/api/sessions", {"deck": "starter"})
    link = re.findall(rf"https://{ROOM}:\d+/enter/[\w-]+", "".join(server.process.lines))[-1]
    heard: list[str] = []

    typed = window(browser, [])
    typed.goto(session["join_url"].replace("https://", "http://"))
    phone = window(browser, heard)
    phone.goto(session["join_url"])
    phone.get_by_role("button", name="Join").click()
    phone.get_by_text("You are in.").wait_for()
    console = window(browser, heard)
    console.goto(link)
    console.get_by_role("button").first.click()
    console.wait_for_url("**/present**")

    assert typed.url == session["join_url"]
    assert set(heard) == {f"wss://{ROOM}:{server.port}"}
    assert cookies(phone) == {"phone": True, "rtr": True}
    assert cookies(console)["__Host-console"] is True
