"""What every reply keeps to, whoever decided it: one question, sixty words, the channel's length (R62, R70)."""

from __future__ import annotations

import pytest

from agents.writing.rules import ask_once, count_questions, count_words, without_questions
from agents.writing.voice import REGISTERS, WORDS_AT_ONCE, Voice
from domain.language import LANGUAGES, Language
from domain.speech import SpeechAct
from tests.fakes.filled_words import NOW, composer

PASSAGE = SpeechAct(say="policy", text=" ".join(["слово"] * 39) + ".", passage_id="p")


def test_of_several_questions_the_last_is_asked() -> None:
    assert ask_once(["Время есть. Какое вам удобно?", "Напишите имя. Записать вас?"]) == [
        "Время есть.",
        "Напишите имя. Записать вас?",
    ]


def test_text_that_was_nothing_but_an_earlier_question_goes() -> None:
    assert ask_once(["Записать?", "Ответ.", "Позвать человека?"]) == ["", "Ответ.", "Позвать человека?"]


@pytest.mark.parametrize(
    ("text", "count", "rest"),
    [
        ("Ո՞րն է Ձեզ հարմար։ Գրեք Ձեր անունը։", 1, "Գրեք Ձեր անունը։"),
        ("Yes. Which one? Or none?", 2, "Yes."),
        ("Выберите:\n• 10:00\n\nКакое вам удобно?", 1, "Выберите:\n• 10:00"),
        ("Нет вопроса", 0, "Нет вопроса"),
    ],
)
def test_questions_are_told_from_statements(text: str, count: int, rest: str) -> None:
    assert count_questions(text) == count
    assert without_questions(text) == rest


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_needs_and_a_policy_fit_one_reply_with_one_question(language: Language) -> None:
    acts = [
        SpeechAct(say="policy-unknown"),
        SpeechAct(say="policy", text="Short answer."),
        SpeechAct(say="book-change-what"),
    ]
    replies = composer("clinic").compose(acts, language, NOW)
    assert sum(count_questions(reply.text) for reply in replies) == 1
    assert replies[-1].text.endswith(composer("clinic").say(acts[-1], language, NOW))


@pytest.mark.parametrize("register", sorted(WORDS_AT_ONCE))
def test_long_reply_comes_in_messages_of_the_channels_length_with_the_question_last(register: str) -> None:
    acts = [PASSAGE, PASSAGE, SpeechAct(say="book-change-what")]
    voice = Voice(register=register)  # type: ignore[arg-type]
    replies = composer("clinic").compose(acts, "ru", NOW, voice)
    assert all(count_words(reply.text) <= WORDS_AT_ONCE[voice.register] for reply in replies)
    assert count_questions(replies[-1].text) == 1


def test_what_is_optional_is_left_out_earlier_where_people_write_short() -> None:
    acts = [PASSAGE, SpeechAct(say="thanks-reply", optional=True)]
    by_register = {
        register: composer("clinic").compose(acts, "ru", NOW, Voice(register=register))[-1].text
        for register in WORDS_AT_ONCE
    }
    assert "Пожалуйста" not in by_register["instagram"]
    assert "Пожалуйста" in by_register["step_by_step"]


def test_every_channel_has_a_style() -> None:
    assert REGISTERS["whatsapp"] == REGISTERS["telegram"] == "messenger"
    assert (REGISTERS["instagram"], REGISTERS["messenger"], REGISTERS["web"]) == (
        "instagram",
        "structured",
        "step_by_step",
    )


def test_staffs_questions_are_left_to_them() -> None:
    acts = [SpeechAct(say="staff-words", text="Когда вам удобно?"), SpeechAct(say="book-change-what")]
    first, _ = composer("clinic").compose(acts, "ru", NOW)
    assert first.text == "Когда вам удобно?"
