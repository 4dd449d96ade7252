"""Ballots, keys and the booth: what is stored, and how it is forgotten."""

from tests.mutants.mutant import CORE, GUARDS, Mutant

MUTANTS = (
    Mutant(
        "G2 pseudonyms: the same in every question",
        "sessions/ballots.py",
        "HMAC(self.who, SHA256())",
        'HMAC(b"who", SHA256())',
        f"{GUARDS}test_g2_g3_linking.py -k no_value_twice",
    ),
    Mutant(
        "G2 nonces: always the same",
        "sessions/casting.py",
        "house.nonces.one())",
        "bytes(ballots.NONCE_BYTES))",
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
        "G4 keys: their folder outlives the program",
        "app/product.py",
        "        drop_key_folder(self.parts.config.data)\n",
        "",
        "tests/app/test_keys.py -k leaves_no_folder",
    ),
    Mutant(
        "G4 keys: a folder that was dropped stays away",
        "sessions/keys.py",
        "            self._folder.mkdir(mode=0o700)\n",
        "            raise\n",
        "tests/app/test_keys.py -k made_again",
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
        "sessions/store/ballots.py",
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
)
