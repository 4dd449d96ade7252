"""What may be told of a total."""

from tests.mutants.mutant import CORE, GUARDS, Mutant

MUTANTS = (
    Mutant(
        "G5 floor: one fewer is enough",
        "sessions/disclosure.py",
        "if chosen < floor and",
        "if chosen < floor - 1 and",
        f"{GUARDS}test_g5_floor.py -k too_few_answers_change_nothing",
    ),
    Mutant(
        "G5 floor: passes count",
        "sessions/tally.py",
        "people(answers, choosing=True)",
        "people(answers)",
        f"{GUARDS}test_g5_floor.py -k passes_lift_nothing",
    ),
    Mutant(
        "G7 slack: one person",
        "sessions/disclosure.py",
        "SLACK = 2",
        "SLACK = 1",
        f"{CORE}test_disclosure.py -k never_makes_anybody_certain",
    ),
    Mutant(
        "G7 several: few who picked are told",
        "sessions/disclosure.py",
        "return (0, SLACK) if n <= slack else None",
        "return None",
        f"{GUARDS}test_g7_certainty.py -k several",
    ),
    Mutant(
        "G7 scale: agreement is told",
        "sessions/disclosure.py",
        "told, withheld = _counts(tally, chosen, slack)",
        "told, withheld = _counts(tally, chosen, None)",
        f"{GUARDS}test_g7_certainty.py -k scale",
    ),
    Mutant(
        "G7 orders: agreement is told",
        "sessions/disclosure.py",
        'if _agree(tally["first"], chosen, slack):',
        'if _agree(tally["first"], chosen, None):',
        f"{GUARDS}test_g7_certainty.py -k orders",
    ),
    Mutant(
        "G7 points: the smallest sums are told",
        "sessions/disclosure.py",
        "if slack == SLACK and not all",
        "if slack is ... and not all",
        f"{GUARDS}test_g7_certainty.py -k points",
    ),
    Mutant(
        "G7 how sure: agreement is told",
        "sessions/tally.py",
        "len(told), floor, ask.privacy, ask.agreement)",
        'len(told), floor, "standard", ask.agreement)',
        f"{GUARDS}test_g7_certainty.py -k how_sure",
    ),
    Mutant(
        "mean: from five on",
        "sessions/disclosure.py",
        "MEAN_FLOOR = 8",
        "MEAN_FLOOR = 5",
        f"{CORE}test_disclosure.py -k mean",
    ),
)
