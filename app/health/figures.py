"""The figures for Prometheus. None of them names anybody, not even a session."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

from app.health.troubles import LITTLE
from app.health.watch import Health
from sessions.protocol import AUDIENCES
from sessions.stage import Stage
from sessions.store.vitals import Spread

PREFIX = "readtheroom_"


def registry(stage: Stage, health: Health) -> CollectorRegistry:
    """What stands at this moment, each time it is asked for."""
    figures = CollectorRegistry()
    figures.register(_Collector(stage, health))
    return figures


class _Collector:
    def __init__(self, stage: Stage, health: Health) -> None:
        self._stage, self._health = stage, health

    def collect(self) -> Iterator[Metric]:
        yield from self._of_the_rooms()
        yield from self._of_the_writer()
        yield from self._of_the_machine()

    def _of_the_rooms(self) -> Iterator[Metric]:
        running, health = self._stage.house.shelf.running(), self._health
        yield _gauge("sessions_running", "Sessions that have not ended", len(running))
        yield _gauge("phones", "Phones in all running sessions", sum(map(self._stage.joined, running)))
        yield _by(
            "sockets", "Open sockets by audience", "audience", {**dict.fromkeys(AUDIENCES, 0), **health.sockets()}
        )
        yield _counter("phones_lost", "Phones whose last socket has closed", health.lost)
        yield _counter("phones_back", "Phones that came back within a minute", health.back)
        refused = CounterMetricFamily(f"{PREFIX}refusals", "Answers that were a refusal, by code", labels=["code"])
        for code, n in sorted(health.refusals.items()):
            refused.add_metric([code], n)
        yield refused

    def _of_the_writer(self) -> Iterator[Metric]:
        writer = self._stage.house.shelf.writer
        yield _gauge("writer_queue", "Answers and moves that wait for the disk", writer.depth())
        yield _gauge("writer_oldest_seconds", "For how long the oldest of them has been waiting", writer.oldest())
        yield _histogram(
            "commit_seconds", "How long commits to the disk take, those of follow-ups left out", writer.vitals.took
        )
        yield _counter("commits_failed", "Commits that the disk or a lock refused", writer.vitals.failures)

    def _of_the_machine(self) -> Iterator[Metric]:
        health = self._health
        yield _histogram("hub_lag_seconds", "How late the program gets to what is due", health.lag)
        yield _gauge("hub_lag_p99_seconds", "The same: 99 of 100 in the last ten seconds", health.lag_p99())
        yield _gauge("disk_free_bytes", "Room for the data folder, in steps of 50 MB", _coarse(health.disk_free()))
        yield _gauge("descriptors_left", "Sockets and files that may still be opened", health.descriptors_left())


def _coarse(free: int) -> int:
    """Each answer takes some bytes: whoever saw them go could count the answers."""
    return free // LITTLE * LITTLE


def _gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(PREFIX + name, says, value=value)


def _counter(name: str, says: str, value: float) -> Metric:
    return CounterMetricFamily(PREFIX + name, says, value=value)


def _histogram(name: str, says: str, spread: Spread) -> Metric:
    return HistogramMetricFamily(PREFIX + name, says, buckets=spread.buckets(), sum_value=spread.sum)


def _by(name: str, says: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(PREFIX + name, says, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
