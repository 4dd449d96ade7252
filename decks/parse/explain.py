"""What YAML stumbles over, said in an author's words."""

from __future__ import annotations

import re

from decks.parse.problems import Problems, shown

COLON = re.compile(r"\s*(?:- )?(?P<name>[\w-]+):\s+(?P<text>[^\"'\[{|>].*:(?:\s.*|$))")
ITEM_COLON = re.compile(r"\s*-\s+(?P<text>[^\"'\[{].*:\s.*)")
SPECIAL = re.compile(r"\s*(?:(?P<name>[\w-]+):|-)\s+(?P<text>[*&!%@`\"'\[\]{},>|].*)")
LIST = re.compile(r"\[.*\]|\{.*\}")
NO_SPACE = re.compile(r"\s*(?P<name>[\w-]+):(?P<text>\S.*)")
LONGEST_LINE = 1000
UNCLOSED = {
    "while parsing a flow sequence": ("the [ on this line is never closed", "add ] at the end of the list"),
    "while parsing a flow mapping": ("the { on this line is never closed", "add } at the end"),
    "while scanning a quoted scalar": ("the quotes on this line are never closed", "add the same quote at the end"),
}
ONE_A_LINE = "write each setting on its own line as name: value"


def explain(error: Exception, lines: list[str], first_line: int, problems: Problems) -> None:
    """Say why these settings cannot be read, at the line where it shows."""
    unclosed = UNCLOSED.get(getattr(error, "context", None) or "")
    opening, place = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    number = min(place.line if place else 0, len(lines) - 1)
    if unclosed and opening and (not lines[number].strip() or number > opening.line):
        problems.error(first_line + opening.line, "Y08", *unclosed)
    elif number and NO_SPACE.fullmatch(lines[number - 1][:LONGEST_LINE]):
        _explain_line(lines[number - 1], first_line + number - 1, problems)
    else:
        _explain_line(lines[number], first_line + number, problems)


def _explain_line(whole: str, line: int, problems: Problems) -> None:
    raw = whole[:LONGEST_LINE]
    colon, glued = COLON.fullmatch(raw), NO_SPACE.fullmatch(raw)
    if "\t" in raw[: len(raw) - len(raw.lstrip())]:
        problems.error(line, "Y02", "a tab stands at the beginning of this line", "use spaces")
    elif SPECIAL.fullmatch(raw):
        say_special(raw, line, problems)
    elif colon:
        fix = f"put the text in quotes: {colon['name']}: {quoted(colon['text'])}"
        problems.error(line, "Y01", f'"{shown(colon["name"])}" has a second ": " in its text', fix)
    elif glued:
        fix = f"leave a space after the colon: {glued['name']}: {shown(glued['text'])}"
        problems.error(line, "Y04", "this line is no setting yet", fix)
    else:
        text = f"this line does not fit the settings around it: {shown(raw)}"
        problems.error(line, "Y04", text, ONE_A_LINE)


def say_special(raw: str, line: int, problems: Problems) -> None:
    """A text whose first character means something else to YAML."""
    match = SPECIAL.fullmatch(raw[:LONGEST_LINE])
    text = match["text"].strip() if match else raw.strip()
    head = f"{match['name']}: " if match and match["name"] else "- " if match else ""
    if LIST.fullmatch(text):
        fix = f'put each text in quotes, as in {head}{text[0]}"…", "…"{text[-1]}, or write each on a line of its own'
        problems.error(line, "Y09", "a text in these brackets needs quotes", fix)
        return
    says = f"a text that begins with {text[:1]} needs quotes around all of it"
    problems.error(line, "Y03", says, f"put the text in quotes: {head}{quoted(text)}")


def say_nested(raw: str, line: int, problems: Problems) -> None:
    """A setting where only a text can stand."""
    match = ITEM_COLON.fullmatch(raw[:LONGEST_LINE])
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
