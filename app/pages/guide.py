"""The presenter's guide to a deck, to be printed."""

from __future__ import annotations

from flask import Blueprint, Response, request

from app.pages.who import console_only, parts
from decks.guide import guide, minutes_of
from sessions.errors import InvalidDeck

pages = Blueprint("guide", __name__)


@pages.get("/present/decks/<deck_id>/guide.pdf")
@console_only
def printed(deck_id: str) -> Response:
    """The guide; with `?at=18:30` its times are those of that evening. Typesetting needs no turn of the phones'."""
    deck = parts().stage.house.playbill.entry(deck_id).deck
    if deck is None:
        raise InvalidDeck
    body = parts().engine.run_native(guide, deck, minutes_of(request.args.get("at", "")) or 0)
    headers = {"Content-Disposition": f'attachment; filename="{deck.id}-guide.pdf"'}
    return Response(body, content_type="application/pdf", headers=headers)
