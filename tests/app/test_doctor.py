"""`readtheroom doctor`: each check is made to fail, for real where that can be done."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from app import keys
from app.address import lan_addresses
from app.certificate import read as read_certificate
from app.config import Config
from app.doctor import certificate as papers
from app.doctor import examine, machine, memory, network, storage, verdict
from app.doctor.finding import BAD, GOOD, LOOK, Finding, bad, good
from app.doctor.port import door
from app.world import World
from tests.app.certificates import certificate
from tests.app.networks import IN_A_ROOM, elsewhere
from tests.app.process import ROOT, running
from tests.app.test_serve import run

HOUR_S = 3600


def told(tmp_path: Path, **settings: Any) -> Config:
    return Config(data=tmp_path, secret=b"", **settings)


def marks(findings: Iterator[Finding]) -> list[str]:
    return [finding.mark for finding in findings]


@contextlib.contextmanager
def listening() -> Iterator[int]:
    """A port that belongs to another program."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


# --- the whole


def test_a_machine_in_a_room_is_well_and_is_told_what_only_a_phone_can_tell(tmp_path: Path) -> None:
    looked = elsewhere("doctor", "--data", str(tmp_path), first=IN_A_ROOM)

    assert (looked.returncode, looked.stderr) == (0, "")
    assert "✓ Phones will open http://10.9.8.7:8000, the address of room0.\n" in looked.stdout
    assert "✓ Port 8000 is free.\n" in looked.stdout
    assert "✓ This machine answers at 10.9.8.7.\n" in looked.stdout
    assert "only a phone can tell. Start the program, and open http://10.9.8.7:8000 on a phone" in looked.stdout
    assert looked.stdout.endswith("\nNothing stands in the way.\n")


def test_every_finding_is_one_line_that_says_what_to_do_unless_all_is_well(tmp_path: Path) -> None:
    *lines, last = elsewhere("doctor", "--data", str(tmp_path)).stdout.splitlines()

    assert len(lines) > 8
    assert [line for line in lines if line[:2] not in {f"{mark} " for mark in (GOOD, LOOK, BAD)}] == []
    assert [line for line in lines if line[0] != GOOD and line.count(". ") < 1] == []
    assert last == "1 thing stands in the way, marked with ✗."


def test_a_setting_that_would_refuse_to_start_is_a_finding_and_the_rest_goes_on(tmp_path: Path) -> None:
    looked = run("doctor", "--port", "eight", "--data", str(tmp_path))

    assert looked.returncode == 1
    assert looked.stderr == ""
    assert "✗ --port must be a whole number" in looked.stdout
    assert "This is Python" in looked.stdout


def test_a_terminal_without_the_marks_gets_plain_letters(tmp_path: Path) -> None:
    looked = run("doctor", "--port", "eight", "--data", str(tmp_path), PYTHONIOENCODING="ascii")

    assert looked.stdout.startswith("x  --port must be")
    assert "\nok This is Python" in looked.stdout


def test_looking_loads_nothing_that_only_serving_needs(tmp_path: Path) -> None:
    code = f"""
import atexit, sys
sys.argv[1:] = ["doctor", "--data", {str(tmp_path)!r}]
heavy = {{"eventlet", "gevent", "flask", "sqlalchemy", "socketio", "whitenoise"}}
atexit.register(lambda: print("loaded:", sorted(heavy & set(sys.modules))))
from app.__main__ import main
main()
"""
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.stdout.splitlines()[-1] == "loaded: []"


def test_the_last_line_counts_what_stands_in_the_way() -> None:
    assert verdict([good("a")]) == "Nothing stands in the way."
    assert verdict([bad("a", "b"), good("c"), bad("d", "e")]).startswith("2 things stand in the way")


# --- the address


def test_without_a_network_phones_cannot_come(tmp_path: Path) -> None:
    looked = elsewhere("doctor", "--data", str(tmp_path))

    assert looked.returncode == 1
    assert "✗ This machine is in no network that phones could join it in. Join the room's Wi-Fi" in looked.stdout


