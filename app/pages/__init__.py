"""The HTTP doors, and what all of them share: templates' words, errors as pages or problems, who is asking."""

from __future__ import annotations

import gzip
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException

from app.mistakes import OUR_MISTAKE, note
from app.pages.converters import CodeConverter
from app.pages.doorkeeper import stand_at
from decks.language import Language, language, spoken_tags
from sessions.errors import SessionError

WORTH_IT = 600
"""Bytes from which on a page becomes smaller by being compressed, and not only dearer."""
FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable", "Content-Security-Policy": "default-src 'none'"}
"""What never changes at its address, and loads nothing itself."""
SENTENCES = {
    404: "There is no page at this address. Look at the address on the screen, or ask the presenter.",
    405: "That is not how this page is used. Go back and try again.",
    413: "That is more than this server takes in one message.",
}


def hang_pages(app: Flask, csrf: CSRFProtect) -> None:
    """Every route of the product."""
    from app.pages import (
        again,
        api,
        beside,
        blanks,
        brand,
        bring,
        editor,
        followups,
        followups_api,
        guide,
        operator,
        organiser,
        own_decks,
        pairing,
        participant,
        presenter,
        public,
        recap,
        release,
        release_api,
        runs,
        shared,
        venue,
        what_ran,
    )

    app.url_map.converters["code"] = CodeConverter
    for module in (
        public,
        presenter,
        venue,
        pairing,
        bring,
        own_decks,
        editor,
        guide,
        what_ran,
        runs,
        organiser,
        followups,
        operator,
        participant,
        beside,
        blanks,
        brand,
        recap,
        release,
        shared,
        again,
    ):
        app.register_blueprint(module.pages)
    for doors in (api, release_api, followups_api):
        app.register_blueprint(doors.pages)
        csrf.exempt(doors.pages)
    csrf.exempt(bring.pages)
    stand_at(app)
    app.context_processor(_words)
    app.register_error_handler(SessionError, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)
    app.after_request(_compressed)


def speak(tag: str) -> None:
    """This page speaks that language."""
    g.language = language(tag)


def speak_as_asked() -> None:
    """This page belongs to no deck: it speaks what the browser asks for."""
    speak(request.accept_languages.best_match(spoken_tags()) or "en")


def spoken() -> Language:
    return g.get("language") or language("en")


def _words() -> dict[str, Any]:
    return words_of(spoken())


def words_of(words: Language) -> dict[str, Any]:
    """What templates say things with in that language."""
    return {
        "asset": current_app.extensions["parts"].assets.asset,
        "say": words.say,
        "many": words.many,
        "lang": words.tag,
        "dir": words.dir,
    }


def _compressed(response: Response) -> Response:
    """Pages travel compressed: a phone's first load is small even in a crowded hall. What a page repeats came through
    a form with its own token, so no stranger can probe a page's secrets by its length."""
    ready = response.mimetype != "text/html" or response.is_streamed or response.content_encoding
    small = (response.calculate_content_length() or 0) < WORTH_IT
    if ready or small or not request.accept_encodings.quality("gzip"):
        return response
    response.set_data(gzip.compress(response.get_data(), compresslevel=5, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response


def problem(status: int, code: str, says: str, **extra: Any) -> Response:
    """RFC 9457."""
    body = {"type": "about:blank", "title": code, "status": status, "code": code, "detail": says, **extra}
    response = make_response(jsonify(body), status)
    response.headers["Content-Type"] = "application/problem+json"
    if "retry_after" in extra:
        response.headers["Retry-After"] = str(max(round(extra["retry_after"]), 1))
    return response


def error_page(status: int, code: str, says: str, **extra: Any) -> Response:
    if wants_json():
        return problem(status, code, says.format(**extra) if extra else says, **extra)
    if "language" not in g:
        speak_as_asked()
    page = render_template(
        "error.html", status=status, code=code, says=spoken().say(says, **extra), presents=_presents()
    )
    return make_response(page, status)


def _presents() -> bool:
    """Whether whoever went wrong has a page of decks to go back to."""
    from app.pages.who import console

    return console() is not None


def wants_json() -> bool:
    """Whether a program asks, or a page's script, rather than a person."""
    return request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json"


def _refused(error: SessionError) -> Response:
    current_app.extensions["parts"].health.refused(error.code)
    return error_page(error.status, error.code, error.says, **error.extra)


def _stale_form(error: CSRFError) -> Response:
    says = "This page was open for too long, or cookies are switched off. Go back, reload it and try again."
    return error_page(400, "form.stale", says)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    code = {404: "page.unknown", 405: "method.wrong", 413: "body.too-large"}.get(status, "request.invalid")
    return error_page(status, code, SENTENCES.get(status, "That request could not be understood."))


def _unexpected(error: Exception) -> Response:
    note(request.endpoint or "page", error)
    return error_page(500, "server.error", OUR_MISTAKE)
