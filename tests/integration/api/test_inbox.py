"""The staff inbox without a browser: every action is a plain form."""

from __future__ import annotations

import re
import threading

import httpx
import pytest

from tests.fakes.receptionist import DRAFT, NO_DRAFT
from tests.fakes.web_server import WebServer
from tests.integration.api.chat_client import Talk, talking
from tests.integration.api.conftest import field, sign_in


def ask_for_discount(talk: Talk) -> str:
    """The path of the conversation that now waits for a decision."""
    talk.write("Скидку 30 % сделаете?")
    talk.hear_reply()
    return path_of(talk)


def path_of(talk: Talk) -> str:
    return f"/inbox/c/{talk.conversation_id}"


def card_form(page: httpx.Response, decision: str, text: str = DRAFT) -> tuple[str, dict[str, str]]:
    action = re.search(r'action="(/inbox/approvals/[^"]+)"', page.text)
    assert action is not None, "no card on the page"
    form = {name: field(page, name) for name in ("csrf", "version", "seen_seq")}
    return action[1], {**form, "decision": decision, "text": text}


def test_card_shows_why_what_and_the_draft(server: WebServer, staff: httpx.Client) -> None:
    """R61."""
    with talking(server) as talk:
        page = staff.get(ask_for_discount(talk) + "?lang=ru")
    for shown in (
        "Скидку 30 % сделаете?",
        "Скидки больше 5 % решает сотрудник",
        "Первичная консультация",
        DRAFT,
    ):
        assert shown in page.text


@pytest.mark.parametrize(
    ("decision", "text", "heard"),
    [
        ("approve", DRAFT, DRAFT),
        ("edit", "Дадим 7 %.", "Дадим 7 %."),
        ("approve", "Дадим 8 %.", "Дадим 8 %."),
        ("respond", "Перезвоню вам.", "Перезвоню вам."),
        ("reject", "К сожалению, нет.", "К сожалению, нет."),
    ],
)
def test_decision_reaches_the_customer(
    server: WebServer, staff: httpx.Client, decision: str, text: str, heard: str
) -> None:
    with talking(server) as talk:
        action, form = card_form(staff.get(ask_for_discount(talk)), decision, text)
        assert staff.post(action, data=form).status_code == 200
        reply = talk.hear_reply()
        assert (reply["author"]["kind"], reply["text"]) == ("staff", heard)


def test_second_decision_is_told_who_won(server: WebServer, staff: httpx.Client, password: str) -> None:
    with talking(server) as talk, httpx.Client(base_url=server.url, follow_redirects=True) as rival:
        sign_in(rival, password)
        path = ask_for_discount(talk)
        action, mine = card_form(staff.get(path), "approve")
        _, theirs = card_form(rival.get(path), "reject")
        answers: list[int] = []
        rounds = [(staff, mine), (rival, theirs)]
        threads = [
            threading.Thread(target=lambda c=c, f=f: answers.append(c.post(action, data=f).status_code))
            for c, f in rounds
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answers) == [200, 409]
        lost = rival.post(action, data=theirs, headers={"HX-Request": "true"})
        assert lost.status_code == 409
        assert re.search(r'role="alert">[^<]*Ընդունարան', lost.text), "the loser is told who won"
        talk.hear_reply()


def test_edit_without_words_is_asked_for_them(server: WebServer, staff: httpx.Client) -> None:
    with talking(server) as talk:
        action, form = card_form(staff.get(ask_for_discount(talk)), "respond", "  \u0000 ")
        assert staff.post(action, data=form).status_code == 422


def test_an_emptied_draft_is_not_sent_as_it_was(server: WebServer, staff: httpx.Client) -> None:
    with talking(server) as talk:
        action, form = card_form(staff.get(ask_for_discount(talk)), "approve", " ")
        assert staff.post(action, data=form).status_code == 422


def test_without_a_draft_there_is_nothing_to_approve(server: WebServer, staff: httpx.Client) -> None:
    with talking(server) as talk:
        talk.write(NO_DRAFT)
        talk.hear_reply()
        page = staff.get(path_of(talk) + "?lang=ru")
        assert 'value="approve"' not in page.text
        assert 'value="edit"' not in page.text
        assert "предложить нечего" in page.text
        action, form = card_form(page, "approve", "")
        assert staff.post(action, data=form).status_code == 422
        assert staff.post(action, data={**form, "decision": "respond", "text": "Да."}).status_code == 200
        assert talk.hear_reply()["text"] == "Да."


