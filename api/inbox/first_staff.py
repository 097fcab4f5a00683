"""The very first account, so that somebody can sign in at all."""

from __future__ import annotations

import asyncio
import secrets

import sqlalchemy as sa

from api.desk_port import Desk
from api.words import words_in
from storage import staff as accounts

OWNER_LOGIN = "owner"
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
"""Without letters and digits that look alike."""


async def ensure_first_staff(desk: Desk) -> str | None:
    """Make the account `owner` when there is no account yet, and return its password, which is kept nowhere:
    print it now or never. None when somebody can sign in already.
    """
    if await desk.database.read(accounts.count):
        return None
    password = "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(3))
    password_hash = await asyncio.to_thread(accounts.hash_password, password)
    now = desk.clock.now()
    name = words_in(desk.business.profile.default_language)("staff-title")

    def create(connection: sa.Connection) -> bool:
        if accounts.count(connection):
            return False
        accounts.add(connection, login=OWNER_LOGIN, name=name, password_hash=password_hash, now=now)
        return True

    return password if await desk.database.write(create) else None
