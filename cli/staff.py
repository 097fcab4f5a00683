"""`closeloop staff`: accounts for the inbox. A password is made here, printed once, and only a hash is kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import sqlalchemy as sa

from domain.errors import BadRequest

T = TypeVar("T")


def run_add(login: str, name: str) -> None:
    """Create the account and print its password. Raises BadRequest when the login exists."""
    from storage import staff

    password = secrets.token_urlsafe(12)
    hashed, now = staff.hash_password(password), datetime.now(UTC)
    _write(
        lambda c: staff.add(c, login=login, name=name, password_hash=hashed, now=now),
    )
    _tell(login, password)


def run_password(login: str) -> None:
    """Give the account a new password, sign it out everywhere, and print the password. Raises BadRequest for an
    unknown login."""
    from storage import staff

    password = secrets.token_urlsafe(12)
    hashed = staff.hash_password(password)
    if not _write(lambda c: staff.set_password(c, login, hashed)):
        raise _unknown(login)
    _tell(login, password)


def run_disable(login: str) -> None:
    """The person can no longer sign in, and is signed out. Raises BadRequest for an unknown login, and for the only
    account there is."""
    from storage import staff

    def disable(connection: sa.Connection) -> bool:
        known = [member.login for member in staff.list_members(connection)]
        if known == [login.strip().lower()]:
            raise BadRequest(f"{login} is the only account; add another first")
        return staff.disable(connection, login)

    if not _write(disable):
        raise _unknown(login)
    print(f"{login} can no longer sign in")


def run_list() -> None:
    """Print who may sign in."""
    from storage import staff

    for member in _write(staff.list_members):
        print(f"{member.login}  {member.name}")


def _write(work: Callable[[sa.Connection], T]) -> T:
    from engine.settings import Settings
    from storage import migrate
    from storage.database import Database

    settings = Settings()
    settings.prepare_data_dir()
    migrate.upgrade(settings.database)
    database = Database.open(settings.database)
    try:
        return database.write_sync(work)
    finally:
        database.close()


def _unknown(login: str) -> BadRequest:
    return BadRequest(f"nobody signs in as {login}; ./closeloop staff list names everybody")


def _tell(login: str, password: str) -> None:
    print(f"login: {login}\npassword: {password}\nIt is shown only now.")
