"""Words that say what is to be done with a visit, and words of no language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from domain.language import Language, LocalText
from domain.reading import Reading
from domain.speech import Option
from domain.step import PendingQuestion

NOW = datetime(2026, 6, 10, 14, 0, tzinfo=ZoneInfo("Asia/Yerevan"))
Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("reschedule", "en"), ("RESCHEDULE", "en"), ("move it", "en"), ("I'd like to move it", "en"), ("Please move my cleaning", "en"),
        ("Can I move my cleaning to Saturday?", "en"), ("Can I move my cleaning to Sunday?", "en"), ("перекинем чистку на пятницу?", "ru"),
        ("перенести", "ru"), ("перенос", "ru"), ("perenesti", "ru"), ("տեղափոխել", "hy"), ("texapoxel", "hy"), ("հետաձգել վաղվա այցը", "hy"),
    ],
)  # fmt: skip
def test_a_word_that_moves_moves(read: Read, text: str, language: Language) -> None:
    reading = read(text, language=language)
    assert reading.route == "reschedule"
    assert not reading.has("confirm")


@pytest.mark.parametrize(
    "text", ["I can't come, please cancel", "не могу прийти, отмените", "չեմ կարող գալ, չեղարկեք"]
)
def test_a_word_that_cancels_beats_a_mere_i_cannot_come(read: Read, text: str) -> None:
    assert read(text).route == "cancel"


@pytest.mark.parametrize("text", ["I can't come tomorrow", "не смогу прийти завтра", "չեմ կարող գալ վաղը"])
def test_i_cannot_come_alone_asks_for_another_time(read: Read, text: str) -> None:
    assert read(text).route == "reschedule"


@pytest.mark.parametrize(
    "text",
    ["what is your cancellation policy?", "don't cancel it", "не отменяйте запись", "չեղարկման կանոնները"],
)
def test_talking_about_cancelling_cancels_nothing(read: Read, text: str) -> None:
    assert read(text).intent != "cancel"


@pytest.mark.parametrize("text", ["отмена", "cancel", "չեղարկել"])
def test_a_single_word_of_cancelling_is_enough(read: Read, text: str) -> None:
    reading = read(text)
    assert (reading.route, reading.intent) == ("cancel", "cancel")
    assert reading.confidence >= 0.6


@pytest.mark.parametrize("text", ["Можно отменить бесплатно?", "where do I cancel?"])
def test_a_question_about_cancelling_is_none(read: Read, text: str) -> None:
    assert read(text).route == "faq"


@pytest.mark.parametrize("text", ["возможно", "maybe, not sure yet", "միգուցե"])
def test_perhaps_is_no_yes(read: Read, text: str) -> None:
    assert not read(text).has("confirm")


def test_with_somebody_is_not_back(read: Read) -> None:
    assert read("Ի՞նչ վերցնեմ ինձ հետ առաջին այցին").intent != "move_back"


@pytest.mark.parametrize("text", ["asdfgh qwrt", "zxcv zxcv", "poiu lkjh"])
@pytest.mark.parametrize(("spoken", "answered"), [(None, "en"), ("en", "en"), ("ru", "ru"), ("hy", "hy")])
def test_latin_letters_of_no_language_keep_the_language_of_the_talk(
    read: Read, text: str, spoken: Language | None, answered: Language
) -> None:
    assert read(text, language=spoken).language == answered


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("skolko stoit chistka", "ru"),
        ("inchqan arji maqrumy", "hy"),
        ("how much is it", "en"),
        ("vaghy", "hy"),
    ],
)
def test_words_of_a_language_still_tell_it(read: Read, text: str, language: Language) -> None:
    assert read(text).language == language


def test_the_armenian_question_mark_inside_a_word_is_a_question(read: Read) -> None:
    assert "ask" in read("Հղիներին ընդունո՞ւմ եք").acts
    assert "ask" not in read("Հղիներին ընդունում եք").acts


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Do you have parking? And book me a teeth cleaning for Thursday", "Do you have parking"),
        ("Կայանատեղի ունե՞ք։ Ու գրանցեք ատամների մաքրման հինգշաբթի", "Կայանատեղի ունեք"),
    ],
)
def test_the_part_that_asks_about_the_rules_is_told_apart(read: Read, text: str, part: str) -> None:
    reading = read(text)
    assert reading.has("booking")
    assert reading.has("faq")
    assert reading.questions == [part]


def test_a_free_time_asked_for_is_no_question_to_the_rules(read: Read) -> None:
    reading = read("How much is a consultation and do you have anything tomorrow?")
    assert reading.has("quote")
    assert reading.has("booking")
    assert not reading.has("faq")


VISITS = PendingQuestion(
    field="service",
    kind="choice",
    specialist="scheduler",
    options=[
        Option(id="service:first", label=LocalText(ru="Первый визит", hy="Առաջին այց", en="First visit")),
        Option(id="service:repeat", label=LocalText(ru="Повторный", hy="Կրկնակի", en="Follow-up")),
    ],
)


@pytest.mark.parametrize(
    ("text", "language", "choice"),
    [
        ("the first one, initial visit", "en", "service:first"),
        ("второй вариант, повторно", "ru", "service:repeat"),
        ("the first one, but with Davit", "en", None),
        ("the first one, tomorrow", "en", None),
        ("the second one, how long is it?", "en", "service:repeat"),
        ("the second one, or rather the first?", "en", None),
    ],
)
def test_an_option_named_by_its_number_with_words_behind_it_is_chosen(
    understander: Understander, text: str, language: Language, choice: str | None
) -> None:
    assert understander.read([text], ReadingContext(NOW, language, VISITS)).choice == choice


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Верните деньги за прошлый приём", ["refund"]), ("Վերադարձրեք գումարը", ["refund"]),
        ("I want my money back", ["refund"]), ("с меня списали дважды", ["payment_dispute"]),
        ("списали дважды, верните деньги", ["payment_dispute", "refund"]), ("what is your refund policy?", []),
    ],
)  # fmt: skip
def test_money_back_and_a_wrong_charge_are_two_things(read: Read, text: str, flags: list[str]) -> None:
    assert [f for f in read(text).flags if f != "anger"] == flags


@pytest.mark.parametrize(
    "text",
    ["отбеливание это больно?", "а делают ли укол на чистке?", "does whitening hurt?", "մաքրումը ցավո՞տ է"],
)
def test_whether_it_hurts_is_a_question_to_the_rules_and_no_illness(read: Read, text: str) -> None:
    reading = read(text)
    assert (reading.route, reading.flags) == ("faq", [])


@pytest.mark.parametrize(
    "text",
    [
        "кормлю грудью, ставите ли анестезию?",
        "I am breastfeeding, do you use anaesthetic?",
        "հղի եմ, անզգայացում անո՞ւմ եք",
    ],
)
def test_anaesthesia_asked_about_by_who_is_not_like_others_is_for_the_doctor(read: Read, text: str) -> None:
    assert "medical" in read(text).flags


@pytest.mark.parametrize(
    "text", ["понятно. больше мне не пишите пожалуйста", "спасибо, не пишите больше", "bolshe ne pishite mne"]
)
def test_to_be_written_to_no_more_is_wished_in_any_order_of_words(read: Read, text: str) -> None:
    assert "opt_out" in read(text, language="ru").acts


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How much is whitening? I want that instead", "en"), ("how much is whitening? I'd rather have that", "en"),
        ("Сколько стоит отбеливание? Хочу его вместо этого", "ru"), ("а отбеливание сколько? давайте тогда его", "ru"),
        ("skolko stoit otbelivanie? davayte ego vmesto etogo", "ru"), ("Ինչքա՞ն արժե սպիտակեցումը։ Դրա փոխարեն դա եմ ուզում", "hy"),
        ("inchqan arje spitakecumy? dra poxaren da em uzum", "hy"),
    ],
)  # fmt: skip
def test_what_is_wanted_instead_beside_its_price_is_a_visit(
    read: Read, text: str, language: Language
) -> None:
    reading = read(text, language=language)
    assert (reading.route, reading.entities.services) == ("booking", ["whitening"])


@pytest.mark.parametrize(
    ("text", "language"),
    [("how much is whitening instead of cleaning?", "en"), ("сколько стоит отбеливание?", "ru"), ("Ինչքա՞ն արժե սպիտակեցումը", "hy")],
)  # fmt: skip
def test_a_price_alone_wants_nothing_yet(read: Read, text: str, language: Language) -> None:
    assert read(text, language=language).route == "quote"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("how much is it? I'd rather keep it", "en"), ("how much is whitening? I won't do cleaning instead", "en"),
        ("how much is it? I'd rather not do it", "en"), ("сколько стоит? лучше её оставлю", "ru"),
        ("сколько стоит отбеливание? не хочу его вместо чистки", "ru"),
        ("ինչքա՞ն արժե սպիտակեցումը, դրա փոխարեն չեմ ուզում մաքրում", "hy"),
    ],
)  # fmt: skip
def test_what_is_refused_or_kept_beside_a_price_is_no_visit(
    read: Read, text: str, language: Language
) -> None:
    assert read(text, language=language).route == "quote"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("sign me up", "en"),
        ("put me down", "en"),
        ("can you sign me up", "en"),
        ("запишите меня", "ru"),
        ("գրանցեք ինձ", "hy"),
    ],
)
def test_who_signs_up_wants_a_visit_and_no_account(read: Read, text: str, language: Language) -> None:
    assert read(text, language=language).route == "booking"


def test_who_signs_up_for_letters_wants_no_visit(read: Read) -> None:
    assert read("sign me up for the newsletter").route != "booking"
