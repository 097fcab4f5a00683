"""Whether something is charged for is a question to the rules: nothing was charged, and nothing is wanted back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.reading import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    "text",
    [
        "деньги за это не берёте?", "а за отмену штраф есть?", "dengi za eto ne berete?", "you don't charge for that, do you?",
        "will I be charged for cancelling?", "գումար չեք վերցնում չէ դրա համար?", "դրա համար տուգանք կա՞",
        "gumar chek vercnum dra hamar?",
    ],
)  # fmt: skip
def test_it_is_asked_of_the_rules_and_raises_no_claim(read: Read, text: str) -> None:
    found = read(text)
    assert found.route == "faq"
    assert not {"refund", "payment_dispute", "discount"} & set(found.flags)


@pytest.mark.parametrize(
    "text",
    ["с меня дважды взяли деньги", "why did you charge me twice?", "ինձնից երկու անգամ գումար եք վերցրել"],
)
def test_what_was_charged_wrongly_stays_a_dispute(read: Read, text: str) -> None:
    assert "payment_dispute" in read(text).flags


@pytest.mark.parametrize(
    "text", ["ինչքա՞ն գումար եք վերցնում մաքրման համար", "сколько денег берёте за чистку?", "how much do you charge for a cleaning?"]
)  # fmt: skip
def test_how_much_is_charged_is_a_price(read: Read, text: str) -> None:
    assert read(text).has("quote", at_least=0.5)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("деньги вернете? вы уже берете второй раз!", "support.returns"),
        ("do you charge for that? give me my money back", "support.returns"),
        ("do you charge for that? your doctor broke my tooth", "support.complaint"),
        ("за это берёте деньги? ваш врач сломал мне зуб", "support.complaint"),
        ("ваш врач сломал мне зуб, и вы за это берёте деньги?", "support.complaint"),
        ("դրա համար գումար եք վերցնո՞ւմ։ ձեր բժիշկը կոտրեց ատամս", "support.complaint"),
        ("do you charge for that? I was charged twice", "support.payment"),
    ],
)
def test_trouble_in_another_sentence_stays_a_need(read: Read, text: str, trouble: str) -> None:
    assert read(text).has(trouble, at_least=0.5)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("деньги вернете? вы уже берете второй раз!", "refund"),
        ("за это деньги берёте? с меня дважды сняли", "payment_dispute"),
    ],
)
def test_a_claim_in_another_sentence_stays_one(read: Read, text: str, claim: str) -> None:
    assert claim in read(text).flags


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Do I have to pay for moving? move it to Friday", "reschedule"),
        ("за перенос платить надо? перенесите на пятницу", "reschedule"),
        ("za perenos platit nado? perenesite na pyatnicu", "reschedule"),
        ("տեղափոխելու համար տուգանք կա՞։ տեղափոխեք ուրբաթ", "reschedule"),
        ("за отмену штраф есть? отмените запись", "cancel"),
        ("չեղարկելու համար տուգանք կա՞։ չեղարկեք այցս", "cancel"),
    ],
)
def test_a_change_wanted_beside_what_it_costs_is_made_and_the_rule_told(
    read: Read, text: str, deed: str
) -> None:
    found = read(text)
    assert found.route == deed
    assert found.has("faq", at_least=0.5)
    assert found.questions


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("перенести на пятницу, за перенос платить надо?", "reschedule"), ("хочу отменить запись, за отмену деньги не возьмете?", "cancel"),
        ("завтра не смогу, можно на пятницу перенести? за перенос ничего не платить?", "reschedule"),
        ("можете перенести на субботу, штраф за это есть?", "reschedule"), ("перенесите на вторник, это бесплатно?", "reschedule"),
        ("mojno perenesti na pyatnicu? za perenos platit nado?", "reschedule"), ("можно отменить завтрашнюю запись? штраф будет?", "cancel"),
        ("can I move it to Friday, is there a fee for moving?", "reschedule"), ("Could you move my appointment to Friday? is there a fee for moving?", "reschedule"),
        ("cancel my appointment please, will I be charged?", "cancel"),
        ("կարո՞ղ եք տեղափոխել ուրբաթ, տեղափոխելու համար տուգանք կա՞", "reschedule"), ("karox eq texapoxel urbat, tugank ka?", "reschedule"),
    ],
)  # fmt: skip
def test_a_change_asked_for_in_the_same_breath_is_made_too(read: Read, text: str, deed: str) -> None:
    found = read(text)
    assert found.route == deed
    assert found.has("faq", at_least=0.5)


@pytest.mark.parametrize(
    "text",
    [
        "если перенесу, штраф будет?", "а можно потом перенести если что?", "как перенести запись, штраф есть?",
        "а можно будет отменить, если заболею? за это штраф?", "if I get sick, can I move it, is there a fee?",
        "how do I cancel, is there a fee for cancelling?", "եթե տեղափոխեմ, տուգանք կա՞",
    ],
)  # fmt: skip
def test_what_is_only_supposed_or_asked_about_changes_nothing(read: Read, text: str) -> None:
    assert read(text).route == "faq"
