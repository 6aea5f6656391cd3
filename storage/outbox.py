"""Calls owed to Slack: in order within a lane, once each, however often the process dies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, and_, exists, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from storage.messages import Place, find_place, forget_place, save_place
from storage.tables import UNSETTLED, messages, outbox


class CallState(StrEnum):
    OWED = "owed"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Call:
    """One Slack method call.

    `mark` identifies it for ever, also inside the message it posts. `surface` names the message it posts;
    `target` the surface it changes (filled in as channel and ts); `thread` the surface whose thread it
    posts into. `otherwise` is a payload with method, made instead when Slack refuses for good.
    """

    team: str
    lane: str
    method: str
    payload: dict[str, Any]
    mark: str
    surface: str | None = None
    target: str | None = None
    thread: str | None = None
    otherwise: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A call to make now. `doubtful`: it may have been made before, so look first."""

    id: int
    call: Call
    attempts: int
    doubtful: bool
    owed_since: datetime
    target: Place | None = None
    thread: Place | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    id: int
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """To be tried again at `due_at`; `doubtful` when nobody knows whether it happened."""

    id: int
    due_at: datetime
    problem: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack will never take it. `otherwise` is what to do instead."""

    id: int
    problem: str
    otherwise: tuple[Call, ...] = field(default=())


Outcome = Sent | Later | Refused

# Changing the same message again makes an unsent change pointless.
REPLACEABLE = ("chat.update",)


def enqueue(db: Connection, calls: Iterable[Call], *, due_at: datetime) -> None:
    """Owe these calls. An unsent update of a surface is replaced by a newer one."""
    rows = []
    for call in calls:
        if call.method in REPLACEABLE and call.target and _replace(db, call):
            continue
        rows.append(
            {
                "mark": call.mark,
                "team": call.team,
                "lane": call.lane,
                "method": call.method,
                "payload": call.payload,
                "surface": call.surface,
                "target": call.target,
                "thread": call.thread,
                "otherwise": call.otherwise,
                "state": CallState.OWED,
                "due_at": due_at,
            }
        )
    if rows:
        db.execute(insert(outbox), rows)


def claim_due(db: Connection, *, by: str, now: datetime, until: datetime, most: int) -> list[Claimed]:
    """Take the oldest unsent call of each lane that is due and whose surfaces exist; mark it `sending`."""
    first = select(func.min(outbox.c.id)).where(UNSETTLED).group_by(outbox.c.lane)
    target, thread = aliased(messages, name="target_place"), aliased(messages, name="thread_place")
    found = (
        select(
            outbox,
            target.c.channel.label("target_channel"),
            target.c.ts.label("target_ts"),
            thread.c.channel.label("thread_channel"),
            thread.c.ts.label("thread_ts"),
        )
        .outerjoin(target, target.c.surface == outbox.c.target)
        .outerjoin(thread, thread.c.surface == outbox.c.thread)
        .where(
            outbox.c.id.in_(first),
            outbox.c.due_at <= now,
            or_(
                outbox.c.state == CallState.OWED,
                and_(outbox.c.state == CallState.SENDING, outbox.c.claimed_until < now),
            ),
            or_(outbox.c.target.is_(None), target.c.ts.is_not(None)),
            or_(outbox.c.thread.is_(None), thread.c.ts.is_not(None)),
        )
        .order_by(outbox.c.id)
        .limit(most)
    )
    rows = db.execute(found).all()
    if rows:
        db.execute(
            update(outbox)
            .where(outbox.c.id.in_([row.id for row in rows]))
            .values(
                state=CallState.SENDING,
                attempts=outbox.c.attempts + 1,
                claimed_by=by,
                claimed_at=now,
                claimed_until=until,
            )
        )
    return [_claimed(row) for row in rows]


def release_left_over(db: Connection, *, due_at: datetime) -> int:
    """At start: what a process that died was sending is doubtful, and due again; returns how many."""
    left = outbox.c.state == CallState.SENDING
    values = {"state": CallState.OWED, "doubtful": True, "due_at": due_at, "claimed_until": None}
    return db.execute(update(outbox).where(left, UNSETTLED).values(values)).rowcount


def settle(db: Connection, outcomes: Sequence[Outcome], *, now: datetime) -> None:
    """Write down how calls went, and where what they posted lives."""
    for outcome in outcomes:
        row = db.execute(select(outbox).where(outbox.c.id == outcome.id)).one()
        match outcome:
            case Sent(place=place):
                values: dict[str, Any] = {"state": CallState.SENT, "settled_at": now}
                if place and row.surface:
                    save_place(db, row.surface, row.team, place)
                if row.method == "chat.delete" and row.target:
                    forget_place(db, row.target)
            case Later(due_at=due_at, problem=problem, doubtful=doubtful):
                values = {
                    "state": CallState.OWED,
                    "due_at": due_at,
                    "problem": problem,
                    "doubtful": doubtful,
                    "claimed_until": None,
                }
            case Refused(problem=problem, otherwise=otherwise):
                values = {"state": CallState.REFUSED, "settled_at": now, "problem": problem}
                enqueue(db, otherwise, due_at=now)
        db.execute(update(outbox).where(outbox.c.id == outcome.id).values(values))


def revive(db: Connection, surface: str, *, now: datetime) -> bool:
    """Try once more to post a surface that Slack refused; False when it is there or under way."""
    if find_place(db, surface):
        return False
    again = {"state": CallState.OWED, "due_at": now, "settled_at": None, "doubtful": False}
    refused = (outbox.c.surface == surface, outbox.c.state == CallState.REFUSED)
    return db.execute(update(outbox).where(*refused).values(again)).rowcount > 0


def is_being_posted(db: Connection, prefix: str, channel: str) -> bool:
    """Whether a surface of this kind may at this moment appear in the channel, its place not yet known."""
    sending = exists().where(
        outbox.c.state.in_((CallState.SENDING, CallState.OWED)),
        UNSETTLED,
        outbox.c.attempts > 0,
        outbox.c.surface.startswith(prefix, autoescape=True),
        outbox.c.payload["channel"].as_string() == channel,
    )
    return bool(db.execute(select(sending)).scalar())


def next_due(db: Connection, *, now: datetime) -> datetime | None:
    """When the next call falls due that is not due yet."""
    found = select(func.min(outbox.c.due_at)).where(UNSETTLED, outbox.c.due_at > now)
    due: datetime | None = db.execute(found).scalar()
    return due


def owed(db: Connection) -> int:
    """How many calls are not settled."""
    return db.execute(select(func.count()).select_from(outbox).where(UNSETTLED)).scalar() or 0


def forget_before(db: Connection, then: datetime) -> int:
    """Drop settled calls that nobody will ask about any more; returns how many."""
    return db.execute(outbox.delete().where(outbox.c.settled_at < then)).rowcount


def _replace(db: Connection, call: Call) -> bool:
    unsent = (
        UNSETTLED,
        outbox.c.target == call.target,
        outbox.c.method == call.method,
        outbox.c.state == CallState.OWED,
    )
    return db.execute(update(outbox).where(*unsent).values(payload=call.payload)).rowcount > 0


def _claimed(row: Row[Any]) -> Claimed:
    call = Call(
        team=row.team,
        lane=row.lane,
        method=row.method,
        payload=row.payload,
        mark=row.mark,
        surface=row.surface,
        target=row.target,
        thread=row.thread,
        otherwise=row.otherwise,
    )
    return Claimed(
        id=row.id,
        call=call,
        attempts=row.attempts + 1,
        doubtful=row.doubtful or row.state == CallState.SENDING,
        owed_since=row.claimed_at or row.due_at,
        target=Place(row.target_channel, row.target_ts) if row.target_ts else None,
        thread=Place(row.thread_channel, row.thread_ts) if row.thread_ts else None,
    )
