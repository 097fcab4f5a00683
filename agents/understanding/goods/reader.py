"""Products, colours, sizes and wishes in the words (R43). Built once per catalogue; deterministic, safe to share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast, get_args

from agents.understanding.goods.budget import find_budget
from agents.understanding.goods.colours import ColourWords
from agents.understanding.goods.named import QUOTED, NamedProducts
from agents.understanding.goods.sizes import find_age, find_measures, find_sizes
from agents.understanding.goods.words import load_words, load_words_of_any
from agents.understanding.inflection import is_inflected
from agents.understanding.lexicon import WordList, pieces_of
from agents.understanding.message import Message
from agents.understanding.wording import form_of
from domain.business import Business
from domain.business.catalogue import Catalogue, Product
from domain.goods import GoodsWish, Occasion, Recipient
from domain.language import LANGUAGES
from domain.reading import Span

_GROWN = (None, "woman", "man")
"""With a child's age beside it, "աղջկաս համար" is a child."""
_RECIPIENTS: tuple[Recipient, ...] = get_args(Recipient)
_OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)
_STYLES = ("elegant", "casual", "romantic", "sporty")
_SAID = {
    "gift": "gift", "cheaper": "cheaper", "others": "other", "asks_size": "size", "asks_colours": "colours",
    "asks_which_size": "which_size", "wait": "wait", "what_if": "what_if", "asks_delivery": "delivery",
    "asks_stock": "stock", "wants": "wants", "takes": "takes", "looks": "looks", "may_i": "may_i", "own": "own",
    "later": "later", "asks_hold": "hold", "asks_total": "total",
}  # fmt: skip
"""Fields of a wish that are true where a word of the list of that name is said."""

Pieces = tuple[list[str], ...]
"""The words of a message in its own script, and as they were written."""


