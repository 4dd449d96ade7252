"""Default: no. A page is there for those whom its guard lets in, for anybody if it is listed here, else for nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request

Page = TypeVar("Page", bound=Callable[..., Any])

ANYBODY = frozenset(
    {
        "public.join",
        "public.typed",
        "public.privacy",
        "public.code_picture",
        "public.picture",
        "brand.logo",
        "brand.colours",
        "operator.alive",
        "operator.ready",
        "presenter.door",
        "presenter.enter",
        "presenter.screen",
        "pairing.door",
        "pairing.come_in",
        "api.join",
        "participant.room",
        "participant.join",
        "participant.answer",
        "blanks.forms",
        "participant.story",
        "participant.picture",
        "participant.takeaway",
        "participant.kept",
        "beside.items",
        "beside.upvote",
        "beside.reason",
        "beside.signal",
        "recap.summary",
        "shared.door",
        "shared.summary",
        "shared.file",
        "again.typed",
        "again.page",
        "again.answer",
    }
)
"""Pages that are open on purpose: what they tell, and to whom, is their own affair."""


def keeps(page: Page) -> Page:
    """This page has a guard."""
    page.kept = True  # type: ignore[attr-defined]
    return page


def stand_at(app: Flask) -> None:
    app.before_request(_look)


def _look() -> None:
    page = current_app.view_functions.get(request.endpoint or "")
    if page and request.endpoint not in ANYBODY and not hasattr(page, "kept"):
        abort(404)
