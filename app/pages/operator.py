"""For whoever keeps it running: alive, can serve, and figures that name nobody."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from prometheus_client import CollectorRegistry, Gauge, generate_latest

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
    registry = CollectorRegistry()
    stage = parts().stage
    running = stage.house.shelf.running()
    Gauge("readtheroom_sessions_running", "Sessions that have not ended", registry=registry).set(len(running))
    phones = Gauge("readtheroom_phones", "Phones in all running sessions", registry=registry)
    phones.set(sum(stage.joined(session) for session in running))
    depth = Gauge("readtheroom_writer_queue", "Answers and moves that wait for the disk", registry=registry)
    depth.set(stage.house.shelf.writer.depth())
    return Response(generate_latest(registry), mimetype="text/plain; version=0.0.4")
