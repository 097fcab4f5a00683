"""Looks through the example files for mistakes: `python -m agents.understanding.lint_examples`.

Prints `file:line: what is wrong` for each, and ends with status 1 when there is any.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import get_args

from agents.understanding.flag_sets import load_flag_lines
from agents.understanding.head import NONE
from agents.understanding.held_out import load_held_out
from agents.understanding.lexicon import pieces_of
from agents.understanding.training_set import EXAMPLES, Example, load_examples, load_romanised
from agents.understanding.wording import letters_by_script, plain_text
from domain.language import LANGUAGES, Script
from domain.reading import Route

LABELS: frozenset[str] = frozenset({*get_args(Route), NONE})
MAX_CHARACTERS = 240
MIN_MEANINGS = 60
MIN_OWN_PHRASINGS = 40
MIN_FACTS = 30
MIN_ROMANISED = 25
_WORDS_TO_COMPARE = 5
_WORDS_HELD_OUT = 3
"""Shorter ones are said in the same words by everybody."""
_SCRIPT: dict[str, Script] = {"ru": "cyrillic", "hy": "armenian", "en": "latin"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake and where it stands; line 0 is the file as a whole."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}" if self.line else f"{self.path}: {self.what}"


def lint(root: Path = EXAMPLES) -> list[Finding]:
    """Every mistake under `root`, by file and line."""
    native, romanised = load_examples(root), load_romanised(root)
    findings = [
        *(f for row in (*native, *romanised) for f in _line_mistakes(row)),
        *_repeated(native),
        *_repeated(romanised),
        *_leaks(native),
        *_unequal_translations(native),
        *_too_few(root, native, romanised),
    ]
    return sorted(findings, key=lambda f: (str(f.path), f.line, f.what))


def lint_labelled() -> list[Finding]:
    """Mistakes of the labelled sets: wrong script, the same words twice, and held-out words that are trained on."""
    trained = [*load_examples(), *load_romanised()]
    held = [
        Example(x.text, x.language, x.labels, x.path, x.line, romanised=x.voice.endswith("latn"))
        for x in load_held_out()
    ]
    flagged = [
        Example(
            x.text,
            x.language,
            (x.path.stem if x.raises else f"{x.path.stem} look-alike",),
            x.path,
            x.line,
            romanised=x.voice.endswith("latn"),
        )
        for x in load_flag_lines()
    ]
    known = {(row.language, frozenset(_words(row))): row for row in trained}
    return [
        *(f for row in (*held, *flagged) for f in _script_mistakes(row)),
        *_repeated(held),
        *_repeated(flagged),
        *(
            _again(row, first, "is held out, and has the same words as")
            for row in held
            if (first := known.get((row.language, frozenset(_words(row))))) is not None
            and len(_words(row)) > _WORDS_HELD_OUT
        ),
    ]


def _line_mistakes(row: Example) -> Iterator[Finding]:
    if row.hard and not row.text:
        yield Finding(row.path, row.line, "write `label | text` or `label+label | text`")
        return
    for label in row.labels:
        if label not in LABELS:
            yield Finding(row.path, row.line, f"no such label: {label!r}")
    if len(row.text) > MAX_CHARACTERS:
        yield Finding(row.path, row.line, f"longer than {MAX_CHARACTERS} characters, the rest is never read")
    yield from _script_mistakes(row)


def _script_mistakes(row: Example) -> Iterator[Finding]:
    letters = letters_by_script(row.text)
    native = _SCRIPT["en" if row.romanised else row.language]
    foreign = [s for s in ("cyrillic", "armenian", "other") if s != native and letters[s]]
    if foreign:
        yield Finding(row.path, row.line, f"{foreign[0]} letters in a file of {native} ones")
    elif native != "latin" and letters["latin"] > letters[native]:
        yield Finding(row.path, row.line, f"mostly latin letters in a file of {native} ones")
    elif not any(letters.values()):
        yield Finding(row.path, row.line, "no letters")


def _words(row: Example) -> tuple[str, ...]:
    return _words_of(row.text)


@lru_cache(maxsize=16384)
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(p for p in pieces_of(plain_text(text)) if p[0].isalnum())


def _repeated(rows: Iterable[Example]) -> Iterator[Finding]:
    """The same words twice in a language, or the same words and one more (from five words on)."""
    seen: dict[tuple[str, frozenset[str]], Example] = {}
    rows = list(rows)
    for row in rows:
        words = frozenset(_words(row))
        first = seen.setdefault((row.language, words), row)
        if first is not row and words:
            yield _again(row, first, "the same words as")
    for row in rows:
        words = frozenset(_words(row))
        if len(words) <= _WORDS_TO_COMPARE:
            continue
        for word in words:
            shorter = seen.get((row.language, words - {word}))
            if shorter is not None:
                yield _again(row, shorter, f"only {word!r} more than")


def _again(row: Example, first: Example, how: str) -> Finding:
    where = f"{first.path.parent.name}/{first.path.name}:{first.line}"
    clash = "" if set(row.labels) & set(first.labels) else f", which is {'+'.join(first.labels)}"
    return Finding(row.path, row.line, f"{how} {where}{clash}")


def _leaks(rows: Iterable[Example]) -> Iterator[Finding]:
    """The same text in two languages."""
    seen: dict[tuple[str, ...], Example] = {}
    for row in rows:
        first = seen.setdefault(_words(row), row)
        if first.language != row.language:
            yield _again(row, first, "the same text in another language:")


def _unequal_translations(rows: Iterable[Example]) -> Iterator[Finding]:
    """Above the mark every language has the same number of lines, or translations do not stand side by side."""
    counts = Counter((r.label, r.language) for r in rows if r.parallel is not None and not r.hard)
    paths = {(r.label, r.language): r.path for r in rows if not r.hard}
    for label in sorted({label for label, _ in counts}):
        sizes = {language: counts[label, language] for language in LANGUAGES}
        if len(set(sizes.values())) > 1:
            yield Finding(
                paths[label, LANGUAGES[0]], 0, f"unequal numbers of lines above the native mark: {sizes}"
            )


def _too_few(root: Path, native: list[Example], romanised: list[Example]) -> Iterator[Finding]:
    meanings = Counter((r.language, r.label) for r in native if not r.hard)
    own = Counter((r.language, r.label) for r in native if not r.hard and r.parallel is None)
    for language in LANGUAGES:
        for label in sorted(LABELS):
            path = root / language / f"{label}.txt"
            wanted = MIN_FACTS if label == NONE else MIN_MEANINGS
            if meanings[language, label] < wanted:
                yield Finding(path, 0, f"{meanings[language, label]} messages, {wanted} are needed")
            elif label != NONE and own[language, label] < MIN_OWN_PHRASINGS:
                yield Finding(
                    path,
                    0,
                    f"{own[language, label]} of its own below the native mark, {MIN_OWN_PHRASINGS} are needed",
                )
    spelled = Counter((r.path.parent.name, r.label) for r in romanised)
    for folder in sorted({r.path.parent.name for r in romanised}):
        for label in sorted(LABELS - {NONE}):
            if spelled[folder, label] < MIN_ROMANISED:
                yield Finding(root / folder / f"{label}.txt", 0, f"{MIN_ROMANISED} messages are needed")


def main() -> int:
    """Print the findings; the exit status."""
    findings = [*lint(), *lint_labelled()]
    for finding in findings:
        print(finding)
    print(f"{len(findings)} mistakes" if findings else "no mistakes")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
