"""The checker finds each kind of wrong that there can be, and nothing where all is right."""

from __future__ import annotations

import pytest

from tests.faults.journals import Journal, problems

BEN, STRANGER = b"ben", b"nobody"


def ben(**fates: str) -> Journal:
    """What became of his answers A, B and C, which have the numbers 1 to 3."""
    seqs = {"A": 1, "B": 2, "C": 3}
    return Journal(BEN, {seqs[value]: value for value in fates}, {seqs[value]: fate for value, fate in fates.items()})


@pytest.mark.parametrize(
    ("said", "stored", "says"),
    [
        (ben(A="ok"), {}, "answer 1 was acknowledged and is lost"),
        (ben(A="ok", B="ok"), {BEN: (1, "A")}, "answer 2 was acknowledged, and 1 stands"),
        (ben(A="ok"), {BEN: (1, "B")}, "answer 1 was 'A' and is stored as 'B'"),
        (ben(A="no"), {BEN: (1, "A")}, "answer 1 was refused, and it stands"),
        (ben(A="ok"), {BEN: (4, "A")}, "answer 4 is stored and was never sent"),
        (ben(A="ok"), {BEN: (1, "A"), STRANGER: (1, "A")}, "1 answers are from nobody"),
    ],
)
def test_each_wrong_is_found(said: Journal, stored: dict[bytes, tuple[int, str]], says: str) -> None:
    assert problems([said], stored) == [says]


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        (ben(A="ok"), {BEN: (1, "A")}),
        (ben(A="unknown"), {}),
        (ben(A="unknown"), {BEN: (1, "A")}),
        (ben(A="ok", B="unknown"), {BEN: (1, "A")}),
        (ben(A="ok", B="unknown"), {BEN: (2, "B")}),
        (ben(A="no"), {}),
        (ben(A="ok", B="no"), {BEN: (1, "A")}),
    ],
)
def test_what_may_be_is_no_wrong(said: Journal, stored: dict[bytes, tuple[int, str]]) -> None:
    assert problems([said], stored) == []
