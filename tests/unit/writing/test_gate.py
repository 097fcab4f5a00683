"""What a model reworded is sent only when nothing of it is new, missing or turned round (R65, R66)."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from agents.writing.composer import Draft
from agents.writing.gate import lexicon, why_not, words_in
from agents.writing.masking import Masked, mask, places
from domain.language import LANGUAGES, Language
from domain.speech import SpeechAct
from tests.fakes import filled_words as filled
from tests.fakes.filled_words import NOW, composer, templates
from tests.fakes.lying_writer import lies

HONEST: dict[Language, dict[str, list[str]]] = {
    "ru": {
        "book-ask-contact": [
            "Пришлите, пожалуйста, имя и номер телефона одним сообщением. Это время держу для вас {1} минуту: {2}.",
            "Напишите, пожалуйста, ваше имя и телефон одним сообщением. Держу это время для вас {1} минуту: {2}.",
            "Укажите имя и телефон, пожалуйста. Я держу для вас это время {1} минуту: {2}.",
        ],
        "book-ask-name": ["Назовите, пожалуйста, имя, на которое записать. Держу это время для вас {1} минуту: {2}."],
        "book-ask-service": [
            "Выберите, пожалуйста, услугу или назовите другую, и я подберу вам время. На что вас записать?",
            "Выбирайте услугу или назовите другую, и я найду время. На что записать вас?",
        ],
        "book-change-what": ["Конечно, поправим. Что нам изменить?", "Конечно, поправим. Что поменять?"],
        "acknowledged": ["Хорошо. Если что-то понадобится, пожалуйста, пишите."],
        "cancel-done": ["Визит отменён:\n{1} — {2}\n\nЗахотите прийти в другой день — напишите нам, и я подберу для вас время."],
        "move-read-back": ["Посмотрите, пожалуйста, перенос:\n{1}, {2}, филиал {3}\nБыло: {4}\nСтанет: {5}\n\nПереносим?"],
        "follow-up-1": ["Продолжим, когда вам будет удобно: просто ответьте на вопрос выше. Если передумали, ничего страшного."],
        "visit-confirmed": ["Спасибо, ждём вас. Если планы изменятся, напишите нам сюда."],
        "choice-gone": ["Выберите, пожалуйста, чем вам помочь: прежний вопрос уже закрыт. Что вам нужно?"],
    },
    "en": {
        "book-ask-contact": [
            "Please send me your name and phone number in one message. I am keeping this time for you for {1} minutes: {2}.",
            "Could you send your name and phone number in one message? I am holding this time for {1} minutes: {2}.",
            "Please share your name and phone number in one message. I am holding this time for you for {1} minutes: {2}.",
        ],
        "book-ask-name": ["Please tell me whose name to book it under. I am holding this time for you for {1} minutes: {2}."],
        "book-ask-service": [
            "Please choose a service or name another, and I will find you a time. What would you like to book?",
            "Pick a service or name another, and I will find a time. What would you like to book?",
        ],
        "book-change-what": ["Of course. What shall I change for you?", "Of course. What shall I correct?"],
        "acknowledged": ["All right. If you need anything, please just write."],
        "cancel-done": ["Your visit is cancelled:\n{1} — {2}\n\nIf you would like another day, please write and I will find a time."],
        "move-read-back": ["Please review the change:\n{1}, {2}, {3} branch\nOld time: {4}\nNew time: {5}\n\nShall I move it for you?"],
        "follow-up-1": ["Let's go on whenever it suits you: please just answer the question above. If you have changed your mind, that is fine."],
        "visit-confirmed": ["Thank you, see you then. If your plans change, please just write here."],
        "choice-gone": ["Please pick how I can help: the earlier question is closed by now. What do you need?"],
    },
    "hy": {
        "book-ask-contact": [
            "Խնդրում եմ, մեկ հաղորդագրությամբ ուղարկեք Ձեր անունն ու հեռախոսահամարը։ Այս ժամը պահում եմ Ձեզ համար {1} րոպե՝ {2}։",
            "Գրեք, խնդրում եմ, Ձեր անունն ու հեռախոսահամարը մեկ հաղորդագրությամբ։ Այս ժամը Ձեզ համար պահում եմ {1} րոպե՝ {2}։",
        ],
        "book-ask-name": ["Գրեք, խնդրում եմ, թե ում անունով գրանցեմ։ Այս ժամը պահում եմ Ձեզ համար {1} րոպե՝ {2}։"],
        "book-ask-service": [
            "Խնդրում եմ, ընտրեք ծառայությունը կամ գրեք Ձեր ուզածը, և ժամ կառաջարկեմ։ Ի՞նչ այցի գրանցեմ Ձեզ։",
            "Ընտրեք ծառայությունը կամ գրեք Ձեր ուզածը, և ես ժամ կգտնեմ Ձեզ համար։ Ի՞նչ այցի գրանցենք Ձեզ։",
        ],
        "book-change-what": ["Իհարկե, կփոխենք։ Խնդրում եմ, ի՞նչն եք ուզում փոխել։", "Իհարկե, կփոխենք։ Ի՞նչն եք ուզում ուղղել։"],
        "acknowledged": ["Լավ։ Եթե որևէ բան պետք լինի, խնդրում եմ, գրեք մեզ։"],
        "cancel-done": ["Ձեր այցը չեղարկված է․\n{1} — {2}\n\nԵթե ցանկանաք գալ այլ օր, գրեք մեզ, և ժամ կգտնեմ։"],
        "move-read-back": ["Խնդրում եմ, նայեք փոփոխությունը․\n{1}, {2}, {3} մասնաճյուղ\nՆախկին ժամը՝ {4}\nՆոր ժամը՝ {5}\n\nՏեղափոխենք՞։"],
        "visit-confirmed": ["Շնորհակալություն, սպասում ենք Ձեզ։ Եթե ինչ-որ բան փոխվի, խնդրում եմ, գրեք այստեղ։"],
        "choice-gone": ["Խնդրում եմ, ընտրեք, ինչով օգնել Ձեզ․ նախորդ հարցն արդեն փակված է։ Ի՞նչ է Ձեզ պետք։"],
    },
}  # fmt: skip


def act_of(message: str, language: Language) -> SpeechAct:
    """With many minutes rather than one."""
    return list(filled.acts_for("clinic", message, language))[-1]


@cache
def masked(message: str, language: Language) -> Masked:
    draft = composer("clinic").draft([act_of(message, language)], language, NOW)[0]
    return mask(draft.outgoing.text, draft.facts)


def spoken() -> list[str]:
    drafts: list[str] = []
    for message in sorted(templates("clinic", "en")):
        if message.startswith(("option-", "openings-", "day-", "draft-")) or message == "assistant":
            continue
        drafts.append(message)
    return drafts


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_lie_of_any_kind_passes(language: Language) -> None:
    told: Counter[str] = Counter()
    passed = []
    for message in spoken():
        others: dict[Language, str] = {one: masked(message, one).text for one in LANGUAGES}
        own = masked(message, language)
        for kind, text in lies(own, language, others):
            if words_in(text) == words_in(own.text) and kind.startswith(("another", "negation")):
                continue  # a line of facts alone: there is nothing to lie with
            told[kind] += 1
            if why_not(masked(message, language), text, language) is None:
                passed.append(f"{message}: {kind}: {text}")
    assert not passed, "\n".join(passed)
    assert sum(told.values()) > 3000
    assert len(told) > 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_honest_rewordings_mostly_pass(language: Language) -> None:
    tried = [(m, text) for m, texts in HONEST[language].items() for text in texts]
    refused = [
        f"{why_not(masked(m, language), text, language)}: {masked(m, language).text!r} -> {text!r}"
        for m, text in tried
        if why_not(masked(m, language), text, language) is not None
    ]
    assert len(refused) <= len(tried) // 5, "\n".join(refused)


@pytest.mark.parametrize("language", LANGUAGES)
def test_reply_in_its_own_words_passes(language: Language) -> None:
    for message in spoken():
        own = masked(message, language)
        assert why_not(own, own.text, language) is None, own.text
        assert own.unmask(own.text) == composer("clinic").say(act_of(message, language), language, NOW)


@pytest.mark.parametrize("language", LANGUAGES)
def test_writer_sees_no_name_no_phone_and_no_figure(language: Language) -> None:
    for message in spoken():
        seen = masked(message, language).text
        assert filled.PERSON not in seen
        assert not any(char.isdigit() for char in "".join(seen.split("{")[:1]))
        assert "91 000000" not in seen


def test_passage_of_a_policy_is_a_fact_as_a_whole() -> None:
    act = SpeechAct(say="policy", text="Парковка во дворе: шесть мест.", passage_id="parking.ru")
    draft = composer("clinic").draft([act, SpeechAct(say="book-ask-service")], "ru", NOW)[0]
    seen = mask(draft.outgoing.text, draft.facts)
    assert "Парковка" not in seen.text
    assert seen.facts[0] == "Парковка во дворе: шесть мест."


@pytest.mark.parametrize("say", ["escalated-safety", "escalated-person", "opted-out", "greeting"])
def test_what_must_be_said_in_the_owners_words_is_never_reworded(say: str) -> None:
    drafts: list[Draft] = composer("clinic").draft([SpeechAct(say=say, values={"by": NOW})], "ru", NOW)
    assert drafts[0].fixed


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_the_lexicon_have_one_part_each(language: Language) -> None:
    """A word that states nothing may not turn a statement round, and stands for one thing at most."""
    words = lexicon(language)
    assert not words.free & words.hard
    assert not words.free & set(words.kind)
    assert not words.hard & set(words.kind)


def test_longest_fact_wins_where_facts_overlap() -> None:
    found = mask(
        "Анна Ли, завтра, 25 ноября, 10:00", ["завтра", "завтра, 25 ноября, 10:00", "Анна Ли", "Анна"]
    )
    assert found.text == "{1}, {2}"
    assert found.facts == ("Анна Ли", "завтра, 25 ноября, 10:00")
    assert places(found.text) == ["1", "2"]
