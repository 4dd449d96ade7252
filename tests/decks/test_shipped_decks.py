"""The decks that come with the program keep their own promises: checked, timed, fair to every answer, and our words."""

from __future__ import annotations

import re
from collections import defaultdict
from html import unescape
from pathlib import Path

import pytest

from decks.deck import Deck, Option, Slide
from decks.library import Library
from decks.new import starter
from decks.parse import parse
from tests.decks.make_shingles import SHINGLES, fingerprint, fingerprints, main, runs

LIBRARY = Path(__file__).parents[2] / "decks" / "library"
MAPS = sorted(LIBRARY.glob("*.map.md"))
SHIPPED = [path for path in sorted(LIBRARY.glob("*.md")) if path not in MAPS]
WORKSHOPS = [LIBRARY / f"{path.name.removesuffix('.map.md')}.md" for path in MAPS]
HELPS = re.compile(r"^Patterns that help: (.+)$", re.MULTILINE)
WEATHERS = ("quiet", "hot", "tears", "political correctness gone mad", "happened to", "on the spot")
CITATION = re.compile(r"^(\[\^[\w-]+\]:|source:).*$", re.MULTILINE)

every_deck = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
every_workshop = pytest.mark.parametrize("path", WORKSHOPS, ids=lambda path: path.stem)


def deck_of(path: Path) -> Deck:
    deck, problems = parse(path.read_text("utf-8"), file=path.name, folder=LIBRARY)
    assert [str(problem) for problem in problems] == []
    assert deck is not None
    return deck


def asks_with_answers(deck: Deck) -> list[tuple[Slide, tuple[Option, ...]]]:
    return [(slide, slide.ask.options) for slide in deck.slides if slide.ask and slide.ask.options]


def scenarios(deck: Deck) -> list[tuple[Slide, tuple[Option, ...]]]:
    """The asks whose answers do something: those with patterns."""
    return [(slide, options) for slide, options in asks_with_answers(deck) if any(each.patterns for each in options)]


def helpful(path: Path) -> frozenset[str]:
    """The patterns that help, as the deck's map lists them: "Patterns that help: `asking`, `repair`"."""
    line = HELPS.search(path.with_suffix(".map.md").read_text("utf-8"))
    assert line, f'the map of {path.name} needs a line "Patterns that help: `key`, `key`"'
    return frozenset(re.findall(r"`([a-z0-9-]+)`", line[1]))


def helps(option: Option, path: Path) -> bool:
    return bool(helpful(path) & set(option.patterns))


def test_the_first_workshop_and_the_deck_to_copy_are_shipped():
    assert {"she-has-other-priorities", "starter"} <= {path.stem for path in SHIPPED}
    assert len((LIBRARY / "starter.md").read_text("utf-8").splitlines()) == 23


@every_deck
def test_a_shipped_deck_is_checked_without_a_word(path: Path):
    assert deck_of(path).title


@every_workshop
def test_the_minutes_of_its_slides_add_up(path: Path):
    deck = deck_of(path)
    written = re.findall(r"^minutes: (\d+)$", path.read_text("utf-8"), re.MULTILINE)
    assert len(written) == len(deck.slides) + 1
    assert sum(slide.minutes for slide in deck.slides) == deck.minutes
    assert 30 <= deck.minutes <= 60


@every_workshop
def test_its_map_names_a_slide_for_every_point_in_order(path: Path):
    rows = re.findall(r"^\| (\d+) \| (.+?) \| (.+) \|$", path.with_suffix(".map.md").read_text("utf-8"), re.MULTILINE)
    assert [int(number) for number, _, _ in rows] == list(range(1, len(rows) + 1))
    assert len(rows) >= 5

    links = [re.findall(rf"\[([^\]]+)\]\({path.name}#([\w-]+)\)", cell) for _, _, cell in rows]
    titles = {slide.id: slide.title for slide in deck_of(path).slides}
    assert all(links)
    assert {(slide_id, title) for row in links for title, slide_id in row} <= set(titles.items())

    place = 0
    for number, row in enumerate(links, start=1):
        later = [list(titles).index(slide_id) for _, slide_id in row if list(titles).index(slide_id) >= place]
        assert later, f"point {number} is taught before the point above it"
        place = min(later)


@every_workshop
def test_a_map_is_not_taken_for_a_deck(path: Path):
    assert path.with_suffix(".map.md").is_file()
    assert path.stem in Library().ids()
    assert f"{path.stem}.map" not in Library().ids()


@every_workshop
def test_it_has_two_scenarios_that_are_voted_on_twice_around_a_talk(path: Path):
    full = [
        (slide, options)
        for slide, options in scenarios(deck_of(path))
        if slide.ask and slide.ask.rounds == 2 and slide.ask.discuss and slide.ask.prompts
    ]
    assert len(full) >= 2
    for _, options in full:
        assert 4 <= len(options) <= 5
        assert all(option.patterns and option.says for option in options)
        assert len({option.says for option in options}) == len(options)


@every_workshop
def test_one_of_its_scenarios_has_two_good_answers(path: Path):
    good = [sum(helps(option, path) for option in options) for _, options in scenarios(deck_of(path))]
    assert set(good) == {1, 2}


@every_workshop
def test_no_pattern_is_known_by_its_place(path: Path):
    places = defaultdict(list)
    for _, options in scenarios(deck_of(path)):
        for place, option in enumerate(options):
            for pattern in option.patterns:
                places[pattern].append(place)

    assert {pattern: found for pattern, found in places.items() if len(found) > 1 and len(set(found)) == 1} == {}


