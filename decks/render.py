"""Markdown's tokens as safe HTML: one body of a slide for projector, console and phone.

Raw HTML never gets through: the renderer writes none, and nh3 cleans what it wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import nh3
from markdown_it.presets import commonmark
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

TAGS = {
    *"h2 h3 h4 h5 h6 p strong em s code pre blockquote ul ol li a img".split(),
    *"table thead tbody tr th td hr br sup aside picture source".split(),
}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "source": {"media", "srcset"},
    "ol": {"start"},
    **{tag: {"class"} for tag in ("h2", "p", "code", "th", "td", "sup", "aside")},
}
SCHEMES = {"http", "https", "mailto"}
SAFE_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
MEDIA = re.compile(r"/media/[0-9a-f]{32}\.[a-z]{3,4}")
DECORATIVE = "decorative"
NARROW = "60rem"
SMALLER = {"h1": "h3", "h2": "h3"}
"""A page's title is its h2, so every heading inside it is smaller."""


def render_blocks(tokens: Sequence[Token]) -> str:
    """Paragraphs, lists, pictures, tables as HTML."""
    return clean(_RENDERER.render(tokens, _OPTIONS, {}))


def render_inline(children: Sequence[Token]) -> str:
    """One text as HTML, without a paragraph around it."""
    return clean(_RENDERER.renderInline(children, _OPTIONS, {}))


def render_title(children: Sequence[Token], level: int, pictured: bool = False) -> str:
    """A page's title. One that a picture shows as well need not stand on the wall twice."""
    kinds = [name for name, is_so in (("part", level == 1), ("pictured", pictured)) if is_so]
    kind = f' class="{" ".join(kinds)}"' if kinds else ""
    return f"<h2{kind}>{render_inline(children)}</h2>\n"


def render_sources(sources: Mapping[int, str]) -> str:
    """The numbered list of the sources that a page cites."""
    lines = "".join(f"<li>{html}</li>" for _, html in sorted(sources.items()))
    return f'<aside class="sources"><ol>{lines}</ol></aside>\n' if lines else ""


def content_note(label: str, note: str) -> str:
    """The deck's content note, as its first slide shows it."""
    return f'<p class="content-note"><strong>{escape(label)}</strong> {escape(note)}</p>\n' if note else ""


def clean(html: str) -> str:
    """The second line of defence: only the tags and attributes that the renderer writes."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener")


class _Renderer(RendererHTML):
    """Writes what a slide may hold."""

    def html_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        return ""

    def html_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        return ""

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """Pictures that the parser found and gave an address; of others the description."""
        address = str(tokens[idx].attrs.get("src", ""))
        alt = "" if tokens[idx].content.strip() == DECORATIVE else escape(_words(tokens[idx]))
        if not MEDIA.fullmatch(address):
            return alt
        return _picture(f'<img src="{address}" alt="{alt}">', str(tokens[idx].attrs.get("light", "")))

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        target = str(tokens[idx].attrs.get("href", ""))
        return f'<a href="{escape(target)}" rel="noopener">' if SAFE_LINK.match(target) else "<a>"

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        return f"<{SMALLER.get(tokens[idx].tag, tokens[idx].tag)}>"

    def heading_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        return f"</{SMALLER.get(tokens[idx].tag, tokens[idx].tag)}>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        """Alignment as a class: the pages allow no inline style."""
        side = str(tokens[idx].attrs.get("style", "")).removeprefix("text-align:")
        return f'<{tokens[idx].tag} class="{side}">' if side in ("left", "center", "right") else f"<{tokens[idx].tag}>"

    td_open = th_open

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        return f'<sup class="ref">{tokens[idx].meta["number"]}</sup>' if "number" in tokens[idx].meta else ""


def _picture(img: str, light: str) -> str:
    """The picture, with its smaller copy for narrow screens where there is one."""
    if not MEDIA.fullmatch(light):
        return img
    return f'<picture><source media="(max-width: {NARROW})" srcset="{light}">{img}</picture>'


def _words(image: Token) -> str:
    return "".join(child.content for child in _flat(image.children or []) if child.type in ("text", "code_inline"))


def _flat(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])


_RENDERER = _Renderer()
_OPTIONS = OptionsDict(commonmark.make()["options"])
