"""A private word reaches the presenter alone; nobody else learns that there was one. Minutes pass in a moment here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cast import House, Hurried, standing, until
from tests.conftest import Begin
from tests.stories.test_what_is_written import at
from tests.stories.test_written_without_scripts import joined, sends


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with standing(Hurried(tmp_path_factory.mktemp("hurried"))) as house:
        yield house


def test_it_reaches_the_console_alone_and_its_receipt_the_sender_alone(evening: Begin) -> None:
    room, (ben, chi, dee) = at(evening, "story", phones=3)
    assert ben.says("signal", {"kind": "harm"}) == {"ok": True, "undo": 10.0}
    signals = until(lambda: room.ana.sees()["signals"])
    room.ana.says("seen", kind="harm")
    until(lambda: '"receipt"' in ben.wire)

    assert [(each["kind"], each["n"]) for each in signals] == [("harm", "one")]
    assert room.ana.sees()["signals"] == []
    others = "".join(person.wire for person in (room.screen, chi, dee))
    assert ("receipt" in others, "harm" in others, "hurt" in others) == (False, False, False)


def test_it_reaches_the_console_from_a_phone_without_scripts(evening: Begin) -> None:
    room, _ = at(evening, "story", phones=1)
    assert "On its way." in sends(joined(room), "/signal", kind="slow", out="words-on-the-phone")

    signals = until(lambda: room.ana.sees()["signals"])
    assert [(each["kind"], each["n"]) for each in signals] == [("slow", "one")]
