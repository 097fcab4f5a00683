"""Transcripts in ragas's own terms, and its metrics that need no model, run to their end.

ragas takes seconds to import and sends usage statistics unless told not to; it is imported here only, when first used.
"""

from __future__ import annotations

import asyncio
import os
import warnings
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from domain.business.business import Business
from evals.metrics.visits import moment_of
from evals.scenario import ExpectedCall
from evals.transcript import Call, Transcript

T = TypeVar("T")


def import_ragas() -> None:
    """Make ragas importable without statistics. Raises ImportError when the evals extra is not installed."""
    os.environ["RAGAS_DO_NOT_TRACK"] = "true"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import ragas.metrics.collections  # noqa: F401


def finish(work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`, whether or not an event loop runs here."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()


def flat(call: Call, business: Business) -> dict[str, str]:
    """A call's arguments as text, nested ones by dotted name; a slot also as `service`, `practitioner`, `branch`,
    `date` and `time` on the business's wall clock, and a price as `price`.
    """
    values: dict[str, str] = {}
    _flatten("", call.args, values)
    for name in ("service", "practitioner", "branch"):
        if f"slot.{name}_id" in values:
            values.setdefault(name, values[f"slot.{name}_id"])
    start = moment_of((call.args.get("slot") or {}).get("starts_at"), business)
    if start is not None:
        values |= {"date": f"{start:%Y-%m-%d}", "time": f"{start:%H:%M}"}
    if "price.amount" in values:
        values.setdefault("price", values["price.amount"])
    return values


def _flatten(prefix: str, value: Any, into: dict[str, str]) -> None:
    if isinstance(value, dict):
        for name, one in value.items():
            _flatten(f"{prefix}.{name}" if prefix else str(name), one, into)
    else:
        into[prefix] = _plain(value)


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def expected_args(call: ExpectedCall) -> dict[str, str]:
    values: dict[str, str] = {}
    _flatten("", call.args, values)
    return values


def performed(transcript: Transcript, expected: list[ExpectedCall]) -> list[tuple[int, Call]]:
    """The writes to compare, with their turns. A hold is a step on the way, unless the scenario names one."""
    holds = any(call.args.get("status") == "held" for call in expected)
    return [
        (turn.number, call)
        for turn in transcript.turns
        for call in turn.calls
        if holds or not (call.tool == "calendar.book" and call.args.get("status") == "held")
    ]


def in_the_terms_of(
    expected: list[ExpectedCall], calls: list[Call], business: Business
) -> list[tuple[str, dict[str, str]]]:
    """Each call with the arguments that its counterpart names, for ragas compares whole sets of arguments.

    The counterpart of the n-th call of a tool is the n-th expected call of that tool.
    """
    seen: dict[str, int] = {}
    comparable = []
    for call in calls:
        values = flat(call, business)
        number = seen[call.tool] = seen.get(call.tool, -1) + 1
        same = [one for one in expected if one.tool == call.tool]
        if number < len(same):
            wanted = expected_args(same[number])
            values = {name: values.get(name, "nothing") for name in wanted}
        comparable.append((call.tool, values))
    return comparable


def messages_of(transcript: Transcript, comparable: dict[int, list[tuple[str, dict[str, str]]]]) -> list[Any]:
    """The conversation as ragas messages; `comparable` are the calls of each turn."""
    from ragas.messages import AIMessage, HumanMessage, ToolCall

    messages: list[Any] = []
    for turn in transcript.turns:
        said = "\n".join(line.text for line in turn.lines if line.author == "customer")
        if said:
            messages.append(HumanMessage(content=said))
        calls = [ToolCall(name=tool, args=args) for tool, args in comparable.get(turn.number, [])]
        replies = "\n\n".join(line.text for line in turn.replies())
        if replies or calls:
            messages.append(AIMessage(content=replies, tool_calls=calls or None))
    return messages


def messages_with_calls(transcript: Transcript, business: Business) -> list[Any]:
    """The conversation as ragas messages, with every write that was done."""
    calls = {
        turn.number: [(call.tool, flat(call, business)) for call in turn.calls] for turn in transcript.turns
    }
    return messages_of(transcript, calls)


def score_calls(
    metric: str,
    transcript: Transcript,
    expected: list[ExpectedCall],
    done: list[tuple[int, Call]],
    business: Business,
    **options: Any,
) -> float:
    """ragas's `metric` of calls (ToolCallAccuracy, ToolCallF1) with its `options`, 0..1; 1 where nothing was to be done
    and nothing was.
    """
    if not expected and not done:
        return 1.0
    import_ragas()
    import ragas.metrics.collections as collections
    from ragas.messages import ToolCall

    comparable: dict[int, list[tuple[str, dict[str, str]]]] = {}
    calls = in_the_terms_of(expected, [call for _, call in done], business)
    for (turn, _), call in zip(done, calls, strict=True):
        comparable.setdefault(turn, []).append(call)
    scored = getattr(collections, metric)(**options).ascore(
        user_input=messages_of(transcript, comparable),
        reference_tool_calls=[ToolCall(name=call.tool, args=expected_args(call)) for call in expected],
    )
    with warnings.catch_warnings():  # ragas warns of every length that differs; our reasons say it better
        warnings.simplefilter("ignore")
        return float(finish(scored).value)
