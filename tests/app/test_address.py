"""The address on the QR is this machine's own or the configured one, and nothing else counts as ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.address import FORWARDED, Address, find, lan_addresses, plain_ip
from app.config import Config


def told(host: str = "0.0.0.0", public_url: str | None = None) -> Config:
    return Config(data=Path(), secret=b"", host=host, public_url=public_url)


def test_phones_get_the_address_of_the_local_network(lan: Any) -> None:
    lan(lo="127.0.0.1", wlan0="192.168.1.5", docker0="172.17.0.1", br_4f2a="172.18.0.1", veth1="169.254.3.4")

    address = find(told(), 8000)

    assert lan_addresses() == ["192.168.1.5"]
    assert (address.base, address.host) == ("http://192.168.1.5:8000", "192.168.1.5:8000")
    assert address.here == "http://127.0.0.1:8000"
    assert address.reaches_phones


def test_the_network_that_leads_on_comes_first(lan: Any) -> None:
    lan(route="10.0.0.7", eth0="192.168.1.5", wlan0="10.0.0.7")

    assert lan_addresses() == ["10.0.0.7", "192.168.1.5"]


def test_a_way_out_through_a_tunnel_is_no_address_for_phones(lan: Any) -> None:
    lan(route="10.8.0.2", tun0="10.8.0.2", wlan0="172.20.10.2", eth0="10.1.1.1")

    assert lan_addresses() == ["10.1.1.1", "172.20.10.2"]


def test_without_a_network_only_this_machine_is_reached(lan: Any) -> None:
    lan(lo="127.0.0.1", wlan0="169.254.7.7")

    address = find(told(), 8000)

    assert address.base == "http://127.0.0.1:8000"
    assert not address.reaches_phones


def test_every_own_name_is_listed_and_nothing_else(lan: Any) -> None:
    lan(wlan0="192.168.1.5")

    address = find(told(), 8000)

    assert address.hosts == {"192.168.1.5:8000", "127.0.0.1:8000", "localhost:8000", "[::1]:8000"}
    assert set(address.origins) == {f"http://{host}" for host in address.hosts}


def test_the_usual_port_may_be_left_out(lan: Any) -> None:
    lan(wlan0="192.168.1.5")

    address = find(told(), 80)

    assert address.base == "http://192.168.1.5"
    assert {"192.168.1.5", "192.168.1.5:80"} <= address.hosts


def test_the_public_address_goes_on_the_qr(lan: Any) -> None:
    lan(wlan0="192.168.1.5")

    address = find(told(public_url="https://room.example.org"), 8000)

    assert address.base == "https://room.example.org"
    assert address.encrypted
    assert {"room.example.org", "room.example.org:443", "192.168.1.5:8000"} <= address.hosts
    assert "http://room.example.org" not in address.origins


def test_one_address_hears_only_that_address() -> None:
    address = find(told(host="192.168.1.5"), 8000)

    assert address.hosts == {"192.168.1.5:8000"}
    assert address.here == address.base == "http://192.168.1.5:8000"


@pytest.mark.parametrize("origins", [(), ("*",), ("http://a", "*")])
def test_a_list_that_names_nobody_or_everybody_does_not_start(origins: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="must name each"):
        Address("http://a", "http://a", frozenset({"a"}), origins, frozenset())


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_known_by_its_loopback(lan: Any, peer: str) -> None:
    lan(wlan0="192.168.1.5")

    assert find(told(), 8000).is_loopback({"REMOTE_ADDR": peer})


@pytest.mark.parametrize(
    "environ",
    [
        {"REMOTE_ADDR": "192.168.1.77"},
        {"REMOTE_ADDR": "::ffff:192.168.1.77"},
        {"REMOTE_ADDR": ""},
        {},
        {"REMOTE_ADDR": "127.0.0.1", FORWARDED: True},
    ],
)
def test_others_and_those_that_came_through_something_are_not_this_machine(lan: Any, environ: dict[str, Any]) -> None:
    lan(wlan0="192.168.1.5")

    assert not find(told(), 8000).is_loopback(environ)


@pytest.mark.parametrize(
    ("public_url", "port", "is_loopback"),
    [
        ("https://room.example.org", 8000, False),
        ("http://room.example.org", 8000, False),
        ("http://laptop.example.org:8000", 8000, True),
        ("http://laptop.example.org", 80, True),
    ],
)
def test_behind_a_proxy_nobody_is_this_machine(lan: Any, public_url: str, port: int, is_loopback: bool) -> None:
    lan(wlan0="192.168.1.5")

    assert find(told(public_url=public_url), port).is_loopback({"REMOTE_ADDR": "127.0.0.1"}) == is_loopback


def test_a_machine_that_hears_one_address_knows_itself_by_it() -> None:
    address = find(told(host="192.168.1.5"), 8000)

    assert address.is_loopback({"REMOTE_ADDR": "192.168.1.5"})
    assert not address.is_loopback({"REMOTE_ADDR": "192.168.1.6"})


def test_plain_addresses_are_left_alone() -> None:
    assert [plain_ip(text) for text in ("10.0.0.1", "fe80::1%eth0", "unix:")] == ["10.0.0.1", "fe80::1", "unix:"]
