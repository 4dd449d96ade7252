"""The desk where texts are looked at before the room sees them. It knows texts, never their authors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from decks.deck import Ask
from sessions import ballots
from sessions.entries import Entry
from sessions.errors import ServerBusy, StorageFull
from sessions.moderation.drafts import collecting, draft_of, rules_of, stands_no_more
from sessions.moderation.drawer import Drawer
from sessions.moderation.item import Item, ItemChanges, ItemState, Sort
from sessions.moderation.pending import Draft, Pending, PendingWords
from sessions.parts import House
from sessions.session import LiveSession

PENDING = Pending | PendingWords


class Desk:
    """Takes texts in, hands them on in groups, and keeps in mind where each stands."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._drawers: dict[str, Drawer] = {}
        self._turn = house.engine.lock()
        """Whoever takes from what waits: one at a time, or on real threads a text would be handed on twice."""

    # --- what lies here

    def items(self, session: LiveSession) -> tuple[Item, ...]:
        """All texts of a session that were handed on, in no order that tells anything."""
        return tuple(self.drawer(session).items.values())

    def holds(self, session: LiveSession, slide_id: str, ballot: bytes) -> bool:
        """Whether the text of this ballot was handed on."""
        return self.drawer(session).by_ballot(slide_id, ballot) is not None

    def drawer(self, session: LiveSession) -> Drawer:
        """What is known of a session's texts; read from the shelf once, together with what waits in open boxes."""
        drawer = self._drawers.get(session.state.id) or self._read(session)
        if drawer.key is None and session.state.texts:
            drawer.key = self._house.keyring.get(session.state.texts)
        return drawer

    def _read(self, session: LiveSession) -> Drawer:
        drawer = self._drawers[session.state.id] = Drawer.read(self._house, session)
        for slide_id, sort, box in collecting(session):
            self._pending(session, slide_id, sort, box)
        return drawer

    def forget(self, session_id: str) -> None:
        self._drawers.pop(session_id, None)

    def shut(self, session_id: str, box: str) -> None:
        """A ballot box takes no more texts: what waited there is not kept in mind."""
        if session_id in self._drawers:
            self._drawers[session_id].pending.pop(box, None)

    # --- texts come in

    def arrived(self, session: LiveSession, slide_id: str, sort: Sort, box: str, who: bytes, entry: Entry) -> None:
        """An answer with a text (or a pass instead of one) has been committed."""
        with self._turn:
            self._arrived(session, slide_id, sort, box, who, entry)

    def _arrived(self, session: LiveSession, slide_id: str, sort: Sort, box: str, who: bytes, entry: Entry) -> None:
        if self._house.keyring.get(session.boxes[box]) is None:
            return  # the ask was over, or the session gone, before this could be taken to the others
        slide = session.slide(slide_id)
        assert slide is not None
        assert slide.ask is not None
        drawer, pending = self.drawer(session), self._pending(session, slide_id, sort, box)
        if drawer.key is None:
            return  # the session has ended since
        draft, item = draft_of(slide.ask, sort, who, entry), drawer.by_ballot(slide_id, who)
        if stands_no_more(item, draft):
            pending.drop(who, entry.author)
            if item:
                self._taken_back(session, item)
        if draft is None:
            return
        pending.add(draft)
        if ready := pending.ready(self._house.world.order):
            drawer.take(self._items(slide_id, slide.ask, sort, ready))
            self._house.engine.spawn(self._store, session, ItemChanges())

    def _pending(self, session: LiveSession, slide_id: str, sort: Sort, box: str) -> PENDING:
        """What waits for one box; after a restart read again from its ballots."""
        drawer = self.drawer(session)
        if box not in drawer.pending:
            drawer.pending[box] = self._read_again(session, slide_id, sort, box)
        return drawer.pending[box]

    def _read_again(self, session: LiveSession, slide_id: str, sort: Sort, box: str) -> PENDING:
        slide = session.slide(slide_id)
        assert slide is not None
        assert slide.ask is not None
        rules = rules_of(slide.ask, sort)
        floor = session.floor(slide.ask)
        pending = PendingWords(rules, floor, session.deck.sensitive) if rules.once else Pending(rules, floor)
        drawer = self.drawer(session)
        words = {item.text for item in drawer.items.values() if item.ask == slide_id and rules.once}
        for word in words:
            pending.handed_on(Draft(word, None))
        for who, entry in self._entries(session, box).items():
            draft, item = draft_of(slide.ask, sort, who, entry), drawer.by_ballot(slide_id, who)
            if item and stands_no_more(item, draft):  # and the disk was full, or the process died
                self._taken_back(session, item)
                item = None
            if draft:
                (pending.handed_on if item else pending.add)(draft)
        return pending

    def _entries(self, session: LiveSession, box: str) -> dict[bytes, Entry]:
        key, found = self._house.keyring.get(session.boxes[box]), self._house.shelf.ballots(box)
        return {ballot.pseudonym: Entry.of(ballots.open_ballot(key, ballot)) for ballot in found} if key else {}

    def _items(self, slide_id: str, ask: Ask, sort: Sort, drafts: Iterable[Draft]) -> Iterable[Item]:
        reads = sort is Sort.REASON or ask.settings.get("moderate", True)
        state = ItemState.WAITING if reads else ItemState.APPROVED
        for draft in drafts:
            item = Item(self._house.world.id(), slide_id, draft.text, sort, draft.option, state)
            yield replace(item, keep=draft.keep, ballot=draft.ballot)

    def _taken_back(self, session: LiveSession, item: Item) -> None:
        gone = ItemChanges(gone=frozenset({item.id}))
        self.drawer(session).apply(gone)
        self._house.engine.spawn(self._store, session, gone)

    def _store(self, session: LiveSession, changes: ItemChanges) -> None:
        try:
            self._house.shelf.put_texts(session.state.id, self.drawer(session).rows(changes))
        except (StorageFull, ServerBusy):
            self.forget(session.state.id)  # and read again from what is on the disk
            raise
        self._house.announcer.queued(session.state.id)

    # --- what is decided

    def author_of(self, session: LiveSession, item: Item) -> str | None:
        """The pseudonym of a text's author in its ask, or of a reason's; None once nothing leads there."""
        standing = session.ask_state(item.ask)
        side = standing.reasons if item.sort is Sort.REASON else None
        box, group = (side.box, side.group) if side else (standing.live, standing.group)
        key = self._house.keyring.get(group) if group else None
        ballot = self._house.shelf.ballot(box, item.ballot) if box and key and item.ballot else None
        return Entry.of(ballots.open_ballot(key, ballot)).author if key and ballot else None

    # --- an ask is over

    def close(self, session: LiveSession, slide_id: str, box: str, told: bool) -> ItemChanges:
        """What the end of a vote does to its texts: with too few answers all go, else the rest is handed on, and
        nothing leads back to an author any more."""
        slide = session.slide(slide_id)
        assert slide is not None
        assert slide.ask is not None
        drawer = self.drawer(session)
        if not told:
            return drawer.dropped(slide_id, Sort.ANSWER)
        with self._turn:
            pending = self._complete(session, slide_id, slide.ask, box)
            rest = pending.rest(self._house.world.order)
        new = tuple(drawer.placed(self._items(slide_id, slide.ask, Sort.ANSWER, rest)))
        counts = pending.counted() if isinstance(pending, PendingWords) else None
        return drawer.over(slide_id, Sort.ANSWER, new, counts, session.deck.lang)

    def _complete(self, session: LiveSession, slide_id: str, ask: Ask, box: str) -> PENDING:
        """What waits for a box that was just shut, also what was acknowledged at this very moment."""
        pending = self._pending(session, slide_id, Sort.ANSWER, box)
        for who, entry in self._entries(session, box).items():
            if draft := draft_of(ask, Sort.ANSWER, who, entry):
                pending.add(draft)
            else:
                pending.drop(who, entry.author)
        return pending

    def reasons_over(self, session: LiveSession, slide_id: str, box: str) -> ItemChanges:
        """No more reasons are taken: the rest is handed on, and nothing leads back."""
        slide = session.slide(slide_id)
        if slide is None or slide.ask is None:
            return ItemChanges()
        drawer, pending = self.drawer(session), self._pending(session, slide_id, Sort.REASON, box)
        drafts = pending.ready(self._house.world.order)
        if not drafts and drawer.of(slide_id, Sort.REASON):
            drafts = pending.rest(self._house.world.order)
        new = tuple(drawer.placed(self._items(slide_id, slide.ask, Sort.REASON, drafts)))
        return drawer.over(slide_id, Sort.REASON, new, None, session.deck.lang)

    # --- the end

    def kept(self, session: LiveSession) -> tuple[Item, ...]:
        """The texts that may stand in the summary, as things are now."""
        return self.end(session).plain

    def end(self, session: LiveSession) -> ItemChanges:
        """What of a session's texts may be kept when it ends, and what goes."""
        return self.drawer(session).kept({slide.id: slide.ask for slide in session.slides if slide.ask})

    def lost(self, session: LiveSession) -> None:
        """The key that sealed the texts is gone (a power cut): nobody can read them any more."""
        gone = tuple(row["id"] for row in self._house.shelf.texts(session.state.id) if row["sealed"] is not None)
        self._house.shelf.put_texts(session.state.id, Drawer.nothing_but(gone))
        self.forget(session.state.id)
