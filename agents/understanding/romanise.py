"""Native text in Latin letters, the ways people type it. Used for training only."""

from __future__ import annotations

import random

from domain.language import Language

_RU: dict[str, tuple[str, ...]] = {
    "а": ("a",), "б": ("b",), "в": ("v", "v", "w"), "г": ("g",), "д": ("d",), "е": ("e", "e", "ye"), "ё": ("e", "yo"),
    "ж": ("zh", "j"), "з": ("z",), "и": ("i",), "й": ("y", "i", "j"), "к": ("k",), "л": ("l",), "м": ("m",),
    "н": ("n",), "о": ("o",), "п": ("p",), "р": ("r",), "с": ("s",), "т": ("t",), "у": ("u",), "ф": ("f",),
    "х": ("h", "kh", "x"), "ц": ("ts", "c"), "ч": ("ch", "ch", "4"), "ш": ("sh",), "щ": ("sch", "sh", "shch"),
    "ъ": ("",), "ы": ("y", "i"), "ь": ("", "", "'"), "э": ("e",), "ю": ("yu", "ju", "u"), "я": ("ya", "ja", "a"),
}  # fmt: skip
_HY: dict[str, tuple[str, ...]] = {
    "ու": ("u", "u", "ou"), "և": ("ev", "yev"), "ա": ("a",), "բ": ("b",), "գ": ("g",), "դ": ("d",), "ե": ("e", "ye"),
    "զ": ("z",), "է": ("e",), "ը": ("y", "e", "@"), "թ": ("t", "th"), "ժ": ("zh", "j"), "ի": ("i",), "լ": ("l",),
    "խ": ("kh", "x"), "ծ": ("ts", "c"), "կ": ("k",), "հ": ("h",), "ձ": ("dz",), "ղ": ("gh", "x"), "ճ": ("ch", "j"),
    "մ": ("m",), "յ": ("y",), "ն": ("n",), "շ": ("sh",), "ո": ("o", "vo"), "չ": ("ch",), "պ": ("p",), "ջ": ("j",),
    "ռ": ("r",), "ս": ("s",), "վ": ("v",), "տ": ("t",), "ր": ("r",), "ց": ("c", "ts"), "ւ": ("v",), "փ": ("p",),
    "ք": ("q", "k"), "օ": ("o",), "ֆ": ("f",),
}  # fmt: skip


def romanise(text: str, language: Language, chooser: random.Random) -> str:
    """`text` in Latin letters; one spelling habit per text is picked with `chooser`. English stays as it is."""
    if language == "en":
        return text
    table = _RU if language == "ru" else _HY
    habit = {letter: chooser.choice(ways) for letter, ways in table.items()}
    out, i, low = [], 0, text.lower()
    while i < len(low):
        pair = low[i : i + 2]
        if pair in habit:
            out.append(habit[pair])
            i += 2
            continue
        letter = low[i]
        latin = habit.get(letter, letter)
        starts = i == 0 or not low[i - 1].isalpha()
        if letter == "ո" and not starts:
            latin = "o"
        if letter in ("е", "ե") and not starts:
            latin = "e"
        out.append(latin)
        i += 1
    return "".join(out)
