"""Words and meaning, added up."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.centring import centre, document_means, generic_utterances
from knowledge.chunks import cut
from knowledge.lexical import TrigramIndex, standardise

TEXTS = ["Отмена бесплатна за сутки", "Оплата картой или наличными", "Եթե ուշանաք, կսպասենք տասնհինգ րոպե"]


@pytest.mark.parametrize(
    ("query", "row"),
    [("отменить", 0), ("оплатить карточкой", 1), ("ուշանում եմ", 2), ("атмена безплатно", 0)],
)
def test_endings_and_typing_slips_still_match(query: str, row: int) -> None:
    assert TrigramIndex(TEXTS).scores(query).argmax() == row


def test_nothing_shared_scores_nothing() -> None:
    index = TrigramIndex(TEXTS)
    assert not index.scores("xyz").any()
    assert not index.scores("").any()
    assert not index.overlaps("").any()


def test_overlap_is_the_share_of_the_question_found() -> None:
    shares = TrigramIndex(TEXTS).overlaps("отмена бесплатна")
    assert shares[0] == 1.0
    assert shares[1] < 0.5


def test_an_index_of_nothing_can_be_asked() -> None:
    assert TrigramIndex([]).scores("отмена").size == 0


def test_equal_scores_standardise_to_zero() -> None:
    assert not standardise(np.full(4, 0.8, dtype=np.float32)).any()


def test_centring_takes_out_what_a_language_has_in_common() -> None:
    rng = np.random.default_rng(7)
    meaning = rng.normal(size=(6, 32))
    vectors = np.concatenate([meaning + 5 * rng.normal(size=32) for _ in range(2)]).astype(np.float32)
    languages = ["ru"] * 6 + ["hy"] * 6
    means = document_means(vectors, languages)
    centred = centre(vectors, np.stack([means[language] for language in languages]))
    assert ((centred[:6] @ centred[6:].T).argmax(axis=1) == np.arange(6)).all()


def test_a_language_with_few_documents_takes_the_mean_of_all() -> None:
    vectors = np.eye(8, dtype=np.float32)
    means = document_means(vectors, ["ru"] * 6 + ["hy"] * 2)
    assert np.allclose(means["hy"], vectors.mean(axis=0))


def test_every_language_has_a_background_of_everyday_sentences() -> None:
    for language in ("ru", "hy", "en"):
        assert len(set(generic_utterances(language))) >= 60


def test_chunks_keep_paragraphs_whole_and_lose_nothing() -> None:
    text = "# One\n\n" + "a b. " * 30 + "\n\n" + "c d. " * 30 + "\n\n# Two\n\n" + "e f. " * 30
    chunks = cut(text, limit=200)
    assert all(len(chunk) <= 200 for chunk in chunks)
    assert " ".join(" ".join(chunks).split()) == " ".join(text.split())
    assert chunks[-1].startswith("# Two")


def test_a_word_longer_than_a_chunk_is_cut() -> None:
    assert [len(chunk) for chunk in cut("x" * 250, limit=100)] == [100, 100, 50]