def test_what_only_this_machine_hears_is_in_the_way(tmp_path: Path) -> None:
    looked = elsewhere("doctor", "--host", "127.0.0.1", "--data", str(tmp_path), first=IN_A_ROOM)

    assert looked.returncode == 1
    assert "✗ Only this machine itself reaches http://127.0.0.1:8000. Leave --host out" in looked.stdout


@pytest.mark.parametrize(("route", "why"), [("10.0.0.7", "the internet is that way"), ("", "looks most like")])
def test_in_several_networks_it_says_which_was_chosen_and_how_to_choose(
    tmp_path: Path, lan: Any, route: str, why: str
) -> None:
    lan(route=route, eth0="10.0.0.7", wlan0="192.168.1.5")
    chosen, other = ("10.0.0.7", "192.168.1.5") if route else ("192.168.1.5", "10.0.0.7")

    [finding] = network.address(told(tmp_path), 8000)

    assert finding.mark == LOOK
    assert f"http://{chosen}:8000" in finding.says
    assert why in finding.says
    assert other in finding.says
    assert finding.do.endswith(f"readtheroom serve --public-url http://{other}:8000")


def test_a_vpn_that_leads_out_is_told(tmp_path: Path, lan: Any) -> None:
    lan(route="10.8.0.2", tun0="10.8.0.2", wlan0="192.168.1.5")

    found = list(network.address(told(tmp_path), 8000))

    assert [finding.mark for finding in found] == [GOOD, LOOK]
    assert "VPN" in found[1].says


def test_an_address_of_ones_own_is_repeated(tmp_path: Path, lan: Any) -> None:
    lan(wlan0="192.168.1.5", eth0="10.0.0.7")

    [finding] = network.address(told(tmp_path, public_url="http://10.0.0.7:8000"), 8000)

    assert (finding.mark, "http://10.0.0.7:8000" in finding.says) == (GOOD, True)


# --- the port, and whether this machine answers


