"""Our own mistakes are logged with their kind and place, never with what somebody said."""

from __future__ import annotations

import pytest

from app.mistakes import note

SAID = "-".join(("the", "answer", "of", "somebody"))


def test_a_mistake_is_logged_without_its_values(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(KeyError, match=SAID) as caught:
        {}[SAID]
    note("answer", caught.value)

    assert "KeyError in answer" in caplog.text
    assert "test_mistakes.py" in caplog.text
    assert SAID not in caplog.text
