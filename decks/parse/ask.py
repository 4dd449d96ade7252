"""What a slide asks the room, put together from its settings and answers, and checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from decks.asks import Kind, kind_of
from decks.deck import Ask, Option, Privacy
from decks.parse.company import Company, Earlier
from decks.parse.pages import Page, items
from decks.parse.problems import Problems
from decks.parse.slide import Settings

COMPARED = ("by", "pair", "reasons")


def read_ask(
    page: Page, settings: Settings, options: tuple[Option, ...], privacy: Privacy, earlier: Earlier, problems: Problems
) -> Ask | None:
    """The page's ask, or None where nothing is asked."""
    if settings.kind is None:
        if page.answers and not settings.asks:
            fix = "add a ```slide block with ask: choice"
            problems.error(page.answers.line, "O05", "there are answers here but nothing asks for a vote", fix)
        return None
    company = Company(settings, earlier, problems)
    ask = company.again(_ask(settings.kind, settings, options, privacy))
    company.check(ask)
    _check_count(page, settings, ask, problems)
    _check_personal(settings, ask, problems)
    _check_kind(page, settings, ask, problems)
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


def _check_count(page: Page, settings: Settings, ask: Ask, problems: Problems) -> None:
    wanted, written = kind_of(ask).answers, len(items(page.answers)) if page.answers else 0
    if wanted is None:
        if page.answers:
            fix = "write them as a plain list, without [ ], or use ask: choice"
            problems.error(page.answers.line, "O16", f"ask: {ask.kind} has no answers to choose from", fix)
    elif not (wanted[0] <= written <= wanted[1] or page.misplaced or (ask.again and not written)):
        text = f"ask: {ask.kind} needs {wanted[0]} to {wanted[1]} answers; this slide has {written}"
        problems.error(settings.lines["ask"], "O04", text, "write each answer as - [ ] text")


def _check_personal(settings: Settings, ask: Ask, problems: Problems) -> None:
    if ask.privacy == "personal":
        for name, text, fix in _too_telling(ask):
            problems.error(settings.lines.get(name, settings.lines["ask"]), "S08", text, fix)


def _too_telling(ask: Ask) -> Iterator[tuple[str, str, str]]:
    if not kind_of(ask).personal:
        text = f"ask: {ask.kind} cannot be personal: people are known by how they write"
        yield "ask", text, "use privacy: standard"
    if ask.rounds > 1:
        yield "rounds", "rounds: a personal question has one round", "leave rounds out, or use privacy: standard"
    if ask.results == "live":
        yield "results", "results: live would show who answers what in a personal question", "use results: after"
    for name in COMPARED:
        if getattr(ask, name):
            text = f"{name}: a personal question is compared with nothing"
            yield name, text, f"leave {name} out, or use privacy: standard"


def _check_kind(page: Page, settings: Settings, ask: Ask, problems: Problems) -> None:
    """What only its kind can tell, and the one setting that needs another."""
    if ask.reasons and ask.rounds < 2:
        text = "reasons: they are written between two rounds, and there is one"
        problems.error(settings.lines["reasons"], "S11", text, "add rounds: 2")
    if ask.results == "live" and ask.agreement != "show":
        text = "results: live cannot hide agreement: bars that vanish and come back tell who agrees"
        problems.error(settings.lines["agreement"], "S13", text, "leave agreement out, or use results: after")
    for complaint in kind_of(ask).complaints(ask):
        line = settings.lines.get(complaint.about, settings.lines["ask"])
        if complaint.about == "answers" and page.answers:
            line = page.answers.line
        problems.error(line, complaint.code, complaint.text, complaint.fix)
