"""One body of HTML for projector, console and phone: safe, without styles of its own, and complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from decks.deck import Deck
from decks.render import clean
from tests.decks.writing import codes, deck_text, good, says, slide_of

PICTURE = b"\x89PNG\r\n\x1a\n a ring of chairs"
OTHER = b"\x89PNG\r\n\x1a\n another ring"


def html_of(body: str) -> str:
    return slide_of(f"## A\n\n{body}").html(0).removeprefix("<h2>A</h2>\n")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d</code></p>\n"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'),
        ("***", "<hr>\n"),
        ("a  \nb", "<p>a<br>\nb</p>\n"),
        ("```python\na < b\n```", '<pre><code class="language-python">a &lt; b\n</code></pre>\n'),
        ("[a](https://x.org/?a=1&b=2)", '<p><a href="https://x.org/?a=1&amp;b=2" rel="noopener">a</a></p>\n'),
        ("<a@b.org>", '<p><a href="mailto:a@b.org" rel="noopener">a@b.org</a></p>\n'),
        ("a <!-- hidden --> b", "<p>a  b</p>\n"),
        ("a & b < c", "<p>a &amp; b &lt; c</p>\n"),
        ("\\*a\\*", "<p>*a*</p>\n"),
        ("https://x.org", "<p>https://x.org</p>\n"),
    ],
)
def test_markdown_becomes_html(markdown: str, html: str):
    assert html_of(markdown) == html


def test_a_comment_on_its_own_is_nowhere():
    assert html_of("<!-- for\n\nmyself -->\n\nText") == "<p>Text</p>\n"


def test_a_table_says_its_sides_as_classes_since_pages_allow_no_style():
    html = html_of("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |")
    assert '<th class="left">a</th>\n<th class="center">b</th>\n<th class="right">c</th>' in html
    assert '<td class="left">1</td>\n<td class="center">2</td>\n<td class="right">3</td>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](data:text/html,x)",
        "[a](vbscript:x)",
        "[a](//evil.org)",
        "![a](javascript:alert(1))",
        "<javascript:alert(1)>",
        "a<svg/onload=alert(1)>",
        "<a href='x'>",
        "</div>",
    ],
)
def test_a_deck_that_could_attack_its_readers_is_refused(attack: str):
    assert codes(deck_text(f"## A\n\n{attack}"))[0][1] in ("M06", "M09", "M19")


@pytest.mark.parametrize(
    ("attack", "left"),
    [
        ("<script>alert(1)</script>x", "x"),
        ('<p onclick="x" style="y" id="z">a</p>', "<p>a</p>"),
        ('<a href="javascript:x">a</a>', '<a rel="noopener">a</a>'),
        ('<img src="data:image/svg+xml,x" alt="a">', '<img alt="a">'),
        ("<iframe></iframe><form><input></form>", ""),
    ],
)
def test_the_second_line_of_defence_holds_by_itself(attack: str, left: str):
    assert clean(attack) == left


def test_nothing_in_a_slide_has_an_id_that_could_meet_another():
    html = slide_of("# A\n\n### B\n\ntext[^a]\n\n[^a]: S").html(0)
    assert " id=" not in html


def test_quotes_and_tags_in_a_title_are_text():
    slide = slide_of('## a "b" & `<c>`')
    assert slide.title == 'a "b" & <c>'
    assert slide.beats == ('<h2>a "b" &amp; <code>&lt;c&gt;</code></h2>\n',)


SOURCED = "## A\n\nOne.[^x] Two.[^y] One again.[^x]"
NOTES = "[^x]: Ana, *A book*, 2001.\n\n[^y]: Bo, <https://x.org>.\n\n    More of Bo."


def test_sources_stand_on_the_slides_that_cite_them_numbered_afresh():
    first, second, third = good(SOURCED, "## B\n\nTwo.[^y]", f"## C\n\n{NOTES}").slides
    assert first.html(0).count('<sup class="ref">1</sup>') == 2
    assert first.html(0).count('<sup class="ref">2</sup>') == 1
    assert first.html(0).endswith(
        '<aside class="sources"><ol><li>Ana, <em>A book</em>, 2001.</li>'
        '<li><p>Bo, <a href="https://x.org" rel="noopener">https://x.org</a>.</p>\n'
        "<p>More of Bo.</p>\n</li></ol></aside>\n"
    )
    assert '<sup class="ref">1</sup>' in second.html(0)
    assert second.html(0).count("<li>") == 1
    assert third.beats == ("<h2>C</h2>\n",)


def test_sources_may_be_written_anywhere_and_vanish_from_there():
    first, second = good("## A\n\nOne.[^x]\n\n[^x]: Ana.\n\nMore.", "## B\n\nText").slides
    assert first.html(0).startswith('<h2>A</h2>\n<p>One.<sup class="ref">1</sup></p>\n<p>More.</p>\n<aside')
    assert second.beats == ("<h2>B</h2>\n<p>Text</p>\n",)


def test_a_footnote_in_a_code_sample_is_code():
    assert html_of("`[^x]`") == "<p><code>[^x]</code></p>\n"


def test_sources_come_with_the_last_beat():
    slide = slide_of("## A\n\nOne.[^x]\n\n. . .\n\nTwo.\n\n[^x]: Ana.")
    assert "sources" not in slide.beats[0]
    assert slide.beats[1] == '<p>Two.</p>\n<aside class="sources"><ol><li>Ana.</li></ol></aside>\n'


def test_a_source_that_only_a_hidden_text_cites_stands_on_its_slide_too():
    slide = slide_of(
        "## Q\n\n```slide\nask: choice\n```\n\n- [ ] a[^x]\n  > repair: So.[^y]\n- [ ] b\n\n[^x]: X.\n[^y]: Y."
    )
    assert slide.ask
    assert slide.ask.options[0].html == 'a<sup class="ref">1</sup>'
    assert slide.ask.options[0].says_html == 'So.<sup class="ref">2</sup>'
    assert slide.ask.options[0].says == "So."
    assert slide.beats == ('<h2>Q</h2>\n<aside class="sources"><ol><li>X.</li><li>Y.</li></ol></aside>\n',)


def test_a_source_of_the_notes_stays_in_the_notes():
    slide = slide_of("## A\n\nNotes:\nSo.[^x]\n\n[^x]: X.")
    assert slide.notes == '<p>So.<sup class="ref">1</sup></p>\n<aside class="sources"><ol><li>X.</li></ol></aside>\n'
    assert slide.beats == ("<h2>A</h2>\n",)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deck").mkdir()
    (tmp_path / "secret.png").write_bytes(b"not for the room")
    (tmp_path / "deck" / "ring.png").write_bytes(PICTURE)
    return tmp_path / "deck"


def with_picture(folder: Path, name: str = "ring.png", alt: str = "A ring") -> Deck:
    return good(f"## A\n\n![{alt}]({name})", folder=folder)


def test_a_picture_gets_an_address_made_from_what_it_shows(folder: Path):
    deck = with_picture(folder)
    ((address, path),) = deck.images.items()
    assert re.fullmatch(r"/media/[0-9a-f]{32}\.png", address)
    assert Path(path) == folder / "ring.png"
    assert f'<img src="{address}" alt="A ring">' in deck.slides[0].html(0)

    (folder / "ring.png").write_bytes(OTHER)
    changed = with_picture(folder)
    assert set(changed.images).isdisjoint(deck.images)
    assert changed.digest != deck.digest


def test_a_picture_may_lie_in_a_folder_below_and_have_a_space_in_its_name(folder: Path):
    (folder / "pages").mkdir()
    (folder / "pages" / "my ring.JPG").write_bytes(PICTURE)
    deck = with_picture(folder, "pages/my%20ring.JPG")
    assert list(deck.images.values()) == [str(folder / "pages" / "my ring.JPG")]
    assert next(iter(deck.images)).endswith(".jpg")


def test_a_decorative_picture_says_nothing(folder: Path):
    assert 'alt=""' in with_picture(folder, alt="decorative").slides[0].html(0)


def test_a_description_is_text_whatever_stands_in_it(folder: Path):
    html = with_picture(folder, alt='a *"b"* <!-- c --> & d').slides[0].html(0)
    assert 'alt="a &quot;b&quot;  &amp; d"' in html


@pytest.mark.parametrize("name", ["../secret.png", "link.png", "%2e%2e/secret.png", "loop.png", "up/../../secret.png"])
def test_no_way_leads_out_of_the_deck_s_folder(folder: Path, name: str):
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    (folder / "loop.png").symlink_to(folder / "loop.png")
    (folder / "up").mkdir()
    assert codes(deck_text(f"## A\n\n![a]({name})"), folder)[0][1] in ("M09", "M10")


def test_a_link_inside_the_folder_is_followed(folder: Path):
    (folder / "same.png").symlink_to(folder / "ring.png")
    assert list(with_picture(folder, "same.png").images.values()) == [str(folder / "ring.png")]


def test_what_is_no_file_is_no_picture(folder: Path):
    (folder / "folder.png").mkdir()
    for name in ("folder.png", "none.png", "x" * 300 + ".png", "a%00b.png"):
        assert codes(deck_text(f"## A\n\n![a]({name})"), folder) == [(10, "M10")]


def test_a_picture_has_at_most_five_megabytes(folder: Path):
    (folder / "ring.png").write_bytes(b"x" * 5 * 1024 * 1024)
    assert with_picture(folder)
    (folder / "ring.png").write_bytes(b"x" * (5 * 1024 * 1024 + 1))
    assert codes(deck_text("## A\n\n![a](ring.png)"), folder) == [(10, "M13")]


def test_without_a_folder_a_picture_is_its_description():
    deck = good("## A\n\n![A *ring*](ring.png)")
    assert deck.images == {}
    assert deck.slides[0].html(0) == "<h2>A</h2>\n<p>A ring</p>\n"


def test_notes_have_at_most_twenty_thousand_characters():
    assert slide_of(f"## A\n\nNotes:\n{'x' * 20_000}").notes
    assert says(deck_text(f"## A\n\nNotes:\n{'x' * 20_001}"))[0].startswith(
        "d.md:10: error M21: these notes have 20001"
    )
