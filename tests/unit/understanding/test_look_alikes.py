"""What sounds like a cancellation and is none, closings, and short words that decide alone."""

from __future__ import annotations

import pytest

from tests.unit.understanding.conftest import Read


@pytest.mark.parametrize(
    "text",
    [
        "Is it allowed to cancel on the day itself?",
        "Should I cancel if my kid has a runny nose?",
        "please stop the promo emails",
        "отключите рекламную рассылку",
        "можно ли отменить визит в тот же день?",
        "не уверена что завтра смогу, вечером скажу",
        "не отменяйте, я бегу!",
        "մի չեղարկեք, ճանապարհին եմ",
        "կարելի՞ է չեղարկել նույն օրը",
    ],
)
def test_what_only_sounds_like_a_cancellation_is_none(read: Read, text: str) -> None:
    assert read(text).route != "cancel"


@pytest.mark.parametrize(
    "text",
    [
        "cancel my visit on friday please",
        "не смогу прийти, снимите мою запись совсем",
        "отмените запись, передумала",
        "չեղարկեք վաղվա այցս",
        "otmenite moyu zapis na zavtra",
    ],
)
def test_a_cancellation_stays_one(read: Read, text: str) -> None:
    assert read(text).route == "cancel"


@pytest.mark.parametrize(
    "text", ["Thanks, that was everything", "спасибо, на этом всё", "շնորհակալ եմ, այսքանն էր"]
)
def test_thanks_and_nothing_more_ends_a_talk(read: Read, text: str) -> None:
    assert read(text).route == "smalltalk"


def test_no_thanks_is_still_a_no(read: Read) -> None:
    assert read("No thanks, that's all").route != "smalltalk"


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("any news on the refund for the lamp", "support.returns"),
        ("i need the invoice for june", "support.payment"),
        ("возврат за куртку где", "support.returns"),
        ("квитанцию за май пришлите", "support.payment"),
        ("հունիսի հաշիվն ուղարկեք խնդրեմ", "support.payment"),
    ],
)
def test_a_word_that_decides_alone_decides(read: Read, text: str, route: str) -> None:
    assert read(text).route == route


@pytest.mark.parametrize(
    "text",
    [
        "мне отменили рейс, сижу в аэропорту",
        "отмените такси, сама доеду",
        "can you cancel my flight to rome",
        "our meeting got moved so I cancelled the cab",
        "տաքսին չեղարկեք խնդրեմ",
    ],
)
def test_cancelling_something_else_cancels_no_visit(read: Read, text: str) -> None:
    assert not read(text).has("cancel")


@pytest.mark.parametrize(
    "text", ["отмените запись, у меня совещание", "cancel my visit, I have a flight that day"]
)
def test_a_reason_is_not_the_thing_that_is_cancelled(read: Read, text: str) -> None:
    assert read(text).route == "cancel"


@pytest.mark.parametrize(
    "text",
    [
        "можно вернуть, если не понравится?",
        "а если заболею, перенесёте?",
        "could we swap it if she hates the colour?",
        "what if we are not happy with it?",
        "եթե չափսը չհամապատասխանի, կփոխե՞ք",
        "իսկ եթե չհավանե՞մ",
    ],
)
def test_what_would_happen_if_is_a_question_and_no_act(read: Read, text: str) -> None:
    reading = read(text)
    assert reading.route == "faq", reading.routes
    assert not {"refund", "discount"} & set(reading.flags)


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("отмените, если можно, мою запись на завтра", "cancel"),
        ("можно перенести на пятницу, если есть время?", "reschedule"),
        ("can we move it to Friday if you have time?", "reschedule"),
        ("if tomorrow does not work, can I come on Friday?", "reschedule"),
        ("если завтра не получится, можно в пятницу?", "reschedule"),
    ],
)
def test_a_polite_if_takes_nothing_back(read: Read, text: str, route: str) -> None:
    assert read(text).route == route


@pytest.mark.parametrize("text", ["отмени билет", "аннулируйте бронь отеля", "չեղարկեք հյուրանոցը"])
def test_what_is_no_visit_of_ours_is_not_cancelled(read: Read, text: str) -> None:
    assert not read(text).has("cancel", at_least=0.4)
