"""The texts of one session: where each stands, and how that is written on the shelf."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from decks.asks import kind_of
from decks.deck import Ask
from decks.folding import folded, plurals
from sessions import ballots
from sessions.ballots import GroupKey
from sessions.moderation.item import Item, ItemChanges, ItemState, Mark, Sort
from sessions.moderation.pending import Pending, PendingWords
from sessions.parts import House
from sessions.session import LiveSession
from sessions.store.texts import Texts

KEPT_FLOOR = 8
"""So many texts must have their authors' leave before any is kept for the summary."""
VOTES_FLOOR = 3
"""Fewer votes for a question are not told."""


@dataclass
class Drawer:
    """Items by id; what waits by ballot box; and the secret that seals texts on the shelf."""

    house: House
    key: GroupKey | None
    items: dict[str, Item] = field(default_factory=dict)
    pending: dict[str, Pending | PendingWords] = field(default_factory=dict)
    unwritten: tuple[Item, ...] = ()
    """Handed on, and not on the shelf yet; whatever is written next writes them first."""
    _by_ballot: dict[tuple[str, bytes], str] = field(default_factory=dict)
    _telling: bool = False

    VOTES_EVERY: ClassVar[float] = 10.0
    """Seconds between two tellings of votes."""

    @classmethod
    def read(cls, house: House, session: LiveSession) -> Drawer:
        key = house.keyring.get(session.state.texts) if session.state.texts else None
        drawer = cls(house, key)
        rows = house.shelf.texts(session.state.id)
        drawer.apply(ItemChanges(new=tuple(_item(row, key) for row in rows if row["sealed"] is None or key)))
        drawer.tell_votes(house.shelf.upvotes(drawer.items))
        return drawer

    # --- look

    def of(self, slide_id: str, sort: Sort) -> list[Item]:
        return [item for item in self.items.values() if item.ask == slide_id and item.sort is sort]

    def by_ballot(self, slide_id: str, ballot: bytes) -> Item | None:
        """The item that came from this ballot of an open ask."""
        return self.items.get(self._by_ballot.get((slide_id, ballot), ""))

    # --- change

    def take(self, items: Iterable[Item]) -> None:
        """Take new items in; those that the room sees at once get their place."""
        new = tuple(self.placed(items))
        self.apply(ItemChanges(new=new))
        self.unwritten += new

    def placed(self, items: Iterable[Item]) -> Iterator[Item]:
        place = self.last_place
        for item in items:
            place += item.seen
            yield replace(item, place=place) if item.seen else item

    @property
    def last_place(self) -> int:
        return max((item.place for item in self.items.values()), default=0)

    def apply(self, changes: ItemChanges) -> None:
        """Make it so in memory; what is on the shelf is the caller's. What was taken back meanwhile stays gone."""
        standing = (item for item in (*changes.changed, *changes.plain) if item.id in self.items)
        for item in (*changes.new, *standing):
            self.items[item.id] = item
            if item.ballot is not None:
                self._by_ballot[item.ask, item.ballot] = item.id
        for item_id in changes.gone:
            gone = self.items.pop(item_id, None)
            if gone and gone.ballot is not None:
                self._by_ballot.pop((gone.ask, gone.ballot), None)
        for ask in changes.over:
            self._unlink(ask)

    def _unlink(self, ask: str) -> None:
        self._by_ballot = {key: item for key, item in self._by_ballot.items() if key[0] != ask}
        self.items |= {item.id: replace(item, ballot=None) for item in self.items.values() if item.ask == ask}

    # --- the end of an ask

    def dropped(self, slide_id: str, sort: Sort) -> ItemChanges:
        """All its texts go."""
        return ItemChanges(gone=frozenset(item.id for item in self.of(slide_id, sort)))

    def over(
        self, slide_id: str, sort: Sort, new: tuple[Item, ...], counts: Mapping[str, int] | None, lang: str
    ) -> ItemChanges:
        """Nothing leads back to an author any more. `counts` are how many wrote each folded word, if it is words."""
        stand = [item for item in (*self.of(slide_id, sort), *new) if item.state is not ItemState.REMOVED]
        counted = _counted(stand, counts, lang) if counts is not None else self._voted(stand)
        fresh = {item.id for item in new}
        known = {item.id for item in self.of(slide_id, sort)}
        return ItemChanges(
            new=tuple(replace(item, ballot=None) for item in counted if item.id in fresh),
            changed=tuple(replace(item, ballot=None) for item in counted if item.id in known),
            gone=frozenset(known - {item.id for item in counted}),
            over=frozenset({slide_id}),
        )

    def _voted(self, items: Iterable[Item]) -> list[Item]:
        votes = self.house.shelf.upvotes([item.id for item in items])
        return [replace(item, votes=_told(votes.get(item.id, item.votes))) for item in items]

    def votes_moved(self) -> bool:
        """Somebody voted; True when nobody is yet about to tell."""
        first, self._telling = not self._telling, True
        return first

    def tell_votes(self, votes: Mapping[str, int]) -> bool:
        """Take the votes as they are now; whether anything that is told is another."""
        self._telling = False
        before = {item.id: item.votes for item in self.items.values()}
        moved = {key: _told(n) for key, n in votes.items() if key in before and before[key] != _told(n)}
        self.items |= {key: replace(self.items[key], votes=n) for key, n in moved.items()}
        return bool(moved)

    # --- the end of the session

    def kept(self, asks: Mapping[str, Ask]) -> ItemChanges:
        """Approved words are kept with their numbers; other texts by their authors' leave, and only if many gave it."""
        stay = [item for slide_id, ask in asks.items() for item in self._kept_of(slide_id, ask)]
        names = {item.id for item in stay}
        return ItemChanges(plain=tuple(stay), gone=frozenset(self.items.keys() - names))

    def _kept_of(self, slide_id: str, ask: Ask) -> list[Item]:
        rules = kind_of(ask).items
        seen = [item for item in self.of(slide_id, Sort.ANSWER) if item.seen]
        if rules is None:
            return []
        allowed = seen if rules.once else [item for item in seen if item.keep]
        return [replace(item, ballot=None) for item in allowed] if rules.once or len(allowed) >= KEPT_FLOOR else []

    # --- on the shelf

    def rows(self, changes: ItemChanges) -> Texts:
        """What to write, with all that was not written yet: so the end of an ask finds every text of it."""
        new, self.unwritten = (*self.unwritten, *changes.new), ()
        return Texts(
            new=tuple(self._row(item) for item in new),
            changed=tuple(_facts(item) for item in changes.changed),
            gone=tuple(changes.gone),
            over=tuple(changes.over),
            plain=tuple({"id": item.id, "text": item.text} for item in changes.plain),
        )

    @staticmethod
    def nothing_but(gone: tuple[str, ...]) -> Texts:
        return Texts(gone=gone)

    def _row(self, item: Item) -> dict[str, Any]:
        assert self.key is not None
        nonce = self.house.world.token(ballots.NONCE_BYTES)
        sealed = ballots.seal_text(self.key, item.id, item.text, nonce)
        facts = {"ask": item.ask, "sort": str(item.sort), "option": item.option, "keep": item.keep}
        return {**_facts(item), **facts, "pseudonym": item.ballot, "sealed": sealed, "text": None}


