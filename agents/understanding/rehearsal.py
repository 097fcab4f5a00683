"""What is read before any customer writes, so that what is built on first use is there."""

from __future__ import annotations

from domain.language import Language

FIRST_TEXTS: tuple[tuple[str, Language], ...] = (
    ("Анна 091234567", "ru"), ("Anna 091234567", "en"), ("Աննա 091234567", "hy"),
)  # fmt: skip
"""At loading: a name and a phone number in each language."""

SENTENCES: tuple[tuple[str, Language], ...] = (
    (
        "Можно прийти завтра в 17:30 на два часа? Бюджет до 20 тысяч драм, нас трое, улица Абовяна, дом 5",
        "ru",
    ),
    ("mozhno perenesti na pyatnitsu posle 6? ya opazdyvayu", "ru"),
    ("Could two of us come next Friday at 5 pm, under 50k? It is 12 Abovyan street, order LM-1234", "en"),
    ("Կարո՞ղ եմ գալ վաղը ժամը 5-ին, մինչև 20 հազար դրամ, երեք հոգի ենք, Աբովյան 5", "hy"),
    ("karox em gal vaxy jamy 5in? qani dram arje", "hy"),
)
"""What customers write about: days, hours, sums, numbers, places, in every language and script."""
