"""Words, the larger the more people wrote them. The size is seen; the number beside it says the same."""

from __future__ import annotations

from math import log

from markupsafe import Markup

from decks.language import Language
from sessions.summary.asked import Asked
from sessions.summary.charts.bars import counted
from sessions.summary.charts.tables import as_table, folded_away

SIZES = 6
MOST = 60
"""More words than this nobody reads from a wall."""


def draw(one: Asked, words: Language) -> Markup:
    latest = one.rounds[-1]
    if latest.tally is None:
        return Markup('<p class="withheld">{}</p>').format(latest.says)
    if not one.words:
        return Markup('<p class="withheld">{}</p>').format(words.say("No word is shown here.")) + counted(
            latest.n, words
        )
    most = one.words[0]["n"]
    shown = Markup().join(_word(word["word"], word["n"], size(word["n"], most)) for word in one.words[:MOST])
    return Markup('<ul class="cloud">{}</ul>').format(shown) + counted(latest.n, words)


def size(n: int, most: int) -> int:
    """From 1 to 6: by the logarithm, so that one frequent word leaves the others readable."""
    return 1 + round((SIZES - 1) * log(n) / log(most)) if most > 1 else 3


def _word(word: str, n: int, size: int) -> Markup:
    return Markup('<li class="word" data-size="{}"><bdi>{}</bdi> <span class="number">{}</span></li>').format(
        size, word, n
    )


def table(one: Asked, words: Language) -> Markup:
    if not one.words:
        return Markup()
    rows = [[word["word"], str(word["n"])] for word in one.words]
    head = [words.say("Word"), words.say("People")]
    return folded_away(as_table(words.say("Words, and how many people wrote them"), head, rows), words)
