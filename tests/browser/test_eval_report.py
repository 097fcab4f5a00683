"""The evals' report in a real browser, opened from disk, as people open it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from evals.report.write import write_report
from evals.run import Run
from evals.statistics.gates import Floor, Gates, judge_gates
from tests.browser.conftest import Troubles
from tests.fakes.eval_runs import make_play, make_run, make_turns, random_run

AXE = os.getenv("AXE_CORE")


@pytest.fixture(scope="module")
def run() -> Run:
    run = random_run(scenarios=20, repeats=2, seed=3, quality=0.6)
    turns = make_turns("en")
    turns[0].lines[0].text = "<img src=x onerror=alert(1)><script>alert(2)</script>" + "long" * 300
    run.plays.append(
        make_play("hostile", passed=False, voice="en", turns=turns, risk="high", flow="escalation")
    )
    return run


@pytest.fixture(scope="module")
def report(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    gates = Gates(floors=[Floor.model_validate({"pass": 1, "at_least": 0.95})])
    write_report(run, path, random_run(scenarios=20, repeats=2, seed=4), judge_gates(run, gates))
    return path


@pytest.fixture
def screen(browser: Browser, troubles: Troubles) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1380, "height": 900})
    page = context.new_page()
    troubles.watch(page)
    yield page
    context.close()


def test_a_bar_opens_its_transcripts_and_back_closes_them(screen: Page, report: Path) -> None:
    screen.goto(report.as_uri())
    everything = screen.locator(".way:visible").count()
    screen.locator(".row", has_text="hy-latn").click()
    expect(screen.locator(".way:visible")).to_have_count(screen.locator(".way[data-voice='hy-latn']").count())
    expect(screen.locator(".chosen")).to_contain_text("voice: hy-latn")
    assert screen.evaluate("document.activeElement.id") == "plays"
    screen.go_back()
    expect(screen.locator(".way:visible")).to_have_count(everything)


def test_keyboard_opens_transcripts_and_searches_them(screen: Page, report: Path) -> None:
    screen.goto(report.as_uri())
    screen.locator(".floors a").first.focus()
    screen.keyboard.press("Enter")
    expect(screen.locator(".way.passing:visible")).to_have_count(0)
    screen.get_by_role("button", name="Show all").press("Enter")
    expect(screen.locator(".way.passing:visible")).not_to_have_count(0)
    screen.locator("h1").click()
    screen.keyboard.press("/")
    screen.keyboard.type("booking-05")
    expect(screen.locator(".way:visible")).to_have_count(1)


def test_a_filtered_page_can_be_sent_as_a_link(screen: Page, report: Path) -> None:
    screen.goto(report.as_uri() + "#plays?scenario=hostile")
    expect(screen.locator(".way:visible")).to_have_count(1)
    expect(screen.locator(".way:visible .turn.wrong")).to_be_visible()


def test_customers_words_run_nothing_and_nothing_is_fetched(screen: Page, report: Path) -> None:
    asked: list[str] = []
    screen.on("request", lambda request: asked.append(_address(request)))
    screen.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    screen.goto(report.as_uri() + "#plays?scenario=hostile")
    expect(screen.get_by_text("onerror=alert(1)")).to_be_visible()
    assert asked == [report.as_uri()]


def test_nothing_is_wider_than_a_phone(phone: Page, report: Path) -> None:
    phone.goto(report.as_uri())
    for opened in phone.locator(".way.failing > summary").all()[1:4]:
        opened.click()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_paper_shows_failing_transcripts_open_and_no_passing_ones(screen: Page, report: Path) -> None:
    screen.goto(report.as_uri())
    screen.emulate_media(media="print")
    screen.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert screen.locator(".way.failing .turns:visible").count() == screen.locator(".way.failing").count()
    expect(screen.locator(".way.passing:visible")).to_have_count(0)
    screen.evaluate("dispatchEvent(new Event('afterprint'))")
    screen.emulate_media(media="screen")
    assert screen.locator(".way.failing[open]").count() == 1


def test_it_is_readable_without_scripts(browser: Browser, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    page.locator(".way.passing > summary").first.click()
    expect(page.locator(".way.passing").first.locator(".line.bot").first).to_be_visible()
    expect(page.locator(".filter")).to_be_hidden()
    context.close()


@pytest.mark.skipif(AXE is None, reason="axe-core is not part of this project: AXE_CORE=/path/to/axe.min.js")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, report: Path, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(report.as_uri())
    page.locator(".way.passing > summary").first.click()
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
    context.close()
    assert found == []


def test_a_run_of_nothing_is_a_quiet_page(screen: Page, tmp_path: Path) -> None:
    written = write_report(make_run([]), tmp_path / "empty.html")
    screen.goto(written.path.as_uri())
    expect(screen.get_by_text("Nothing was played.")).to_be_visible()


def _address(request: Request) -> str:
    return request.url.split("#")[0]
