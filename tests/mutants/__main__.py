"""Runs the mutants one after the other, and says which were found out. Exit 1 if one was not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.mutants import disk, keeping, later, moving, numbers, releasing, runs, seeing, tables, texts
from tests.mutants.mutant import Mutant

ROOT = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "node_modules", "dist")
LONGEST_S = float(os.environ.get("MUTANT_SECONDS", "20"))
TESTS_FAILED = 1
"""pytest's exit status when tests ran and some failed; another one means that nothing was proved."""

MUTANTS = tuple(
    mutant
    for part in (numbers, tables, moving, keeping, texts, seeing, releasing, runs, later, disk)
    for mutant in part.MUTANTS
)


def main(words: Sequence[str]) -> int:
    chosen = [mutant for mutant in MUTANTS if all(word.lower() in mutant.name.lower() for word in words)]
    os.nice(10)
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
        alive = sum(not _is_found_out(mutant, tree) for mutant in chosen)
    print(f"{len(chosen) - alive} of {len(chosen)} were found out.")
    return 1 if alive else 0


def _is_found_out(mutant: Mutant, tree: Path) -> bool:
    began = time.monotonic()
    found, how = _try(mutant, tree)
    print(f"{'red' if found else 'GREEN':<5}  {time.monotonic() - began:5.1f} s  {mutant.name:<60} {how}", flush=True)
    return found


def _try(mutant: Mutant, tree: Path) -> tuple[bool, str]:
    """Whether the tests found out, and how it went."""
    path = tree / mutant.file
    whole = path.read_text("utf-8")
    if mutant.old not in whole or mutant.old == mutant.new:
        return False, "there is no such rule any more: mend the mutant"
    path.write_text(whole.replace(mutant.old, mutant.new, 1).replace(*mutant.also), "utf-8")
    try:
        words = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *mutant.tests.split()]
        ran = subprocess.run(words, cwd=tree, env=_environment(), capture_output=True, text=True, timeout=LONGEST_S)
    except subprocess.TimeoutExpired:
        return False, f"took longer than {LONGEST_S:.0f} s"
    finally:
        path.write_text(whole, "utf-8")
    return ran.returncode == TESTS_FAILED, _last(ran.stdout)


def _last(said: str) -> str:
    return said.strip().splitlines()[-1] if said.strip() else ""


def _environment() -> dict[str, str]:
    """Nothing compiled is kept: a mutant can be as long and as old as what it stands for."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
