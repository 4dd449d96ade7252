"""What people write, and what they say beside the votes."""

from tests.mutants.mutant import CORE, GUARDS, Mutant

MUTANTS = (
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
        "sessions/moderation/item.py",
        "item.sort is sort and item.seen)",
        "item.sort is sort)",
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
    Mutant(
        "texts: a word that one person is left with",
        "sessions/moderation/pending.py",
        "if len(people) >= self._least}",
        "if people}",
        f"{GUARDS}test_between_two_steps.py -k left_with",
    ),
)
