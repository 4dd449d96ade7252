"""The room lifts questions up. Votes are told together, never one by one."""

from __future__ import annotations

from sessions import ballots
from sessions.errors import UnknownItem
from sessions.moderation.desk import Desk
from sessions.moderation.drawer import Drawer
from sessions.parts import House
from sessions.session import LiveSession


class Upvotes:
    """For the questions that lie at the desk."""

    def __init__(self, house: House, desk: Desk) -> None:
        self._house, self._desk = house, desk

    def upvote(self, session: LiveSession, voter: bytes, item_id: str, on: bool) -> None:
        """One vote of one person for one question. Raises UnknownItem."""
        item, standing = self._desk.drawer(session).items.get(item_id), session.standing
        key = self._house.keyring.get(standing.group) if standing.group else None
        if item is None or key is None or not session.lifts or not session.is_open:
            raise UnknownItem
        if item.ask != session.state.slide or not item.seen:
            raise UnknownItem
        self._house.shelf.upvote(item_id, ballots.pseudonym(key, voter, ballots.AUTHOR), on)
        if self._desk.drawer(session).votes_moved():
            self._house.engine.spawn(self._tell_votes, session)

    def of(self, session: LiveSession, voter: bytes) -> list[str]:
        """The questions that this person has lifted up."""
        key = self._house.keyring.get(session.standing.group) if session.standing.group else None
        if key is None:
            return []
        who = ballots.pseudonym(key, voter, ballots.AUTHOR)
        return sorted(self._house.shelf.upvoted(session.state.id, who))

    def _tell_votes(self, session: LiveSession) -> None:
        """Votes are told together, every ten seconds at most, so that none can be told by its time."""
        self._house.engine.sleep(Drawer.VOTES_EVERY)
        drawer = self._desk.drawer(session)
        if drawer.tell_votes(self._house.shelf.upvotes(drawer.items)):
            self._house.announcer.refreshed(session.state.id)
