"""The comparison as HTML: the body for the house's own page, and a page that needs nothing else."""

from __future__ import annotations

from markupsafe import Markup

from decks.language import Language
from sessions.brand import Brand
from sessions.comparison.comparison import Comparison, Group, Seen
from sessions.comparison.drawn import drawn
from sessions.comparison.table import Line, table
from sessions.comparison.words import method, named, notes, question, says, title
from sessions.summary.as_html import how_to_read, page
from sessions.summary.charts import PICTURES


def write(one: Comparison, words: Language, brand: Brand | None = None) -> bytes:
    """As a file."""
    return page(title(one, words), body_html(one, words), words, brand=brand)


def body_html(one: Comparison, words: Language) -> Markup:
    """Below the page's own title."""
    left = Markup().join(Markup('<p class="terms">{}</p>').format(note) for note in notes(one, words))
    groups = Markup("\n").join(_group(group, place, words) for place, group in enumerate(one.groups, 1))
    return left + groups + how_to_read(method(one, words), words)


def _group(group: Group, place: int, words: Language) -> Markup:
    start, end = group.pulse.start, group.pulse.end
    asked = [question(start)] if start.asked == end.asked else [start.asked, end.asked]
    parts = (
        Markup('<h2 id="asked-{}">{}</h2>').format(place, start.title),
        *(Markup('<p class="terms">{}</p>').format(text) for text in asked if text),
        _ends(group),
        *(_run(seen, words) for seen in group.runs),
        _table(group, place, words),
    )
    return Markup('<section class="asked">{}</section>').format(Markup("\n").join(parts))


def _ends(group: Group) -> Markup:
    """What the numbers of a scale mean; letters have their words at their bars."""
    ends = [f"{key}: {text}" for key, text in group.pulse.answers if text and key.isdigit()]
    return Markup('<p class="terms">{}</p>').format(" · ".join(ends)) if ends else Markup()


def _run(seen: Seen, words: Language) -> Markup:
    one = drawn(seen.pulse, words)
    return Markup(
        '<section class="run"><h3>{}</h3><p class="terms">{}</p>'
        '<figure class="results" data-picture="{}">{}</figure></section>'
    ).format(named(seen, words), says(seen.pulse, words), one.picture, PICTURES[one.picture].draw(one, words))


def _table(group: Group, place: int, words: Language) -> Markup:
    """Wide on a phone: it scrolls by itself, by keys as well."""
    told = table(group, words)
    head = Markup().join(Markup('<th scope="col">{}</th>').format(name) for name in told.head)
    rows = Markup().join(_line(line) for line in told.lines)
    return Markup(
        '<h3 id="all-{place}">{caption}</h3>'
        '<div class="wide" role="region" tabindex="0" aria-labelledby="all-{place} asked-{place}">'
        '<table aria-labelledby="all-{place}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    ).format(place=place, caption=words.say("All of these runs in numbers"), head=head, rows=rows)


def _line(line: Line) -> Markup:
    run = Markup('<th scope="rowgroup" rowspan="2">{}</th>').format(line.run) if line.run else ""
    cells = Markup().join(Markup("<td>{}</td>").format(number) for number in line.numbers)
    return Markup('<tr>{}<th scope="row">{}</th>{}</tr>').format(run, line.vote, cells)
