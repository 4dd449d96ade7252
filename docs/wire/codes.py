"""Every error code that anybody may meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from docs.wire.words import Gap, words


@cache
def codes() -> Mapping[str, tuple[int, str]]:
    """Every code that anybody may meet, with its status and what it means."""
    from sessions import errors

    refusals = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    known = {
        kind.code: (kind.status, kind.says)
        for kind in refusals
        if issubclass(kind, errors.SessionError) and kind is not errors.SessionError
    }
    beside = {code: (facts["status"], facts["says"]) for code, facts in words("http")["beside"].items()}
    return dict(sorted({**known, **beside}.items()))


def checked(names: Iterable[str]) -> list[str]:
    """The same names. Raises Gap when nothing answers with one of them."""
    known, wanted = codes(), list(names)
    if unknown := [name for name in wanted if name not in known]:
        raise Gap(f"docs/wire names codes that nothing answers: {', '.join(unknown)}")
    return wanted


def by_status(said: Iterable[str]) -> dict[str, list[str]]:
    """The codes that come with each status: their own, or the one that stands before the name (“410 session.ended”)."""
    found: dict[str, list[str]] = {}
    for words_ in said:
        status, _, name = words_.rpartition(" ")
        [code] = checked([name])
        found.setdefault(status or str(codes()[code][0]), []).append(code)
    return dict(sorted(found.items()))
