"""What a slide asks the room, put together from its settings and answers, and checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from decks.asks import Kind, kinds
from decks.deck import Ask, Option, Privacy
from decks.parse.pages import Page
from decks.parse.problems import Problems, meant, shown
from decks.parse.slide import Settings

NOT_PERSONAL = ("by", "pair", "reasons")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the slides before this one ask, by their ids."""

    asks: Mapping[str, Ask | None]
    all_ids: Sequence[str]


def read_ask(
    page: Page, settings: Settings, options: tuple[Option, ...], privacy: Privacy, earlier: Earlier, problems: Problems
) -> Ask | None:
    """The page's ask, or None where nothing is asked."""
    kind = settings.kind
    if kind is None:
        if options and page.answers and not settings.asks:
            fix = "add a ```slide block with ask: choice"
            problems.error(page.answers.line, "O05", "there are answers here but nothing asks for a vote", fix)
        return None
    ask = _again(_ask(kind, settings, options, privacy), settings, earlier, problems)
    _check_count(page, settings, ask, problems)
    _check_privacy(settings, ask, problems)
    _check_company(settings, ask, earlier, problems)
    for complaint in kind.complaints(ask):
        about = page.answers.line if complaint.about == "answers" and page.answers else settings.lines.get(complaint.about)
        problems.error(about or settings.lines["ask"], complaint.code, complaint.text, complaint.fix)
    return ask


def _ask(kind: Kind, settings: Settings, options: tuple[Option, ...], privacy: Privacy) -> Ask:
    return Ask(
        kind=kind.name,
        privacy=settings.get("privacy", privacy),
        options=options,
        rounds=settings.get("rounds", 1),
        discuss=settings.get("discuss", ()),
        time=settings.get("time", ()),
        prompts=settings.get("prompts", ()),
        results=settings.get("results", "after"),
        agreement=settings.get("agreement", "show"),
        shuffle=settings.get("shuffle", False),
        confidence=settings.get("confidence", False),
        reasons=settings.get("reasons", False),
        pair=settings.get("pair"),
        by=settings.get("by"),
        again=settings.get("again"),
        settings={own.name: settings.get(own.name, own.default) for own in kind.settings},
    )


def _again(ask: Ask, settings: Settings, earlier: Earlier, problems: Problems) -> Ask:
    """Take the answers of the earlier slide; writing the same ones again is allowed."""
    if not ask.again:
        return ask
    source = _find("again", ask.again, settings, earlier, problems)
    if source is None:
        return replace(ask, options=ask.options)
    if not source.options:
        _unfit("again", settings, f'"{ask.again}" has no answers to take', "name a slide with answers", problems)
    elif ask.options and [option.text for option in ask.options] != [option.text for option in source.options]:
        fix = "leave the answers out here, or leave again: out"
        _unfit("again", settings, f'the answers here are not those of "{ask.again}"', fix, problems)
    else:
        return replace(ask, options=ask.options or tuple(replace(option, right=False) for option in source.options))
    return ask


def _find(name: str, target: str, settings: Settings, earlier: Earlier, problems: Problems) -> Ask | None:
    if target not in earlier.all_ids:
        _unfit(name, settings, f'there is no slide "{shown(target)}"', meant(target, earlier.all_ids), problems)
    elif target not in earlier.asks:
        _unfit(name, settings, f'"{target}" does not come before this slide', "name an earlier slide", problems)
    elif earlier.asks[target] is None:
        _unfit(name, settings, f'"{target}" asks nothing', "name a slide with an ask", problems)
    else:
        return earlier.asks[target]
    return None


def _unfit(name: str, settings: Settings, text: str, fix: str, problems: Problems) -> None:
    problems.error(settings.lines[name], "S10", f"{name}: {text}", fix)


def _check_count(page: Page, settings: Settings, ask: Ask, problems: Problems) -> None:
    wanted = kinds()[ask.kind].answers
    if wanted is None:
        if page.answers:
            fix = "write them as a plain list, without [ ], or use ask: choice"
            problems.error(page.answers.line, "O16", f"ask: {ask.kind} has no answers to choose from", fix)
        return
    low, high = wanted
    if not low <= len(ask.options) <= high and not (ask.again and not page.answers):
        text = f"ask: {ask.kind} needs {low} to {high} answers; this slide has {len(_items(page))}"
        problems.error(settings.lines["ask"], "O04", text, "write each answer as - [ ] text")


def _items(page: Page) -> list[int]:
    return [token.level for token in page.answers.tokens if token.type == "list_item_open" and token.level == 1] if page.answers else []


def _check_privacy(settings: Settings, ask: Ask, problems: Problems) -> None:
    if ask.privacy != "personal":
        return
    for name, text, fix in _too_telling(ask):
        problems.error(settings.lines.get(name, settings.lines["ask"]), "S08", text, fix)


def _too_telling(ask: Ask) -> Iterator[tuple[str, str, str]]:
    if not kinds()[ask.kind].personal:
        yield "ask", f"ask: {ask.kind} cannot be personal: people are known by how they write", "use privacy: standard"
    if ask.rounds > 1:
        yield "rounds", "a personal question has one round", "leave rounds out, or use privacy: standard"
    if ask.results == "live":
        yield "results", "results: live would show who answered what in a personal question", "use results: after"
    for name in NOT_PERSONAL:
        if getattr(ask, name):
            yield name, f"{name}: a personal question is compared with nothing", f"leave {name} out, or use privacy: standard"


def _check_company(settings: Settings, ask: Ask, earlier: Earlier, problems: Problems) -> None:
    """The settings that only make sense together with another ask or another setting."""
    if ask.reasons and ask.rounds < 2:
        problems.error(settings.lines["reasons"], "S11", "reasons: they are written between two rounds", "add rounds: 2")
    if ask.pair and (other := _find("pair", ask.pair, settings, earlier, problems)) and not _alike(ask, other):
        text = f'"{ask.pair}" asks something else, so the two cannot stand side by side'
        _unfit("pair", settings, text, "use the same ask and the same answers on both slides", problems)
    if ask.by and (other := _find("by", ask.by, settings, earlier, problems)):
        if other.kind != "choice":
            _unfit("by", settings, f'"{ask.by}" is no ask: choice', "name an earlier slide with ask: choice", problems)
        elif other.privacy == "personal":
            _unfit("by", settings, f'"{ask.by}" is personal, so nothing may be split by it', "leave by out", problems)


def _alike(ask: Ask, other: Ask) -> bool:
    def scale(one: Ask) -> tuple[object, object]:
        return one.settings.get("min"), one.settings.get("max")

    same = [option.text for option in ask.options] == [option.text for option in other.options]
    return ask.kind == other.kind and same and scale(ask) == scale(other)
