"""Take each rule out and see its test fail: `make mutants`.

A test that stays green without the rule that it is about proves nothing. So every guarantee and every rule of what may
be told has a mutant here: a change to one file, and the tests that must go red. They run on a copy of the tree, never on
the checkout. `make mutants ARGS="floor"` tries only those with that word in their name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "node_modules", "dist")
LONGEST_S = float(os.environ.get("MUTANT_SECONDS", "20"))
TESTS_FAILED = 1
"""pytest's exit status when tests ran and some failed; another one means that nothing was proved."""

GUARDS = "tests/trust/guarantees/"
CORE = "tests/sessions/"


@dataclass(frozen=True, slots=True)
class Mutant:
    """What is taken out (`old` becomes `new` in `file`), and the words after `pytest` that must then fail."""

    name: str
    file: str
    old: str
    new: str
    tests: str
    also: tuple[str, str] = ("", "")
    """A second place in the same file, where the rule has two."""


MUTANTS = (
    # --- disclosure
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
    # --- flows and segments
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
    # --- live results
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
        "sessions/store/writer.py",
        "AND seq < ? AND NOT told AND EXISTS",
        "AND seq < ? AND EXISTS",
        f"{CORE}test_moving_bars.py -k what_was_told_stands",
    ),
    # --- ballots, keys, the booth
    Mutant(
        "G2 pseudonyms: the same in every question",
        "sessions/ballots.py",
        "hmac.digest(key.who, voter",
        'hmac.digest(b"who", voter',
        f"{GUARDS}test_g2_g3_linking.py -k no_value_twice",
    ),
    Mutant(
        "G2 nonces: always the same",
        "sessions/booth.py",
        "nonce = self._house.world.token(ballots.NONCE_BYTES)",
        "nonce = bytes(ballots.NONCE_BYTES)",
        f"{GUARDS}test_g2_g3_linking.py -k no_value_twice",
    ),
    Mutant(
        "G3 sealed answers: as long as they are",
        "sessions/ballots.py",
        'return plain.ljust(size, b" ")',
        "return plain if size else plain",
        f"{GUARDS}test_g2_g3_linking.py -k same_length",
    ),
    Mutant(
        "G3 texts: in the order in which they came",
        "sessions/moderation/pending.py",
        "return [drafts[index] for index in order(len(drafts))]",
        "return drafts",
        f"{GUARDS}test_g2_g3_linking.py -k no_order",
    ),
    Mutant(
        "G4 seal: for anybody's row",
        "sessions/ballots.py",
        "ballot.sealed, ballot.box.encode() + ballot.pseudonym)",
        "ballot.sealed, None)",
        f"{GUARDS}test_g4_snapshots.py -k moved",
        ("encrypt(nonce, plain, box.encode() + who)", "encrypt(nonce, plain, None)"),
    ),
    Mutant(
        "G4 keys: never destroyed",
        "sessions/ledger.py",
        "self._house.keyring.destroy(group)",
        "continue",
        f"{GUARDS}test_g4_snapshots.py -k twenty_copies",
    ),
    Mutant(
        "G4 keys: one for all questions stays to the end",
        "sessions/moves/voting.py",
        'changes |= {"group": None, "boxes": (), "muted": ()}',
        "changes |= {}",
        f"{CORE}test_crashes.py -k before_the_key_is_destroyed",
    ),
    Mutant(
        "G4 keys: what waits, waits on when another question opens",
        "sessions/moves/voting.py",
        "opened = _let_go_of_others(session, slide_id).with_ask(",
        "opened = session.with_ask(",
        f"{CORE}test_moves.py -k lets_go_of_what_waited",
    ),
    Mutant(
        "G4 log: never emptied",
        "sessions/ledger.py",
        "self._house.engine.spawn(self.wipe)",
        "pass",
        "tests/app/test_privacy_check.py -k answers_in_the_log",
    ),
    Mutant(
        "G8 close: answers come in all the same",
        "sessions/store/writer.py",
        "SELECT ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM boxes WHERE id = ? AND open)",
        "SELECT ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM boxes WHERE id = ?)",
        f"{GUARDS}test_between_two_steps.py -k added_up",
    ),
    Mutant(
        "G8 personal: asked again",
        "sessions/moves/__init__.py",
        "return standing.shown < len(standing.published) and not personal",
        "return standing.shown < len(standing.published)",
        f"{CORE}test_moves.py -k publishes_one_round",
    ),
    # --- texts
    Mutant(
        "texts: before enough have written",
        "sessions/moderation/pending.py",
        "enough = len(self._authors) >= self._floor and len(self._waiting) >= self._group",
        "enough = len(self._waiting) >= self._group",
        f"{CORE}test_texts.py -k nothing_is_handed_on",
    ),
    Mutant(
        "texts: one by one",
        "decks/asks/__init__.py",
        "group: int = 3",
        "group: int = 1",
        f"{CORE}test_texts.py -k groups_of_three",
    ),
    Mutant(
        "texts: they lead to their authors after the close",
        "sessions/store/texts.py",
        'yield Statement(UNLINK, {"of_session": session_id, "of_ask": ask, "pseudonym": None})',
        "continue",
        f"{GUARDS}test_between_two_steps.py -k way_back",
    ),
    Mutant(
        "texts: what is not written yet is forgotten at the close",
        "sessions/moderation/drawer.py",
        "new, self.unwritten = (*self.unwritten, *changes.new), ()",
        "new = (*(self.unwritten if not changes.over else ()), *changes.new)",
        f"{GUARDS}test_between_two_steps.py -k way_back",
    ),
    Mutant(
        "texts: votes for questions that are closed",
        "sessions/store/texts.py",
        "AND pseudonym IS NOT NULL)",
        ")",
        f"{GUARDS}test_between_two_steps.py -k leaves_nothing",
    ),
    Mutant(
        "texts: two votes are told",
        "sessions/moderation/drawer.py",
        "VOTES_FLOOR = 3",
        "VOTES_FLOOR = 2",
        f"{CORE}test_texts.py -k lifted_up",
    ),
    Mutant(
        "texts: a word of one person where it can hurt",
        "sessions/moderation/pending.py",
        "2 if shared else 1",
        "1",
        f"{CORE}test_texts.py -k no_word_of_one_person",
    ),
    Mutant(
        "texts: kept without leave",
        "sessions/moderation/drawer.py",
        "[item for item in seen if item.keep]",
        "seen",
        f"{CORE}test_texts.py -k with_leave",
    ),
    Mutant(
        "texts: kept where seven gave leave",
        "sessions/moderation/drawer.py",
        "KEPT_FLOOR = 8",
        "KEPT_FLOOR = 7",
        f"{CORE}test_texts.py -k seven_leaves",
    ),
    Mutant(
        "texts: seen before anybody has looked",
        "sessions/audiences/texts.py",
        "item.sort is sort and item.seen]",
        "item.sort is sort]",
        f"{CORE}test_texts.py -k approved_and_nothing_else",
    ),
    Mutant(
        "texts: a reason for any answer",
        "sessions/booth.py",
        "if not text or reason.option != dealt(ask, key, voter):",
        "if not text:",
        f"{CORE}test_texts.py -k dealt",
    ),
    Mutant(
        "texts: whoever was removed writes on",
        "sessions/booth.py",
        "if text and author in standing.muted:",
        "if text and author in ():",
        f"{CORE}test_texts.py -k writes_no_more",
    ),
    Mutant(
        "signals: there at once",
        "sessions/signals.py",
        "SOONEST_S, LATEST_S = 20.0, 60.0",
        "SOONEST_S, LATEST_S = 0.0, 0.0",
        f"{GUARDS}test_beside_the_vote.py -k guess",
    ),
    # --- who sees what
    Mutant(
        "G9 views: results before they are shown",
        "sessions/audiences/pieces.py",
        "if standing.phase not in TOLD and not (private and standing.published and not session.is_open):",
        "if not (standing.published and not session.is_open):",
        f"{GUARDS}test_g9_audiences.py -k all_that_there_is",
    ),
    Mutant(
        "G9 summary: what the room never saw",
        "sessions/summary/content.py",
        "as_shown(session, asked(session, slide, items))",
        "asked(session, slide, items)",
        f"{GUARDS}test_g9_audiences.py -k all_that_there_is",
    ),
    Mutant(
        "G10 ratchet: a class becomes less private",
        "sessions/playbill.py",
        "STRICTNESS.index(now.privacy) < STRICTNESS.index(before.privacy)",
        "False",
        f"{GUARDS}test_g10_ratchet.py -k no_edit",
    ),
    Mutant(
        "G10 ratchet: results become more public",
        "sessions/playbill.py",
        "or PUBLICITY.index(now.results) < PUBLICITY.index(before.results)",
        "",
        f"{GUARDS}test_g10_ratchet.py -k no_edit",
    ),
    Mutant(
        "G10 ratchet: agreement is told",
        "sessions/playbill.py",
        'or (now.agreement == "show" != before.agreement and now.privacy != "personal")',
        "",
        f"{GUARDS}test_g10_ratchet.py -k no_edit",
    ),
    # --- what is written down
    Mutant(
        "G1 output: the phones' tokens",
        "app/live.py",
        "        person = self._identity.anybody(",
        '        print(facts.get("token"), flush=True)\n        person = self._identity.anybody(',
        f"{GUARDS}test_g1_g4_canaries.py",
    ),
    Mutant(
        "G1 disk: everybody may read it",
        "sessions/store/sqlite.py",
        "path.chmod(0o600)",
        "path.chmod(0o644)",
        "tests/trust/test_the_disk.py",
    ),
    Mutant(
        "privacy-check: stray ballots are fine",
        "sessions/store/census.py",
        'row["box"] not in boxes for row',
        "False for row",
        "tests/app/test_privacy_check.py -k ballot_without",
    ),
)


