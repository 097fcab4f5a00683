"""The bare webhook that ours is compared with: verify, parse, one durable insert. Run as a program by `servers.py`.

Nothing is quicker on one SQLite file without grouping commits: one connection, the commit on the event loop.
"""

from __future__ import annotations

import hmac
import sqlite3
import sys
import time

import orjson
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from benchmarks.telegram import SECRET, SECRET_HEADER


def bare_app(path: str) -> FastAPI:
    """`POST /webhooks/telegram`, into one table with WAL and synchronous=FULL."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS event (update_id INTEGER PRIMARY KEY, chat INTEGER NOT NULL,"
        " body TEXT NOT NULL, received_at REAL NOT NULL)"
    )
    app = FastAPI()

    @app.post("/webhooks/telegram")
    async def receive(request: Request) -> Response:
        body = await request.body()
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, ""), SECRET):
            return Response(status_code=401)
        update = orjson.loads(body)
        connection.execute(
            "INSERT INTO event VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (update["update_id"], update["message"]["chat"]["id"], body.decode(), time.time()),
        )
        return JSONResponse({"stored": 1})

    @app.get("/ready")
    async def ready() -> Response:
        return Response(b"ok")

    return app


if __name__ == "__main__":
    from api.server import server_options

    uvicorn.run(bare_app(sys.argv[1]), **server_options("127.0.0.1", int(sys.argv[2])))
