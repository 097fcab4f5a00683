"""The example files as rows: what the trainer learns from and the lint reads.

`examples/<language>/<label>.txt` holds one message a line. Lines above the `# native` mark are translations of one
another: the same place in the files of every language is one meaning. Lines below it are phrased in their own
language. `examples/<language>/hard/*.txt` holds look-alikes and messages with two needs as `label | text` or
`label+label | text`. `examples/ru-latn` and `examples/hy-latn` hold messages in Latin letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.language import LANGUAGES, Language

EXAMPLES = Path(__file__).parent / "examples"
NATIVE_MARK = "# native"
BAR = " | "
ROMANISED: tuple[tuple[str, Language], ...] = (("ru-latn", "ru"), ("hy-latn", "hy"))


@dataclass(frozen=True, slots=True)
class Example:
    """One line of a file. `labels`: one, or several when the message holds several needs, the main one first.

    `parallel` is the place of the line among translated lines, None for a line of its own. `line` counts from 1.
    """

    text: str
    language: Language
    labels: tuple[str, ...]
    path: Path
    line: int
    parallel: int | None = None
    hard: bool = False
    romanised: bool = False

    @property
    def label(self) -> str:
        return self.labels[0]

    @property
    def meaning(self) -> str:
        """Equal for translations of one another: such lines must not be split between training and test."""
        if self.parallel is not None:
            return f"{self.label}:{self.parallel}"
        return f"{self.path.parent}/{self.path.name}:{self.line}"


def load_examples(root: Path = EXAMPLES) -> list[Example]:
    """Every example in its own script: plain files and hard ones, in a fixed order."""
    rows: list[Example] = []
    for language in LANGUAGES:
        for path in sorted((root / language).glob("*.txt")):
            rows += _plain(path, language)
        for path in sorted((root / language / "hard").glob("*.txt")):
            rows += _hard(path, language)
    return rows


def load_romanised(root: Path = EXAMPLES) -> list[Example]:
    """Russian and Armenian written in Latin letters: for measuring and for telling the language."""
    rows: list[Example] = []
    for folder, language in ROMANISED:
        for path in sorted((root / folder).glob("*.txt")):
            rows += _plain(path, language, romanised=True)
    return rows


def content_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines with a message, and where they stand; comments and empty lines are left out."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if text and not text.startswith("#"):
            yield number, text


def _plain(path: Path, language: Language, *, romanised: bool = False) -> list[Example]:
    lines = path.read_text(encoding="utf-8").splitlines()
    mark = next((n for n, line in enumerate(lines, 1) if line.startswith(NATIVE_MARK)), len(lines) + 1)
    return [
        Example(
            text, language, (path.stem,), path, number,
            parallel=place if number < mark and not romanised else None, romanised=romanised,
        )
        for place, (number, text) in enumerate(content_lines(path))
    ]  # fmt: skip


def _hard(path: Path, language: Language) -> list[Example]:
    rows = []
    for number, line in content_lines(path):
        labels, _, text = line.partition(BAR)
        rows.append(
            Example(
                text.strip(), language, tuple(x.strip() for x in labels.split("+")), path, number, hard=True
            )
        )
    return rows
