"""Readings of messages that come as JSON objects: what `read` on the command line and the evals have in common."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from agents.understanding.reading_context import ReadingContext
from agents.understanding.report import reading_to_json
from agents.understanding.understander import Understander
from domain.errors import BadRequest
from domain.language import LANGUAGES
from domain.moments import parse_moment, parse_zone
from domain.step import PendingQuestion

if TYPE_CHECKING:
    from agents.understanding.explaining import Explainer
    from agents.understanding.model.reader import ModelReader


class LineReader:
    """Reads lines against one business. Safe to share between threads, like the understander it uses.

    `model` is asked where the local reading is unsure; `explainer` adds `explained` to every line.
    `language`, `now` and `zone` hold where a line says nothing of its own; `zone` is whose wall time is meant.
    """

    def __init__(
        self,
        understander: Understander,
        zone: tzinfo,
        *,
        language: str | None = None,
        now: str | None = None,
        model: ModelReader | None = None,
        explainer: Explainer | None = None,
    ) -> None:
        self._model = model
        self._explainer = explainer
        self._understander = understander
        self._zone = zone
        self._language = language
        self._now = now

    def read(self, line: dict[str, Any]) -> dict[str, Any]:
        """The reading as JSON, with the line's `id` if it has one.

        A line: `text`, and what is known of `lang`, `now`, `tz`, `pending`, `button`. Raises BadRequest.
        """
        if not isinstance(line.get("text"), str):
            raise BadRequest('each line needs a "text"')
        zone = parse_zone(str(line["tz"])) if line.get("tz") else self._zone
        moment = parse_moment(line.get("now") or self._now, zone) or datetime.now(UTC)
        spoken = line.get("lang") or self._language
        if spoken is not None and spoken not in LANGUAGES:
            raise BadRequest(f"lang must be one of {', '.join(LANGUAGES)}")
        try:
            pending = PendingQuestion.model_validate(line["pending"]) if line.get("pending") else None
        except ValueError as error:
            raise BadRequest(f'"pending" is no question: {error}') from error
        context = ReadingContext(
            now=moment.astimezone(zone),
            language=spoken,
            pending=pending,
            choice_id=line.get("button"),
            zone=zone,
        )
        reading = self._understander.read([line["text"]], context)
        if self._model is not None:
            reading = self._model.improve_now(reading, context)
        out = reading_to_json(reading, context.now)
        if self._explainer is not None:
            out["explained"] = self._explainer.explain(reading)
        return {"id": line["id"], **out} if "id" in line else out
