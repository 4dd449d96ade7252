"""A deck as plain values for the guide's template: the run sheet, each slide beside its notes, and what to print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from decks.asks import kind_of
from decks.deck import Ask, Deck, Period, Slide
from decks.guide.blocks import blocks
from decks.language import Language, language
from decks.paper import printable
from decks.paper.tongue import tongue

Facts = dict[str, Any]
HOUR = 60
BALLOTS = 4
"""So many of one question are on a page, to be cut apart."""


def sheet(deck: Deck, begins: int) -> Facts:
    """Everything that the pages say, in the deck's language."""
    words = language(deck.lang)
    slides = [_slide(slide, begins + before, words) for slide, before in _times(deck)]
    return {
        **tongue(words),
        "title": printable(deck.title).strip() or deck.id,
        "facts": list(_facts(deck, words)),
        "slides": slides,
        "cut": [one for one in slides if one["optional"]],
        "join": _join(words),
        "ballots": [_ballot(slide, words) for slide in deck.slides if _can_be_printed(slide)],
        "say": _headings(words),
    }


def _times(deck: Deck) -> Iterator[tuple[Slide, float]]:
    """Each slide, and how many minutes have gone when it begins."""
    gone = 0.0
    for slide in deck.slides:
        yield slide, gone
        gone += slide.minutes


def _facts(deck: Deck, words: Language) -> Iterator[str]:
    yield words.many("{n} minute", "{n} minutes", round(deck.minutes))
    yield words.many("{n} slide", "{n} slides", len(deck.slides))
    yield from filter(None, (deck.author, deck.license, deck.source))


def _headings(words: Language) -> dict[str, str]:
    return {
        "sub": words.say("The presenter's guide"),
        "sheet": words.say("Run sheet"),
        "clock": words.say("Clock"),
        "minutes": words.say("Minutes"),
        "slide": words.say("Slide"),
        "optional": words.say("can go"),
        "short": words.say("If time runs short"),
        "cut": words.say("These can be left out, the later ones first:"),
        "all": words.say("Every slide has its place. Shorten the talk rather than the second vote."),
        "slides": words.say("Slide by slide"),
        "prompts": words.say("Prompts"),
        "talk": words.say("Talk"),
        "print": words.say("To print for the room"),
        "ballots": words.say("Paper ballots"),
        "ballot": words.say("No name, please. Fold it once."),
        "page": words.say("Page {page} of {pages}", page="{page}", pages="{pages}"),
    }


def _slide(slide: Slide, begins: float, words: Language) -> Facts:
    ask = slide.ask
    return {
        "number": slide.number,
        "title": printable(slide.title).strip() or str(slide.number),
        "clock": _clock(begins),
        "minutes": f"{slide.minutes:g}",
        "optional": slide.optional,
        "does": _does(ask, words) if ask else "",
        "instead": _instead(slide, words),
        "shows": blocks("".join(slide.beats), title=False),
        "offers": [[option.key, option.text] for option in kind_of(ask).offers(ask)] if ask else [],
        "talk": _talk(ask) if ask else "",
        "prompts": list(ask.prompts) if ask else [],
        "notes": blocks(slide.notes),
        "warning": slide.content_note,
    }


def _instead(slide: Slide, words: Language) -> str:
    """What stands for a slide of which only the title is known."""
    if slide.layout in ("promise", "debrief"):
        return words.say("This slide is written while the session goes on.")
    return slide.title


def _clock(minutes: float) -> str:
    """ "18:30", also past midnight."""
    whole = int(minutes)
    return f"{whole // HOUR % 24}:{whole % HOUR:02}"


def _does(ask: Ask, words: Language) -> str:
    """What the room does there, in two or three words."""
    if kind_of(ask).rule == "nothing":
        return words.say("Talk")
    return words.say("Two votes, talk between") if ask.rounds > 1 else words.say("Question")


def _talk(ask: Ask) -> str:
    return " · ".join(_period(one) for one in ask.discuss)


def _period(one: Period) -> str:
    minutes, seconds = divmod(one.seconds, HOUR)
    return f"{minutes}:{seconds:02} {one.label}".strip()


def _join(words: Language) -> Facts:
    """How people come in, with lines to fill in by hand."""
    return {
        "title": words.say("Join with your phone"),
        "steps": [
            words.say("Go into this Wi-Fi:"),
            words.say("Scan the code on the screen, or type this address:"),
            words.say("Type the room's code, if you are asked for one:"),
        ],
        "notes": [
            words.say("No account, no app, no name."),
            words.say("Nobody can see who answered what. You may pass on anything, and nobody asks why."),
            words.say("No phone? Ask for paper."),
        ],
    }


def _can_be_printed(slide: Slide) -> bool:
    """Whether a cross or a number is all it takes to answer."""
    return slide.ask is not None and len(kind_of(slide.ask).offers(slide.ask)) > 1


def _ballot(slide: Slide, words: Language) -> Facts:
    assert slide.ask is not None
    rounds = [words.say("First vote"), words.say("Second vote")] if slide.ask.rounds > 1 else []
    offers = [[option.key, option.text] for option in kind_of(slide.ask).offers(slide.ask)]
    title = printable(slide.title).strip() or str(slide.number)
    return {"title": title, "rounds": rounds, "offers": offers, "copies": BALLOTS}
