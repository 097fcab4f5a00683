"""`booking_dialogues.jsonl`: recorded customers at our desk. Right: the final record is the dialogue's."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from domain.errors import CloseloopError
from evals.public.port import Bench, Progress
from evals.public.replay.dialogue import Dialogue, read_dialogue
from evals.public.results import AdapterResult, Failure
from evals.public.rows import Row, read_rows
from evals.public.scores import mean_share, share_by

FILE = "booking_dialogues.jsonl"
NOTES = [
    "Each dialogue gets a business of its own, made from its domain and the providers it names; refused times are "
    "taken. The customer says the dialogue's words and agrees only to a read-back equal to final_slots.",
    "Right: one visit with the dialogue's service, provider (where several are named), date and time (where given), "
    "or none where the dialogue ended without one; and never a 'booked' without a record.",
    "Weekdays: the first one not before now, in a week without holidays; without a 'now' it is nine in the morning "
    "of the last day before the wanted one whose weekday the dialogue does not name.",
]


def run(bench: Bench, progress: Progress) -> AdapterResult:
    """Replay them one after another."""
    read = read_rows(bench.folder / FILE, limit=bench.limit)
    result = AdapterResult(
        name="booking_dialogues", file=FILE, problems=list(read.problems), notes=list(NOTES)
    )
    dialogues = [dialogue for _, dialogue in read.checked(read_dialogue, result.problems)]
    replays = asyncio.run(_replay_all(bench, dialogues, result, progress))
    _score(result, replays)
    return result


async def _replay_all(
    bench: Bench, dialogues: list[Dialogue], result: AdapterResult, progress: Progress
) -> list[Any]:
    from evals.playing.player import quiet_logs
    from evals.public.replay.replaying import replay

    quiet_logs()
    done: list[Any] = []
    businesses = bench.scratch / "businesses"
    for number, dialogue in enumerate(dialogues, 1):
        try:
            done.append(
                await replay(
                    dialogue,
                    businesses=businesses,
                    clinic=bench.clinic,
                    index=bench.index_dir / "replay",
                )
            )
        except CloseloopError as error:
            result.problems.append(f"{dialogue.row.where}: not replayed: {error}")
        progress(number, len(dialogues))
    return done


def _score(result: AdapterResult, replays: list[Any]) -> None:
    result.rows = len(replays)
    values: list[tuple[Row, float]] = [(r.dialogue.row, float(r.right)) for r in replays]
    books = [r for r in replays if r.dialogue.books]
    result.headline = {
        "right": mean_share([value for _, value in values]),
        "booked as in the dialogue": mean_share([float(r.right) for r in books]),
        "not booked, as in the dialogue": mean_share(
            [float(r.right) for r in replays if not r.dialogue.books]
        ),
        "no false 'booked'": mean_share([float(not r.false_booked) for r in replays]),
    }
    result.slices = {
        "language": share_by((row.language, value) for row, value in values),
        "source": share_by((row.source, value) for row, value in values),
        "domain": share_by((str(row.data["domain"]), value) for row, value in values),
        "outcome": share_by((str(row.data["outcome"]), value) for row, value in values),
        "field, where booked": share_by(
            (name, float(right)) for r in replays for name, right in r.fields.items()
        ),
    }
    right = [r.messages for r in books if r.right]
    if right:
        result.details["messages_when_right"] = {
            "mean": round(sum(right) / len(right), 2), "most": max(right), "fewest": min(right),
        }  # fmt: skip
    result.details["replays"] = [
        {"id": r.dialogue.row.id, "line": r.dialogue.row.line, "right": r.right, "messages": r.messages,
         "ended": r.ended}
        for r in replays
    ]  # fmt: skip
    wrong = [r for r in replays if not r.right]
    result.details["causes"] = dict(Counter(r.cause for r in wrong).most_common())
    result.counts = {
        "wrong": len(wrong),
        "false 'booked'": sum(bool(r.false_booked) for r in replays),
        "overlapping visits": sum(r.transcript.overlapping_visits for r in replays),
    }
    result.failures += [_failure(r) for r in wrong]


def _failure(replay: Any) -> Failure:
    dialogue, wanted = replay.dialogue, replay.dialogue.wanted
    row: Row = dialogue.row
    lines = [f"{line.author}: {line.text}" for turn in replay.transcript.turns for line in turn.lines]
    return Failure(
        where=row.where, id=row.id, language=row.language, source=row.source,
        expected={
            "booked": dialogue.books, "provider": wanted.provider,
            "date": wanted.day.isoformat() if wanted.day else None,
            "time": f"{wanted.at:%H:%M}" if wanted.at else None,
        },
        got={"booked": [r.fields for r in replay.booked], "ended": replay.ended, "turns_false": replay.false_booked},
        text="\n".join(lines), why=replay.cause,
    )  # fmt: skip
