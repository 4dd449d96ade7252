"""The files of tests that take longest, so that they begin first where tests run beside each other."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent
LONGEST = """
browser/test_axe.py                     app/test_engine.py
browser/test_written.py                 rehearsal/test_rehearse.py
browser/test_keyboard.py                stories/test_taking_it_home.py
browser/test_bad_days.py                stories/test_crashes.py
browser/test_pairing.py                 faults/test_bad_networks.py
browser/test_facilitating.py            faults/test_killed.py
browser/test_every_kind.py              stories/test_bringing_slides.py
browser/test_choosing.py                trust/guarantees/test_attacker.py
browser/test_the_workshop.py            stories/test_releasing.py
browser/test_the_editor.py              faults/test_upgrades.py
browser/test_bringing_slides.py         app/test_serve.py
trust/threats/test_in_chromium.py       stories/test_what_ran.py
browser/test_first_load.py              trust/test_floods.py
browser/test_health.py                  app/test_tls.py
browser/test_following_up.py            faults/test_dying_in_a_close.py
browser/test_taking_away.py             trust/threats/test_the_hall.py
app/test_tls_in_chromium.py             sessions/summary/test_apart.py
faults/test_no_internet.py              stories/test_cannot_start.py
sessions/summary/test_page_in_chromium.py app/test_followups.py
sessions/followup/test_life.py          stories/test_answering.py
trust/guarantees/test_g10_ratchet.py    sessions/summary/test_as_pdf.py
app/test_cli.py                         stories/test_starting.py
sessions/summary/test_large.py          stories/test_what_is_kept.py
faults/test_disks.py                    stories/test_other_ways.py
trust/guarantees/test_g1_g4_canaries.py trust/guarantees/test_g2_g3_linking.py
stories/test_the_workshop.py            rehearsal/test_phones.py
rehearsal/test_troupe.py                sessions/test_light_views.py
trust/threats/test_reading_ahead.py     trust/guarantees/test_g5_floor.py
faults/test_journals.py                 bench/test_phones.py
app/test_privacy_check.py               stories/test_what_is_written.py
app/test_doctor.py                      trust/guarantees/test_g6_steps.py
""".split()
"""Read line by line: a file that drives a browser, and beside it one that mostly waits, so that there are never only
browsers at work. Everything else is short, and fills up the end."""


def place(path: Path) -> int:
    """Where in the order of a run a file stands."""
    try:
        return LONGEST.index(path.relative_to(TESTS).as_posix())
    except ValueError:
        return len(LONGEST)
