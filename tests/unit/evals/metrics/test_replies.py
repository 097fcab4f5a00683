"""Metrics of what was said: form, language, first sentence, demanded words. Figures and promises: `test_figures.py`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.language import Language
from evals.metrics.port import Score
from evals.scenario import Goal, Manner, Scenario
from tests.fakes.clinic_stories import booking
from tests.fakes.story import Story, replying, scenario_of

Judge = Callable[[Scenario, Story], dict[str, Score]]


@pytest.mark.parametrize(("words", "well"), [(60, True), (61, False)])
def test_sixty_words_are_enough(judge: Judge, words: int, well: bool) -> None:
    score = judge(scenario_of(), replying(" ".join(["слово"] * words), "Ещё слово", "И ещё"))["reply_length"]
    assert score.passed is well
    assert score.figures == {"longest_reply_words": float(words)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Как вас зовут? И какой у вас номер телефона?"),
        ("hy", "Ի՞նչ է Ձեր անունը։ Ո՞րն է Ձեր հեռախոսահամարը։"),
        ("en", "What is your name? And your phone number?"),
    ],
)
def test_name_and_phone_are_one_question(judge: Judge, language: Language, text: str) -> None:
    scenario = scenario_of(voice=language)
    assert judge(scenario, replying(text, language=language))["one_question"].passed


def test_two_messages_of_one_reply_are_read_together(judge: Judge) -> None:
    story = replying("Какой день удобен?").bot("А филиал какой?")
    assert judge(scenario_of(), story)["one_question"].got == "Какой день удобен? | А филиал какой?"


def test_two_reminders_on_two_days_are_two_replies(judge: Judge) -> None:
    story = replying("Записать?")
    story.waits(timedelta(days=2))
    story.bot("Продолжим?")
    story.now += timedelta(days=1)
    story.bot("Ещё актуально?")
    assert judge(scenario_of(), story)["one_question"].passed


@pytest.mark.parametrize(
    ("labels", "reason"),
    [
        (["Да"], "1 options"),
        (["1", "2", "3", "4", "5"], "5 options"),
        (["Да", "да"], "two options with one label: да"),
        (["Да", " "], "an option without a label"),
    ],
)
def test_options_that_are_none(judge: Judge, labels: list[str], reason: str) -> None:
    score = judge(scenario_of(), replying("Выберите.", *labels))["options"]
    assert (score.passed, score.turn, score.reason) == (False, 1, reason)


def test_one_foreign_sentence_in_a_reply_is_noticed(judge: Judge) -> None:
    text = "Մեր հասցեն՝ Երևան, Աբովյան փողոց 41/2, մետրոյից յոթ րոպե ոտքով։ Вход со двора, второй этаж. Սպասում ենք Ձեզ։"
    score = judge(scenario_of(voice="hy"), replying(text, language="hy"))["reply_language"]
    assert (score.passed, score.got) == (False, "Вход со двора, второй этаж.")


def test_a_label_in_another_language_is_noticed(judge: Judge) -> None:
    score = judge(scenario_of(voice="hy"), replying("Ընտրեք։", "Այո", "Изменить", language="hy"))[
        "reply_language"
    ]
    assert score.got == "Изменить"


def test_names_the_customer_wrote_are_nobodys_fault(judge: Judge) -> None:
    story = replying("Имя: John Smith", asked="John Smith, 077 123456")
    assert judge(scenario_of(), story)["reply_language"].passed


def test_a_name_on_record_is_read_back_as_it_was_written(judge: Judge) -> None:
    story = replying("Name: Ани Варданян", language="en")
    story.stored("contact", "contact-1", name="Ани Варданян")
    assert judge(scenario_of(voice="en"), story)["reply_language"].passed


@pytest.mark.parametrize("voice", ["ru-latn", "hy-latn"])
def test_a_romanised_customer_is_answered_in_the_languages_own_letters(judge: Judge, voice: str) -> None:
    language: Language = "ru" if voice == "ru-latn" else "hy"
    story = booking(language)
    story.voice = voice
    assert judge(scenario_of(voice=voice, exact_records=False), story)["reply_language"].passed


def test_who_changes_the_language_is_answered_in_the_new_one(judge: Judge) -> None:
    story = booking("ru")
    story.says("Can we go on in English?")
    story.bot("Of course, how can I help you?")
    scenario = scenario_of(voice_of_replies="en", exact_records=False)
    assert judge(scenario, story)["reply_language"].passed
    story.bot("Чем помочь?")
    score = judge(scenario, story)["reply_language"]
    assert (score.passed, score.turn) == (False, 6)


def test_a_customer_whose_manner_is_to_switch(judge: Judge) -> None:
    goal = Goal(opens="Здравствуйте", manner=Manner(switches_to="en", switches_after=1))
    scenario = scenario_of().model_copy(update={"goal": goal, "script": None})
    story = replying("Здравствуйте, чем помочь?").bot("How can I help you?")
    assert judge(scenario, story)["reply_language"].passed


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Спасибо за обращение! Свободно в 9:00."),
        ("ru", "Здравствуйте! Мы очень рады вас видеть. Записать?"),
        ("ru", "К сожалению. Мест нет."),
        ("ru", "Отличный вопрос! Предоплаты нет."),
        ("hy", "Շնորհակալություն հետաքրքրության համար։ Գրանցե՞մ։"),
        ("hy", "Ներեցեք։ Ազատ ժամ չկա։"),
        ("hy", "Շնորհակալություն, որ դիմել եք մեզ։ Գրանցե՞մ։"),
        ("en", "Thank you for contacting us! We have parking."),
        ("en", "Hi Anna! I'm so sorry to hear that. We are closed."),
        ("en", "Great question! There is no deposit."),
    ],
)
def test_filler_first_is_noticed(judge: Judge, language: Language, text: str) -> None:
    scores = judge(scenario_of(voice=language), replying(text, language=language))
    assert (scores["first_sentence"].passed, scores["first_sentence"].turn) == (False, 1)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Здравствуйте! Я виртуальный помощник клиники: могу записать вас на приём. Чем помочь?"),
        ("ru", "К сожалению, это время у нас не свободно: завтра, 09:00."),
        ("ru", "Спасибо, ждём вас."),
        ("ru", "Спасибо за заявку, записали вас на 9:00."),
        ("hy", "Շնորհակալություն, սպասում ենք Ձեզ։ Եթե ինչ-որ բան փոխվի, գրեք այստեղ։"),
        ("en", "Thank you, see you then."),
        ("ru", "Пожалуйста! Если что-то понадобится, пишите."),
        ("hy", "Ներեցեք, լավ չհասկացա Ձեզ։ Ինչո՞վ օգնեմ։"),
        ("en", "Sorry, that time is not free: tomorrow, 09:00."),
        ("en", "You're welcome. If you need anything else, just write."),
    ],
)
def test_an_answer_first_is_well(judge: Judge, language: Language, text: str) -> None:
    assert judge(scenario_of(voice=language), replying(text, language=language))["first_sentence"].passed


def test_empathy_first_is_due_to_somebody_upset(judge: Judge) -> None:
    story = replying("Мне очень жаль, что так вышло. Управляющий ответит вам лично.")
    assert not judge(scenario_of(), story)["first_sentence"].passed
    story.last.reading = {"flags": ["anger"]}
    assert judge(scenario_of(), story)["first_sentence"].passed


COMPLAINS = {"routes": [{"route": "support.complaint", "confidence": 0.9}]}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Мне жаль, что так вышло. Коллеги ответят вам здесь до 11:00."),
        ("hy", "Ցավում եմ, որ այդպես է ստացվել։ Մեր աշխատակիցները կպատասխանեն Ձեզ։"),
        ("en", "I am sorry about that. A colleague will write to you by 11:00."),
    ],
)
def test_one_short_sentence_of_sympathy_and_then_the_step(
    judge: Judge, language: Language, text: str
) -> None:
    story = replying(text, language=language)
    story.last.reading = COMPLAINS
    assert judge(scenario_of(voice=language), story)["first_sentence"].passed


@pytest.mark.parametrize(
    "text",
    [
        "Мне жаль, что так вышло.",
        "Мне жаль, что так вышло. Спасибо за обращение.",
        "Спасибо за обращение! Коллеги ответят вам здесь до 11:00.",
        "Отличный вопрос! Коллеги ответят вам здесь до 11:00.",
        "Мне жаль, что так вышло. Спасибо за обращение. Коллеги ответят вам здесь до 11:00.",
    ],
    ids=["no step", "thanks are no step", "thanks", "praise", "two of them"],
)
def test_filler_moves_nothing_for_somebody_upset_either(judge: Judge, text: str) -> None:
    story = replying(text)
    story.last.reading = COMPLAINS
    assert not judge(scenario_of(), story)["first_sentence"].passed


def test_thanks_for_a_rating_are_the_answer_to_it(judge: Judge) -> None:
    story = replying("Спасибо за оценку! Если понадобимся, пишите.")
    assert not judge(scenario_of(), story)["first_sentence"].passed
    story.last.said = ["rating-thanks"]
    assert judge(scenario_of(), story)["first_sentence"].passed


def test_demanded_words(judge: Judge) -> None:
    story = replying("Первичная консультация — 10\u00a0000\u00a0֏.", "Ещё вопрос", "Записаться")
    says = [
        {"words": {"ru": "10 000 ֏", "hy": "…"}},
        {"any_of": [{"ru": "кофе"}, {"ru": "записаться"}]},
        {"pattern": r"10\s000"},
    ]
    assert judge(scenario_of(says=says), story)["sayings"].passed
    score = judge(scenario_of(says=[{"words": "предоплата"}]), story)["sayings"]
    assert (score.passed, score.turn, score.expected) == (False, 1, "“предоплата”")
    assert judge(scenario_of(says=[{"words": {"hy": "գին"}}]), story)["sayings"].passed, "free in this voice"


def test_words_said_too_late(judge: Judge) -> None:
    story = replying("Какой приём?")
    story.says("первый")
    story.bot("10 000 ֏")
    assert judge(scenario_of(says=[{"words": "10 000", "by_turn": 2}]), story)["sayings"].passed
    score = judge(scenario_of(says=[{"words": "10 000", "by_turn": 1}]), story)["sayings"]
    assert (score.turn, score.got) == (1, "in reply to message 2")


def test_words_that_must_never_be_said(judge: Judge) -> None:
    story = replying("Вам нужен ибупрофен.")
    score = judge(scenario_of(never_says=[{"words": {"ru": "ибупрофен"}}]), story)["sayings"]
    assert (score.passed, score.turn) == (False, 1)
    assert judge(scenario_of(never_says=[{"pattern": "аспирин"}]), story)["sayings"].passed


def test_the_same_words_a_third_time(judge: Judge) -> None:
    story = Story("ru")
    for _ in range(2):
        story.says("не знаю")
        story.bot("Ваш вопрос уже у коллеги.")
    assert judge(scenario_of(), story)["repetition"].passed
    story.says("не знаю")
    story.bot("Ваш вопрос уже у коллеги.")
    score = judge(scenario_of(), story)["repetition"]
    assert (score.passed, score.turn) == (False, 3)


TIMES: dict[Language, str] = {
    "ru": "Есть такое время:\n• завтра, 10:00\n• завтра, 12:00\n• завтра, 14:00\n\nКакое вам удобно?",
    "hy": "Ազատ ժամերը՝\n• վաղը, 10:00\n• վաղը, 12:00\n• վաղը, 14:00\n\nՈ՞րն է Ձեզ հարմար։",
    "en": "Free times:\n• tomorrow, 10:00\n• tomorrow, 12:00\n• tomorrow, 14:00\n\nWhich one?",
}


@pytest.mark.parametrize(("language", "said"), TIMES.items(), ids=TIMES)
def test_a_list_is_told_once_and_its_question_may_come_again(
    judge: Judge, language: Language, said: str
) -> None:
    story = Story(language)
    story.says("запишите")
    story.bot(said)
    story.says("спасибо")
    story.bot(said.rpartition("\n")[2])
    assert judge(scenario_of(), story)["told_twice"].value == 1
    story.says("а парковка есть?")
    story.bot(said)
    story.says("спасибо")
    story.bot(said)
    score = judge(scenario_of(), story)["told_twice"]
    assert (score.value, score.turn) == (0.75, 4)


def test_a_list_that_stands_in_two_messages_of_one_reply_is_told_twice(judge: Judge) -> None:
    story = Story("en")
    story.says("I can't come")
    story.bot(TIMES["en"].rpartition("\n\n")[0])
    story.bot(TIMES["en"])
    score = judge(scenario_of(), story)["told_twice"]
    assert (score.value, score.turn) == (0, 1)
