"""How to read a summary, in plain words: what was counted, what is withheld and why, what must not be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decks.asks import kind_of
from decks.deck import Privacy
from decks.language import Language
from sessions.disclosure import AGREEMENT, FEW, FLOORS, NOT_SHOWN
from sessions.flows import FLOWS_FLOOR
from sessions.moderation.drawer import KEPT_FLOOR
from sessions.session import LiveSession
from sessions.state import SessionState
from sessions.summary.asked import ROUGHLY, Asked

Asks = Sequence[Asked]


def method(session: LiveSession, asks: Asks) -> tuple[str, ...]:
    """The notes that are true of this session, each a sentence or two. Where no question stands nothing is said of
    votes."""
    words = session.words
    parts = (
        _rehearsed(session.state, words),
        _answers(session, asks, words) if asks else (),
        _edited(asks, words),
        _care(words) if asks else (),
    )
    return tuple(note for part in parts for note in part)


def _rehearsed(state: SessionState, words: Language) -> Iterator[str]:
    if state.rehearsal:
        yield words.say("This was a rehearsal: the phones were simulated, and no person answered.")


def _answers(session: LiveSession, asks: Asks, words: Language) -> Iterator[str]:
    """How they were counted and are told."""
    yield from _counted(asks, words)
    yield from _texts(_pictures(session, asks), asks, words)
    yield from _limits(asks, words)
    yield from _lowered(session.state, words)
    yield from _withheld(asks, words)
    yield from _side_by_side(asks, words)
    yield from _shares(asks, words)
    yield from _ours(asks, words)


def _counted(asks: Asks, words: Language) -> Iterator[str]:
    yield words.say(
        "Each phone could answer each vote once. Passing counts as answering: it is part of the number of answers and "
        "is not listed on its own."
    )
    yield from _hands(asks, words)
    yield words.say(
        "When a vote closed, its answers were added up, and every single answer was destroyed together with the key "
        "that had sealed it. Nobody can find out any more who answered what, not even whoever runs the server."
    )


def _hands(asks: Asks, words: Language) -> Iterator[str]:
    if any(one.hands for one in asks):
        yield words.say(
            "Raised hands and paper ballots are a row of their own, as the presenter counted them; they are in no "
            "other number."
        )
    else:
        yield words.say("Only phones are counted here: no paper ballots, no raised hands.")


def _pictures(session: LiveSession, asks: Asks) -> frozenset[str]:
    """What pictures the kinds of these asks have, however they are told here."""
    slides = (session.slide(one.id) for one in asks)
    return frozenset(kind_of(slide.ask).picture for slide in slides if slide and slide.ask)


def _texts(pictures: frozenset[str], asks: Asks, words: Language) -> Iterator[str]:
    """Why texts stand here, and why most do not."""
    if "cards" in pictures:
        yield words.say(
            "A text stands here only if somebody looked at it before the room did, if its author allowed it, and if at "
            "least {floor} did. Authors cannot be found, but a style may be known.",
            floor=KEPT_FLOOR,
        )
    if "cloud" in pictures:
        yield words.say("Words are counted by people; different spellings of one word are counted together.")
    if any(one.split for one in asks):
        yield words.say(
            "Where a result is split by an earlier answer, every phone said so before anybody answered; groups that "
            "are too small, or could be found by subtraction, are left out."
        )


def _limits(asks: Asks, words: Language) -> Iterator[str]:
    """The floors that were in force."""
    for privacy, floor in sorted({(one.privacy, one.floor) for one in asks}):
        yield words.say(
            "{question}: the result is told only if at least {floor} people chose an answer.",
            question=question(privacy, words),
            floor=floor,
        )


def question(privacy: Privacy, words: Language) -> str:
    """What a question of this privacy class is called."""
    match privacy:
        case "open":
            return words.say("Open question")
        case "standard":
            return words.say("Standard question")
        case "personal":
            return words.say("Personal question")


def _lowered(state: SessionState, words: Language) -> Iterator[str]:
    if state.min_answers is not None and state.min_answers < FLOORS["standard"]:
        yield words.say(
            "For this session the presenter lowered the limit of standard questions from {usual} to {floor}, before "
            "anybody had joined; every phone said so.",
            usual=FLOORS["standard"],
            floor=state.min_answers,
        )


def _withheld(asks: Asks, words: Language) -> Iterator[str]:
    """Why numbers are missing, for the reasons that occur here."""
    reasons = {published.withheld for one in asks for published in one.rounds}
    if FEW in reasons:
        yield words.say("Where fewer people chose an answer, nothing is told, and their answers are destroyed as well.")
    if AGREEMENT in reasons:
        yield words.say(
            "Where nearly everybody agreed, only “at least” is told, so that nobody can be certain of anybody else's "
            "answer."
        )
    if NOT_SHOWN in reasons:
        yield words.say(
            "“Not shown” means that the vote closed and the room never saw its result. This summary tells nothing "
            "that the room has not seen."
        )
    if any(one.voided for one in asks):
        yield words.say("A voided round was discarded whole: nothing of it is counted or kept.")


def _side_by_side(asks: Asks, words: Language) -> Iterator[str]:
    if any(len(one.rounds) > 1 for one in asks):
        yield words.say(
            "Two rounds of a question are two votes: people may have come, gone or passed in between. Who moved where "
            "is drawn only if at least {floor} people chose an answer both times. Ten of them, drawn by lot, are left "
            "out, and small moves are put together, so that nobody can be found by subtraction.",
            floor=FLOWS_FLOOR,
        )
    if any(one.earlier for one in asks):
        yield words.say(
            "Questions of two slides that stand side by side are separate votes; nobody's answers to them were linked."
        )


def _shares(asks: Asks, words: Language) -> Iterator[str]:
    told = [published for one in asks if one.picture != ROUGHLY for published in one.rounds]
    if any(published.sure or {"counts", "sums"} & set(published.tally or ()) for published in told):
        yield rounded(words)


def rounded(words: Language) -> str:
    """Wherever percentages stand."""
    return words.say("Percentages are rounded to whole ones, so together they may make a little less or more than 100.")


def _ours(asks: Asks, words: Language) -> Iterator[str]:
    if any(pattern.own for one in asks for told in one.told for pattern in told.patterns):
        yield words.say("Patterns marked “(ours)” are named by this deck, not by its source.")


def _edited(asks: Asks, words: Language) -> Iterator[str]:
    """Said whether or not anything was cut, so that nobody is asked what it was."""
    yield words.say(
        "The room could read this before the session ended. The presenter may have left out or blurred parts of it; "
        "nothing can be added to what the room was shown but three lines of the presenter's own."
    )
    if any(one.picture == ROUGHLY for one in asks):
        yield words.say(
            "Where a result is told roughly, the presenter took its numbers out. Of all who answered, “most” is more "
            "than three fifths, “about half” is between two and three fifths, “fewer” is below that. In small groups "
            "only “more than half” is told apart from “half or fewer”, or nothing."
        )


def _care(words: Language) -> Iterator[str]:
    yield words.say(
        "Take care when you compare sessions: if nearly the same people took part in both, the difference between two "
        "totals can point to one person."
    )
