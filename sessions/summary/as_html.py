"""The summary as one page that needs nothing else: no scripts, no fonts, no network; it reads and prints well."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from markupsafe import Markup

from decks.language import Language
from sessions.brand import Brand
from sessions.summary import charts
from sessions.summary.asked import Asked
from sessions.summary.charts.cards import unshown, unshown_says
from sessions.summary.content import Content, mark, phones
from sessions.summary.debrief import Met, debrief
from sessions.summary.format import Format
from sessions.summary.method import question

NOTHING = Markup()
STYLE = Markup(Path(__file__).with_name("page.css").read_text(encoding="utf-8"))

PAGE = Markup("""<!doctype html>
<html lang="{lang}" dir="{dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
{style}{accent}</style>
</head>
<body>
<main>
<header>
{brand}<h1>{title}</h1>
{facts}
</header>
{body}
</main>
</body>
</html>
""")

OWN_WORDS = Markup("""<section class="own-words">
<h2>{}</h2>
<ul>
{}
</ul>
<p class="terms">{}</p>
</section>
""")


def write(content: Content, words: Language) -> bytes:
    return page(content.title, body_html(content, words), words, _facts(content, words), content.brand)


def page(title: str, body: Markup, words: Language, facts: Markup = NOTHING, brand: Brand | None = None) -> bytes:
    """A page that needs nothing else, with its title, whose house it is, and the facts below."""
    told = PAGE.format(
        lang=words.tag,
        dir=words.dir,
        title=title,
        style=STYLE,
        accent=_accent(brand),
        brand=_brand(brand),
        facts=facts,
        body=body,
    )
    return told.encode()


def _accent(brand: Brand | None) -> Markup:
    """The organisation's colour, by day and by night; each was found readable."""
    if brand is None:
        return Markup()
    light = f":root {{ --brand: {brand.light}; }}\n" if brand.light else ""
    by_night = "@media screen and (prefers-color-scheme: dark)"
    return Markup(light + f"{by_night} {{ :root {{ --brand: {brand.dark or 'initial'}; }} }}\n")


def _brand(brand: Brand | None) -> Markup:
    if brand is None:
        return Markup()
    logo = Markup('<img src="{}" alt="{}"> ').format(brand.picture, brand.alt) if brand.logo else Markup()
    return Markup('<p class="brand">{}<span>{}</span></p>\n').format(logo, brand.name)


def body_html(content: Content, words: Language) -> Markup:
    """The presenter's own words, the asks and the method note, below the page's own title."""
    asks = Markup("\n").join(_ask(one, words) for one in content.asks) or _nothing(words)
    above, below = _watermark(content, words) + _own_words(content, words), _debrief(content, words)
    return above + asks + Markup("\n") + below + how_to_read(content.method, words)


def _watermark(content: Content, words: Language) -> Markup:
    says = mark(content, words)
    return Markup('<p class="rehearsal">{}</p>\n').format(says) if says else Markup()


def _own_words(content: Content, words: Language) -> Markup:
    """Marked as what they are: no result, and nothing that the room was shown."""
    if not content.lines:
        return Markup()
    lines = Markup("\n").join(Markup("<li><bdi>{}</bdi></li>").format(line) for line in content.lines)
    heading, whose = words.say("What I would tell your director"), words.say("In the presenter's own words.")
    return OWN_WORDS.format(heading, lines, whose)


def _facts(content: Content, words: Language) -> Markup:
    """What, when and how many, on one line; whose deck it is on another."""
    told = [Markup.escape(content.deck_title), Markup('<time datetime="{0}">{0}</time>').format(content.day)]
    if counted := phones(content, words):
        told.append(Markup.escape(counted))
    facts = Markup('<p class="facts">{}</p>').format(Markup(" · ").join(told))
    return facts + (Markup('\n<p class="facts">{}</p>').format(" · ".join(content.credits)) if content.credits else "")


def _nothing(words: Language) -> Markup:
    return Markup('<p class="withheld">{}</p>').format(words.say("No question is told here."))


def _ask(one: Asked, words: Language) -> Markup:
    parts = (
        _terms(one, words),
        _offered(one),
        charts.figure(one, words),
        _uncounted(one, words),
        _patterns(one, words),
    )
    return Markup('<section class="asked">\n<h2>{}</h2>\n{}</section>').format(one.title, Markup("\n").join(parts))


def _terms(one: Asked, words: Language) -> Markup:
    terms = words.say("{question} · told from {floor} answers", question=question(one.privacy, words), floor=one.floor)
    return Markup('<p class="terms">{}</p>').format(terms)


def _offered(one: Asked) -> Markup:
    """What could be answered, where no bar says it."""
    if any(published.tally for published in one.rounds):
        return Markup()
    rows = Markup().join(
        Markup('<li><span class="letter">{}</span> {}</li>').format(choice.key, choice.html) for choice in one.choices
    )
    return Markup('<ul class="offered">{}</ul>').format(rows)


def _uncounted(one: Asked, words: Language) -> Markup:
    says = [unshown_says(words)] if unshown(one) and one.picture == "cards" else []
    if one.voided:
        says.append(words.many("One round was voided.", "{n} rounds were voided.", one.voided))
    if not one.rounds:
        says.append(words.say("No round of it was counted."))
    return Markup().join(Markup('<p class="withheld">{}</p>').format(sentence) for sentence in says)


def _patterns(one: Asked, words: Language) -> Markup:
    if not one.told:
        return Markup()
    return Markup("<h3>{}</h3>\n{}").format(words.say("What the answers do"), charts.told(one.told, words))


def _debrief(content: Content, words: Language) -> Markup:
    """The patterns once more, over the whole session."""
    found = debrief(content, words)
    if not found:
        return Markup()
    return Markup('<section class="asked debrief">\n<h2>{}</h2>\n<dl>\n{}</dl>\n</section>\n').format(
        words.say("The patterns of this session"), Markup().join(map(_met, found))
    )


def _met(pattern: Met) -> Markup:
    says = Markup().join(Markup("<dd>{}</dd>").format(sentence) for sentence in pattern.says)
    where = Markup().join(Markup('<dd class="met">{} · {}: {}</dd>').format(*each) for each in pattern.met)
    return Markup("<dt>{}</dt>{}{}\n").format(pattern.name, says, where)


def how_to_read(method: Iterable[str], words: Language) -> Markup:
    """The notes at the foot of whatever is taken home."""
    notes = Markup("\n").join(Markup("<li>{}</li>").format(note) for note in method)
    return Markup('<section class="method">\n<h2>{}</h2>\n<ul>\n{}\n</ul>\n</section>').format(
        words.say("How to read this"), notes
    )


FORMAT = Format("html", "text/html; charset=utf-8", "html", write)
