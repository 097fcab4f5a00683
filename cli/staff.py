"""`closeloop staff add`: an account for the inbox."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime


def run_add(login: str, name: str) -> None:
    """Create the account and print its password once; only a hash is kept."""
    from engine.settings import Settings
    from storage import migrate, staff
    from storage.database import Database

    settings = Settings()
    settings.prepare_data_dir()
    migrate.upgrade(settings.database)
    database = Database.open(settings.database)
    password = secrets.token_urlsafe(12)
    hashed = staff.hash_password(password)
    try:
        database.write_sync(
            lambda c: staff.add(
                c, login=login, name=name, role="agent", password_hash=hashed, now=datetime.now(UTC)
            )
        )
    finally:
        database.close()
    print(f"login: {login}\npassword: {password}\nIt is shown only now.")
