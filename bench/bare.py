"""The floor: a bare Bolt app, as its tutorial has it. `python -m bench.bare commit DATABASE | reply`."""

import asyncio
import os
import sqlite3
import sys
from itertools import cycle, islice
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

REPLY = "a question " * 27
CALLS = 4  # what a turn owes: the next question, the folded one, the tick, the card


class Rows:
    """The rows of one turn, taken from a database that the bot has filled, and written again and again."""

    def __init__(self, file: str) -> None:
        self._db = sqlite3.connect(file, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")
        self._numbers = iter(range(10**9, 10**12))
        self._projects = cycle([row["id"] for row in self._db.execute("SELECT id FROM projects")])
        (self._state,) = self._db.execute("SELECT state FROM conversations ORDER BY length(state) DESC").fetchone()
        (self._event,) = self._db.execute("SELECT * FROM history ORDER BY id DESC LIMIT 1")
        self._calls = self._db.execute(
            "SELECT * FROM outbox WHERE thread IS NOT NULL OR target IS NOT NULL ORDER BY id DESC LIMIT ?", (CALLS,)
        ).fetchall()

    def commit(self) -> None:
        """One durable transaction."""
        number, db = next(self._numbers), self._db
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO inbox VALUES (?, ?)", (f"message:T0BENCH:C0BENCH:{number}", "2026-01-01 00:00:00"))
        (project,) = islice(self._projects, 1)
        db.execute("UPDATE conversations SET turn = ?, state = ? WHERE project = ?", (number, self._state, project))
        db.execute("INSERT INTO history VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", (project, *tuple(self._event)[2:]))
        rows = [(None, f"{number}.{place}", *tuple(call)[2:]) for place, call in enumerate(self._calls)]
        db.executemany(f"INSERT INTO outbox VALUES ({', '.join('?' * len(rows[0]))})", rows)
        db.execute("COMMIT")


async def serve(what: str, file: str) -> None:
    client = AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = AsyncApp(client=client, process_before_response=what == "commit")
    if what == "commit":
        rows = Rows(file)

        @app.event("message")
        async def on_message(body: dict[str, Any]) -> None:
            rows.commit()
    else:

        @app.event("message")
        async def on_message_reply(event: dict[str, Any], say: Any) -> None:
            await say(text=REPLY, thread_ts=event.get("thread_ts"))

    await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start_async()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""))
