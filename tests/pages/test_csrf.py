"""What a browser shows for its forms: remembered for a minute, and read with care afterwards."""

from __future__ import annotations

import pytest
from flask import Flask
from itsdangerous import BadSignature

from app.pages import csrf
from app.pages.csrf import JUST_S, Csrf, CsrfTokens
from app.world import World
from tests.sessions.house import Clock


class Desk:
    """Where browsers come."""

    def __init__(self) -> None:
        app, self.clock = Flask("tried"), Clock()
        app.config.update(SECRET_KEY="kept by nobody", SESSION_COOKIE_NAME="session")
        self.tokens = CsrfTokens(app, World(clock=self.clock))

    def comes(self) -> tuple[Csrf, str]:
        """A browser, with its cookie."""
        given, cookie = self.tokens.new()
        return given, cookie.partition("=")[2].partition(";")[0]


def test_whoever_came_a_moment_ago_is_known_with_the_token_that_they_were_given() -> None:
    desk = Desk()
    given, cookie = desk.comes()

    assert desk.tokens.of(cookie) == given
    assert desk.tokens.with_token(given) == given
    assert desk.tokens.fits(given, given.token)


def test_later_everything_is_read_again_and_says_the_same() -> None:
    desk = Desk()
    given, cookie = desk.comes()
    desk.clock.now += JUST_S

    found = desk.tokens.of(cookie)
    assert found == Csrf(given.secret)
    assert desk.tokens.fits(found, given.token)
    assert desk.tokens.fits(found, desk.tokens.with_token(found).token)


def test_nobody_is_remembered_for_longer_than_that() -> None:
    """Or it would be a list of who came when."""
    desk = Desk()
    came = [desk.comes()[0].secret for _ in range(30)]
    assert all(secret in str(vars(desk.tokens)) for secret in came)

    desk.clock.now += JUST_S
    desk.comes()
    assert not [secret for secret in came if secret in str(vars(desk.tokens))]


def test_a_form_of_another_browser_or_of_nobody_does_not_fit() -> None:
    desk = Desk()
    (ana, _), (ben, _) = desk.comes(), desk.comes()

    assert not desk.tokens.fits(ana, ben.token)
    for said in ("", "nonsense", ana.token[:-1], "é"):
        with pytest.raises(BadSignature):
            desk.tokens.fits(ana, said)


def test_a_cookie_that_was_changed_is_nobodys() -> None:
    desk = Desk()
    cookie = desk.comes()[1]

    with pytest.raises(BadSignature):
        desk.tokens.of(cookie[:-2] + "AA")
    nobody = desk.tokens.of(None)
    assert nobody
    assert nobody.is_new


def test_a_crowd_pushes_the_first_out_of_memory_and_they_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csrf, "MOST", 2)
    desk = Desk()
    found = [desk.tokens.of(cookie) for cookie in [desk.comes()[1] for _ in range(3)]]

    assert [bool(one and one.token) for one in found] == [False, True, True]
