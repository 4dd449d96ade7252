"""Files that take long, written in a process of their own."""

from __future__ import annotations

import time

import pytest

from sessions.errors import SummaryTooLong
from sessions.summary import FORMATS, apart, content
from sessions.summary.apart import written_apart
from tests.sessions.summary.awkward import ROOMS, SCRIPTS, moved, notes, writing
from tests.sessions.summary.evening import asking, choice, shown, thursday, told, written
from tests.sessions.summary.readers import pages


@pytest.mark.parametrize("name", [name for name, format in FORMATS.items() if format.long])
def test_a_file_written_apart_says_what_it_says_written_here(name: str) -> None:
    there, here = written_apart(content(thursday()), thursday().words, name), written(thursday(), name)
    assert abs(len(there) - len(here)) < 20


@pytest.mark.parametrize("name", ROOMS)
def test_every_sort_of_session_gets_there_and_back(name: str) -> None:
    room = ROOMS[name]
    assert written_apart(content(room), room.words, "pdf") == written(room, "pdf")


def test_texts_and_the_language_get_there() -> None:
    room = asking(choice(), shown(told(1, 9, A=4, B=3, C=2)), lang="de")
    texts = content(writing(20), notes(list(SCRIPTS.values())))

    assert "Kurz gefasst" in pages(written_apart(content(room), room.words, "pdf"))
    assert SCRIPTS["Greek"].encode() in written_apart(texts, room.words, "html")


def test_a_file_that_takes_too_long_is_given_up() -> None:
    began = time.monotonic()

    with pytest.raises(SummaryTooLong):
        written_apart(content(moved()), moved().words, "zip", seconds=0.001)

    assert time.monotonic() - began < apart.SECONDS / 2


def test_what_cannot_be_written_is_refused_kindly() -> None:
    with pytest.raises(SummaryTooLong):
        written_apart(content(thursday()), thursday().words, "docx")
