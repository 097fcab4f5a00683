"""R7, R16: plain answers are read exactly; anything more is left to the model."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from domain.reading import Reading
from domain.speech import Option
from domain.step import PendingQuestion
from tests.unit.understanding.conftest import NOW

ReadExact = Callable[..., Reading | None]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("2", "slot:1"), ("2)", "slot:1"), ("№ 3", "slot:2"), ("второй", "slot:1"), ("второй вариант, пожалуйста", "slot:1"),
        ("vtoroy", "slot:1"), ("the second one", "slot:1"), ("1:30 sounds good", "slot:1"), ("երկրորդը", "slot:1"), ("в 13:30", "slot:1"),
        ("давайте в 13:30", "slot:1"), ("at 11", "slot:2"), ("в субботу", "slot:2"), ("on saturday please", "slot:2"),
        ("erkrord jamy kvercnem", "slot:1"), ("երկրորդը հարմար ա", "slot:1"), ("arajiny dzer a talis", "slot:0"),
        ("erkrord jamy kverchnem", "slot:1"), ("երրորդը", "slot:2"), ("yerrordy", "slot:2"), ("երկրրդը", "slot:1"), ("երրորդ ժամը պահեք ինձ համար", "slot:2"),
        ("շաբաթ օրը", "slot:2"), ("последний", "slot:2"), ("third", "slot:2"), ("1-ը", "slot:0"), ("13.30", "slot:1"),
    ],
)  # fmt: skip
def test_an_offered_time_is_chosen(
    read_exact: ReadExact, times: PendingQuestion, text: str, chosen: str
) -> None:
    reading = read_exact(text, pending=times)
    assert reading is not None
    assert (reading.choice, reading.source) == (chosen, "exact")
    assert "choose" in reading.acts


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("самое раннее", "slot:0"), ("the earliest one, please", "slot:0"), ("ամենավաղը", "slot:0"),
        ("самое позднее", "slot:2"), ("the latest one", "slot:2"), ("ամենաուշը", "slot:2"),
        ("давайте что попозже из этих", "slot:2"), ("то, что пораньше", "slot:0"), ("пораньше из них", "slot:0"),
        ("chto nibud poranshe iz nih", "slot:0"), ("the later one of those", "slot:2"), ("the earlier of these two", "slot:0"),
        ("դրանցից ավելի ուշը", "slot:2"), ("на ближайшее", "slot:0"), ("крайнее", "slot:2"), ("среднее", "slot:1"),
        ("the middle one", "slot:1"), ("միջինը", "slot:1"),
    ],
)  # fmt: skip
def test_the_earliest_and_the_latest_are_those_of_the_times_shown(
    read_exact: ReadExact, times: PendingQuestion, text: str, chosen: str
) -> None:
    reading = read_exact(text, pending=times)
    assert reading is not None
    assert reading.choice == chosen


@pytest.mark.parametrize(
    "text",
    [
        "а пораньше?",
        "попозже",
        "ничего из этих, попозже",
        "из этих никакое, есть пораньше?",
        "any later?",
        "ավելի ուշ կա՞",
    ],
)
def test_later_than_the_times_shown_is_none_of_them(
    read_exact: ReadExact, times: PendingQuestion, text: str
) -> None:
    reading = read_exact(text, pending=times)
    assert reading is None or reading.choice is None


@pytest.mark.parametrize("text", ["4in", "4-ին", "3-ին"])
def test_an_hour_in_armenian_is_no_number_of_an_option(
    read: Callable[..., Reading], times: PendingQuestion, text: str
) -> None:
    more = Option(id="more", say="option-other-time")
    asked = times.model_copy(update={"options": [*times.options, more]})
    reading = read(text, pending=asked, language="hy")
    assert reading.choice is None
    assert reading.entities.windows[0].daily_from is not None


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
    "text",
    ["лучше в воскресенье", "в пятницу", "4", "второй или третий", "а есть позже?", "2 человека придут",
     "второй, а сколько стоит?", "давайте второй, но к другому врачу", "can I come on Sunday?", "ուրբաթ"],
)  # fmt: skip
def test_what_fits_no_single_option_is_not_chosen(
    read_exact: ReadExact, times: PendingQuestion, text: str
) -> None:
    reading = read_exact(text, pending=times)
    assert reading is None or reading.choice is None


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("первичная", "first"),
        ("Первичную, пожалуйста", "first"),
        ("follow-up", "repeat"),
        ("կրկնակի", "repeat"),
        ("1", "first"),
    ],
)
def test_words_of_a_label_choose_it(
    read_exact: ReadExact, visits: PendingQuestion, text: str, chosen: str
) -> None:
    reading = read_exact(text, pending=visits)
    assert reading is not None
    assert reading.choice == chosen


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


def test_a_tap_is_its_option(read_exact: ReadExact, read_back: PendingQuestion) -> None:
    reading = read_exact("", pending=read_back, language="hy", choice="yes")
    assert reading is not None
    assert (reading.choice, reading.language) == ("yes", "hy")
    assert reading.acts == ["choose", "confirm"]


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
    ("text", "chosen"),
    [
        ("ok 4 then", "slot:2"), ("4 is good", "slot:2"), ("тогда 4", "slot:2"), ("դե լավ 4", "slot:2"),
        ("4", "more"), ("option 4", "more"), ("номер 4", "more"), ("2", "slot:1"), ("ok 2 then", "slot:1"),
    ],
)  # fmt: skip
def test_a_figure_in_a_sentence_is_a_shown_hour_before_it_is_a_way_out(
    read_exact: ReadExact, times: PendingQuestion, text: str, chosen: str
) -> None:
    moments = [NOW.replace(day=12, hour=hour, minute=0) for hour in (13, 14, 16)]
    shown = [Option(id=f"slot:{n}", say="option-slot", values={"when": m}) for n, m in enumerate(moments)]
    asked = times.model_copy(update={"options": [*shown, Option(id="more", say="option-other-time")]})
    reading = read_exact(text, pending=asked)
    assert reading is not None
    assert reading.choice == chosen


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
