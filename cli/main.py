"""The commands, their options and their help. What they do is in the files beside this one."""

from __future__ import annotations

import errno
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.evals import SimulateScenario, SimulateSeed, SimulateVoice, eval_app
from domain.errors import BusinessFileError, CloseloopError

app = typer.Typer(
    name="closeloop",
    help="A self-hosted AI front desk: every conversation ends booked, quoted, answered or with a person.\n\n"
    "Try it now, with no key and no network:  ./closeloop demo",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)

Business = Annotated[str, typer.Option("--business", "-b", help="A folder under businesses/.")]
Lang = Annotated[str | None, typer.Option("--lang", help="ru, hy or en; found from the words when left out.")]
Now = Annotated[
    str | None, typer.Option("--now", help="Pretend it is this moment: 2026-11-21T18:00 or with +04:00.")
]

_OF_THE_MACHINE = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.ENOTDIR)
"""No permission, no room, no folder: the operator's to mend, and no fault of ours."""

OneProcess = Annotated[
    bool | None,
    typer.Option(
        "--one-process/--two-processes",
        help="Answer in the process that takes messages in: less memory. Two when left out (CLOSELOOP_ONE_PROCESS).",
        show_default=False,
    ),
]


@app.command()
def demo(
    business: Business = "clinic",
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="Where the page is served, on this machine only.")
    ] = 8000,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in the browser.")
    ] = True,
    fresh: Annotated[bool, typer.Option("--fresh/--keep", help="Start with empty data.")] = True,
    one_process: OneProcess = None,
) -> None:
    """Customer's phone beside the staff inbox, in the browser. No key, no network, no service."""
    from cli.serve import run_demo

    run_demo(business=business, port=port, open_browser=open_browser, fresh=fresh, one_process=one_process)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    one_process: OneProcess = None,
) -> None:
    """For real use. Settings come from CLOSELOOP_… variables or .env; see README."""
    from cli.serve import run_server

    run_server(host=host, port=port, one_process=one_process)


@app.command()
def chat(
    business: Business = "clinic",
    lang: Lang = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One JSON object a line, in and out, for programs.")
    ] = False,
    now: Now = None,
) -> None:
    """Talk to the front desk in the terminal. Nothing is kept afterwards."""
    from cli.chat import run_chat

    run_chat(business=business, language=lang, jsonl=jsonl, now=now)


@app.command()
def read(
    message: Annotated[
        str | None, typer.Argument(help="One message; left out: JSON lines from standard input.")
    ] = None,
    business: Business = "clinic",
    lang: Lang = None,
    now: Now = None,
    tz: Annotated[
        str | None, typer.Option("--tz", help="Timezone of --now; the business's when left out.")
    ] = None,
    why: Annotated[
        bool, typer.Option("--why", help="Which layer spoke, the nearest examples, the words of every fact.")
    ] = False,
    readable: Annotated[
        bool | None,
        typer.Option("--readable/--json", help="--why laid out for people; on a terminal when left out."),
    ] = None,
) -> None:
    """Understand a message, or many: JSON lines {"text": …} in, readings out, in the same order."""
    from cli.read import run_read

    lines = sys.stdin if message is None else [json.dumps({"text": message})]
    run_read(lines, business=business, language=lang, now=now, timezone=tz, why=why, readable=readable)


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="A question, or - to read one a line from standard input.")],
    business: Business = "clinic",
    k: Annotated[int, typer.Option("--k", help="How many passages.", min=1, max=50)] = 5,
    lang: Lang = None,
    docs: Annotated[
        Path | None,
        typer.Option("--docs", help="Search this folder or JSON Lines file instead of the policies."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a question.")] = False,
) -> None:
    """Find the policy passages that answer a question."""
    from cli.search import run_search

    run_search(question=question, business=business, k=k, language=lang, docs=docs, as_json=as_json)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The folder to make under businesses/: barber_shop.")],
    title: Annotated[
        str | None, typer.Option("--name", help="What customers call it; made of NAME when left out.")
    ] = None,
    like: Annotated[
        str | None,
        typer.Option("--like", help="Start from a whole copy of this business instead of a small sample."),
    ] = None,
    languages: Annotated[
        str, typer.Option("--languages", help="Which it speaks; the first is used when in doubt.")
    ] = "ru,hy,en",
    country: Annotated[
        str, typer.Option("--country", help="Two letters: holidays, currency, timezone.")
    ] = "AM",
    timezone: Annotated[
        str | None, typer.Option("--timezone", help="Like Asia/Yerevan; the country's when left out.")
    ] = None,
) -> None:
    """Make a new business: a small folder that works at once, to write your own over."""
    from cli.new import run_new

    run_new(name, title=title, like=like, languages=languages, country=country, timezone=timezone)


