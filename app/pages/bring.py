"""Bringing slides on the presenter's home: a form, a page that says how far it is, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, jsonify, make_response, redirect, render_template, request
from flask_wtf.csrf import CSRFError, validate_csrf
from werkzeug.formparser import FormDataParser
from werkzeug.wrappers import Response as AnyResponse
from wtforms import ValidationError

from app.bringing import Inbox, Job, Upload
from app.guard import LARGEST_UPLOAD
from app.pages import spoken, wants_json
from app.pages.who import console_only, parts
from decks.bring import CannotBring
from decks.bring.refusals import NoFile
from decks.bring.telling import sentences

pages = Blueprint("bring", __name__)
"""Its form checks its token itself, after the cookie: a stranger's upload is not even read."""

MOST_FIELDS = 8
MOST_AT_ONCE = 256 * 1024
"""Bytes of the form in memory; its files go to the disk piece by piece."""


@pages.get("/present/bring")
@console_only
def form() -> str:
    return render_template("bring/form.html", refusal="")


@pages.post("/present/bring")
@console_only
def send() -> AnyResponse:
    request.max_content_length = LARGEST_UPLOAD
    try:
        with parts().bringing.inbox() as inbox:
            job = _begin(inbox)
    except CannotBring as refusal:
        _hear_out()
        says = spoken().say(refusal.says).format(**refusal.facts)
        return make_response(render_template("bring/form.html", refusal=says), 422)
    return redirect(f"/present/bring/{job.id}", 303)


@pages.get("/present/bring/<job_id>")
@console_only
def progress(job_id: str) -> AnyResponse:
    job = parts().bringing.find(job_id)
    if job is None:
        return redirect("/present", 303)
    if wants_json():
        return jsonify(over=job.over, done=job.done, total=job.total)
    return make_response(render_template("bring/progress.html", job=_told(job)))


def _begin(inbox: Inbox) -> Job:
    fields, files = _received(inbox)
    try:
        validate_csrf(fields.get("csrf_token"))
    except ValidationError as error:
        raise CSRFError(str(error)) from None
    if "pdf" not in files:
        raise NoFile
    name, pdf = files["pdf"]
    return parts().bringing.begin(inbox, pdf, files["pptx"][1] if "pptx" in files else None, name)


def _received(inbox: Inbox) -> tuple[Mapping[str, str], dict[str, tuple[str, Upload]]]:
    """The form's fields, and its files by field, each with the name that its sender gives it."""
    parser = FormDataParser(
        stream_factory=lambda **_: inbox.take(),  # type: ignore[arg-type]
        max_form_memory_size=MOST_AT_ONCE,
        max_form_parts=MOST_FIELDS,
    )
    options = request.mimetype_params
    _, fields, sent = parser.parse(request.stream, request.mimetype, request.content_length, options)
    files: dict[str, Any] = {name: (file.filename, file.stream) for name, file in sent.items() if file.filename}
    return fields, files


def _hear_out() -> None:
    """Read what is still on its way and forget it: who is cut off while sending never sees the reason."""
    while request.stream.read(MOST_AT_ONCE):
        parts().engine.sleep(0)


def _told(job: Job) -> dict[str, Any]:
    refusal = spoken().say(job.refusal.says).format(**job.refusal.facts) if job.refusal else ""
    return {
        "name": job.name,
        "here": f"/present/bring/{job.id}",
        "over": job.over,
        "done": job.done,
        "total": job.total,
        "refusal": refusal,
        "says": sentences(job.report, spoken()) if job.report else [],
    }
