"""Turns templates into HTML: autoescaped, in the reader's language, times in the business's timezone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_time, format_timedelta
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse

from api.words import LABELS, Words, choose_language, has_words, words_in
from domain.business.business import Business
from domain.clock import Clock
from domain.language import LANGUAGES, Language
from domain.money import Money

HERE = Path(__file__).parent
LANGUAGE_COOKIE = "closeloop_language"
_YEAR_SECONDS = 365 * 24 * 3600
_BABEL = {"ru": "ru", "hy": "hy", "en": "en_GB"}
_QUOTED = re.compile(r'[«“„"]([^«»“”„"]+)[»”“"]')
_SIGNS = {"AMD": "֏", "RUB": "₽", "USD": "$", "EUR": "€"}


class Desk(Protocol):
    """What pages need to know of the desk."""

    @property
    def business(self) -> Business: ...

    @property
    def clock(self) -> Clock: ...


class Pages:
    """Made once per application."""

    def __init__(self, desk: Desk) -> None:
        self._business = desk.business
        self._clock = desk.clock
        self._environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals["version"] = _fingerprint(HERE / "static")
        self._environment.globals["framed"] = False
        """Only the demo shows a page inside another."""

    def language_of(self, request: Request) -> Language:
        """`?lang=`, then the cookie, then the browser's wish, then the business's own."""
        return choose_language(
            request.query_params.get("lang"),
            request.cookies.get(LANGUAGE_COOKIE),
            request.headers.get("accept-language"),
            self._business.profile.default_language,
        )

    def language_from(self, connection: HTTPConnection, said: str | None) -> Language:
        """The same for connections that are no page: what the browser said of itself comes after the cookie."""
        return choose_language(
            connection.query_params.get("lang"),
            connection.cookies.get(LANGUAGE_COOKIE),
            said or connection.headers.get("accept-language"),
            self._business.profile.default_language,
        )

    def render(self, template: str, language: Language, **values: Any) -> str:
        return self._environment.get_template(template).render(
            **self._speech(language),
            lang=language,
            languages=[(code, LABELS[code]) for code in LANGUAGES],
            **values,
        )

    def respond(
        self,
        request: Request,
        template: str,
        *,
        status: int = 200,
        language: Language | None = None,
        **values: Any,
    ) -> HTMLResponse:
        """The page; remembers a language that was chosen by `?lang=`."""
        chosen = language or self.language_of(request)
        response = HTMLResponse(self.render(template, chosen, **values), status_code=status)
        if request.query_params.get("lang") == chosen:
            response.set_cookie(
                LANGUAGE_COOKIE, chosen, max_age=_YEAR_SECONDS, samesite="lax", secure=is_secure(request)
            )
        return response

    def _speech(self, language: Language) -> dict[str, Any]:
        words: Words = words_in(language)
        zone, locale, now = self._business.zone, _BABEL[language], self._clock.now()
        return {
            "words": words,
            "label": partial(_label, language),
            "business_name": (name := as_heading(self._business.profile.name.in_language(language))),
            "initial": next((letter for letter in name if letter.isalnum()), "·"),
            "clock": lambda at: format_time(at.astimezone(zone), "HH:mm", locale=locale),
            "moment": lambda at: _moment(at, now, zone, locale),
            "since": lambda at: format_timedelta(max(now - at, timedelta()), locale=locale, format="short"),
            "money": lambda amount: _money(amount, locale),
            "now": now,
        }


def as_heading(name: str) -> str:
    """A business's name where it stands alone: without quotes around all of it, and with a capital."""
    quoted = _QUOTED.fullmatch(name.strip())
    bare = quoted[1] if quoted is not None else name.strip()
    return bare[:1].upper() + bare[1:]


def is_secure(connection: HTTPConnection) -> bool:
    """Whether the visitor came by https, so that cookies may be bound to it."""
    return connection.url.scheme in ("https", "wss")


def _label(language: Language, kind: str, name: str) -> str:
    """The name of one of the domain's values; a value that has no words yet is shown as it is."""
    if has_words(language, f"{kind}-{name}"):
        return words_in(language)(f"{kind}-{name}")
    return name.replace("_", " ")


def _moment(at: datetime, now: datetime, zone: ZoneInfo, locale: str) -> str:
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    return format_datetime(
        local, "HH:mm" if local.date() == today else "d MMM, HH:mm", tzinfo=zone, locale=locale
    )


def _money(money: Money, locale: str) -> str:
    sign = _SIGNS.get(money.currency, money.currency)
    return f"{format_decimal(money.amount, locale=locale)} {sign}"


def _fingerprint(folder: Path) -> str:
    """Changes when any static file does, so that browsers fetch the new one."""
    digest = sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.name.encode() + str(path.stat().st_mtime_ns).encode())
    return digest.hexdigest()[:10]
