"""Runs as the evals' runner writes them, made up: plays, transcripts and scores without playing anything."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from evals.metrics.port import Score
from evals.run import Play, Run, RunHeader
from evals.scenario import Voice
from evals.transcript import Call, CaseState, Line, Passage, StoredRecord, Transcript, Turn

YEREVAN = timezone(timedelta(hours=4))
START = datetime(2026, 11, 24, 10, 0, tzinfo=YEREVAN)
FLOWS = ("booking", "reschedule", "policy", "escalation", "prices")
REQUIREMENTS = ("R12", "R13", "R14", "R16", "R18", "R21", "R35", "R62", "R66", "R9")
METRICS = ("outcome", "records", "tool_calls", "escalation", "policy_passage", "reply_rules", "provenance")
TURNS: dict[str, list[tuple[str, str, list[str]]]] = {
    "ru": [
        ("Сколько стоит консультация и есть окно завтра?", "Выберите приём, и я подберу время. Ближайшее время: завтра, 09:00.", ["Первый визит", "Повторный визит"]),
        ("первый", "Завтра, 25 ноября, свободно 09:00, 11:30 и 14:00. Какое время удобно?", ["09:00", "11:30", "14:00"]),
        ("давайте в 11:30", "Как вас зовут и на какой номер записать?", []),
        ("Анна, 091 23 45 67", "Проверьте: первичная консультация, 25 ноября, 11:30, врач Арам Петросян, 10 000 ֏. Записать?", ["Да, записать", "Изменить"]),
        ("да", "Записала: среда, 25 ноября, 11:30. Ждём вас на улице Абовяна, 12; приходите за 10 минут.", []),
    ],
    "hy": [
        ("Բարև, վաղը ազատ ժամ կա՞", "Վաղը՝ նոյեմբերի 25-ին, ազատ է 09:00, 11:30 և 14:00։ Ո՞ր ժամն է հարմար։", ["09:00", "11:30", "14:00"]),
        ("11:30", "Ինչպե՞ս է ձեր անունը և ո՞ր համարին գրանցեմ։", []),
        ("Անի, 091 23 45 67", "Ստուգեք՝ առաջին խորհրդատվություն, նոյեմբերի 25, 11:30, 10 000 ֏։ Գրանցե՞մ։", ["Այո", "Փոխել"]),
        ("այո", "Գրանցված է՝ չորեքշաբթի, նոյեմբերի 25, 11:30։", []),
    ],
    "en": [
        ("Hi, how much is a check-up & can I come tomorrow?", "Tomorrow, 25 November, is free at 09:00, 11:30 and 14:00. Which time suits you?", ["09:00", "11:30", "14:00"]),
        ("11:30 please", "What is your name, and which number shall I write down?", []),
        ("Ann, +374 91 234567", "Please check: first consultation, 25 November, 11:30, 10,000 AMD. Shall I book it?", ["Yes, book it", "Change"]),
        ("yes", "Booked: Wednesday, 25 November, 11:30.", []),
    ],
}  # fmt: skip


def make_turns(voice: str, start: datetime = START) -> list[Turn]:
    """An ordinary booking, one turn a message."""
    said = TURNS[{"ru-latn": "ru", "hy-latn": "hy"}.get(voice, voice)]
    turns = []
    for number, (customer, bot, options) in enumerate(said, start=1):
        at, last = start + timedelta(minutes=2 * number), number == len(said)
        acts = ["offer_slots"] if options else ["ask_contact"]
        args = {"service": "consultation-first", "start": "2026-11-25T11:30"}
        turns.append(
            Turn(
                number=number,
                kind="message",
                at=at,
                lines=[
                    Line(author="customer", text=customer, at=at),
                    Line(
                        author="bot",
                        text=bot,
                        at=at + timedelta(seconds=3),
                        options=[(f"o{i}", label) for i, label in enumerate(options)],
                    ),
                ],
                reading={
                    "language": voice[:2],
                    "script": "latin" if voice.endswith("latn") else "native",
                    "acts": ["ask"] if number == 1 else ["inform"],
                    "routes": [
                        {"route": "booking", "confidence": 0.91},
                        {"route": "quote", "confidence": 0.34},
                    ],
                    "intent": "availability",
                    "entities": {"services": ["consultation-first"], "windows": [{"text": "завтра"}]},
                    "flags": [],
                    "source": "local",
                },
                specialist="scheduler",
                needs=["booking"],
                said=["confirm_booking"] if last else acts,
                passages=[Passage(id="ru/cancellation", topic="cancellation", said=False)]
                if number == 1
                else [],
                calls=[Call(tool="book", args=args, result={"status": "booked"})] if last else [],
                case=CaseState(
                    id="case-1",
                    outcome="booked" if last else None,
                    next_step=None
                    if last
                    else {"what": "customer_answers", "owner": "customer", "due_at": "2026-11-24T08:00Z"},
                ),
                turn_ms=21.5,
            )
        )
    return turns


def make_play(
    scenario_id: str,
    *,
    passed: bool = True,
    voice: Voice = "ru",
    repeat: int = 0,
    turns: list[Turn] | None = None,
    scores: list[Score] | None = None,
    failed_metric: str = "outcome",
    error: str | None = None,
    **more: Any,
) -> Play:
    """A play whose `failed_metric` fails when not `passed`."""
    turns = make_turns(voice) if turns is None else turns
    if scores is None:
        scores = [make_score(name, passed or name != failed_metric) for name in METRICS]
    fields: dict[str, Any] = {
        "title": f"Scenario {scenario_id}",
        "flow": "booking",
        "business": "clinic",
        "channel": "terminal",
        "risk": "low",
        "requirements": ["R14"],
        "seconds": 0.4,
    }
    transcript = Transcript(
        scenario_id=scenario_id,
        voice=voice,
        repeat=repeat,
        seed=7,
        started_at=START,
        ended_at=turns[-1].at if turns else START,
        turns=turns,
        records=[StoredRecord(kind="appointment", id="a1", fields={"date": "2026-11-25", "time": "11:30"})],
        error=error,
    )
    return Play(
        scenario_id=scenario_id, voice=voice, repeat=repeat, scores=scores, transcript=transcript,
        **{**fields, **more},
    )  # fmt: skip


def make_score(metric: str, passed: bool) -> Score:
    if passed:
        return Score(metric=metric, value=1.0, reason="as expected")
    return Score(
        metric=metric, value=0.0, passed=False, reason=f"{metric} is not what was agreed", turn=2,
        expected="2026-11-25 11:30", got="2026-11-26 11:30",
    )  # fmt: skip


def make_run(
    plays: Sequence[Play], *, complete: bool = True, problems: Sequence[str] = (), **header: Any
) -> Run:
    fields: dict[str, Any] = {
        "suite": ["clinic"],
        "seed": 7,
        "repeats": max((p.repeat for p in plays), default=0) + 1,
        "started_at": datetime(2026, 11, 21, 18, 30, tzinfo=UTC),
        "business_versions": {"clinic": "5f1c2a9d"},
        "scenarios": len({p.scenario_id for p in plays}),
        "plays": len(plays),
    }
    return Run(
        header=RunHeader(**{**fields, **header}),
        plays=list(plays),
        complete=complete,
        problems=list(problems),
    )


def random_run(scenarios: int = 60, repeats: int = 4, seed: int = 1, quality: float = 0.9) -> Run:
    """A run like a real one: some scenarios always fail, some now and then."""
    luck = random.Random(seed)
    plays = []
    for index in range(scenarios):
        chance = luck.choice([0.0, 0.6]) if luck.random() > quality else 1.0
        voices: tuple[Voice, ...] = ("ru", "hy", "en", "ru-latn", "hy-latn")
        flow = FLOWS[index % len(FLOWS)]
        for repeat in range(repeats):
            passed = luck.random() < chance
            plays.append(
                make_play(
                    f"{flow}-{index:02}",
                    passed=passed,
                    voice=voices[index % 5],
                    repeat=repeat,
                    title=f"{flow.capitalize()}: the customer wants what case {index} is about",
                    flow=flow,
                    risk=("low", "low", "medium", "high")[index % 4],
                    channel=("terminal", "web", "whatsapp")[index % 3],
                    requirements=[REQUIREMENTS[index % len(REQUIREMENTS)], "R64"],
                    failed_metric=METRICS[index % len(METRICS)],
                )
            )
    return make_run(plays, repeats=repeats)
