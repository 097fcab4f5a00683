"""Labelled messages for mood and risk: what must raise a flag, and what sounds like it and must not.

`flags/<language>/<flag>.txt` holds one message a line: `+ text` raises the file's flag, `- text` is an innocent
look-alike. `ordinary.txt` holds what customers write all day, which raises nothing at all. `ru-latn` and `hy-latn` hold
messages in Latin letters. Every third line of each sign is held out: neither patterns nor weights may be made from it,
so that it says how the others are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from domain.errors import BadRequest
from domain.language import Language
from domain.reading import Flag

FLAG_SETS = Path(__file__).parent / "flags"
FLAGS: tuple[Flag, ...] = get_args(Flag)
VOICES: dict[str, Language] = {"ru": "ru", "hy": "hy", "en": "en", "ru-latn": "ru", "hy-latn": "hy"}
"""Folder -> language."""
GROUPS: dict[str, tuple[Flag, ...]] = {
    "mood": ("anger", "confusion"),
    "health": ("medical", "safety"),
    "claims": ("legal", "payment_dispute", "refund"),
    "trust": ("injection", "other_person"),
    "terms": ("discount", "vip"),
}
ORDINARY = "ordinary"
_EVERY = 3


@dataclass(frozen=True, slots=True)
class FlagLine:
    """One line. `raises`: whether `flag` must be found in it; no `flag`: none may be found. `line` counts from 1."""

    text: str
    voice: str
    flag: Flag | None
    raises: bool
    held_out: bool
    path: Path
    line: int

    @property
    def language(self) -> Language:
        return VOICES[self.voice]


def load_flag_lines(root: Path = FLAG_SETS) -> list[FlagLine]:
    """Every line of every file, in order. Raises BadRequest that names file and line."""
    return [line for path in flag_files(root) for line in _read(path)]


def flag_files(root: Path = FLAG_SETS) -> list[Path]:
    """The files there are, in order."""
    return [path for voice in VOICES for path in sorted((root / voice).glob("*.txt"))]


def _read(path: Path) -> Iterator[FlagLine]:
    flag = next((f for f in FLAGS if f == path.stem), None)
    if flag is None and path.stem != ORDINARY:
        raise BadRequest(f"{path}: no flag is called {path.stem!r}; there are {', '.join(FLAGS)}")
    counts = {"+": 0, "-": 0}
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        sign, text = raw[:1], raw[1:].strip()
        if not raw.strip() or sign == "#":
            continue
        if sign not in counts or not text:
            raise BadRequest(
                f"{path}:{number}: write `+ text` for what raises the flag, `- text` for what does not"
            )
        if flag is None and sign == "+":
            raise BadRequest(f"{path}:{number}: an ordinary message raises nothing: write `- text`")
        counts[sign] += 1
        held_out = counts[sign] % _EVERY == 0
        yield FlagLine(text, path.parent.name, flag, sign == "+", held_out, path, number)
