"""The composition root: the only file that names every concrete thing."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import structlog
from slack_bolt.async_app import AsyncApp

from bot.authorizing import NotingOrigin, authorizing, not_installed
from bot.backups import Backups
from bot.browsing import Browsing
from bot.clock import Clock, Ids, new_id, now
from bot.delivery import Delivery
from bot.door import Door
from bot.groups import Groups
from bot.health import Health
from bot.homes import Homes
from bot.inquiry import Inquiry
from bot.installing.client import client_of
from bot.installing.ending import Ending
from bot.listeners import (
    boards,
    clicks,
    commands,
    errors,
    gate,
    invitations,
    lifecycle,
    messages,
    profiles,
    shortcuts,
    submissions,
)
from bot.listeners import groups as listeners_of_groups
from bot.listeners import homes as listeners_of_homes
from bot.listeners import steps as steps_listener
from bot.live import Live
from bot.metrics import Metrics
from bot.modals import Modals
from bot.otherwise import instead_of
from bot.pause import Pause
from bot.people import People
from bot.room import Room
from bot.scheduler import metronome
from bot.settings import Delivery as Way
from bot.settings import Settings
from bot.sight import Sight
from bot.slack import Slack, connect
from bot.socket import Socket
from bot.steps.running import Steps
from bot.taking import TimedApp
from bot.tick import Tick
from bot.turns import Turns
from bot.web import serve, serve_health
from bot.webhooks.posting import open_session
from bot.webhooks.receivers import Receivers
from bot.webhooks.secrets import secrets_of
from bot.workspaces import OneWorkspace, Workspaces
from bot.world import World
from flows.catalog.loader import load_catalogue
from flows.flow import intake
from flows.scoring.scorer import Scorer
from storage.database import Database
from storage.installations import find_home, stand_alone
from storage.migrate import migrate
from storage.retention import Keep

if TYPE_CHECKING:
    from bot.installing.pages import Pages
    from bot.installing.several import Several

log = structlog.get_logger()

BOLT = "groundwork.bolt"
STOP_WITHIN = timedelta(seconds=8)


@dataclass(slots=True)
class Bot:
    """A running bot. `lost` ends when the connection to Slack is gone for good, with SocketLost."""

    database: Database
    delivery: Delivery
    turns: Turns
    tick: Tick
    lost: asyncio.Future[None]
    pause: Pause
    health: Health


@asynccontextmanager
async def running(settings: Settings, *, clock: Clock = now, ids: Ids = new_id) -> AsyncIterator[Bot]:
    """Everything started; on leaving, running turns finish and what was sent is written down.

    Raises DatabaseUnusable, SlackRefused, CatalogueError or SettingsWrong, each with one clear sentence.
    """
    way = settings.delivery
    catalogue = load_catalogue()
    database = Database(settings.database_url)
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    slack = connect(settings.slack_api_url)
    outside = open_session(settings.webhook_networks)
    try:
        if await asyncio.to_thread(migrate, database.engine):
            log.info("database.migrated")
        workspaces: Workspaces
        several = await _several(settings, way, database, slack, clock, ids)
        if several:
            workspaces = several.installed
            slack = replace(slack, token_of=workspaces.token_of, token_refused=several.installed.refused)
        else:
            workspaces = await _one(database, slack, token)
            slack = replace(slack, token_of=workspaces.token_of)
        people = People(database, slack, clock, settings.language)
        world = World(catalogue, intake(catalogue), Scorer(catalogue), workspaces, clock, ids, zone_of=people.zone_of)
        pause, metrics = Pause(database, clock), Metrics()
        health = Health(database, clock, metrics, pause)
        receivers = Receivers(database, workspaces, secrets_of(settings), outside, clock)
        delivery = Delivery(
            database, slack, clock, ids(), lambda call, why: instead_of(call, why, ids), pause, metrics, receivers
        )
        live = Live(database, world, slack, clock, delivery.wake)
        sight = Sight(slack, clock)

        def committed() -> None:
            delivery.wake()
            live.wake()
            homes.wake()

        groups = Groups(database, slack, clock)
        inquiry = Inquiry(people, sight, groups)
        turns = Turns(database, world, people, inquiry, committed, pause, metrics)
        homes = Homes(database, world, people, sight, slack, clock, turns, delivery.wake)
        modals = Modals(database, world, people, inquiry, slack)
        browsing = Browsing(turns, world, people, slack)
        ending = several.ending() if several else None
        app = build_app(
            turns, modals, browsing, homes, inquiry, slack, workspaces, settings, ids, pause, metrics, ending
        )
        pages = several.pages(world, people, pause, committed, settings.language) if several else None
        upkeep = several.upkeep() if several else None
        keep, backups = _keep(settings), _backups(settings)
        tick = Tick(database, delivery, world, homes.draw_due, backups, groups.refresh, sight.of, upkeep, keep)
        async with (
            _moving(delivery, live, pause.outside(tick), clock),
            _listening(app, way, settings, slack, health, pages) as lost,
        ):
            gc.freeze()  # what was loaded stays; a collection need not look at it again
            gc.enable()
            log.info("ready", delivery=way.value)
            yield Bot(database, delivery, turns, tick, lost, pause, health)
            await turns.close(STOP_WITHIN)
            await homes.stop()
            await pause.stop()
    finally:
        await slack.session.close()
        await outside.close()
        await database.close()


def build_app(
    turns: Turns,
    modals: Modals,
    browsing: Browsing,
    homes: Homes,
    inquiry: Inquiry,
    slack: Slack,
    workspaces: Workspaces,
    settings: Settings,
    ids: Ids,
    pause: Pause,
    metrics: Metrics,
    ending: Ending | None,
) -> AsyncApp:
    secret = settings.slack_signing_secret
    app = TimedApp(
        # Without process_before_response Bolt acknowledges events before the listener has run.
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        before_authorize=NotingOrigin(),
        authorize=authorizing(workspaces),  # type: ignore[arg-type]  # None refuses
        user_facing_authorize_error_message=not_installed(client_of(settings)),
        client=slack.client,
        logger=logging.getLogger(BOLT),
        signing_secret=secret.get_secret_value() if secret else None,
    )
    app.metrics, app.room, app.refuse = metrics, Room(), partial(errors.no_room, inquiry.people)
    gate.register(app, workspaces)
    messages.register(app, turns)
    commands.register(app, turns)
    boards.register(app, browsing)
    listeners_of_homes.register(app, homes)
    clicks.register(app, turns, modals)
    submissions.register(app, turns)
    shortcuts.register(app, turns)
    profiles.register(app, inquiry.people, inquiry.sight)
    invitations.register(app, turns, inquiry.sight)
    listeners_of_groups.register(app, inquiry.groups)
    steps_listener.register(app, Steps(turns, inquiry, slack))
    lifecycle.register(app, ending)
    errors.register(app, inquiry.people, ids, pause)
    return app


@asynccontextmanager
async def _moving(
    delivery: Delivery, live: Live, tick: Callable[[datetime], Awaitable[None]], clock: Clock
) -> AsyncIterator[None]:
    """The outbox drains, boards follow what changes, and the metronome beats."""
    draining = asyncio.create_task(delivery.run())
    keeping = asyncio.create_task(live.run())
    scheduler = metronome(tick, clock)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
        await live.stop()
        await keeping
        await delivery.stop()
        await draining


@asynccontextmanager
async def _listening(
    app: AsyncApp, way: Way, settings: Settings, slack: Slack, health: Health, pages: "Pages | None"
) -> AsyncIterator[asyncio.Future[None]]:
    """Slack reaches us, by socket or by HTTP; and so does whoever watches."""
    if way is Way.SOCKET and settings.slack_app_token:
        app_token = settings.slack_app_token.get_secret_value()
        ticket = await slack.ticket(app_token)
        socket = Socket(app, app_token)
        health.connected = socket.connected
        async with _watched(health, settings):
            await socket.connect(ticket)
            watching: asyncio.Future[None] = asyncio.create_task(socket.watch())
            try:
                yield watching
            finally:
                watching.cancel()
                await socket.close()
    else:
        secret = settings.slack_signing_secret
        assert secret
        async with _watched(health, settings):
            door = Door(app, secret.get_secret_value(), now)
            server = await serve(door, settings.host, settings.port, health, pages)
            try:
                yield asyncio.get_running_loop().create_future()
            finally:
                await server.cleanup()


@asynccontextmanager
async def _watched(health: Health, settings: Settings) -> AsyncIterator[None]:
    """Its health can be asked for, where that is wished."""
    if settings.health_port is None:
        yield
        return
    server = await serve_health(health, settings.host, settings.health_port)
    try:
        yield
    finally:
        await server.cleanup()


async def _one(database: Database, slack: Slack, token: str) -> OneWorkspace:
    """The workspace of the token in the settings. If it was one of several before, that is over."""
    workspace = await slack.introduce(token)
    if await database.read(lambda db: find_home(db, workspace.team)):
        await database.write(lambda db: stand_alone(db, workspace.team))
    return OneWorkspace(workspace, token)


async def _several(
    settings: Settings, way: Way, database: Database, slack: Slack, clock: Clock, ids: Ids
) -> "Several | None":
    """What it takes to serve several workspaces, if that is wished."""
    client = client_of(settings)
    if way is not Way.OAUTH or client is None:
        return None
    from bot.installing.several import Several  # the other ways to run need not wait for it

    several = Several.of(client, settings.keys, database, slack, clock, ids)
    await several.installed.load()
    return several


def _keep(settings: Settings) -> Keep:
    return Keep(
        deliveries=settings.keep_deliveries,
        calls=settings.keep_calls,
        history=settings.keep_history,
        archived=settings.keep_archived,
    )


def _backups(settings: Settings) -> Backups | None:
    """Backups by themselves, if there is a folder for them."""
    if settings.backup_dir is None:
        return None
    return Backups(settings.database_url, settings.backup_dir, settings.backup_every, settings.backup_keep)
