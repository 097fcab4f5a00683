"""Other material: files of a folder, JSONL, and what is wrong with them in words."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from domain.errors import BadRequest, NotFound
from knowledge.documents import load_documents, to_passages


def test_jsonl_accepts_both_spellings_of_the_id(tmp_path: Path) -> None:
    path = tmp_path / "kb.jsonl"
    path.write_text(
        '{"doc_id": "a", "text": "one", "lang": "en"}\n\n{"id": 2, "text": "два", "title": "Т"}\n'
    )
    documents, _ = load_documents(path)
    assert [(d.id, d.text, d.language, d.title) for d in documents] == [
        ("a", "one", "en", ""),
        ("2", "два", "", "Т"),
    ]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}', '{"text": "x"}'])
def test_a_line_that_is_no_document_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "kb.jsonl"
    path.write_text('{"id": "a", "text": "one"}\n' + line)
    with pytest.raises(BadRequest, match=r"kb:2: is no document"):
        load_documents(path)


def test_a_folder_is_read_whole_and_names_what_it_skipped(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.md").write_text("# Delivery\n\nWe deliver.")
    (tmp_path / "sub" / "b.txt").write_text("Доставляем.")
    (tmp_path / "c.html").write_text(
        "<head><title>T &amp; C</title><style>p{}</style></head><p>One<b>!</b></p><script>x()</script><p>Two"
    )
    (tmp_path / "d.csv").write_text("question,answer\nWhen?,Today\nWhere?,Here\n")
    (tmp_path / "e.docx").write_bytes(b"PK")
    documents, skipped = load_documents(tmp_path)
    assert [d.id for d in documents] == ["a.md", "c.html", "d.csv:1", "d.csv:2", "sub/b.txt"]
    assert documents[0].title == "Delivery"
    assert (documents[1].title, documents[1].text.split()) == ("T & C", ["One!", "Two"])
    assert "answer: Today" in documents[2].text
    assert skipped == ["e.docx"]


def test_passages_know_their_document_and_language(tmp_path: Path) -> None:
    (tmp_path / "ru.txt").write_text("Первый абзац. " * 60 + "\n\n" + "Второй абзац. " * 60)
    (tmp_path / "hy.txt").write_text("Առաքումն անվճար է")
    documents, _ = load_documents(tmp_path)
    passages = list(to_passages(documents))
    assert [(p.id, p.topic, p.language) for p in passages] == [
        ("hy.txt#1", "hy.txt", "hy"), ("ru.txt#1", "ru.txt", "ru"), ("ru.txt#2", "ru.txt", "ru"),
    ]  # fmt: skip


def test_material_that_is_not_there_or_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        load_documents(tmp_path / "nothing")
    (tmp_path / "a.docx").write_bytes(b"PK")
    with pytest.raises(BadRequest, match="known are"):
        load_documents(tmp_path / "a.docx")


@pytest.mark.skipif(importlib.util.find_spec("pypdf") is None, reason="pypdf is not installed")
def test_the_words_of_a_pdf_are_read(tmp_path: Path) -> None:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length 40>>stream\nBT /F 12 Tf 10 100 Td (Free parking) Tj ET\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%sendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(body)
    body += b"xref\n0 6\n0000000000 65535 f \n" + table
    body += b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start
    (tmp_path / "a.pdf").write_bytes(body)
    documents, _ = load_documents(tmp_path)
    assert "Free parking" in documents[0].text
