"""The floor: a bare Bolt app, as its tutorial has it. `python -m bench.bare commit FILE | reply`."""

import asyncio
import json
import os
import sqlite3
import sys
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

SCHEMA = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
CREATE TABLE inbox (delivery TEXT PRIMARY KEY, taken_at TEXT);
CREATE TABLE conversations (project TEXT PRIMARY KEY, turn INTEGER, state TEXT);
CREATE TABLE projects (id TEXT PRIMARY KEY, name TEXT, updated_at TEXT);
CREATE TABLE history (id INTEGER PRIMARY KEY, project TEXT, at TEXT, by TEXT, what TEXT, subject TEXT, after TEXT);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, mark TEXT UNIQUE, lane TEXT, method TEXT, payload TEXT, due_at TEXT);
"""
STATE = json.dumps({"answers": {f"question_{n}": {"value": "an answer " * 5, "by": "U0ANA"} for n in range(8)}})
PAYLOAD = json.dumps({"text": "a question " * 30, "blocks": [{"type": "section", "text": "words " * 60}] * 4})


def commit(db: sqlite3.Connection, number: int) -> None:
    """One durable transaction with the rows that a turn of ours writes."""
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO inbox VALUES (?, ?)", (f"message:{number}", "2026-01-01"))
    db.execute("INSERT OR REPLACE INTO conversations VALUES ('p', ?, ?)", (number, STATE))
    db.execute("INSERT OR REPLACE INTO projects VALUES ('p', 'Menu helper', '2026-01-01')")
    db.execute("INSERT INTO history VALUES (NULL, 'p', 'now', 'U0ANA', 'answered', 'question', ?)", (STATE[:200],))
    rows = [(f"{number}.{n}", "lane", "chat.postMessage", PAYLOAD, "now") for n in range(4)]
    db.executemany("INSERT INTO outbox VALUES (NULL, ?, ?, ?, ?, ?)", rows)
    db.execute("COMMIT")


async def serve(what: str, file: str | None) -> None:
    app = AsyncApp(client=AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"]))
    if what == "commit" and file:
        app = AsyncApp(
            client=AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"]),
            process_before_response=True,
        )
        db = sqlite3.connect(file, isolation_level=None)
        db.executescript(SCHEMA)
        numbers = iter(range(10**9))

        @app.event("message")
        async def on_message(body: dict[str, Any]) -> None:
            commit(db, next(numbers))
    else:

        @app.event("message")
        async def on_message_reply(event: dict[str, Any], say: Any) -> None:
            await say(text=PAYLOAD[:300], thread_ts=event.get("thread_ts"))

    await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start_async()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None))
