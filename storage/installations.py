"""Where the bot is installed: in workspaces, and in organisations for all of their workspaces."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, case, delete, exists, func, select, update

from storage.tables import HAS_LEFT, installations, workspaces
from storage.upserts import insert


class Standing(StrEnum):
    """BROKEN: Slack no longer takes its tokens, though nobody said that it was uninstalled."""

    ACTIVE = "active"
    BROKEN = "broken"
    UNINSTALLED = "uninstalled"


@dataclass(frozen=True, slots=True)
class Installation:
    """The bot in a workspace or organisation, whose id it bears. The tokens are sealed; they are absent when it is
    uninstalled, and `refresh_token` and `expires_at` also where tokens do not expire.
    """

    id: str
    org_wide: bool
    name: str
    app: str
    bot_user: str
    bot: str
    url: str
    scopes: frozenset[str]
    token: str | None = field(repr=False)
    installed_by: str
    installed_at: datetime
    refresh_token: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None
    problem: str | None = None
    """Slack's word for why it has to be installed again."""
    uninstalled_at: datetime | None = None

    @property
    def standing(self) -> Standing:
        if self.uninstalled_at:
            return Standing.UNINSTALLED
        return Standing.BROKEN if self.problem else Standing.ACTIVE


class Home(NamedTuple):
    """A workspace and the installation by which the bot works there; `left_at` where it no longer does."""

    team: str
    installation: Installation
    left_at: datetime | None
    erase_at: datetime | None


_HOMES = select(workspaces.c.team, workspaces.c.left_at, workspaces.c.erase_at, installations).join(
    installations, installations.c.id == workspaces.c.installation
)
_HOME = _HOMES.where(workspaces.c.team == bindparam("of"))
_STANDING = case(
    (installations.c.uninstalled_at.is_not(None), Standing.UNINSTALLED),
    (installations.c.problem.is_not(None), Standing.BROKEN),
    else_=Standing.ACTIVE,
)


def install(db: Connection, one: Installation) -> list[str]:
    """The new installation takes the place of an earlier one; the workspaces that it brings back, or newly has."""
    before = find_installation(db, one.id)
    values = {**_values(one), "problem": None, "uninstalled_at": None, "renewing_by": None, "renewing_until": None}
    made = insert(installations).values(id=one.id, **values)
    db.execute(made.on_conflict_do_update(index_elements=["id"], set_=values))
    if not one.org_wide:
        join(db, one.id, one.id, now=one.installed_at)
        return [one.id]
    if before is None or before.uninstalled_at is None:
        return []
    theirs = (workspaces.c.installation == one.id, workspaces.c.left_at == before.uninstalled_at)
    back = list(db.execute(select(workspaces.c.team).where(*theirs)).scalars())
    for team in back:
        join(db, team, one.id, now=one.installed_at)
    return back


def join(db: Connection, team: str, installation: str, *, now: datetime) -> None:
    """The bot works in this workspace by that installation, from now on or again."""
    values = {"installation": installation, "joined_at": now, "left_at": None, "erase_at": None}
    made = insert(workspaces).values(team=team, **values)
    db.execute(made.on_conflict_do_update(index_elements=["team"], set_=values))


def uninstall(db: Connection, installation: str, *, now: datetime, erase_at: datetime) -> list[str] | None:
    """The bot was taken out: its tokens are dropped; the workspaces that it leaves by this. None the second time."""
    ended = update(installations).where(installations.c.id == installation, installations.c.uninstalled_at.is_(None))
    if not db.execute(ended.values(uninstalled_at=now, token=None, refresh_token=None, expires_at=None)).rowcount:
        return None
    here = select(workspaces.c.team).where(workspaces.c.installation == installation, ~HAS_LEFT)
    teams = list(db.execute(here.order_by(workspaces.c.team)).scalars())
    leave(db, teams, now=now, erase_at=erase_at)
    return teams


def leave(db: Connection, teams: Iterable[str], *, now: datetime, erase_at: datetime) -> None:
    """The bot works there no longer; what it knows of them is kept until then."""
    left = update(workspaces).where(workspaces.c.team.in_(list(teams)), ~HAS_LEFT)
    db.execute(left.values(left_at=now, erase_at=erase_at))


def forget(db: Connection, team: str) -> None:
    """What it knew is erased; so is the installation, when it was taken out of all its workspaces."""
    db.execute(delete(workspaces).where(workspaces.c.team == team))
    used = exists().where(workspaces.c.installation == installations.c.id)
    db.execute(delete(installations).where(installations.c.uninstalled_at.is_not(None), ~used))


def stand_alone(db: Connection, team: str) -> None:
    """The token of this workspace stands in the settings from now on: what it was installed by is over."""
    db.execute(delete(workspaces).where(workspaces.c.team == team))
    db.execute(delete(installations).where(installations.c.id == team))


def erasable(db: Connection, *, now: datetime) -> list[str]:
    """Workspaces whose time of grace is over."""
    over = select(workspaces.c.team).where(HAS_LEFT, workspaces.c.erase_at <= now)
    return list(db.execute(over.order_by(workspaces.c.erase_at, workspaces.c.team)).scalars())


def find_home(db: Connection, team: str) -> Home | None:
    row = db.execute(_HOME, {"of": team}).first()
    return _home(row) if row else None


def all_homes(db: Connection) -> list[Home]:
    return [_home(row) for row in db.execute(_HOMES.order_by(workspaces.c.team))]


def find_installation(db: Connection, id: str) -> Installation | None:  # noqa: A002 - what it is called everywhere
    row = db.execute(select(installations).where(installations.c.id == id)).first()
    return _installation(row) if row else None


def all_installations(db: Connection) -> list[Installation]:
    return [_installation(row) for row in db.execute(select(installations).order_by(installations.c.id))]


def standings(db: Connection) -> dict[Standing, int]:
    """How many installations are how."""
    label = _STANDING.label("standing")
    counted = db.execute(select(label, func.count()).group_by(label))
    return {Standing(standing): count for standing, count in counted}


def break_off(db: Connection, installation: str, problem: str, *, token: str | None) -> bool:
    """It has to be installed again; False when it was meanwhile, or this is known. `token` is the one refused."""
    same = installations.c.token == token if token else installations.c.token.is_not(None)
    working = (installations.c.id == installation, installations.c.problem.is_(None), same)
    return db.execute(update(installations).where(*working).values(problem=problem)).rowcount == 1


def _values(one: Installation) -> dict[str, Any]:
    return {
        "org_wide": one.org_wide,
        "name": one.name,
        "app": one.app,
        "bot_user": one.bot_user,
        "bot": one.bot,
        "url": one.url,
        "scopes": ",".join(sorted(one.scopes)),
        "token": one.token,
        "refresh_token": one.refresh_token,
        "expires_at": one.expires_at,
        "installed_by": one.installed_by,
        "installed_at": one.installed_at,
    }


def _home(row: Row[Any]) -> Home:
    return Home(row.team, _installation(row), row.left_at, row.erase_at)


def _installation(row: Row[Any]) -> Installation:
    return Installation(
        id=row.id,
        org_wide=row.org_wide,
        name=row.name,
        app=row.app,
        bot_user=row.bot_user,
        bot=row.bot,
        url=row.url,
        scopes=frozenset(row.scopes.split(",")) - {""},
        token=row.token,
        refresh_token=row.refresh_token,
        expires_at=row.expires_at,
        installed_by=row.installed_by,
        installed_at=row.installed_at,
        problem=row.problem,
        uninstalled_at=row.uninstalled_at,
    )
