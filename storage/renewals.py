"""Tokens that expire, and who may exchange one for the next: a refresh token works once."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from storage.tables import installations

_LASTS = installations.c.refresh_token.is_not(None) & installations.c.problem.is_(None)


class Renewal(NamedTuple):
    """The right to renew an installation's tokens until the lease is over. Tokens are sealed."""

    installation: str
    by: str
    installed_at: datetime
    refresh_token: str


def expiring(db: Connection, *, before: datetime, now: datetime, most: int = 50) -> list[str]:
    """Installations whose token expires before then and that nobody renews at the moment."""
    free = or_(installations.c.renewing_until.is_(None), installations.c.renewing_until <= now)
    due = select(installations.c.id).where(_LASTS, installations.c.expires_at < before, free)
    return list(db.execute(due.order_by(installations.c.expires_at).limit(most)).scalars())


def claim_renewal(
    db: Connection, installation: str, *, by: str, before: datetime, now: datetime, until: datetime
) -> Renewal | None:
    """The right to renew, for one at a time; None when another has it, or the token no longer expires before then."""
    free = or_(installations.c.renewing_until.is_(None), installations.c.renewing_until <= now)
    due = (installations.c.id == installation, _LASTS, installations.c.expires_at < before, free)
    claimed = update(installations).where(*due).values(renewing_by=by, renewing_until=until)
    if db.execute(claimed).rowcount != 1:
        return None
    of = select(installations.c.installed_at, installations.c.refresh_token).where(installations.c.id == installation)
    row = db.execute(of).one()
    return Renewal(installation, by, row.installed_at, row.refresh_token)


def renewed(db: Connection, renewal: Renewal, token: str, refresh_token: str, expires_at: datetime) -> bool:
    """Keep the new pair; False when the bot was installed anew or uninstalled meanwhile, which goes before."""
    values = {
        "token": token,
        "refresh_token": refresh_token,
        "expires_at": expires_at,
        "renewing_by": None,
        "renewing_until": None,
    }
    return db.execute(update(installations).where(_same(renewal)).values(values)).rowcount == 1


def put_off(db: Connection, renewal: Renewal, *, until: datetime) -> None:
    """It did not work out; nobody tries before then."""
    mine = (_same(renewal), installations.c.renewing_by == renewal.by)
    db.execute(update(installations).where(*mine).values(renewing_until=until))


def given_up(db: Connection, renewal: Renewal, problem: str) -> bool:
    """Slack refused for good: the bot has to be installed again. False when it was meanwhile."""
    values = {"problem": problem, "renewing_by": None, "renewing_until": None}
    return db.execute(update(installations).where(_same(renewal)).values(values)).rowcount == 1


def reseal(db: Connection, sealed_anew: Callable[[str], str]) -> int:
    """Put every stored token through this; returns how many."""
    count = 0
    stored = select(installations.c.id, installations.c.token, installations.c.refresh_token).with_for_update()
    for row in db.execute(stored).all():
        kept = {"token": row.token, "refresh_token": row.refresh_token}
        anew = {name: sealed_anew(value) for name, value in kept.items() if value is not None}
        if anew:
            db.execute(update(installations).where(installations.c.id == row.id).values(anew))
        count += len(anew)
    return count


def _same(renewal: Renewal) -> ColumnElement[bool]:
    """The installation that it was claimed for; tokens may be sealed anew meanwhile, so they do not tell."""
    return and_(
        installations.c.id == renewal.installation,
        installations.c.installed_at == renewal.installed_at,
        installations.c.token.is_not(None),
    )
