"""What is asked beside a need, in words that leave no doubt, in every language; and what only sounds like it."""

from __future__ import annotations

import pytest

from agents.understanding.asides import find_aside
from domain.language import Language
from domain.reading import Route, RouteScore


def aside(text: str, language: Language, route: Route = "faq", confidence: float = 0.5) -> str | None:
    routes = [RouteScore(route=route, confidence=confidence)]
    plain = text.replace("՞", "")  # as messages are prepared: the Armenian mark stands inside a word
    return find_aside(plain, language, routes, asks="?" in text or plain != text)


@pytest.mark.parametrize(
    ("text", "language", "meant"),
    [
        ("когда у меня приём?", "ru", "own_visit"),
        ("на когда я записана", "ru", "own_visit"),
        ("երբ եմ գրանցված", "hy", "own_visit"),
        ("երբ եմ գրված", "hy", "own_visit"),
        ("what time is my appointment?", "en", "own_visit"),
        ("could you remind me when my appointment is?", "en", "own_visit"),
        ("I booked something last week I think, can you check?", "en", "own_visit"),
        ("what time was it again?", "en", "own_visit"),
        ("remind me when i'm coming", "en", "own_visit"),
        ("напомните, во сколько мне завтра?", "ru", "own_visit"),
        ("հիշեցրեք՝ երբ եմ գալիս", "hy", "own_visit"),
        ("my wife wants one too", "en", "as_before"),
        ("мужу тоже нужно", "ru", "as_before"),
        ("կնոջս էլ գրանցեք", "hy", "as_before"),
        ("как в прошлый раз", "ru", "as_before"),
        ("давайте то же самое", "ru", "as_before"),
        ("նույնը", "hy", "as_before"),
        ("the usual please", "en", "as_before"),
        ("ещё актуально?", "ru", "still_on"),
        ("դեռ ակտուա՞լ է", "hy", "still_on"),
        ("is it still available?", "en", "still_on"),
        ("а что входит?", "ru", "what_included"),
        ("ինչ է ներառում", "hy", "what_included"),
        ("what's included?", "en", "what_included"),
        ("а чего так дорого?", "ru", "why_dear"),
        ("ինչո՞ւ եք այդքան թանկ", "hy", "why_dear"),
        ("why is it so expensive?", "en", "why_dear"),
        ("можно фото прислать?", "ru", "may_photo"),
        ("կարո՞ղ եմ նկար ուղարկել", "hy", "may_photo"),
        ("can i send a photo of the problem?", "en", "may_photo"),
        ("мне всё равно, к какому врачу", "ru", "anyone"),
        ("I don't care which doctor", "en", "anyone"),
    ],
)
def test_what_is_asked_beside_a_need_is_known_by_its_words(text: str, language: Language, meant: str) -> None:
    assert aside(text, language) == meant


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("можно записаться на завтра?", "ru"),
        ("запишите меня на чистку", "ru"),
        ("can I book a cleaning?", "en"),
        ("сколько стоит чистка?", "ru"),
        ("կարո՞ղ եմ գրանցվել վաղը", "hy"),
        ("still waiting for my parcel", "en"),
        ("напомните когда я могу прийти", "ru"),
        ("напомните, когда мне можно прийти", "ru"),
        ("remind me when I can come", "en"),
        ("remind me when is the best day to come", "en"),
        ("հիշեցրեք երբ կարող եմ գալ", "hy"),
    ],
)
def test_a_plain_need_is_no_aside(text: str, language: Language) -> None:
    assert aside(text, language) is None


def test_who_surely_moves_a_visit_is_not_told_when_it_is() -> None:
    assert aside("я записана на завтра, перенесите?", "ru", "reschedule", 0.95) is None
