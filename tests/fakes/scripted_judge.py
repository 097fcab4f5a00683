"""A judge whose answers are written beforehand; ragas's own metric code asks it."""

from __future__ import annotations

from collections import deque
from typing import Any

from ragas.llms.base import InstructorBaseRagasLLM


class ScriptedJudge(InstructorBaseRagasLLM):  # type: ignore[misc]
    """`answers`: for each of ragas's answer forms (by class name) what to fill in, in order; the last one stays."""

    def __init__(self, **answers: list[dict[str, Any]]) -> None:
        self._answers = {form: deque(filled) for form, filled in answers.items()}
        self.asked: list[tuple[str, str]] = []
        """(form, prompt)."""

    def generate(self, prompt: str, response_model: Any) -> Any:
        form = response_model.__name__
        self.asked.append((form, prompt))
        waiting = self._answers[form]
        filled = waiting.popleft() if len(waiting) > 1 else waiting[0]
        return response_model.model_validate(filled)

    async def agenerate(self, prompt: str, response_model: Any) -> Any:
        return self.generate(prompt, response_model)
