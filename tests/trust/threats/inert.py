"""Whether a page is only what its templates made it: no script of somebody else, no handler, no address that runs."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from html.parser import HTMLParser

NEVER = {"iframe", "object", "embed", "base", "frame", "applet", "math", "marquee", "video", "audio", "foreignobject"}
ADDRESSES = {"href", "src", "action", "formaction", "data", "srcset", "xlink:href", "poster", "background"}
OURS = re.compile(r"[/?#](?!/)|https?://(?:127\.0\.0\.1|localhost)[:/]|data:image/svg\+xml[,;]|$")
"""A way within this server, or a picture that the server has drawn itself."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag in NEVER:
            self.found.append(f"<{tag}>")
        if tag == "script" and not told.get("src", "").startswith("/static/") and "json" not in told.get("type", ""):
            self.found.append(f"a script: {told}")
        if tag == "meta" and "http-equiv" in told:
            self.found.append(f"a header: {told}")
        self.found += [f"{tag} {name}" for name in told if name.startswith("on") or name in {"style", "srcdoc"}]
        strange = (name for name in ADDRESSES & set(told) if not OURS.match(told[name]))
        self.found += [f"{tag} {name}={told[name]}" for name in strange]
        self._script = tag if tag == "script" else ""

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            with suppress(ValueError):
                json.loads(data)
                return
            self.found.append("words in a script")


def awake(html: str) -> list[str]:
    """What in this page is not as dead as text should be."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found
