"""What was measured is written down as it was, with its verdict and what it is worth."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench import bars, growth, plot, report
from bench.compare import Runs, enough, is_quiet, middle
from bench.sides import Ours, Theirs
from bench.talk import Figures

NAMES = (
    "message µs", "answer µs at 10000/s", "answer µs at 2500/s", "p99 ms at 2500/s", "p99 ms at 10000/s", "join µs",
    "last phone ms", "connect µs", "kB/phone", "leave µs", "busy after a mass leave s",
)  # fmt: skip


def figures(each: float, **others: float) -> Figures:
    wrong = {"lost": 0.0, "doubled": 0.0, "ghosts": 0.0, "others": 0.01, "lag ms": 1.0, "disk ms": 2.0}
    return {**dict.fromkeys(NAMES, each), **wrong, **others}


def test_a_bar_says_whether_it_was_reached() -> None:
    found: Runs = {5_000: {Ours.name: [figures(10, lost=1)], Theirs.name: [figures(9)]}}
    verdicts = {name: (figure, verdict) for name, figure, *_, verdict in bars.rows(found, 5_000)}
    assert verdicts["processor of a delivered message ÷ Node"] == ("1.11×", "**missed**")
    assert verdicts["processor of an answer at 10,000/s ÷ Node in memory"] == ("1.11×", "required")
    assert verdicts["memory of a phone"] == ("10.0 kB", "wished")
    assert verdicts["answers lost, doubled or never given"] == ("1", "**missed**")


def test_without_a_yardstick_only_what_needs_none_is_told() -> None:
    found: Runs = {5_000: {Ours.name: [figures(10)]}}
    assert all("Node" not in name for name, *_ in bars.rows(found, 5_000))


def test_only_quiet_runs_count_where_there_are_any() -> None:
    noisy = figures(100, others=0.5)
    assert not is_quiet(noisy)
    assert not is_quiet(figures(100, **{"disk ms": 90.0})), "it is the disk that they waited for"
    assert middle([noisy, figures(1), figures(3)])["message µs"] == 2
    assert middle([noisy])["message µs"] == 100
    assert "0 of them quiet; the others are noisy" in bars.quiet({1: {Ours.name: [noisy]}}, 1)


def test_it_is_played_until_each_side_had_so_many_quiet_runs() -> None:
    quiet, noisy = figures(1), figures(1, others=0.5)
    assert not enough({}, 2)
    assert not enough({Ours.name: [quiet, quiet], Theirs.name: [quiet, noisy]}, 2)
    assert enough({Ours.name: [quiet, quiet], Theirs.name: [quiet, noisy, quiet]}, 2)


def test_the_picture_is_a_picture() -> None:
    drawn = plot.drawn(
        "A & B", {"µs": {"ours": [(100, 5.0), (1_000, 7.0)], "Node": [(100, 9.0)]}, "kB": {"ours": [(5, 1)]}}
    )
    assert len(ElementTree.fromstring(drawn).findall("{http://www.w3.org/2000/svg}g")) == 2


def test_the_picture_of_growth_has_a_chart_for_each_cost() -> None:
    cost, room = dict.fromkeys(growth.ASK, 1.0), dict.fromkeys(growth.SERVER, 2.0)
    asks = {"choice": {10: cost, 1_000: cost}, "text": {10: cost}}
    charts = report.growth_charts(asks, {5: room, 20: room})
    assert list(charts) == [*growth.ASK.values(), *growth.SERVER.values()]
    drawn = plot.drawn("growth", charts)
    lines = [
        line for line in ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}path") if line.get("fill")
    ]
    assert len({line.get("stroke") for line in lines}) == 3, "each number has its own ink, the same in every chart"


def test_only_what_stands_between_the_marks_is_written_anew(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- bars -->\nold\n<!-- end of bars -->\nafter\n", encoding="utf-8")
    report.fill("bars", "new", page)
    assert page.read_text(encoding="utf-8") == "before\n<!-- bars -->\n\nnew\n\n<!-- end of bars -->\nafter\n"
    with pytest.raises(AssertionError, match="no marks"):
        report.fill("elsewhere", "new", page)


@pytest.mark.parametrize("name", ["bars", "talk", "arrival", "growth"])
def test_the_page_has_a_place_for_each_table(name: str) -> None:
    said = report.PAGE.read_text(encoding="utf-8")
    assert said.count(f"<!-- {name} -->") == said.count(f"<!-- end of {name} -->") == 1
