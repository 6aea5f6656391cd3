"""When a channel works, when its next digest is due, and the digests it got."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from flows.rhythm import Rhythm
from storage.resting import RESTING
from storage.tables import digests, rhythms
from storage.upserts import insert


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, or a person who wants a digest of their own."""

    team: str
    id: str

    @property
    def is_person(self) -> bool:
        return self.id.startswith(("U", "W"))


@dataclass(frozen=True, slots=True)
class Posted:
    """A digest: the week it belongs to, the end of the time it tells of, its tip."""

    week: str
    until: datetime
    tip: str | None


_GET = select(rhythms.c.state).where(rhythms.c.team == bindparam("in_team"), rhythms.c.place == bindparam("at_place"))
_DUE = (
    select(rhythms.c.team, rhythms.c.place)
    .where(rhythms.c.digest_at <= bindparam("now"), rhythms.c.team.not_in(RESTING))
    .order_by(rhythms.c.digest_at, rhythms.c.team, rhythms.c.place)
    .limit(bindparam("most"))
)
_CLAIM = insert(digests).on_conflict_do_nothing()


def find_rhythm(db: Connection, place: Place) -> Rhythm | None:
    """Its settings; None where nobody is working yet."""
    state = db.execute(_GET, {"in_team": place.team, "at_place": place.id}).scalar()
    return Rhythm.model_validate_json(state) if state is not None else None


def rhythms_of(db: Connection, team: str, places: Collection[str]) -> dict[str, Rhythm]:
    """Settings by channel; those that nobody has set are the usual ones."""
    wanted = select(rhythms.c.place, rhythms.c.state).where(rhythms.c.team == team, rhythms.c.place.in_(places))
    found = {row.place: Rhythm.model_validate_json(row.state) for row in db.execute(wanted)}
    return {place: found.get(place, Rhythm()) for place in places}


def save_rhythm(db: Connection, place: Place, rhythm: Rhythm, *, digest_at: datetime | None) -> None:
    """Store the settings and when the next digest is due, None for never."""
    values = {"state": rhythm.model_dump_json(exclude_defaults=True), "digest_at": digest_at}
    statement = insert(rhythms).values(team=place.team, place=place.id, **values)
    db.execute(statement.on_conflict_do_update(index_elements=["team", "place"], set_=values))


def set_digest_at(db: Connection, place: Place, digest_at: datetime | None) -> None:
    here = (rhythms.c.team == place.team, rhythms.c.place == place.id)
    db.execute(update(rhythms).where(*here).values(digest_at=digest_at))


def digest_at(db: Connection, place: Place) -> datetime | None:
    """When the next digest is due."""
    here = (rhythms.c.team == place.team, rhythms.c.place == place.id)
    found: datetime | None = db.execute(select(rhythms.c.digest_at).where(*here)).scalar()
    return found


def digests_due(db: Connection, *, now: datetime, most: int = 200) -> list[Place]:
    """Whose digest is due, the longest waiting first."""
    return [Place(row.team, row.place) for row in db.execute(_DUE, {"now": now, "most": most})]


def claim_digest(db: Connection, place: Place, posted: Posted) -> bool:
    """True the first time a place gets its digest of this week."""
    row = {"team": place.team, "place": place.id, "week": posted.week, "until": posted.until, "tip": posted.tip}
    return db.execute(_CLAIM, row).rowcount == 1


def last_digest(db: Connection, place: Place) -> Posted | None:
    """The one before."""
    here = select(digests).where(digests.c.team == place.team, digests.c.place == place.id)
    row = db.execute(here.order_by(digests.c.week.desc()).limit(1)).first()
    return Posted(row.week, row.until, row.tip) if row else None
