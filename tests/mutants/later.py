"""Follow-ups: what is told before the end, what joins two answers, what outlives the last day."""

from tests.mutants.mutant import CORE, Mutant

LIFE = f"{CORE}followup/test_life.py"
DISK = f"{CORE}followup/test_on_the_disk.py"
DOORS = "tests/app/test_followups.py"

MUTANTS = (
    Mutant(
        "follow-ups: the check counts who has answered",
        "sessions/store/census.py",
        "hides = name == ballots.name and bool(uncounted)",
        "hides = False",
        f"{DISK} -k counts_nobody",
    ),
    Mutant(
        "follow-ups: the figures count who has answered",
        "sessions/followup/booth.py",
        "entry, quietly=True)",
        "entry)",
        f"{DOORS} -k nobody_is_told_by_any_door",
    ),
    Mutant(
        "follow-ups: the number of changes joins two answers",
        "sessions/followup/booth.py",
        'leap = 1 + int.from_bytes(self._house.world.token(LEAP_BYTES), "big")',
        "leap = 1",
        f"{LIFE} -k nothing_joins",
    ),
    Mutant(
        "follow-ups: one key for both questions",
        "sessions/followup/moves.py",
        "({one.name: name() for one in state.questions} for _ in range(2))",
        "({one.name: name() for one in state.questions}, dict.fromkeys([one.name for one in state.questions], name()))",
        f"{LIFE} -k nothing_joins",
    ),
    Mutant(
        "follow-ups: also of sessions whose phones were not told",
        "sessions/followup/keeper.py",
        "told = session.state.keeps_pulse and not session.state.rehearsal",
        "told = not session.state.rehearsal",
        f"{LIFE} -k phones_were_told",
    ),
    Mutant(
        "follow-ups: also what the room was not shown",
        "sessions/state.py",
        "return self.published[self.shown - 1] if self.shown else None",
        "return self.published[-1] if self.published else None",
        f"{LIFE} -k never_shown",
    ),
    Mutant(
        "follow-ups: their keys die with the process",
        "app/product.py",
        "recover(self.parts.stage, self.parts.followups.recover())",
        "recover(self.parts.stage)",
        "tests/stories/test_following_up.py -k killed",
    ),
    Mutant(
        "follow-ups: browsers are let in after the end",
        "sessions/followup/keeper.py",
        "self._join_key(before) if after.stand is Stand.OPEN else None",
        "self._join_key(before)",
        f"{DISK} -k nothing_of_an_answer",
    ),
    Mutant(
        "follow-ups: answers stay after the end",
        "sessions/followup/moves.py",
        "done = state.asking(told=told, box=nothing, group=nothing)",
        "done = state.asking(told=told)",
        f"{DISK} -k nothing_of_an_answer",
    ),
    Mutant(
        "follow-ups: a browser that presents may answer",
        "app/pages/again.py",
        "    if presents():",
        "    if not presents and presents():",
        f"{DOORS} -k presents",
    ),
    Mutant(
        "follow-ups: offered on a laptop",
        "app/address.py",
        'config.public_url is not None and not is_ip(urlsplit(config.public_url).hostname or "")',
        "True",
        f"{DOORS} -k laptop",
    ),
    Mutant(
        "follow-ups: nothing is forgotten",
        "sessions/followup/keeper.py",
        "if state.ended is not None and self._house.world.today() > kept_until(state.ended, kept_for):",
        "if state.ended is None:",
        f"{LIFE} -k goes_by_itself",
    ),
)
