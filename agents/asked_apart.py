"""Several questions in one message, with or without marks: "parking, and can I pay by card?". Each is asked for itself, as of
two questions in one text the rules would know only the louder."""

from __future__ import annotations

import re
from pathlib import Path

from agents.asked_of_us import offers_asked
from agents.understanding.lexicon import load_lexicon, load_lists, pieces_of
from agents.understanding.parts import sentences_of
from agents.understanding.said import Said
from domain.language import Language
from domain.reading import Reading

_WORDS = Path(__file__).with_suffix(".toml")
_BREAK = re.compile(r"\s*[,;\n–—]\s*|\s+[+&-]\s+|\s*/\s+")
_MOST = 3
"""Questions that one reply answers (R62)."""
_OF_A_VISIT = frozenset({"services", "windows", "practitioners", "branches", "name", "phones", "products"})
_NO_QUESTION = ("greet", "thanks", "yes", "no", "maybe")
_SAYS_MORE = 3
"""Words and marks beside the questions from which on something else is said, too."""
_A_NAME_OF_IT = 4
"""Words of a question that is hardly more than what it is about: "parking", "парковка у вас"."""


def questions_apart(reading: Reading) -> list[str]:
    """The questions of a message, where it has several; else none. Prices, free times and services are told elsewhere, and what is to be
    done is done."""
    found = _questions(reading)
    return found[:_MOST] if len(found) > 1 else []


def questions_beside(reading: Reading) -> list[str]:
    """The questions to the rules that stand beside something else that is told, wished for or asked."""
    asking = [q for q in _questions(reading) if is_worded_so(q, reading.language)]
    found = [question for question in asking if not _tells_of_a_visit(question, reading)]
    asked = sum(len(pieces_of(question)) for question in found)
    return found[:_MOST] if len(pieces_of(reading.in_own_script)) - asked >= _SAYS_MORE else []


def is_worded_so(question: str, language: Language) -> bool:
    """Whether it has a mark or words of asking, and is no mere name of what may be asked about."""
    return question.endswith("?") or _asks(question, language)


def _questions(reading: Reading) -> list[str]:
    if "ask" not in reading.acts and not reading.marked:
        return []
    return [
        question
        for sentence in sentences_of(reading.in_own_script)
        for question in _questions_of(sentence, reading)
        if _is_to_the_rules(question, reading)
    ]


def asks_for_what_we_do(question: str, reading: Reading) -> bool:
    """ "Do you do cleanings?": the service itself is the answer, with its price and times, and no rule about it."""
    named = any(span.fact == "services" and span.text in question for span in reading.entities.spans)
    return named and offers_asked(reading.model_copy(update={"text": question}))


def _questions_of(sentence: str, reading: Reading) -> list[str]:
    """What the sentence asks, each with what is said behind it; a name of something ahead of a question is one, too."""
    questions: list[str] = []
    asked, language = sentence.endswith("?"), reading.language
    ahead: list[str] = []
    for piece in _pieces(sentence):
        if _asks(piece, language):
            questions += _named_alone(ahead, reading) if not questions else []
            questions.append(piece)
        elif questions:
            questions[-1] = f"{questions[-1]}, {piece}"
        else:
            ahead.append(piece)
    if not questions and asked:
        return [sentence]
    return questions


def _pieces(sentence: str) -> list[str]:
    joints = load_lists(_WORDS)["joints"]
    pieces: list[str] = []
    for part in _BREAK.split(sentence):
        words, begun = part.split(), 0
        for at in range(len(words)):
            size = joints.match([_bare(w) for w in words], at)
            if size and at > begun:
                pieces.append(" ".join(words[begun:at]))
            begun = at + size if size else begun
        pieces.append(" ".join(words[begun:]))
    return [piece for piece in pieces if any(c.isalnum() for c in piece)]


def _asks(piece: str, language: Language) -> bool:
    lists = load_lists(_WORDS)
    words = [w for w in pieces_of(piece) if w[0].isalnum()]
    if not words:
        return False
    begins = lists["begins"].match(words, 0) > 0
    return begins or lists["asks"].found(words) is not None or Said(piece, language).has("asks_beside")


def _named_alone(ahead: list[str], reading: Reading) -> list[str]:
    """ "Parking" of "parking, and can I pay by card?"; a greeting and "by the way" are none, and what a visit is made of is
    none."""
    if len(ahead) != 1 or len(ahead[0].split()) > _A_NAME_OF_IT or any(c.isdigit() for c in ahead[0]):
        return []
    lists, words = load_lexicon(reading.language), pieces_of(ahead[0])
    if load_lists(_WORDS)["opens"].match(words, 0) == len(words):
        return []
    polite = any(lists[name].found(words) is not None for name in _NO_QUESTION)
    return [] if polite or _tells_of_a_visit(ahead[0], reading) else ahead


def _tells_of_a_visit(piece: str, reading: Reading) -> bool:
    return any(span.text in piece for span in reading.entities.spans if span.fact in _OF_A_VISIT)


def _is_to_the_rules(question: str, reading: Reading) -> bool:
    said = Said(question, reading.language)
    told_otherwise = said.has("price", "availability") or (
        said.deed is not None and not said.has("change_rules", "asks_if_charged")
    )
    return not told_otherwise and not asks_for_what_we_do(question, reading)


def _bare(word: str) -> str:
    pieces = pieces_of(word)
    return pieces[0] if len(pieces) == 1 else ""
