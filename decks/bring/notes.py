"""Speaker notes out of a PPTX, slide by slide."""

from __future__ import annotations

import io
from typing import Any

from decks.bring.refusals import NotPptx
from decks.bring.zipped import check_zip

LONGEST = 30_000


def notes_of(data: bytes, pages: int) -> tuple[list[str], int | None]:
    """The notes of each page, and how many slides there are where that is not the number of pages."""
    check_zip(data, pages)
    slides = _slides(data)
    visible = [notes for notes, hidden in slides if not hidden]
    everything = [notes for notes, _ in slides]
    fitting = next((each for each in (visible, everything) if len(each) == pages), None)
    return (fitting, None) if fitting is not None else (visible, len(visible))


def _slides(data: bytes) -> list[tuple[str, bool]]:
    """Each slide's notes, and whether it is hidden: exports leave hidden slides out."""
    from pptx import Presentation

    try:
        slides = Presentation(io.BytesIO(data)).slides
        return [(_notes(slide), slide.element.get("show") == "0") for slide in slides]
    except MemoryError:
        raise
    except Exception:  # a library that was written for files of friends; whatever it falls over is no PPTX
        raise NotPptx from None


def _notes(slide: Any) -> str:
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    return str(frame.text)[:LONGEST] if frame is not None else ""