def main(words: Sequence[str]) -> int:
    chosen = [mutant for mutant in MUTANTS if all(word.lower() in mutant.name.lower() for word in words)]
    os.nice(10)
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
        alive = sum(not _is_found_out(mutant, tree) for mutant in chosen)
    print(f"{len(chosen) - alive} of {len(chosen)} were found out.")
    return 1 if alive else 0


def _is_found_out(mutant: Mutant, tree: Path) -> bool:
    began = time.monotonic()
    found, how = _try(mutant, tree)
    print(f"{'red' if found else 'GREEN':<5}  {time.monotonic() - began:5.1f} s  {mutant.name:<60} {how}", flush=True)
    return found


def _try(mutant: Mutant, tree: Path) -> tuple[bool, str]:
    """Whether the tests found out, and how it went."""
    path = tree / mutant.file
    whole = path.read_text("utf-8")
    if mutant.old not in whole or mutant.old == mutant.new:
        return False, "there is no such rule any more: mend the mutant"
    path.write_text(whole.replace(mutant.old, mutant.new, 1).replace(*mutant.also), "utf-8")
    try:
        words = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *mutant.tests.split()]
        ran = subprocess.run(words, cwd=tree, env=_environment(), capture_output=True, text=True, timeout=LONGEST_S)
    except subprocess.TimeoutExpired:
        return False, f"took longer than {LONGEST_S:.0f} s"
    finally:
        path.write_text(whole, "utf-8")
    return ran.returncode == TESTS_FAILED, _last(ran.stdout)


def _last(said: str) -> str:
    return said.strip().splitlines()[-1] if said.strip() else ""


def _environment() -> dict[str, str]:
    """Nothing compiled is kept: a mutant can be as long and as old as what it stands for."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
