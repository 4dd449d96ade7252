"""The patterns of a whole session: each that was told, with what it does and where it was met; no counts."""

from __future__ import annotations

from dataclasses import dataclass, field

from decks.language import Language
from sessions.summary.charts import label
from sessions.summary.content import Content


@dataclass(frozen=True, slots=True)
class Met:
    """A pattern, everything that was told of what it does, and the answers it was met in: question, letter, words."""

    name: str
    says: list[str] = field(default_factory=list)
    met: list[tuple[str, str, str]] = field(default_factory=list)


def debrief(content: Content, words: Language) -> list[Met]:
    """In the order in which the room met them."""
    found: dict[str, Met] = {}
    for one in content.asks:
        for told in one.told:
            for pattern in told.patterns:
                met = found.setdefault(pattern.key, Met(label(pattern, words)))
                if told.says and told.says not in met.says:
                    met.says.append(told.says)
                met.met.append((one.title, told.choice.key, told.choice.text))
    return list(found.values())
