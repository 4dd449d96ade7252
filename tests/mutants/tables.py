"""What may be told of tables: who moved where, and results split by an earlier answer."""

from tests.mutants.mutant import CORE, GUARDS, Mutant

MUTANTS = (
    Mutant(
        "flows: nobody is left out",
        "sessions/flows.py",
        "LEFT_OUT = 10",
        "LEFT_OUT = 0",
        f"{CORE}test_flows.py -k ten_people_are_left_out",
    ),
    Mutant(
        "flows: from twenty on",
        "sessions/flows.py",
        "FLOWS_FLOOR = 30",
        "FLOWS_FLOOR = 20",
        f"{CORE}test_flows.py -k twenty_nine",
    ),
    Mutant(
        "flows: subtraction is not looked at",
        "sessions/flows.py",
        "if told and hides(told, covered, before, after, fewest - 1):",
        "if told:",
        f"{CORE}test_flows.py -k nobody_is_found_by_subtracting",
    ),
    Mutant(
        "flows: told beside a split result",
        "sessions/tally.py",
        "pairs = [] if first.segments or second.segments else matched(before, after)",
        "pairs = matched(before, after)",
        f"{CORE}test_flows.py -k split_by_an_earlier_answer",
    ),
    Mutant(
        "segments: four are enough",
        "sessions/segments.py",
        "SEGMENT_FLOOR = 5",
        "SEGMENT_FLOOR = 4",
        f"{CORE}test_segments.py -k cover_each_other",
    ),
    Mutant(
        "segments: one hidden group is enough",
        "sessions/segments.py",
        "len(hidden) > 1 and",
        "True and",
        f"{CORE}test_segments.py -k cover_each_other",
    ),
    Mutant(
        "segments: subtraction is not looked at",
        "sessions/segments.py",
        " or not _stays_open(hidden, left)",
        "",
        f"{CORE}test_segments.py -k cover_each_other",
    ),
    Mutant(
        "segments: and the attacker of the evening",
        "sessions/segments.py",
        "while shown and not _cover(",
        "while False and not _cover(",
        f"{GUARDS}test_attacker.py -k hidden_part",
        (" or not _stays_open(hidden, left)", ""),
    ),
    Mutant(
        "segments: by answers that were never told",
        "sessions/counting.py",
        "before = self._counted(slide.ask, earlier, earlier.boxes[-1])",
        "before = self.opened(earlier, earlier.boxes[-1])",
        f"{GUARDS}test_between_two_steps.py -k never_told",
    ),
    Mutant(
        "segments: by answers that are withheld",
        "sessions/counting.py",
        " or earlier.published[-1].tally is None:",
        ":",
        f"{GUARDS}test_between_two_steps.py -k withheld_themselves",
    ),
    Mutant(
        "sums: a cell can be anything",
        "sessions/sums.py",
        "return most - fewest",
        "return 3",
        f"{CORE}test_segments.py -k cover_each_other",
    ),
)
