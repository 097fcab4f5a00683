"""A model rewords replies: it sees no fact of anybody, and whatever it answers, the reply goes out (R65)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from decimal import Decimal
from typing import Any

import pytest

from agents.understanding.model.endpoint import ModelEndpoint
from agents.writing.composer import Draft
from agents.writing.model_writer import ModelWriter, parse_text
from agents.writing.voice import Voice
from domain.clock import VirtualClock
from domain.errors import Retryable
from domain.speech import SpeechAct
from tests.fakes import filled_words as filled
from tests.fakes.filled_words import NOW, PERSON, composer
from tests.fakes.openai_api import KEY, MODEL, FakeOpenAI, serve_openai

pytestmark = pytest.mark.anyio


def drafts(message: str = "book-ask-contact") -> list[Draft]:
    act = next(filled.acts_for("clinic", message, "ru"))
    return composer("clinic").draft([act], "ru", NOW)


def writer(fake: FakeOpenAI, *, deadline_seconds: float = 10.0) -> ModelWriter:
    endpoint = ModelEndpoint(model=MODEL, base_url=fake.url, api_key=KEY, deadline_seconds=deadline_seconds)
    ours = ModelWriter(endpoint, VirtualClock(NOW))
    ours.load()
    return ours


def shown(request: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(request["messages"][1]["content"])
    return found


def honest(request: dict[str, Any]) -> dict[str, Any]:
    return {"text": shown(request)["reply"].replace("Напишите", "Пришлите")}


@pytest.fixture
async def fake() -> AsyncIterator[FakeOpenAI]:
    with serve_openai(answer=honest) as served:
        yield served


async def test_honest_rewording_is_sent_with_the_facts_in_their_places(fake: FakeOpenAI) -> None:
    ours = writer(fake)
    with closing(ours):
        said = await ours.reword(drafts(), "ru", Voice())
    assert said[0].text == drafts()[0].outgoing.text.replace("Напишите", "Пришлите")
    assert ours.verdicts == {"sent": 1}
    assert fake.problems == []


async def test_what_a_rewording_used_is_in_the_metrics_beside_the_reading(fake: FakeOpenAI) -> None:
    from prometheus_client import CollectorRegistry, generate_latest

    from api.metrics import DeskCollector
    from engine.model_counts import ModelCounts
    from engine.notifier import Notifier
    from engine.readiness import Readiness

    class Numbers:
        notifier, readiness, model_counts = Notifier(), Readiness(), ModelCounts()

        def processes(self) -> dict[str, int]:
            return {}

    Numbers.model_counts.tell({"answered": 3.0, "input_tokens": 12.0, "requests": 3.0})
    endpoint = ModelEndpoint(
        model=MODEL, base_url=fake.url, api_key=KEY, deadline_seconds=10.0, input_price=Decimal(1000)
    )
    ours = ModelWriter(endpoint, VirtualClock(NOW), on_counts=Numbers.model_counts.tell)
    ours.load()
    with closing(ours):
        await ours.reword(drafts(), "ru", Voice())
    registry = CollectorRegistry()
    registry.register(DeskCollector(Numbers()))
    said = generate_latest(registry).decode()
    assert 'closeloop_model_tokens_total{kind="input"} 12.0' in said, "the reading's stay"
    assert 'closeloop_model_writer_tokens_total{kind="input"} 700.0' in said
    assert "closeloop_model_writer_cost_total 0.7" in said
    assert 'closeloop_model_rewordings_total{result="sent"} 1.0' in said


async def test_no_fact_of_anybody_leaves_the_house_and_nothing_of_them_is_an_instruction(
    fake: FakeOpenAI,
) -> None:
    ours = writer(fake)
    with closing(ours):
        await ours.reword(drafts("book-read-back"), "ru", Voice(register="instagram"))
    system, user = (m["content"] for m in fake.asked[0]["messages"])
    assert PERSON not in user
    assert not any(char.isdigit() for char in shown(fake.asked[0])["reply"].replace("{", "").split("}")[-1])
    assert shown(fake.asked[0])["reply"] not in system
    assert shown(fake.asked[0])["style"] == "instagram"
    assert "Записать?" not in system


@pytest.mark.parametrize(
    "lie",
    [
        lambda text: f"{text} Скидка 20%.",
        lambda text: f"{text} Подробности: https://example.com",
        lambda text: text.replace("{1}", "15"),
        lambda text: "Вы записаны, ждём вас!",
        lambda text: "Please send your name. {1} {2}",
    ],
)
async def test_lie_is_not_sent_and_the_reply_is(fake: FakeOpenAI, lie: Callable[[str], str]) -> None:
    fake.answer = lambda request: {"text": lie(shown(request)["reply"])}
    ours = writer(fake)
    with closing(ours):
        said = await ours.reword(drafts(), "ru", Voice())
    assert said[0].text == drafts()[0].outgoing.text
    assert sum(ours.verdicts.values()) == 1
    assert "sent" not in ours.verdicts


@pytest.mark.parametrize(
    "behaviour", ["401", "500", "garbage", "prose", "wrong keys", "refusal", "empty", "endless", "list"]
)
async def test_whatever_the_endpoint_does_the_reply_goes_out(fake: FakeOpenAI, behaviour: str) -> None:
    fake.behaves = behaviour
    ours = writer(fake)
    with closing(ours):
        said = await ours.reword(drafts(), "ru", Voice())
    assert (said[0].text, ours.verdicts) == (drafts()[0].outgoing.text, {"failed": 1})


async def test_silent_endpoint_is_not_waited_for_longer_than_its_deadline(fake: FakeOpenAI) -> None:
    fake.behaves = "hang"
    ours = writer(fake, deadline_seconds=0.5)
    with closing(ours):
        said = await ours.reword(drafts(), "ru", Voice())
    assert (said[0].text, ours.verdicts) == (drafts()[0].outgoing.text, {"failed": 1})


async def test_owners_words_are_not_even_shown(fake: FakeOpenAI) -> None:
    acts = [SpeechAct(say="escalated-safety", values={"by": NOW})]
    passage = [
        SpeechAct(say="policy", text="Парковка во дворе: шесть мест для наших гостей.", passage_id="p")
    ]
    staff = [SpeechAct(say="staff-words", text="Сейчас всё проверю и сразу вам напишу.")]
    ours = writer(fake)
    with closing(ours):
        for one in (acts, passage, staff):
            given = composer("clinic").draft(one, "ru", NOW)
            assert [o.text for o in await ours.reword(given, "ru", Voice())] == [
                d.outgoing.text for d in given
            ]
    assert fake.asked == []


async def test_options_stay_as_they_are(fake: FakeOpenAI) -> None:
    fake.answer = lambda request: {"text": shown(request)["reply"].replace("Выберите", "Выбирайте")}
    given = composer("clinic").draft([SpeechAct(say="policy-unsure", options=[])], "ru", NOW)
    with_options = [
        Draft(
            given[0].outgoing.model_copy(update={"options": [("a", "Оплата")]}),
            given[0].facts,
            given[0].fixed,
        )
    ]
    ours = writer(fake)
    with closing(ours):
        said = await ours.reword(with_options, "ru", Voice())
    assert said[0].options == [("a", "Оплата")]
    assert said[0].text.startswith("Выбирайте")


@pytest.mark.parametrize(
    "said", ["", "[]", '{"text": 1}', '{"text": "a", "more": 1}', '{"text": " "}', "text"]
)
def test_answer_of_another_form_is_none(said: str) -> None:
    with pytest.raises(Retryable):
        parse_text(said)


def test_fence_around_the_answer_is_no_part_of_it() -> None:
    assert parse_text('```json\n{"text": "Да"}\n```') == "Да"