def _facts(item: Item) -> dict[str, Any]:
    """What changes in an item's life."""
    where = {"state": str(item.state), "mark": str(item.mark)}
    return {"id": item.id, **where, "n": item.n, "votes": item.votes, "place": item.place}


def _item(row: Mapping[str, Any], key: GroupKey | None) -> Item:
    sealed = row["sealed"]
    text = row["text"] if sealed is None else ballots.open_text(key, row["id"], sealed) if key else ""
    facts = {name: row[name] for name in ("id", "ask", "option", "n", "votes", "place", "keep")}
    sort, state, mark = Sort(row["sort"]), ItemState(row["state"]), Mark(row["mark"])
    return Item(text=text, sort=sort, state=state, mark=mark, ballot=row["pseudonym"], **facts)


def _told(votes: int) -> int:
    return votes if votes >= VOTES_FLOOR else 0


def _counted(words: Iterable[Item], counts: Mapping[str, int], lang: str) -> list[Item]:
    """Each word with how many wrote it; a plural goes to its singular where both were written, the state of the more
    frequent one stands; words that nobody wrote in the end go."""
    same = plurals(counts, lang)
    sums: dict[str, int] = {}
    for word, n in counts.items():
        sums[same.get(word, word)] = sums.get(same.get(word, word), 0) + n
    found: dict[str, Item] = {}
    for item in sorted(words, key=lambda item: -counts.get(folded(item.text), 0)):
        word = folded(item.text)
        if counts.get(word):
            found.setdefault(same.get(word, word), item)
    return [replace(item, n=sums[word]) for word, item in found.items()]
