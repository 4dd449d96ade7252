"""The product speaks German wherever it speaks to the room: no sentence is forgotten, none loses a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from app import pages
from app.pages.participant import GOODBYE
from decks.bring.refusals import REFUSALS
from decks.language import CATALOGUES, language
from sessions import rescue, signals
from tests.sentences import HOUSE, Sentence, of_modules, of_refusals, of_scripts, of_templates

TEMPLATES, SCRIPTS = HOUSE / "app/templates", HOUSE / "static/js"


API = {"api.py", "followups_api.py"}


def said() -> Iterator[Sentence]:
    """Every sentence of the product but those of the command line, the deck checker and the HTTP API."""
    yield from of_templates(TEMPLATES.rglob("*.html"))
    yield from of_scripts(SCRIPTS.rglob("*.js"))
    for room in ("decks", "sessions", "app"):
        yield from of_modules(path for path in (HOUSE / room).rglob("*.py") if path.name not in API)
    yield from of_refusals()
    yield from ((sentence,) for sentence in (*pages.SENTENCES.values(), pages.OUR_MISTAKE, GOODBYE))
    yield from ((refusal.says,) for refusal in REFUSALS.values())
    yield from ((line,) for moments in rescue.SENTENCES.values() for lines in moments.values() for line in lines)
    yield from ((says,) for says in signals.WORDS.values())


def german() -> dict[str, Message]:
    with (CATALOGUES / "de.po").open("rb") as file:
        return {_key(message): message for message in read_po(file) if message.id}


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


GERMAN = german()
SAID = dict.fromkeys(sorted(said()))


def test_the_sources_are_really_read() -> None:
    found = {sentence[0] for sentence in SAID}

    assert {"Counted ✓", "Join the room"} <= found, "templates"
    assert {"New part on screen"} <= found, "scripts"
    assert {"As a table", "{n} answer", "This is the first slide."} <= found, "modules"
    assert {"That code opens no room right now. Look at the screen or ask the presenter."} <= found, "refusals"


def test_every_sentence_has_its_german() -> None:
    missing = [" | ".join(sentence) for sentence in SAID if sentence[0] not in GERMAN]

    assert missing == []


def test_singular_and_plural_go_together() -> None:
    plurals = [sentence for sentence in SAID if len(sentence) == 2]

    assert [each for each in plurals if each[0] in GERMAN and GERMAN[each[0]].id != each] == []
    assert [each for each in plurals if each[0] in GERMAN and not all(GERMAN[each[0]].string)] == []


@pytest.mark.parametrize("message", GERMAN.values(), ids=lambda message: _key(message)[:40])
def test_a_translation_keeps_the_names_to_be_filled_in(message: Message) -> None:
    forms = list(zip(_forms(message.id), _forms(message.string), strict=True))

    assert all(text for _, text in forms)
    assert [_names(text) for _, text in forms[-1:]] == [_names(sentence) for sentence, _ in forms[-1:]]
    assert all(_names(text) <= _names(forms[-1][0]) for _, text in forms)


def _forms(text: str | Sequence[str]) -> Sequence[str]:
    return [text] if isinstance(text, str) else text


def _names(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", text))


def test_the_catalogue_keeps_no_sentence_that_nobody_says() -> None:
    spoken = {sentence[0] for sentence in SAID} | _through_variables()

    assert sorted(set(GERMAN) - spoken) == []


def _through_variables() -> set[str]:
    """Sentences that reach `say` by way of a variable."""
    sources = [*(HOUSE / "app").rglob("*.py"), *(HOUSE / "sessions").rglob("*.py"), *TEMPLATES.rglob("*.html")]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    return {sentence for sentence in GERMAN if f'"{sentence}"' in text}


def test_a_region_speaks_its_language_and_an_unknown_one_english() -> None:
    spoken = [language(tag).say("Join") for tag in ("de", "de-AT", "DE".lower(), "en", "tlh", "../de")]

    assert spoken == ["Teilnehmen", "Teilnehmen", "Teilnehmen", "Join", "Join", "Join"]


def test_numbers_choose_singular_or_plural() -> None:
    assert [language("de").many("{n} answer", "{n} answers", n) for n in (0, 1, 2)] == [
        "0 Antworten",
        "1 Antwort",
        "2 Antworten",
    ]
    assert language("en").many("{n} answer", "{n} answers", 1) == "1 answer"


def test_right_to_left_is_known() -> None:
    assert [language(tag).dir for tag in ("en", "de", "ar", "fa-IR", "he")] == ["ltr", "ltr", "rtl", "rtl", "rtl"]
