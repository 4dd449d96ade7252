"""What is written down, and who can read it."""

from tests.mutants.mutant import GUARDS, Mutant

MUTANTS = (
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
