"""Files that were made to do harm are refused soon, with little memory, in one kind sentence, and leave nothing."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from decks.bring import CannotBring, Work, publish, wait
from decks.bring.limits import MEMORY, SECONDS_A_PAGE
from decks.bring.refusals import REFUSALS
from tests.cast.waiting import until
from tests.decks.hostile import HOSTILE, HOSTILE_NOTES, MISLEADING, STRANGE_NAMES, slides, tiles, with_more

ROOT = Path(__file__).parents[2]
SOON_S = 2.0
Bring = Callable[[bytes, bytes | None], str]


def refusal_of(work: Work, looks: Callable[[], None] = lambda: None) -> CannotBring:
    try:
        wait(work, time.sleep, lambda done, total: looks())
        publish(work)
    except CannotBring as refusal:
        return refusal
    finally:
        work.stop()
    raise AssertionError("This should have been refused.")


def held_by(work: Work) -> int:
    """The most memory that the child has held so far, in bytes; 0 where that cannot be seen, or it has ended."""
    try:
        told = Path(f"/proc/{work._process.pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", told)
    return int(found[1]) * 1024 if found else 0


@pytest.fixture
def bring(tmp_path: Path) -> Bring:
    """Bring these files; the code of the refusal. What the child has used is held against its limits."""
    decks = tmp_path / "decks"
    decks.mkdir()

    def bring(pdf: bytes, pptx: bytes | None) -> str:
        for name, contents in (("a.pdf", pdf), ("a.pptx", pptx)):
            if contents is not None:
                (tmp_path / name).write_bytes(contents)
        everything = set(tmp_path.rglob("*"))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        work = Work(tmp_path / "a.pdf", tmp_path / "a.pptx" if pptx is not None else None, decks, "talk")
        held: list[int] = []
        refusal = refusal_of(work, lambda: held.append(held_by(work)))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SOON_S
        assert max(held, default=0) <= MEMORY
        assert set(tmp_path.rglob("*")) == everything, "nothing is left behind"
        assert str(refusal).endswith(".")
        return refusal.code

    return bring


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_pdf_is_refused(kind: str, bring: Bring) -> None:
    make, codes = HOSTILE[kind]

    assert bring(make(), None) in codes


@pytest.mark.parametrize("kind", HOSTILE_NOTES)
def test_a_hostile_powerpoint_file_is_refused(kind: str, bring: Bring) -> None:
    make, codes = HOSTILE_NOTES[kind]

    assert bring(slides("One"), make()) in codes


@pytest.mark.parametrize("kind", MISLEADING)
def test_what_only_claims_to_be_large_is_the_page_that_it_is(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(MISLEADING[kind]())
    work = Work(tmp_path / "a.pdf", None, tmp_path, "talk")
    wait(work, time.sleep, lambda done, total: None)

    assert publish(work).pages == 1
    work.stop()


def test_no_name_in_a_powerpoint_file_becomes_a_path(tmp_path: Path) -> None:
    decks = tmp_path / "deep/decks"
    decks.mkdir(parents=True)
    (tmp_path / "a.pdf").write_bytes(slides("One"))
    (tmp_path / "a.pptx").write_bytes(with_more(dict.fromkeys(STRANGE_NAMES, b"outside")))
    work = Work(tmp_path / "a.pdf", tmp_path / "a.pptx", decks, "talk")
    wait(work, time.sleep, lambda done, total: None)

    assert publish(work).notes == 1
    work.stop()
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()} == {
        "a.pdf",
        "a.pptx",
        "deep/decks/talk/deck.md",
        "deep/decks/talk/pages/001.phone.webp",
        "deep/decks/talk/pages/001.webp",
        "deep/decks/talk/pages/brought.json",
    }


def test_a_link_is_read_as_the_file_it_leads_to_and_never_written_through(tmp_path: Path) -> None:
    (tmp_path / "private.md").write_text("private")
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks/talk.md").symlink_to(tmp_path / "private.md")
    (tmp_path / "decks/gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "a.pdf").write_bytes(slides("One"))

    for name in ("talk", "gone"):
        with pytest.raises(CannotBring, match="already"):
            Work(tmp_path / "a.pdf", None, tmp_path / "decks", name)

    assert (tmp_path / "private.md").read_text() == "private"
    assert not (tmp_path / "nowhere").exists()


def test_a_page_that_takes_for_ever_is_given_up_long_before_the_time_for_all_pages(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(tiles())
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    refusal = refusal_of(Work(tmp_path / "a.pdf", None, tmp_path, "talk"))

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert refusal.code == "slides.too-much"
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS_A_PAGE + SOON_S


def test_a_child_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    """Whoever waits has patience for so many looks, whatever the platform's own limits are."""
    (tmp_path / "a.pdf").write_bytes(slides(*["One"] * 200))
    work = Work(tmp_path / "a.pdf", None, tmp_path, "talk")

    with pytest.raises(CannotBring, match="more time"):
        wait(work, lambda seconds: None, lambda done, total: None)
    work.stop()

    assert not work.running
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize("when", ["*/new/pages/*.webp", ".bringing-*"])
def test_a_child_whose_parent_is_killed_ends_and_leaves_nothing(tmp_path: Path, when: str) -> None:
    """Once a page is read, and at once. Or it would write on while the next server looks for what the last one left."""
    (tmp_path / "a.pdf").write_bytes(slides(*["One"] * 200))
    waits = "import sys, time; from pathlib import Path; from decks.bring import Work; at = Path(sys.argv[1]); "
    waits += "Work(at / 'a.pdf', None, at, 'talk'); time.sleep(60)"
    parent = subprocess.Popen([sys.executable, "-c", waits, str(tmp_path)], cwd=ROOT)

    try:
        until(lambda: list(tmp_path.glob(when)))
    finally:
        parent.kill()
        parent.wait()

    until(lambda: [path.name for path in tmp_path.iterdir()] == ["a.pdf"])


def test_every_refusal_has_a_code_of_its_own_and_a_kind_sentence() -> None:
    assert len(REFUSALS) == len(CannotBring.__subclasses__())
    for code, refusal in REFUSALS.items():
        assert code.count(".") == 1
        assert refusal.says.endswith(".")
        assert "invalid" not in refusal.says.lower()
