"""Topics that staff decide: the owner's `escalation.yaml` laid over the defaults (R59, R60)."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.business import EscalationTopic
from knowledge.business_files import load_business
from tests.fakes.spoiled_business import problems_of


def topics(folder: Path, text: str) -> dict[str, EscalationTopic]:
    (folder / "escalation.yaml").write_text(text, encoding="utf-8")
    return {t.id: t for t in load_business(folder).escalation.topics}


def test_own_topic_changes_the_fields_it_names_and_adds_its_phrases(folder: Path) -> None:
    found = topics(
        folder,
        "refund_limit: 500\ntopics:\n  - id: refund\n    team: accounting\n    words: [give it back to me]\n",
    )
    assert found["refund"].team == "accounting"
    assert {"give it back to me", "want a refund"} <= set(found["refund"].words)
    assert found["refund"].say == "escalated-refund"
    assert found["legal"].team == "manager"


def test_new_topic_needs_no_messages_of_its_own_and_comes_after_danger(folder: Path) -> None:
    found = topics(
        folder,
        "topics:\n  - id: tattoo\n    name: { ru: Тату, hy: Դաջվածք, en: Tattoo }\n    words: [tattoo]\n"
        "without: [vip]\n",
    )
    assert list(found)[:2] == ["safety", "tattoo"]
    assert (found["tattoo"].say, found["tattoo"].draft) == ("escalated-other", "draft-other")
    assert "vip" not in found


def test_phrase_moves_to_the_topic_of_the_business_that_names_it(folder: Path) -> None:
    found = topics(
        folder,
        "topics:\n  - id: chief\n    name: { ru: Шеф, hy: Շեֆ, en: Chief }\n    words: [real person]\n",
    )
    assert "real person" in found["chief"].words
    assert "real person" not in found["person"].words


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("topics:\n  - id: tattoo\n", "escalation.yaml:2: topics[0].name: is missing"),
        (
            "topics:\n  - id: chief\n    name: { ru: Ш, hy: Շ, en: C }\n  - id: refund\n    answer_within_minutes: 0\n",
            "escalation.yaml:5: topics[1].answer_within_minutes: cannot be 0",
        ),
        (
            "topics:\n  - id: refund\n    wrds: [a]\n",
            'escalation.yaml:3: topics[0].wrds: is not a field of this place; did you mean "words"?',
        ),
        (
            "without: [vip, refnd]\n",
            'escalation.yaml:1: without[1]: "refnd" is no topic of defaults/escalation.yaml; did you mean "refund"?',
        ),
        ("topics: none\n", "escalation.yaml:1: topics: must be a list"),
    ],
)
def test_mistake_in_an_own_topic_is_named_where_it_was_written(
    folder: Path, written: str, problem: str
) -> None:
    (folder / "escalation.yaml").write_text(written, encoding="utf-8")
    assert any(p.startswith(problem) for p in problems_of(folder)), problems_of(folder)
