"""`closeloop eval …`: the options and their help. What they do is imported when it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

SimulateScenario = Annotated[str, typer.Argument(help="A scenario's id, or its file.")]
SimulateVoice = Annotated[
    str | None, typer.Option("--voice", help="ru, hy, en, ru-latn or hy-latn; its first one when left out.")
]
SimulateSeed = Annotated[int, typer.Option("--seed", help="Another seed, other typos and bursts.")]
Gates = Annotated[
    Path | None,
    typer.Option("--gates", help="Floors to hold it against; evals/gates.yaml when everything is played."),
]


class _RunsByDefault(TyperGroup):
    """`eval booking` is `eval run booking`: what is no subcommand is a suite."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        asks_help = args[:1] in (["--help"], ["-h"])
        if not asks_help and (not args or args[0] not in self.commands):
            args = ["run", *args]
        return super().parse_args(ctx, args)


eval_app = typer.Typer(
    cls=_RunsByDefault,
    help="Measure the front desk: play scenarios against the real thing and judge every conversation.\n\n"
    "Everything, once:                 ./closeloop eval\n\n"
    "One flow, four times each:        ./closeloop eval booking --k 4\n\n"
    "One scenario in Russian:          ./closeloop eval --only parking --voice ru\n\n"
    "Keep it, compare with it later:   ./closeloop eval --out before.jsonl, then --baseline before.jsonl\n\n"
    "Read it in the browser:           ./closeloop eval report before.jsonl\n\n"
    "How well are messages read?      ./closeloop eval readings --report readings.html\n\n"
    "Are my scenario files right?      ./closeloop eval check\n\n"
    "Watch one being played:           ./closeloop simulate parking\n\n"
    "How scenarios are written: evals/scenarios/README.md",
    rich_markup_mode=None,
)


@eval_app.command("run")
def eval_run(
    suite: Annotated[
        list[str] | None,
        typer.Argument(help="A flow (a folder of evals/scenarios), a file or a folder; all when left out."),
    ] = None,
    k: Annotated[int, typer.Option("--k", help="How often each scenario is played.", min=1, max=100)] = 1,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same run.")] = 1,
    voice: Annotated[str | None, typer.Option("--voice", help="Only ru, hy, en, ru-latn or hy-latn.")] = None,
    only: Annotated[
        str | None, typer.Option("--only", help="Only ids with this part, or like this pattern: 'book*'.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", help="Processes; one a core when left out.", min=1)
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the run here (JSONL), as it goes.")] = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="Compare with this run, written by --out.")
    ] = None,
    report: Annotated[Path | None, typer.Option("--report", help="Write the HTML report here.")] = None,
    gates: Gates = None,
    judge: Annotated[
        bool,
        typer.Option(
            "--judge", help="Ask the model of CLOSELOOP_JUDGE_MODEL too; it is sent the transcripts."
        ),
    ] = False,
) -> None:
    """Play and judge. Exit code 0: good; 1: below a floor (in a part of the suite: something failed); 2: wrong input."""
    from cli.eval_run import EvalRequest, run_eval

    run_eval(
        EvalRequest(
            suite=tuple(suite or ()), repeats=k, seed=seed, voice=voice, only=only, jobs=jobs, out=out,
            baseline=baseline, report=report, gates=gates, judge=judge,
        )
    )  # fmt: skip


@eval_app.command("report")
def eval_report(
    run: Annotated[Path, typer.Argument(help="A run, written by --out.")],
    baseline: Annotated[Path | None, typer.Option("--baseline", help="Compare with this run.")] = None,
    gates: Gates = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the page here; beside the run when left out.")
    ] = None,
) -> None:
    """One HTML page about a run: figures, change, floors, and every transcript."""
    from cli.eval_report import run_eval_report

    run_eval_report(run, baseline=baseline, gates=gates, out=out)


@eval_app.command("check")
def eval_check(
    path: Annotated[
        list[str] | None, typer.Argument(help="A flow, a file or a folder; all scenarios when left out.")
    ] = None,
) -> None:
    """Check scenario files: every mistake with its file, line and field."""
    from cli.eval_check import run_eval_check

    run_eval_check(tuple(path or ()))


@eval_app.command("public")
def eval_public(
    folder: Annotated[Path, typer.Argument(help="A folder of files in the public form (intents.jsonl, …).")],
    only: Annotated[
        str | None, typer.Option("--only", help="Adapters, with commas: intents,datetime,booking_dialogues.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write everything here (JSON).")] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", help="At most so many lines of each file.", min=1)
    ] = None,
    business: Annotated[str, typer.Option("--business", "-b", help="Whose words are read.")] = "clinic",
    report: Annotated[
        Path | None, typer.Option("--report", help="Write an HTML page with plots here.")
    ] = None,
) -> None:
    """Measure on public material: routes, times, passages, booking dialogues; a table a file, failures in --out."""
    from cli.public import run_eval_public

    run_eval_public(folder, only=only, out=out, limit=limit, business=business, page=report)


@eval_app.command("readings")
def eval_readings(
    out: Annotated[Path | None, typer.Option("--out", help="Write everything here (JSON).")] = None,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write an HTML page with plots here.")
    ] = None,
    business: Annotated[str, typer.Option("--business", "-b", help="Whose words are read.")] = "clinic",
) -> None:
    """Routes, mood and risk on our own labelled messages, of which nothing was trained."""
    from cli.public import run_eval_readings

    run_eval_readings(out=out, business=business, page=report)


@eval_app.command("local")
def eval_local(
    run: Annotated[Path | None, typer.Argument(help="A run, written by --out.")] = None,
    labelled: Annotated[
        list[Path] | None,
        typer.Option(
            "--labelled", help='Messages with their routes: {"text": …, "lang": …, "route": …} a line.'
        ),
    ] = None,
    business: Annotated[str, typer.Option("--business", "-b", help="Whose words are read.")] = "clinic",
) -> None:
    """How much is answered without a model: the turns of a run, and messages at 95 % precision."""
    from cli.local_share import run_local_share

    run_local_share(run, list(labelled or ()), business=business)


@eval_app.command("import")
def eval_import(
    file: Annotated[Path, typer.Argument(help="Exported chats: CSV, JSONL or WhatsApp's text export.")],
    format: Annotated[
        str | None, typer.Option("--format", help="csv, jsonl or whatsapp; found out when left out.")
    ] = None,
    business: Annotated[str, typer.Option("--business", "-b", help="Whose words and policies.")] = "clinic",
    us: Annotated[str | None, typer.Option("--us", help="How the business is called in these chats.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for the masked messages and the insights.")
    ] = None,
) -> None:
    """Real chats in: mask, label, and say what customers need, ask in vain, and where to begin."""
    from cli.imports import run_eval_import

    run_eval_import(file, format=format, business=business, us=us, out=out)


@eval_app.command("capture")
def eval_capture(
    case: Annotated[str, typer.Argument(help="The id of a stored case.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", help="The scenario file; evals/scenarios/captured/… when left out."),
    ] = None,
) -> None:
    """A stored case, staff's edits included, as a scenario with invented names and numbers."""
    from cli.capture import run_eval_capture

    run_eval_capture(case, out=out)


__all__ = ["SimulateScenario", "SimulateSeed", "SimulateVoice", "eval_app"]
