"""What others wrote is unchanged, named with its licence, and nothing else has crept in beside it."""

from __future__ import annotations

from hashlib import sha256

from app.paths import static

VENDOR = static() / "vendor"
PAPERS = {"vendor/VENDORED.md", "vendor/hashes.txt"}


def _hashes() -> dict[str, str]:
    lines = (VENDOR / "hashes.txt").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def test_every_file_is_what_it_was_when_it_came() -> None:
    found = {name: sha256((static() / name).read_bytes()).hexdigest() for name in _hashes()}
    assert found == _hashes()


def test_nothing_is_there_that_has_no_hash() -> None:
    there = {
        path.relative_to(static()).as_posix()
        for folder in ("vendor", "fonts")
        for path in (static() / folder).iterdir()
    }
    assert there - PAPERS == set(_hashes())


def test_every_file_is_listed_with_its_version_and_licence() -> None:
    listed = (VENDOR / "VENDORED.md").read_text(encoding="utf-8")
    assert [name for name in _hashes() if name.rsplit("/", 1)[-1] not in listed] == []
