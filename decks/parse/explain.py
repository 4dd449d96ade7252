"""What YAML stumbles over, said in an author's words."""

from __future__ import annotations

import re

from decks.parse.problems import Problems, shown

COLON = re.compile(r"\s*(?:- )?(?P<name>[\w-]+):\s+(?P<text>[^\"'\[{|>].*:(?:\s.*|$))")
ITEM_COLON = re.compile(r"\s*-\s+(?P<text>[^\"'\[{].*:\s.*)")
SPECIAL = re.compile(r"\s*(?:(?P<name>[\w-]+):|-)\s+(?P<text>[*&!%@`\"'\[\]{},>|].*)")
NO_SPACE = re.compile(r"\s*(?P<name>[\w-]+):(?P<text>\S.*)")
ONE_A_LINE = "write each setting on its own line as name: value"


def explain(error: Exception, lines: list[str], first_line: int, problems: Problems) -> None:
    """Say why these settings cannot be read, at the line where it shows."""
    mark = getattr(error, "problem_mark", None)
    number = min(mark.line if mark else 0, len(lines) - 1)
    line, raw = first_line + number, lines[number][:1000]
    colon, glued = COLON.fullmatch(raw), NO_SPACE.fullmatch(raw)
    if "\t" in raw[: len(raw) - len(raw.lstrip())]:
        problems.error(line, "Y02", "a tab stands at the beginning of this line", "use spaces")
    elif colon and not SPECIAL.fullmatch(raw):
        fix = f"put the text in quotes: {colon['name']}: {quoted(colon['text'])}"
        problems.error(line, "Y01", f'"{shown(colon["name"])}" has a second ": " in its text', fix)
    elif SPECIAL.fullmatch(raw):
        say_special(raw, line, problems)
    elif glued:
        fix = f"leave a space after the colon: {glued['name']}: {shown(glued['text'])}"
        problems.error(line, "Y04", "this line is no setting yet", fix)
    else:
        does = f"this line does not fit the settings around it: {shown(raw)}"
        problems.error(line, "Y04", does if raw.strip() else "these settings break off here", ONE_A_LINE)


def say_special(raw: str, line: int, problems: Problems) -> None:
    """A text whose first character means something else to YAML."""
    match = SPECIAL.fullmatch(raw[:1000])
    text = match["text"] if match else raw.strip()
    head = f"{match['name']}: " if match and match["name"] else "- " if match else ""
    says = f"a text that begins with {text[:1]} needs quotes around all of it"
    problems.error(line, "Y03", says, f"put the text in quotes: {head}{quoted(text)}")


def say_nested(raw: str, line: int, problems: Problems) -> None:
    """A setting where only a text can stand."""
    match = ITEM_COLON.fullmatch(raw[:1000])
    if match:
        fix = f"put the text in quotes: - {quoted(match['text'])}"
        problems.error(line, "Y01", 'this text has a ": " in it, so it reads as a setting', fix)
    else:
        fix = "write a text, a list of texts, or names with texts"
        problems.error(line, "Y05", "settings cannot stand inside settings", fix)


def quoted(text: str) -> str:
    """The text as YAML takes it literally."""
    words = shown(text.strip(), 200)
    if '"' in words and "'" not in words:
        return f"'{words}'"
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
