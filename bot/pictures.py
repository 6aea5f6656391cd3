"""Pictures of results: drawn beside the transactions, posted once; one that a crash cut short is drawn again."""

from datetime import datetime
from functools import partial

import structlog
from sqlalchemy import Connection

from bot.charts.request import Results
from bot.charts.worker import NotDrawn, draw
from bot.results import picture_of, show_picture
from bot.world import World
from storage.database import Database
from storage.results import Undrawn, undrawn_results

log = structlog.get_logger()


async def draw_results(database: Database, world: World, now: datetime) -> None:
    """Draw what was logged since the last beat."""
    for one in await database.read(lambda db: undrawn_results(db, now=now)):
        chart = await database.read(partial(_picture, world, one))
        png = None
        if chart:
            try:
                png = await draw(chart)
            except NotDrawn as failed:
                log.warning("picture.not_drawn", result=one.result.id, problem=str(failed))
        await database.write(partial(_shown, world, one, chart, png, now))


def _picture(world: World, one: Undrawn, db: Connection) -> Results | None:
    return picture_of(db, world, one)


def _shown(world: World, one: Undrawn, chart: Results | None, png: bytes | None, now: datetime, db: Connection) -> None:
    show_picture(db, world, one, chart, png, now=now)
