"""The library keeps its index in line with the files, and finds the passage in the customer's language."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.clock import VirtualClock
from domain.errors import BusinessFileError
from knowledge.index import IndexUnavailable
from knowledge.library import PolicyLibrary, passages_to_json
from tests.fakes.embedder import TrigramEmbedder

POLICIES = {
    "parking": {
        "ru": ("Парковка", "Бесплатная парковка во дворе."),
        "hy": ("Կայանատեղի", "Բակում կա անվճար կայանատեղի։"),
        "en": ("Parking", "There is free parking in the yard."),
    },
    "payment": {
        "ru": ("Оплата", "Принимаем карты и наличные."),
        "hy": ("Վճարում", "Ընդունում ենք քարտ և կանխիկ։"),
        "en": ("Payment", "We take cards and cash."),
    },
    "children": {
        "ru": ("Дети", "Принимаем детей с трёх лет."),
        "hy": ("Երեխաներ", "Ընդունում ենք երեխաներ երեք տարեկանից։"),
        "en": ("Children", "We see children from the age of three."),
    },
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for topic, languages in POLICIES.items():
        for language, (title, text) in languages.items():
            write(tmp_path / "policies", topic, language, title, text)
    return tmp_path / "policies"


def write(folder: Path, topic: str, language: str, title: str, text: str, more: str = "") -> None:
    path = folder / language / f"{topic}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\nid: {topic}\ntitle: {title}\n{more}---\n{text}\n", encoding="utf-8")


class Shelf:
    """An index directory that libraries are opened on, one after another, as by restarts."""

    def __init__(self, index_dir: Path) -> None:
        self.index_dir = index_dir
        self.clock = VirtualClock(datetime(2026, 6, 10, 10, tzinfo=UTC))
        self.embedder = TrigramEmbedder()
        self._open: list[PolicyLibrary] = []

    def open(self, embedder: TrigramEmbedder | None = None) -> PolicyLibrary:
        self.close()
        self.embedder = embedder or TrigramEmbedder()
        library = PolicyLibrary.open(
            self.index_dir, self.embedder, clock=self.clock, zone=ZoneInfo("Asia/Yerevan")
        )
        self._open.append(library)
        return library

    def close(self) -> None:
        while self._open:
            self._open.pop().close()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "index")
    yield shelf
    shelf.close()


def first(library: PolicyLibrary, question: str, language: str) -> str:
    return library.search(question, business_id="shop", language=language)[0].id  # type: ignore[arg-type]


def test_the_passage_comes_in_the_customers_language_whatever_language_was_typed(
    shelf: Shelf, folder: Path
) -> None:
    library = shelf.open()
    library.ingest("shop", folder)
    assert first(library, "есть парковка?", "ru") == "parking.ru"
    assert first(library, "есть парковка?", "hy") == "parking.hy"
    assert first(library, "is there parking", "ru") == "parking.ru"
    assert first(library, "parkovka est?", "ru") == "parking.ru"


def test_only_what_changed_is_embedded_again(shelf: Shelf, folder: Path) -> None:
    assert len(shelf.open().ingest("shop", folder).added) == 9
    library = shelf.open()
    report = library.ingest("shop", folder)
    assert (report.unchanged, report.touched, shelf.embedder.embedded) == (9, 0, [])

    write(folder, "payment", "en", "Payment", "We take cards, cash and Idram.")
    (folder / "en" / "children.md").unlink()
    write(folder, "pets", "en", "Pets", "Small dogs are welcome.")
    report = library.ingest("shop", folder)
    assert (report.added, report.changed, report.removed) == (["pets.en"], ["payment.en"], ["children.en"])
    assert shelf.embedder.embedded == [
        "Payment\nWe take cards, cash and Idram.",
        "Pets\nSmall dogs are welcome.",
    ]
    (found,) = [p for p in library.search("Idram", business_id="shop", language="en") if p.topic == "payment"]
    assert found.text == "We take cards, cash and Idram."


def test_a_restart_searches_what_was_stored_without_embedding(shelf: Shelf, folder: Path) -> None:
    write(folder, "parking", "en", "Parking", "In the yard.", "questions:\n  - where do I leave my car?\n")
    before = shelf.open()
    before.ingest("shop", folder)
    ranked = before.search("leave my car", business_id="shop", language="en")
    after = shelf.open()
    assert after.search("leave my car", business_id="shop", language="en") == ranked
    assert ranked[0].id == "parking.en"
    assert shelf.embedder.embedded == []


def test_another_model_embeds_everything_again(shelf: Shelf, folder: Path) -> None:
    shelf.open().ingest("shop", folder)
    library = shelf.open(TrigramEmbedder(model_id="other", dimension=64))
    assert len(library.ingest("shop", folder).added) == 9
    assert first(library, "парковка", "ru") == "parking.ru"


def test_businesses_do_not_see_each_others_policies(shelf: Shelf, folder: Path) -> None:
    library = shelf.open()
    library.ingest("shop", folder)
    assert library.search("парковка", business_id="clinic", language="ru") == []


@pytest.mark.parametrize("content", [b"", b"not a database" * 500], ids=["empty", "garbage"])
def test_a_broken_index_is_made_again(shelf: Shelf, folder: Path, content: bytes) -> None:
    shelf.open().ingest("shop", folder)
    shelf.close()
    forget_chroma()
    (shelf.index_dir / "chroma" / "chroma.sqlite3").write_bytes(content)
    library = shelf.open()
    assert len(library.ingest("shop", folder).added) == 9
    assert first(library, "парковка", "ru") == "parking.ru"
    assert shelf.open().ingest("shop", folder).unchanged == 9


def forget_chroma() -> None:
    """As after a restart: Chroma keeps an opened directory for the life of the process."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()


