"""HTTP mode: signed requests at /slack/events, through the same listeners; and the pages for those who watch."""

from typing import Protocol

from aiohttp import web

from bot.door import LARGEST, Door
from bot.health import Health

PATH = "/slack/events"


class PortTaken(Exception):
    """Something else listens there; the message says what to do."""

    def __init__(
        self, host: str, port: int, remedy: str = "GROUNDWORK_PORT (for the sandbox also --port; 0 takes a free one)"
    ) -> None:
        super().__init__(
            f"{host}:{port} cannot be listened at, perhaps because another program does: choose another port with "
            f"{remedy}"
        )


class Pages(Protocol):
    """More to serve beside Slack's requests."""

    def add_to(self, site: web.Application) -> None: ...


async def serve(door: Door, host: str, port: int, health: Health, pages: Pages | None = None) -> web.AppRunner:
    """Start serving Slack's requests, `health` in a word and `pages`.

    `cleanup` on the result stops it. Raises PortTaken.
    """
    site = web.Application(client_max_size=LARGEST)
    site.router.add_post(PATH, door.answer)
    health.add_words_to(site)
    if pages:
        pages.add_to(site)
    return await _listening(site, PortTaken(host, port), host, port)


async def serve_health(health: Health, host: str, port: int) -> web.AppRunner:
    """The same with nothing but `health`, where Slack's requests come another way."""
    site = web.Application(client_max_size=LARGEST)
    health.add_to(site)
    return await _listening(site, PortTaken(host, port, "GROUNDWORK_HEALTH_PORT"), host, port)


async def _listening(site: web.Application, taken: PortTaken, host: str, port: int) -> web.AppRunner:
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise taken from error
    return runner
