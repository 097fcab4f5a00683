"""Products, colours, sizes and wishes in the words (R43). Built once per catalogue; deterministic, safe to share."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast, get_args

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
        lists, own = load_words(message.language), load_words("en")
        wish = GoodsWish(
            categories=self._named.kinds(named),
            colours=self._colours.find(both[0]) or self._colours.find(both[1]),
            not_colours=self._colours.find_refused(both[0]) or self._colours.find_refused(both[1]),
            styles=[s for s in _STYLES if _says(lists[s], own[s], both)],
            recipient=cast("Recipient | None", _earliest(_RECIPIENTS, lists, own, both)),
            occasion=cast("Occasion | None", _earliest(_OCCASIONS[:-1], lists, own, both)),
            gift=_says(lists["gift"], own["gift"], both)
            and not _says(lists["no_gift"], own["no_gift"], both),
            cheaper=_says(lists["cheaper"], own["cheaper"], both),
            others=_says(lists["other"], own["other"], both),
            asks_size=_says(lists["size"], own["size"], both),
            asks_colours=_says(lists["colours"], own["colours"], both),
            asks_which_size=_says(lists["which_size"], own["which_size"], both),
            wait=_says(lists["wait"], own["wait"], both),
            what_if=_says(lists["what_if"], own["what_if"], both),
            asks_delivery=_says(lists["delivery"], own["delivery"], both),
            asks_stock=_says(lists["stock"], own["stock"], both),
            wants=_says(lists["wants"], own["wants"], both),
            takes=_says(lists["takes"], own["takes"], both),
            looks=_says(lists["looks"], own["looks"], both),
            may_i=_says(lists["may_i"], own["may_i"], both),
            own=_says(lists["own"], own["own"], both),
            later=_says(lists["later"], own["later"], both),
            asks_hold=_says(lists["hold"], own["hold"], both),
            asks_total=_says(lists["total"], own["total"], both),
            budget=find_budget(message.text),
            age_years=find_age(both[0], lists["age"]),
        )
        if wish.age_years is not None and wish.recipient in _GROWN:
            wish = wish.model_copy(update={"recipient": "child"})
        if wish.occasion == "teacher" and wish.recipient == "child":  # "my son's teacher" is no child
            wish = wish.model_copy(update={"recipient": None})
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
                    message.text, pieces, lists["size"], self._numbers(spoken), asked=asked_size
                ),
                "measures": find_measures(message.text, pieces, lists),
                "pieces": self._named.counted(named[0], products, lists["age"]),
                "things": things,
                "hints": self._named.hints(named, lists["gift"]) if for_somebody and not products else [],
            }
        )
        return products, wish

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


def _says(words: WordList, english: WordList, both: tuple[list[str], ...]) -> bool:
    return words.found(both[0]) is not None or (both[1] != both[0] and english.found(both[1]) is not None)


def _earliest(
    names: tuple[str, ...],
    lists: dict[str, WordList],
    english: dict[str, WordList],
    both: tuple[list[str], ...],
) -> str | None:
    """The one of `names` whose words stand first."""
    places = {name: at for name in names if (at := lists[name].found(both[0])) is not None}
    if not places and both[1] != both[0]:
        places = {name: at for name in names if (at := english[name].found(both[1])) is not None}
    return min(places, key=lambda name: places[name]) if places else None
