"""Work on no list, work that no word names, and who asks the price before they have told what it depends on (R5, R28, R30)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from agents.estimator.agent import decide
from agents.estimator.wording import EstimateWords, pricing_of
from agents.need import Need
from agents.router.routing import route
from domain.approval import Approval
from domain.business import Business
from domain.business.services import Aliases
from domain.event import InboxEvent
from domain.language import LocalText
from domain.reading import Act, Entities, Route, Span, TimeWindow
from domain.step import Step, StoreQuote, StoreRecord
from tests.unit.agents.desk import Dialogue, reading
from tests.unit.estimator.conftest import QUOTES

pytestmark = pytest.mark.anyio
WORK = [
    ("повесить телик на стену", ["tv"]),
    ("надо обои поклеить в двух комнатах", ["wallpaper"]),
    ("замок заедает, поменять бы", ["doors"]),
    ("կահույք եմ ուզում հավաքել տալ", ["furniture"]),
    ("պատշգամբը ջերմամեկուսացնել", ["balcony"]),
    ("can you put up some shelves and blinds", ["furniture", "curtains"]),
    ("the fence needs welding", ["outdoors"]),
]


async def say(
    dialogue: Dialogue,
    text: str,
    *,
    acts: list[Act] | None = None,
    choice: str | None = None,
    **facts: object,
) -> Step:
    read = reading(text, "quote", choice=choice, acts=acts, entities=Entities.model_validate(facts))
    return dialogue.keep(await decide(dialogue.turn(read, quotes=QUOTES)))


@pytest.mark.parametrize(("text", "work"), WORK)
def test_work_on_no_list_is_known_by_its_name(repair: Business, text: str, work: list[str]) -> None:
    assert pricing_of(repair).words.unlisted(text) == work


@pytest.mark.parametrize("text", ["I want to paint a room", "у меня кран капает", "լվացքի մեքենան չի քամում"])
def test_listed_work_is_none_of_it(repair: Business, text: str) -> None:
    assert pricing_of(repair).words.unlisted(text) == []


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("how much is window cleaning for 6 windows?", []),
        ("window cleaning, please", []),
        ("помыть окна на кухне", []),
        ("помыть окна и повесить телевизор", ["tv"]),
    ],
)
def test_a_word_within_a_services_name_is_that_service(repair: Business, text: str, work: list[str]) -> None:
    """The owner has put work on the list that was on none."""
    services = repair.services.services
    washing = services[0].model_copy(
        update={
            "id": "window_cleaning",
            "name": LocalText(ru="Мытьё окон", hy="Պատուհանների լվացում", en="Window cleaning"),
            "aliases": Aliases(ru=["помыть окна"], en=["wash windows"]),
        }
    )
    listed = repair.services.model_copy(update={"services": [*services, washing]})
    business = repair.model_copy(update={"services": listed})
    assert EstimateWords(business).unlisted(text) == work


async def test_it_is_named_and_a_person_prices_it_by_a_promised_time(dialogue: Dialogue) -> None:
    step = await say(dialogue, "повесить телевизор")
    assert [act.say for act in step.acts] == ["estimate-unlisted-named"]
    assert (step.outcome, len(step.promises)) == ("handed_over", 1)
    assert any(isinstance(action, StoreRecord) for action in step.actions)


async def test_beside_a_listed_job_it_goes_to_a_person_and_the_job_is_priced(dialogue: Dialogue) -> None:
    step = await say(dialogue, "смеситель и карниз", services=["faucet"], zones=["arabkir"])
    assert step.acts[0].say == "estimate-unlisted-beside"
    assert step.escalation is not None
    assert any(isinstance(action, StoreQuote) for action in step.actions)


def waiting(dialogue: Dialogue, reason: str) -> Dialogue:
    """The desk while a person works on a price."""
    due = dialogue.now + timedelta(hours=1)
    one = Approval.model_construct(
        id="approval-1", topic="estimate", reason=reason, answer_due_at=due.astimezone(UTC), status="pending"
    )
    return replace(dialogue, approvals=[one])


@pytest.mark.parametrize("text", ["сколько это будет?", "а телевизор большой"])
async def test_what_is_asked_meanwhile_is_answered_with_when_the_price_comes(
    dialogue: Dialogue, text: str
) -> None:
    step = await say(waiting(dialogue, "Навеска телевизора"), text)
    assert [act.say for act in step.acts] == ["estimate-waiting"]
    assert step.actions == []


async def test_who_asks_the_price_instead_of_answering_hears_it_as_a_range(dialogue: Dialogue) -> None:
    await say(dialogue, "стиралка", services=["washer"])
    step = await say(dialogue, "ну сколько примерно?", acts=["ask"])
    assert any(isinstance(action, StoreQuote) for action in step.actions)


async def test_a_story_instead_of_the_fault_is_not_asked_about_again(dialogue: Dialogue) -> None:
    await say(dialogue, "стиралка", services=["washer"], zones=["arabkir"])
    step = await say(dialogue, "ей лет шесть, бош")
    assert any(isinstance(action, StoreQuote) for action in step.actions)


async def test_a_time_wished_beside_the_last_fact_brings_the_price_and_the_times(dialogue: Dialogue) -> None:
    await say(dialogue, "смеситель", services=["faucet"])
    tomorrow = TimeWindow(text="завтра", start=dialogue.now, end=dialogue.now + timedelta(days=1))
    step = await say(dialogue, "Арабкир, можно завтра?", zones=["arabkir"], windows=[tomorrow])
    assert step.hand_off == "scheduler"
    assert step.acts[0].say.startswith("estimate-exact")


async def test_what_is_most_probably_meant_is_taken_when_asking_brought_nothing(dialogue: Dialogue) -> None:
    await say(dialogue, "внизу мокро", likely_services=["leak", "drain"], likely_share=0.9)
    step = await say(dialogue, "ну посмотрите сами")
    assert step.acts[0].say == "estimate-assumed"


async def test_what_is_hardly_meant_goes_to_a_person_when_asking_brought_nothing(dialogue: Dialogue) -> None:
    await say(dialogue, "сделать нишу", likely_services=["tiling", "drain"], likely_share=0.4)
    step = await say(dialogue, "ну такую, под лампу")
    assert step.acts[0].say == "estimate-unlisted"


def needs(repair: Business, text: str, name: Route, acts: list[Act] | None = None) -> list[Need]:
    event = InboxEvent(
        seq=1, kind="message", channel="telegram", provider_id="1", occurred_at=datetime(2026, 11, 24, tzinfo=UTC),
        payload={"text": text},
    )  # fmt: skip
    return route([event], reading(text, name, acts=acts), business=repair, pending=None, active=None)


def test_a_plain_wish_for_such_work_is_no_complaint(repair: Business) -> None:
    found = needs(repair, "поклеить обои", "support.complaint")
    assert [(need.specialist, need.rule) for need in found] == [("estimator", "work-on-no-list")]


def test_such_work_that_was_done_badly_is_a_complaint(repair: Business) -> None:
    found = needs(repair, "ваш мастер криво поклеил обои", "support.complaint")
    assert [need.specialist for need in found] == ["support"]


def test_a_question_about_such_work_is_looked_for_in_the_rules_first(repair: Business) -> None:
    found = needs(repair, "а обои ваши?", "faq", ["ask"])
    assert [(need.specialist, need.kind, need.otherwise) for need in found] == [
        ("front_desk", "policy", "estimator")
    ]


async def test_where_the_trouble_is_is_no_job_of_its_own(dialogue: Dialogue) -> None:
    text = "игрушка в унитазе, вода не уходит"
    spans = [
        Span(fact="services", value="toilet", text="унитазе", start=10, end=17),
        Span(fact="services", value="drain", text="вода не уходит", start=19, end=33),
    ]
    step = await say(dialogue, text, services=["toilet", "drain"], spans=spans, zones=["avan"])
    assert [a.quote.service_id for a in step.actions if isinstance(a, StoreQuote)] == ["drain"]


async def test_the_price_asked_below_times_is_that_of_what_is_being_booked(dialogue: Dialogue) -> None:
    desk = replace(dialogue, frames={"scheduler": {"mode": "book", "service_id": "lights"}})
    step = await say(desk, "и сколько всего за пять?", numbers=[5], acts=["ask"])
    assert step.pending is not None
    assert step.pending.field == "zone"
