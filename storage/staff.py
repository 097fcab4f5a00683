"""Staff accounts and sign-ins. Passwords are argon2; tokens are stored as fingerprints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from domain.errors import BadRequest
from domain.identifiers import new_id
from domain.text import clean_text
from storage.tables import staff, staff_session
from storage.tokens import fingerprint, new_token

if TYPE_CHECKING:
    from pwdlib import PasswordHash

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
IDLE_END = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who works here."""

    id: str
    login: str
    name: str


_MEMBER = (staff.c.id, staff.c.login, staff.c.name)
_BY_LOGIN = sa.select(*_MEMBER, staff.c.password_hash).where(
    staff.c.login == sa.bindparam("of_login"), staff.c.disabled.is_(sa.false())
)
_ALL = sa.select(*_MEMBER).where(staff.c.disabled.is_(sa.false())).order_by(staff.c.login)
_COUNT = sa.select(sa.func.count()).select_from(staff)
_SESSION = (
    sa.select(*_MEMBER, staff_session.c.seen_at)
    .join(staff_session, staff_session.c.staff_id == staff.c.id)
    .where(staff_session.c.token_hash == sa.bindparam("hash"), staff.c.disabled.is_(sa.false()))
)
_OPEN = sa.insert(staff_session)
_SEEN = (
    sa.update(staff_session)
    .where(staff_session.c.token_hash == sa.bindparam("hash"))
    .values(seen_at=sa.bindparam("now"))
)
_DELETE_ENDED = sa.delete(staff_session).where(staff_session.c.seen_at < sa.bindparam("before"))


@lru_cache(maxsize=1)
def _hasher() -> PasswordHash:
    from pwdlib import PasswordHash

    return PasswordHash.recommended()


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    """Verified against when the login is unknown, so that both answers take the same time."""
    return _hasher().hash(new_token())


def hash_password(password: str) -> str:
    """Slow on purpose; do it outside a write. Raises BadRequest for a password that is too short or too long."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise BadRequest(f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
    return _hasher().hash(password)


def add(
    connection: sa.Connection, *, login: str, name: str, password_hash: str, now: datetime
) -> StaffMember:
    """Raises BadRequest when the login exists."""
    member = StaffMember(id=new_id("staff"), login=as_stored(login), name=name)
    taken = connection.execute(sa.select(staff.c.id).where(staff.c.login == member.login)).first()
    if taken is not None:
        raise BadRequest(f"there is a login {member.login} already")
    connection.execute(sa.insert(staff), {
        "id": member.id, "login": member.login, "name": name, "password_hash": password_hash,
        "disabled": False, "created_at": now,
    })  # fmt: skip
    return member


def as_stored(login: str) -> str:
    """A login as it is compared: however it is written, it is one account."""
    return clean_text(login).lower()


def set_password(connection: sa.Connection, login: str, password_hash: str) -> bool:
    """Also signs the person out everywhere. False when there is no such login."""
    return _change_and_sign_out(connection, login, password_hash=password_hash)


def disable(connection: sa.Connection, login: str) -> bool:
    """The person can no longer sign in and is signed out. False when there is no such login."""
    return _change_and_sign_out(connection, login, disabled=True)


def _change_and_sign_out(connection: sa.Connection, login: str, **changed: object) -> bool:
    row = connection.execute(_BY_LOGIN, {"of_login": as_stored(login)}).first()
    if row is None:
        return False
    connection.execute(sa.update(staff).where(staff.c.id == row.id).values(**changed))
    connection.execute(sa.delete(staff_session).where(staff_session.c.staff_id == row.id))
    return True


def list_members(connection: sa.Connection) -> list[StaffMember]:
    """Those who may sign in, by login."""
    return [StaffMember(*row) for row in connection.execute(_ALL)]


def count(connection: sa.Connection) -> int:
    """0 on the first run: time to make the first account."""
    return int(connection.execute(_COUNT).scalar_one())


def check_password(connection: sa.Connection, login: str, password: str) -> StaffMember | None:
    """The member, or None. Slow on purpose; call it in a read, never in a write."""
    row: Any = connection.execute(_BY_LOGIN, {"of_login": as_stored(login)}).first()
    stored = row.password_hash if row is not None else _nobodys_hash()
    right = len(password) <= LONGEST_PASSWORD and _hasher().verify(password, stored)
    return StaffMember(row.id, row.login, row.name) if row is not None and right else None


def open_session(connection: sa.Connection, staff_id: str, now: datetime) -> str:
    """A fresh token for the cookie; it is not stored and cannot be read again."""
    token = new_token()
    connection.execute(
        _OPEN,
        {"token_hash": fingerprint(token), "staff_id": staff_id, "created_at": now, "seen_at": now},
    )
    return token


def find_session(connection: sa.Connection, token: str, now: datetime) -> StaffMember | None:
    """Who is signed in with this token; None when nobody, or idle for `IDLE_END`."""
    row = connection.execute(_SESSION, {"hash": fingerprint(token)}).first()
    if row is None or row.seen_at < now - IDLE_END:
        return None
    return StaffMember(row.id, row.login, row.name)


def touch_session(connection: sa.Connection, token: str, now: datetime) -> None:
    """The person is at work: the idle end moves on."""
    connection.execute(_SEEN, {"hash": fingerprint(token), "now": now})


def delete_ended_sessions(connection: sa.Connection, now: datetime) -> int:
    """Forget sign-ins that were idle for `IDLE_END`. Returns how many."""
    return connection.execute(_DELETE_ENDED, {"before": now - IDLE_END}).rowcount


def close_session(connection: sa.Connection, token: str) -> None:
    """Sign out."""
    connection.execute(sa.delete(staff_session).where(staff_session.c.token_hash == fingerprint(token)))
