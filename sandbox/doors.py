"""The other addresses Slack has: response URLs, uploads, files. And who may knock."""

import json
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.files import MIME
from sandbox.tenants import Tenants

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def loopback_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse requests under another name or from a page of another site: so is a browser misled."""
    if not is_local(f"//{request.host}"):
        return web.Response(status=403, text="This is a stand-in for Slack; it answers to 127.0.0.1 only.")
    origin = request.headers.get("Origin")
    if origin is not None and not is_local(origin):
        return web.Response(status=403, text="Pages of other sites may not use the stand-in.")
    return await handler(request)


def is_local(url: str) -> bool:
    """Whether a URL names this machine."""
    try:
        name = urlsplit(url).hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


class Doors:
    """Routes for answers and files: ids say which workspace they are of."""

    def __init__(self, tenants: Tenants) -> None:
        self._tenants = tenants

    def add_to(self, app: web.Application) -> None:
        """Put the routes into an application."""
        app.router.add_post("/response/{id}", self.respond)
        app.router.add_post("/upload/{id}", self.upload)
        app.router.add_get("/files/{id}/{name}", self.download)

    async def respond(self, request: web.Request) -> web.Response:
        """An answer to a response URL."""
        try:
            body = json.loads(await request.text())
        except ValueError:
            return web.Response(status=400, text="invalid_payload")
        identity = request.match_info["id"]
        urls = next((one.response_urls for one in self._tenants if identity in one.response_urls), None)
        status, text = urls.use(identity, body) if urls is not None else (404, "no_service")
        return web.Response(status=status, text=text)

    async def upload(self, request: web.Request) -> web.Response:
        """The bytes of a file, raw or as a form."""
        if request.content_type == "multipart/form-data":
            content = b""
            for part in (await request.post()).values():
                if isinstance(part, web.FileField):
                    content = part.file.read()
        else:
            content = await request.read()
        identity = request.match_info["id"]
        files = next((one.files for one in self._tenants if one.files.find(identity)), self._tenants.first.files)
        status, text = files.receive(identity, content)
        return web.Response(status=status, text=text)

    async def download(self, request: web.Request) -> web.Response:
        """A file's bytes."""
        found = (one.files.find(request.match_info["id"]) for one in self._tenants)
        file = next((one for one in found if one is not None), None)
        if file is None or file.content is None:
            return web.Response(status=404, text="file_not_found")
        kind = MIME.get(file.name.rsplit(".", 1)[-1], "application/octet-stream")
        return web.Response(body=file.content, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})