def test_taken_over_conversation_is_answered_by_staff_alone(server: WebServer, staff: httpx.Client) -> None:
    with talking(server) as talk:
        talk.write("Позовите человека")
        talk.hear_reply()
        path = path_of(talk)
        form = {"csrf": field(staff.get(path), "csrf")}
        assert staff.post(f"{path}/take-over", data=form).status_code == 200
        talk.write("Вы тут?")
        talk.hear("ack")
        assert staff.post(f"{path}/reply", data={**form, "text": "Да, это Анна."}).status_code == 200
        reply = talk.hear_reply()
        assert (reply["author"]["kind"], reply["text"]) == ("staff", "Да, это Анна.")
        staff.post(f"{path}/give-back", data=form)
        talk.write("Спасибо")
        assert talk.hear_reply()["author"]["kind"] == "bot"


def test_customers_markup_is_shown_and_not_run(server: WebServer, staff: httpx.Client) -> None:
    with talking(server) as talk:
        talk.write('<script>alert(1)</script><hx-partial hx-target="#queue">x</hx-partial>')
        talk.hear_reply()
        page = staff.get(path_of(talk))
    assert "<script>alert" not in page.text
    assert "<hx-partial" not in page.text
    assert "&lt;script&gt;alert" in page.text


def test_live_stream_redraws_the_queue_and_names_the_conversation(
    server: WebServer, staff: httpx.Client
) -> None:
    after = re.search(r"after=(\d+)", staff.get("/inbox").text)
    assert after is not None
    with staff.stream("GET", f"/inbox/events?after={after[1]}&box=all") as response, talking(server) as talk:
        talk.write("новый клиент")
        seen = ""
        for line in response.iter_lines():
            seen += line
            if "event: changed-conv" in line:
                break
    assert "новый клиент" in seen
    assert '<hx-partial hx-target="#queue"' in seen
    assert re.search(r"id: \d+", seen)


@pytest.mark.parametrize("path", ["/inbox", "/inbox/c/x", "/inbox/c/x/pane", "/inbox/events"])
def test_pages_need_a_signed_in_member(visitor: httpx.Client, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/inbox/login")


def test_form_without_its_token_changes_nothing(server: WebServer, staff: httpx.Client) -> None:
    with talking(server) as talk:
        action, form = card_form(staff.get(ask_for_discount(talk)), "approve")
        assert staff.post(action, data={**form, "csrf": "0" * 64}).status_code == 403
        assert staff.post(action, data=form, headers={"Origin": "https://evil.example"}).status_code == 403
        assert staff.post(action, data=form).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/inbox/c/nobody", 404),
        ("GET", "/inbox/nowhere", 404),
        ("GET", "/demo/nowhere", 404),
        ("GET", "/inbox/logout", 405),
        ("POST", "/inbox/c/x/take-over", 403),
        ("POST", "/inbox/approvals/x/decide", 422),
    ],
)
def test_a_browser_is_told_what_is_wrong_on_a_page_of_ours(
    staff: httpx.Client, method: str, path: str, status: int
) -> None:
    answer = staff.request(method, path, headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": "ru"})
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert re.search(r"<h1>[А-Я]", answer.text)
    assert 'href="/inbox"' in answer.text


def test_unknown_conversation_and_card_are_missing_pages(staff: httpx.Client) -> None:
    assert staff.get("/inbox/c/nobody").status_code == 404
    csrf = field(staff.get("/inbox"), "csrf")
    form = {"csrf": csrf, "decision": "approve", "version": "1", "seen_seq": "0"}
    assert staff.post("/inbox/approvals/nothing/decide", data=form).status_code == 404
    assert (
        staff.post("/inbox/approvals/nothing/decide", data={**form, "decision": "explode"}).status_code == 422
    )
    assert staff.post("/inbox/c/nobody/take-over", data={"csrf": csrf}).status_code == 404


@pytest.mark.parametrize("path", ["/inbox/c/a%00b", "/inbox/c/%00/pane"])
def test_an_address_that_no_database_could_look_for_is_refused(staff: httpx.Client, path: str) -> None:
    assert staff.get(path).status_code == 422
    assert staff.post("/inbox/c/%00/close").status_code == 422


def test_login_with_signs_that_no_database_keeps_is_a_wrong_one(visitor: httpx.Client, password: str) -> None:
    page = visitor.get("/inbox/login")
    form = {"login": "own\0er?", "password": password, "csrf": field(page, "csrf"), "next": "/inbox"}
    assert visitor.post("/inbox/login", data=form).status_code == 401


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_every_page_speaks_three_languages(server: WebServer, staff: httpx.Client, language: str) -> None:
    with talking(server) as talk:
        path = ask_for_discount(talk)
    page = staff.get(f"{path}?lang={language}")
    assert f'<html lang="{language}">' in page.text
    assert {"ru": "Одобрить", "hy": "Հաստատել", "en": "Approve"}[language] in page.text
