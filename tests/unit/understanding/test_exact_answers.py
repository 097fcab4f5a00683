"""R7, R16: plain answers are read exactly; anything more is left to the model."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.reading import Reading
from domain.speech import Option
from domain.step import PendingQuestion
from tests.unit.understanding.conftest import NOW

ReadExact = Callable[..., Reading | None]


@pytest.mark.parametrize(
    "text", ["ой, стоп, лучше в субботу", "oh stop, make it friday", "стоп, мне чистку, а не осмотр"]
)
def test_a_stop_before_another_wish_is_no_goodbye(
    read: Callable[..., Reading], times: PendingQuestion, text: str
) -> None:
    assert "opt_out" not in read(text, pending=times).acts


@pytest.mark.parametrize("text", ["мы у вас никогда не были", "ещё ни разу у вас не была"])
def test_who_has_never_been_here_complains_of_nothing(
    read: Callable[..., Reading], visits: PendingQuestion, text: str
) -> None:
    reading = read(text, pending=visits)
    assert (reading.entities.first_visit, reading.flags) == (True, [])


@pytest.mark.parametrize("text", ["12in", "9-in", "13ic heto"])
def test_an_ending_on_a_figure_changes_no_language(
    read: Callable[..., Reading], times: PendingQuestion, text: str
) -> None:
    assert read(text, pending=times, language="hy").language == "hy"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("да", "confirm"), ("Да, всё верно!", "confirm"), ("ok", "confirm"), ("yes please", "confirm"), ("այո", "confirm"),
        ("da", "confirm"), ("хорошо, спасибо", "confirm"), ("👍", "confirm"), ("нет", "deny"), ("net", "deny"),
        ("no thanks", "deny"), ("ոչ", "deny"), ("не надо", "deny"), ("մի գրանցեք", "deny"), ("չէ, մի գրեք", "deny"),
    ],
)  # fmt: skip
def test_yes_and_no_answer_a_read_back(
    read_exact: ReadExact, read_back: PendingQuestion, text: str, act: str
) -> None:
    reading = read_exact(text, pending=read_back, language="ru")
    assert reading is not None
    assert act in reading.acts
    assert reading.choice == ("yes" if act == "confirm" else "no")


@pytest.mark.parametrize(
    "text",
    ["да, но лучше в пятницу", "да, а сколько стоит?", "нет, давайте в 15:00", "yes but can you call me", "да нет", "наверное",
     "այո, բայց ուրբաթ", "да?", "да, наверное", "да ну", "ok, let me think", "ok i'll think", "լավ, երևի"],
)  # fmt: skip
def test_a_yes_with_a_changed_wish_is_no_plain_yes(
    read_exact: ReadExact, read_back: PendingQuestion, text: str
) -> None:
    assert read_exact(text, pending=read_back, language="ru") is None


def test_ambiguous_words_take_the_conversations_language(
    read_exact: ReadExact, read_back: PendingQuestion
) -> None:
    for language in ("ru", "hy", "en"):
        reading = read_exact("ok", pending=read_back, language=language)
        assert reading is not None
        assert (reading.language, reading.script) == (language, "other")


@pytest.mark.parametrize(
    ("text", "name", "phone"),
    [
        ("Анна, 091 23 45 67", "Анна", "+37491234567"), ("091234567 Анна", "Анна", "+37491234567"),
        ("menya zovut Anna +37491234567", "Anna", "+37491234567"), ("Արամ 077123456", "Արամ", "+37477123456"),
        ("my name is John Smith, 091234567", "John Smith", "+37491234567"), ("анна петрова", "Анна Петрова", None),
        ("+7 916 123-45-67", None, "+79161234567"), ("Իմ անունը Արամ է, 091234567", "Արամ", "+37491234567"),
        ("Это Пётр, тел. 8 916 123 45 67", "Пётр", "+79161234567"),
    ],
)  # fmt: skip
def test_name_and_phone_come_in_any_order(
    read_exact: ReadExact, contact: PendingQuestion, text: str, name: str | None, phone: str | None
) -> None:
    reading = read_exact(text, pending=contact, language="ru")
    assert reading is not None
    assert reading.entities.name == name
    assert reading.entities.phones == ([phone] if phone else [])


@pytest.mark.parametrize(
    "text",
    [
        "да",
        "завтра",
        "позже скажу",
        "а зачем вам телефон?",
        "12345",
        "сколько стоит чистка",
        "tomorrow",
        "վաղը",
    ],
)
def test_other_answers_are_no_name(read_exact: ReadExact, contact: PendingQuestion, text: str) -> None:
    reading = read_exact(text, pending=contact, language="ru")
    assert reading is None or (reading.entities.name is None and not reading.entities.phones)


@pytest.mark.parametrize(("text", "language"), [("Arajiny", "hy"), ("erkrordy", "hy"), ("vtoroe", "ru")])
def test_one_of_the_times_in_latin_letters_is_no_name(
    read_exact: ReadExact, contact: PendingQuestion, text: str, language: str
) -> None:
    reading = read_exact(text, pending=contact, language=language)
    assert reading is None or reading.entities.name is None


@pytest.mark.parametrize(
    ("text", "act"),
    [("спасибо!", "thank"), ("Здравствуйте", "greet"), ("barev dzez", "greet"), ("стоп", "opt_out"), ("unsubscribe", "opt_out"),
     ("отписаться", "opt_out"), ("оператор", "ask_human"), ("I want a human", "ask_human"), ("привет", "greet")],
)  # fmt: skip
def test_thanks_greetings_and_stop_stand_alone(read_exact: ReadExact, text: str, act: str) -> None:
    reading = read_exact(text)
    assert reading is not None
    assert act in reading.acts


@pytest.mark.parametrize(
    "text", ["стоп, я хотел в пятницу", "привет, хочу записаться", "не стоп", "спасибо, а где вы находитесь?"]
)
def test_stop_or_greeting_with_more_is_left_to_the_model(read_exact: ReadExact, text: str) -> None:
    assert read_exact(text) is None


def test_exact_answers_take_about_a_millisecond(read_exact: ReadExact, times: PendingQuestion) -> None:
    read_exact("второй", pending=times)
    started = time.process_time()
    for _ in range(50):
        read_exact("в 13:30", pending=times)
        read_exact("второй", pending=times)
    assert (time.process_time() - started) / 100 < 0.003


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("да отменяйте", "ru"), ("отмените запись", "ru"), ("да, отмените её пожалуйста", "ru"), ("da, otmenyayte", "ru"),
        ("yes, cancel it please", "en"), ("cancel my appointment", "en"), ("այո, չեղարկեք", "hy"),
    ],
)  # fmt: skip
def test_the_deed_that_was_asked_about_is_a_yes_to_it(
    read_exact: ReadExact, text: str, language: str
) -> None:
    asked = PendingQuestion(
        field="cancel_yes",
        kind="yes_no",
        specialist="scheduler",
        options=[
            Option(id="yes", say="option-cancel"),
            Option(id="move", say="option-move"),
            Option(id="no", say="option-keep"),
        ],
    )
    reading = read_exact(text, pending=asked, language=language)
    assert reading is not None
    assert reading.choice == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "не отменяйте", "нет, не надо отменять", "отмените?", "do not cancel it", "չեղարկել պետք չէ", "մի չեղարկեք",
        "չէ, մի չեղարկեք", "mi chegharkeq",
    ],
)  # fmt: skip
def test_the_deed_that_is_refused_is_no_yes(read_exact: ReadExact, text: str) -> None:
    asked = PendingQuestion(
        field="cancel_yes",
        kind="yes_no",
        specialist="scheduler",
        options=[Option(id="yes", say="option-cancel")],
    )
    reading = read_exact(text, pending=asked)
    assert reading is None or reading.choice is None


@pytest.mark.parametrize(
    ("text", "name", "language"),
    [
        ("Laura Hollis, same phone", "Laura Hollis", "en"),
        ("Иван Петров, телефон тот же", "Иван Петров", "ru"),
        ("Արամ Պետրոսյան, նույն համարը", "Արամ Պետրոսյան", "hy"),
    ],
)
def test_a_name_beside_the_same_phone_as_before_is_a_name(
    read_exact: ReadExact, contact: PendingQuestion, text: str, name: str, language: str
) -> None:
    reading = read_exact(text, pending=contact, language=language)
    assert reading is not None
    assert reading.entities.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Запишите меня",
        "запишите нас, пожалуйста",
        "zapishite menya",
        "book me in please",
        "գրանցեք ինձ",
        "grancek indz",
    ],
)
def test_a_word_of_booking_with_nothing_asked_is_the_wish_to_book(
    read_exact: ReadExact, read_back: PendingQuestion, text: str
) -> None:
    reading = read_exact(text)
    assert reading is not None
    assert (reading.route, reading.acts) == ("booking", ["inform"])
    agreed = read_exact(text, pending=read_back)
    assert agreed is not None
    assert "confirm" in agreed.acts


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("10 нормально, LG вроде, фото нет", "slot:0"), ("10 is fine, it's an LG, no photo", "slot:0"), ("11 подходит, у меня собака", "slot:2"),
        ("11-ը հարմար է, LG է", "slot:2"), ("10 normalno, LG vrode, foto net", "slot:0"),
    ],
)  # fmt: skip
def test_an_hour_that_was_shown_is_chosen_whatever_is_remarked_behind_it(
    understander: Understander, times: PendingQuestion, text: str, chosen: str
) -> None:
    assert understander.read([text], ReadingContext(NOW, None, times)).choice == chosen


@pytest.mark.parametrize(
    "text",
    ["10 подходит, нет, лучше 11", "10, нет, 12", "10 человек, на выходных"],
)
def test_an_hour_that_is_taken_back_or_is_none_chooses_nothing(
    understander: Understander, times: PendingQuestion, text: str
) -> None:
    assert understander.read([text], ReadingContext(NOW, None, times)).choice is None


@pytest.mark.parametrize("text", ["13:30 давайте. Налбандяна 40 кв 12", "10 давайте. Налбандяна 40 кв 12"])
def test_an_hour_beside_an_address_is_chosen_and_the_address_kept(
    understander: Understander, times: PendingQuestion, text: str
) -> None:
    found = understander.read([text], ReadingContext(NOW, None, times))
    assert found.choice is not None
    assert found.entities.addresses


@pytest.mark.parametrize(
    "text", ["первое. Карине 094 11 00 22, подругу зовут Мери", "the first one. Tom Baker, 091 22 33 44, my friend is Mary"]
)  # fmt: skip
def test_who_comes_along_told_beside_a_chosen_time_is_nobody_elses_data(
    understander: Understander, times: PendingQuestion, text: str
) -> None:
    found = understander.read([text], ReadingContext(NOW, None, times))
    assert found.choice == "slot:0"
    assert "other_person" not in found.flags
