"""Whether the durable engine has made its own tables in our database yet."""

from __future__ import annotations

import sqlalchemy as sa


def exist(connection: sa.Connection) -> bool:
    """Jobs can be asked for. The engine makes them at its first start."""
    schema = "dbos" if connection.dialect.name == "postgresql" else None
    return sa.inspect(connection).has_table("workflow_input", schema=schema)
