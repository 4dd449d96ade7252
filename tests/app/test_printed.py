"""Pages that are rendered once for many phones, with blanks for what is one phone's own."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.pages.printed import Printed

BLANK, OTHER = "b1ankb1ank", "anotherblank"
PAGE = f"<p>Dear {BLANK}, dear {BLANK},</p>\n<p>{OTHER} · größer</p>\n<p>Dear"
OWN = {"who": "Ada-L_0123", "what": "something..."}


def printed(page: str = PAGE) -> Printed:
    return Printed(page, {"who": BLANK, "what": OTHER})


def test_a_page_is_filled_in_for_one_phone() -> None:
    assert printed().filled(OWN).decode() == PAGE.replace(BLANK, OWN["who"]).replace(OTHER, OWN["what"])


def test_what_is_packed_is_what_is_filled_in() -> None:
    assert gzip.decompress(printed().packed(OWN)) == printed().filled(OWN)


def test_a_page_without_blanks_is_the_same_for_everybody() -> None:
    page = Printed(PAGE, {})
    assert page.fits({})
    assert gzip.decompress(page.packed({})).decode() == PAGE


words = some.text("abAB01-_.", min_size=10, max_size=10)


@given(some.lists(some.text(alphabet="ab <>&é😀\x00\xff\n"), min_size=1, max_size=9), words, words)
def test_whatever_stands_around_the_blanks_and_in_them_each_gets_its_own_page(
    texts: list[str], first: str, second: str
) -> None:
    page = Printed(BLANK.join(texts), {"who": BLANK})
    for name in (first, second):
        assert gzip.decompress(page.packed({"who": name})).decode() == name.join(texts)


def test_nothing_of_the_phone_before_is_left_in_the_page_of_the_next() -> None:
    page = printed()
    page.packed({"who": "Somebody.1", "what": "secretsecret"})

    assert b"Somebody" not in gzip.decompress(page.packed(OWN))
    assert b"secret" not in gzip.decompress(page.packed(OWN))


def test_what_one_phone_has_makes_its_page_neither_longer_nor_shorter() -> None:
    lengths = {len(printed().packed({**OWN, "who": name})) for name in ("aaaaaaaaaa", "Dear-Dear-", "x7Qp_9.Zk2")}
    assert len(lengths) == 1


WRONG = ('"><script>', "a b c d e ", "short", "much-too-long", "éééééééééé", "'onload=x.", "&amp;&lt;&g")


@pytest.mark.parametrize("word", WRONG)
def test_a_word_that_could_change_the_page_or_does_not_fit_is_not_filled_in(word: str) -> None:
    assert printed().fits(OWN)
    assert not printed().fits({**OWN, "who": word})
