"""An answer that comes by plain form: for phones whose scripts or sockets fail altogether."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import flash, get_flashed_messages, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from app.pages.who import parts
from decks.asks import kind_of
from decks.deck import Ask
from sessions import protocol
from sessions.errors import InvalidAnswer, InvalidMessage, RateLimited, SessionError, UnknownAsk
from sessions.session import LiveSession

TOO_FAST = "That was a little fast. Wait a moment, then send it again."
LONGEST_DRAFT = 1000
MOST_FIELDS, LONGEST_FIELD = 16, 20
DRAFT, TRIED = "draft", "tried"
"""Categories of what a refused form had said: a text, and fields as "name=value"."""


# --- read


def read(session: LiveSession, voter: bytes) -> protocol.Answer:
    """The form's fields as the message that the socket would have brought. Raises what makes them no answer."""
    slide = session.slide(request.form.get("ask", ""))
    if slide is None or slide.ask is None:
        raise UnknownAsk
    numbers = {name: _whole(name) for name in ("round", "seq", "sure", "n") if request.form.get(name)}
    said = _kept(session, voter) if "again" in request.form else {"value": _value(slide.ask)}
    if kind_of(slide.ask).items:
        numbers |= _of_text(session, voter, numbers)
        if said["value"] is not None:
            parts().limits.texts.spend((voter, slide.id))
    return protocol.answer({"ask": slide.id, **numbers, "keep": "keep" in request.form, **said})


def _of_text(session: LiveSession, voter: bytes, numbers: dict[str, int]) -> dict[str, int]:
    """Which of a phone's texts is written or taken back, and the number its change has."""
    n = _whole("back") if "back" in request.form else numbers.get("n", 0)
    mine = parts().stage.mine(session.state.id, voter) or {}
    return {"n": n, "seq": 1 + max((text["seq"] for text in mine.get("entries", ()) if text["n"] == n), default=0)}


def _whole(name: str) -> int:
    try:
        return int(request.form[name])
    except ValueError:
        raise InvalidMessage from None


def _value(ask: Ask) -> Any:
    """What was chosen or written, or given to each answer in a field of its own (`value-A`); None is a pass."""
    if "pass" in request.form or "back" in request.form:
        return None
    fields = ((name.removeprefix("value-"), said.strip()) for name, said in request.form.items() if said.strip())
    values = request.form.getlist("value") or [f"{key}:{said}" for key, said in fields if key in ask.keys]
    if not any(value.strip() for value in values):
        raise InvalidAnswer("Choose an answer first, or press Pass.")
    return kind_of(ask).from_form(values)


def _kept(session: LiveSession, voter: bytes) -> dict[str, Any]:
    """In the second vote: what this phone said in the first."""
    mine = parts().stage.mine(session.state.id, voter) or {}
    if before := mine.get("before"):
        return dict(before)
    raise InvalidAnswer("Choose an answer first, or press Pass.")


# --- refuse


def refused(code: str, session: LiveSession, refusal: SessionError) -> AnyResponse:
    """Back to the form, with the reason. What was written or chosen is still there, to be mended and sent again."""
    slide = session.slide(request.form.get("ask", ""))
    flash(_why(session, slide.ask if slide else None, refusal))
    kept = _keep_text() if "n" in request.form else _keep_fields()
    again = {"change": "1", "ready": slide.part} if kept and slide else {}
    return redirect(f"/{code}?{urlencode(again)}" if again else f"/{code}", 303)


def _why(session: LiveSession, ask: Ask | None, refusal: SessionError) -> str:
    if isinstance(refusal, RateLimited):
        return session.words.say(TOO_FAST)
    wants = kind_of(ask).wants(ask, session.words) if ask and refusal.says == InvalidAnswer.says else ""
    return wants or session.words.say(refusal.says)


def _keep_text() -> bool:
    written = request.form.get("value", "").strip()
    if written:
        flash(written[:LONGEST_DRAFT], DRAFT)
    return bool(written)


def _keep_fields() -> bool:
    fields = [(name, said.strip()) for name, said in request.form.items(multi=True) if _is_chosen(name)]
    told = [f"{name[:LONGEST_FIELD]}={said[:LONGEST_FIELD]}" for name, said in fields if said]
    for field in told[:MOST_FIELDS]:
        flash(field, TRIED)
    return bool(told)


def _is_chosen(name: str) -> bool:
    return name in {"value", "sure"} or name.startswith("value-")


def tried() -> dict[str, list[str]]:
    """The fields of a form that was just refused, by name."""
    found: dict[str, list[str]] = {}
    for name, _, said in (str(field).partition("=") for field in get_flashed_messages(category_filter=[TRIED])):
        found.setdefault(name, []).append(said)
    return found
