"""The mutants are in order: each names a rule that is there, and tests that exist. `make mutants` runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutants.__main__ import MUTANTS, ROOT
from tests.mutants.mutant import Mutant

each = pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)


@each
def test_the_rule_that_a_mutant_takes_out_is_there(mutant: Mutant) -> None:
    text = (ROOT / mutant.file).read_text("utf-8")
    assert mutant.old in text
    assert mutant.also[0] in text
    assert mutant.old != mutant.new


@each
def test_the_tests_that_must_find_out_are_there(mutant: Mutant) -> None:
    path, *filters = mutant.tests.split()
    text = Path(ROOT / path).read_text("utf-8")
    assert not filters or (filters[0] == "-k" and filters[1] in text)


def test_every_guarantee_has_a_mutant() -> None:
    told = {mutant.name.split()[0] for mutant in MUTANTS}
    assert {f"G{number}" for number in range(1, 11)} <= told
    assert len(MUTANTS) > 50
