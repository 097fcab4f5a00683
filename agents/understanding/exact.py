"""Answers that need no model: taps, options, yes and no, thanks, greetings, stop, contact details.

Less than a millisecond. Whatever holds anything more than such an answer is left to the model: swallowing
"да, но лучше в пятницу" as a yes would be worse than reading it slowly.
"""

from __future__ import annotations

from datetime import datetime

from agents.understanding.introductions import IntroductionReader
from agents.understanding.lexicon import PLAIN_MARKS, is_ironic, load_lexicon
from agents.understanding.message import Message
from agents.understanding.open_question.options import OptionReader, option_of
from agents.understanding.rules import load_rules, padded_words
from agents.understanding.shifts import find_shift
from domain.language import Language
from domain.reading import Act, Entities, Reading, Route, RouteScore
from domain.step import PendingQuestion

DEED_ASKED = {"cancel_yes": "yes_to_cancel", "move_yes": "yes_to_move"}
"""The list of words that name what a question with yes and no was about, by its field: "yes, cancel it"."""
OF_ANOTHER_QUESTION = {"cancel_yes": ("yes_to_book",), "move_yes": ("books_us",)}
"""The lists of words that agree to something else than what a question asked: to book is no yes to a cancellation."""
_BESIDE_A_YES = ("thanks", "greet", "filler", "impatient")
_OF_THE_VISIT, _NO_OTHER_TIME = "of_the_visit", "no_other_time"
NAME_ALONE = "a name alone"
_MOST_WORDS_OF_A_YES = 9
_SMILES = frozenset("🙂😊🙏😀😁😃🤗☺😍❤💐🌸👋😉😄🤝")


