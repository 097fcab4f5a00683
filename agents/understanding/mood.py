"""Mood and risk of a message: what unmistakable words say, and what the trained head feels beside them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from agents.understanding.dropping import drops
from agents.understanding.flag_head import FlagHead
from agents.understanding.flag_sets import GROUPS
from agents.understanding.lexicon import load_lexicon, pieces_of
from agents.understanding.message import Message
from agents.understanding.rules import in_order, is_innocent
from domain.business import OwnIntent
from domain.reading import Entities, Flag, RouteScore
from domain.step import PendingQuestion
from knowledge.embedding import Embedder

CLAIMED: frozenset[Flag] = frozenset({"refund", "discount", "payment_dispute"})
"""Nothing is claimed by who asks what would happen if."""
_WANTED = ("quote", "booking")
NO_DANGER: frozenset[Flag] = frozenset({"safety", "medical"})
_SURELY_OURS = 0.8
_NO_NEWS: frozenset[Flag] = frozenset({"other_person", "safety"})
"""Nobody's data and no danger is in a question about our prices."""
_SURELY_A_PRICE = 0.9
_NO_MONEY = ("support.delivery", "support.technical", "support.account", "booking", "reschedule")
_SURELY_ANOTHER = 0.95
_WORDS_TO_FEEL = 2
_NOT_WITH_THANKS: frozenset[Flag] = frozenset({"anger", "confusion"})
"""Who thanks, or lets a thing be, is hardly upset; unmistakable words (the patterns) still count."""
_OF_NO_RANK: frozenset[Flag] = frozenset({"vip"})
"""Who asks for somebody of the staff by name is not on that account a guest of honour."""
_OF_NO_MOOD: frozenset[Flag] = frozenset({"anger", "confusion", "payment_dispute"})
"""Who says "we have never been to you" of a visit they want, or were asked about, complains of nothing."""
_OF_NO_SUM: frozenset[Flag] = frozenset({"discount"})
"""Who names a time and no money ("then make it 18") haggles about nothing."""
_OF_NOBODY_ELSE: frozenset[Flag] = frozenset({"other_person"})
"""Who gives the name and phone they were asked for, or will be ("the first one. …, my friend is Alex"), asks for nobody's
data."""
_CONTACT = ("contact", "name", "phone")


class MoodReader:
    """Loads the head at the first message. Safe to share between threads."""

    def __init__(self, own_intents: Sequence[OwnIntent], embedder: Embedder) -> None:
        self._own_intents = own_intents
        self._embedder = embedder

    def read(self, message: Message, named: Collection[Flag], innocent: Collection[Flag] = ()) -> list[Flag]:
        """`named`, and what the head adds to them without `innocent`, the gravest first."""
        return in_order({*named, *_beside(named, self._felt(message) - set(innocent))})

    def innocent_for(self, intent: str | None, routes: Sequence[RouteScore]) -> frozenset[Flag]:
        """What a need makes innocent: dangers where the owner's own examples say that this is what is wanted here ("the
        tap leaks", "hang a chandelier"), quarrels about money where the need is surely another ("it says delivered, I
        never got it"), whatever a price has nothing to do with where one is asked. Unmistakable words still count."""
        if not routes:
            return frozenset()
        ours = any(own.id == intent and own.route in _WANTED for own in self._own_intents)
        no_danger = NO_DANGER if ours and routes[0].confidence >= _SURELY_OURS else frozenset[Flag]()
        surely = routes[0].route in _NO_MONEY and routes[0].confidence >= _SURELY_ANOTHER
        no_quarrel = frozenset[Flag]({"payment_dispute", "refund"}) if surely else frozenset[Flag]()
        if routes[0].route == "support.returns" and routes[0].confidence >= _SURELY_OURS:
            no_quarrel |= {"payment_dispute"}
        a_price = routes[0].route == "quote" and routes[0].confidence >= _SURELY_A_PRICE
        return no_danger | no_quarrel | (_NO_NEWS if a_price else frozenset())

    @staticmethod
    def innocent_beside(entities: Entities, pending: PendingQuestion | None) -> frozenset[Flag]:
        """What facts of the message make innocent. Unmistakable words still count."""
        no_rank = _OF_NO_RANK if entities.practitioners else frozenset[Flag]()
        answers = entities.first_visit is not None and (pending is not None or bool(entities.services))
        no_sum = _OF_NO_SUM if entities.windows and not entities.money else frozenset[Flag]()
        told = bool(entities.name or entities.phones)
        introduces = (
            told and pending is not None and (pending.kind in _CONTACT or pending.specialist == "scheduler")
        )
        nobodys = _OF_NOBODY_ELSE if introduces else frozenset[Flag]()
        return no_rank | no_sum | nobodys | (_OF_NO_MOOD if answers else frozenset[Flag]())

    def _felt(self, message: Message) -> set[Flag]:
        """The flags that the trained head finds; a word or two alone are left to the patterns."""
        if sum(piece[:1].isalpha() for piece in pieces_of(message.core)) < _WORDS_TO_FEEL:
            return set()
        found = FlagHead.load().find(message.core, message.language, self._embedder)
        thanks = load_lexicon(message.language)["thanks"].found(message.native_pieces) is not None
        if thanks or drops(message):
            found -= _NOT_WITH_THANKS
        return {flag for flag in found if not is_innocent(flag, message)}


def _beside(named: Collection[Flag], felt: Collection[Flag]) -> set[Flag]:
    """What the head may add to flags that unmistakable words named: another kind of risk ("a discount, or I stop
    breathing" shows two), not the same by another name, nor the mood that goes with a claim."""
    kinds = [flags for name, flags in GROUPS.items() if named and (name == "mood" or set(flags) & set(named))]
    return {flag for flag in felt if not any(flag in flags for flags in kinds)}
