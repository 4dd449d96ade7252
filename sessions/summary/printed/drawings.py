"""An ask as drawings: the same votes, in the same order and with the same numbers, as its picture on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from decks.language import Language
from decks.shares import shares
from sessions.release.words import in_words
from sessions.state import Published
from sessions.summary.asked import ROUGHLY, Asked, Choice
from sessions.summary.charts.bars import moved
from sessions.summary.charts.cards import besides
from sessions.summary.charts.cloud import size
from sessions.summary.charts.columns import INKS, Column, columns
from sessions.summary.charts.flow import flow
from sessions.summary.charts.ranks import in_order, put_first, scores
from sessions.summary.printed.drawing import Bars, Cards, Cell, Cloud, Drawing, Ribbons, Row
from sessions.summary.printed.ribbons import alone

Drawings = Iterator[Drawing]


def drawings(one: Asked, words: Language) -> tuple[Drawing, ...]:
    """Everything of this ask that may be drawn; nothing of what is withheld."""
    if not one.rounds:
        return ()
    return tuple(drawing for draw in (DRAWN[one.picture], _beside) for drawing in draw(one, words))


def _counted(one: Asked, words: Language) -> Drawings:
    """Votes on the same answers stand side by side; others below each other. Then who moved where."""
    votes = [vote for vote in columns(one, words) if vote.counts is not None]
    steps = one.picture == "steps"
    if len({tuple(choice.text or choice.key for choice in vote.choices) for vote in votes}) == 1:
        yield bars_of("", votes, steps, words)
    else:
        yield from (bars_of(vote.heading, [vote], steps, words) for vote in votes)
    yield from _ribbons(one, words)


def bars_of(heading: str, votes: Sequence[Column], steps: bool, words: Language) -> Bars:
    """Votes on the same answers, side by side."""
    rows = tuple(
        Row(
            choice.key,
            choice.text,
            _ink(index, steps),
            tuple(_cell(vote, vote.choices[index].key, words) for vote in votes),
        )
        for index, choice in enumerate(votes[-1].choices)
    )
    return _table(heading, [vote.heading for vote in votes], rows, words)


def _table(heading: str, names: Sequence[str], rows: tuple[Row, ...], words: Language, note: str = "") -> Bars:
    said = (f"{name}: {_told(rows, place)}" for place, name in enumerate(names))
    says = " ".join(filter(None, (heading, *said)))
    return Bars(heading, words.say("Answer"), tuple(names), rows, says, note)


def _told(rows: Sequence[Row], place: int) -> str:
    return ", ".join(f"{row.key} {row.cells[place].number}" for row in rows) + "."


def _ink(index: int, steps: bool) -> int:
    """Each answer has a colour of its own; steps share one."""
    return 0 if steps else index % len(INKS)


def _cell(vote: Column, key: str, words: Language) -> Cell:
    if (vote.counts or {}).get(key, 0) is None:
        return Cell(None, vote.bound(key, words))
    share = shares(vote.exact, vote.published.n).get(key, 0)
    return Cell(share, str(vote.exact.get(key, 0)), f"{share}\N{NO-BREAK SPACE}%")


def _ribbons(one: Asked, words: Language) -> Drawings:
    if one.shift is None or one.shift.flows is None or len(one.rounds) < 2:
        return
    before, after = columns(one, words)[-2:]
    heading = words.say("Who moved where")
    yield Ribbons(heading, alone(flow(before, after, one.shift.flows)), one.shift.says, moved(one, words))


def _ranked(one: Asked, words: Language) -> Drawings:
    for vote in columns(one, words):
        if vote.published.tally is not None:
            yield _ranks(vote, vote.heading if len(one.rounds) > 1 else "", words)


def _ranks(vote: Column, heading: str, words: Language) -> Bars:
    points, first = scores(vote.published), (vote.published.tally or {})["first"]
    most = max(points.values(), default=0) or 1
    rows = tuple(
        Row(
            choice.key,
            choice.text,
            _ink(index, False),
            (
                Cell(round(100 * points[choice.key] / most), str(points[choice.key])),
                Cell(None, put_first(first[choice.key], words)),
            ),
        )
        for index, choice in in_order(vote.choices, points)
    )
    return _table(heading, (words.say("Points"), words.say("Put first")), rows, words)


def _spent(one: Asked, words: Language) -> Drawings:
    tally = one.rounds[-1].tally
    if tally is not None:
        sums = tally["sums"]
        yield _whole("", words.say("Points"), one.choices, sums, words)


def _whole(heading: str, name: str, choices: Sequence[Choice], counts: Mapping[str, int], words: Language) -> Bars:
    """Numbers of which each is a part of their sum."""
    parts = shares(counts, sum(counts.values()))
    rows = tuple(
        Row(choice.key, choice.text, _ink(index, False), (_part(counts, parts, choice.key),))
        for index, choice in enumerate(choices)
    )
    return _table(heading, (name,), rows, words)


def _part(counts: Mapping[str, int], parts: Mapping[str, int], key: str) -> Cell:
    return Cell(parts.get(key, 0), str(counts.get(key, 0)), f"{parts.get(key, 0)}\N{NO-BREAK SPACE}%")


def _said(one: Asked, words: Language) -> Drawings:
    cards = tuple((item.text, besides(item, words)) for item in one.texts if item.text.strip())
    if cards:
        yield Cards("", cards)


def _roughly(one: Asked, words: Language) -> Drawings:
    """A word for each answer in each vote, and no bar."""
    votes = [vote for vote in columns(one, words) if vote.published.tally]
    if votes:
        rows = tuple(
            Row(choice.key, choice.text, _ink(index, False), tuple(_rough(vote, choice.key, words) for vote in votes))
            for index, choice in enumerate(one.choices)
        )
        yield _table("", [vote.heading for vote in votes], rows, words)
    yield from _said(one, words)


def _rough(vote: Column, key: str, words: Language) -> Cell:
    return Cell(None, in_words((vote.published.tally or {})[ROUGHLY].get(key), words))


def _written(one: Asked, words: Language) -> Drawings:
    if one.words:
        most = one.words[0]["n"]
        told = tuple((word["word"], word["n"], size(word["n"], most)) for word in one.words)
        says = ", ".join(f"{word} {n}" for word, n, _ in told)
        yield Cloud("", told, words.say("Words, and how many people wrote them"), says)


def _beside(one: Asked, words: Language) -> Drawings:
    """How sure people were, how groups of them answered, and hands that were raised."""
    latest = one.rounds[-1]
    if latest.sure:
        yield _sure(latest.sure, words)
    if latest.segments and one.split:
        yield from _groups(one, latest, words)
    if one.hands:
        yield _hands(one, words)


def _sure(counts: Mapping[str, int], words: Language) -> Bars:
    ends = {"1": words.say("not sure"), "5": words.say("very sure")}
    parts = shares(counts, sum(counts.values()))
    rows = tuple(Row(key, ends.get(key, ""), 0, (_part(counts, parts, key),)) for key in counts)
    return _table(words.say("How sure people were"), (words.say("People"),), rows, words)


def _groups(one: Asked, latest: Published, words: Language) -> Drawings:
    """Two groups side by side, each named by what it had answered before."""
    assert one.split is not None
    groups = {choice.key: choice.text for choice in one.split.choices}
    told = [(key, counts) for key, counts in (latest.segments or {}).items() if key in groups]
    heading = words.say("By the answer to “{title}”", title=one.split.title)
    for place in range(0, len(told), 2):
        votes = [
            Column(
                f"{key} {groups[key]}".strip(),
                one.choices,
                Published(1, sum(counts.values()), {"counts": counts}, None, ""),
            )
            for key, counts in told[place : place + 2]
        ]
        yield bars_of("" if place else heading, votes, one.picture == "steps", words)


def _hands(one: Asked, words: Language) -> Bars:
    """A row of its own, whatever the phones said."""
    told = [choice for choice in one.choices if choice.key in one.hands]
    return _whole(
        words.say("Raised hands and paper, as the presenter counted them"), words.say("Hands"), told, one.hands, words
    )


DRAWN: Mapping[str, Callable[[Asked, Language], Drawings]] = {
    "bars": _counted,
    "steps": _counted,
    "ranks": _ranked,
    "sums": _spent,
    "cloud": _written,
    "cards": _said,
    ROUGHLY: _roughly,
}
"""By the name of the picture, as on the page."""
