"""Blocks of settings: YAML of names and texts, each with its line. Nothing is guessed: `no` stays "no"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from decks.parse.problems import Problems, shown
from decks.values import Plain

COLON = re.compile(r"\s*(?:- )?(?P<name>[\w-]+):\s+(?P<text>[^\"'\[{|>].*:(?:\s.*|$))")
ITEM_COLON = re.compile(r"\s*-\s+(?P<text>[^\"'\[{].*:\s.*)")
SPECIAL = re.compile(r"\s*(?:(?P<name>[\w-]+):|-)\s+(?P<text>[*&!%@`\"'\[\]{},>|].*)")
NO_SPACE = re.compile(r"\s*(?P<name>[\w-]+):(?P<text>\S.*)")


@dataclass(frozen=True, slots=True)
class Field:
    """One setting: its name and line, and its value with the lines of its parts."""

    name: str
    line: int
    value: Plain
    lines: tuple[int, ...] = ()

    def parts(self) -> Iterator[tuple[str, str, int]]:
        """The names, texts and lines of a map's entries."""
        if isinstance(self.value, dict):
            for (name, text), line in zip(self.value.items(), self.lines, strict=True):
                yield name, text, line


def read_settings(text: str, first_line: int, problems: Problems) -> dict[str, Field]:
    """The settings of a block whose first line is `first_line`; what cannot be read is among the problems."""
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        _explain(error, text.split("\n"), first_line, problems)
        return {}
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        problems.error(first_line, "Y05", "these are no settings", "write each setting on its own line as name: value")
        return {}
    return _Reader(text, first_line, problems).fields(root)


class _Reader:
    """Turns YAML's nodes into fields, at most two levels deep."""

    def __init__(self, text: str, first_line: int, problems: Problems) -> None:
        self._text, self._first, self._problems = text, first_line, problems

    def fields(self, root: yaml.MappingNode) -> dict[str, Field]:
        found: dict[str, Field] = {}
        for key, node in root.value:
            name, line = self._name(key), self._line(key)
            if name in found:
                self._problems.error(line, "Y06", f'"{shown(name)}" is written twice', "keep one of them")
            elif (field := self._field(name, line, node)) is not None:
                found[name] = field
        return found

    def _field(self, name: str, line: int, node: yaml.Node) -> Field | None:
        if isinstance(node, yaml.SequenceNode):
            texts = [self._scalar(item) for item in node.value]
            values: Plain | None = [text for text in texts if text is not None]
            return Field(name, line, values, self._lines(node.value)) if None not in texts and values is not None else None
        if isinstance(node, yaml.MappingNode):
            return self._map(name, line, node)
        text = self._scalar(node)
        return None if text is None else Field(name, line, text)

    def _map(self, name: str, line: int, node: yaml.MappingNode) -> Field | None:
        entries: dict[str, str] = {}
        for key, item in node.value:
            entry, text = self._name(key), self._scalar(item)
            if text is None:
                return None
            if entry in entries:
                self._problems.error(self._line(key), "Y06", f'"{shown(entry)}" is written twice', "keep one of them")
                return None
            entries[entry] = text
        return Field(name, line, entries, self._lines([key for key, _ in node.value]))

    def _name(self, node: yaml.Node) -> str:
        return node.value if isinstance(node, yaml.ScalarNode) else ""

    def _line(self, node: yaml.Node) -> int:
        return self._first + int(node.start_mark.line)

    def _lines(self, nodes: list[yaml.Node]) -> tuple[int, ...]:
        return tuple(self._line(node) for node in nodes)

    def _scalar(self, node: yaml.Node) -> str | None:
        """The text of a node, or None when it is no text or YAML reads it otherwise than it looks."""
        line = self._text.split("\n")[node.start_mark.line]
        if not isinstance(node, yaml.ScalarNode):
            _say_no_text(line, self._line(node), self._problems)
            return None
        if self._text[node.start_mark.index : node.start_mark.index + 1] in ("&", "!"):
            _say_special(line, self._line(node), self._problems)
            return None
        rest = self._text[node.end_mark.index :].split("\n", 1)[0]
        if node.style is None and re.match(r"[ \t]+#", rest):
            fix = f"put the text in quotes if # belongs to it: {quoted(shown(node.value + rest, 200))}"
            self._problems.warn(self._line(node), "W12", f'"{shown(rest.strip())}" is read as a comment', fix)
        return str(node.value)


def _say_no_text(raw: str, line: int, problems: Problems) -> None:
    match = ITEM_COLON.fullmatch(raw)
    if match:
        fix = f"put the text in quotes: - {quoted(match['text'])}"
        problems.error(line, "Y01", 'this text has a ": " in it, so it reads as a setting', fix)
    else:
        problems.error(line, "Y05", "settings are flat: a text, a list of texts, or names with texts", "take one level out")


def _say_special(raw: str, line: int, problems: Problems) -> None:
    match = SPECIAL.fullmatch(raw)
    text = match["text"] if match else raw.strip()
    head = f"{match['name']}: " if match and match["name"] else "- " if match else ""
    problems.error(
        line, "Y03", f"a text that begins with {text[:1]} needs quotes", f"put the text in quotes: {head}{quoted(text)}"
    )


def _explain(error: Exception, lines: list[str], first_line: int, problems: Problems) -> None:
    """Say in an author's words why YAML stumbled."""
    mark = getattr(error, "problem_mark", None)
    number = min(mark.line if mark else 0, len(lines) - 1)
    line, raw = first_line + number, lines[number]
    colon, special, glued = COLON.fullmatch(raw), SPECIAL.fullmatch(raw), NO_SPACE.fullmatch(raw)
    if "\t" in raw[: len(raw) - len(raw.lstrip())]:
        problems.error(line, "Y02", "a tab stands at the beginning of this line", "use spaces")
    elif colon and not special:
        fix = f"put the text in quotes: {colon['name']}: {quoted(colon['text'])}"
        problems.error(line, "Y01", f'"{shown(colon["name"])}" has a second ": " in its text', fix)
    elif special:
        _say_special(raw, line, problems)
    elif glued:
        fix = f"leave a space after the colon: {glued['name']}: {shown(glued['text'])}"
        problems.error(line, "Y04", "this line is no setting yet", fix)
    else:
        text = f"this line does not fit the settings around it: {shown(raw)}" if raw.strip() else "these settings are cut off"
        problems.error(line, "Y04", text, "write each setting on its own line as name: value")


def quoted(text: str) -> str:
    """The text as YAML takes it literally."""
    text = shown(text.strip(), 200)
    return f"'{text}'" if '"' in text and "'" not in text else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
