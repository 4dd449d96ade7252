"""For whoever keeps it running: alive, can serve, and figures that name nobody."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from prometheus_client import generate_latest

from app.health.figures import registry
from app.pages.who import operator_only, parts

pages = Blueprint("operator", __name__)


@pages.get("/healthz")
def alive() -> Response:
    return jsonify(ok=True)


@pages.get("/readyz")
def ready() -> tuple[Response, int]:
    """Whether the database answers."""
    try:
        parts().stage.house.shelf.running()
    except Exception:
        return jsonify(ok=False), 503
    return jsonify(ok=True), 200


@pages.get("/metrics")
@operator_only
def metrics() -> Response:
    figures = registry(parts().stage, parts().health)
    return Response(generate_latest(figures), mimetype="text/plain; version=0.0.4")
