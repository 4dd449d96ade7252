"""Who sees what, and that promises only get stricter."""

from tests.mutants.mutant import GUARDS, Mutant

MUTANTS = (
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
)
