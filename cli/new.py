"""`closeloop new`: a small business that works at once, to be written over line by line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import typer

from cli.businesses import BUSINESSES
from domain.errors import BusinessFileError
from domain.language import LANGUAGES
from knowledge.business_files import DEFAULTS, list_businesses, load_business
from knowledge.file_problems import suggest
from knowledge.place_checks import is_country

SKELETON = DEFAULTS / "new"
_ID_FORM = re.compile(r"[a-z][a-z0-9_]{1,39}")
_ZONES = {"RU": "Europe/Moscow", "US": "America/New_York"}
"""Of countries with many: the one most people live in."""


def run_new(
    name: str, *, title: str | None, like: str | None, languages: str, country: str, timezone: str | None
) -> None:
    """Make `businesses/<name>`. Raises BusinessFileError, saying what to write instead, and leaves nothing behind."""
    folder = BUSINESSES / name
    spoken = _languages(languages)
    if not _ID_FORM.fullmatch(name) or name == DEFAULTS.name:
        raise BusinessFileError(
            [
                f'"{name}" cannot be a folder\'s name; write small Latin letters, digits and _, like barber_shop'
            ]
        )
    if folder.exists():
        raise BusinessFileError([f"{folder} is there already; choose another name, or delete it first"])
    shown = title or name.replace("_", " ").title()
    try:
        if like is None:
            _from_skeleton(folder, shown, spoken, country.upper(), timezone)
        else:
            _from_another(folder, shown, like)
        load_business(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    files = [path.name for path in sorted(folder.iterdir()) if path.is_file()]
    rules = len({path.name for path in folder.glob("policies/*/*.md")})
    typer.echo(
        f"Made {folder.relative_to(BUSINESSES.parent)}: {', '.join(files)}, and {rules} rules under policies/"
    )
    typer.echo(
        "\nWhat stands in them is a sample. Write your own over it, then:\n"
        f"  ./closeloop check {name}             names every mistake with file, line and field\n"
        f"  ./closeloop chat --business {name}   talk to it\n"
        f"  ./closeloop demo --business {name}   the same in the browser, with the staff inbox\n"
        "The guide: docs/your-business.md"
    )


def _languages(written: str) -> list[str]:
    spoken = [part.strip() for part in written.split(",") if part.strip()]
    for language in spoken:
        if language not in LANGUAGES:
            raise BusinessFileError(
                [f'--languages: "{language}" is not known; {suggest(language, list(LANGUAGES))}']
            )
    if not spoken:
        raise BusinessFileError(["--languages: write at least one, like ru,hy,en"])
    return list(dict.fromkeys(spoken))


def _from_skeleton(folder: Path, title: str, spoken: list[str], country: str, timezone: str | None) -> None:
    filled = {
        "name": title.replace('"', "'"),
        "country": country,
        "timezone": timezone or _timezone(country),
        "currency": _currency(country),
        "languages": ", ".join(spoken),
        "default": spoken[0],
    }
    unspoken = [language for language in LANGUAGES if language not in spoken]
    folder.mkdir()
    for path in sorted(SKELETON.glob("*.yaml")):
        lines = [
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if not any(re.match(rf"\s+{language}: ", line) for language in unspoken)
        ]
        joined = "\n".join(lines)
        if "«" in title:  # it brings quotation marks of its own
            joined = joined.replace("«@name@»", '"@name@"')
        text = re.sub(r"@(\w+)@", lambda found: filled[found[1]], joined)
        (folder / path.name).write_text(text + "\n", encoding="utf-8")
    for language in spoken:
        shutil.copytree(SKELETON / "policies" / language, folder / "policies" / language)


def _from_another(folder: Path, title: str, like: str) -> None:
    """A whole copy, under another name; what the other says in words of its own stays with it."""
    known = list_businesses(BUSINESSES)
    if like not in known:
        raise BusinessFileError([f'--like: there is no business "{like}"; {suggest(like, known)}'])
    shutil.copytree(BUSINESSES / like, folder, ignore=shutil.ignore_patterns("words"))
    profile = folder / "business.yaml"
    text = profile.read_text(encoding="utf-8")
    text = re.sub(r"^assistant:\n(?:[ \t]+.*\n)+", "", text, count=1, flags=re.MULTILINE)
    quoted = title.replace('"', "'")
    names = f'name:\n  ru: "{quoted}"\n  hy: "{quoted}"\n  en: "{quoted}"\n'
    profile.write_text(
        re.sub(r"^name:.*\n(?:[ \t]+.*\n)*", lambda _: names, text, count=1, flags=re.MULTILINE),
        encoding="utf-8",
    )


def _timezone(country: str) -> str:
    from babel.core import get_global

    if not is_country(country):
        raise BusinessFileError([f'--country: "{country}" is not known; write two letters, like AM'])
    return _ZONES.get(country) or str(get_global("territory_zones")[country][0])


def _currency(country: str) -> str:
    from babel.numbers import get_territory_currencies

    return str((get_territory_currencies(country) or ["EUR"])[-1])
