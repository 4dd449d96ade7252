"""What is given away is complete, known by its hashes, and its bill of materials leaves nothing out."""

from __future__ import annotations

import json
import subprocess
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from app.paths import static
from decks.paper import FONTS
from release import __main__ as release
from release import audit
from release.lock import pins
from release.sbom import Facts, sbom

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
SUFFIXES = {".js", ".woff2", ".ttf", ".otf"}


@pytest.fixture(scope="module")
def bill() -> Facts:
    return sbom("1.2.3", ROOT / "pyproject.toml", LOCK, static())


# --- the bill of materials


def test_every_pinned_package_is_on_the_bill(bill: Facts) -> None:
    listed = {part["name"]: part["version"] for part in bill["components"] if part["type"] == "library"}

    assert listed == pins(LOCK)
    assert {"flask", "eventlet", "cryptography"} <= listed.keys()


def test_every_file_of_others_is_on_the_bill_with_the_hash_that_it_has(bill: Facts) -> None:
    listed = {part["name"]: part["hashes"][0]["content"] for part in bill["components"] if part["type"] == "file"}
    there = [path for folder in ("vendor", "fonts") for path in (static() / folder).iterdir()]
    brought = {f"static/{path.relative_to(static()).as_posix()}": path for path in there if path.suffix in SUFFIXES}
    printed = {path.relative_to(ROOT).as_posix(): path for path in FONTS.iterdir() if path.suffix in SUFFIXES}

    assert (len(brought) >= 3, len(printed) > 20) == (True, True)
    assert listed == {name: sha256(path.read_bytes()).hexdigest() for name, path in {**brought, **printed}.items()}


def test_everything_on_the_bill_has_a_licence(bill: Facts) -> None:
    assert [part["name"] for part in bill["components"] if not part.get("licenses")] == []
    assert bill["metadata"]["component"]["licenses"] == [{"expression": "MIT AND CC-BY-SA-4.0"}]


def test_the_bill_says_who_needs_whom_and_knows_all_it_names(bill: Facts) -> None:
    needs = {part["ref"]: part["dependsOn"] for part in bill["dependencies"]}
    names = {part["bom-ref"] for part in bill["components"]}

    assert any(name.startswith("pkg:pypi/flask@") for name in needs["readtheroom"])
    [flask] = [part for name, part in needs.items() if name.startswith("pkg:pypi/flask@")]
    assert any(name.startswith("pkg:pypi/werkzeug@") for name in flask)
    assert {name for part in needs.values() for name in part} <= names
    assert len(names) == len(bill["components"])


def test_the_same_sources_give_the_same_bill(bill: Facts) -> None:
    assert sbom("1.2.3", ROOT / "pyproject.toml", LOCK, static()) == bill
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert sbom("1.2.4", ROOT / "pyproject.toml", LOCK, static())["serialNumber"] != bill["serialNumber"]


def test_every_lock_pins_with_hashes() -> None:
    for lock in audit.LOCKS:
        text = lock.read_text("utf-8")
        assert len(pins(lock)) > 10
        assert text.count("==") <= text.count("--hash=sha256:")


# --- the wheel


def test_a_wheel_that_lacks_something_or_brings_too_much_is_not_released(tmp_path: Path) -> None:
    whole, poor, rich = (tmp_path / f"{name}.whl" for name in ("whole", "poor", "rich"))
    for wheel, names in [
        (whole, release.MUST_HAVE),
        (poor, release.MUST_HAVE[1:]),
        (rich, (*release.MUST_HAVE, "tests/cast/people.py")),
    ]:
        with ZipFile(wheel, "w") as opened:
            for name in names:
                opened.writestr(name, "")

    release.complete(whole)
    for wheel, says in ((poor, release.MUST_HAVE[0]), (rich, "tests/cast/people.py")):
        with pytest.raises(SystemExit, match=says):
            release.complete(wheel)


def test_hashes_are_written_as_their_checker_reads_them(tmp_path: Path) -> None:
    (tmp_path / "a.whl").write_bytes(b"wheel")
    (tmp_path / "b.json").write_bytes(b"bill")

    release.known_by(tmp_path)

    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "a.whl").write_bytes(b"another")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1


# --- the audit


def auditor(folder: Path, *replies: object) -> str:
    """A pip-audit that gives these replies, one after the other."""
    for number, reply in enumerate(replies, 1):
        (folder / f"reply{number}").write_text(reply if isinstance(reply, str) else json.dumps({"dependencies": reply}))
    program = folder / "pip-audit"
    program.write_text(f'#!/bin/sh\ncd {folder}\necho "$@" >> asked\ncat "reply$(wc -l < asked)"\n')
    program.chmod(0o700)
    return str(program)


KNOWN = [{"name": "jinja2", "version": "2.10", "vulns": [{"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"]}]}]
WELL = {"name": "flask", "version": "3.1.3", "vulns": []}


def test_an_audit_that_finds_nothing_says_how_many_it_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.main(auditor(tmp_path, KNOWN, [WELL, WELL]), [LOCK], "--ignore-vuln=X") == 0

    assert capsys.readouterr().out == "No known holes in the 2 packages that are pinned.\n"
    asked = (tmp_path / "asked").read_text().splitlines()[1]
    assert f"--requirement={LOCK}" in asked
    assert "--ignore-vuln=X" in asked


@pytest.mark.parametrize(
    "first",
    [
        [{"name": "jinja2", "skip_reason": "Dependency not found and could not be audited"}],
        [{"name": "jinja2", "version": "2.10", "vulns": []}],
        "Traceback: no connection",
        "",
    ],
)
def test_an_audit_without_a_source_that_knows_anything_says_that_it_was_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], first: object
) -> None:
    assert audit.main(auditor(tmp_path, first, [WELL]), [LOCK]) == 0

    assert capsys.readouterr().out == f"{audit.NOT_MADE}\n"
    assert "NOT made" in audit.NOT_MADE


def test_an_audit_without_its_program_says_that_it_was_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.main(str(tmp_path / "nothing"), [LOCK]) == 0
    assert "NOT made" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("found", "says"),
    [
        ([WELL, *KNOWN], "jinja2 2.10 has PYSEC-2019-217; fixed in: 2.10.1"),
        ([WELL, {"name": "lost", "skip_reason": "not found"}], "lost could not be audited: not found"),
        ("Traceback: no connection", "broke off"),
    ],
)
def test_a_hole_a_gap_and_a_break_stop_the_build_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], found: object, says: str
) -> None:
    assert audit.main(auditor(tmp_path, KNOWN, found), [LOCK]) == 1
    assert says in capsys.readouterr().out


def test_the_audit_asks_about_everything_that_is_installed() -> None:
    names = {lock.name for lock in audit.LOCKS}

    assert names == {path.name for path in [*ROOT.glob("*.lock"), *(ROOT / "release").glob("*.lock")]}
    assert "make audit" in (ROOT / ".ci" / "run").read_text("utf-8")
