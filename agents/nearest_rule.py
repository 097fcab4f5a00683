"""The rule that lies nearest to a question nobody could answer: proposed to staff, never said by itself (R61, R66)."""

from __future__ import annotations

from agents.turn_context import TurnContext
from agents.understanding.children import naming_the_child
from agents.understanding.parts import spelled_out, weighed_text
from domain.step import PolicyPassage

NEAR = 0.3
"""Of the likelihood. Where the clinic's rules did not answer a question at once, two of five first passages above it
were the right one, and one of seventeen below (`tests/integration/knowledge/clinic_questions.jsonl`)."""


async def nearest_rule(turn: TurnContext) -> PolicyPassage | None:
    """The passage most likely meant by the message, or by one of the questions in it; None when none is near."""
    texts = dict.fromkeys([turn.reading.text, *turn.reading.questions])
    found = [passage for text in texts for passage in await look_up(text, turn, k=1)]
    nearest = max(found, key=lambda passage: passage.likelihood, default=None)
    return nearest if nearest is not None and nearest.likelihood >= NEAR else None


async def look_up(text: str, turn: TurnContext, *, k: int) -> list[PolicyPassage]:
    """The `k` best rules for the message or a part of it. The Armenian mark of a question, which stands inside a word, is
    lost in reading; where nothing is surely found without it, it is looked up with one, as the rules' own questions are.
    """
    asked, language = _as_asked(text, turn), turn.reading.language
    hits = await turn.policies.search(asked, language=language, k=k)
    lost = language == "hy" and "ask" in turn.reading.acts and "?" not in asked
    if not lost or (hits and hits[0].confident):
        return hits
    marked = await turn.policies.search(f"{asked.rstrip(' .։')}?", language=language, k=k)
    return marked if marked and marked[0].confident else hits


def _as_asked(text: str, turn: TurnContext) -> str:
    """As the rules are compared with it: the whole message as it was weighed in reading, without greeting and thanks, and a
    part of it as it was cut there, so that neither is embedded twice. A child who is called by an age alone is a child, and
    single letters ("do u") are words.
    """
    reading = turn.reading
    if text == reading.text:
        text = weighed_text(reading.in_own_script, reading.language)
    else:
        text = spelled_out(text, reading.language)
    text = naming_the_child(text, reading.language)
    unmarked = text.rstrip(" .։?")
    return unmarked if unmarked in reading.questions else text
