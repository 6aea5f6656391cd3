"""A person with a browser: follows a link to the authorize page, decides, and comes back to the app."""

import html
import re
from dataclasses import dataclass

import aiohttp
from yarl import URL

from sandbox.authorize import PATH

_LINK = re.compile(r'href="([^"]*' + PATH + r'[^"]*)"')


@dataclass(frozen=True, slots=True)
class Visit:
    """Where the person ended up and what they read there; `back` is the address Slack sent them to."""

    status: int
    url: str
    text: str
    back: str = ""

    @property
    def code(self) -> str | None:
        """The code the app was given."""
        return URL(self.back).query.get("code")

    @property
    def state(self) -> str | None:
        """The state the app had sent along."""
        return URL(self.back).query.get("state")


async def visit(url: str, who: str, *, allow: bool, follow: bool) -> Visit:
    """Open an address (the authorize page, or one of the app's that leads there) and press *Allow* or *Cancel*."""
    jar = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=URL(url).origin())
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        page = await _read(session, URL(url))
        if URL(page.url).path != PATH and (link := _LINK.search(page.text)):
            page = await _read(session, URL(html.unescape(link[1])))
        at = URL(page.url)
        if at.path != PATH or page.status != 200:
            return page
        fields = {**at.query, "who": who, "decision": "allow" if allow else "cancel"}
        async with session.post(at.with_query(None), data=fields, allow_redirects=False) as decided:
            if decided.status != 302:
                return Visit(decided.status, page.url, await decided.text())
            back = decided.headers["Location"]
        if not follow:
            return Visit(302, page.url, "", back)
        end = await _read(session, URL(back, encoded=True))
        return Visit(end.status, end.url, end.text, back)


async def _read(session: aiohttp.ClientSession, url: URL) -> Visit:
    async with session.get(url) as response:
        return Visit(response.status, str(response.url), await response.text())
