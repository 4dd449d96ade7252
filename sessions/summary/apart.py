"""A format that takes long is written in a process of its own: `python -m sessions.summary.apart NAME`.

Whoever serves a room goes first, and a file that takes too long is given up. What is written passes through pipes:
texts of a session that still goes on touch no disk."""

from __future__ import annotations

import os
import pickle
import sys
from threading import Timer

from decks import child
from decks.language import Language, language
from sessions.errors import SummaryTooLong
from sessions.summary import FORMATS
from sessions.summary.content import Content

SECONDS = 60.0
POLITE = 10


def written_apart(content: Content, words: Language, name: str, seconds: float = SECONDS) -> bytes:
    """The summary in the format of that name. Raises SummaryTooLong when it took longer, or could not be written."""
    ran = child.start(__name__, name, str(seconds), pipes=True)
    written, _ = ran.communicate(pickle.dumps((content, words.tag)))
    if ran.returncode:
        raise SummaryTooLong
    return written


def main(name: str, seconds: str) -> None:
    """Read a content from the pipe, write the file into the other. Gives up by itself: no system needs a fence."""
    if hasattr(os, "nice"):
        os.nice(POLITE)
    limit = Timer(float(seconds), os._exit, (1,))
    limit.daemon = True
    limit.start()
    content, tag = pickle.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(FORMATS[name].write(content, language(tag)))


if __name__ == "__main__":
    main(*sys.argv[1:])
