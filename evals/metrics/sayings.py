"""What the customer must have read, by when, and what the customer must never read."""

from __future__ import annotations

import re

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.text.sentences import folded
from evals.metrics.verdict import Fault, excerpt, silent, verdict
from evals.scenario import ExpectedSaying, Scenario, Voice, Words
from evals.transcript import Transcript


class Metric:
    name = "sayings"
    about = "The words the scenario demands were said in time, and those it forbids never."
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        expect = scenario.expect
        if not expect.says and not expect.never_says:
            return silent(self.name, "no words are demanded or forbidden")
        faults, checked = [], 0
        read = _read_by_customer(transcript)
        for saying in expect.says:
            tests = _tests(saying, transcript.voice)
            checked += bool(tests)
            missing = [wanted for wanted, test in tests if not any(test(text) for _, _, text in read)]
            if missing:
                turn = _last_message(transcript, saying.by_turn)
                faults.append(Fault(turn, "not said", missing[0], _last_words(transcript, turn)))
                continue
            if saying.by_turn is not None:
                late = [
                    (wanted, min(message for message, _, text in read if test(text)))
                    for wanted, test in tests
                    if not any(test(text) for message, _, text in read if message <= saying.by_turn)
                ]
                if late:
                    wanted, message = late[0]
                    faults.append(
                        Fault(
                            _last_message(transcript, saying.by_turn),
                            f"said late, in reply to message {message}",
                            f"{wanted}, in reply to message {saying.by_turn} at the latest",
                            f"in reply to message {message}",
                        )
                    )
        for saying in expect.never_says:
            tests = _tests(saying, transcript.voice)
            checked += bool(tests)
            said = [(turn, wanted, text) for wanted, test in tests for _, turn, text in read if test(text)]
            if said:
                turn, wanted, text = said[0]
                faults.append(Fault(turn, "said what must never be said", f"never: {wanted}", excerpt(text)))
        return verdict(
            self.name,
            faults,
            checked=checked,
            well=f"{checked} demands on the words hold" if checked else "nothing is demanded in this voice",
        )


def _read_by_customer(transcript: Transcript) -> list[tuple[int, int, str]]:
    """(number of the customer's message it followed, turn, what could be read: text and labels)."""
    message, read = 0, []
    for turn in transcript.turns:
        message += turn.kind == "message"
        for line in turn.replies():
            text = "\n".join([line.text, *(label for _, label in line.options)])
            read.append((message, turn.number, text))
    return read


class _Contains:
    def __init__(self, words: str) -> None:
        self._words = folded(words)

    def __call__(self, text: str) -> bool:
        return self._words in folded(text)


class _Matches:
    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern, re.IGNORECASE | re.DOTALL)

    def __call__(self, text: str) -> bool:
        return bool(self._pattern.search(text.replace("\u00a0", " ")))


class _Any:
    def __init__(self, words: list[str]) -> None:
        self._tests = [_Contains(one) for one in words]

    def __call__(self, text: str) -> bool:
        return any(test(text) for test in self._tests)


def _tests(saying: ExpectedSaying, voice: Voice) -> list[tuple[str, _Contains | _Matches | _Any]]:
    """What must be found, each with its own words; a voice that is left out demands nothing."""
    tests: list[tuple[str, _Contains | _Matches | _Any]] = []
    words = _in_voice(saying.words, voice)
    if words is not None:
        tests.append((f"“{words}”", _Contains(words)))
    choices = [said for one in saying.any_of if (said := _in_voice(one, voice)) is not None]
    if choices:
        tests.append((" or ".join(f"“{one}”" for one in choices), _Any(choices)))
    if saying.pattern is not None:
        tests.append((f"/{saying.pattern}/", _Matches(saying.pattern)))
    return tests


def _in_voice(words: Words | None, voice: Voice) -> str | None:
    return words if words is None or isinstance(words, str) else words.get(voice)


def _last_message(transcript: Transcript, number: int | None) -> int | None:
    """The turn of the customer's message of this number, or of the last one."""
    turns = [turn.number for turn in transcript.turns if turn.kind == "message"]
    if not turns:
        return transcript.turns[-1].number if transcript.turns else None
    return turns[min(number, len(turns)) - 1] if number is not None and number >= 1 else turns[-1]


def _last_words(transcript: Transcript, turn: int | None) -> str:
    texts = [line.text for one in transcript.turns if one.number == turn for line in one.replies()]
    return excerpt(" / ".join(texts)) if texts else "nothing was said"
