"""Who and what comes together, by the words of a message."""

from __future__ import annotations

import pytest

from agents.scheduler.party import MANY, put_off, read_party
from domain.reading import Entities, Span
from tests.unit.agents.desk import reading


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("запишите нас с мужем на чистку", 2),
        ("меня и моего сына", 2),
        ("сына и меня", 2),
        ("for me and my wife", 2),
        ("there are two of us", 2),
        ("Գրանցեք ինձ ու ամուսնուս", 2),
        ("ամուսնուս հետ ուզում ենք գալ", 2),
        ("երեխայիս հետ ենք ուզում գալ", 2),
        ("երեխայիս հետ եմ գալու", None),
        ("երկու հոգի ենք", 2),
        ("nas dvoe", 2),
        ("need to get my two boys looked at", 2),
        ("actually both kids please", 2),
        ("нужно показать двух детей", 2),
        ("երկու երեխաների համար", 2),
        ("I have two friends who came to you", None),
        ("хочу с подругой на чистку вместе", 2),
        ("with my sister at the same time please", None),
        ("with sister at the same time please", 2),
        ("поеду вместе с вещами, сын знает", None),
        ("нас трое", 3),
        ("вчетвером", MANY),
        ("запишите сына на чистку", None),
        ("book my daughter on friday", None),
        ("можно в другое время?", None),
        ("мне в другой день", None),
    ],
)
def test_people_who_come_are_counted(text, people):
    assert read_party(reading(text)).people == people


@pytest.mark.parametrize(
    ("text", "at_once"),
    [
        ("одновременно", True),
        ("at the same time", True),
        ("друг за другом", False),
        ("հերթով", False),
        ("в пять", None),
    ],
)
def test_at_once_or_in_turn_is_said(text, at_once):
    assert read_party(reading(text)).at_once is at_once


def _named(text: str, **words: str):
    found = [(text.index(word), service, word) for service, word in words.items()]
    spans = [
        Span(fact="services", value=service, text=word, start=at, end=at + len(word))
        for at, service, word in found
    ]
    return reading(text, entities=Entities(services=list(words), spans=spans))


@pytest.mark.parametrize(
    ("text", "cleaning", "whitening", "later"),
    [
        ("запишите на чистку, отбеливание потом", "чистку", "отбеливание", {"whitening"}),
        ("чистку потом, сейчас отбеливание", "чистку", "отбеливание", {"cleaning"}),
        ("сначала чистку, потом отбеливание", "чистку", "отбеливание", set()),
        ("book a cleaning, whitening another time", "cleaning", "whitening", {"whitening"}),
        ("whitening, later a cleaning", "cleaning", "whitening", set()),
        ("մաքրումն արեք, սպիտակեցումը հետո", "մաքրումն", "սպիտակեցումը", {"whitening"}),
        ("մաքրում, հետո սպիտակեցում", "մաքրում", "սպիտակեցում", set()),
        ("սպիտակեցում մաքրումից հետո", "մաքրումից", "սպիտակեցում", set()),
        ("maqrum areq, spitakecumy heto", "maqrum", "spitakecumy", {"whitening"}),
    ],
)
def test_a_service_with_later_behind_it_is_for_another_day(text, cleaning, whitening, later):
    assert put_off(_named(text, cleaning=cleaning, whitening=whitening)) == later
