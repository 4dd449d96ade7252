"""What may outlive a session that is deleted: its pulses alone, and only where its phones were told so."""

from __future__ import annotations

from sessions.comparison.run import Run, as_kept, kept_run, run_of
from sessions.days import days_later
from sessions.session import LiveSession
from sessions.store.past import KeptPulses


def kept_of(session: LiveSession, name: str) -> KeptPulses | None:
    """The pulses to keep of a session, under that name; None where there are none, or where phones were not told."""
    days, run = session.state.keeps, run_of(session)
    if not days or not run.pulses:
        return None
    return KeptPulses(name, session.state.deck, run.lang, run.month, days, as_kept(run))


def runs_kept(kept: list[KeptPulses]) -> list[Run]:
    """Kept pulses as runs."""
    return [kept_run(one.id, one.month, one.lang, one.told) for one in kept]


def is_over(kept: KeptPulses, today: str, days: int) -> bool:
    """Whether they have been kept for long enough: as promised, and no longer than this house does now. Their day is
    not known, so it is taken to be the first of the month."""
    return today > days_later(f"{kept.month}-01", min(kept.days, days))
