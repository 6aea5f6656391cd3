"""/slack/install, and the way back from Slack."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

import structlog
from aiohttp import web
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock, Ids
from bot.i18n import Words
from bot.installing.browsers import digest, language_asked_for
from bot.installing.client import INSTALL, REDIRECT, Client
from bot.installing.granted import NotGranted
from bot.installing.granting import Granting
from bot.installing.page import (
    Page,
    busy_page,
    cancelled_page,
    drawn,
    failed_page,
    install_page,
    installed_page,
    over_page,
    style_hash,
)
from bot.pause import Pause
from flows.text import Language
from storage.database import Database
from storage.holds import NOTHING
from storage.install_states import consume_state, save_state
from storage.installations import Installation

log = structlog.get_logger()

COOKIE = "groundwork_install"
LASTS = timedelta(minutes=10)
LONGEST = 200  # characters of what comes in an address; ours and Slack's are shorter
OPEN = "https://slack.com/app_redirect"
OUR_FAULT = frozenset({"bad_client_secret", "invalid_client_id", "bad_redirect_uri"})


@dataclass(slots=True)
class Pages:
    """Hung beside Slack's requests."""

    client: Client
    database: Database
    granting: Granting
    pause: Pause
    clock: Clock
    new_id: Ids
    default: Language

    def add_to(self, site: web.Application) -> None:
        site.router.add_get(INSTALL, self.offered, allow_head=False)
        site.router.add_get(REDIRECT, self.returned, allow_head=False)

    async def offered(self, request: web.Request) -> web.Response:
        """The page with the button; the browser is given what it has to bring back."""
        words = self._words(request)
        carried = request.cookies.get(COOKIE, "")
        browser = carried if re.fullmatch(r"[0-9a-f]{24,64}", carried) else self.new_id() + self.new_id()
        state = self.new_id() + self.new_id()
        now = self.clock()

        def work(db: Connection) -> bool:
            return save_state(db, digest(state), browser=digest(browser), now=now, expires_at=now + LASTS)

        if self.pause.trouble or not await self._written(work):
            return self._shown(busy_page(words, self.client.install_url))
        response = self._shown(install_page(words, self.client.asking(state), self.client.keep))
        response.set_cookie(
            COOKIE,
            browser,
            max_age=int(LASTS.total_seconds()),
            path="/",
            secure=self.client.is_encrypted,
            httponly=True,
            samesite="Lax",
        )
        return response

    async def returned(self, request: web.Request) -> web.Response:
        """Slack sent them back, with a code or with the reason why not."""
        words, again = self._words(request), self.client.install_url
        given = {name: value for name, value in request.query.items() if len(value) <= LONGEST}
        state, browser = given.get("state", ""), request.cookies.get(COOKIE, "")
        now = self.clock()
        if self.pause.trouble:
            return self._shown(busy_page(words, again))
        if not await self._written(lambda db: consume_state(db, digest(state), browser=digest(browser), now=now)):
            return self._shown(over_page(words, again))
        if problem := given.get("error"):
            log.info("installation.refused", problem=_word(problem))
            if problem == "access_denied":
                return self._shown(cancelled_page(words, again))
            return self._shown(failed_page(words, _word(problem), again, status=400))
        try:
            one = await self.granting.exchange(given.get("code", ""))
        except NotGranted as refused:
            return self._shown(self._refused(words, str(refused)))
        except DBAPIError as error:
            self.pause.caused_by(error)
            log.exception("installation.not_kept", problem=type(error.orig).__name__)
            return self._shown(busy_page(words, again))
        response = self._shown(installed_page(words, one.name, _open(one), org_wide=one.org_wide))
        response.del_cookie(COOKIE, path="/")
        return response

    def _refused(self, words: Words, problem: str) -> Page:
        told = _word(problem)
        if problem in OUR_FAULT:
            log.error(
                "installation.refused",
                problem=told,
                remedy="Compare SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and GROUNDWORK_PUBLIC_URL with your Slack app",
            )
        else:
            log.warning("installation.refused", problem=told)
        return failed_page(words, told, self.client.install_url)

    async def _written(self, work: Callable[[Connection], bool]) -> bool:
        try:
            return await self.database.write(work, NOTHING)
        except DBAPIError as error:
            if not self.pause.caused_by(error):
                log.warning("installations.unavailable", problem=type(error.orig).__name__)
            return False

    def _words(self, request: web.Request) -> Words:
        return Words(language_asked_for(request.headers.get("Accept-Language"), self.default), str)

    def _shown(self, page: Page) -> web.Response:
        """Not kept, not framed, and without anything from elsewhere in it."""
        policy = (
            f"default-src 'none'; style-src 'sha256-{style_hash()}'; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )
        headers = {
            "Content-Security-Policy": policy,
            "Content-Language": page.language.value,
            "Vary": "Accept-Language",
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        }
        return web.Response(text=drawn(page), content_type="text/html", status=page.status, headers=headers)


def _word(problem: str) -> str:
    """Slack's word for what went wrong, and nothing that somebody put into an address in its place."""
    return problem if re.fullmatch(r"[a-z_]{1,60}", problem) else "unknown_error"


def _open(one: Installation) -> str:
    query = {"app": one.app} if one.org_wide else {"app": one.app, "team": one.id}
    return f"{OPEN}?{urlencode(query)}"
