"""Who is signed in, and that a form really is theirs."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from starlette.requests import HTTPConnection, Request

from api.keys import is_shown
from api.origin import check_own_origin
from api.pages import is_secure
from api.problems import SignInFirst, WrongForm
from api.web import Web
from storage import staff as accounts


@dataclass(frozen=True)
class StaffSession:
    """One browser of one staff member. `csrf` goes into every form."""

    staff: accounts.StaffMember
    csrf: str


def cookie_name(connection: HTTPConnection) -> str:
    return "__Host-closeloop_staff" if is_secure(connection) else "closeloop_staff"


async def find_session(web: Web, connection: HTTPConnection) -> StaffSession | None:
    """The session of the request's cookie, if it is still good."""
    token = connection.cookies.get(cookie_name(connection))
    if not token:
        return None
    now = web.desk.clock.now()
    found = await web.desk.database.read(lambda c: accounts.find_session(c, token, now))
    if found is None:
        return None
    return StaffSession(staff=found, csrf=_csrf(token))


async def require_staff(web: Web, connection: HTTPConnection) -> StaffSession:
    """Raises SignInFirst."""
    session = await find_session(web, connection)
    if session is None:
        raise SignInFirst
    return session


async def require_form(web: Web, request: Request, csrf: str) -> StaffSession:
    """The session of a form that was sent from our own page. Raises SignInFirst, WrongForm, BadSignature."""
    check_own_origin(request)
    session = await require_staff(web, request)
    await keep_awake(web, request)
    if not hmac.compare_digest(session.csrf.encode(), csrf.encode("utf-8", "replace")):
        raise WrongForm
    return session


async def keep_awake(web: Web, request: Request) -> None:
    """The person is at work: the idle end moves on. Streams and refreshes do not count as work."""
    token, now = request.cookies.get(cookie_name(request), ""), web.desk.clock.now()
    await web.desk.database.write(lambda c: accounts.touch_session(c, token, now))


async def require_staff_or_key(web: Web, request: Request) -> None:
    """For programs: `X-API-Key`, or a signed-in browser. Raises SignInFirst."""
    if not has_key(web, request):
        await require_staff(web, request)


def has_key(web: Web, request: Request) -> bool:
    """Whether the request carries the configured API key. Without a configured key nobody has it."""
    return is_shown(web.desk.settings.api_key, request.headers.get("x-api-key", ""))


def _csrf(token: str) -> str:
    """Derived from the session, so that it needs no row of its own and ends with it."""
    return hmac.new(token.encode(), b"staff form", "sha256").hexdigest()
