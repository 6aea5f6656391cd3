"""Reviews that are scheduled, the message somebody got on a day, and what people chose for a project."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, bindparam, delete, func, select, update

from flows.cadence.review import Review
from flows.rhythm import Choice
from storage.resting import RESTING
from storage.tables import choices, reminded, reviews
from storage.upserts import insert

THREAD = ""
"""Stands for nobody: the next step is said in the project's thread."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A review and when to look at it again; `person` is whom its next step goes to, `value` what was last entered."""

    review: Review
    team: str
    person: str
    due_at: datetime | None
    value: str | None = None

    @property
    def project(self) -> str:
        return self.review.clock.project


class Addressee(NamedTuple):
    """Who may be told something now; nobody is a project's thread."""

    team: str
    person: str


_REVIEW = TypeAdapter(Review)
_INSERT = insert(reviews)
_SAVE = _INSERT.on_conflict_do_update(
    index_elements=["key"],
    set_={name: _INSERT.excluded[name] for name in ("owner", "person", "due_at", "state", "value")},
)
_OF_PROJECT = select(reviews).where(reviews.c.project == bindparam("of")).order_by(reviews.c.key)
_BY_KEY = select(reviews).where(reviews.c.key == bindparam("of"))
_IS_DUE = reviews.c.due_at <= bindparam("now")
_WHO = (
    select(reviews.c.team, reviews.c.person)
    .where(_IS_DUE, reviews.c.team.not_in(RESTING))
    .group_by(reviews.c.team, reviews.c.person)
    .order_by(func.min(reviews.c.due_at), reviews.c.team, reviews.c.person)
    .limit(bindparam("most"))
)
# By the date alone: by person or team SQLite would look through everything that is not due.
_DUE = (
    select(reviews)
    .where(
        _IS_DUE,
        reviews.c.team.in_(bindparam("teams", expanding=True)),
        reviews.c.person.in_(bindparam("people", expanding=True)),
    )
    .order_by(reviews.c.due_at, reviews.c.key)
)
_THEIRS = (reminded.c.team == bindparam("of_team"), reminded.c.person == bindparam("of_person"))
_ASKED = select(reminded.c.asked).where(*_THEIRS, reminded.c.day == bindparam("of_day"))
_ASKED_SINCE = (
    select(reminded.c.day, reminded.c.asked)
    .where(*_THEIRS, reminded.c.day > bindparam("since"))
    .order_by(reminded.c.day.desc())
)
_SAVE_ASKED = (
    update(reminded).where(*_THEIRS, reminded.c.day == bindparam("of_day")).values(asked=bindparam("now_asked"))
)
_CLAIM_DAY = insert(reminded).on_conflict_do_nothing()
_LATE = update(reviews).where(reviews.c.key == bindparam("of")).values(due_at=bindparam("then"))
_CHOICE = select(choices.c.state).where(choices.c.project == bindparam("of"))
_SAVE_CHOICE = insert(choices)


def save_reviews(db: Connection, scheduled: Iterable[Scheduled]) -> None:
    """Store them as they are now."""
    rows = [
        {
            "key": one.review.key,
            "project": one.project,
            "team": one.team,
            "owner": one.review.clock.owner,
            "person": one.person,
            "due_at": one.due_at,
            "state": _REVIEW.dump_json(one.review, exclude_defaults=True).decode(),
            "value": one.value,
        }
        for one in scheduled
    ]
    if rows:
        db.execute(_SAVE, rows)


def drop_reviews(db: Connection, keys: Collection[str]) -> None:
    """What need not be reviewed any more."""
    if keys:
        db.execute(delete(reviews).where(reviews.c.key.in_(keys)))


def put_off(db: Connection, keys: Iterable[str], then: datetime) -> None:
    """Look at these again at that instant; nothing was told."""
    if rows := [{"of": key, "then": then} for key in keys]:
        db.execute(_LATE, rows)


def reviews_of(db: Connection, project: str) -> list[Scheduled]:
    """All of a project."""
    return [_scheduled(row) for row in db.execute(_OF_PROJECT, {"of": project})]


