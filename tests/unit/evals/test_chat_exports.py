"""Exported chats, in the forms in which messengers and tables write them. All of them invented."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.errors import BadRequest
from evals.imports.chats import MEDIA, Export, order_of, read_moment, settle_sides
from evals.imports.labels import mask_all
from evals.imports.tables import read_csv, read_jsonl
from evals.imports.whatsapp import is_whatsapp, read_whatsapp

ZONE = ZoneInfo("Asia/Yerevan")

IOS = """\
[21.11.2026, 18:03:22] Ararat Smile: \u200eMessages and calls are end-to-end encrypted.
\u200e[21.11.2026, 18:03:25] Анна К.: Здравствуйте!
Сколько стоит чистка?
[21.11.2026, 18:05:00] Ararat Smile: 22 000 драм. Когда вам удобно?
\u200e[21.11.2026, 18:06:00] Анна К.: \u200eimage omitted
[21.11.2026, 18:07:00] Анна К.: Завтра в 10: можно?
"""
ANDROID_US = """\
11/21/26, 6:03\u202fPM - Messages and calls are end-to-end encrypted. Tap to learn more.
11/21/26, 6:03\u202fPM - Kate: Hi, do you have parking?
11/21/26, 6:04\u202fPM - Clinic: Yes, in the yard.
11/22/26, 9:00\u202fAM - Kate: <Media omitted>
11/22/26, 9:01\u202fAM - Kate: This message was deleted
"""
ANDROID_HY = """\
21/11/2026, 18:03 - Արամ: Բարև Ձեզ, ե՞րբ եք բաց
21/11/2026, 18:10 - Clinic: Ամեն օր՝ 9-ից 20
"""


def whatsapp(text: str) -> Export:
    return read_whatsapp(text, "chat.txt", ZONE)


def test_an_ios_export_with_marks_media_and_several_lines() -> None:
    export = whatsapp(IOS)
    (chat,) = export.chats
    assert [(m.author, m.text) for m in chat.messages] == [
        ("Анна К.", "Здравствуйте!\nСколько стоит чистка?"),
        ("Ararat Smile", "22 000 драм. Когда вам удобно?"),
        ("Анна К.", MEDIA),
        ("Анна К.", "Завтра в 10: можно?"),
    ]
    assert chat.messages[0].at == datetime(2026, 11, 21, 18, 3, 25, tzinfo=ZONE)
    assert chat.messages[0].place == "chat.txt:2"
    assert export.problems == []


def test_an_android_export_with_american_dates() -> None:
    (chat,) = whatsapp(ANDROID_US).chats
    assert [m.text for m in chat.messages] == ["Hi, do you have parking?", "Yes, in the yard.", MEDIA]
    assert chat.messages[0].at == datetime(2026, 11, 21, 18, 3, tzinfo=ZONE)
    assert chat.messages[2].at == datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)


def test_an_android_export_with_the_day_first() -> None:
    (chat,) = whatsapp(ANDROID_HY).chats
    assert chat.messages[0].at == datetime(2026, 11, 21, 18, 3, tzinfo=ZONE)
    assert is_whatsapp(ANDROID_HY)


def test_a_cut_off_line_is_named_and_the_rest_is_read() -> None:
    export = whatsapp("half a line\n" + ANDROID_HY + "21/11/2026, 18:1\n")
    assert [p.split(":")[1] for p in export.problems] == ["1", "4"]
    assert len(export.chats[0].messages) == 2


def test_dates_that_leave_a_doubt_are_said() -> None:
    export = whatsapp("03/04/26, 10:00 - A: hello\n03/04/26, 10:01 - B: hi\n")
    assert export.notes == ["Dates such as 03/04/26 are read with the day first."]
    assert order_of(["03/14/26, 10:00"]).month_first


def test_csv_columns_go_by_many_names() -> None:
    text = "Диалог;Отправитель;Дата;Время;Сообщение\n7;клиент;21.11.2026;18:03;Здравствуйте\n7;оператор;21.11.2026;18:04;Добрый день\n"
    (chat,) = read_csv(text, "a.csv", ZONE).chats
    assert [(m.author, m.text) for m in chat.messages] == [
        ("клиент", "Здравствуйте"),
        ("оператор", "Добрый день"),
    ]
    assert chat.messages[1].at == datetime(2026, 11, 21, 18, 4, tzinfo=ZONE)


def test_csv_with_quotes_commas_and_a_short_row() -> None:
    text = 'chat_id,role,created_at,body\n1,user,2026-11-21T18:03:00Z,"Hi, there\nagain"\n1,user\n1,agent,1795284300,Hello\n'
    export = read_csv(text, "a.csv", ZONE)
    assert [m.text for m in export.chats[0].messages] == ["Hi, there\nagain", "Hello"]
    assert export.chats[0].messages[0].at == datetime(2026, 11, 21, 18, 3, tzinfo=UTC)
    assert export.problems == ["a.csv:4: has 2 of 4 columns; complete the row or delete it"]


def test_a_table_without_texts_says_which_column_it_lacks() -> None:
    with pytest.raises(BadRequest, match=r"a\.csv:1: no column with the text; call one text or message"):
        read_csv("chat,sender\n1,a\n", "a.csv", ZONE)


def test_jsonl_by_message_and_by_conversation_with_a_half_written_line() -> None:
    text = (
        '{"chat": "a", "from": "customer", "text": "hello", "time": "2026-11-21 18:03"}\n'
        '{"id": "b", "turns": [{"speaker": "customer", "text": "hi"}, {"speaker": "agent", "text": "yes?"}]}\n'
        '{"chat": "a", "from": "agent", "te\n'
        '{"chat": "a", "text": "who?"}\n'
        '{"chat": "a", "from": "agent", "text": "hi", "time": "some day"}\n'
    )
    export = read_jsonl(text, "a.jsonl", ZONE)
    assert {c.key: len(c.messages) for c in export.chats} == {"a": 2, "b": 2}
    assert [p.split(":")[1] for p in export.problems] == ["3", "4", "5"]


def test_moments_in_many_forms() -> None:
    order = order_of([])
    same = datetime(2026, 11, 21, 18, 3, tzinfo=ZONE)
    for text in ("2026-11-21 18:03", "21.11.2026 18:03", "21/11/26, 6:03 PM", "2026-11-21T14:03:00+00:00"):
        assert read_moment(text, order, ZONE) == same
    with pytest.raises(ValueError, match="is no time"):
        read_moment("yesterday", order, ZONE)


def test_the_business_is_known_by_role_by_name_by_frequency_or_by_answering() -> None:
    export = whatsapp(IOS)
    settle_sides(export, frozenset({"ararat smile"}))
    assert [m.side for m in export.chats[0].messages][:2] == ["customer", "business"]
    assert export.notes == []
    guessed = whatsapp(ANDROID_US)
    settle_sides(guessed, frozenset())
    assert [m.side for m in guessed.chats[0].messages][:2] == ["customer", "business"]
    assert ["--us" in note for note in guessed.notes] == [True]
    often = Export(
        chats=[*whatsapp(ANDROID_HY).chats, *whatsapp(ANDROID_HY).chats, *whatsapp(ANDROID_US).chats]
    )
    for chat in often.chats:
        chat.messages.reverse()
    settle_sides(often, frozenset())
    assert {m.side for c in often.chats for m in c.messages if m.author == "Clinic"} == {"business"}


def test_no_author_and_no_name_is_left_in_what_is_kept() -> None:
    export = whatsapp(IOS + "[21.11.2026, 18:09:00] Ararat Smile: Анна, ждём вас\n")
    settle_sides(export, frozenset({"ararat smile"}))
    kept = "\n".join(m.model_dump_json() for m in mask_all(export))
    assert "Анна" not in kept
    assert '"chat":"chat-1"' in kept
