"""Slides that exist become a deck, and stay one when they are brought again."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from decks.bring import CannotBring, Report, Work, deck_name, publish, remove_leftovers, wait
from decks.library import Library, read_deck
from tests.decks.hostile import locked, powerpoint, slides

Bring = Callable[..., Report]

ASK = "## What do you say?\n\n```slide\nask: choice\n```\n\n- [ ] Yes\n- [ ] No\n"


@pytest.fixture
def decks(tmp_path: Path) -> Path:
    folder = tmp_path / "decks"
    folder.mkdir()
    return folder


@pytest.fixture
def bring(tmp_path: Path, decks: Path) -> Bring:
    def bring(pdf: bytes, pptx: bytes | None = None, name: str = "talk") -> Report:
        (tmp_path / "a.pdf").write_bytes(pdf)
        if pptx is not None:
            (tmp_path / "a.pptx").write_bytes(pptx)
        work = Work(tmp_path / "a.pdf", tmp_path / "a.pptx" if pptx is not None else None, decks, name)
        try:
            wait(work, time.sleep, lambda done, total: None)
            return publish(work)
        finally:
            work.stop()

    return bring


def messages(deck: Path) -> list[str]:
    return [str(problem) for problem in read_deck(deck)[1]]


def size(picture: Path) -> tuple[int, int]:
    with Image.open(picture) as opened:
        return opened.size


def edit(deck: Path, old: str, new: str) -> None:
    text = deck.read_text("utf-8")
    assert old in text
    deck.write_text(text.replace(old, new), "utf-8")


def test_each_page_becomes_a_slide_with_its_picture_and_its_words(bring: Bring, decks: Path) -> None:
    report = bring(slides(("Who decides?", "Two people glance at Sam."), ("Thank you",)))

    [entry] = [entry for entry in Library(decks).all() if not entry.shipped]
    assert (entry.id, entry.problems, report.pages) == ("talk", (), 2)
    assert entry.deck
    assert [slide.title for slide in entry.deck.slides] == ["Who decides?", "Thank you"]
    assert {slide.layout for slide in entry.deck.slides} == {"image"}
    assert 'alt="Who decides? Two people glance at Sam."' in entry.deck.slides[0].beats[0]
    assert not list(decks.glob(".*")), "no half-finished work is left"


def test_phones_get_a_small_picture_and_the_wall_a_sharp_one(bring: Bring, decks: Path) -> None:
    bring(slides(("Who decides?", "Two people glance at Sam.")))

    wall, phone = decks / "talk/pages/001.webp", decks / "talk/pages/001.phone.webp"
    assert [size(wall), size(phone)] == [(1600, 900), (960, 540)]
    assert phone.stat().st_size <= 30_000
    [deck] = [entry.deck for entry in Library(decks).all() if not entry.shipped]
    assert deck
    assert '<picture><source media="(max-width: 60rem)" srcset="/media/' in deck.slides[0].beats[0]
    assert set(deck.images.values()) == {str(wall), str(phone)}


def test_a_tall_page_fits_the_wall(bring: Bring, decks: Path) -> None:
    bring(slides("A handout", size=(595, 842)))

    assert size(decks / "talk/pages/001.webp") == (848, 1200)


def test_the_powerpoint_file_gives_the_notes(bring: Bring, decks: Path) -> None:
    report = bring(slides("One", "Two", "Three"), powerpoint("Say hello.\nWait for it.", "", "- [ ] Thank *them*."))

    deck, problems = read_deck(decks / "talk/deck.md")
    assert deck
    assert [slide.notes for slide in deck.slides] == [
        "<p>Say hello.</p>\n<p>Wait for it.</p>\n",
        "",
        "<p>[ ] Thank *them*.</p>\n",
    ]
    assert (problems, report.notes, report.slides) == ((), 2, None)


def test_slides_that_were_hidden_do_not_shift_the_notes(bring: Bring, decks: Path) -> None:
    bring(slides("One", "Three"), powerpoint("First", "Hidden", "Third", hidden=(2,)))

    text = (decks / "talk/deck.md").read_text("utf-8")
    assert "Third" in text
    assert "Hidden" not in text


def test_other_numbers_of_pages_and_slides_are_told(bring: Bring) -> None:
    assert bring(slides("One", "Two"), powerpoint("First")).slides == 1


@pytest.mark.parametrize(("tag", "lang"), [(b"(de-DE)", "de-DE"), (b"(\\nevil: yes)", "en"), (b"()", "en")])
def test_the_deck_speaks_the_language_of_the_slides(tag: bytes, lang: str, bring: Bring, decks: Path) -> None:
    bring(slides("Eins").replace(b"/Type /Catalog", b"/Type /Catalog /Lang " + tag))

    deck, problems = read_deck(decks / "talk/deck.md")
    assert deck
    assert (deck.lang, problems) == (lang, ())


STRANGE = [
    ("Notes:", "for me alone"),
    ("Speaker notes: hush", "- [ ] Yes"),
    ("# [^1] ](evil) <script>alert(1)</script>", "![x](http://evil) `code"),
    ("---", "```slide", "ask: choice"),
    ("decorative",),
    ("*** _a_ ~~b~~ &amp; \\ | x |", "> quote", "1. One"),
    ("C#", "ends with #"),
    ("", ""),
    ("x" * 300, "y " * 3000),
]


@pytest.mark.parametrize("lines", STRANGE, ids=lambda lines: lines[0][:12] or "empty")
def test_whatever_stands_on_a_page_or_in_its_notes_the_deck_passes_its_check(
    lines: tuple[str, ...], bring: Bring, decks: Path
) -> None:
    bring(slides("Hello", lines), powerpoint("Hello", "\n".join(lines)))

    deck, problems = read_deck(decks / "talk/deck.md")
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    assert deck
    assert len(deck.slides) == 2
    assert "<script" not in "".join(slide.html(0) + slide.notes for slide in deck.slides)


def test_more_marks_than_a_deck_may_have_are_left_out(bring: Bring, decks: Path) -> None:
    full = ("Title", *["[*_`" * 20] * 9)
    bring(slides(*[full] * 25), powerpoint(*["*_`[ " * 900] * 25))

    assert [message for message in messages(decks / "talk/deck.md") if " error " in message] == []


def test_brought_again_the_pictures_are_new_and_the_votes_still_there(bring: Bring, decks: Path) -> None:
    bring(slides("One", "Two"))
    deck, picture = decks / "talk/deck.md", decks / "talk/pages/002.webp"
    before = picture.read_bytes()
    edit(deck, "pages/001.webp)", f"pages/001.webp)\n\n---\n\n{ASK}")

    report = bring(slides("One", "Zwei"))

    assert picture.read_bytes() != before
    found, problems = read_deck(deck)
    assert found
    assert [slide.title for slide in found.slides] == ["One", "What do you say?", "Zwei"]
    assert (report, problems) == (Report(2, again=True), ())


def test_text_that_a_person_edited_is_never_overwritten(bring: Bring, decks: Path) -> None:
    bring(slides("One", "Two"), powerpoint("First", "Second"))
    deck = decks / "talk/deck.md"
    edit(deck, "## One", "## My own title")
    edit(deck, "Second", "Second, and a thought of mine")
    edited = deck.read_text("utf-8")

    report = bring(slides("One, corrected", "Two"), powerpoint("First", "Second, corrected"))

    assert report.kept == (1, 2)
    assert "## My own title" in deck.read_text("utf-8")
    assert "Second, and a thought of mine" in deck.read_text("utf-8")
    assert "![One, corrected](pages/001.webp)" in deck.read_text("utf-8"), "what nobody touched follows the picture"
    assert deck.read_text("utf-8") == edited.replace("![One]", "![One, corrected]")


def test_brought_again_without_the_powerpoint_file_the_notes_stay(bring: Bring, decks: Path) -> None:
    bring(slides("One", "Two"), powerpoint("First", "Second"))

    bring(slides("Uno", "Two"))

    found, _ = read_deck(decks / "talk/deck.md")
    assert found
    assert [(slide.title, slide.notes) for slide in found.slides] == [
        ("Uno", "<p>First</p>\n"),
        ("Two", "<p>Second</p>\n"),
    ]
    bring(slides("Uno", "Two"), powerpoint("", "Second"))
    assert "First" not in (decks / "talk/deck.md").read_text("utf-8")


def test_without_the_record_everything_counts_as_a_persons_own(bring: Bring, decks: Path) -> None:
    bring(slides("One", "Two"))
    text = (decks / "talk/deck.md").read_text("utf-8")
    (decks / "talk/pages/brought.json").write_text("[not what we wrote]")

    report = bring(slides("Uno", "Dos"))

    assert report.kept == (1, 2)
    assert (decks / "talk/deck.md").read_text("utf-8") == text


def test_new_pages_come_to_the_end_and_gone_ones_stay_until_a_person_takes_them_out(bring: Bring, decks: Path) -> None:
    bring(slides("One", "Two", "Three"))
    edit(decks / "talk/deck.md", "## Two\n\n![Two](pages/002.webp)\n\n---\n\n", "")

    more = bring(slides("One", "Two", "Three", "Four"))
    fewer = bring(slides("One", "Two"))

    assert (more.new, more.left_out, more.gone) == ((4,), (2,), ())
    assert (fewer.new, fewer.left_out, fewer.gone) == ((), (2,), (3, 4))
    found, _ = read_deck(decks / "talk/deck.md")
    assert found
    assert [slide.title for slide in found.slides] == ["One", "Three", "Four"]


def test_a_new_title_may_not_break_a_way_through_the_deck(bring: Bring, decks: Path) -> None:
    """The title makes the id that another slide leads to."""
    bring(slides("One", "Two"))
    edit(decks / "talk/deck.md", "![One](pages/001.webp)", "![One](pages/001.webp)\n\n```slide\nnext: two\n```")
    assert messages(decks / "talk/deck.md") == []

    report = bring(slides("One", "Dos"))

    assert messages(decks / "talk/deck.md") == []
    assert report.kept == (1, 2)
    assert "## Two\n\n![Dos](pages/002.webp)" in (decks / "talk/deck.md").read_text("utf-8")


def test_a_deck_that_did_not_come_from_a_pdf_is_left_alone(bring: Bring, decks: Path) -> None:
    (decks / "talk.md").write_text("---\ntitle: Mine\n---\n\n# Mine\n")
    (decks / "other").mkdir()
    (decks / "other/deck.md").write_text("---\ntitle: Mine\n---\n\n# Mine\n")

    for name in ("talk", "other"):
        with pytest.raises(CannotBring) as refused:
            bring(slides("One"), name=name)
        assert refused.value.code == "slides.name-taken"
    assert sorted(path.name for path in decks.rglob("*")) == ["deck.md", "other", "talk.md"]


def test_a_deck_that_is_saved_while_its_pages_are_read_stays_as_it_was_saved(tmp_path: Path, decks: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(slides("One"))
    for saved in (False, True):
        work = Work(tmp_path / "a.pdf", None, decks, "talk")
        wait(work, time.sleep, lambda done, total: None)
        if saved:
            edit(decks / "talk/deck.md", "## One", "## Just now")
            with pytest.raises(CannotBring, match="saved while"):
                publish(work)
        else:
            publish(work)
        work.stop()

    assert "## Just now" in (decks / "talk/deck.md").read_text("utf-8")


def test_a_refusal_changes_nothing_of_a_deck_that_is_there(bring: Bring, decks: Path) -> None:
    bring(slides("One"))
    before = {path: path.read_bytes() for path in decks.rglob("*") if path.is_file()}

    with pytest.raises(CannotBring):
        bring(locked())

    assert {path: path.read_bytes() for path in decks.rglob("*") if path.is_file()} == before


def test_what_is_left_of_work_that_was_cut_off_is_removed(tmp_path: Path, decks: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(slides(*["One"] * 50))
    work = Work(tmp_path / "a.pdf", None, decks, "talk")
    while not work.progress[1]:
        time.sleep(0.01)
    assert list(decks.iterdir()) == [work.stage]

    remove_leftovers(decks)
    work.stop()

    assert list(decks.iterdir()) == []


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("My Talk (final v3).pdf", "my-talk-final-v3"),
        ("../../etc/passwd.pdf", "passwd"),
        ("C:\\Users\\ana\\Größe.PDF", "größe"),
        (".pdf", "pdf"),
        ("…", "slides"),
        ("con.pdf", "con-slides"),
        ("a" * 300 + ".pdf", "a" * 60),
    ],
)
def test_a_file_name_becomes_an_id(file: str, name: str) -> None:
    assert deck_name(file) == name