def find_review(db: Connection, key: str) -> Scheduled | None:
    row = db.execute(_BY_KEY, {"of": key}).first()
    return _scheduled(row) if row else None


def reviews_in(db: Connection, projects: Collection[str]) -> list[Scheduled]:
    """All of these projects, in the order of their keys."""
    wanted = select(reviews).where(reviews.c.project.in_(projects)).order_by(reviews.c.key)
    return [_scheduled(row) for row in db.execute(wanted)]


def reviews_owned(db: Connection, team: str, person: str) -> list[Scheduled]:
    """What this person is asked about, in the order of their keys."""
    theirs = select(reviews).where(reviews.c.team == team, reviews.c.owner == person).order_by(reviews.c.key)
    return [_scheduled(row) for row in db.execute(theirs)]


def someone_due(db: Connection, *, now: datetime, most: int = 1000) -> list[Addressee]:
    """Who has something due, whoever waits longest first."""
    return [Addressee(row.team, row.person) for row in db.execute(_WHO, {"now": now, "most": most})]


def reviews_due(db: Connection, who: Sequence[Addressee], *, now: datetime) -> list[Scheduled]:
    """What is due for these people, the longest waiting first."""
    wanted = set(who)
    among = {"teams": list({one.team for one in who}), "people": list({one.person for one in who})}
    rows = db.execute(_DUE, {"now": now, **among}) if who else ()
    return [_scheduled(row) for row in rows if Addressee(row.team, row.person) in wanted]


def claim_day(db: Connection, who: Addressee, day: date, asked: str, *, at: datetime) -> bool:
    """True the first time somebody gets a message on this day of theirs; `asked` is what it asks."""
    told = {"team": who.team, "person": who.person, "day": day, "at": at, "asked": asked}
    return db.execute(_CLAIM_DAY, told).rowcount == 1


def find_asked(db: Connection, who: Addressee, day: date) -> str | None:
    """What the message of that day asks."""
    found: str | None = db.execute(_ASKED, {"of_team": who.team, "of_person": who.person, "of_day": day}).scalar()
    return found


def save_asked(db: Connection, who: Addressee, day: date, asked: str) -> None:
    values = {"of_team": who.team, "of_person": who.person, "of_day": day, "now_asked": asked}
    db.execute(_SAVE_ASKED, values)


def last_days(db: Connection, team: str, persons: Collection[str]) -> dict[str, date]:
    """The day of the last message that each of them got."""
    found = select(reminded.c.person, func.max(reminded.c.day).label("last"))
    theirs = found.where(reminded.c.team == team, reminded.c.person.in_(persons)).group_by(reminded.c.person)
    return {row.person: row.last for row in db.execute(theirs)}


def last_message(db: Connection, who: Addressee) -> tuple[date, str] | None:
    """The day and the questions of the last message somebody got."""
    theirs = select(reminded.c.day, reminded.c.asked).where(
        reminded.c.team == who.team, reminded.c.person == who.person
    )
    row = db.execute(theirs.order_by(reminded.c.day.desc()).limit(1)).first()
    return (row.day, row.asked) if row else None


def asked_since(db: Connection, who: Addressee, since: date) -> list[tuple[date, str]]:
    """The day and the questions of every message after a day, the newest first."""
    rows = db.execute(_ASKED_SINCE, {"of_team": who.team, "of_person": who.person, "since": since})
    return [(row.day, row.asked) for row in rows]


def choice_of(db: Connection, project: str) -> Choice:
    """What people chose for its reviews."""
    state = db.execute(_CHOICE, {"of": project}).scalar()
    return Choice.model_validate_json(state) if state else Choice()


def save_choice(db: Connection, project: str, choice: Choice) -> None:
    state = choice.model_dump_json(exclude_defaults=True)
    statement = _SAVE_CHOICE.values(project=project, state=state)
    db.execute(statement.on_conflict_do_update(index_elements=["project"], set_={"state": state}))


def _scheduled(row: Row[Any]) -> Scheduled:
    return Scheduled(_REVIEW.validate_json(row.state), row.team, row.person, row.due_at, row.value)
