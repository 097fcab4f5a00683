"""The words that are known: of the languages, of the grammars, and of one business."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files

from agents.understanding.dates.lexer import feast_words
from agents.understanding.entities import EntityReader
from agents.understanding.facts.grammar import grammar_words
from agents.understanding.language import LatinLanguageModel
from agents.understanding.lexicon import pieces_of
from agents.understanding.message import MessageReader
from agents.understanding.rules import load_rules
from agents.understanding.transliteration import Detransliterator, Romanised, kept_keys
from agents.understanding.word_tables import read_table
from domain.business import Business
from domain.language import LANGUAGES, Language

_ROMANISED: tuple[Romanised, ...] = ("ru", "hy")


class Vocabulary:
    """What tells a known word from a name or a slip, and one language from another. Built once per business."""

    def __init__(self, business: Business) -> None:
        self._business = business
        self._words = {language: load_words(language) for language in LANGUAGES}
        self._listed = frozenset(word for words in self._words.values() for word in words)

    def lists(self, word: str) -> bool:
        """Whether the word is one of a language's own, and so no name."""
        return pieces_of(word)[0] in self._listed

    def knows_with(self, entities: EntityReader) -> Callable[[str], bool]:
        """Whether a word is a language's own or one of the business's services and places."""
        named = [*entities.services.words(), *entities.branches.words(), *entities.zones.words()]
        known = self._listed | frozenset(named)
        return lambda word: pieces_of(word)[0] in known

    def message_reader(self, entities: EntityReader) -> MessageReader:
        """What prepares messages: it knows the words of the three languages in Latin letters, too."""
        goods = entities.goods
        aliases = [*entities.services.words(), *entities.practitioners.words(), *entities.branches.words()]
        aliases += goods.words() if goods is not None else []
        detransliterators: dict[Language, Detransliterator] = {
            language: self._detransliterator(language, aliases, entities.zones.words())
            for language in _ROMANISED
        }
        business = self._business
        brands = frozenset(w for w in aliases if w.isascii())
        telling_nothing = brands & _shared_latin(business) | _latin_names(business)
        telling_nothing |= feast_words() - set(self._words["en"])
        telling_nothing |= _place_names(business) - set(self._words["en"])
        english = frozenset([*self._words["en"], *_words_of_deeds("en"), *_english_aliases(business)])
        english |= goods.english() if goods is not None else frozenset()
        return MessageReader(LatinLanguageModel.load(), detransliterators, telling_nothing, english)

    def _detransliterator(
        self, language: Romanised, aliases: Sequence[str], zones: Sequence[str]
    ) -> Detransliterator:
        """Whatever the business calls its own comes first, then what is most frequent."""
        usual = [*self._words[language], *_words_of_deeds(language)]
        grammar = [w for w in grammar_words(language) if _is(language, w)]
        words = [
            *(w for w in aliases if _is(language, w)),
            *usual,
            *(w for w in zones if _is(language, w)),
            *grammar,
        ]
        loans = read_table("loans.toml").get(language, {})
        return Detransliterator(language, words, kept_keys([*usual, *grammar], language), loans)


def _place_names(business: Business) -> frozenset[str]:
    """ "Kanaker" and "Komitas" are the same in every language's Latin letters; "Komitasum" is Armenian."""
    named = [name for z in business.profile.zones for name in (z.name.en, *z.aliases)]
    words = {w for name in named if name.isascii() for w in pieces_of(name) if w.isalpha()}
    return frozenset(w for w in words if not w.endswith("um"))


def load_words(language: Language) -> list[str]:
    """Words of the language, most frequent first (made by `train`), for detransliteration."""
    path = files("agents.understanding").joinpath("weights", f"vocabulary_{language}.txt")
    return path.read_text(encoding="utf-8").split()


def _words_of_deeds(language: Language) -> list[str]:
    """The words that book, move, cancel and ask for a price: they must be read in Latin letters, too."""
    rules = load_rules(language)
    return [w for name in ("books", "moves", "cancels", "price") for w in rules[name].words()]


def _is(language: Language, word: str) -> bool:
    low, high = ("\u0400", "\u04ff") if language == "ru" else ("\u0530", "\u058f")
    return low <= word[:1] <= high


def _shared_latin(business: Business) -> frozenset[str]:
    """Latin words of English service names: brands ("botox") that Russian and Armenian chats use as well."""
    names = [name for s in business.services.services for name in (s.name.ru, s.name.hy)]
    return frozenset(w for name in names for w in pieces_of(name) if w.isascii() and w.isalpha())


def _english_aliases(business: Business) -> Iterator[str]:
    """Words of services as English customers write them; aliases of the others in Latin letters are not English."""
    catalogue = business.services
    aliases = [a for f in catalogue.families for a in (f.name.en, *f.aliases.en)]
    aliases += [a for v in catalogue.services for a in (v.name.en, *v.aliases.en)]
    for alias in aliases:
        yield from (w for w in pieces_of(alias) if w.isascii() and w.isalpha())


def _latin_names(business: Business) -> frozenset[str]:
    """People and places are called the same in every language: "at Komitas" is no Russian."""
    named = [p.name.en for p in business.profile.practitioners] + [
        b.name.en for b in business.profile.branches
    ]
    return frozenset(w for name in named for w in pieces_of(name) if w.isascii() and w.isalpha())
