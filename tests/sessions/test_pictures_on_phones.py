"""Phones load a small copy of a picture; it leads to the larger one, of slides that the room has been shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from sessions import audiences
from sessions.audiences import Scene
from sessions.audiences.pictures import Larger, larger
from tests.sessions.house import Core, Run

DECK = """---
title: Pictures
lang: de
---

## Chairs

![Chairs in a “ring”](ring.png)

---

## Doors

![A door](door.png)

. . .

[![A ring that leads elsewhere](ring.png)](https://example.org)

![No copy](plain.png)
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    (tmp_path / "decks").mkdir()
    for name in ("ring.png", "ring.phone.webp", "door.png", "door.phone.webp", "plain.png"):
        (tmp_path / "decks" / name).write_text(name)
    return Core(tmp_path, deck=DECK).opens()


def html(run: Run, audience: str = "participant") -> str:
    view = audiences.BUILDERS[audience](run.session, Scene(run.core.stage.house.world.now(), 9, 0, {}))
    return str(view["slide"]["html"])


def names(run: Run) -> dict[str, str]:
    """The names of all pictures of the deck, by their files."""
    deck = run.session.deck
    return {Path(file).name: address.removeprefix("/media/") for address, file in deck.images.items()}


def test_the_small_picture_leads_to_the_larger_one_on_phones_alone(run: Run) -> None:
    run.says("start")

    link = f'<a class="larger" href="/{run.session.state.code}/picture?of={names(run)["ring.png"]}"><picture>'
    assert link in html(run)
    assert "</picture> Größer ansehen</a>" in html(run)
    assert link in audiences.story(run.session)[0]["html"]
    assert "<a" not in html(run, "screen") + html(run, "presenter")


def test_a_picture_that_leads_elsewhere_or_has_no_copy_stays_as_it_is(run: Run) -> None:
    run.at("doors").says("next")

    assert html(run).count('class="larger"') == 1
    assert html(run).count("<a") == html(run).count("</a>") == 2
    assert 'alt="No copy"' in html(run)


def test_nobody_sees_the_larger_one_before_its_slide_was_shown(run: Run) -> None:
    ring, door = (names(run)[name] for name in ("ring.png", "door.png"))
    assert [larger(run.session, name) for name in (ring, door)] == [None, None]

    run.says("start")

    assert larger(run.session, ring) == Larger(ring, "Chairs in a “ring”", "Chairs")
    assert larger(run.session, door) is None
    run.says("next")
    assert larger(run.session, door) == Larger(door, "A door", "Doors")
    assert larger(run.session, names(run)["plain.png"]) is None
