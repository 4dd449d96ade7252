"""F19: two presenters do the same at the same moment. One of them did it, the others see what stands."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conftest import Begin

AT_ONCE = 8


@pytest.mark.parametrize("do", ["next", "close"])
def test_of_presenters_who_press_the_same_at_once_one_moves_and_the_others_are_shown_where(
    evening: Begin, do: str
) -> None:
    room = evening("vote")
    for command in ("start", "next", "next", "next", "open")[: 2 if do == "next" else 5]:
        room.ana.says(command)
    room.answer(dict.fromkeys(room.fills(5), "A") if do == "close" else {})
    before = room.ana.sees()
    room.house.bearer()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        replies = list(pool.map(lambda _: room.ana.tries(do, version=before["version"]), range(AT_ONCE)))

    after = room.ana.sees()
    assert sorted(reply.status_code for reply in replies) == [200] + [409] * (AT_ONCE - 1)
    stale = [reply.json() for reply in replies if reply.status_code == 409]
    assert {reply["code"] for reply in stale} == {"version.stale"}
    assert {reply["view"]["version"] for reply in stale} == {after["version"]} == {before["version"] + 1}
    if do == "close":
        assert [one["n"] for one in after["results"]["rounds"]] == [5]