class GoodsReader:
    """Reads what is wanted against one catalogue."""

    def __init__(
        self, business: Business, catalogue: Catalogue, known: Callable[[str], bool] | None = None
    ) -> None:
        self._catalogue = catalogue
        places = {w for z in business.profile.zones for a in (*z.aliases, z.name.en) for w in pieces_of(a)}
        places |= {w for b in business.profile.branches for a in b.aliases for w in pieces_of(a)}
        self._colours = ColourWords(catalogue.rules.colours)
        people = [load_words(la)[who] for la in LANGUAGES for who in _RECIPIENTS]
        self._named = NamedProducts(
            catalogue, places=places, people=people, known=known or (lambda word: False)
        )

    def words(self) -> list[str]:
        """Every word of names and aliases: the vocabulary of detransliteration."""
        found = [*self._named.words(), *self._colours.words()]
        listed = [w for la in LANGUAGES for one in load_words(la).values() for w in one.words()]
        return list(dict.fromkeys([*found, *listed]))

    def english(self) -> set[str]:
        """Words of English names; other Latin spellings are not English."""
        texts = [p.name.en for p in self._catalogue.products] + [
            k.name.en for k in self._catalogue.rules.categories
        ]
        texts += [c.name.en for c in self._catalogue.rules.colours]
        return {w for text in texts for w in pieces_of(text) if w.isascii() and w.isalpha()}

    def read(
        self, message: Message, *, name: str | None = None, asked_size: bool = False
    ) -> tuple[list[str], GoodsWish]:
        """Ids of products that were named, best first, and what else is wished for. `name`: the customer's own, which is
        no product."""
        no_goods = load_words_of_any()["no_goods"].union(pieces_of(name) if name else ())
        both = tuple(
            [w for w in pieces if w not in no_goods] for pieces in (message.native_pieces, message.pieces)
        )
        named = tuple([w for w in pieces if not self._named.only_sounds_like(w)] for pieces in both)
        said = _Said(both, load_words(message.language), load_words("en"))
        wish = self._wish(message, both, named, said)
        quoted = QUOTED.search(message.text) is not None
        things = self._named.things(named, wish, quoted=quoted)
        products = list(dict.fromkeys(p for thing in things for p in thing)) or self._named.products(
            named, wish, quoted=quoted
        )
        refused = self._named.refused(named) if not message.asks else []
        if refused:
            things, products = [], [p for p in products if p not in refused]
            kinds = [k for k in wish.categories if any(self._kind_of(p) == k for p in products)]
            others = wish.others or not (products or kinds)
            wish = wish.model_copy(update={"categories": kinds, "not_products": refused, "others": others})
        for_somebody = wish.gift or wish.recipient is not None or wish.occasion is not None
        pieces = both[0]
        spoken = [self._catalogue.product_by_id[p] for p in products] or [
            p for p in self._catalogue.products if p.category in wish.categories
        ]
        spoken = spoken or (self._catalogue.products if asked_size or wish.asks_size else [])
        wish = wish.model_copy(
            update={
                "sizes": find_sizes(
                    message.text, pieces, said.lists["size"], self._numbers(spoken), asked=asked_size
                ),
                "measures": find_measures(message.text, pieces, said.lists),
                "pieces": self._named.counted(named[0], products, said.lists["age"]),
                "things": things,
                "hints": self._named.hints(named, said.lists["gift"])
                if for_somebody and not products
                else [],
            }
        )
        return products, wish

    def _wish(self, message: Message, both: Pieces, named: Pieces, said: _Said) -> GoodsWish:
        """Everything but the products themselves: what the words say of them, whom they are for, what is asked."""
        facts: dict[str, Any] = {field: said.any_of(words) for field, words in _SAID.items()}
        facts["gift"] = facts["gift"] and not said.any_of("no_gift")
        wish = GoodsWish(
            categories=self._named.kinds(named),
            colours=self._colours.find(both[0]) or self._colours.find(both[1]),
            not_colours=self._colours.find_refused(both[0]) or self._colours.find_refused(both[1]),
            styles=[s for s in _STYLES if said.any_of(s)],
            recipient=cast("Recipient | None", said.first_of(_RECIPIENTS)),
            occasion=cast("Occasion | None", said.first_of(_OCCASIONS[:-1])),
            budget=find_budget(message.text),
            age_years=find_age(both[0], said.lists["age"]),
            **facts,
        )
        if wish.age_years is not None and wish.recipient in _GROWN:
            wish = wish.model_copy(update={"recipient": "child"})
        if wish.occasion == "teacher" and wish.recipient == "child":  # "my son's teacher" is no child
            wish = wish.model_copy(update={"recipient": None})
        return wish

    def _kind_of(self, product: str) -> str:
        return self._catalogue.product_by_id[product].category

    def without_names(self, products: list[str], zones: list[str], spans: list[Span]) -> list[str]:
        """The zones that were meant: "Gyumri boots" names no place to deliver to."""
        if not products or not zones:
            return zones
        names = [n for p in products for n in self._names_of(self._catalogue.product_by_id[p])]
        meant = []
        for zone in zones:
            said = [w for s in spans if s.fact == "zones" and s.value == zone for w in pieces_of(s.text)]
            if not said or not all(
                any(form_of(w, n, strict=False) or is_inflected(w, n) for n in names) for w in said
            ):
                meant.append(zone)
        return meant

    @staticmethod
    def _names_of(product: Product) -> set[str]:
        texts = (*(product.name.in_language(la) for la in LANGUAGES), *product.aliases)
        return {w for text in texts for w in pieces_of(text)}

    def _numbers(self, products: list[Product]) -> set[str]:
        tables = {t.id: t for t in self._catalogue.rules.size_tables}
        also = {
            s for p in products if p.size_table in tables for x in tables[p.size_table].lines for s in x.also
        }
        found = {s for p in products for s in p.sizes if s[:1].isdigit()}
        within = {str(n) for s in found if "-" in s for n in _between(s)}
        return also | found | within


def _between(sizes: str) -> range:
    """The numbers of "36-40"."""
    low, _, high = sizes.partition("-")
    return (
        range(int(low), int(high) + 1)
        if low.isdigit() and high.isdigit() and int(high) - int(low) < 30
        else range(0)
    )


class _Said:
    """The words of a message beside the word lists of its language; what is left as it was written, English ones too."""

    def __init__(self, both: Pieces, lists: dict[str, WordList], english: dict[str, WordList]) -> None:
        self.lists = lists
        self._places = [(lists, both[0])] + ([(english, both[1])] if both[1] != both[0] else [])

    def any_of(self, name: str) -> bool:
        """Whether a word of the list `name` is there."""
        return any(lists[name].found(pieces) is not None for lists, pieces in self._places)

    def first_of(self, names: tuple[str, ...]) -> str | None:
        """The one of `names` whose words stand first."""
        for lists, pieces in self._places:
            places = {name: at for name in names if (at := lists[name].found(pieces)) is not None}
            if places:
                return min(places, key=lambda name: places[name])
        return None