@app.command()
def check(
    business: Annotated[
        str | None, typer.Argument(help="A folder under businesses/; all when left out.")
    ] = None,
) -> None:
    """Check the owner's files: every mistake with its file, line and field."""
    from cli.check import run_check

    run_check(business)


@app.command()
def ingest(business: Business = "clinic") -> None:
    """Index the business's policies now (serve and demo do it by themselves)."""
    from cli.ingest import run_ingest

    run_ingest(business)


@app.command()
def bench(
    quick: Annotated[
        bool, typer.Option("--quick", help="Fewer rounds: a rough picture in about four minutes.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write the JSON here as well.")] = None,
) -> None:
    """Measure ourselves against bare LangGraph and bare FastAPI, interleaved in one run of about ten minutes."""
    from benchmarks.run import run_bench

    run_bench(quick=quick, out=out)


@app.command()
def doctor() -> None:
    """Look whether everything this machine needs is there, and say what to do where it is not."""
    from cli.doctor import run_doctor

    run_doctor()


app.add_typer(eval_app, name="eval")


@app.command()
def simulate(scenario: SimulateScenario, voice: SimulateVoice = None, seed: SimulateSeed = 1) -> None:
    """Watch one scenario being played: customer and front desk, line by line, with times."""
    from cli.simulate import run_simulation

    run_simulation(scenario=scenario, voice=voice, seed=seed)


staff_app = typer.Typer(help="Staff accounts of the inbox.", no_args_is_help=True)
app.add_typer(staff_app, name="staff")


Login = Annotated[str, typer.Argument(help="What they type to log in.")]


@staff_app.command("add")
def staff_add(
    login: Login,
    name: Annotated[str | None, typer.Option(help="How customers see them.")] = None,
) -> None:
    """Add a staff account; its password is printed once."""
    from cli.staff import run_add

    run_add(login, name or login)


@staff_app.command("list")
def staff_list() -> None:
    """Who may sign in."""
    from cli.staff import run_list

    run_list()


@staff_app.command("password")
def staff_password(login: Login) -> None:
    """A new password for somebody who forgot theirs; it is printed once, and they are signed out everywhere."""
    from cli.staff import run_password

    run_password(login)


@staff_app.command("disable")
def staff_disable(login: Login) -> None:
    """Somebody left: they can no longer sign in, and are signed out."""
    from cli.staff import run_disable

    run_disable(login)


channel_app = typer.Typer(help="Connect messengers, and look how they are.", no_args_is_help=True)
app.add_typer(channel_app, name="channel")


@channel_app.command("connect")
def channel_connect(
    channel: Annotated[str, typer.Argument(help="telegram")],
    url: Annotated[str, typer.Argument(help="Where customers' messages reach us: https://your-host")],
) -> None:
    """Tell the messenger where to bring messages. What waits there is kept and will be answered."""
    from cli.channel import run_connect

    run_connect(channel, url)


@channel_app.command("status")
def channel_status() -> None:
    """How each connected messenger sees us, in plain words."""
    from cli.channel import run_status

    run_status()


def main() -> None:
    """Run the command; expected errors are said in plain words, without a traceback."""
    try:
        app()
    except BusinessFileError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        raise SystemExit(2) from None
    except CloseloopError as error:
        print(f"closeloop: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    except ValueError as error:
        from engine.settings import wrong_settings

        lines = wrong_settings(error)
        if lines is None:
            raise
        for line in lines:
            print(f"closeloop: {line}", file=sys.stderr)
        raise SystemExit(2) from None
    except OSError as error:
        if error.filename is None or error.errno not in _OF_THE_MACHINE:
            raise
        print(f"closeloop: cannot use {error.filename}: {error.strerror}", file=sys.stderr)
        raise SystemExit(1) from None
