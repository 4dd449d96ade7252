"""After a start: finish what was closing, ask again what lost its key, forget what nobody needs."""

from __future__ import annotations

from sessions import moves
from sessions.session import LiveSession
from sessions.stage import RENEWED_GRACE, Stage


def recover(stage: Stage, followups: frozenset[str] = frozenset()) -> None:
    """Bring every running session to a state that it could have reached without the crash. The link groups of open
    follow-ups keep their keys."""
    house = stage.house
    groups = set(followups)
    for session_id in house.shelf.running():
        with stage.ledger.lock(session_id):
            groups |= _recovered(stage, stage.find(session_id)).groups
    for group in house.keyring.groups() - groups:
        house.keyring.destroy(group)
    stage.ledger.wipe()


def _recovered(stage: Stage, session: LiveSession) -> LiveSession:
    house = stage.house
    stored = house.shelf.boxes(session.state.id)
    if strays := stored.keys() - session.boxes.keys():
        house.shelf.drop_boxes(strays)
    session = _without_lost_keys(stage, session)
    beside = {standing.reasons.box for standing in session.state.asks.values() if standing.reasons}
    for box in beside & {box for box, is_open in stored.items() if not is_open}:
        house.shelf.reopen(box)  # the move that shut it was never saved
    if session.is_open and not stored.get(session.open_box or "", True):
        return stage.close_now(session)
    if session.is_open and session.standing.closes_at is not None:
        house.engine.spawn(stage.close_after, session.state.id, RENEWED_GRACE, session.standing.closes_at)
    return session


def _without_lost_keys(stage: Stage, session: LiveSession) -> LiveSession:
    """Whose key is gone cannot be opened any more: texts go, and a round is asked again."""
    keyring = stage.house.keyring
    if session.state.texts and keyring.get(session.state.texts) is None:
        stage.desk.lost(session)
        session = stage.ledger.save(session, session.with_state(texts=None))
    for slide_id, standing in session.state.asks.items():
        lost = {standing.group, standing.reasons.group if standing.reasons else None} - {None}
        if any(keyring.get(group or "") is None for group in lost):
            session = stage.ledger.save(session, moves.keyless(session, slide_id))
    return session
