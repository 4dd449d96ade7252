"""The bill of materials (CycloneDX 1.6): everything of others that the program brings or stands on, and its licence."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from packaging.requirements import Requirement

from release.lock import pins, usual

OURS = "readtheroom"
LICENCE = "MIT AND CC-BY-SA-4.0"
NAMESPACE = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
ROW = re.compile(
    r"^\| `(?P<file>[^`]+)` \| (?P<what>.+?) \| (?P<version>.+?) \| (?P<licence>.+?) \| (?P<source>.+) \|$", re.M
)
NPM = re.compile(r"npm `(@?[^`]+)`")
LETTERS = Path(__file__).parents[1] / "decks/paper/fonts"
SPDX = {"OFL 1.1": "OFL-1.1"}

Facts = dict[str, Any]


def sbom(version: str, project: Path, lock: Path, static: Path) -> Facts:
    """The same sources give the same bill: it holds no time and no chance."""
    packages = pins(lock)
    ours = {"type": "application", "bom-ref": OURS, "name": OURS, "version": version, "purl": _pypi(OURS, version)}
    components = [*[_package(*pin) for pin in sorted(packages.items())], *_vendored(static / "vendor"), *_letters()]
    refs = {name: _pypi(name, packages[name]) for name in packages}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE, repr(components) + version)}",
        "version": 1,
        "metadata": {"component": {**ours, "licenses": [{"expression": LICENCE}]}},
        "components": components,
        "dependencies": [
            {"ref": OURS, "dependsOn": _pinned(_direct(project), refs)},
            *[{"ref": refs[name], "dependsOn": _pinned(_needs(name), refs)} for name in sorted(packages)],
        ],
    }


def _package(name: str, version: str) -> Facts:
    purl = _pypi(name, version)
    facts: Facts = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    licences = _licences(name)
    return {**facts, "licenses": licences} if licences else facts


def _pypi(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


def _licences(name: str) -> list[Facts]:
    """As the package itself says it, in the newest way that it knows."""
    try:
        facts = metadata(name)
    except PackageNotFoundError:
        return []
    if expressions := facts.get_all("License-Expression"):
        return [{"expression": expressions[0]}]
    named = [line.rpartition(" :: ")[2] for line in facts.get_all("Classifier", []) if line.startswith("License ::")]
    named = named or [line for line in facts.get_all("License", []) if line and "\n" not in line]
    return [{"license": {"name": one}} for one in named]


def _direct(project: Path) -> list[str]:
    with project.open("rb") as file:
        wanted: list[str] = tomllib.load(file)["project"]["dependencies"]
    return wanted


def _needs(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def _pinned(wanted: list[str], refs: dict[str, str]) -> list[str]:
    """What is asked for on this system, as far as it is pinned."""
    asked = [Requirement(line) for line in wanted]
    needed = {usual(one.name) for one in asked if not one.marker or one.marker.evaluate({"extra": ""})}
    return sorted(refs[one] for one in needed if one in refs)


def _vendored(folder: Path) -> list[Facts]:
    lines = (line.split() for line in (folder / "hashes.txt").read_text("utf-8").splitlines())
    hashes = {name: digest for digest, name in lines}
    rows = ROW.finditer((folder / "VENDORED.md").read_text("utf-8"))
    found = [row.groupdict() for row in rows]
    for row, above in zip(found[1:], found, strict=False):
        row["source"] = above["source"] if row["source"] == "the same" else row["source"]
    return [_file(row, hashes[row["file"]]) for row in found]


def _letters() -> list[Facts]:
    """What reports are printed with."""
    lines = (line.split() for line in (LETTERS / "SHA256SUMS").read_text("ascii").splitlines())
    return [
        {
            "type": "file",
            "bom-ref": f"decks/paper/fonts/{name}",
            "name": f"decks/paper/fonts/{name}",
            "hashes": [{"alg": "SHA-256", "content": digest}],
            "licenses": [{"license": {"id": "OFL-1.1"}}],
        }
        for digest, name in lines
    ]


def _file(row: dict[str, str], digest: str) -> Facts:
    licence = row["licence"].split(" (")[0]
    facts: Facts = {
        "type": "file",
        "bom-ref": f"static/{row['file']}",
        "name": f"static/{row['file']}",
        "version": row["version"],
        "description": row["what"],
        "hashes": [{"alg": "SHA-256", "content": digest}],
        "licenses": [{"license": {"id": SPDX.get(licence, licence)}}],
    }
    if source := NPM.search(row["source"]):
        facts["properties"] = [{"name": f"{OURS}:from", "value": f"npm {source[1]}"}]
    return facts
