"""One product for all who knock at its doors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.trust.threats.inside import Inside


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    inside = Inside(tmp_path_factory.mktemp("inside"))
    yield inside
    inside.closes()
