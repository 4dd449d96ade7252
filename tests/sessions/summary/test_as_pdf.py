"""The summary as a PDF, opened by another program: its words, its tags, and whatever people write."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from decks.language import language
from decks.paper import BOX
from sessions.session import LiveSession
from sessions.summary import as_pdf, content
from tests.sessions.summary.awkward import EVIL, ROOMS, SCRIPTS, everywhere, moved, notes, without_one, writing
from tests.sessions.summary.evening import DECK, asking, choice, few, session, shown, slide, thursday, told, written
from tests.sessions.summary.readers import pages

KEEPS_UA = b"pdfuaid:part"


def pdf(room: LiveSession) -> bytes:
    return written(room, "pdf")


def of_texts(texts: list[str]) -> bytes:
    return as_pdf.write(content(writing(len(texts)), notes(texts)), language("en"))


def test_it_tells_the_evening_in_order() -> None:
    told_in_order = [
        "Thursday evening", "The slip in the stand-up", "2025-11-20", "14 phones in the room",
        "5 questions are told here", "In brief", "C “Sorry, Sam”: 4 of 13, then 9 of 14.", "What do you say?",
        "First vote · 13", "Second vote · 14", "I feel awful", "What the answers do", "Now Sam looks after you.",
        "Centring yourself", "The patterns of this session", "Deciding for her (ours)", "How to read this",
    ]  # fmt: skip
    text, place = pages(pdf(thursday())), 0

    for words in told_in_order:
        assert words in text[place:], words
        place = text.index(words, place)


def test_what_is_not_shown_is_explained() -> None:
    text = pages(pdf(thursday()))

    assert "The room was not shown this result, so it is not here either." in text
    assert "“Not shown” means that the vote closed and the room never saw its result." in text
    assert "Fewer than 5 answers: not shown." in pages(pdf(asking(choice(), shown(few(1, 4)))))


def test_a_round_that_is_withheld_beside_one_that_is_told_says_why() -> None:
    text = pages(pdf(asking(choice(rounds=2), shown(few(1, 4), told(2, 9, A=1, B=5, C=3)))))

    assert "First vote · 4: Fewer than 5 answers: not shown." in text
    assert "Second vote · 9" in text


def test_every_number_stands_beside_its_bar() -> None:
    text = pages(pdf(asking(choice(), shown(told(1, 1000, A=731, B=229, C=40)))))
    assert all(number in text for number in ("731", "73 %", "229", "23 %", "40", "4 %"))


def test_a_screen_reader_finds_headings_tables_and_the_language() -> None:
    reader = PdfReader(io.BytesIO(pdf(thursday())))
    root = reader.trailer["/Root"]
    kinds = set(_kinds(root["/StructTreeRoot"]))

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Thursday evening"
    assert kinds >= {"/Title", "/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD", "/L", "/LI"}


def _kinds(node: object) -> list[str]:
    """The kinds of element in a tree of tags."""
    if isinstance(node, list):
        return [kind for each in node for kind in _kinds(each.get_object())]
    if not hasattr(node, "get"):
        return []
    return [str(node.get("/S", "")), *_kinds(node.get("/K").get_object() if node.get("/K") is not None else None)]


def test_who_moved_where_is_a_picture_that_says_so_in_words() -> None:
    body = pdf(moved())
    reader = PdfReader(io.BytesIO(body))
    alt = [element for element in _elements(reader.trailer["/Root"]["/StructTreeRoot"]) if "/Alt" in element]

    assert [element["/Alt"] for element in alt] == ["C “Sorry, Sam”: 12 of 36, then 24 of 36."]
    assert "Who moved where" in pages(body)
    assert "34 people chose an answer in both votes." in pages(body)


def _elements(node: object) -> list[dict]:
    if isinstance(node, list):
        return [found for each in node for found in _elements(each.get_object())]
    if not isinstance(node, dict):
        return []
    return [node, *_elements(node["/K"].get_object() if "/K" in node else None)]


@pytest.mark.parametrize("name", ROOMS)
def test_every_sort_of_session_gives_a_report_that_keeps_the_standard(name: str) -> None:
    body = pdf(ROOMS[name])

    assert KEEPS_UA in body
    assert "How to read this" in pages(body)


def test_a_slide_that_has_gone_since_is_told_all_the_same() -> None:
    assert "C “Sorry, Sam”: 4 of 13, then 9 of 14." in pages(pdf(without_one()))


@pytest.mark.parametrize("script", SCRIPTS)
def test_answers_in_every_script_print(script: str) -> None:
    """No sign becomes a box; right to left is stored in the order in which it is read, or its mirror."""
    body = of_texts([SCRIPTS[script]])

    assert KEEPS_UA in body
    assert BOX not in pages(body)
    assert len(body) > len(of_texts([""]))


@pytest.mark.parametrize("script", ["Greek", "Cyrillic", "Chinese", "Japanese", "Korean", "Georgian", "Armenian"])
def test_answers_can_be_copied_out_again(script: str) -> None:
    assert SCRIPTS[script].split()[0] in pages(of_texts([SCRIPTS[script]]))


@pytest.mark.parametrize("words", EVIL)
def test_nothing_that_anybody_writes_breaks_it_or_runs(words: str) -> None:
    text = pages(of_texts([words] * 8)) + pages(pdf(everywhere(words)))

    assert "How to read this" in text
    assert "root:" not in text
    assert "families" not in text.replace(words, "")


def test_a_command_is_printed_as_it_was_written() -> None:
    assert "#panic() $x$ *b* _i_ @ref <label>" in pages(of_texts(["#panic() $x$ *b* _i_ @ref <label>"]))


def test_a_sign_without_letters_becomes_a_box_and_the_report_says_so() -> None:
    unknown, known = of_texts(["\U00012000 is old"]), of_texts(["a is new"])

    assert f"{BOX} is old" in pages(unknown)
    assert f"A box {BOX} stands for a sign" in pages(unknown)
    assert BOX not in pages(known)
    assert KEEPS_UA in unknown


def test_half_a_pair_of_signs_is_left_out() -> None:
    assert "half a pair" in pages(of_texts(["\ud800half a pair"]))


def test_a_rare_sequence_costs_the_standard_but_never_the_report() -> None:
    body = of_texts(["a\u0d4d\u0300\u0c4d"])
    assert "How to read this" in pages(body)


def test_overrides_of_direction_turn_nothing_around() -> None:
    assert "left right to left and isolated" in pages(
        of_texts(["left \u202eright to left\u202c and \u2066isolated\u2069"])
    )


def test_it_is_the_same_file_whenever_it_is_made() -> None:
    assert pdf(thursday()) == pdf(thursday())
    assert b"D:20" not in pdf(thursday()).replace(b"D:1970", b"")


def test_a_rehearsal_says_so_on_every_page() -> None:
    room = replace(thursday(), state=replace(thursday().state, rehearsal=True))
    says = [page.extract_text() for page in PdfReader(io.BytesIO(pdf(room))).pages]

    assert len(says) > 1
    assert all("Rehearsal: simulated phones" in page for page in says)
    assert "Rehearsal" not in pages(pdf(thursday()))


def test_it_speaks_the_decks_language_and_runs_its_way() -> None:
    german = pdf(asking(choice(), shown(told(1, 9, A=4, B=3, C=2)), lang="de-AT"))
    arabic = pdf(asking(choice(), shown(told(1, 9, A=4, B=3, C=2)), lang="ar"))
    odd = pdf(asking(choice(), shown(told(1, 9, A=4, B=3, C=2)), lang="x"))

    assert "Kurz gefasst" in pages(german)
    assert PdfReader(io.BytesIO(german)).trailer["/Root"]["/Lang"] == "de-AT"
    assert KEEPS_UA in arabic
    assert KEEPS_UA in odd


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="pdfinfo is not installed")
def test_another_program_still_finds_it_tagged(tmp_path: Path) -> None:
    (tmp_path / "summary.pdf").write_bytes(pdf(thursday()))
    says = subprocess.run(["pdfinfo", tmp_path / "summary.pdf"], capture_output=True, text=True, check=True).stdout

    assert {"Tagged: yes", "JavaScript: no", "Encrypted: no"} <= {" ".join(line.split()) for line in says.splitlines()}


def test_where_nothing_of_what_was_written_may_stand_it_says_so() -> None:
    nothing = "Nothing of what was written stands here"
    assert nothing in pages(of_texts([]))
    assert nothing not in pages(of_texts(["Sorry, Sam"] * 8))


@pytest.mark.parametrize("asks", [14, 20])
def test_what_is_brief_takes_no_page_more_than_it_needs(asks: int) -> None:
    """Fourteen questions still stand on the cover; where they do not, the first one follows on the same page."""
    slides = tuple(slide(f"s{n}", n, f"Question {n}", choice()) for n in range(asks))
    votes = {each.id: shown(told(1, 12, A=6, B=3, C=3)) for each in slides}

    cover, second, *rest = PdfReader(io.BytesIO(pdf(session(replace(DECK, slides=slides), votes)))).pages

    assert f"Question {asks - 1}" in (second if asks > 16 else cover).extract_text()
    assert "Answers · 12" in second.extract_text()
    assert f"Page 2 of {2 + len(rest)}" in second.extract_text()
