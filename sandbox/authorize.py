"""The page on which a person lets the app in, at `/oauth/v2/authorize`."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined
from multidict import MultiMapping
from yarl import URL

from sandbox.codes import Codes
from sandbox.refusal import Refused
from sandbox.team import Member, Org, Team
from sandbox.tenants import Tenants
from sandbox.tokens import Tokens

PATH = "/oauth/v2/authorize"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
_WORDS = {
    "invalid_client_id": "There is no app with this client_id.",
    "bad_redirect_uri": "redirect_uri did not match any of the app's addresses.",
    "invalid_scope": "No permissions were asked for: scope is empty.",
    "not_allowed": "Only members of a workspace can install an app in it; guests cannot.",
}


class Authorize:
    """Shows what the app asks for, and sends the person back with a code, or with `access_denied`."""

    def __init__(self, tenants: Tenants, tokens: Tokens, codes: Codes) -> None:
        self._tenants = tenants
        self._tokens = tokens
        self._codes = codes
        loader = PackageLoader("sandbox.page", "templates")
        self._page = Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(
            "authorize.html"
        )

    def add_to(self, app: web.Application) -> None:
        """Put the routes into an application."""
        app.router.add_get(PATH, self.show)
        app.router.add_post(PATH, self.decide)

    async def show(self, request: web.Request) -> web.Response:
        """The page; 400 with a sentence for a request that Slack would not show."""
        try:
            self._check(request.query)
        except Refused as refused:
            return self._sentence(refused)
        asked = request.query["scope"].replace(" ", ",").split(",")
        rows = [(f"{holder.id} {one.id}", holder.name, one.real_name) for holder, one in self._people()]
        html = self._page.render(
            bot=self._tenants.first.workspace.bot, scopes=asked, people=rows, fields=request.query.items(), path=PATH
        )
        return web.Response(text=html, content_type="text/html", headers=HEADERS)

    async def decide(self, request: web.Request) -> web.Response:
        """Allow or cancel."""
        given: Mapping[str, str] = {name: str(value) for name, value in (await request.post()).items()}
        try:
            back = self._check(given)
            answer = {"state": given.get("state", "")}
            if given.get("decision") == "allow":
                answer["code"] = self._allow(given)
            else:
                answer["error"] = "access_denied"
        except Refused as refused:
            return self._sentence(refused)
        joined = f"{back}{'&' if URL(back).query_string else '?'}{urlencode(answer)}"
        return web.Response(status=302, headers={"Location": joined, **HEADERS})

    def _allow(self, given: Mapping[str, str]) -> str:
        for holder, person in self._people():
            if given.get("who") == f"{holder.id} {person.id}":
                return self._codes.give(holder, person.id, given["scope"].replace(" ", ","), given.get("redirect_uri"))
        raise Refused("not_allowed")

    def _check(self, given: Mapping[str, str] | MultiMapping[str]) -> str:
        if given.get("client_id") != self._tokens.client_id:
            raise Refused("invalid_client_id")
        if not given.get("scope"):
            raise Refused("invalid_scope")
        return self._codes.destination(given.get("redirect_uri"))

    def _people(self) -> Iterator[tuple[Team | Org, Member]]:
        for tenant in self._tenants:
            for person in tenant.workspace.people.values():
                if not (person.is_bot or person.is_restricted or person.home):
                    yield tenant.team, person
                    if tenant.team.org is not None and person.is_admin:
                        yield tenant.team.org, person

    def _sentence(self, refused: Refused) -> web.Response:
        return web.Response(status=400, text=_WORDS.get(refused.error, refused.error), headers=HEADERS)
