"""A customer is answered in the customer's language, in the script it is written in.

Romanised Russian and Armenian are answered in the language's own letters: the front desk has words in no others.
"""

from __future__ import annotations

from domain.business.business import Business
from domain.language import Language
from evals.metrics.port import Score
from evals.metrics.text.languages import is_in, words_of
from evals.metrics.text.sentences import count_words, sentences
from evals.metrics.verdict import Fault, excerpt, verdict
from evals.scenario import Scenario, Voice
from evals.transcript import Line, Transcript

_A_SENTENCE = 6

NAMES: dict[Language, str] = {"ru": "Russian", "hy": "Armenian", "en": "English"}
_LANGUAGE_OF: dict[Voice, Language] = {"ru": "ru", "hy": "hy", "en": "en", "ru-latn": "ru", "hy-latn": "hy"}


class Metric:
    name = "reply_language"
    about = "Every reply, and every option's label, is in the customer's language."
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        first = _LANGUAGE_OF[transcript.voice]
        last = _LANGUAGE_OF[scenario.expect.voice_of_replies or _switched(scenario) or transcript.voice]
        faults: list[Fault] = []
        checked = 0
        known = _names(business) | _names_of_customer(scenario, transcript)
        lines = [(turn, line) for turn in transcript.turns for line in turn.bot_replies()]
        for turn, line in lines:
            checked += 1
            own = known | _said_by_customer(transcript, turn.number)
            languages = [first] if first == last else [first, last]
            wrong = _worst([_wrong(line, language, own) for language in languages])
            if wrong is not None:
                wanted = " or ".join(NAMES[language] for language in languages)
                faults.append(Fault(turn.number, f"a reply that is not in {wanted}", wanted, excerpt(wrong)))
        if lines and first != last:
            turn, line = lines[-1]
            wrong = _wrong(line, last, known | _said_by_customer(transcript, turn.number))
            if wrong is not None and not any(fault.turn == turn.number for fault in faults):
                reason = f"the customer changed to {NAMES[last]} and the last reply did not"
                faults.append(Fault(turn.number, reason, NAMES[last], excerpt(wrong)))
        return verdict(self.name, faults, checked=checked, well=f"{checked} replies in {NAMES[last]}")


def _switched(scenario: Scenario) -> Voice | None:
    return scenario.goal.manner.switches_to if scenario.goal is not None else None


def _worst(found: list[str | None]) -> str | None:
    """A reply is well when it is well in one of the languages."""
    return None if None in found else found[0]


def _wrong(line: Line, language: Language, known: frozenset[str]) -> str | None:
    """The part of the reply that is in another language: the whole, one longer sentence, or a label."""
    if not is_in(line.text, language, known):
        return line.text
    for sentence in sentences(line.text):
        if count_words(sentence) >= 3 and not is_in(_without_names(sentence, known), language, known):
            return sentence
    for _, label in line.options:
        if not is_in(label, language, known):
            return label
    return None


def _without_names(sentence: str, known: frozenset[str]) -> str:
    """A line of a list may hold hardly more than a product's name, which tells nothing about the language."""
    rest = [w for w in words_of(sentence) if w.lower() not in known]
    return sentence if len(rest) >= _A_SENTENCE else " ".join(rest)


def _names(business: Business) -> frozenset[str]:
    """Words that stand as they are in every language: Latin names in the owner's Russian and Armenian texts."""
    texts = [business.profile.name.en]
    texts += [p.name.en for p in business.profile.practitioners]
    texts += [b.name.en for b in business.profile.branches]
    goods = business.catalogue.products if business.catalogue is not None else []
    texts += [text for product in goods for text in (*product.sizes, product.name.en)]
    return frozenset(word.lower() for text in texts for word in words_of(text))


def _names_of_customer(scenario: Scenario, transcript: Transcript) -> frozenset[str]:
    """What the business has on record may be read back as it was written."""
    contact = scenario.world.contact
    values = [contact.name or ""] if contact is not None else []
    values += [value for row in transcript.records for value in row.fields.values()]
    return frozenset(word.lower() for value in values for word in words_of(value))


def _said_by_customer(transcript: Transcript, up_to: int) -> frozenset[str]:
    """The customer's own words, which a reply may repeat: a name, a quoted date. Never a whole sentence of them."""
    known = transcript.turns[: next((i for i, t in enumerate(transcript.turns) if t.number > up_to), None)]
    words = {
        word.lower()
        for turn in known
        for line in turn.lines
        if line.author == "customer"
        for word in words_of(line.text)
    }
    return frozenset(words)
