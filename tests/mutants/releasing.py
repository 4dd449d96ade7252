"""What goes to the organiser: cut, blurred, and only once it is released."""

from tests.mutants.mutant import CORE, Mutant

EDITION, ROUGHLY = f"{CORE}release/test_edition.py", f"{CORE}release/test_roughly.py"

MUTANTS = (
    Mutant(
        "release: what is out can come back",
        "sessions/release/acts.py",
        "if before.day and not after.only_loses(before):",
        "if False:",
        f"{EDITION} -k only_ever_loses",
    ),
    Mutant(
        "release: before the end",
        "sessions/release/acts.py",
        "if session.state.status is not Status.ENDED:",
        "if False:",
        f"{EDITION} -k before_the_session_has_ended",
    ),
    Mutant(
        "edition: a blurred question keeps its confidence",
        "sessions/release/roughly.py",
        "return Published(published.round, 0, {ROUGHLY: told} if told else None, ROUGHLY, _says(told, words))",
        "return replace(published, tally={ROUGHLY: told} if told else None, withheld=ROUGHLY)",
        f"{EDITION} -k has_no_number",
    ),
    Mutant(
        "edition: what is cut stands beside another question",
        "sessions/release/edition.py",
        "yield _apart(one, terms)",
        "yield one",
        f"{EDITION} -k stands_beside_no_other",
    ),
    Mutant(
        "roughly: three words in small rooms too",
        "sessions/release/roughly.py",
        "FINE_FROM, FROM = 15, 11",
        "FINE_FROM, FROM = 11, 11",
        f"{ROUGHLY} -k three_numbers_open",
    ),
    Mutant(
        "roughly: two words where half of a small room stands out by one",
        "sessions/release/roughly.py",
        "FINE_FROM, FROM = 15, 11",
        "FINE_FROM, FROM = 15, 10",
        f"{ROUGHLY} -k three_numbers_open",
    ),
    Mutant(
        "roughly: the limit says that nobody has passed",
        "sessions/release/roughly.py",
        "if n < 2 * floor:",
        "if False:",
        f"{ROUGHLY} -k three_numbers_open",
    ),
    Mutant(
        "sharing: a link outlives its session",
        "sessions/release/sharing.py",
        "until = min(days_later(today, days), self.last_day(session))",
        "until = days_later(today, days)",
        f"{CORE}release/test_sharing.py -k never_longer",
    ),
    Mutant(
        "sharing: a summary that was taken back",
        "sessions/release/sharing.py",
        "        if session.state.release.day is None:\n            raise UnknownShare\n",
        "",
        f"{CORE}release/test_sharing.py -k taken_back",
    ),
)
