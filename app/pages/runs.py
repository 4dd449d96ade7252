"""Runs of one deck side by side, to be read and to be printed."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from app.pages.who import console_only, parts
from decks.language import language
from sessions.comparison import LEAST
from sessions.comparison.as_html import body_html
from sessions.comparison.files import written

pages = Blueprint("runs", __name__)


@pages.get("/decks/<deck_id>/runs")
@console_only
def side_by_side(deck_id: str) -> str:
    """Where there is nothing to compare yet, it says what it takes."""
    one = parts().archive.comparison(deck_id)
    words = language(one.lang)
    body = body_html(one, words) if one.groups else ""
    return render_template(
        "runs.html",
        deck={"id": one.deck, "title": one.title},
        brand=parts().brand,
        body=body,
        lang=words.tag,
        dir=words.dir,
        least=LEAST,
    )


@pages.get("/decks/<deck_id>/runs.pdf")
@console_only
def printed(deck_id: str) -> Response:
    """Typesetting needs no turn of the phones'. Raises UnknownDeck or FewRuns."""
    one = parts().archive.compared(deck_id)
    body = parts().engine.run_native(written, one, "pdf", parts().brand)
    headers = {"Content-Disposition": f'attachment; filename="{one.deck}-runs.pdf"'}
    return Response(body, content_type="application/pdf", headers=headers)
