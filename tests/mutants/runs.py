"""What may stand side by side, and what may outlive a session."""

from tests.mutants.mutant import CORE, Mutant

RUNS = f"{CORE}comparison/"
PULSE = "sessions/comparison/pulse.py"

MUTANTS = (
    Mutant("runs: one fewer is enough", PULSE, "< LEAST:", "< LEAST - 1:", f"{RUNS}test_comparison.py -k ten_people"),
    Mutant(
        "runs: rehearsals count",
        PULSE,
        "session.state.rehearsal or ",
        "",
        f"{RUNS}test_comparison.py -k rehearsals_and_sessions",
    ),
    Mutant(
        "runs: sessions that go on count",
        PULSE,
        "or session.state.status is not Status.ENDED ",
        "",
        f"{RUNS}test_comparison.py -k rehearsals_and_sessions",
    ),
    Mutant(
        "runs: what was not shown counts",
        "sessions/state.py",
        "return self.published[self.shown - 1] if self.shown else None",
        "return self.published[-1] if self.published else None",
        f"{RUNS}test_comparison.py -k what_the_room_was_not_told",
    ),
    Mutant(
        "runs: other answers stand together",
        PULSE,
        "self.end.asked, tuple(sorted(self.names))",
        "self.end.asked",
        f"{RUNS}test_comparison.py -k asked_something_else",
    ),
    Mutant(
        "runs: ranked by what came out",
        "sessions/comparison/comparison.py",
        "key=lambda run: run.place)",
        "key=lambda run: [pulse.end.counts for pulse in run.pulses])",
        f"{RUNS}test_comparison.py -k order_in_which_they_took_place",
    ),
    Mutant(
        "runs: kept although phones were not told",
        "sessions/comparison/kept.py",
        "if not days or ",
        "if ",
        f"{RUNS}test_kept.py -k not_told",
    ),
    Mutant(
        "runs: kept for ever",
        "sessions/comparison/kept.py",
        'return today > days_later(f"{kept.month}-01", min(kept.days, days))',
        "return False",
        f"{RUNS}test_kept.py -k first_of_the_month",
    ),
    Mutant(
        "runs: kept with their session's name",
        "sessions/comparison/kept.py",
        "KeptPulses(name, session.state.deck,",
        "KeptPulses(session.state.id, session.state.deck,",
        f"{RUNS}test_kept.py -k nothing_else_does",
    ),
)
