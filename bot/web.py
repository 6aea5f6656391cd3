"""HTTP mode: signed requests at /slack/events, through the same listeners."""

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

PATH = "/slack/events"
LARGEST = 1024 * 1024  # bytes; Slack's payloads are far smaller


class PortTaken(Exception):
    """Something else listens there; the message says what to do."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"{host}:{port} cannot be listened at, perhaps because another program does: choose another port with "
            "GROUNDWORK_PORT (for the sandbox also --port; 0 takes a free one)"
        )


async def serve(app: AsyncApp, host: str, port: int) -> web.AppRunner:
    """Start serving; call `cleanup` on the result to stop. Raises PortTaken."""

    async def on_request(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    site = web.Application(client_max_size=LARGEST)
    site.router.add_post(PATH, on_request)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise PortTaken(host, port) from error
    return runner
