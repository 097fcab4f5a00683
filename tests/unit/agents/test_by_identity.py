"""What is made of a part of the owner's files is made once, and again when the files are loaded anew."""

from __future__ import annotations

from agents.by_identity import Kept


def test_it_is_made_once_for_a_part():
    made = []
    kept: Kept[list[str], int] = Kept(lambda part: made.append(part) or len(part))
    words = ["refund", "money back"]
    assert [kept(words), kept(words)] == [2, 2]
    assert made == [words]


def test_files_loaded_anew_are_looked_at_anew():
    kept: Kept[list[str], tuple[str, ...]] = Kept(tuple)
    for words in (["refund"], ["discount"], ["refund"]):
        assert kept(words) == tuple(words)


def test_an_equal_part_of_another_business_is_another_part():
    made = []
    kept: Kept[list[str], int] = Kept(lambda part: made.append(part) or len(part))
    ours, theirs = ["refund"], ["refund"]
    kept(ours), kept(theirs)
    assert len(made) == 2


def test_it_forgets_before_it_grows_without_end():
    kept: Kept[list[int], int] = Kept(len, most=3)
    parts = [[0] * size for size in range(10)]
    assert [kept(part) for part in parts] == list(range(10))
    assert [kept(part) for part in reversed(parts)] == list(range(9, -1, -1))
    assert len(kept._kept) <= 3
