"""A customer with fixed lines: moves, done one after another."""

from __future__ import annotations

from collections.abc import Sequence

from evals.playing.performance import CannotGoOn, Performance
from evals.scenario import Move
from evals.voices import Voice, in_voice


async def play_moves(performance: Performance, moves: Sequence[Move]) -> str | None:
    """Do them all; why it stopped when one could not be done, else None."""
    for number, move in enumerate(moves, 1):
        try:
            await play_move(performance, move)
        except CannotGoOn as stopped:
            return f"move {number}: {stopped}"
    return None


async def play_move(performance: Performance, move: Move) -> None:
    """One move. Raises CannotGoOn."""
    if move.say is not None:
        said = move.say if isinstance(move.say, list) else [move.say]
        await performance.say(*(in_voice(words, performance.voice) for words in said))
    elif move.pick is not None:
        option_id, label = find_option(performance.options, move.pick, performance.voice)
        await performance.choose(option_id, label)
    elif move.wait is not None:
        await performance.wait(move.wait)
    elif move.until is not None:
        await performance.wait_until(move.until)
    elif move.staff is not None:
        await performance.staff(move.staff)
    elif move.happens is not None:
        await performance.happens(move.happens)
    elif move.take is not None:
        await performance.take(move.take)
    elif move.stock is not None:
        performance.deliver(move.stock)


def find_option(
    options: Sequence[tuple[str, str]], pick: int | str | dict[Voice, str], voice: Voice
) -> tuple[str, str]:
    """The option with that number, or whose label or id contains the text. Raises CannotGoOn."""
    shown = "; ".join(f"{label} [{option_id}]" for option_id, label in options) or "none"
    if isinstance(pick, int):
        if pick > len(options):
            raise CannotGoOn(f"picks option {pick}, but the options are: {shown}")
        return options[pick - 1]
    wanted = in_voice(pick, voice).casefold()
    for option_id, label in options:
        if wanted in (option_id.casefold(), label.casefold()):
            return option_id, label
    for option_id, label in options:
        if wanted in label.casefold() or wanted in option_id.casefold():
            return option_id, label
    raise CannotGoOn(f'picks "{in_voice(pick, voice)}", but the options are: {shown}')
