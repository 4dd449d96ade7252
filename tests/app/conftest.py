"""What several tests of the doors arrange alike."""

from __future__ import annotations

from typing import Any

import ifaddr
import pytest

from app import address as addresses


@pytest.fixture
def lan(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Put this machine into networks of one's choice: name → address; the way out leads over `route`."""

    def networks(route: str = "", **adapters: str) -> None:
        found = [
            ifaddr.Adapter(name.replace("_", "-"), name.replace("_", "-"), [ifaddr.IP(ip, 24, name)])
            for name, ip in adapters.items()
        ]
        monkeypatch.setattr(ifaddr, "get_adapters", lambda: found)
        monkeypatch.setattr(addresses, "way_out", lambda: route)

    return networks
