"""`readtheroom rehearse`, typed as somebody would type it."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.rehearsal import show
from app.rehearsal.remote import Remote
from app.rehearsal.show import Show, Unfinished, missing
from app.rehearsal.which import NotRehearsable, which
from app.world import seeded
from tests.app.process import Process
from tests.cast import Evening, House, until
from tests.cast.house import DECKS
from tests.cast.memory import in_memory_or
from tests.rehearsal.console import Console

VOTE = str(DECKS / "vote.md")
ROUNDABOUT = """---
title: Roundabout
---

# One

---

# Two

```slide
next: one
```
"""


class Stage:
    """A machine of our own: a home, and every place for temporary files. `left` is what lies there."""

    def __init__(self, folder: Path) -> None:
        self.home, self.temporary = folder / "home", folder / "tmp"
        self.memory = Path(tempfile.mkdtemp(prefix="rtr-", dir=in_memory_or(folder)))
        self.home.mkdir()
        self.temporary.mkdir()
        self.processes: list[Process] = []

    def rehearses(self, *words: str) -> Process:
        places = {"HOME": str(self.home), "TMPDIR": str(self.temporary), "XDG_RUNTIME_DIR": str(self.memory)}
        self.processes.append(Process("-m", "app", "rehearse", *words, **places))
        return self.processes[-1]

    @property
    def left(self) -> list[str]:
        found = [path for place in (self.home, self.temporary, self.memory) for path in place.rglob("*")]
        return sorted(str(path) for path in found)

    def closes(self) -> None:
        for process in self.processes:
            process.kill()
        shutil.rmtree(self.memory)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    stage.closes()


def _words(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def working_on(folder: Path) -> list[bytes]:
    """The processes that were told to work in this folder."""
    pids = filter(str.isdigit, os.listdir("/proc"))
    return [words for pid in pids if str(folder).encode() in (words := _words(int(pid)))]


def test_auto_presents_a_deck_from_start_to_end_and_leaves_nothing_behind(stage: Stage) -> None:
    rehearsal = stage.rehearses(VOTE, "--auto", "--phones", "9", "--seed", "4")
    rehearsal.ready()
    assert [path for path in stage.left if path.endswith("data/readtheroom.db")]

    status, said = rehearsal.end()
    assert (status, said) == (0, "")
    assert stage.left == []
    assert working_on(stage.memory) == []


def test_auto_tells_line_by_line_what_the_room_was_shown(house: House) -> None:
    typed = house.types("rehearse", VOTE, "--auto", "--phones", "9", "--seed", "4")
    lines = [line.strip() for line in typed.stdout.splitlines()]
    assert lines[lines.index("1/4  The stand-up") + 1] == "1/4  The stand-up (1 of 1)"
    votes = [line for line in lines if line.startswith("vote")]
    assert [line.partition(":")[0] for line in votes] == [
        "vote 1 of 2 opens",
        "vote 1 closes",
        "vote 2 of 2 opens",
        "vote 2 closes",
        "vote 1 of 1 opens",
        "vote 1 closes",
    ]
    assert "pattern: C is Repair" in lines
    assert lines[-2:] == ["The end.", "Summary: 2 questions, 3 votes."]


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_however_it_is_stopped_nothing_is_left_behind(stage: Stage, ending: signal.Signals) -> None:
    rehearsal = stage.rehearses(VOTE, "--no-browser", "--phones", "5")
    rehearsal.ready()
    assert [path for path in stage.left if path.endswith("data/readtheroom.db")]
    assert working_on(stage.memory)

    rehearsal.signal(ending)
    status, said = rehearsal.end(10)
    assert (status, said) == (0, "")
    assert stage.left == []
    assert working_on(stage.memory) == []


def test_not_even_killing_it_leaves_anything_behind(stage: Stage) -> None:
    rehearsal = stage.rehearses(VOTE, "--no-browser", "--phones", "5")
    rehearsal.ready()
    rehearsal.signal(signal.SIGKILL)
    rehearsal.end()
    until(lambda: stage.left == [] and working_on(stage.memory) == [])


def test_it_says_where_to_present_and_with_which_seed(stage: Stage) -> None:
    rehearsal = stage.rehearses(VOTE, "--no-browser", "--phones", "5", "--seed", "77")
    url = rehearsal.ready()
    printed = "".join(rehearsal.lines)
    assert "Rehearsal: The slip in the stand-up, with 5 simulated phones (--seed 77)." in printed
    assert f"{url}/enter/" in printed
    assert f"{url}/screen/" in printed


def test_a_deck_of_the_library_goes_by_its_id() -> None:
    found = which("starter", None)
    assert (found.id, found.folder) == ("starter", None)


def test_a_deck_may_be_a_file_anywhere_or_a_folder(tmp_path: Path) -> None:
    assert which(VOTE, None).folder == DECKS
    (tmp_path / "evening").mkdir()
    shutil.copy(VOTE, tmp_path / "evening" / "deck.md")
    for name in ("evening", "evening/deck.md"):
        found = which(str(tmp_path / name), None)
        assert (found.id, found.folder) == ("evening", tmp_path)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nowhere", "There is no deck called “nowhere”"),
        ("nowhere/deck.md", "There is no deck at"),
        ("tests/decks/bad/07-one-option.md", "This deck has errors. The first is:\n"),
    ],
)
def test_what_cannot_be_rehearsed_is_refused_with_a_sentence(name: str, says: str) -> None:
    with pytest.raises(NotRehearsable, match=says):
        which(name, None)


def test_a_refusal_is_exit_2_and_nothing_was_started(stage: Stage) -> None:
    status, said = stage.rehearses("nowhere", "--auto").end()
    assert (status, said.splitlines()[-1]) == (2, "Type: readtheroom deck list")
    assert stage.left == []


@pytest.fixture
def present(evening: Callable[..., Evening]) -> Callable[..., list[str]]:
    """Present a session of this deck without anybody there; what was told."""

    def present(deck: str, told: list[str]) -> list[str]:
        begun = evening(deck, rehearsal=True)
        server = Remote(begun.house.url, begun.house.bearer())
        Show(server, begun.id, told.append, seeded(1)).run(phones=0)
        return told

    return present


def test_a_deck_that_goes_round_in_circles_is_said_to(
    house: House, present: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    house.writes("roundabout", ROUNDABOUT)
    monkeypatch.setattr(show, "MOST_MOVES", 20)
    told: list[str] = []
    with pytest.raises(Unfinished, match="goes round in circles"):
        present("roundabout", told)
    assert told[:3] == ["  1/2  One", "  2/2  Two", "  1/2  One"]


def test_a_summary_must_say_a_sentence_for_every_vote() -> None:
    def ask(name: str, *says: str) -> dict[str, Any]:
        return {"id": name, "rounds": [{"says": text} for text in says]}

    votes = {"say": 2, "hard": 1, "again": 1}
    assert list(missing(votes, {"asks": [ask("say", "A.", "B."), ask("hard", "C."), ask("again", "D.")]})) == []
    assert list(missing(votes, {"asks": [ask("say", "A.", ""), ask("hard", "C.")]})) == ["say", "again"]


def test_rehearsals_are_marked_and_not_listed(own_house: House) -> None:
    made = own_house.asks("POST", "/api/sessions", json={"deck": "vote", "rehearsal": True}).json()
    assert own_house.asks("GET", f"/api/sessions/{made['id']}").json()["rehearsal"] is True
    assert own_house.asks("GET", "/api/sessions").json() == []
    refused = own_house.asks("POST", "/api/sessions", json={"deck": "vote", "rehearsal": "yes"})
    assert (refused.status_code, refused.json()["code"]) == (400, "message.invalid")


def test_when_the_session_has_ended_its_summary_can_still_be_read_for_a_while(stage: Stage) -> None:
    rehearsal = stage.rehearses(VOTE, "--no-browser", "--phones", "5")
    rehearsal.ready()
    with Console(rehearsal.lines) as ana:
        console = ana.follows("/present", r"/present/[0-9a-z]{20}")
        ana.submits(f"{console}/command", console, do="start")
        ana.submits(f"{console}/command", console, do="end")
        rehearsal.hears("The rehearsal has ended.")
        assert "The slip in the stand-up" in ana.reads(console.replace("/present/", "/sessions/"))
    rehearsal.signal(signal.SIGTERM)
    assert rehearsal.end(10) == (0, "")
    assert stage.left == []
