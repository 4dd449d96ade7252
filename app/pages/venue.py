"""The venue, looked at before the talk: what `readtheroom doctor` finds, and what only the running program knows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from flask import Blueprint, render_template

from app.address import USUAL_PORT
from app.doctor import look_around, power, verdict
from app.doctor.finding import BAD, GOOD, LOOK, Finding, bad, good
from app.pages.who import console_only, parts

pages = Blueprint("venue", __name__)

ONLY_A_PHONE = "only a phone can tell"


@pages.get("/present/venue")
@console_only
def venue() -> str:
    """What stands in the way first."""
    found = sorted(_findings(), key=lambda finding: (BAD, LOOK, GOOD).index(finding.mark))
    return render_template("venue.html", findings=found, verdict=verdict(found), bad=BAD, good=GOOD)


def _findings() -> Iterator[Finding]:
    here = parts()
    yield from _moved()
    config = replace(here.config, port=urlsplit(here.address.here).port or USUAL_PORT["http"])
    for finding in look_around(config, os.environ, here.world):
        told_by_a_phone = ONLY_A_PHONE in finding.says and _a_phone_came()
        yield good("The Wi-Fi lets phones through: one has come.") if told_by_a_phone else finding
    yield from power.findings()


def _moved() -> Iterator[Finding]:
    """The QR was made when the program started; the machine may be in another network since then."""
    ours = parts().address
    if ours.is_elsewhere:
        says = f"The QR leads to {ours.base}, and this machine is in another network now."
        yield bad(says, "Start the program again: running sessions go on, and the QR is a new one.")


def _a_phone_came() -> bool:
    """Whether a device of the room's network has opened a page of any session that runs."""
    stage = parts().stage
    return any(map(stage.presence.reached, stage.house.shelf.running()))
