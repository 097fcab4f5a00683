"""What a customer's message says to a question: a plain yes, the pick of an option, or orders to the bot."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evals.metrics.text.sentences import folded

_YES = re.compile(
    r"(?<!\w)(?:да|ага|угу|конечно|верно|правильно|подтвержда\w+|записывай(?:те)?|запиши(?:те)?|давай(?:те)?|хорошо|ок|окей|"
    r"согласн\w+|подходит|переносите|перенесите|отменяйте|отмените|отменить|перенести|"
    r"այո|հա|հաստատում\w*|լավ|եղավ|համաձայն\w*|գրանցեք|գրանցիր|տեղափոխեք|տեղափոխել|չեղարկեք|չեղարկել|ճիշտ է|իհարկե|"
    r"yes|yep|yeah|yup|sure|ok|okay|correct|right|confirm\w*|please do|go ahead|book it|book|move it|cancel it|do it|"
    r"все так|так и есть|норм|нормально|оформляй(?:те)?|бронируй(?:те)?|ճիշտ ա|նորմալ (?:է|ա)|գրեք|գրեցեք|"
    r"looks good|sounds good|spot on|perfect|fine|all good|"
    r"da|aga|konechno|podtverzhda\w+|zapisyvay(?:te)?|zapishite|davay(?:te)?|horosho|khorosho|verno|"
    r"ayo|ha|hastatum em|lav|exav|eghav|hamadzayn\w*|grancek|grantsek|granceq)(?!\w)|👍|👌|✅|^\+$"
)
_NO = re.compile(r"^(?:нет|не|ոչ|չէ|no|not|nope|don't|net|voch|che)(?!\w)")
_ORDERS = re.compile(
    r"(?:ignore|disregard|forget) (?:all |any |the |your |my )*(?:previous|prior|above|earlier|system)?\s*"
    r"(?:instructions?|rules?|prompts?)|system prompt|you are now (?:a|an|in)|developer mode|jailbreak"
    r"|(?:игнорируй|забудь|проигнорируй)(?:те)? (?:все |свои |прежние |предыдущие |прошлые )*(?:инструкции|правила|указания)"
    r"|системн\w+ (?:промпт|инструкци\w+)|ты теперь "
    r"|(?:անտեսիր|անտեսեք|մոռացիր|մոռացեք) .{0,30}(?:հրահանգ|կանոն|ցուցում)|համակարգային հրահանգ"
    r"|(?:ignoriruy|zabud)(?:te)? .{0,20}(?:instruk|pravil)"
)


def says_yes(message: str) -> bool:
    """Whether the message agrees in words; one that begins with a no does not."""
    said = folded(message).strip(" .,!")
    return bool(_YES.search(said)) and not _NO.match(said)


def picked(message: str, options: Sequence[tuple[str, str]]) -> str | None:
    """The id of the option that was tapped, or answered with its number or label."""
    said = folded(message).strip(" .,!)")
    for number, (option_id, label) in enumerate(options, 1):
        if said in (str(number), folded(label).strip(" .,!)"), folded(option_id)):
            return option_id
    return None


def gives_orders(message: str) -> bool:
    """Whether the message tries to instruct the bot itself."""
    return bool(_ORDERS.search(folded(message)))
