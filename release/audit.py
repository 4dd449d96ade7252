"""Are there known holes in what we stand on? `make audit` asks pip-audit about every pinned package.

First it asks about a version that is known to have one. Only a source that knows that can be believed when it is silent
about ours; where none is to be had, the audit says that it was not made.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
LOCKS = (ROOT / "requirements.lock", ROOT / "requirements-test.lock", ROOT / "release" / "tools.lock")
KNOWN_TO_BE_BAD = "jinja2==2.10"
NOT_MADE = "The audit of dependencies was NOT made: no source of advisories answers from here."
PATIENCE_S = 600


def main(program: str, locks: Sequence[Path] = LOCKS, *more: str) -> int:
    """Says what was found; 0 if nothing was or nothing could be, 1 otherwise."""
    if not _knows_anything(program):
        print(NOT_MADE)
        return 0
    if (asked := _ask(program, *[f"--requirement={lock}" for lock in locks], *more)) is None:
        print("The audit of dependencies broke off. Try again.")
        return 1
    lines = sorted({line for package in asked for line in _wrong(package)})
    print("\n".join(lines) or f"No known holes in the {len(asked)} packages that are pinned.")
    return 1 if lines else 0


def _knows_anything(program: str) -> bool:
    with TemporaryDirectory() as folder:
        file = Path(folder, "known.txt")
        file.write_text(f"{KNOWN_TO_BE_BAD}\n", "utf-8")
        asked = _ask(program, f"--requirement={file}", "--no-deps")
    return any(package.get("vulns") for package in asked or [])


def _ask(program: str, *words: str) -> list[dict[str, Any]] | None:
    """What it says of each package. None when it broke off."""
    command = [program, "--disable-pip", "--progress-spinner=off", "--format=json", *words]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        packages: list[dict[str, Any]] = json.loads(ran.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
        return None
    return packages


def _wrong(package: dict[str, Any]) -> list[str]:
    if reason := package.get("skip_reason"):
        return [f"{package['name']} could not be audited: {reason}"]
    fixed = [(hole["id"], ", ".join(hole["fix_versions"]) or "nothing yet") for hole in package["vulns"]]
    return [f"{package['name']} {package['version']} has {name}; fixed in: {versions}" for name, versions in fixed]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], LOCKS, *sys.argv[2:]))
