"""The report as a file: whole, safe whatever customers wrote, and every figure leads to transcripts."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from domain.errors import BusinessFileError
from evals.metrics.port import Score
from evals.report.write import render_report, write_report
from evals.run import Run
from evals.statistics.gates import Floor, Gates, judge_gates
from tests.fakes.eval_runs import make_play, make_run, make_score, make_turns, random_run

HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)"> {{ 7*7 }} &amp; \'"'


class Page(HTMLParser):
    """What a test wants to know of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    @property
    def ways(self) -> list[dict[str, str]]:
        return [a for tag, a in self.tags if tag == "details" and "way" in a.get("class", "").split()]

    @property
    def filters(self) -> list[str]:
        return [a["data-where"] for _, a in self.tags if "data-where" in a]


def selected(page: Page, query: str) -> list[dict[str, str]]:
    """As the page's script selects."""
    many = ("requirement", "below")
    return [
        way
        for way in page.ways
        if all(
            value in way[f"data-{key}"].split() if key in many else way[f"data-{key}"] == value
            for key, value in parse_qsl(query)
        )
    ]


def gates_of(*floors: dict[str, object]) -> Gates:
    return Gates(floors=[Floor.model_validate(floor) for floor in floors])


@pytest.fixture(scope="module")
def run() -> Run:
    return random_run(scenarios=20, repeats=3, seed=3, quality=0.6)


@pytest.fixture(scope="module")
def page(run: Run) -> Page:
    before = random_run(scenarios=22, repeats=3, seed=4, quality=0.6)
    gates = gates_of(
        {"pass": 1, "at_least": 0.99, "why": "What one customer meets."},
        {"pass": 1, "where": {"voice": "hy"}, "at_least": 0.1},
        {"metric": "provenance", "at_least": 0.1},
        {"pass": 9, "at_least": 0.1},
    )
    return Page(render_report(run, before, judge_gates(run, gates)))


def test_every_figure_opens_transcripts(page: Page) -> None:
    assert len(page.filters) > 40
    assert [query for query in page.filters if not selected(page, query)] == []


def test_each_part_opens_as_many_plays_as_it_counts(run: Run, page: Page) -> None:
    for voice in ("ru", "hy", "en", "ru-latn", "hy-latn"):
        opened = sum(int(way["data-plays"]) for way in selected(page, f"voice={voice}"))
        assert opened == sum(play.voice == voice for play in run.plays)


def test_failing_transcripts_stand_before_passing_ones(page: Page) -> None:
    order = [way["data-passed"] for way in page.ways]
    assert order == sorted(order)
    assert set(order) == {"no", "yes"}


def test_nothing_is_asked_of_the_network(page: Page) -> None:
    for tag, attributes in page.tags:
        assert tag not in ("link", "img", "iframe", "base", "form")
        assert "src" not in attributes
        assert attributes.get("href", "#").startswith("#")


def test_no_script_but_our_own_may_run(run: Run) -> None:
    html = render_report(run)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    script = re.search(r"<script>(.*?)</script>", html, re.DOTALL)
    assert policy is not None
    assert script is not None
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"script-src &#39;sha256-{digest}" in policy[1] or f"script-src 'sha256-{digest}" in policy[1]
    assert "default-src 'none'" in policy[1]
    assert "style=" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


def test_hostile_words_stay_words() -> None:
    turns = make_turns("en")
    turns[0].lines[0].text = HOSTILE
    turns[1].lines[1].options.append((HOSTILE, HOSTILE))
    turns[0].reading = {"routes": [{"route": HOSTILE, "confidence": 0.5}], HOSTILE: HOSTILE}
    score = Score(
        metric=HOSTILE, value=0, passed=False, reason=HOSTILE, turn=1, expected=HOSTILE, got=HOSTILE
    )
    play = make_play(
        HOSTILE, turns=turns, scores=[score], title=HOSTILE, flow=HOSTILE, requirements=[HOSTILE]
    )
    run = make_run(
        [play, make_play("b")], suite=[HOSTILE], problems=[HOSTILE], business_versions={HOSTILE: HOSTILE}
    )
    html = render_report(run, make_run([make_play(HOSTILE, title=HOSTILE)]))
    page = Page(html)
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not [a for tag, a in page.tags if tag == "img" or any(name.startswith("on") for name in a)]
    assert page.text.count("{{ 7*7 }}") > 8
    assert "49" not in page.text


def test_a_failing_turn_is_marked_and_shows_what_was_read_and_decided() -> None:
    turns = make_turns("ru")
    turns[1].refused = ["book: no explicit yes"]
    turns[1].passages[:] = make_turns("ru")[0].passages
    page = Page(render_report(make_run([make_play("late", passed=False, turns=turns)])))
    marked = [a["id"] for tag, a in page.tags if tag == "li" and "wrong" in a.get("class", "").split()]
    assert marked == ["way-1-2"]
    for words in (
        "outcome is not what was agreed", "Expected Got outcome turn 2 2026-11-25 11:30 2026-11-26 11:30", "booking 0.91",
        "scheduler", "book: no explicit yes", "cancellation (ru/cancellation)", "book(service=consultation-first",
    ):  # fmt: skip
        assert words in page.text


def test_repeats_that_went_the_same_are_shown_once() -> None:
    plays = [make_play("a", repeat=n, passed=n != 2) for n in range(4)]
    page = Page(render_report(make_run(plays)))
    assert [(w["data-passed"], w["data-plays"]) for w in page.ways] == [("no", "1"), ("yes", "3")]
    assert "fails in 1 of 4 repeats" in page.text
    assert "passes in 3 of 4 repeats" in page.text


def test_errors_come_first_and_are_told() -> None:
    plays = [
        make_play("a", passed=False, risk="high"),
        make_play("b", turns=[], error="no such practitioner"),
    ]
    page = Page(render_report(make_run(plays)))
    assert [way["data-scenario"] for way in page.ways] == ["b", "a"]
    assert "error no such practitioner" in page.text


def test_a_stopped_run_says_so() -> None:
    page = Page(
        render_report(make_run([make_play("a")], complete=False, problems=["booking/x.yaml:3: is wrong"]))
    )
    assert "This run is not whole" in page.text
    assert "booking/x.yaml:3: is wrong" in page.text


def test_a_run_without_plays_is_a_page_too() -> None:
    assert "Nothing was played." in Page(render_report(make_run([]))).text


def test_a_metric_that_was_not_judged_is_called_so() -> None:
    scores = [make_score("outcome", True), Score(metric="policy", value=None)]
    assert "policy not judged" in Page(render_report(make_run([make_play("a", scores=scores)]))).text


def test_headings_descend_one_level_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_same_run_gives_the_same_page(run: Run) -> None:
    assert render_report(run, run) == render_report(run, run)


def test_report_is_written_into_a_new_folder(tmp_path: Path, run: Run) -> None:
    written = write_report(run, tmp_path / "reports" / "now.html")
    assert written.path.stat().st_size == written.size_bytes


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, run: Run) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BusinessFileError, match="cannot be written"):
        write_report(run, tmp_path / "file" / "now.html")
