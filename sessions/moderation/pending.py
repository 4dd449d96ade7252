"""Texts that have come and are not yet handed on: they go in groups, so that none can be told by its time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from decks.asks import Items
from decks.folding import folded, spelling

Order = Callable[[int], list[int]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text on its way to whoever reads it: its ballot, for a reason its answer, and its author's leave to keep it.
    A word has no ballot, since many may have written it."""

    text: str
    ballot: bytes | None
    author: str = ""
    option: str = ""
    keep: bool = False


class Pending:
    """The texts of one ask that wait. `floor` is how many people must have written before any is handed on."""

    def __init__(self, items: Items, floor: int) -> None:
        self._group, self._floor = items.group, floor if items.floor else 0
        self._waiting: dict[bytes, Draft] = {}
        self._handed: set[bytes] = set()
        self._authors: Counter[str] = Counter()

    def add(self, draft: Draft) -> None:
        """A text has come, or has replaced the one of its ballot. Others of that moment may have brought it along."""
        assert draft.ballot is not None
        if draft.ballot in self._handed:
            return
        if draft.ballot not in self._waiting:
            self._authors[draft.author] += 1
        self._waiting[draft.ballot] = draft

    def handed_on(self, draft: Draft) -> None:
        """After a restart: this one was handed on before."""
        assert draft.ballot is not None
        self._handed.add(draft.ballot)
        self._authors[draft.author] += 1

    def drop(self, ballot: bytes, author: str) -> None:
        """Its author took it back."""
        if self._waiting.pop(ballot, None) or ballot in self._handed:
            self._handed.discard(ballot)
            self._authors -= Counter((author,))

    def ready(self, order: Order) -> list[Draft]:
        """What is to be handed on now, in an order drawn by lot; nothing while it would be too few."""
        enough = len(self._authors) >= self._floor and len(self._waiting) >= self._group
        return self.rest(order) if enough else []

    def rest(self, order: Order) -> list[Draft]:
        """All that is left, when the ask is closed."""
        drafts = list(self._waiting.values())
        self._handed |= self._waiting.keys()
        self._waiting = {}
        return [drafts[index] for index in order(len(drafts))]


class PendingWords:
    """The words of one ask that wait, each once however many wrote it. With `shared` a word that only one person
    wrote stays back."""

    def __init__(self, items: Items, floor: int, shared: bool) -> None:
        self._group, self._floor, self._least = items.group, floor, 2 if shared else 1
        self._of: dict[bytes, Draft] = {}
        self._authors: Counter[str] = Counter()
        self._same: dict[str, Counter[str]] = defaultdict(Counter)
        self._spelled: dict[str, Counter[str]] = defaultdict(Counter)
        self._waiting: set[str] = set()
        self._handed: set[str] = set()

    def add(self, draft: Draft) -> None:
        assert draft.ballot is not None
        self.drop(draft.ballot, draft.author)
        self._of[draft.ballot] = draft
        self._count(draft, 1)

    def handed_on(self, draft: Draft) -> None:
        """After a restart: this word was handed on before."""
        self._handed.add(folded(draft.text))
        self._waiting.discard(folded(draft.text))

    def drop(self, ballot: bytes, author: str) -> None:
        if before := self._of.pop(ballot, None):
            self._count(before, -1)

    def _count(self, draft: Draft, by: int) -> None:
        word = folded(draft.text)
        for counts, name in ((self._authors, draft.author), (self._same[word], draft.author)):
            counts[name] += by
            if counts[name] <= 0:
                del counts[name]
        self._spelled[word][draft.text] += by
        if len(self._same[word]) >= self._least and word not in self._handed:
            self._waiting.add(word)
        else:
            self._waiting.discard(word)

    def ready(self, order: Order) -> list[Draft]:
        enough = len(self._authors) >= self._floor and len(self._waiting) >= self._group
        return self.rest(order) if enough else []

    def rest(self, order: Order) -> list[Draft]:
        words = sorted(self._waiting)
        self._handed |= self._waiting
        self._waiting = set()
        return [Draft(self._spelling(words[index]), None) for index in order(len(words))]

    def counted(self) -> dict[str, int]:
        """How many people wrote each folded word; one that too few are left with is not counted, and so goes."""
        return {word: len(people) for word, people in self._same.items() if len(people) >= self._least}

    def _spelling(self, word: str) -> str:
        return spelling(Counter({text: n for text, n in self._spelled[word].items() if n > 0}).elements())