class ExactReader:
    """`introductions` reads who comes, `options` which of those shown is meant."""

    def __init__(self, options: OptionReader, introductions: IntroductionReader) -> None:
        self._options = options
        self._introductions = introductions

    def read(
        self, message: Message, pending: PendingQuestion | None, choice_id: str | None, now: datetime
    ) -> Reading | None:
        """The reading, or None when the message is not one of the plain answers."""
        if choice_id is not None:
            return self._tapped(message, pending, choice_id)
        pieces = [p for p in message.native_pieces if p not in PLAIN_MARKS and p not in _SMILES]
        smiles = [p for p in message.native_pieces if p in _SMILES]
        if not pieces and smiles:
            act: Act = "greet" if smiles[0] == "👋" else "thank"
            return self._made(message, [act], "smalltalk", why="a smile")
        if not pieces or len(message.text) > 240:
            return None
        found = self._answer(message, pieces, pending, now) if pending is not None else None
        found = found or self._alone(message, pieces, pending)
        if found is None or pending is None or "confirm" not in found.acts:
            return found
        return None if _agrees_to_something_else(message, pieces, pending) else found

    def read_beginning(self, message: Message, pending: PendingQuestion, now: datetime) -> Reading | None:
        """A choice with more words about the same thing behind it; for messages that hold no other fact."""
        choice = self._options.choose_by_beginning(message, pending.options, now)
        return (
            None
            if choice is None
            else self._made(message, ["choose"], "confirm", choice=choice, why="option")
        )

    def choice_before_question(self, message: Message, pending: PendingQuestion) -> str | None:
        """The option that is chosen before a question about it, in a message whose need is still to be read."""
        return self._options.choose_before_question(message, pending.options)

    def may_choose(self, words: list[str], pending: PendingQuestion, language: Language) -> bool:
        """Whether some of `words`, in their own script, could choose an option: a look that costs little."""
        return self._options.may_choose(words, pending.options, language)

    def may_introduce(self, message: Message, text: str) -> bool:
        """The same of who comes."""
        return self._introductions.may_hold(message, text)

    def _tapped(self, message: Message, pending: PendingQuestion | None, choice_id: str) -> Reading:
        options = pending.options if pending is not None else []
        acts: list[Act] = ["choose"]
        route: Route = "confirm"
        if pending is not None and pending.kind == "yes_no":
            if option_of(options, confirms=True) == choice_id:
                acts.append("confirm")
            elif option_of(options, confirms=False) == choice_id:
                acts, route = [*acts, "deny"], "decline"
        return self._made(message, acts, route, choice=choice_id, why="tapped")

    def _answer(
        self, message: Message, pieces: list[str], pending: PendingQuestion, now: datetime
    ) -> Reading | None:
        if pending.kind == "yes_no" and (answer := self._yes_no_to(message, pieces, pending)):
            confirms = answer == "confirm"
            choice = option_of(pending.options, confirms=confirms)
            return self._made(
                message, [answer], "confirm" if confirms else "decline", choice=choice, why=answer
            )
        lists = load_lexicon(message.language)
        if lists["yes"].found(pieces) is not None and lists["no"].found(pieces) is not None:
            return None  # "да нет": neither
        choice = None
        if find_shift(message) in (None, "soonest"):
            choice = self._options.choose(message, pending.options, now)
        if choice is not None:
            acts: list[Act] = ["choose"]
            route: Route = "confirm"
            if pending.kind == "yes_no" and choice == option_of(pending.options, confirms=True):
                acts.append("confirm")
            if pending.kind == "yes_no" and choice == option_of(pending.options, confirms=False):
                acts, route = [*acts, "deny"], "decline"
            return self._made(message, acts, route, choice=choice, why="option")
        return self._introduced(message, pending)

    def _introduced(self, message: Message, pending: PendingQuestion) -> Reading | None:
        found, why = None, "contact"
        if pending.kind in ("contact", "name", "phone"):
            found = self._introductions.answer(message, pending.kind)
        elif pending.specialist == "scheduler" and pending.kind in ("choice", "time"):
            found, why = self._introductions.beside_times(message), NAME_ALONE
        return None if found is None else self._made(message, ["inform"], None, entities=found, why=why)

    def _yes_no_to(self, message: Message, pieces: list[str], pending: PendingQuestion) -> Act | None:
        """A plain yes or no to what was asked; "cancel the cancellation" is a no to it, though its words say yes."""
        undoes = load_rules(message.language)["take_back"]
        if (
            pending.field == "cancel_yes"
            and len(pieces) <= _MOST_WORDS_OF_A_YES
            and not message.asks
            and any(undoes.matches(padded_words(part)) for part in _between_marks(message.native_pieces))
        ):
            return "deny"
        return self._yes_no(message, pieces, DEED_ASKED.get(pending.field), asked=True)

    def _yes_no(
        self, message: Message, pieces: list[str], deed: str | None = None, *, asked: bool = False
    ) -> Act | None:
        """Yes or no and nothing but polite words beside it; a goodbye, too, where it was `asked`. Both at once is
        neither. `deed`: the list of words that name what it was asked about, "yes, cancel it"."""
        lists = load_lexicon(message.language)
        polite = (*_BESIDE_A_YES, *(["bye"] if asked else []), *([_OF_THE_VISIT] if deed else []))
        seen: set[Act] = set()
        native, i = pieces, 0
        if len(native) > _MOST_WORDS_OF_A_YES or message.asks or is_ironic(native, message.language):
            return None
        while i < len(native):
            if lists["maybe"].match(native, i):
                return None  # "ok, let me think": polite words around it make no yes of it
            if deed and (unneeded := lists[_NO_OTHER_TIME].match(native, i)):
                i += unneeded
                continue
            no, yes = lists["no"].match(native, i), lists["yes"].match(native, i)
            if no and no >= yes:
                seen.add("deny")
                i += no
            elif size := max(yes, lists[deed].match(native, i) if deed else 0):
                seen.add("confirm")
                i += size
            elif size := max(lists[name].match(native, i) for name in polite):
                if native[i] in _WISH_WORDS:
                    return None
                i += size
            else:
                return None
        return seen.pop() if len(seen) == 1 else None

    def _alone(self, message: Message, pieces: list[str], pending: PendingQuestion | None) -> Reading | None:
        lists = load_lexicon(message.language)
        if self._whole(pieces, message, "stop") and not (
            pending and pending.kind == "yes_no" and len(pieces) > 6
        ):
            return self._made(message, ["opt_out"], "decline", why="opt-out words")
        if self._whole(pieces, message, "person"):
            return self._made(message, ["ask_human"], "human", why="asks for a person")
        greeting, i = set[Act](), 0
        while i < len(pieces):
            if size := lists["greet"].match(pieces, i):
                greeting.add("greet")
            elif size := max(lists["thanks"].match(pieces, i), lists["bye"].match(pieces, i)):
                greeting.add("thank")
            elif size := lists["filler"].match(pieces, i) if greeting and pieces[i] in _POLITE else 0:
                pass
            else:
                break
            i += size
        if i == len(pieces) and greeting:
            return self._made(message, sorted(greeting), "smalltalk", why="greeting or thanks")
        answer = self._yes_no(message, pieces)
        if answer == "confirm" and pending is None and lists["asks_to_book"].found(pieces) is not None:
            return self._made(
                message, ["inform"], "booking", why="asks to book"
            )  # there is nothing to say yes to
        if answer is not None:
            options = pending.options if pending is not None else []
            choice = options[0].id if answer == "confirm" and len(options) == 1 else None
            return self._made(
                message, [answer], "confirm" if answer == "confirm" else "decline", choice=choice, why=answer
            )
        return None

    @staticmethod
    def _whole(pieces: list[str], message: Message, name: str) -> bool:
        """Whether the message is one of the list's phrases with polite words around it."""
        lists = load_lexicon(message.language)
        raw = [p for p in message.pieces if p not in PLAIN_MARKS and p not in _SMILES]
        for words in (pieces, raw):
            found, i = False, 0
            while i < len(words):
                if size := lists[name].match(words, i):
                    found = True
                elif not (size := 1 if words[i] in _POLITE or lists["greet"].match(words, i) else 0):
                    break
                i += size
            if found and i == len(words):
                return True
        return False

    @staticmethod
    def _made(
        message: Message, acts: list[Act], route: Route | None, *, choice: str | None = None,
        entities: Entities | None = None, why: str,
    ) -> Reading:  # fmt: skip
        return Reading(
            text=message.text, language=message.language, script=message.script, acts=acts,
            routes=[RouteScore(route=route, confidence=1.0)] if route else [],
            entities=entities or Entities(), choice=choice, source="exact", why=[why],
        )  # fmt: skip


