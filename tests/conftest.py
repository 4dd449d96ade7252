"""What tests share: houses to tell stories in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.cast import Evening, House, standing
from tests.cast.memory import own_memory
from tests.longest import place

Begin = Callable[..., Evening]

settings.register_profile("house", deadline=None)  # a busy machine is no mistake of the code
settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where tests run beside each other, those that take longest begin first."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: place(item.path))


@pytest.fixture(scope="session", autouse=True)
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keys that a test has made, or a server that it has killed, are gone when the tests are over."""
    with own_memory(tmp_path_factory.getbasetemp()) as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        yield


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house for all stories that leave its walls standing. At the end its server has had nothing to complain of."""
    with standing(House(tmp_path_factory.mktemp("house"))) as house:
        yield house


@pytest.fixture
def own_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house for one story alone: it may be killed, robbed of its keys, and looked through."""
    with standing(House(tmp_path_factory.mktemp("own-house"))) as house:
        yield house


@pytest.fixture(scope="module")
def quiet_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house of one module alone: its server may be killed again and again, and all on its disk is the module's."""
    with standing(House(tmp_path_factory.mktemp("quiet-house"))) as house:
        yield house


@pytest.fixture
def another_house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Build one more house with settings of its own. It is closed afterwards, whatever happened in it."""
    built: list[House] = []

    def build(*flags: str, **how: str) -> House:
        built.append(House(tmp_path / f"house-{len(built)}", *flags, **how))
        return built[-1].opens()

    yield build
    for house in built:
        house.closes()
    assert [house.errors for house in built] == [""] * len(built)


def evenings(house: House) -> Iterator[Begin]:
    begun: list[Evening] = []

    def begin(deck: str, **facts: Any) -> Evening:
        begun.append(Evening(house, deck, **facts))
        return begun[-1]

    yield begin
    for evening in begun:
        evening.goes_home()


@pytest.fixture
def evening(house: House) -> Iterator[Begin]:
    """Begin a session in the shared house: `evening("vote")`. It is deleted afterwards."""
    yield from evenings(house)


@pytest.fixture
def own_evening(own_house: House) -> Iterator[Begin]:
    """The same in a house of one's own."""
    yield from evenings(own_house)
