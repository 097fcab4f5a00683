"""A fresh database for every round, copied from one on which a desk was started and stopped in good order."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa


class Databases:
    """`server`: a Postgres server's `postgres` database; empty: SQLite files in the rounds' folders."""

    def __init__(self, folder: Path, server: str) -> None:
        self._folder, self._server = folder, server
        self._names = f"crash_{uuid4().hex[:8]}"
        self.template_folder = folder / "template"
        self.template_folder.mkdir()

    @property
    def template_url(self) -> str:
        """Where the template is to be made, before the first `create`."""
        if not self._server:
            return f"sqlite:///{self.template_folder / 'closeloop.db'}"
        self._admin(f"CREATE DATABASE {self._names}_template")
        return self._url("template")

    def create(self, name: str) -> str:
        """A new database for the round `name`, in whose folder SQLite's files lie."""
        if not self._server:
            place = self._folder / name
            place.mkdir(exist_ok=True)
            for file in self.template_folder.glob("*.db*"):
                shutil.copy(file, place / file.name)
            return f"sqlite:///{place / 'closeloop.db'}"
        self._admin(f"CREATE DATABASE {self._names}_{name} TEMPLATE {self._names}_template")
        return self._url(name)

    def drop(self, name: str) -> None:
        """Files go with the round's folder."""
        if self._server:
            self._admin(f"DROP DATABASE {self._names}_{name} WITH (FORCE)")

    def _url(self, name: str) -> str:
        return (
            sa.make_url(self._server)
            .set(database=f"{self._names}_{name}")
            .render_as_string(hide_password=False)
        )

    def _admin(self, statement: str) -> None:
        engine = sa.create_engine(self._server, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
        with engine.connect() as connection:
            connection.execute(sa.text(statement))
        engine.dispose()
