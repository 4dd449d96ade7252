"""The organisation's logo and colours, by their checksum: the same for everybody, and kept by browsers for good."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from app.pages import FOR_GOOD
from app.pages.who import parts
from sessions.brand import Brand

pages = Blueprint("brand", __name__)


@pages.get("/brand/<digest>.png")
def logo(digest: str) -> Response:
    return Response(_brand(digest).logo, mimetype="image/png", headers=FOR_GOOD)


@pages.get("/brand/<digest>.css")
def colours(digest: str) -> Response:
    """A sheet of its own, so that no page needs an inline style."""
    brand = _brand(digest)
    told = {"paper": brand.light, "night": brand.dark}
    rules = "".join(f"--{theme}-brand: {colour}; " for theme, colour in told.items() if colour)
    return Response(f":root {{ {rules}}}\n", mimetype="text/css", headers=FOR_GOOD)


def _brand(digest: str) -> Brand:
    brand = parts().brand
    if brand is None or brand.digest != digest:
        abort(404)
    return brand
