"""`closeloop simulate`: one scenario on the screen, line by line."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import BadRequest
from evals.metrics.registry import load_metrics
from evals.playing.player import Player, quiet_logs
from evals.playing.pool import Workplace
from evals.playing.seeds import Order, seed_of
from evals.running import index_folder
from evals.scenario import Scenario
from evals.scenario_files import BUSINESSES, load_scenarios
from evals.transcript import Turn
from evals.voices import Voice
from knowledge.file_problems import suggest

if TYPE_CHECKING:
    from rich.console import Console

_COLOURS = {"customer": "bold cyan", "bot": "bold", "staff": "bold magenta", "note": "dim"}
_NAMES = {"customer": "customer", "bot": "front desk", "staff": "staff", "note": "note"}


def run_simulation(*, scenario: str, voice: str | None, seed: int) -> None:
    """Play it and show it. Raises BadRequest for what does not exist."""
    from rich.console import Console

    quiet_logs()
    found = find_scenario(scenario)
    said = voice or found.voices[0]
    if said not in found.voices:
        raise BadRequest(f"{found.id} is not said in voice {said}; {suggest(said, list(found.voices))}")
    spoken: Voice = said
    order = Order(number=0, scenario=found, voice=spoken, repeat=0, seed=seed_of(seed, found.id, spoken, 0))
    asyncio.run(_play(order, Console()))


def find_scenario(name: str) -> Scenario:
    """By id, or by file. Raises BadRequest with the file's mistakes, or the ids there are."""
    path = Path(name)
    scenarios, problems = load_scenarios([path] if path.is_file() else [])
    if path.is_file():
        if not scenarios:
            raise BadRequest("\n".join(str(p) for p in problems))
        return scenarios[0]
    chosen = next((s for s in scenarios if s.id == name), None)
    if chosen is None:
        mistakes = [str(p) for p in problems if Path(p.file).stem == name]
        known = suggest(name, [s.id for s in scenarios])
        raise BadRequest("\n".join([*mistakes, f'there is no scenario "{name}"; {known}']))
    return chosen


async def _play(order: Order, console: Console) -> None:
    scenario = order.scenario
    console.print(
        f"[bold]{scenario.title}[/bold] [dim]{scenario.id} · {order.voice} · {scenario.channel}[/dim]"
    )
    with console.status("Opening the front desk …"):
        player = Player(Workplace(BUSINESSES, index_folder()), load_metrics())
        await player.stage(scenario.business)
    try:
        done = await player.play(order, lambda turn: show_turn(console, turn))
    finally:
        await player.close()
    transcript = done.transcript
    console.print()
    if transcript.error is not None:
        console.print(f"[red]error:[/red] {transcript.error}", highlight=False)
    if transcript.gave_up is not None:
        console.print(f"[yellow]stopped:[/yellow] {transcript.gave_up}", highlight=False)
    for record in transcript.records:
        fields = ", ".join(f"{name} {value}" for name, value in record.fields.items())
        console.print(f"[dim]{record.kind}:[/dim] {fields}", highlight=False)
    for score in done.scores:
        if not score.passed:
            turn = f", turn {score.turn}" if score.turn is not None else ""
            console.print(f"[red]✗[/red] {score.metric}{turn}: {score.reason}", highlight=False)
    console.print("[green]passed[/green]" if done.passed else "[red]failed[/red]")


def show_turn(console: Console, turn: Turn) -> None:
    """What was said, with the time of day; what happened besides in small print."""
    if turn.kind != "message":
        console.print(f"\n[dim]— {turn.kind}, now {turn.at:%a %d %b %H:%M} —[/dim]")
    for line in turn.lines:
        console.print(
            f"\n[dim]{line.at:%H:%M}[/dim] [{_COLOURS[line.author]}]{_NAMES[line.author]}[/]", highlight=False
        )
        console.print(f"  {line.text}".replace("\n", "\n  "), markup=False, highlight=False)
        if line.options:
            shown = "   ".join(f"[{label}]" for _, label in line.options)
            console.print(f"  {shown}", markup=False, highlight=False, style="cyan")
    for asked in turn.asked_of_staff:
        console.print(f"  [yellow]staff are asked ({asked.status}): {asked.reason}[/yellow]", highlight=False)
    if turn.case is not None and turn.case.outcome is not None:
        console.print(f"  [dim]case: {turn.case.outcome}[/dim]")
