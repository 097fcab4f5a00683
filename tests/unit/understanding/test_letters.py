"""Letter groups: what the route head reads besides the embedding."""

from __future__ import annotations

from agents.understanding.letters import GROUP_BUCKETS, MAX_LETTERS, letter_groups


def overlap(a: str, b: str) -> float:
    first, second = set(letter_groups(a)), set(letter_groups(b))
    return len(first & second) / len(first | second)


def test_case_and_spelling_variants_are_the_same_letters() -> None:
    assert letter_groups("ВЕРНЁТЕ Деньги") == letter_groups("вернете деньги")


def test_endings_and_typos_keep_most_of_the_groups() -> None:
    assert overlap("refund", "refunded") > 0.4
    assert overlap("возврат", "возвраты") > 0.4
    assert overlap("refund", "haircut") < 0.1


def test_order_of_words_does_not_matter_but_their_borders_do() -> None:
    assert letter_groups("card lost") == letter_groups("lost card")
    assert letter_groups("cardlost") != letter_groups("card lost")


def test_text_of_any_length_costs_a_bounded_amount() -> None:
    assert letter_groups("a" * 100_000) == letter_groups("a" * MAX_LETTERS)
    assert all(0 <= bucket < GROUP_BUCKETS for bucket in letter_groups("щ" * 1000))


def test_nothing_has_no_groups() -> None:
    assert letter_groups("") == {}
