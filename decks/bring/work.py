"""A PDF being read in a process of its own, seen from the process that waits for it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from decks import child
from decks.bring.limits import SECONDS
from decks.bring.page import FOLDER, file_of
from decks.bring.record import IN_A_FOLDER
from decks.bring.refusals import REFUSALS, CannotSave, NameTaken, TooMuch
from decks.bring.report import Report, read_report

STAGE = ".bringing-"
FIRST = f"{file_of(1)}.webp"
BREATH_S = 0.05
DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)\d")
"""Names that Windows keeps for itself."""
LONGEST_NAME, LONGEST_TITLE = 60, 120
LARGEST_REPORT = 1024 * 1024


def deck_name(file: str) -> str:
    """The id of the deck that a file becomes: its own name, of small letters, digits and hyphens."""
    stem = re.split(r"[/\\]", file)[-1].rpartition(".")[0] or file
    name = re.sub(r"[\W_]+", "-", stem.lower()).strip("-")[:LONGEST_NAME].strip("-") or "slides"
    return f"{name}-slides" if DEVICE.fullmatch(name) else name


class Work:
    """Reading these files for the deck of that name in the folder `into`. Raises NameTaken or CannotSave at once."""

    def __init__(self, pdf: Path, pptx: Path | None, into: Path, name: str) -> None:
        into = into.absolute()
        self.target = into / name
        deck = self.target / IN_A_FOLDER
        _check_name(into, name)
        title = name.replace("-", " ")[:LONGEST_TITLE].capitalize()
        try:
            self.stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=into))
        except OSError:
            raise CannotSave from None
        files = (pdf.absolute(), pptx.absolute() if pptx else "", deck if deck.exists() else "")
        try:
            self._process = child.start("decks.bring.child", *map(str, (os.getpid(), self.stage, *files, title)))
        except OSError:
            shutil.rmtree(self.stage, ignore_errors=True)
            raise TooMuch from None

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    @property
    def progress(self) -> tuple[int, int]:
        """How many pages are read, and of how many. 0 of 0 at the beginning."""
        with contextlib.suppress(OSError, ValueError):
            done, total = (self.stage / "progress").read_text("utf-8").split()
            return int(done), int(total)
        return 0, 0

    def result(self) -> tuple[Report, str]:
        """The report, and the digest of the deck that the text was made from. Raises a refusal."""
        try:
            with (self.stage / "report").open("rb") as file:
                said: dict[str, Any] = json.loads(file.read(LARGEST_REPORT))
        except (OSError, ValueError):
            raise TooMuch from None
        if "refused" in said:
            raise REFUSALS[said["refused"]](**said["facts"])
        return read_report(said["report"]), said["deck"]

    def stop(self) -> None:
        """End it, if it has not ended, and leave nothing of it on the disk."""
        if self.running:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.stage, ignore_errors=True)


def wait(work: Work, sleep: Callable[[float], None], tell: Callable[[int, int], None]) -> None:
    """Until it has ended. Polling, so that a server goes on meanwhile. Raises TooMuch when it takes too long."""
    for _ in range(round(SECONDS / BREATH_S)):
        if not work.running:
            return
        tell(*work.progress)
        sleep(BREATH_S)
    raise TooMuch


def remove_leftovers(into: Path) -> None:
    """Remove what a server that was killed has left of its work."""
    for stage in into.glob(f"{STAGE}*"):
        shutil.rmtree(stage, ignore_errors=True)


def _check_name(into: Path, name: str) -> None:
    """A deck of that name must have come from a PDF itself."""
    ours = (into / name / IN_A_FOLDER).is_file() and (into / name / FOLDER / FIRST).is_file()
    if not ours and any(os.path.lexists(into / taken) for taken in (name, f"{name}.md")):
        raise NameTaken(name=name)
