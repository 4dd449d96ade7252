"""What a browser shows for its forms: remembered for a moment, and read with care afterwards."""

from __future__ import annotations

import pytest
from flask import Flask
from itsdangerous import BadSignature

from app.pages import papers
from app.pages.papers import JUST_S, Papers, Signatures
from app.world import World
from tests.sessions.house import Clock


class Desk:
    """Signatures, and how often any was read."""

    def __init__(self) -> None:
        app, self.clock, self.read = Flask("tried"), Clock(), 0
        app.config.update(SECRET_KEY="kept by nobody", SESSION_COOKIE_NAME="session")
        self.signatures = Signatures(app, World(clock=self.clock))
        for serializer in (self.signatures._forms, self.signatures._browsers):
            self._count(serializer)

    def _count(self, serializer: object) -> None:
        ordinary = serializer.loads  # type: ignore[attr-defined]

        def counted(*said: object, **how: object) -> object:
            self.read += 1
            return ordinary(*said, **how)

        serializer.loads = counted  # type: ignore[attr-defined]

    def comes(self) -> tuple[Papers, str]:
        """A browser, with its cookie."""
        given, (_, cookie) = self.signatures.new()
        return given, cookie.partition("=")[2].partition(";")[0]


def test_whoever_came_a_moment_ago_is_known_without_reading_anything() -> None:
    desk = Desk()
    given, cookie = desk.comes()

    assert desk.signatures.of(cookie) == given
    assert desk.signatures.fit(given, given.token)
    assert desk.signatures.complete(given) == given
    assert desk.read == 0


def test_later_everything_is_read_again_and_says_the_same() -> None:
    desk = Desk()
    given, cookie = desk.comes()
    desk.clock.now += JUST_S

    found = desk.signatures.of(cookie)
    assert found == Papers(given.secret)
    assert desk.signatures.fit(found, given.token)
    assert desk.signatures.fit(found, desk.signatures.complete(found).token)
    assert desk.read == 3


def test_a_form_of_another_browser_or_of_nobody_does_not_fit() -> None:
    desk = Desk()
    (ana, _), (ben, _) = desk.comes(), desk.comes()

    assert not desk.signatures.fit(ana, ben.token)
    for said in ("", "nonsense", ana.token[:-1], "é"):
        with pytest.raises(BadSignature):
            desk.signatures.fit(ana, said)


def test_a_cookie_that_was_changed_is_nobodys() -> None:
    desk = Desk()
    cookie = desk.comes()[1]

    with pytest.raises(BadSignature):
        desk.signatures.of(cookie[:-2] + "AA")
    assert desk.signatures.of(None) == Papers()


def test_a_crowd_pushes_the_first_out_of_memory_and_they_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "MOST", 2)
    desk = Desk()
    cookies = [desk.comes()[1] for _ in range(3)]

    assert [bool(desk.signatures.of(cookie).token) for cookie in cookies] == [False, True, True]  # type: ignore[union-attr]
    assert desk.read == 1