def test_a_mistake_in_a_file_leaves_the_index_as_it_was(shelf: Shelf, folder: Path) -> None:
    library = shelf.open()
    library.ingest("shop", folder)
    (folder / "ru" / "parking.md").write_text("oops")
    with pytest.raises(BusinessFileError):
        library.ingest("shop", folder)
    assert first(library, "парковка", "ru") == "parking.ru"


def test_a_policy_counts_from_its_first_day_to_its_last_in_the_business_zone(
    shelf: Shelf, folder: Path
) -> None:
    write(
        folder, "summer", "ru", "Летняя акция", "Летом скидка на чистку.",
        "valid_from: 2026-06-11\nvalid_to: 2026-06-12\n",
    )  # fmt: skip
    library = shelf.open()
    library.ingest("shop", folder)
    seen = []
    for _ in range(4):  # from 10 June, 14:00 in Yerevan
        found = library.search("летняя скидка на чистку", business_id="shop", language="ru", k=9)
        seen.append("summer.ru" in [p.id for p in found])
        shelf.clock.advance(timedelta(days=1))
    assert seen == [False, True, True, False]
    assert library.ingest("shop", folder).removed == ["summer.ru"]


def test_a_passage_without_translation_is_never_confident(shelf: Shelf, folder: Path) -> None:
    (folder / "hy" / "parking.md").unlink()
    library = shelf.open()
    library.ingest("shop", folder)
    found = library.search("Бесплатная парковка во дворе", business_id="shop", language="hy")
    assert (found[0].id, found[0].confident) == ("parking.ru", False)


def test_during_the_first_ingest_passages_are_found_by_their_words(shelf: Shelf, folder: Path) -> None:
    found: list[str] = []
    library = shelf.open()
    library.ingest("shop", folder, progress=lambda done, all_: found.append(first(library, "парковка", "ru")))
    assert found == ["parking.ru", "parking.ru"]


@pytest.mark.parametrize("question", ["", "   ", "?!", "\x00", "\ud800", "😀", "x" * 9000])
def test_anything_may_be_asked(shelf: Shelf, folder: Path, question: str) -> None:
    library = shelf.open()
    library.ingest("shop", folder)
    found = library.search(question, business_id="shop", language="en", k=2)
    assert not any(p.confident for p in found)


def test_json_is_ranked_and_plain(shelf: Shelf, folder: Path) -> None:
    library = shelf.open()
    library.ingest("shop", folder)
    shown = passages_to_json(library.search("парковка", business_id="shop", language="ru", k=2))
    assert (shown[0]["rank"], shown[0]["id"]) == (1, "parking.ru")
    assert set(shown[0]) == {
        "rank",
        "id",
        "topic",
        "language",
        "title",
        "text",
        "score",
        "confident",
        "likelihood",
    }


def test_a_server_that_is_down_is_said_so(
    shelf: Shelf, folder: Path, monkeypatch: pytest.MonkeyPatch, unused_port: int
) -> None:
    monkeypatch.setenv("CLOSELOOP_CHROMA_URL", f"127.0.0.1:{unused_port}")
    with pytest.raises(IndexUnavailable, match=str(unused_port)):
        shelf.open().ingest("shop", folder)


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_second_process_may_read_but_not_change(shelf: Shelf, folder: Path) -> None:
    shelf.open().ingest("shop", folder)
    script = """
import sys
from pathlib import Path
from knowledge.index import IndexBusy
from knowledge.library import PolicyLibrary
from tests.fakes.embedder import TrigramEmbedder
index, folder = map(Path, sys.argv[1:])
library = PolicyLibrary.open(index, TrigramEmbedder())
print(library.search("парковка", business_id="shop", language="ru")[0].id)
print(library.ingest("shop", folder).unchanged)
(folder / "ru" / "payment.md").unlink()
try:
    library.ingest("shop", folder)
except IndexBusy:
    print("busy")
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(shelf.index_dir), str(folder)],
        capture_output=True, text=True, check=False, timeout=60, env={**os.environ, "PYTHONPATH": os.getcwd()},
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if "knowledge_" not in line]
    assert lines == ["parking.ru", "9", "busy"], done.stderr
