"""Bars that move while people answer."""

from tests.mutants.mutant import CORE, GUARDS, Mutant

MUTANTS = (
    Mutant(
        "G6 live: nobody waits",
        "sessions/lag.py",
        "WAITING = SMALLEST_STEP",
        "WAITING = 0",
        f"{CORE}test_moving_bars.py -k three_always_wait",
    ),
    Mutant(
        "G6 live: the last one is told at the close",
        "sessions/lag.py",
        "return sorted(waiting) if len(waiting) >= (SMALLEST_STEP if told else floor) else []",
        "return sorted(waiting)",
        f"{GUARDS}test_g6_steps.py",
    ),
    Mutant(
        "G6 live: the untold are counted",
        "sessions/counting.py",
        "if not moves_bars(ask):",
        "if True:",
        f"{CORE}test_moving_bars.py -k one_or_two",
    ),
    Mutant(
        "G6 live: one who leaves makes the step smaller",
        "sessions/moving.py",
        "if len(chosen) < len(going):",
        "if not chosen:",
        f"{GUARDS}test_between_two_steps.py -k makes_no_step_smaller",
    ),
    Mutant(
        "G6 live: how sure, step by step",
        "sessions/moving.py",
        "return replace(so_far, sure=None)",
        "return so_far",
        f"{GUARDS}test_between_two_steps.py -k how_sure",
    ),
    Mutant(
        "G6 live: by the order in which they came",
        "sessions/lag.py",
        "[names[index] for index in order(len(names))[:going]]",
        "list(waiting)[:going]",
        f"{CORE}test_lag.py -k by_lot",
    ),
    Mutant(
        "G6 live: what was told can be changed",
        "sessions/store/ballots.py",
        "AND seq < ? AND NOT told AND EXISTS",
        "AND seq < ? AND EXISTS",
        f"{CORE}test_moving_bars.py -k what_was_told_stands",
    ),
)
