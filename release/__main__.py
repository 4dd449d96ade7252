"""`make release`: the wheel, its bill of materials and the hashes of both, into dist/."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from app.paths import static
from app.version import version
from release.sbom import sbom

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
MUST_HAVE = ("app/__main__.py", "app/_bundled/static/js/wire.js", "decks/library/she-has-other-priorities.md")
MAY_NOT_HAVE = ("tests/", "bench/", "release/")


def main(tools: str) -> None:
    """Build, look into it, write down what it is made of and what it is known by."""
    if changes := changes_since_the_commit():
        sys.exit(f"Only what is committed is released, and there are changes:\n{changes}")
    shutil.rmtree(DIST, ignore_errors=True)
    wheel = build(Path(tools), DIST)
    complete(wheel)
    bill = DIST / f"readtheroom-{version()}.cdx.json"
    bill.write_text(
        json.dumps(sbom(version(), ROOT / "pyproject.toml", ROOT / "requirements.lock", static()), indent=2) + "\n",
        "utf-8",
    )
    known_by(DIST)
    print(f"{wheel.name}, {bill.name} and SHA256SUMS lie in {DIST}.")


def changes_since_the_commit() -> str:
    """What differs from the last commit; empty when nothing does."""
    ran = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=True)
    return ran.stdout.rstrip()


def build(tools: Path, into: Path) -> Path:
    """With the pinned builder, and dated by the last commit: the same sources give the same file."""
    dated = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True)
    env = {**os.environ, "SOURCE_DATE_EPOCH": dated.stdout.strip()}
    words = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(into), str(ROOT)]
    subprocess.run([tools / "bin" / "python", "-m", "pip", *words], env=env, check=True)
    [wheel] = into.glob("*.whl")
    return wheel


def complete(wheel: Path) -> None:
    """Stops when something is missing in the wheel, or is in it by mistake."""
    with ZipFile(wheel) as opened:
        names = opened.namelist()
    missing = [name for name in MUST_HAVE if name not in names]
    strange = [name for name in names if name.startswith(MAY_NOT_HAVE)]
    if missing or strange:
        sys.exit(f"{wheel.name} lacks {missing} and has {strange}.")


def known_by(folder: Path) -> None:
    """Write SHA256SUMS, to be checked with `sha256sum --check`."""
    files = sorted(path for path in folder.iterdir() if path.name != "SHA256SUMS")
    lines = [f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
