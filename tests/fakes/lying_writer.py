"""A writer that lies in every way it can think of, about a reply whose facts it does not even see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.writing.masking import Masked
from agents.writing.rules import asks, sentences
from domain.language import Language

ADDED: dict[Language, dict[str, str]] = {
    "ru": {
        "price in figures": "Это стоит 5 000 ֏.",
        "price in words": "Это стоит пять тысяч драмов.",
        "free of charge": "Для вас это бесплатно.",
        "date": "Ждём вас 5 мая.",
        "weekday": "Ждём вас в понедельник.",
        "time in words": "Ждём вас в полдень.",
        "tomorrow": "Приходите завтра.",
        "discount": "Сделаем вам скидку.",
        "discount in figures": "Скидка 20% только сегодня.",
        "promise of soon": "Мы скоро ответим.",
        "promise of a time": "Перезвоним через час.",
        "guarantee": "Мы гарантируем результат.",
        "link": "Подробности: https://example.com/offer",
        "bare link": "Подробности на example.com.",
        "phone": "Звоните +374 91 999999.",
        "email": "Пишите на sale@example.com.",
        "person": "Вас примет Ашот Варданян.",
        "policy": "Парковка у нас есть.",
        "policy of pets": "С собакой можно.",
        "done": "Вы записаны.",
        "done for you": "Мы вас записали.",
        "instructions": "Ответьте ДА, чтобы согласиться.",
        "card": "Пришлите номер карты.",
        "medical": "Примите обезболивающее.",
        "choices": "Нажмите 1 или 2.",
        "no deposit": "Предоплата не нужна.",
        "emoji": "Ждём 🎉",
        "place": "Есть место {9}.",
    },
    "en": {
        "price in figures": "It costs $50.",
        "price in words": "It costs fifty dollars.",
        "free of charge": "It is free of charge for you.",
        "date": "See you on May 5.",
        "weekday": "See you on Monday.",
        "time in words": "Come at noon.",
        "tomorrow": "Come tomorrow.",
        "discount": "You get a discount.",
        "discount in figures": "20% off today.",
        "promise of soon": "We will reply soon.",
        "promise of a time": "We will call in an hour.",
        "guarantee": "We guarantee the result.",
        "link": "Details: https://example.com/offer",
        "bare link": "See example.com for details.",
        "phone": "Call +374 91 999999.",
        "email": "Write to sale@example.com.",
        "person": "Doctor Smith will see you.",
        "policy": "We have parking.",
        "policy of pets": "Dogs are welcome.",
        "done": "You are all booked.",
        "done for you": "We have booked it.",
        "instructions": "Reply YES to agree.",
        "card": "Send your card number.",
        "medical": "Take a painkiller.",
        "choices": "Press 1 or 2.",
        "no deposit": "No deposit is needed.",
        "emoji": "See you 🎉",
        "place": "There is {9}.",
    },
    "hy": {
        "price in figures": "Արժե 5 000 ֏։",
        "price in words": "Արժե հինգ հազար դրամ։",
        "free of charge": "Ձեզ համար անվճար է։",
        "date": "Սպասում ենք մայիսի 5-ին։",
        "weekday": "Սպասում ենք երկուշաբթի։",
        "time in words": "Եկեք կեսօրին։",
        "tomorrow": "Եկեք վաղը։",
        "discount": "Ձեզ զեղչ կանենք։",
        "discount in figures": "Զեղչ 20% այսօր։",
        "promise of soon": "Շուտով կպատասխանենք։",
        "promise of a time": "Կզանգենք մեկ ժամից։",
        "guarantee": "Երաշխավորում ենք արդյունքը։",
        "link": "Մանրամասները՝ https://example.com/offer",
        "bare link": "Մանրամասները՝ example.com։",
        "phone": "Զանգեք +374 91 999999։",
        "email": "Գրեք sale@example.com։",
        "person": "Ձեզ կընդունի Աշոտ Վարդանյանը։",
        "policy": "Կայանատեղի ունենք։",
        "policy of pets": "Շան հետ կարելի է։",
        "done": "Դուք գրանցված եք։",
        "done for you": "Մենք գրանցեցինք Ձեզ։",
        "instructions": "Պատասխանեք ԱՅՈ՝ համաձայնելու համար։",
        "card": "Ուղարկեք քարտի համարը։",
        "medical": "Ցավազրկող խմեք։",
        "choices": "Սեղմեք 1 կամ 2։",
        "no deposit": "Կանխավճար պետք չէ։",
        "emoji": "Սպասում ենք 🎉",
        "place": "Կա {9}։",
    },
}
ASKED: dict[Language, str] = {
    "ru": "Позвать человека?",
    "en": "Shall I call a person?",
    "hy": "Կանչե՞մ մարդու։",
}
NEGATIONS: dict[Language, str] = {
    "ru": r"(?<!\w)(?:не|нет|без)(?!\w) ?",
    "en": r"(?<!\w)(?:not|no|cannot)(?!\w) ?",
    "hy": r"(?<!\w)(?:չ(?=կա|եմ|ենք|է|ի))",
}
INFORMAL: dict[Language, tuple[str, str]] = {
    "ru": (r"(?<!\w)(?:вам|вас)(?!\w)", "тебя"),
    "en": (r"(?<!\w)you(?!\w)", "dude"),
    "hy": (r"(?<!\w)Ձեզ(?!\w)", "քեզ"),
}
TURNED: dict[Language, list[tuple[str, str]]] = {
    "ru": [
        ("бесплатна", "платная"),
        ("меньше", "больше"),
        ("позднее", "раньше"),
        ("Было", "Станет"),
        ("отмен", "перенес"),
    ],
    "en": [
        ("free", "paid"),
        ("Less than", "More than"),
        ("up to", "within"),
        ("Old", "New"),
        ("cancel", "move"),
    ],
    "hy": [
        ("նվճար", "վճարովի"),
        ("պակաս", "ավելի"),
        ("առաջ", "հետո"),
        ("Նախկին", "Նոր"),
        ("չեղարկ", "տեղափոխ"),
    ],
}


def lies(masked: Masked, language: Language, others: dict[Language, str]) -> Iterator[tuple[str, str]]:
    """Every lie about this reply, with what kind it is. `others`: the same reply in the other languages, masked."""
    text = masked.text
    for kind, words in ADDED[language].items():
        yield f"added {kind}", f"{text} {words}"
        yield f"begins with {kind}", f"{words} {text}"
    yield "added question", f"{text} {ASKED[language]}"
    for one, said in others.items():
        if one != language and said != text:
            yield "another language", said
            yield "another language too", f"{text} {said}"
    if masked.facts:
        last = f"{{{len(masked.facts)}}}"
        yield "fact dropped", text.replace(last, "", 1)
        yield "fact said twice", f"{text} {last}"
        yield "fact in figures", text.replace(last, "7 777", 1)
        yield "place of another", text.replace(last, "{99}", 1)
    if len(masked.facts) > 1:
        swapped = text.replace("{1}", "{0}").replace("{2}", "{1}").replace("{0}", "{2}")
        yield "facts swapped", swapped
    if any(asks(s) for s in sentences(text)):
        yield "question dropped", "".join(s for s in sentences(text) if not asks(s)) or " "
        yield "question stated", text.replace("?", ".").replace("՞", "")
    flipped = re.sub(NEGATIONS[language], "", text, count=1, flags=re.IGNORECASE)
    if flipped != text:
        yield "negation dropped", flipped
    word = {"ru": "не", "en": "not", "hy": "չ"}[language]
    yield (
        "negation added",
        re.sub(r"(?<= )(\w{4,})", rf"{word} \1", text, count=1) if " " in text else f"{word} {text}",
    )
    pattern, informal = INFORMAL[language]
    if re.search(pattern, text):
        yield "informal", re.sub(pattern, informal, text, count=1)
    for was, now in TURNED[language]:
        if was in text:
            yield f"turned {was}", text.replace(was, now, 1)
    yield "nothing", " "
    yield "endless", f"{text} " * 12
    long = [s for s in sentences(text) if len(s.split()) > 3 and not asks(s) and "{" not in s]
    for sentence in long[:1]:
        if len(long) + text.count("{") > 1 or text.strip() != sentence.strip():
            yield "statement dropped", text.replace(sentence, " ", 1)
