"""Every message on the wire: its name, who sends it, its fields. Parsed here, trusted inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import Any, ClassVar

from sessions.errors import InvalidMessage, UnknownEvent

PRESENTER, PARTICIPANT, SCREEN, ORGANISER = "presenter", "participant", "screen", "organiser"
OPERATOR = "operator"
"""Whoever keeps the server running, or what watches it: the figures, and nothing of any session."""
MODERATOR = "moderator"
"""Somebody whom the presenter has handed the texts to: sees those and nothing else that the room does not see."""
AUDIENCES = (PRESENTER, MODERATOR, PARTICIPANT, SCREEN)
LIGHT = "light"
"""What a participant shows at the door who keeps what lasts, and wants to be told the rest alone."""

VIEW, MINE, PULSE, RECEIPT = "view", "mine", "pulse", "receipt"
"""What a server says: the whole view, what this phone answered, the counts in between, and that a signal was seen."""

LARGEST_FRAME = 16_384


@dataclass(frozen=True, slots=True)
class Message:
    """Something a browser may say. `senders` are the audiences that may say it."""

    name: ClassVar[str]
    senders: ClassVar[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Answer(Message):
    """A phone answers the open ask; `value` None is a pass, `n` counts further texts of the same person."""

    name = "answer"
    senders = frozenset({PARTICIPANT})
    ask: str
    round: int
    seq: int
    value: Any = None
    sure: int | None = None
    n: int = 0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Reason(Message):
    """Why a decent person might choose the answer this phone was dealt."""

    name = "reason"
    senders = frozenset({PARTICIPANT})
    ask: str
    option: str
    text: str


@dataclass(frozen=True, slots=True)
class Upvote(Message):
    name = "upvote"
    senders = frozenset({PARTICIPANT})
    item: str
    on: bool = True


@dataclass(frozen=True, slots=True)
class Signal(Message):
    """A private word to the presenter."""

    name = "signal"
    senders = frozenset({PARTICIPANT})
    kind: str
    undo: bool = False


@dataclass(frozen=True, slots=True)
class Resync(Message):
    """Whoever slept asks for everything as it stands."""

    name = "resync"
    senders = frozenset(AUDIENCES)


@dataclass(frozen=True, slots=True)
class Command(Message):
    """The presenter moves the session. `args` are the fields of that one command, checked by `command`."""

    name = "command"
    senders = frozenset({PRESENTER})
    do: str
    version: int | None
    args: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moderate(Message):
    """Whoever reads the texts has decided about one (or, with "all", hides everything at once)."""

    name = "moderate"
    senders = frozenset({PRESENTER, MODERATOR})
    item: str
    do: str


COMMANDS: Mapping[str, Mapping[str, tuple[type, bool]]] = {
    "start": {},
    "next": {"grace": (float, False), "slide": (str, False)},
    "previous": {},
    "goto": {"slide": (str, True)},
    "skip": {"part": (bool, False)},
    "hands": {"counts": (dict, True)},
    "unplanned": {"title": (str, True), "kind": (str, True), "options": (list, False)},
    "heads": {"n": (int, True)},
    "seen": {"kind": (str, True)},
    "silence": {"seconds": (int, True)},
    "open": {"confirm": (bool, False)},
    "close": {"grace": (float, False)},
    "talk": {},
    "results": {},
    "patterns": {"all": (bool, False)},
    "prompt": {"to": (int, True)},
    "extend": {"seconds": (int, True)},
    "timer": {"to": (str, True)},
    "void": {},
    "cover": {},
    "uncover": {},
    "blank": {"colour": (str, False)},
    "unblank": {},
    "freeze": {},
    "unfreeze": {"go": (bool, False)},
    "joincode": {"on": (bool, True)},
    "proof": {"on": (bool, True)},
    "summary": {"on": (bool, False)},
    "lock": {},
    "unlock": {},
    "changed": {"slide": (str, True), "to": (str, True)},
    "end": {},
}
"""Each command with its fields: name, type, and whether it must be there."""


def command(facts: Any) -> Command:
    """A command from what was said. Raises InvalidMessage."""
    facts = _mapping(facts)
    do = _field(facts, "do", str)
    if do not in COMMANDS:
        raise InvalidMessage(f"There is no command “{do[:40]}”.")
    fields = COMMANDS[do]
    args = {name: _field(facts, name, kind) for name, (kind, must) in fields.items() if must or name in facts}
    if unknown := set(facts) - set(fields) - {"do", "version"}:
        raise InvalidMessage(f"“{do}” has no field “{sorted(unknown)[0][:40]}”.")
    version = _field(facts, "version", int) if facts.get("version") is not None else None
    return Command(do, version, args)


def from_text(text: str, kind: type) -> Any:
    """A field of a command as a plain form sends it: lists and numbers by name ("A: 3") line by line.
    Raises InvalidMessage."""
    try:
        if kind is list:
            return text.splitlines()
        if kind is dict:
            return {name.strip(): int(n) for name, _, n in (line.partition(":") for line in text.splitlines())}
        return text in {"yes", "true", "on", "1"} if kind is bool else kind(text)
    except ValueError:
        raise InvalidMessage from None


ANSWER = frozenset({"ask", "round", "seq", "value", "sure", "n", "keep", "pad"})


def answer(facts: Any) -> Answer:
    """`pad` is filler, so that nobody on the network tells one answer from another by its length."""
    facts = _only(facts, ANSWER)
    if "pad" in facts:
        _field(facts, "pad", str)
    if "value" not in facts:
        raise InvalidMessage("An answer needs a value; a pass is null.")
    return Answer(
        ask=_field(facts, "ask", str),
        round=_whole(facts, "round", 1, 2),
        seq=_whole(facts, "seq", 0, 2**53),
        value=facts["value"],
        sure=_whole(facts, "sure", 1, 5) if facts.get("sure") is not None else None,
        n=_whole(facts, "n", 0, 9) if "n" in facts else 0,
        keep=_field(facts, "keep", bool) if "keep" in facts else False,
    )


def reason(facts: Any) -> Reason:
    facts = _only(facts, {"ask", "option", "text"})
    return Reason(_field(facts, "ask", str), _field(facts, "option", str), _field(facts, "text", str))


def upvote(facts: Any) -> Upvote:
    facts = _only(facts, {"item", "on"})
    return Upvote(_field(facts, "item", str), _field(facts, "on", bool) if "on" in facts else True)


def signal(facts: Any) -> Signal:
    facts = _only(facts, {"kind", "undo"})
    return Signal(_field(facts, "kind", str), _field(facts, "undo", bool) if "undo" in facts else False)


def resync(facts: Any) -> Resync:
    _only(facts if facts is not None else {}, set())
    return Resync()


def moderate(facts: Any) -> Moderate:
    facts = _only(facts, {"item", "do"})
    return Moderate(_field(facts, "item", str), _field(facts, "do", str))


READERS: Mapping[str, Callable[[Any], Message]] = {
    "answer": answer,
    "reason": reason,
    "upvote": upvote,
    "signal": signal,
    "resync": resync,
    "command": command,
    "moderate": moderate,
}

MESSAGES: Mapping[str, type[Message]] = {
    kind.name: kind for kind in (Answer, Reason, Upvote, Signal, Resync, Command, Moderate)
}


def read(name: str, facts: Any) -> Message:
    """The message of that name. Raises UnknownEvent or InvalidMessage."""
    if name not in READERS:
        raise UnknownEvent
    return READERS[name](facts)


def _mapping(facts: Any) -> Mapping[str, Any]:
    if not isinstance(facts, Mapping) or not all(isinstance(key, str) for key in facts):
        raise InvalidMessage
    return dict(facts)


def _only(facts: Any, names: Set[str]) -> Mapping[str, Any]:
    if type(facts) is dict and facts.keys() <= names:
        return facts
    known = _mapping(facts)
    if unknown := set(known) - names:
        raise InvalidMessage(f"This message has no field “{sorted(unknown)[0][:40]}”.")
    return known


def _field(facts: Mapping[str, Any], name: str, kind: type) -> Any:
    value: Any = facts.get(name)
    fits = type(value) is kind
    if kind is float:
        fits = type(value) in {int, float} and abs(value) < 1e9
    if not fits or (kind is str and len(value) > LARGEST_FRAME):
        raise InvalidMessage(f"“{name}” is missing or not of the right type.")
    return value


def _whole(facts: Mapping[str, Any], name: str, least: int, most: int) -> int:
    value: int = _field(facts, name, int)
    if not least <= value <= most:
        raise InvalidMessage(f"“{name}” is not between {least} and {most}.")
    return value