@every_workshop
def test_the_helpful_answer_is_neither_the_last_nor_the_longest_nor_the_shortest(path: Path):
    for slide, options in scenarios(deck_of(path)):
        lengths = sorted(len(option.text) for option in options)
        for option in (each for each in options if helps(each, path)):
            assert option is not options[-1], slide.id
            assert lengths[0] < len(option.text) < lengths[-1], slide.id


@every_workshop
def test_every_pattern_is_met_and_ours_are_marked(path: Path):
    deck = deck_of(path)
    met = {pattern for _, options in scenarios(deck) for option in options for pattern in option.patterns}
    assert met == set(deck.patterns)
    assert helpful(path) < met
    assert {pattern.own for pattern in deck.patterns.values()} == {True, False}


@every_workshop
def test_it_prepares_and_closes(path: Path):
    deck = deck_of(path)
    layouts = [slide.layout for slide in deck.slides]
    asked = [slide.ask is not None for slide in deck.slides]
    assert "see how colleagues answer" in deck.content_note
    assert deck.support
    assert layouts.index("promise") < asked.index(True)
    assert layouts.count("debrief") == 1
    assert all(slide.notes for slide in deck.slides)

    pulses = [slide for slide in deck.slides if slide.ask and slide.ask.kind == "scale"]
    first, last = pulses[0], pulses[-1]
    assert (first.title, first.ask.settings) == (last.title, last.ask.settings)
    assert last.ask.pair == first.id


@every_workshop
def test_it_closes_with_something_to_take_home(path: Path):
    slides = deck_of(path).slides
    after = next(slide.number for slide in slides if slide.layout == "debrief")
    assert {"commit", "discuss"} & {slide.ask.kind for slide in slides[after:] if slide.ask}


@every_workshop
def test_its_presenter_is_ready_for_every_weather(path: Path):
    deck = deck_of(path)
    for scenario, _ in scenarios(deck):
        notes = " ".join(slide.notes for slide in deck.slides if slide.part == scenario.part).lower()
        if scenario.ask and scenario.ask.rounds == 2:
            assert [weather for weather in WEATHERS if weather not in notes] == [], scenario.id
        assert "quiet" in notes, scenario.id
        assert "on the spot" in notes, scenario.id


@every_workshop
def test_what_an_answer_does_is_one_sentence(path: Path):
    for slide, options in scenarios(deck_of(path)):
        for option in options:
            assert re.fullmatch(r"[^.!?]+[.]", option.says), f"{slide.id}: {option.says}"


@every_workshop
def test_its_stories_are_told_in_beats_and_can_be_sat_out(path: Path):
    deck = deck_of(path)
    for slide, _ in scenarios(deck)[:2]:
        part = [other for other in deck.slides if other.part == slide.part]
        assert part[0].content_note
        assert part[0].level == 1
        assert part[0].steps >= 2


@every_workshop
def test_a_personal_question_gives_little_away(path: Path):
    for slide, options in asks_with_answers(deck_of(path)):
        if slide.ask and slide.ask.privacy == "personal":
            assert len(options) >= 4
            assert slide.ask.rounds == 1
            assert slide.optional


@every_workshop
def test_a_room_that_chose_well_meets_the_story_again(path: Path):
    deck = deck_of(path)
    forks = [slide for slide in deck.slides if slide.next and "else" in slide.next.ways and len(slide.next.ways) > 1]
    for fork in forks:
        assert fork.next
        well = next(deck.slide(way) for key, way in fork.next.ways.items() if key in helpful(path))
        assert well
        assert "the story as written" in well.title.lower()
        assert deck.slides[well.number].id == fork.next.ways["else"]


@every_workshop
def test_its_sources_are_named_and_shown(path: Path):
    text = path.read_text("utf-8")
    defined = re.findall(r"^\[\^([\w-]+)\]: (.+)$", text, re.MULTILINE)
    cited = set(re.findall(r"\[\^([\w-]+)\](?!:)", text))
    assert {name for name, _ in defined} == cited
    assert all(len(words.split()) > 8 for _, words in defined)

    deck = deck_of(path)
    shown = " ".join(slide.html(slide.steps) for slide in deck.slides)
    titles = [re.search("“(.+?)”", words.replace("\\", "")) for _, words in defined if "no title" not in words]
    assert deck.source
    assert titles
    assert all(titles)
    assert [title[1] for title in titles if title and title[1] not in unescape(shown)] == []


@pytest.mark.parametrize("path", [*SHIPPED, *MAPS], ids=lambda path: path.name)
def test_no_twelve_words_in_a_row_are_an_article_s(path: Path):
    known = set(SHINGLES.read_text("ascii").split())
    own_words = CITATION.sub("", path.read_text("utf-8"))
    assert len(known) > 4000
    assert [run for run in runs(own_words) if fingerprint(run) in known] == []


def test_a_copied_sentence_is_found_through_case_marks_and_line_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    article = (
        "It’s raining — again! Nobody on the quay remembers a wetter Tuesday; the gulls, I'm told, all agree: café."
    )
    (tmp_path / "article.txt").write_text(article, "utf-8")
    monkeypatch.setattr("tests.decks.make_shingles.SHINGLES", tmp_path / "shingles.txt")
    main(tmp_path)
    known = set((tmp_path / "shingles.txt").read_text("ascii").split())
    assert not any("quay" in line for line in known)

    copied = "Hello.\n> *its raining again*\n> nobody on the quay remembers\n> a Wetter tuesday the GULLS\n\nHello."
    own = "It was raining, again, and nobody on the quay could remember a wetter Tuesday than that one."
    assert fingerprints(copied) & known
    assert not fingerprints(own) & known


def test_a_new_deck_begins_as_the_starter_does():
    assert starter("My first deck") == (LIBRARY / "starter.md").read_text("utf-8")
