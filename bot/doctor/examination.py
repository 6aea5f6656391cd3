"""Every check, in the order in which one explains the next."""

from collections.abc import AsyncIterator
from datetime import datetime

from bot.clock import Clock
from bot.doctor.backups import backups_looked_at
from bot.doctor.database import Stored, database_looked_at
from bot.doctor.finding import Finding, ok, warning, wrong
from bot.doctor.slack import slack_looked_at
from bot.doctor.zones import zones_looked_at
from bot.settings import Delivery, Settings, SettingsWrong, read_settings


async def examined(clock: Clock) -> list[Finding]:
    """All findings. Nothing is changed, and no check keeps another from being made."""
    try:
        settings = read_settings()
        way = settings.delivery
    except SettingsWrong as error:
        told, _, remedy = str(error).partition(": ")
        return [wrong("settings", told, _sentence(remedy)), zones_looked_at()]
    return [one async for one in _all(settings, way, clock)]


async def _all(settings: Settings, way: Delivery, clock: Clock) -> AsyncIterator[Finding]:
    now: datetime = clock()
    yield _of_settings(way)
    findings, stored = database_looked_at(settings.database_url, now)
    if way is not Delivery.NONE:
        async for one in slack_looked_at(settings, way, stored or Stored(), clock):
            yield one
    yield zones_looked_at()
    for one in findings:
        yield one
    yield backups_looked_at(settings, now)


def _of_settings(way: Delivery) -> Finding:
    match way:
        case Delivery.NONE:
            return warning(
                "settings",
                "no Slack settings, so that `groundwork run` starts the sandbox",
                "Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN to connect it to Slack.",
            )
        case Delivery.SOCKET:
            return ok("settings", "Socket Mode")
        case Delivery.HTTP:
            return ok("settings", "HTTP mode")
        case Delivery.OAUTH:
            return ok("settings", "HTTP mode for several workspaces")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else "Correct it."
