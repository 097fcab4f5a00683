"""`closeloop eval capture CASE`: a stored case, staff's edits included, as a scenario that plays again.

What customers said is masked and given neutral names and numbers instead, so that it still plays. What came of the
case is what is expected: outcome, records, topics put before staff, policies said, and staff's own words.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast, get_args

from domain.approval import Decision
from domain.business import Business
from domain.errors import BadRequest
from domain.language import Language
from evals.imports.masking import mask
from evals.scenario import Scenario
from evals.voices import VOICES
from storage.calendar import list_between
from storage.case_history import CaseEvent, CaseHistory, read_history
from storage.database import Database
from storage.dossier import Dossier, KnownVisit, read_dossier

NAMES: dict[Language, str] = {"ru": "Мария Тестова", "hy": "Մարիամ Թեստյան", "en": "Mary Testwell"}
PHONE = "+374 91 555012"
EMAIL = "mary@example.com"
BETWEEN = timedelta(seconds=30)
"""Played customers think so long; a longer silence is written down."""
LOOKS_AHEAD = timedelta(days=61)
_HELD_ONLY = ("hold expired", "hold released", "case closed")
_DECISIONS: dict[str, Decision] = {
    "approved": "approve", "edited": "edit", "rejected": "reject", "responded": "respond",
}  # fmt: skip
_ACTIONS = {"conversation.take_over": "take_over", "conversation.give_back": "give_back"}


def capture_case(database: Database, case_id: str, business: Business, out: Path) -> Scenario:
    """Write the case as the scenario file `out` and return it as loaded from there.

    Raises NotFound, BadRequest when nothing the customer did is stored or the file would not load.
    """
    from evals.scenario_files import load_scenarios

    history, dossier, others = database.read_sync(lambda c: _read(c, case_id))
    tree = _Capture(history, dossier, others, business).tree(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    import yaml

    header = f"# Captured from a stored case of {history.case.opened_at:%Y-%m-%d}; names and numbers are invented.\n"
    out.write_text(
        header + yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=110), encoding="utf-8"
    )
    scenarios, problems = load_scenarios([out])
    if problems or not scenarios:
        raise BadRequest(f"the captured case does not load: {problems[0] if problems else out}")
    return scenarios[0]


def _read(connection: Any, case_id: str) -> tuple[CaseHistory, Dossier, list[Any]]:
    history = read_history(connection, case_id)
    dossier = read_dossier(connection, history.case.conversation_id)
    start = history.case.opened_at
    visits = list_between(connection, start - timedelta(hours=12), start + LOOKS_AHEAD)
    others = [v for v in visits if v.contact_id != dossier.contact.id and v.status == "booked"]
    return history, dossier, others


class _Capture:
    def __init__(self, history: CaseHistory, dossier: Dossier, others: list[Any], business: Business) -> None:
        self._history = history
        self._dossier = dossier
        self._others = others
        self._business = business
        self._language: Language = cast(Language, history.language or business.profile.default_language)

    def tree(self, out: Path) -> dict[str, Any]:
        history = self._history
        script = self._script()
        if not script:
            raise BadRequest(f"case {history.case.id} holds nothing that a customer did")
        topics = list(dict.fromkeys(a.topic for a in history.approvals))
        return {
            "id": out.stem,
            "title": f"A captured case: {history.case.outcome or 'still open'}",
            "business": history.business,
            "voices": [self._voice()],
            "channel": history.channel,
            "start": self._wall(self._first().at),
            "risk": "high" if topics else "low",
            "requirements": ["R66", *(["R60"] if topics else [])],
            **({"world": world} if (world := self._world()) else {}),
            "script": script,
            "expect": self._expectation(topics),
        }

    def _first(self) -> CaseEvent:
        return next(e for e in self._history.events if e.kind in _CUSTOMER)

    def _voice(self) -> str:
        romanised = f"{self._language}-latn"
        return romanised if self._history.script == "latin" and romanised in VOICES else self._language

    def _world(self) -> dict[str, Any]:
        known = self._dossier.contact
        said = "\n".join(e.text for e in self._history.events)
        digits = re.sub(r"\D", "", said)
        contact: dict[str, Any] = {}
        if known.name and known.name.split()[0].casefold() not in said.casefold():
            contact["name"] = NAMES[self._language]
        if known.phone and re.sub(r"\D", "", known.phone)[-8:] not in digits:
            contact["phone"] = PHONE
        if known.vip:
            contact["vip"] = True
        visits = [self._slot(v.visit) for v in self._earlier()]
        taken = [self._slot(v) for v in self._others]
        world: dict[str, Any] = {}
        if contact:
            world["contact"] = contact
        if visits:
            world["visits"] = visits
        if taken:
            world["taken"] = taken
        return world

    def _earlier(self) -> list[KnownVisit]:
        """The customer's visits from before this case."""
        case = self._history.case
        return [
            v
            for v in self._real_visits()
            if v.visit.case_id != case.id and v.visit.starts_at > case.opened_at
        ]

    def _real_visits(self) -> list[KnownVisit]:
        return [
            v
            for v in self._dossier.visits
            if v.visit.status != "held"
            and not (v.visit.status == "cancelled" and v.cancel_reason in _HELD_ONLY)
        ]

    def _slot(self, visit: Any) -> dict[str, Any]:
        return {
            "practitioner": visit.practitioner_id,
            "branch": visit.branch_id,
            "service": visit.service_id,
            "start": self._wall(visit.starts_at),
        }

    def _script(self) -> list[dict[str, Any]]:
        """Moves in order of time, with the silences between them."""
        moves: list[tuple[datetime, dict[str, Any]]] = []
        burst_of: str | None = None
        for event in self._history.events:
            move = self._move(event)
            if move is None:
                continue
            is_burst = event.kind == "message" and event.turn_id is not None and event.turn_id == burst_of
            if is_burst and "say" in moves[-1][1]:
                before = moves[-1][1]["say"]
                moves[-1][1]["say"] = [*(before if isinstance(before, list) else [before]), move["say"]]
            else:
                moves.append((event.at, move))
            burst_of = event.turn_id if event.kind == "message" else None
        moves += [
            (a.decided_at, self._decision(a)) for a in self._history.approvals
            if a.decided_at is not None and a.status in _DECISIONS
        ]  # fmt: skip
        moves += [
            (a.at, {"staff": {_ACTIONS[a.action]: True}})
            for a in self._history.actions
            if a.action in _ACTIONS
        ]
        moves.sort(key=lambda m: m[0])
        return self._timed(moves)

    def _timed(self, moves: list[tuple[datetime, dict[str, Any]]]) -> list[dict[str, Any]]:
        script: list[dict[str, Any]] = []
        now = moves[0][0] if moves else None
        for at, move in moves:
            assert now is not None
            thinks = BETWEEN if script and ("say" in move or "pick" in move) else timedelta(0)
            if at - now > timedelta(minutes=1) + thinks:
                script.append({"until": self._wall(at - thinks)})
                now = at - thinks
            script.append(move)
            said = move.get("say")
            now += thinks + timedelta(seconds=len(said) - 1 if isinstance(said, list) else 0)
        return script

    def _move(self, event: CaseEvent) -> dict[str, Any] | None:
        if event.kind == "message":
            return {"say": self._neutral(event.text)}
        if event.kind == "choice":
            return {"pick": str(event.payload.get("id", event.text))}
        if event.kind in ("unsupported", "business"):
            return {"happens": event.payload}
        if event.kind == "staff_message":
            return {"staff": {"reply": self._neutral(event.text)}}
        return None

    def _decision(self, decided: Any) -> dict[str, Any]:
        decision = _DECISIONS[decided.status]
        assert decision in get_args(Decision)
        move: dict[str, Any] = {"decision": decision, "topic": decided.topic}
        if decided.decision_text:
            move["text"] = self._neutral(decided.decision_text)
        return {"staff": move}

    def _neutral(self, text: str) -> str:
        """Masked, with invented values that can be read as what they stand for."""
        known = self._dossier.contact
        masked = mask(text, [known.name] if known.name else [])
        name = NAMES[self._language]
        masked = re.sub(r"\[name\](?:\s+\[name\])*", name, masked)
        for placeholder, value in (("[phone]", PHONE), ("[email]", EMAIL)):
            masked = masked.replace(placeholder, value)
        return masked

    def _expectation(self, topics: list[str]) -> dict[str, Any]:
        case = self._history.case
        expect: dict[str, Any] = {"outcome": case.outcome or "open"}
        if case.outcome is None and case.next_step is not None:
            expect["next_step"] = case.next_step.what
        records = [{"kind": "appointment", "fields": self._fields(v)} for v in self._real_visits()
                   if v in self._earlier() or v.visit.case_id == case.id]  # fmt: skip
        records += [
            {"kind": r.kind, "fields": {"team": r.team, "priority": r.priority}}
            for r in self._dossier.records
            if r.case_id == case.id
        ]
        expect["records"] = records
        expect["escalates"] = topics
        said = [
            p["topic"] for t in self._history.traces for p in t.get("passages", []) if p.get("said", True)
        ]
        if any(said):
            expect["passages"] = list(dict.fromkeys(topic for topic in said if topic))
        words = [
            self._neutral(a.decision_text)
            for a in self._history.approvals
            if a.decision_text and a.status in ("edited", "responded")
        ]
        if words:
            expect["says"] = [{"words": text} for text in words]
        return expect

    def _fields(self, known: KnownVisit) -> dict[str, str]:
        visit = known.visit
        start = visit.starts_at.astimezone(self._business.zone)
        moved = visit.status == "cancelled" and known.cancel_reason == "moved"
        return {
            "service": visit.service_id,
            "practitioner": visit.practitioner_id,
            "branch": visit.branch_id,
            "date": start.date().isoformat(),
            "time": start.strftime("%H:%M"),
            "status": "moved" if moved else visit.status,
        }

    def _wall(self, moment: datetime) -> str:
        return moment.astimezone(self._business.zone).replace(tzinfo=None).isoformat(timespec="seconds")


_CUSTOMER = ("message", "choice", "unsupported")
