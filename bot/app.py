"""The composition root: the only file that names every concrete thing."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.clock import Clock, Ids, new_id, now
from bot.delivery import Delivery
from bot.listeners import clicks, commands, errors, messages, profiles
from bot.otherwise import instead_of
from bot.people import People
from bot.scheduler import metronome
from bot.settings import Delivery as Way
from bot.settings import Settings
from bot.slack import Slack, Workspace, connect
from bot.socket import Socket
from bot.tick import Tick
from bot.turns import Turns
from bot.web import serve
from bot.world import World
from flows.catalog.loader import load_catalogue
from flows.flow import quick_intake
from flows.scoring.scorer import Scorer
from storage.database import Database
from storage.migrate import migrate

log = structlog.get_logger()

BOLT = "groundwork.bolt"
STOP_WITHIN = timedelta(seconds=8)


@dataclass(slots=True)
class Bot:
    """A running bot. `lost` ends when the connection to Slack is gone for good, with SocketLost."""

    database: Database
    delivery: Delivery
    turns: Turns
    lost: asyncio.Future[None]


@asynccontextmanager
async def running(settings: Settings, *, clock: Clock = now, ids: Ids = new_id) -> AsyncIterator[Bot]:
    """Everything started; on leaving, running turns finish and what was sent is written down.

    Raises DatabaseUnusable, SlackRefused, CatalogueError or SettingsWrong, each with one clear sentence.
    """
    way = settings.delivery
    catalogue = load_catalogue()
    database = Database(settings.database_url)
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    slack = connect(token, settings.slack_api_url)
    try:
        if await asyncio.to_thread(migrate, database.engine):
            log.info("database.migrated")
        workspace = await slack.introduce()
        people = People(database, slack, clock, settings.language)
        world = World(catalogue, quick_intake(catalogue), Scorer(catalogue), workspace, clock, ids)
        delivery = Delivery(database, slack, clock, ids(), lambda call, why: instead_of(call, why, ids))
        turns = Turns(database, world, people, delivery.wake)
        app = build_app(turns, people, slack, workspace, settings, ids)
        async with _moving(delivery, Tick(database, delivery), clock), _listening(app, way, settings, slack) as lost:
            gc.freeze()  # what was loaded stays; a collection need not look at it again
            gc.enable()
            log.info("ready", delivery=way.value, workspace=workspace.team)
            yield Bot(database, delivery, turns, lost)
            await turns.close(STOP_WITHIN)
    finally:
        await slack.session.close()
        await database.close()


def build_app(
    turns: Turns, people: People, slack: Slack, workspace: Workspace, settings: Settings, ids: Ids
) -> AsyncApp:
    secret = settings.slack_signing_secret

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=workspace.team,
            bot_token=slack.client.token,
            bot_id=workspace.bot,
            bot_user_id=workspace.user,
        )

    app = AsyncApp(
        # Without process_before_response Bolt acknowledges events before the listener has run.
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        authorize=authorize,
        client=slack.without_token(),
        logger=logging.getLogger(BOLT),
        signing_secret=secret.get_secret_value() if secret else None,
    )
    messages.register(app, turns)
    commands.register(app, turns)
    clicks.register(app, turns)
    profiles.register(app, people)
    errors.register(app, people, ids)
    return app


@asynccontextmanager
async def _moving(delivery: Delivery, tick: Tick, clock: Clock) -> AsyncIterator[None]:
    """The outbox drains and the metronome beats."""
    draining = asyncio.create_task(delivery.run())
    scheduler = metronome(tick, clock)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
        await delivery.stop()
        await draining


@asynccontextmanager
async def _listening(app: AsyncApp, way: Way, settings: Settings, slack: Slack) -> AsyncIterator[asyncio.Future[None]]:
    """Slack reaches us, by socket or by HTTP."""
    if way is Way.SOCKET and settings.slack_app_token:
        app_token = settings.slack_app_token.get_secret_value()
        ticket = await slack.ticket(app_token)
        socket = Socket(app, app_token)
        await socket.connect(ticket)
        watching: asyncio.Future[None] = asyncio.create_task(socket.watch())
        try:
            yield watching
        finally:
            watching.cancel()
            await socket.close()
    else:
        server = await serve(app, settings.host, settings.port)
        try:
            yield asyncio.get_running_loop().create_future()
        finally:
            await server.cleanup()
