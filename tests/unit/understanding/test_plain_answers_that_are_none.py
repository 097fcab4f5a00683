"""R17: what only sounds like a yes, a no or a goodbye is none: a visit is written, cancelled or left alone by plain words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.reading import Reading
from domain.speech import Option
from domain.step import PendingQuestion

Read = Callable[..., Reading]

CANCEL = PendingQuestion(
    field="cancel_yes",
    kind="yes_no",
    specialist="scheduler",
    options=[Option(id="yes", say="option-cancel"), Option(id="no", say="option-keep")],
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("yeah right", "en"), ("Yeah, right", "en"), ("oh yeah right...", "en"), ("ага, щас", "ru"), ("ну да, ну да", "ru"),
        ("nu da nu da", "ru"), ("հա դե լավ", "hy"), ("ha de lav", "hy"),
    ],
)  # fmt: skip
def test_yeah_right_alone_is_no_yes(read: Read, read_back: PendingQuestion, text: str, language: str) -> None:
    reading = read(text, pending=read_back, language=language)
    assert reading.choice is None
    assert not reading.has("confirm")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("right", "en"), ("yes, right", "en"), ("yeah right, book it", "en"), ("ага", "ru"), ("ага, конечно", "ru"),
        ("да, да", "ru"), ("да-да, конечно", "ru"), ("da, da, konechno", "ru"), ("oh, sure!", "en"), ("հա", "hy"),
        ("հա, իհարկե", "hy"),
    ],
)  # fmt: skip
def test_a_plain_yes_stays_one(read: Read, read_back: PendingQuestion, text: str, language: str) -> None:
    assert read(text, pending=read_back, language=language).choice == "yes"


@pytest.mark.parametrize(
    ("text", "language"),
    [("ну конечно, да", "ru"), ("հա բա", "hy"), ("հա բա ոնց", "hy"), ("բա ոնց", "hy"), ("ha ba vonc", "hy")],
)
def test_of_course_is_weighed_as_the_yes_it_is(
    read: Read, read_back: PendingQuestion, text: str, language: str
) -> None:
    assert read(text, pending=read_back, language=language).has("confirm")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("stop asking, just book it", "en"), ("enough questions, book it please", "en"),
        ("хватит спрашивать, просто запишите", "ru"), ("hvatit sprashivat, zapishite menya", "ru"),
        ("բավական է հարցնել, պարզապես գրանցեք", "hy"), ("heriq e harcneq, granceq", "hy"),
    ],
)  # fmt: skip
def test_who_is_out_of_patience_says_yes_and_no_goodbye(
    read: Read, read_back: PendingQuestion, text: str, language: str
) -> None:
    reading = read(text, pending=read_back, language=language)
    assert reading.choice == "yes"
    assert "opt_out" not in reading.acts


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("stop asking me questions and just book", "en"), ("stop asking", "en"), ("хватит спрашивать", "ru"),
        ("հերիք է հարցնեք", "hy"),
    ],
)  # fmt: skip
def test_stop_asking_is_neither_a_yes_nor_a_goodbye(
    read: Read, contact: PendingQuestion, text: str, language: str
) -> None:
    reading = read(text, pending=contact, language=language)
    assert reading.choice is None
    assert "opt_out" not in reading.acts


@pytest.mark.parametrize(
    ("text", "language"), [("stop", "en"), ("stop messaging me", "en"), ("хватит писать", "ru"), ("մի գրեք ինձ", "hy")]
)  # fmt: skip
def test_a_goodbye_stays_one(read: Read, contact: PendingQuestion, text: str, language: str) -> None:
    assert "opt_out" in read(text, pending=contact, language=language).acts


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("отмените отмену", "ru"), ("отмена отмены", "ru"), ("otmenite otmenu", "ru"), ("cancel the cancellation", "en"),
        ("please cancel my cancellation", "en"), ("չեղարկեք չեղարկումը", "hy"), ("chegharkeq chegharkumy", "hy"),
    ],
)  # fmt: skip
def test_to_cancel_the_cancellation_is_a_no_to_it(read: Read, text: str, language: str) -> None:
    assert read(text, pending=CANCEL, language=language).choice == "no"
    assert read(text, language=language).intent == "take_back"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("да, отменяйте, подтверждаю отмену", "ru"), ("отменяйте, согласна на отмену", "ru"), ("отменяйте, отмену подтверждаю", "ru"),
        ("снимите запись, подтверждаю отмену", "ru"), ("da, otmenyaite, podtverzhdayu otmenu", "ru"),
        ("yes, cancel it, I confirm the cancellation", "en"),
        ("այո չեղարկեք, հաստատում եմ չեղարկումը", "hy"), ("չեղարկեք, չեղարկումը հաստատում եմ", "hy"),
    ],
)  # fmt: skip
def test_who_agrees_to_the_cancellation_by_its_name_says_yes(read: Read, text: str, language: str) -> None:
    assert read(text, pending=CANCEL, language=language).choice == "yes"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("снимите плату за отмену", "ru"), ("уберите штраф за отмену", "ru"), ("cancel my cancellation fee", "en"),
        ("չեղարկեք այցս, չեղարկումը հաստատում եմ", "hy"),
    ],
)  # fmt: skip
def test_what_is_said_beside_a_cancellation_takes_none_back(read: Read, text: str, language: str) -> None:
    assert read(text, language=language).intent != "take_back"
    assert read(text, pending=CANCEL, language=language).choice != "no"


@pytest.mark.parametrize(
    ("text", "language"), [("отменяйте", "ru"), ("cancel it", "en"), ("չեղարկեք", "hy"), ("otmenite", "ru")]
)
def test_to_cancel_is_still_a_yes_to_it(read: Read, text: str, language: str) -> None:
    assert read(text, pending=CANCEL, language=language).choice == "yes"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("book us", "en"), ("book it", "en"), ("both are fine", "en"), ("yes, book me", "en"), ("I'll come", "en"),
        ("записывайте обоих", "ru"), ("запишите", "ru"), ("да, запишите нас", "ru"), ("zapishite", "ru"), ("приду", "ru"),
        ("գրանցեք մեզ", "hy"), ("գրանցեք", "hy"), ("granceq", "hy"), ("կգամ", "hy"),
    ],
)  # fmt: skip
def test_words_of_booking_are_no_yes_to_a_cancellation(read: Read, text: str, language: str) -> None:
    assert read(text, pending=CANCEL, language=language).choice is None


@pytest.mark.parametrize(
    ("text", "language"), [("book us", "en"), ("запишите нас", "ru"), ("գրանցեք մեզ", "hy")]
)
def test_to_book_us_is_no_yes_to_the_move_of_a_visit(read: Read, text: str, language: str) -> None:
    assert (
        read(text, pending=CANCEL.model_copy(update={"field": "move_yes"}), language=language).choice is None
    )


@pytest.mark.parametrize(("text", "language"), [("book it", "en"), ("записывайте", "ru"), ("գրանցեք", "hy")])
def test_to_book_it_is_a_yes_to_its_new_time(read: Read, text: str, language: str) -> None:
    assert (
        read(text, pending=CANCEL.model_copy(update={"field": "move_yes"}), language=language).choice == "yes"
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("yes both", "en"), ("book both", "en"), ("yes, book us both", "en"), ("да, обоих", "ru"), ("запишите обоих", "ru"),
        ("այո, երկուսին էլ", "hy"), ("գրանցեք երկուսին էլ", "hy"),
    ],
)  # fmt: skip
def test_a_yes_to_both_is_one_where_both_were_read_back(
    read: Read, read_back: PendingQuestion, text: str, language: str
) -> None:
    both = read_back.model_copy(update={"subject": "one", "together": ["another"]})
    assert read(text, pending=both, language=language).choice == "yes"
    assert read(text, pending=read_back, language=language).choice is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("да отменяйте, другой день не нужен", "ru"), ("yes cancel it, no other day needed", "en"),
        ("հա չեղարկեք, այլ օր պետք չի", "hy"), ("ha chegharkeq, ayl or petq chi", "hy"),
    ],
)  # fmt: skip
def test_a_yes_to_a_cancellation_that_wants_no_other_day_is_one(read: Read, text: str, language: str) -> None:
    reading = read(text, pending=CANCEL, language=language)
    assert reading.choice == "yes"
    assert reading.entities.shift is None
