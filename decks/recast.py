"""The same deck for another room: other names for its cast, its answers in another order."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import escape

from decks.asks import kind_of
from decks.deck import LETTERS, Ask, Deck, Option, Slide

TEXT_OR_ALT = re.compile(
    r'(?P<other><aside.*?</aside>)|(?P<tag><[^>]*?\salt=")(?P<alt>[^"]*)(?P<rest>"[^>]*>)|(?P<else><[^>]*>)|(?P<text>[^<]+)'
)
Rename = Callable[[str], str]


def recast(deck: Deck, names: Mapping[str, str]) -> Deck:
    """The deck with other names for its cast, everywhere a person reads them. Ids and addresses stay."""
    wanted = {old: new.strip() for old, new in names.items() if new.strip() and new.strip() != old}
    if not wanted:
        return deck
    plain, html = _renamer(wanted), _html_renamer(wanted)
    return replace(
        deck,
        title=plain(deck.title),
        content_note=plain(deck.content_note),
        support=plain(deck.support),
        patterns={key: replace(pattern, label=plain(pattern.label)) for key, pattern in deck.patterns.items()},
        cast={wanted.get(name, name): plain(note) for name, note in deck.cast.items()},
        slides=tuple(_slide(slide, plain, html) for slide in deck.slides),
    )


def spoken(slide: Slide) -> Slide:
    """The slide for a room in which nobody is asked to write: what would be written is talked about instead."""
    ask = slide.ask
    if ask is None:
        return slide
    if ask.kind == "commit":
        return replace(slide, ask=replace(ask, settings={**ask.settings, "share": False}))
    if kind_of(ask).items:
        return replace(slide, ask=Ask("discuss", ask.privacy, discuss=ask.time, prompts=ask.prompts))
    return replace(slide, ask=replace(ask, reasons=False))


def shuffled(slide: Slide, order: Sequence[int]) -> Slide:
    """The slide with its answers in this order, lettered as they stand; `next` follows the letters."""
    if slide.ask is None:
        return slide
    options = [slide.ask.options[position] for position in order]
    letters = {option.key: letter for option, letter in zip(options, LETTERS, strict=False)}
    dealt = tuple(replace(option, key=letters[option.key]) for option in options)
    branch = slide.next
    if branch is not None:
        branch = replace(
            branch, ways={letters.get(condition, condition): way for condition, way in branch.ways.items()}
        )
    return replace(slide, ask=replace(slide.ask, options=dealt), next=branch)


def _renamer(names: Mapping[str, str]) -> Rename:
    """All names at once, longest first, so that swapping Ana and Bo works. A name ends where its word ends."""
    ordered = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")
    return lambda text: pattern.sub(lambda match: names[match.group()], text)


def _html_renamer(names: Mapping[str, str]) -> Rename:
    """The same in HTML: texts and descriptions of pictures change; tags, addresses and the list of sources do not,
    since an author may be called what somebody in the story is called."""
    rename = _renamer({escape(old, quote=False): escape(new) for old, new in names.items()})

    def change(match: re.Match[str]) -> str:
        if match["text"] is not None:
            return rename(match["text"])
        return f"{match['tag']}{rename(match['alt'])}{match['rest']}" if match["tag"] else match.group()

    return lambda html: TEXT_OR_ALT.sub(change, html)


def _slide(slide: Slide, plain: Rename, html: Rename) -> Slide:
    return replace(
        slide,
        title=plain(slide.title),
        beats=tuple(html(beat) for beat in slide.beats),
        notes=html(slide.notes),
        content_note=plain(slide.content_note),
        ask=_ask(slide.ask, plain, html) if slide.ask else None,
        jumps=tuple((to, plain(title)) for to, title in slide.jumps),
    )


def _ask(ask: Ask, plain: Rename, html: Rename) -> Ask:
    return replace(
        ask,
        options=tuple(_option(option, plain, html) for option in ask.options),
        prompts=tuple(plain(prompt) for prompt in ask.prompts),
        settings={name: _setting(value, plain) for name, value in ask.settings.items()},
    )


def _setting(value: object, plain: Rename) -> object:
    return tuple(plain(text) for text in value) if isinstance(value, tuple) else value


def _option(option: Option, plain: Rename, html: Rename) -> Option:
    return replace(
        option,
        text=plain(option.text),
        html=html(option.html),
        says=plain(option.says),
        says_html=html(option.says_html),
    )
