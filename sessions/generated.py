"""Slides that write themselves: the promise (what is kept secret here, and what cannot be) and the debrief."""

from __future__ import annotations

from markupsafe import Markup, escape

from decks.deck import Slide
from sessions.session import LiveSession
from sessions.summary.charts import label


def html(session: LiveSession, slide: Slide, plain_http: bool) -> str:
    """What a slide's layout adds to its own text; empty for most."""
    match slide.layout:
        case "promise":
            return _list("promise", promise(session, plain_http))
        case "debrief":
            return _debrief(session)
        case _:
            return ""


def promise(session: LiveSession, plain_http: bool) -> list[str]:
    """Four lines, true for this floor, this transport and this host."""
    say, start = session.words.say, session.state.start
    return [
        say("Nobody can see who answered what: not the people here, not the presenter, not the organiser."),
        say(
            "Totals are shown once {floor} people have answered. Single answers are destroyed when the question, "
            "and any it is compared with, is closed.",
            floor=session.lowest_floor,
        ),
        _host(session)
        + (" " + say("This page is not encrypted: others on this Wi-Fi could read along.") if plain_http else ""),
        start.reports
        and say("What is said aloud is another matter: {reports}", reports=start.reports)
        or say("What is said aloud is heard. What is told here stays here; what is learned here may leave."),
    ]


def _host(session: LiveSession) -> str:
    say, machine = session.words.say, session.state.start.machine
    if machine:
        return say(
            "This runs on: {machine}. Whoever runs it could change the program while a question is open; "
            "afterwards there is nothing left to find.",
            machine=machine,
        )
    return say(
        "Whoever runs this machine could change the program while a question is open; afterwards there is nothing "
        "left to find."
    )


def _debrief(session: LiveSession) -> str:
    """The patterns met so far with their sentences, and no counts."""
    met: dict[str, list[str]] = {}
    for slide in session.slides:
        told = session.ask_state(slide.id).told
        for option in slide.ask.telling[:told] if slide.ask else ():
            for key in option.patterns:
                met.setdefault(key, []).append(option.says)
    rows = [
        Markup("<dt>{}</dt>{}").format(
            label(session.deck.patterns[key], session.words),
            Markup().join(Markup("<dd>{}</dd>").format(one) for one in dict.fromkeys(says)),
        )
        for key, says in met.items()
    ]
    if not rows:
        return str(Markup("<p>{}</p>").format(session.words.say("No pattern has been shown yet.")))
    return str(Markup('<dl class="debrief">{}</dl>').format(Markup().join(rows)))


def _list(name: str, lines: list[str]) -> str:
    items = Markup().join(Markup("<li>{}</li>").format(escape(line)) for line in lines)
    return str(Markup('<ul class="{}">{}</ul>').format(name, items))
