"""Slides on their way into the presenter's decks: sent by a browser, read in a process of their own, then saved."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from app.engine import Engine
from app.mistakes import note
from app.world import World
from decks.bring import CannotBring, Report, Work, deck_name, publish, remove_leftovers, wait
from decks.bring.limits import LARGEST_FILE
from decks.bring.refusals import CannotSave, SlidesBusy, TooLarge, TooMuch

INBOX = "incoming"
REMEMBERED = 20


class Upload:
    """A file as it arrives: on the disk, never larger than it may be, and everybody else has a turn between pieces."""

    def __init__(self, path: Path, breathe: Callable[[], None]) -> None:
        self.path, self._breathe, self._left = path, breathe, LARGEST_FILE
        self._file: IO[bytes] = path.open("xb")

    def write(self, piece: bytes) -> int:
        self._left -= len(piece)
        if self._left < 0:
            raise TooLarge
        self._breathe()
        return self._file.write(piece)

    def seek(self, place: int) -> int:
        """Whoever puts a form together goes back to the beginning; what is in the file is then on the disk."""
        self._file.flush()
        return place

    def close(self) -> None:
        self._file.close()


@dataclass(slots=True)
class Job:
    """One PDF being brought. `over` once there is a report or a refusal."""

    id: str
    name: str
    work: Work
    inbox: Path
    done: int = 0
    total: int = 0
    report: Report | None = None
    refusal: CannotBring | None = None

    @property
    def over(self) -> bool:
        return self.report is not None or self.refusal is not None

    def tell(self, done: int, total: int) -> None:
        self.done, self.total = done, total


@dataclass(slots=True)
class Inbox:
    """A folder for the files of one form."""

    folder: Path
    breathe: Callable[[], None]
    uploads: list[Upload] = field(default_factory=list)

    def take(self) -> Upload:
        """A new file. Its name is ours, whatever the sender calls it."""
        self.uploads.append(Upload(self.folder / str(len(self.uploads)), self.breathe))
        return self.uploads[-1]


class Bringing:
    """Brings one PDF after the other: each may take a quarter of a gigabyte for as long as it is read."""

    def __init__(self, engine: Engine, world: World, data: Path, decks: Path) -> None:
        self._engine, self._world, self._inboxes, self._decks = engine, world, data / INBOX, decks
        self._jobs: dict[str, Job] = {}

    def start(self) -> None:
        """A server that was killed has left its unfinished work."""
        shutil.rmtree(self._inboxes, ignore_errors=True)
        remove_leftovers(self._decks)

    def stop(self) -> None:
        for job in self._jobs.values():
            if not job.over:
                self._leave(job)

    def find(self, job_id: str) -> Job | None:
        return self._jobs.get(job_id)

    @contextmanager
    def inbox(self) -> Iterator[Inbox]:
        """A place for files to arrive. It is removed again if nothing is begun with them."""
        if self._busy:
            raise SlidesBusy
        inbox = Inbox(self._inboxes / self._world.id(), lambda: self._engine.sleep(0))
        try:
            inbox.folder.mkdir(parents=True)
            yield inbox
        except OSError:
            raise CannotSave from None
        finally:
            for upload in inbox.uploads:
                upload.close()
            if all(job.inbox != inbox.folder for job in self._jobs.values()):
                shutil.rmtree(inbox.folder, ignore_errors=True)

    def begin(self, inbox: Inbox, pdf: Upload, pptx: Upload | None, file_name: str) -> Job:
        """Start to read these files. Raises a refusal when that cannot even begin."""
        if self._busy:
            raise SlidesBusy
        name = deck_name(file_name)
        work = Work(pdf.path, pptx.path if pptx else None, self._decks, name)
        job = Job(self._world.id(), name, work, inbox.folder)
        self._jobs[job.id] = job
        for old in list(self._jobs)[:-REMEMBERED]:
            del self._jobs[old]
        self._engine.spawn(self._bring, job)
        return job

    @property
    def _busy(self) -> bool:
        return any(not job.over for job in self._jobs.values())

    def _bring(self, job: Job) -> None:
        report, refusal = None, None
        try:
            wait(job.work, self._engine.sleep, job.tell)
            report = publish(job.work)
        except CannotBring as refused:
            refusal = refused
        except Exception as error:
            note("slides", error)
            refusal = TooMuch()
        self._leave(job)
        job.report, job.refusal = report, refusal

    def _leave(self, job: Job) -> None:
        job.work.stop()
        shutil.rmtree(job.inbox, ignore_errors=True)
