"""A house that may break, halls in it, and networks before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.cast import Evening, House
from tests.faults.hall import Crowd, hall
from tests.faults.network import Network

Gather = Callable[..., Crowd]


@pytest.fixture
def room(quiet_house: House) -> Iterator[Evening]:
    """A session with one vote, which is open."""
    evening = hall(quiet_house)
    yield evening
    evening.goes_home()


@pytest.fixture
def gather() -> Iterator[Gather]:
    """Let a crowd come into a room: `gather(room, 60)`."""
    crowds: list[Crowd] = []

    def gather(*how: object, **more: object) -> Crowd:
        crowds.append(Crowd(*how, **more))  # type: ignore[arg-type]
        return crowds[-1]

    yield gather
    for crowd in crowds:
        crowd.goes_home()


@pytest.fixture(scope="module")
def relay(quiet_house: House) -> Iterator[Network]:
    relay = Network(int(quiet_house.url.rpartition(":")[2]))
    yield relay
    relay.closes()


@pytest.fixture
def network(relay: Network) -> Iterator[Network]:
    """A network before this house; it is mended afterwards."""
    yield relay
    relay.mends()
