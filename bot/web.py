"""HTTP mode: signed requests at /slack/events, through the same listeners; and the pages for those who watch."""

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from bot.health import Health

PATH = "/slack/events"
LARGEST = 1024 * 1024  # bytes; Slack's payloads are far smaller


class PortTaken(Exception):
    """Something else listens there; the message says what to do."""

    def __init__(
        self, host: str, port: int, remedy: str = "GROUNDWORK_PORT (for the sandbox also --port; 0 takes a free one)"
    ) -> None:
        super().__init__(
            f"{host}:{port} cannot be listened at, perhaps because another program does: choose another port with "
            f"{remedy}"
        )


async def serve(app: AsyncApp, host: str, port: int, health: Health) -> web.AppRunner:
    """Start serving Slack's requests, and `health`; call `cleanup` on the result to stop. Raises PortTaken."""

    async def on_request(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    site = web.Application(client_max_size=LARGEST)
    site.router.add_post(PATH, on_request)
    health.add_to(site)
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
