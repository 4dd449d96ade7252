"""Blocks of settings: YAML of names and texts, each with its line. Nothing is guessed: `no` stays "no"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from decks.parse.explain import ONE_A_LINE, explain, quoted, say_nested, say_special
from decks.parse.problems import Problems, shown
from decks.values import Plain

MOST_BRACKETS = 40
"""Nested brackets take YAML quadratic time; settings need a pair or two."""


@dataclass(frozen=True, slots=True)
class Field:
    """One setting: its name and line, and its value with the lines of a map's entries."""

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
    lines = text.split("\n")
    if text.count("[") + text.count("{") > MOST_BRACKETS:
        problems.error(first_line, "Y07", f"there are more than {MOST_BRACKETS} brackets in these settings", ONE_A_LINE)
        return {}
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        explain(error, lines, first_line, problems)
        return {}
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        problems.error(first_line + root.start_mark.line, "Y05", "these are no settings", ONE_A_LINE)
        return {}
    return _Reader(text, lines, first_line, problems).fields(root)


class _Reader:
    """Turns YAML's nodes into fields, at most two levels deep. What does not fit is reported and left out."""

    def __init__(self, text: str, lines: list[str], first_line: int, problems: Problems) -> None:
        self._text, self._raw, self._first, self._problems = text, lines, first_line, problems

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
            texts = [self._text_of(item) for item in node.value]
            read = [text for text in texts if text is not None]
            return Field(name, line, read) if len(read) == len(texts) else None
        if isinstance(node, yaml.MappingNode):
            return self._map(name, line, node)
        text = self._text_of(node)
        return None if text is None else Field(name, line, text)

    def _map(self, name: str, line: int, node: yaml.MappingNode) -> Field | None:
        entries: dict[str, str] = {}
        for key, item in node.value:
            entry, text = self._name(key), self._text_of(item)
            if entry in entries:
                self._problems.error(self._line(key), "Y06", f'"{shown(entry)}" is written twice', "keep one of them")
                return None
            if text is None:
                return None
            entries[entry] = text
        return Field(name, line, entries, tuple(self._line(key) for key, _ in node.value))

    def _name(self, node: yaml.Node) -> str:
        return str(node.value) if isinstance(node, yaml.ScalarNode) else ""

    def _line(self, node: yaml.Node) -> int:
        return self._first + int(node.start_mark.line)

    def _text_of(self, node: yaml.Node) -> str | None:
        """The node's text, or None where YAML reads it otherwise than it looks."""
        raw = self._raw[min(node.start_mark.line, len(self._raw) - 1)]
        if not isinstance(node, yaml.ScalarNode):
            say_nested(raw, self._line(node), self._problems)
            return None
        if self._text[node.start_mark.index : node.start_mark.index + 1] in ("&", "!"):
            say_special(raw, self._line(node), self._problems)
            return None
        self._warn_of_comment(node)
        return str(node.value)

    def _warn_of_comment(self, node: yaml.ScalarNode) -> None:
        end = self._text.find("\n", node.end_mark.index)
        rest = self._text[node.end_mark.index : end if end >= 0 else len(self._text)]
        if node.style is None and re.match(r"[ \t]+#", rest):
            fix = f"put the text in quotes if # belongs to it: {quoted(str(node.value) + rest)}"
            self._problems.warn(self._line(node), "W12", f'"{shown(rest)}" is read as a comment', fix)
