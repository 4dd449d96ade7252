"""Decks are edited while they are presented. What phones were told before they answered holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sessions.house import Core, Run

DECK = """---
title: Edited
---

## First

```slide
id: first
ask: choice
```

- [ ] Left
- [ ] Right

---

## Second

```slide
id: second
ask: choice
```

- [ ] Up
- [ ] Down
"""
KEPT_LONGER = [("id: first", "id: first\nrounds: 2"), ("id: second", "id: second\nby: first")]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Core(tmp_path, deck=DECK).opens().at("first")


def edited(run: Run, old: str, new: str) -> bool:
    run.core.deck_file.write_text(DECK.replace(old, new))
    return run.core.stage.reload(run.id)


@pytest.mark.parametrize("edit", KEPT_LONGER)
def test_no_edit_keeps_answers_longer_than_the_phones_were_told(run: Run, edit: tuple[str, str]) -> None:
    run.says("open")
    run.all_answer("ABABAB")
    assert not edited(run, *edit)
    (problem,) = run.core.stage.house.playbill.problems(run.session)
    assert "would protect answers less" in problem

    run.says("close")
    assert run.session.boxes == {}, "nothing of the vote is left"


@pytest.mark.parametrize("edit", KEPT_LONGER)
def test_before_anybody_answered_and_after_the_vote_a_round_or_a_split_may_be_added(
    run: Run, edit: tuple[str, str]
) -> None:
    assert edited(run, *edit)
    assert edited(run, "zzz", "")
    run.says("open")
    run.all_answer("ABABAB")
    run.says("close")
    assert edited(run, *edit)
    assert run.session.boxes == {}


def test_no_edit_lets_a_word_stand_that_one_person_alone_wrote(tmp_path: Path) -> None:
    hurts = DECK.replace("title: Edited", "title: Edited\ncontent-note: A scene that can hurt.")
    words = hurts.replace("ask: choice\n```\n\n- [ ] Up\n- [ ] Down\n", "ask: words\n```\n")
    run = Core(tmp_path, deck=words).opens().at("second")
    run.core.deck_file.write_text(words.replace("content-note: A scene that can hurt.\n", ""))
    assert not run.core.stage.reload(run.id)
    run.core.deck_file.write_text(words.replace("Left", "To the left"))
    assert run.core.stage.reload(run.id)
