"""One dialogue, replayed: business written and opened, calendar filled, customer let in, records compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from evals.playing.desk import Stage
from evals.playing.performance import Performance
from evals.public.replay.customer import Action, End, RecordedCustomer, Say, Seen, Tap
from evals.public.replay.dialogue import Dialogue, same_name
from evals.public.replay.owner_files import BRANCH, SERVICE, MadeBusiness, write_business
from evals.scenario import Expectation, Scenario, TakenSlot, World
from evals.transcript import StoredRecord, Transcript, Turn

SEED = 1
_DONE = "book-done"


@dataclass
class Replay:
    """What came of a dialogue. `fields` compares those that the dialogue gives; empty when nothing was booked."""

    dialogue: Dialogue
    transcript: Transcript
    ended: str
    booked: list[StoredRecord] = field(default_factory=list)
    fields: dict[str, bool] = field(default_factory=dict)
    false_booked: list[int] = field(default_factory=list)
    """Turns in which "booked" was said and nothing was."""

    @property
    def right(self) -> bool:
        """Booked as it was then, once; or not booked, as then. And nothing said that was not so."""
        if self.false_booked or self.transcript.error is not None:
            return False
        if not self.dialogue.books:
            return not self.booked
        return len(self.booked) == 1 and all(self.fields.values())

    @property
    def messages(self) -> int:
        return self.transcript.messages

    @property
    def cause(self) -> str:
        """Why it is not right, for counting."""
        if self.transcript.error is not None:
            return "the play failed"
        if self.false_booked:
            return "said booked without a record"
        if not self.dialogue.books:
            return "booked what the dialogue did not"
        if not self.booked:
            handed = any(t.asked_of_staff for t in self.transcript.turns)
            return f"{'handed to staff; ' if handed else ''}{self.ended}"
        return "booked otherwise: " + ", ".join(name for name, right in self.fields.items() if not right)


async def replay(dialogue: Dialogue, *, businesses: Path, clinic: Path, index: Path) -> Replay:
    """Play the dialogue. `businesses` and `index` are folders of the replay's own."""
    made = write_business(dialogue, businesses, clinic)
    async with Stage.open(made.id, businesses=businesses, index=index) as stage:
        zone = stage.business.zone
        start = dialogue.now.replace(tzinfo=zone)
        scenario = _scenario(dialogue, made)
        async with stage.desk(start, "terminal") as opened:
            performance = Performance(
                opened.desk, opened.clock, scenario, stage.dependencies.policies,
                voice=dialogue.language, seed=SEED,
            )  # fmt: skip
            transcript = Transcript(
                scenario_id=scenario.id, voice=dialogue.language, repeat=0, seed=SEED,
                started_at=start, ended_at=start, turns=[],
            )  # fmt: skip
            await performance.begin()
            wanted = dialogue.wanted.provider
            wanted_id = made.practitioner_of.get(wanted) if wanted is not None else None
            customer = RecordedCustomer(dialogue, zone, wanted_id)
            ended = await _talk(performance, customer)
            transcript = await performance.recorder.finish(transcript)
    return judge(dialogue, made, transcript, ended)


async def _talk(performance: Performance, customer: RecordedCustomer) -> str:
    """Why the customer ended."""
    action: Action = customer.open()
    while True:
        if isinstance(action, End):
            return action.why
        if isinstance(action, Say):
            await performance.say(action.text)
        elif isinstance(action, Tap):
            await performance.choose(action.option_id, action.label)
        recorder = performance.recorder
        asked = recorder.asked
        action = customer.answer(
            Seen(
                text="\n".join(line.text for line in performance.seen),
                options=performance.options if asked is not None else [],
                asked=asked.field if asked is not None else None,
                kind=asked.kind if asked is not None else None,
                subject=recorder.subject,
                outcome=performance.outcome,
            )
        )


def judge(dialogue: Dialogue, made: MadeBusiness, transcript: Transcript, ended: str) -> Replay:
    """The stored visits against what the dialogue ended with, field by field."""
    booked = [r for r in transcript.records if r.kind == "appointment" and r.fields.get("status") == "booked"]
    fields: dict[str, bool] = {}
    if booked and dialogue.books:
        got, wanted = booked[0].fields, dialogue.wanted
        fields["service"] = got.get("service") == SERVICE
        if wanted.provider is not None and len(made.practitioner_of) > 1:
            fields["provider"] = got.get("practitioner") == made.practitioner_of[wanted.provider]
        fields["date"] = wanted.day is not None and got.get("date") == wanted.day.isoformat()
        if wanted.at is not None:
            fields["time"] = got.get("time") == f"{wanted.at:%H:%M}"
    false_booked = [t.number for t in transcript.turns if _DONE in t.said and not _books(t)]
    return Replay(dialogue, transcript, ended, booked, fields, false_booked)


def _books(turn: Turn) -> bool:
    return any(c.tool == "calendar.book" and c.result.get("status") == "booked" for c in turn.calls)


def _scenario(dialogue: Dialogue, made: MadeBusiness) -> Scenario:
    return Scenario(
        id=dialogue.row.id,
        flow="booking",
        title=f"Replay of {dialogue.row.id}",
        business=made.id,
        voices=[dialogue.language],
        start=dialogue.now,
        requirements=["R14"],
        world=World(taken=_taken(dialogue, made)),
        script=[],
        expect=Expectation(),
    )


def _taken(dialogue: Dialogue, made: MadeBusiness) -> list[TakenSlot]:
    """The refused times that are still to come, each once; without a provider everybody is busy then."""
    taken: list[TakenSlot] = []
    busy: dict[str, list[datetime]] = {}
    for refused in dialogue.taken:
        who = [
            id_
            for name, id_ in made.practitioner_of.items()
            if refused.provider is None or same_name(name, refused.provider)
        ]
        for practitioner in who:
            starts = busy.setdefault(practitioner, [])
            overlaps = any(abs(refused.start - s) < timedelta(minutes=made.minutes) for s in starts)
            if refused.start <= dialogue.now or overlaps:
                continue
            starts.append(refused.start)
            taken.append(
                TakenSlot(practitioner=practitioner, branch=BRANCH, service=SERVICE, start=refused.start)
            )
    return taken
