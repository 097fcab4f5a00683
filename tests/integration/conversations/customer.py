"""A customer in the terminal: says lines, taps options, and remembers what came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cli.session import ChatSession


@dataclass
class Customer:
    session: ChatSession
    messages: int = 0
    answers: list[dict[str, Any]] = field(default_factory=list)
    options: list[dict[str, str]] = field(default_factory=list)

    async def _do(self, line: dict[str, Any]) -> dict[str, Any]:
        answer = await self.session.handle(line)
        self.answers.append(answer)
        for reply in answer["replies"]:
            self.options = reply["options"] or self.options
        return answer

    async def say(self, text: str) -> dict[str, Any]:
        self.messages += 1
        return await self._do({"text": text})

    async def tap(self, number: int) -> dict[str, Any]:
        self.messages += 1
        option = self.options[number - 1]
        return await self._do({"button": option["id"], "label": option["label"]})

    async def wait(self, duration: str) -> dict[str, Any]:
        return await self._do({"advance": duration})

    async def staff(self, decision: str, text: str | None = None, **more: Any) -> dict[str, Any]:
        approval = self.answers[-1]["approvals"][0]["id"]
        return await self._do({"staff": {"approval": approval, "decision": decision, "text": text, **more}})

    @property
    def last(self) -> dict[str, Any]:
        return self.answers[-1]

    @property
    def words(self) -> str:
        return "\n".join(r["text"] for r in self.last["replies"])

    @property
    def outcome(self) -> str | None:
        case = self.last["case"]
        return case["outcome"] if case else None


def booked(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Bookings (not holds) that this turn wrote."""
    return [
        a for a in answer["actions"] if a["tool"] == "calendar.book" and a["result"]["status"] == "booked"
    ]
