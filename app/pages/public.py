"""Pages for anyone: type the code, what is stored, QR codes, deck pictures."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Blueprint, Response, abort, redirect, render_template, request, send_file
from werkzeug.wrappers import Response as AnyResponse

from app import qr
from app.pages import speak_as_asked
from app.pages.converters import CodeConverter
from app.pages.who import console, parts
from sessions.disclosure import FLOORS
from sessions.errors import UnknownCode

pages = Blueprint("public", __name__)


@pages.get("/")
def join() -> str:
    speak_as_asked()
    return render_template("join.html", message=None, presents=console() is not None)


@pages.get("/join")
def typed() -> AnyResponse | str:
    """Where the form of the join page goes without scripts: on to the page of that code."""
    code = "".join(request.args.get("code", "").split()).upper()
    if re.fullmatch(CodeConverter.regex, code):
        return redirect(f"/{code}", 303)
    speak_as_asked()
    return render_template("join.html", message=UnknownCode.says, presents=console() is not None)


@pages.get("/privacy")
def privacy() -> str:
    speak_as_asked()
    tables = parts().stage.house.shelf.tables()
    config, room = parts().config, request.args.get("room", "")
    facts = {
        "tables": tables,
        "floors": FLOORS,
        "retention_days": config.retention_days,
        "keeps": config.keep_pulses,
        "room": room if re.fullmatch(CodeConverter.regex, room) else "",
    }
    return render_template("privacy.html", **facts)


@pages.get("/qr/<code:code>.svg")
def code_picture(code: str) -> Response:
    """Made from the configured address, never from what the request says its host is."""
    base = parts().address.base
    picture = qr.svg(f"{base}/{code.upper()}", f"{base}/{code.upper()}")
    return Response(picture, mimetype="image/svg+xml", headers={"Cache-Control": "max-age=3600"})


@pages.get("/media/<name>")
def picture(name: str) -> Response:
    """A deck's picture, by the checksum of its contents: nobody can ask for one that they have not been shown."""
    file = parts().stage.house.playbill.picture(f"/media/{name}")
    if file is None or not Path(file).is_file():
        abort(404)
    response = send_file(file, max_age=31536000)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