def test_a_port_of_another_program_is_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that takes the line and never says a word."""
    monkeypatch.setattr("app.doctor.port.PATIENCE_S", 0.2)
    with listening() as port:
        found = door(told(tmp_path, host="127.0.0.1", port=port))

    assert (found.finding.mark, found.ours, found.free) == (BAD, "", False)
    assert f"readtheroom --port {port + 1}" in found.finding.do


@pytest.mark.parametrize("care", ["default-src 'self'", "trusted-types app"])
def test_another_program_that_answers_is_not_taken_for_us(tmp_path: Path, care: str) -> None:
    """Neither one that says the same, nor one that is as careful."""

    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Security-Policy", care)
            self.end_headers()
            self.wfile.write(b'{"ok": true}' if "self" in care else b"{}")

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Other) as other:
        Thread(target=other.serve_forever, daemon=True).start()
        found = door(told(tmp_path, host="127.0.0.1", port=other.server_port))
        other.shutdown()

    assert (found.finding.mark, found.ours) == (BAD, "")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_port_where_we_run_already_is_ours_and_answers(tmp_path: Path, scheme: str) -> None:
    tls = ["--tls", *certificate(tmp_path, "room.invalid")] if scheme == "https" else []
    with running("app", "--port", "0", "--no-browser", "--data", str(tmp_path), *tls) as process:
        config = told(tmp_path, port=int(process.ready().rpartition(":")[2]))
        found = door(config)
        *answers, only_a_phone = network.answers(config, found)

    assert (found.finding.mark, found.ours) == (GOOD, scheme)
    assert "running on port" in found.finding.says
    assert {finding.mark for finding in answers} == {GOOD}
    assert len(answers) == len(lan_addresses())
    assert only_a_phone.mark == LOOK


def test_an_address_that_this_machine_does_not_have_is_in_the_way(tmp_path: Path) -> None:
    found = door(told(tmp_path, host="203.0.113.1"))

    assert (found.finding.mark, found.free) == (BAD, False)
    assert list(network.answers(told(tmp_path, host="203.0.113.1"), found)) == []


def test_a_machine_that_is_silent_in_its_own_network_is_told_of_the_firewall(tmp_path: Path) -> None:
    shut = IN_A_ROOM.replace("ip link set lo up", "true")

    looked = elsewhere("doctor", "--data", str(tmp_path), first=shut)

    assert looked.returncode == 1
    assert "✗ This machine does not answer at 10.9.8.7, not even to itself. Let Python accept" in looked.stdout


def test_behind_a_proxy_it_says_that_it_cannot_see(tmp_path: Path, lan: Any) -> None:
    lan(wlan0="192.168.1.5")
    config = told(tmp_path, public_url="https://room.example.org", port=0)

    [finding] = network.answers(config, door(config))

    assert (finding.mark, "cannot be seen" in finding.says) == (LOOK, True)


def test_firewalls_that_can_be_seen_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ufw.conf").write_text("# on or off\nENABLED=yes\n")
    tool = tmp_path / "firewall-cmd"
    tool.write_text("#!/bin/sh\necho running\n")
    tool.chmod(0o700)
    assert list(network.firewall(8000, tmp_path / "none")) == []

    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    found = list(network.firewall(8000, tmp_path / "ufw.conf"))

    assert [finding.mark for finding in found] == [LOOK, LOOK]
    assert [finding.do.endswith(f"{port}/tcp") for finding, port in zip(found, (8000, 8000), strict=True)] == [
        True,
        True,
    ]


@pytest.mark.parametrize("says", ["not running", ""])
def test_a_firewall_that_is_off_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str) -> None:
    tool = tmp_path / "firewall-cmd"
    tool.write_text(f"#!/bin/sh\necho {says}\n")
    tool.chmod(0o700)
    (tmp_path / "ufw.conf").write_text("ENABLED=no\n")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    assert list(network.firewall(8000, tmp_path / "ufw.conf")) == []


def test_a_proxy_in_the_environment_is_told_without_its_password(lan: Any) -> None:
    lan(wlan0="192.168.1.5")
    [finding] = network.proxy({"HTTPS_PROXY": "http://me:sesame@proxy:3128", "NO_PROXY": "localhost"})

    assert finding.mark == LOOK
    assert "sesame" not in finding.line()
    assert finding.do == "Set NO_PROXY=127.0.0.1,localhost,192.168.1.5"
    assert marks(network.proxy({"https_proxy": "http://p", "no_proxy": "127.0.0.1, localhost,192.168.1.5"})) == [GOOD]
    assert marks(network.proxy({"https_proxy": "http://p", "no_proxy": "*"})) == [GOOD]
    assert marks(network.proxy({"https_proxy": ""})) == []


# --- the certificate


@pytest.mark.parametrize(("days", "mark"), [(3.5, LOOK), (90, GOOD)])
def test_a_certificate_that_ends_soon_is_told(tmp_path: Path, days: float, mark: str) -> None:
    tls = read_certificate(*certificate(tmp_path, "room.example.org", days=days), World())

    first, *_ = papers.findings(told(tmp_path, host="127.0.0.1", tls=tls), 8000, World())

    assert first.mark == mark
    assert "3 more days" in first.says or mark == GOOD


def test_a_certificate_without_its_signer_and_an_open_key_are_told(tmp_path: Path) -> None:
    files = certificate(tmp_path, "room.example.org", issuer="Somebody else")
    Path(files[1]).chmod(0o644)
    tls = read_certificate(*files, World())

    _, chain, key = papers.findings(told(tmp_path, host="127.0.0.1", tls=tls), 8000, World())

    assert [chain.mark, key.mark] == [LOOK, LOOK]
    assert "fullchain.pem" in chain.do
    assert "chmod 600" in key.do


def test_a_name_that_nobody_knows_or_that_leads_elsewhere_is_in_the_way(lan: Any) -> None:
    lan(wlan0="192.168.1.5")

    unknown, elsewhere = papers.leads_here("room.invalid"), papers.leads_here("localhost")

    assert [unknown.mark, elsewhere.mark] == [BAD, BAD]
    assert "leads to 127.0.0.1, which is not this machine" in elsewhere.says
    lan(wlan0="127.0.0.1")
    assert papers.leads_here("localhost").mark == BAD


def test_the_name_on_the_certificate_is_looked_up(tmp_path: Path) -> None:
    files = certificate(tmp_path, "room.invalid")

    looked = elsewhere("doctor", "--data", str(tmp_path / "data"), "--tls", *files, first=IN_A_ROOM)

    assert looked.returncode == 1
    assert "✓ Phones will open https://room.invalid:8000" in looked.stdout
    assert "✗ Nobody here knows the name room.invalid" in looked.stdout


# --- the disk


def test_a_disk_that_is_nearly_full_is_in_the_way(tmp_path: Path) -> None:
    small = f"mount -t tmpfs -o size=2m none {tmp_path}"

    looked = elsewhere("doctor", "--data", str(tmp_path / "data"), first=small)

    assert "✗ The disk is nearly full: 1 MB are free" in looked.stdout
    assert [storage.room(megabytes * storage.MB).mark for megabytes in (49, 499, 500)] == [BAD, LOOK, GOOD]


def test_a_folder_that_cannot_be_written_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    looked = run("doctor", "--data", str(tmp_path / "file" / "data"))

    assert looked.returncode == 1
    assert "✗ The data folder" in looked.stdout
    assert storage.writes(Path("/proc/self"), World()).mark == BAD


def test_a_slow_disk_is_told(tmp_path: Path) -> None:
    times = iter([100.0, 100.0, 100.5])
    slow = World(clock=lambda: next(times))

    assert storage.writes(tmp_path, slow).mark == LOOK
    assert storage.writes(tmp_path, World()).mark in {GOOD, LOOK}
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_copied_to_a_cloud_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox (Work)" / "data"
    folder.mkdir(parents=True)

    *_, finding = storage.findings(folder, World())

    assert (finding.mark, "Dropbox" in finding.says) == (LOOK, True)


# --- memory


def test_keys_that_lie_on_a_disk_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "in_memory", list)
    monkeypatch.setattr(keys.tempfile, "gettempdir", lambda: str(tmp_path))

    assert memory.keys(tmp_path).mark == LOOK


def test_a_key_folder_that_somebody_else_has_taken_is_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "in_memory", lambda: [tmp_path])
    folder, _ = keys.key_folder(tmp_path)
    assert memory.keys(tmp_path).mark == GOOD
    assert not folder.exists(), "whoever only looks leaves nothing behind"
    folder.symlink_to("/tmp")
    taken = memory.keys(tmp_path)
    folder.unlink()
    folder.write_text("in the way")

    assert [taken.mark, memory.keys(tmp_path).mark] == [BAD, BAD]


def test_swap_on_an_open_disk_is_told_and_no_other(tmp_path: Path) -> None:
    swaps, blocks = tmp_path / "swaps", tmp_path / "block"
    (blocks / "dm-1" / "dm").mkdir(parents=True)
    (blocks / "dm-1" / "dm" / "uuid").write_text("CRYPT-PLAIN-cryptswap1\n")
    (blocks / "dm-2" / "dm").mkdir(parents=True)
    (blocks / "dm-2" / "dm" / "uuid").write_text("LVM-of-nobody\n")
    head = "Filename\tType\tSize\tUsed\tPriority\n"

    swaps.write_text(head)
    assert memory.swap(swaps, blocks).mark == GOOD
    swaps.write_text(f"{head}/dev/zram0 partition 1 0 -2\n/dev/dm-1 partition 1 0 -2\n")
    assert memory.swap(swaps, blocks).mark == GOOD
    swaps.write_text(
        "\n".join([head.strip(), *(f"/dev/{name} partition 1 0 -2" for name in ("zram0", "sda2", "dm-2"))])
    )
    found = memory.swap(swaps, blocks)

    assert found.mark == LOOK
    assert "(/dev/sda2, /dev/dm-2)" in found.says
    assert "zram" not in found.says
    assert memory.swap(tmp_path / "none", blocks).mark == LOOK


@pytest.mark.parametrize(
    ("pattern", "mark"),
    [
        ("core", GOOD),
        ("|/usr/lib/systemd/systemd-coredump %P", GOOD),
        ("|/usr/share/apport/apport -p%p", LOOK),
    ],
)
def test_a_program_that_collects_crashes_is_told(tmp_path: Path, pattern: str, mark: str) -> None:
    (tmp_path / "core_pattern").write_text(pattern + "\n")

    found = memory.core_dumps(tmp_path / "core_pattern")

    assert found.mark == mark
    assert mark == GOOD or "apport" in found.says
    assert memory.core_dumps(tmp_path / "none").mark == GOOD


# --- the machine


def test_a_python_that_nobody_has_tried_is_told() -> None:
    versions = [(3, 10, 9), (3, 11, 0), (3, 14, 2), (3, 15, 0)]

    assert [machine.python(version).mark for version in versions] == [LOOK, GOOD, GOOD, LOOK]


def test_a_clock_that_is_years_off_is_told(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.touch()
    written = program.stat().st_mtime
    clocks = [written - 48 * HOUR_S, written + HOUR_S, written + 7 * 365 * 24 * HOUR_S]

    found = [machine.clock(World(calendar=lambda now=now: now, clock=lambda: 0.0), program).mark for now in clocks]

    assert found == [LOOK, GOOD, LOOK]


def test_a_machine_without_a_browser_is_told(tmp_path: Path) -> None:
    alone = run("doctor", "--data", str(tmp_path), PATH=str(tmp_path))
    with_one = run("doctor", "--data", str(tmp_path), PATH=str(tmp_path), BROWSER="/bin/true %s")

    assert "! No browser was found" in alone.stdout
    assert "✓ Your page will open in the browser.\n" in with_one.stdout


def test_more_phones_than_memory_or_connections_are_told() -> None:
    assert machine.memory(10 * 1024**3, 10_000).mark == GOOD
    tight = machine.memory(250 * 1024**2, 10_000)
    assert (tight.mark, "about 1,706 phones" in tight.says) == (LOOK, True)
    assert machine.memory(0, 1).mark == LOOK
    assert [machine.connections(most, 10_000).mark for most in (9_999, 10_000)] == [LOOK, GOOD]


def test_a_low_limit_of_connections_is_seen(tmp_path: Path) -> None:
    limited = f"ulimit -n 400 && exec {sys.executable} -m app doctor --data {tmp_path}"
    ran = subprocess.run(["sh", "-c", limited], cwd=ROOT, capture_output=True, text=True, check=False)

    assert "! About 144 phones can be connected at once, and 10,000 may join. Raise the limit" in ran.stdout


def test_free_memory_is_read_or_else_all_there_is(tmp_path: Path) -> None:
    facts = tmp_path / "meminfo"
    facts.write_text("MemTotal:       2000 kB\nMemAvailable:    700 kB\n")

    assert machine.available(facts) == 700 * 1024
    assert (machine.available(tmp_path / "none") or 0) > 100 * 1024**2


def test_everything_is_looked_at(tmp_path: Path) -> None:
    said = " ".join(finding.says for finding in examine({"data": str(tmp_path), "port": "0"}, {}, World()))

    for word in ("Port", "disk", "data folder", "Keys", "swap", "crash", "memory", "connected", "Python", "clock"):
        assert word in said


def test_a_number_on_the_qr_that_this_machine_does_not_have_is_in_the_way(tmp_path: Path, lan: Any) -> None:
    lan(wlan0="192.168.1.5")

    [finding] = network.address(told(tmp_path, public_url="http://192.168.7.9:8000"), 8000)

    assert finding.mark == BAD
    assert "http://192.168.7.9:8000" in finding.says
    assert finding.do.endswith("192.168.1.5")


def test_an_address_behind_a_proxy_may_be_anybodys(tmp_path: Path, lan: Any) -> None:
    lan(wlan0="192.168.1.5")

    [finding] = network.address(told(tmp_path, public_url="http://192.168.7.9"), 8000)

    assert finding.mark == GOOD
