"""What a check has found: one kind sentence, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

GOOD, LOOK, BAD = "✓", "!", "✗"
PLAIN = {GOOD: "ok", LOOK: "! ", BAD: "x "}
"""For terminals whose alphabet lacks the marks."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Good; or worth a look before the talk; or in its way."""

    mark: str
    says: str
    do: str = ""

    def line(self, encoding: str = "utf-8") -> str:
        try:
            self.mark.encode(encoding)
            mark = self.mark
        except UnicodeEncodeError:
            mark = PLAIN[self.mark]
        return f"{mark} {self.says} {self.do}".rstrip()


def good(says: str) -> Finding:
    return Finding(GOOD, says)


def look(says: str, do: str) -> Finding:
    return Finding(LOOK, says, do)


def bad(says: str, do: str) -> Finding:
    return Finding(BAD, says, do)
