"""Sessions that went otherwise than planned, and what people write to see what happens."""

from __future__ import annotations

from dataclasses import replace

from decks.deck import Ask
from sessions.flows import OTHER
from sessions.moderation.item import Item, ItemState
from sessions.script import Script
from sessions.session import LiveSession
from sessions.state import Phase, Published, Shift, Status
from tests.sessions.summary.evening import (
    DECK,
    asking,
    choice,
    few,
    hidden,
    option,
    session,
    shown,
    slide,
    thursday,
    told,
)

SCRIPTS = {
    "Greek": "Συγγνώμη, Σαμ",
    "Cyrillic": "Прости, Сэм. Ёж и їжак",
    "Vietnamese": "Mình xin lỗi, Sam ạ",
    "Arabic": "آسف يا سام",
    "Persian": "ببخشید، سام",
    "Hebrew": "סליחה, סאם",
    "Chinese": "对不起，小萨",
    "Taiwanese": "對不起，小薩",
    "Japanese": "ごめんなさい、サムさん。鬱",
    "Korean": "미안해요, 샘. 뷁",
    "Hindi": "माफ़ करना, सैम",
    "Bengali": "দুঃখিত, স্যাম",
    "Tamil": "மன்னிக்கவும், சாம்",
    "Thai": "ขอโทษนะแซม",
    "Georgian": "ბოდიში, სემ",
    "Armenian": "Ներիր, Սեմ",
    "Amharic": "ይቅርታ ሳም",
    "emoji": "😀👩‍👩‍👧‍👦🇩🇪❤️👍🏽",
}
FORMULAS = ["=1+1", '=HYPERLINK("https://example.org","open")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "{=1}"]
EVIL = [
    *FORMULAS,
    "<script>alert(1)</script>",
    '#panic() $x$ *b* _i_ @ref <label> #include "/etc/passwd" \\u{41} `raw` // no /* no */',
    '\\#sys.inputs #read("/decks/paper/look.typ")',
    "{0.__class__} {choice} %s %(n)s {page}",
    "bell \a, nul \0, escape \x1b[31m, \x85, \x9f",
    "left \u202eright to left\u202c and \u2066isolated\u2069",
    "\U00012000 cuneiform, \ue000 private, \U0010ffff, \ufffe",
    "a\u0f71\u0300\u0489" + "\u0301" * 60,
    "😀" * 280,
    "W" * 280,
    "one\n\n\n\ntwo\r\nthree\u2028four",
    "_x0041_ \"quotes\", 'more'; and, commas",
    "",
    " ",
]


def notes(texts: list[str], ask: str = "say") -> tuple[Item, ...]:
    """These texts, let through and left by their authors."""
    return tuple(
        Item(str(place), ask, text, state=ItemState.APPROVED, place=place, keep=True)
        for place, text in enumerate(texts)
    )


def writing(n: int) -> LiveSession:
    """A session that asked for texts, with so many answers."""
    ask = Ask("text", "standard")
    return asking(ask, shown(Published(1, n, {"n": n}, None, f"{n} people have answered.")))


def everywhere(words: str) -> LiveSession:
    """A session in which everything that anybody can name is called like this."""
    options = (option("A", words, "evil", says=words), option("B", "No"))
    patterns = {"evil": replace(DECK.patterns["repair"], label=words)}
    room = asking(choice(options=options), shown(told(1, 12, says=words, A=7, B=5), told=1), words, patterns=patterns)
    return replace(room, state=replace(room.state, title=words))


def moved() -> LiveSession:
    """Two votes large enough for the picture of who moved where."""
    shift = Shift(36, 34, (("A", "A", 10), ("A", "C", 20), (OTHER, OTHER, 4)), "C: 12 of 36, then 24 of 36.", True)
    votes = (told(1, 36, A=20, B=4, C=12), told(2, 36, A=10, B=2, C=24))
    return asking(choice(rounds=2), shown(*votes, shift=shift))


def without_one() -> LiveSession:
    """The deck has changed since: the slide that was voted on is gone, another one is new."""
    left = replace(DECK, slides=(*DECK.slides[:1], *DECK.slides[2:]))
    return LiveSession(thursday().state, Script(left, {"say": DECK.slides[1]}))


ROOMS = {
    "the whole evening": thursday(),
    "no question": session(),
    "no answer": asking(choice(), shown(told(1, 0, says="Nobody has answered.", A=0, B=0, C=0))),
    "one answer": asking(choice(), shown(few(1, 1))),
    "all passed": asking(choice(), shown(Published(1, 12, {"counts": {"A": 0, "B": 0, "C": 0}}, None, "All passed."))),
    "only voided": asking(choice(), shown(voided=2)),
    "ended early": replace(
        asking(choice(rounds=2), replace(hidden(told(1, 9, A=4, B=5, C=0)), phase=Phase.OPEN, round=2)),
    ),
    "still going on": session(DECK, dict(thursday().state.asks), status=Status.LIVE),
    "a rehearsal": session(rehearsal=True),
    "who moved": moved(),
    "by hand": asking(choice(), shown(told(1, 12, A=6, B=3, C=3), hands={"A": 4, "B": 2})),
    "a short slide": session(
        replace(DECK, slides=(slide("s", 1, "", choice()),)), {"s": shown(told(1, 5, A=5, B=0, C=0))}
    ),
}
