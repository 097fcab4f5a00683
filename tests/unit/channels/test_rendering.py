"""Whatever is said fits the channel, and nothing of it is lost (R65, R68)."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.capabilities import Capabilities, TextUnit, measure
from channels.rendering import render, split_text
from channels.telegram.capabilities import CAPABILITIES as TELEGRAM
from channels.terminal.capabilities import CAPABILITIES as TERMINAL
from channels.web.capabilities import CAPABILITIES as WEB
from domain.speech import Outgoing
from domain.text import clean_text

BUTTONS_3 = Capabilities(text_max=4096, buttons=3, button_title_max=20, payload_max=256)
LIST_10 = replace(BUTTONS_3, list_rows=10, list_title_max=24)
BYTES_1000 = Capabilities(text_max=1000, text_unit="bytes", quick_replies=13, quick_reply_title_max=20)
SLOTS = [("slot:1", "Пт 10:00"), ("slot:2", "Пт 14:30"), ("slot:3", "Сб 11:00")]

words = st.text(alphabet=st.sampled_from("абвгдежз աբգ abc 🦷👍🏽é.!?։,\n\t \u200d"), max_size=600)
titles = st.text(alphabet=st.sampled_from("Пт Сб 10:30 Երկ abc🦷"), max_size=60)
limits = st.builds(
    Capabilities,
    text_max=st.integers(64, 300),
    text_unit=st.sampled_from(["characters", "bytes", "utf16"]),
    buttons=st.integers(0, 4),
    button_title_max=st.none() | st.integers(5, 30),
    quick_replies=st.integers(0, 13),
    quick_reply_title_max=st.none() | st.integers(5, 30),
    list_rows=st.integers(0, 10),
    payload_max=st.none() | st.integers(4, 20),
    payload_unit=st.sampled_from(["characters", "bytes"]),
)


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


@settings(max_examples=300, deadline=None)
@given(
    text=words,
    options=st.lists(st.tuples(st.text("abcж:1", min_size=1, max_size=16), titles), max_size=8),
    to=limits,
)
def test_nothing_is_lost_and_everything_fits(
    text: str, options: list[tuple[str, str]], to: Capabilities
) -> None:
    messages = render(Outgoing(text=text, options=options), to)
    said = clean_text(text, limit=10_000)
    assert bool(messages) == bool(said or options)
    assert all(message.text and to.measure_text(message.text) <= to.text_max for message in messages)
    tapped = [option for message in messages for option in message.options]
    shown = squeeze("".join(message.text for message in messages))
    if tapped:
        assert [option_id for option_id, _ in tapped] == [option_id for option_id, _ in options]
        assert messages[-1].options
        assert messages[-1].style
        assert shown == squeeze(said)
    else:
        titled = ((clean_text(title) or option_id) for option_id, title in options)
        lines = "".join(f"{number}.{title}" for number, title in enumerate(titled, 1))
        assert shown == squeeze(said + lines)


@given(text=st.text(max_size=400), unit=st.sampled_from(["characters", "bytes", "utf16"]))
def test_any_text_is_split_without_loss(text: str, unit: TextUnit) -> None:
    parts = split_text(text, Capabilities(text_max=64, text_unit=unit))
    assert all(0 < measure(part, unit) <= 64 for part in parts)
    assert squeeze("".join(parts)) == squeeze(text)


def test_few_short_options_are_tapped() -> None:
    for capabilities, style in ((WEB, "quick_replies"), (TELEGRAM, "buttons"), (BUTTONS_3, "buttons")):
        [message] = render(Outgoing(text="Когда удобно?", options=SLOTS), capabilities)
        assert (message.text, message.options, message.style) == ("Когда удобно?", tuple(SLOTS), style)


def test_too_many_options_for_buttons_take_a_list_or_numbers() -> None:
    four = [*SLOTS, ("slot:4", "Сб 15:00")]
    assert render(Outgoing(text="Когда?", options=four), LIST_10)[0].style == "list"
    [message] = render(Outgoing(text="Когда?", options=four), BUTTONS_3)
    assert message.text == "Когда?\n\n1. Пт 10:00\n2. Пт 14:30\n3. Сб 11:00\n4. Сб 15:00"
    assert message.options == ()


def test_long_title_makes_all_options_numbered_text() -> None:
    options = [("a", "Первичная консультация терапевта"), ("b", "Чистка")]
    [message] = render(Outgoing(text="Что выбрать?", options=options), BUTTONS_3)
    assert message.text.endswith("1. Первичная консультация терапевта\n2. Чистка")


def test_option_id_over_the_payload_limit_is_shown_as_a_number() -> None:
    options = [("ж" * 33, "Пт"), ("b", "Сб")]
    assert render(Outgoing(text="Когда?", options=options), TELEGRAM)[0].text == "Когда?\n\n1. Пт\n2. Сб"
    assert render(Outgoing(text="Когда?", options=[("ж" * 32, "Пт")]), TELEGRAM)[0].options


def test_terminal_numbers_its_options() -> None:
    assert render(Outgoing(text="Когда?", options=SLOTS[:1]), TERMINAL)[0].text == "Когда?\n\n1. Пт 10:00"


def test_long_text_is_parted_between_sentences_and_options_come_last() -> None:
    sentence = "Ждём вас на приёме, вход со двора. "
    first, *_, last = render(Outgoing(text=sentence * 60, options=SLOTS), BYTES_1000)
    assert first.text.endswith("двора.")
    assert first.options == ()
    assert last.options == tuple(SLOTS)


def test_armenian_full_stop_ends_a_sentence() -> None:
    parts = split_text("Սպասում ենք ձեզ վաղը։ " * 8, Capabilities(text_max=64))
    assert all(part.endswith("։") for part in parts)


def test_emoji_with_its_skin_tone_stays_whole() -> None:
    parts = split_text("👍🏽" * 80, Capabilities(text_max=65, text_unit="characters"))
    assert all(part.count("👍") == part.count("\U0001f3fd") for part in parts)


def test_reply_without_words_shows_its_options_as_text() -> None:
    assert render(Outgoing(text="", options=SLOTS[:2]), WEB)[0].text == "1. Пт 10:00\n2. Пт 14:30"
    assert render(Outgoing(text=" \x00 "), WEB) == []


def test_repeated_ids_are_not_made_into_buttons() -> None:
    assert not render(Outgoing(text="?", options=[("a", "Пт"), ("a", "Сб")]), WEB)[0].options


def test_limit_too_small_to_split_is_refused() -> None:
    with pytest.raises(ValueError, match="text_max"):
        Capabilities(text_max=10)
