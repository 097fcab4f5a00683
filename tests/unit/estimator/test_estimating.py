"""The estimator's dialogue: facts volunteered or asked once, a price, what comes next (R2, R25-R30, R51)."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from agents.estimator.agent import decide
from agents.estimator.quoting import line_act
from domain.business import Business
from domain.event import InboxEvent
from domain.language import LocalText
from domain.money import Money
from domain.quote import Quote, QuoteLine
from domain.reading import Entities, Quantity
from domain.step import Step, StoreQuote, StoreRecord
from tests.unit.agents.desk import Dialogue, reading
from tests.unit.estimator.conftest import QUOTES

pytestmark = pytest.mark.anyio


async def say(dialogue: Dialogue, text: str, *, choice: str | None = None, **facts: object) -> Step:
    read = reading(text, "quote", choice=choice, entities=Entities.model_validate(facts))
    return dialogue.keep(await decide(dialogue.turn(read, quotes=QUOTES)))


def quote_in(step: Step) -> Quote:
    return next(action.quote for action in step.actions if isinstance(action, StoreQuote))


async def test_everything_told_at_once_is_priced_at_once(dialogue: Dialogue) -> None:
    step = await say(dialogue, "два смесителя", services=["faucet"], zones=["arabkir"])
    quote = quote_in(step)
    assert (quote.low, quote.high, quote.version, quote.replaces) == (16000, 16000, 1, None)
    assert [(f.field, f.value) for f in quote.facts] == [
        ("zone", "arabkir"),
        ("taps", "2"),
        ("urgency", "planned"),
    ]
    assert step.acts[0].values["link"] == f"https://desk.example/quotes/{quote.token}.pdf"
    assert [o.id for o in step.acts[-1].options] == ["book", "call", "later"]


async def test_photo_is_asked_once_and_the_talk_goes_on_without(dialogue: Dialogue) -> None:
    first = await say(dialogue, "стиралка", services=["washer"])
    second = await say(dialogue, "", choice="water")
    assert [act.say for act in first.acts] == ["estimate-photo", "ask-field"]
    assert [act.say for act in second.acts] == ["estimate-noted", "ask-field"]
    assert second.pending is not None
    assert second.pending.field == "zone"


async def test_photo_that_comes_is_noted_and_the_question_stays(dialogue: Dialogue) -> None:
    await say(dialogue, "стиралка", services=["washer"])
    photo = InboxEvent(
        seq=2, kind="unsupported", channel="telegram", provider_id="p", occurred_at=datetime(2026, 11, 24, tzinfo=UTC),
        payload={"type": "photo"},
    )  # fmt: skip
    step = dialogue.keep(await decide(dialogue.turn(reading(""), event=photo, quotes=QUOTES)))
    assert step.acts[0].say == "estimate-photo-noted"
    assert step.pending is not None
    assert step.pending.field == "fault"


async def test_fact_the_customer_cannot_say_makes_a_range(dialogue: Dialogue) -> None:
    await say(dialogue, "стиралка", services=["washer"], zones=["avan"])
    quote = quote_in(await say(dialogue, "", choice="unsure"))
    assert (quote.low, quote.high) == (10000, 35000)
    assert quote.factors[0].en == "the fault"


async def test_a_phone_where_an_area_is_asked_is_no_area(dialogue: Dialogue) -> None:
    asked = await say(dialogue, "ламинат", services=["laminate"])
    again = await say(dialogue, "Арам, 091 445566", phones=["+37491445566"])
    assert (again.pending and again.pending.field) == (asked.pending and asked.pending.field)


async def test_two_answers_that_say_nothing_make_a_range_too(dialogue: Dialogue) -> None:
    await say(dialogue, "ламинат", services=["laminate"])
    again = await say(dialogue, "обычная комната")
    assert again.pending is not None
    quote = quote_in(await say(dialogue, "ну средняя"))
    assert (quote.low, quote.high) == (37500, 150000)


async def test_number_beside_its_noun_is_counted_and_others_are_not(dialogue: Dialogue) -> None:
    pieces = [
        Quantity(text="1 кухня", value=Decimal(1), what="кухня"),
        Quantity(text="5 розеток", value=Decimal(5), what="розеток"),
    ]
    step = await say(
        dialogue, "на 1 кухне 5 розеток", services=["sockets"], zones=["avan"], quantities=pieces
    )
    assert quote_in(step).low == 15000


async def test_figures_beside_a_phone_count_nothing_more_below_a_price(dialogue: Dialogue) -> None:
    """ "20 Njdeh street, Artur 093 …": where and who."""
    await say(dialogue, "три розетки", services=["sockets"], zones=["avan"], numbers=[3])
    step = await say(dialogue, "Нжде 20, Артур 093 112233", numbers=[20], phones=["+37493112233"])
    assert not [a for a in step.actions if a.tool == "crm.quote"]


async def test_change_makes_version_two_that_refers_to_version_one(dialogue: Dialogue) -> None:
    first = quote_in(await say(dialogue, "смеситель", services=["faucet"], zones=["arabkir"]))
    second = quote_in(await say(dialogue, "а если 3 смесителя?", services=["faucet"]))
    assert (second.version, second.replaces, second.low) == (2, first.id, 21000)
    assert second.token != first.token


async def test_quote_holds_when_the_price_list_changes(dialogue: Dialogue, repair: Business) -> None:
    first = quote_in(await say(dialogue, "смеситель", services=["faucet"], zones=["arabkir"]))
    rules = repair.estimates
    work = rules.tables[0]
    dearer = [row.model_copy(update={"price": (row.price or 0) * 2}) for row in work.rows]
    tables = [work.model_copy(update={"rows": dearer}), *rules.tables[1:]]
    dialogue.business = repair.model_copy(update={"estimates": rules.model_copy(update={"tables": tables})})
    again = await say(dialogue, "так сколько стоит смеситель?", services=["faucet"], zones=["arabkir"])
    assert not [a for a in again.actions if isinstance(a, StoreQuote)]
    assert again.acts[0].values["total"] == first.total


async def test_same_turn_again_makes_the_same_quote(dialogue: Dialogue) -> None:
    read = reading("смеситель", "quote", entities=Entities(services=["faucet"], zones=["arabkir"]))
    one, two = [quote_in(await decide(dialogue.turn(read, quotes=QUOTES))) for _ in range(2)]
    assert one == two


async def test_booking_is_handed_on_with_everything_kept(dialogue: Dialogue) -> None:
    await say(dialogue, "смеситель", services=["faucet"], zones=["arabkir"])
    step = await say(dialogue, "", choice="book")
    assert step.hand_off == "scheduler"
    assert step.hand_frame is not None
    assert step.hand_frame["service_id"] == "faucet"
    assert step.frame is not None
    assert step.frame["quote"]["low"] == "8000"


async def test_not_now_ends_as_quoted(dialogue: Dialogue) -> None:
    await say(dialogue, "смеситель", services=["faucet"], zones=["arabkir"])
    assert (await say(dialogue, "", choice="later")).outcome == "quoted"


async def test_fixed_price_call_asks_for_the_number_once(dialogue: Dialogue) -> None:
    await say(dialogue, "смеситель", services=["faucet"], zones=["arabkir"])
    ask = await say(dialogue, "", choice="call")
    assert ask.pending is not None
    assert ask.pending.kind == "contact"
    done = await say(dialogue, "Анна 091234567", name="Анна", phones=["+37491234567"])
    assert done.outcome == "handed_over"
    assert done.escalation is not None
    assert done.escalation.fields["phone"] == "+37491234567"


async def test_place_that_is_not_served_is_refused_with_an_alternative(dialogue: Dialogue) -> None:
    step = await say(dialogue, "смеситель в Гюмри", services=["faucet"], zones=["gyumri"])
    assert (step.outcome, step.acts[0].say) == ("not_fit", "zone-not-served-instead")
    assert step.actions == []


async def test_special_materials_go_to_a_person_with_all_that_is_known(dialogue: Dialogue) -> None:
    step = await say(dialogue, "плитка из мрамора", services=["tiling"], zones=["avan"], numbers=[10])
    record = next(a for a in step.actions if isinstance(a, StoreRecord))
    assert step.outcome == "handed_over"
    assert step.escalation is not None
    assert step.escalation.reason == "особые материалы"
    assert record.fields["zone"] == "Аван"
    assert step.promises[0].due_at == step.acts[0].values["by"]


async def test_above_the_owners_sum_a_person_gets_the_calculated_one(dialogue: Dialogue) -> None:
    area = [Quantity(text="400 м2", value=Decimal(400), unit="m2")]
    step = await say(dialogue, "плитка", services=["tiling"], quantities=area)
    assert step.escalation is not None
    assert step.escalation.fields["calculated"] == "2400000-3600000"
    assert step.escalation.draft_acts[0].say == "draft-estimate-total"


async def test_business_without_tables_collects_and_a_person_prices(
    dialogue: Dialogue, repair: Business
) -> None:
    from knowledge.business_files import DEFAULTS
    from knowledge.yaml_lines import read_yaml

    tree = read_yaml(DEFAULTS / "pricing.yaml", "pricing.yaml").tree
    rules = type(repair.estimates).model_validate(tree)
    dialogue.business = repair.model_copy(update={"estimates": rules})
    ask = await say(dialogue, "сколько стоит?")
    assert ask.pending is not None
    assert ask.pending.field == "what"
    await say(dialogue, "сайт-визитка")
    done = await say(dialogue, "Анна 091234567", name="Анна", phones=["+37491234567"])
    assert done.outcome == "handed_over"


async def test_a_measure_is_no_number_of_pieces_of_the_job_before(dialogue: Dialogue) -> None:
    await say(dialogue, "два смесителя", services=["faucet"], zones=["arabkir"])
    square = Quantity(text="20 кв м", value=Decimal(20), unit="m2", what="")
    await say(dialogue, "а 20 кв м?", quantities=[square], numbers=[20])
    assert dialogue.frame["fields"]["taps"] == "2"


async def test_a_number_of_another_job_named_after_a_price_is_no_area(dialogue: Dialogue) -> None:
    await say(dialogue, "два смесителя", services=["faucet"], zones=["arabkir"])
    step = await say(dialogue, "и покрасить две стены", services=["painting"], numbers=[2])
    assert not [action for action in step.actions if isinstance(action, StoreQuote)]
    assert step.pending is not None
    assert step.pending.field == "area"


async def test_work_that_is_only_likely_is_asked_about_and_not_priced(dialogue: Dialogue) -> None:
    step = await say(dialogue, "вода не уходит", likely_services=["leak", "drain"])
    assert [o.id for o in step.acts[0].options] == ["service:leak", "service:drain"]
    assert not any(isinstance(action, StoreQuote) for action in step.actions)


def test_what_is_taken_off_is_said_in_words_and_without_a_minus() -> None:
    off = Decimal(-3500)
    name = LocalText(ru="Скидка", hy="Զեղչ", en="Discount")
    act = line_act(QuoteLine(name=name, low=off, high=off), "AMD")
    assert act.say == "estimate-line-less"
    assert act.values["sum"] == Money(amount=Decimal(3500), currency="AMD")
