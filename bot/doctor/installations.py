"""Several workspaces: whether the stored tokens open, Slack takes them, and the bot may there what it has to."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.doctor.finding import Finding, ok, warning, wrong
from bot.doctor.scopes import NEEDED
from bot.doctor.spans import said
from bot.keys import Keys, NoKeyOpens
from storage.installations import Installation, Standing

AT_ONCE = 5
NAMED = 3  # at most
LATE = timedelta(hours=1)
"""A token that expires sooner should have been renewed before."""
AGAIN = "Have the bot installed there again at /slack/install."

Asked = Callable[[str], Awaitable[str]]
"""What Slack says against a token; empty when it takes it."""


class _Opened(NamedTuple):
    one: Installation
    token: str


async def installations_looked_at(
    stored: Sequence[Installation], keys: Keys, asked: Asked, now: datetime
) -> list[Finding]:
    """Findings on all of them together; the ids of those in trouble are named."""
    of = {standing: [one for one in stored if one.standing is standing] for standing in Standing}
    found = [_standing(of)]
    working = of[Standing.ACTIVE]
    if not working:
        return found
    opened, sealed = _opened(working, keys)
    found.append(_keys(len(working), sealed))
    if opened:
        found += [await _tokens(opened, asked), _expiry(opened, now)]
    return [*found, _scopes(working)]


def _standing(of: dict[Standing, list[Installation]]) -> Finding:
    active, broken, left = (len(of[standing]) for standing in Standing)
    told = f"active: {active}, uninstalled and still kept: {left}"
    if broken:
        told += f", broken: {_named(of[Standing.BROKEN])}"
        return wrong("installed", told, AGAIN)
    if not active:
        return warning("installed", told, "Open /slack/install at the address in GROUNDWORK_PUBLIC_URL.")
    return ok("installed", told)


def _opened(working: Sequence[Installation], keys: Keys) -> tuple[list[_Opened], list[Installation]]:
    opened: list[_Opened] = []
    sealed: list[Installation] = []
    for one in working:
        try:
            opened.append(_Opened(one, keys.opened(one.token or "")))
        except NoKeyOpens:
            sealed.append(one)
    return opened, sealed


def _keys(count: int, sealed: Sequence[Installation]) -> Finding:
    if sealed:
        remedy = "Put the key that they were stored with behind the others in GROUNDWORK_ENCRYPTION_KEYS."
        return wrong("keys", f"no key opens the tokens of {_named(sealed)}", remedy)
    return ok("keys", f"the tokens of all installations open ({count})")


async def _tokens(opened: Sequence[_Opened], asked: Asked) -> Finding:
    problems: list[str] = []
    for place in range(0, len(opened), AT_ONCE):
        some = opened[place : place + AT_ONCE]
        told = await asyncio.gather(*(asked(each.token) for each in some))
        problems += [f"{each.one.id} ({problem})" for each, problem in zip(some, told, strict=True) if problem]
    if problems:
        return wrong("tokens", f"not taken by Slack: {_some(problems)}", AGAIN)
    return ok("tokens", f"Slack takes them all ({len(opened)})")


def _expiry(opened: Sequence[_Opened], now: datetime) -> Finding:
    ends = {one.id: one.expires_at for one, _ in opened if one.expires_at}
    if not ends:
        return ok("expiry", "no token expires")
    late = [id_ for id_, end in ends.items() if end - now < LATE]
    if late:
        remedy = "See that the bot runs: it renews tokens by itself; its log says token.not_renewed and why."
        return warning("expiry", f"not renewed in time: {_some(late)}", remedy)
    return ok("expiry", f"the next token expires in {said(min(ends.values()) - now)}")


def _scopes(working: Sequence[Installation]) -> Finding:
    lacking = {one.id: sorted(NEEDED - one.scopes) for one in working if not one.scopes >= NEEDED}
    if lacking:
        told = "; ".join(f"{id_}: {', '.join(scopes)}" for id_, scopes in list(lacking.items())[:NAMED])
        more = f" and {len(lacking) - NAMED} more" if len(lacking) > NAMED else ""
        return wrong("scopes", f"missing in {told}{more}", AGAIN)
    return ok("scopes", f"all {len(NEEDED)} of manifest.yml, in every installation")


def _named(some: Sequence[Installation]) -> str:
    return _some([f"{one.id} ({one.problem})" if one.problem else one.id for one in some])


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{', '.join(names[:NAMED])}{more}"
