"""Replies begin as a person's do: never twice the same in a conversation, joined into the first sentence (R62, R65, R70)."""

from __future__ import annotations

import pytest

from agents.writing.composer import MANNERS, Composer
from agents.writing.openings import NOT_SOOTHED, OPENED
from agents.writing.rules import count_words
from agents.writing.voice import Manner, Voice, manner_of, voice_of
from domain.language import LANGUAGES, Language
from domain.reading import Entities, Reading, RouteScore
from domain.speech import SpeechAct
from tests.fakes import filled_words as filled
from tests.fakes.filled_words import NAMES, NOW, composer, foreign_words, templates

ASK = [SpeechAct(say="book-ask-service")]
ANGRY = [SpeechAct(say="escalated-refund", values={"by": NOW})]


def first(acts: list[SpeechAct], language: Language, voice: Voice) -> str:
    return composer("clinic").compose(acts, language, NOW, voice)[0].text


def pool(manner: Manner, language: Language, name: str = "clinic") -> list[str]:
    return composer(name).template(f"openings-{manner}", language, {}).splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("manner", MANNERS)
def test_ten_beginnings_a_manner_none_of_which_is_another(manner: Manner, language: Language) -> None:
    words = pool(manner, language)
    assert len(words) >= 10
    assert len(set(words)) == len(words)
    for one in words:
        assert count_words(one) <= 8
        assert not foreign_words(one, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_beginning_is_in_two_manners(language: Language) -> None:
    words = [one for manner in MANNERS for one in pool(manner, language)]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("manner", MANNERS)
def test_none_is_said_twice_in_a_conversation_and_then_there_is_none(
    manner: Manner, language: Language
) -> None:
    acts = ANGRY if manner == "sorry" else ASK
    plain = first(acts, language, Voice())
    used: list[str] = []
    for turn in range(10):
        said = first(acts, language, Voice(manner=manner, seed=f"turn-{turn}", used=frozenset(used)))
        found = composer("clinic").openings(language).id_in(said)
        assert found is not None, said
        assert found not in used
        used.append(found)
    assert first(acts, language, Voice(manner=manner, seed="more", used=frozenset(used))) == plain


def test_same_turn_says_the_same_and_turns_differ() -> None:
    said = [first(ASK, "ru", Voice(manner="request", seed=f"turn-{n}")) for n in range(30)]
    again = [first(ASK, "ru", Voice(manner="request", seed=f"turn-{n}")) for n in range(30)]
    assert said == again
    assert len(set(said)) > 5


def test_one_that_was_said_in_an_earlier_case_is_seen_in_the_last_lines() -> None:
    said = first(ASK, "ru", Voice(manner="request", seed="a"))
    again = first(ASK, "ru", Voice(manner="request", seed="a", recent=(said, "Есть такое время.")))
    assert again != said
    assert composer("clinic").openings("ru").id_in(again) is not None


def test_two_replies_in_a_row_do_not_both_begin_so_except_on_instagram() -> None:
    said = first(ASK, "ru", Voice(manner="request", seed="a"))
    plain = first(ASK, "ru", Voice())
    assert first(ASK, "ru", Voice(manner="choice", seed="b", recent=(said,))) == plain
    assert first(ASK, "ru", Voice(manner="choice", seed="b", recent=(said,), register="instagram")) != plain


def test_beginning_joins_the_first_sentence_and_keeps_polite_capitals() -> None:
    openings = composer("clinic").openings("hy")
    voice = Voice(manner="request", seed="a")
    assert ", Ձեր" in openings.open(ASK, "Ձեր համարը գրեք։", voice)
    assert ", գրեք" in openings.open(ASK, "Գրեք Ձեր համարը։", voice)
    assert ", I " in composer("clinic").openings("en").open(ASK, "I can book you in.", voice)


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_upset_reads_sympathy_in_line_one_and_the_steps_in_line_two(language: Language) -> None:
    lines = first(ANGRY, language, Voice(manner="sorry", seed="a")).split("\n")
    assert lines[0] in pool("sorry", language)
    assert lines[1] == first(ANGRY, language, Voice())


@pytest.mark.parametrize("message", ["escalated-safety", "escalated-medical"])
def test_in_danger_the_first_words_are_what_to_do(message: str) -> None:
    acts = [SpeechAct(say=message, values={"by": NOW})]
    assert first(acts, "ru", Voice(manner="sorry", seed="a")) == first(acts, "ru", Voice())


@pytest.mark.parametrize("say", ["greeting", "opted-out", "not-understood", "policy-unknown", "thanks-reply"])
def test_what_is_no_step_of_a_need_has_no_beginning(say: str) -> None:
    acts = [SpeechAct(say=say)]
    assert first(acts, "ru", Voice(manner="request", seed="a")) == first(acts, "ru", Voice())


def test_words_of_a_person_are_said_as_they_are() -> None:
    acts = [SpeechAct(say="staff-words", text="Ждём вас.")]
    assert first(acts, "ru", Voice(manner="sorry", seed="a")) == "Ждём вас."


def test_brief_tone_has_none() -> None:
    ours = filled.business("clinic")
    brief = ours.model_copy(update={"profile": ours.profile.model_copy(update={"tone": "brief"})})
    said = Composer(brief).compose(ASK, "ru", NOW, Voice(manner="request", seed="a"))[0].text
    assert said == first(ASK, "ru", Voice())


@pytest.mark.parametrize("name", NAMES)
def test_messages_that_may_be_opened_start_with_a_word_of_their_own(name: str) -> None:
    """Never a name, a figure, an apology or a greeting, which would not follow a comma."""
    refusing = (
        "К сожалению",
        "Простите",
        "Здравствуйте",
        "Нет",
        "Sorry",
        "Hello",
        "Unfortunately",
        "Ցավոք",
        "Ներեցեք",
        "Բարև",
    )
    for language in filled.business(name).profile.languages:
        for message in sorted(OPENED & set(templates(name, language))):
            literal = templates(name, language)[message].literal
            if message in ("ask-field", "sales-ask"):
                continue  # a question of the owner's files
            text = composer(name).say(next(filled.acts_for(name, message, language)), language, NOW)
            assert text.startswith(literal[0].strip()[:6]), text
            assert not text.startswith(refusing), text
            assert composer(name).openings(language).id_in(text) is None, text


def test_messages_named_in_code_exist() -> None:
    have = set(templates("clinic", "en")) | {"staff-words"}
    assert have >= NOT_SOOTHED
    assert have >= OPENED


@pytest.mark.parametrize(
    ("reading", "manner"),
    [
        (Reading(text="", language="ru", script="cyrillic", flags=["anger"]), "sorry"),
        (
            Reading(text="", language="ru", script="cyrillic", entities=Entities(phones=["+37491000000"])),
            "facts",
        ),
        (Reading(text="", language="ru", script="cyrillic", choice="yes"), "choice"),
        (
            Reading(
                text="", language="ru", script="cyrillic", routes=[RouteScore(route="booking", confidence=1)]
            ),
            "request",
        ),
    ],
)
def test_manner_follows_the_message(reading: Reading, manner: Manner) -> None:
    assert manner_of(reading) == manner


def test_nothing_is_opened_where_nobody_wrote() -> None:
    voice = voice_of(channel="web", reading=None, turn_id="t")
    assert first(ASK, "ru", voice) == first(ASK, "ru", Voice())


def test_reply_that_is_long_already_begins_with_the_matter() -> None:
    long = SpeechAct(say="policy", text=" ".join(["слово"] * 47), passage_id="p")
    voice = Voice(manner="request", seed="a", register="step_by_step")
    acts = [*ASK, long]
    said = composer("clinic").compose(acts, "ru", NOW, voice)
    assert said[0].text.startswith(first(ASK, "ru", Voice()))


def test_a_question_about_a_price_is_agreed_to_with_nothing() -> None:
    asks = Reading(
        text="сколько стоит чистка?",
        language="ru",
        script="cyrillic",
        acts=["ask"],
        routes=[RouteScore(route="quote", confidence=0.9)],
        entities=Entities(services=["cleaning"]),
    )
    assert manner_of(asks) is None
