"""R7, R16: which of the options shown is meant, in any words, and what means none of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.reading import Reading
from domain.speech import Option
from domain.step import PendingQuestion
from tests.unit.understanding.conftest import NOW
from tests.unit.understanding.test_exact_answers import ReadExact


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


def test_a_tap_is_its_option(read_exact: ReadExact, read_back: PendingQuestion) -> None:
    reading = read_exact("", pending=read_back, language="hy", choice="yes")
    assert reading is not None
    assert (reading.choice, reading.language) == ("yes", "hy")
    assert reading.acts == ["choose", "confirm"]


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