def _agrees_to_something_else(message: Message, pieces: list[str], pending: PendingQuestion) -> bool:
    """Whether a yes among the words would be to another question than this one, or to more visits than were read back:
    "book us" where a visit is to be cancelled, "both" where there is one."""
    if pending.kind != "yes_no":
        return False
    lists = load_lexicon(message.language)
    others = [*OF_ANOTHER_QUESTION.get(pending.field, ()), *([] if pending.together else ["of_several"])]
    return any(lists[name].found(pieces) is not None for name in others)


def _between_marks(pieces: list[str]) -> list[list[str]]:
    """The words between one mark and the next: "cancel it, the cancellation is confirmed" undoes nothing."""
    parts: list[list[str]] = [[]]
    for piece in pieces:
        if piece in PLAIN_MARKS:
            parts.append([])
        else:
            parts[-1].append(piece)
    return [part for part in parts if part]


_POLITE = frozenset({
    "пожалуйста", "вам", "большое", "огромное", "за", "все", "всё", "очень", "please", "so", "much", "very", "for",
    "everything", "you", "your", "help", "a", "lot", "խնդրում", "եմ", "շատ", "ձեզ", "խնդրեմ", "мне", "нужен", "хочу",
    "the", "i", "want", "ինձ", "պետք", "է", "помощь", "ուզում", "there", "ну", "ok", "ок", "лично", "with", "to", "и",
    "and", "և", "օգնության", "համար",
})  # fmt: skip
_WISH_WORDS = frozenset(
    {"лучше", "тогда", "better", "ավելի", "prefer", "другой", "другое", "удобней", "удобнее"}
)
"""Words that begin a changed wish: "да, но лучше …" is not a plain yes."""
