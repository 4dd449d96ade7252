"""Settings that point at earlier asks: the answers taken again, the pair, the split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from decks.asks import kind_of, kinds
from decks.deck import Ask
from decks.parse.problems import Problems, meant, shown
from decks.parse.slide import Settings


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the slides before this one ask, by their ids, and the ids of all slides."""

    asks: Mapping[str, Ask | None]
    all_ids: Sequence[str]


class Company:
    """One slide's settings beside the asks that came before it."""

    def __init__(self, settings: Settings, earlier: Earlier, problems: Problems) -> None:
        self._settings, self._earlier, self._problems = settings, earlier, problems

    def again(self, ask: Ask) -> Ask:
        """The ask with the answers of the earlier slide; writing the same ones once more is allowed."""
        source = self._find("again", ask.again)
        if source is None:
            return ask
        if not source.options:
            self._unfit("again", f'"{ask.again}" has no answers to take', "name a slide with answers")
        elif ask.options and [option.text for option in ask.options] != [option.text for option in source.options]:
            fix = "leave the answers out here, or leave again: out"
            self._unfit("again", f'the answers here are not those of "{ask.again}"', fix)
        return replace(ask, options=ask.options or tuple(replace(option, right=False) for option in source.options))

    def check(self, ask: Ask) -> None:
        """Report what the ask is compared with and cannot be."""
        other = self._find("pair", ask.pair)
        if other and (other.kind != ask.kind or not kind_of(ask).alike(ask, other)):
            text = f'"{ask.pair}" has other answers, so the two cannot stand side by side'
            self._unfit("pair", text, "use the same ask and the same answers on both slides")
        other = self._find("by", ask.by)
        if other and not kind_of(other).splits:
            names = ", ".join(name for name, kind in kinds().items() if kind.splits)
            self._unfit("by", f'"{ask.by}" is ask: {other.kind}', f"name an earlier slide with ask: {names}")
        elif other and other.privacy == "personal":
            self._unfit("by", f'"{ask.by}" is personal, so nothing may be split by it', "leave by out")

    def _find(self, name: str, target: str | None) -> Ask | None:
        if target is None:
            return None
        if target not in self._earlier.all_ids:
            self._unfit(
                name,
                f'there is no slide "{shown(target)}"',
                meant(target, self._earlier.all_ids, "write the id of an earlier slide"),
            )
        elif target not in self._earlier.asks:
            self._unfit(name, f'"{target}" does not come before this slide', "name an earlier slide")
        elif self._earlier.asks[target] is None:
            self._unfit(name, f'"{target}" asks nothing', "name a slide with an ask")
        return self._earlier.asks.get(target)

    def _unfit(self, name: str, text: str, fix: str) -> None:
        self._problems.error(self._settings.lines[name], "S10", f"{name}: {text}", fix)
