"""What a deck file may be: UTF-8 text, not too long, with its settings at the top."""

from __future__ import annotations

import re
from dataclasses import dataclass

from decks.parse.problems import Problems

LARGEST = 512 * 1024
MOST_LINES = 16_000
MOST_MARKS = 25_000
LONGEST_FRONT = 20_000
MARKS = re.compile(r"[*_\[\](<>`~&|!\\]")
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
HEADING = re.compile(r"#{1,6}\s|```|~~~")
SETTING = re.compile(r"[\w-]+:(\s|$)")


@dataclass(frozen=True, slots=True)
class Source:
    """The file in two pieces. `body` keeps the file's line numbers: the settings are blank lines in it."""

    front: str
    body: str

    @property
    def lines(self) -> list[str]:
        return self.body.split("\n")


def read_source(given: str | bytes, problems: Problems) -> Source | None:
    """The file's text cut into settings and body, or None with the reason among the problems."""
    text = _decoded(given, problems)
    if text is None or not _bearable(text, problems):
        return None
    return _cut(text.split("\n"), problems)


def _decoded(given: str | bytes, problems: Problems) -> str | None:
    if len(given) > LARGEST or (isinstance(given, str) and len(given.encode("utf-8", "surrogatepass")) > LARGEST):
        says = f"this file is larger than {LARGEST // 1024} kB"
        problems.error(1, "F03", says, "split it into two decks, and keep pictures in files of their own")
        return None
    if isinstance(given, bytes):
        if given[:2] in (b"\xff\xfe", b"\xfe\xff"):
            problems.error(1, "F02", "this file is UTF-16 text", "save it as UTF-8")
            return None
        try:
            text = given.decode("utf-8")
        except UnicodeDecodeError as error:
            line = given[: error.start].count(b"\n") + 1
            problems.error(line, "F02", "this is not UTF-8 text", "save the file as UTF-8; a picture or PDF is no deck")
            return None
    else:
        text = given
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _bearable(text: str, problems: Problems) -> bool:
    """Whether the text can be read in reasonable time and shown as it is."""
    odd = UNWRITABLE.search(text)
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        fix = "delete it; editors show it when they show invisible characters"
        problems.error(line, "F04", f"there is a control character here (code {ord(odd.group()):02X})", fix)
    if text.count("\n") > MOST_LINES:
        problems.error(MOST_LINES, "F05", f"a deck has at most {MOST_LINES} lines", "split it into two decks")
    if len(MARKS.findall(text)) > MOST_MARKS:
        fix = "write \\* only where it is needed, and move long code or tables into a handout"
        problems.error(1, "F06", f"there are more than {MOST_MARKS} characters such as * [ < ` in this file", fix)
    return problems.errors == 0


def _cut(lines: list[str], problems: Problems) -> Source | None:
    if lines[0].rstrip() != "---":
        problems.error(
            1, "D02", "a deck begins with its settings", 'write three lines at the top: "---", "title: …", "---"'
        )
        return None
    end = next((number for number in range(1, len(lines)) if lines[number].rstrip() == "---"), None)
    if end is None or _runs_into_slides(lines[1:end]):
        fix = "add a line with only --- after the last setting"
        problems.error(1, "D01", "the deck settings that start here never end", fix)
        return None
    front = "\n".join(lines[1:end])
    if len(front) > LONGEST_FRONT:
        problems.error(1, "D09", f"the deck settings are longer than {LONGEST_FRONT} characters", "shorten them")
        return None
    return Source(front, "\n" * (end + 1) + "\n".join(lines[end + 1 :]))


def _runs_into_slides(lines: list[str]) -> bool:
    """Whether the first slide's heading stands among the settings: YAML would take it for a comment."""
    for number in range(1, len(lines)):
        if HEADING.match(lines[number]) and not lines[number - 1].strip():
            return _is_slide(lines[number:])
    return False


def _is_slide(lines: list[str]) -> bool:
    """A slide has no settings below its heading, and has text there, or the empty line that `---` wants before it."""
    if any(SETTING.match(line) for line in lines):
        return False
    return not lines[-1].strip() or any(line.strip() and not line.startswith("#") for line in lines)
