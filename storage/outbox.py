"""Calls owed to Slack: in order within a lane, once each, however often the process dies."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, case, delete, exists, func, insert, or_, select, update

from storage.calls import Call, CallState, Claimed, Later, Outcome, Refused, Sent
from storage.columns import UtcDateTime
from storage.messages import CARD, Place, find_place, forget_place, save_places
from storage.tables import UNSETTLED, messages, outbox
from storage.webhooks import WEBHOOK

BACKGROUND = ("chat.update", "chat.delete", "reactions.add", "reactions.remove", WEBHOOK)
"""Calls that nobody waits for: they let those go first that somebody does."""

REPLACEABLE = ("chat.update", "views.publish")
"""Calls of which only the newest in a lane matters."""

PATIENT = ("upload", "canvas")
"""Calls that are several requests."""

LONGEST_WAIT = timedelta(minutes=10)
"""Longer than a call waits until it is tried again."""

# Statements are built once: building one costs more than running it.
_INSERT = insert(outbox)
_newer = outbox.alias("newer")
_REPLACE = (
    update(outbox)
    .where(
        UNSETTLED,
        outbox.c.state == CallState.OWED,
        outbox.c.method.in_(REPLACEABLE),
        exists().where(
            _newer.c.settled_at.is_(None),
            _newer.c.lane == outbox.c.lane,  # an update's lane is what it changes
            _newer.c.id > outbox.c.id,
            _newer.c.method == outbox.c.method,
        ),
    )
    .values(state=CallState.REPLACED, settled_at=bindparam("now"))
)
_target, _thread = messages.alias("target_place"), messages.alias("thread_place")
_first = select(func.min(outbox.c.id)).where(UNSETTLED).group_by(outbox.c.lane)
_is_background = outbox.c.method.in_(BACKGROUND)
# Where several processes send: an id that was given earlier may be committed later than those after it.
_passed_by = outbox.alias("passed_by")
_is_passed_by = exists().where(
    _passed_by.c.settled_at.is_(None),
    _passed_by.c.lane == outbox.c.lane,
    _passed_by.c.id > outbox.c.id,
    _passed_by.c.state == CallState.SENDING,
)
_DUE = (
    select(
        outbox,
        _target.c.channel.label("target_channel"),
        _target.c.ts.label("target_ts"),
        _thread.c.channel.label("thread_channel"),
        _thread.c.ts.label("thread_ts"),
    )
    .outerjoin(_target, _target.c.surface == outbox.c.target)
    .outerjoin(_thread, _thread.c.surface == outbox.c.thread)
    .where(
        outbox.c.id.in_(_first),
        outbox.c.id.not_in(bindparam("under_way", expanding=True)),
        outbox.c.due_at <= bindparam("now"),
        or_(~_is_background, outbox.c.due_at <= bindparam("waited_since")),
        or_(
            outbox.c.state == CallState.OWED,
            and_(outbox.c.state == CallState.SENDING, outbox.c.claimed_until < bindparam("now")),
        ),
        or_(outbox.c.target.is_(None), _target.c.ts.is_not(None)),
        or_(outbox.c.thread.is_(None), _thread.c.ts.is_not(None)),
    )
    .order_by(_is_background, outbox.c.id)
    .limit(bindparam("most"))
)
_DUE_AMONG_SEVERAL = _DUE.where(~_is_passed_by).with_for_update(of=outbox, skip_locked=True)
_CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state=CallState.SENDING,
        attempts=outbox.c.attempts + 1,
        claimed_by=bindparam("by"),
        # A doubtful call is looked for from when it was first made, however often the look-up fails.
        claimed_at=case(
            (or_(outbox.c.doubtful, outbox.c.state == CallState.SENDING), outbox.c.claimed_at), else_=bindparam("now")
        ),
        # Whoever looks first makes several requests, too.
        claimed_until=case(
            (
                or_(outbox.c.method.in_(PATIENT), outbox.c.doubtful, outbox.c.state == CallState.SENDING),
                bindparam("patient_until", type_=UtcDateTime),
            ),
            else_=bindparam("until", type_=UtcDateTime),
        ),
    )
)
_OURS = and_(outbox.c.state == CallState.SENDING, outbox.c.claimed_by == bindparam("ours"))
_FORSAKEN = (
    update(outbox)
    .where(UNSETTLED, _OURS, outbox.c.id.not_in(bindparam("under_way", expanding=True)))
    .values(state=CallState.OWED, claimed_until=None)
)
_SETTLED = (
    select(outbox.c.id, outbox.c.team, outbox.c.method, outbox.c.surface, outbox.c.target)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .with_for_update()
)
_SETTLED_OURS = _SETTLED.where(_OURS)
_SENT = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(state=CallState.SENT, settled_at=bindparam("now"))
)
_posting = outbox.alias("posting")
_POINTLESS = (
    update(outbox)
    .where(
        UNSETTLED,
        outbox.c.state == CallState.OWED,
        outbox.c.target.is_not(None),
        ~outbox.c.target.startswith(CARD),  # a card that was refused may be posted yet, see revive
        ~exists().where(messages.c.surface == outbox.c.target),
        ~exists().where(_posting.c.settled_at.is_(None), _posting.c.surface == outbox.c.target),
        exists().where(_posting.c.settled_at.is_not(None), _posting.c.surface == outbox.c.target),
    )
    .values(state=CallState.REFUSED, settled_at=bindparam("now"), problem="never_posted")
)
_looked_at = case((outbox.c.state == CallState.SENDING, outbox.c.claimed_until), else_=outbox.c.due_at)
_NEXT = select(func.min(_looked_at)).where(UNSETTLED, _looked_at > bindparam("now"))


def enqueue(db: Connection, calls: Iterable[Call], *, due_at: datetime) -> None:
    """Owe these calls."""
    rows = [
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
        for call in calls
    ]
    if rows:
        db.execute(_INSERT, rows)


def claim_due(
    db: Connection,
    *,
    by: str,
    now: datetime,
    until: datetime,
    most: int,
    patient_until: datetime | None = None,
    waited_since: datetime | None = None,
    under_way: Collection[int] = (),
) -> list[Claimed]:
    """Take the oldest unsent call of each lane that is due and whose surfaces exist; mark it `sending`.

    An unsent update of a message is replaced by a newer one.
    Whoever claims it has it `until` then, and `patient_until` then (default: the same) if it takes several requests;
    afterwards anybody may, who looks first whether it was made.
    Calls that nobody waits for come last, and only when they were due at `waited_since` (default: now). Those
    `under_way` in this process stay as they are, even when the machine slept longer than their lease.
    """
    found = {"now": now, "waited_since": waited_since or now, "most": most, "under_way": list(under_way)}
    db.execute(_REPLACE, {"now": now})
    rows = db.execute(_DUE_AMONG_SEVERAL if db.dialect.name == "postgresql" else _DUE, found).all()
    if rows:
        claim = {"by": by, "now": now, "until": until, "patient_until": patient_until or until}
        db.execute(_CLAIM, {"ids": [row.id for row in rows], **claim})
    else:
        db.execute(_POINTLESS, {"now": now})  # changes to what is not there and will never be
    return [_claimed(row) for row in rows]


def release_left_over(db: Connection, *, due_at: datetime) -> int:
    """At start: what a process that died was sending is doubtful, and due again; returns how many."""
    left = outbox.c.state == CallState.SENDING
    values = {"state": CallState.OWED, "doubtful": True, "due_at": due_at, "claimed_until": None}
    return db.execute(update(outbox).where(left, UNSETTLED).values(values)).rowcount


def clock_set_back(db: Connection, *, before: datetime, now: datetime, lease: timedelta) -> None:
    """What was due or claimed by a clock that showed `before` is so by one that shows `now`, so that nothing waits."""
    later = (UNSETTLED, outbox.c.due_at > now, outbox.c.due_at <= before + LONGEST_WAIT)
    db.execute(update(outbox).where(*later).values(due_at=now))
    claimed = (UNSETTLED, outbox.c.claimed_until > now + lease, outbox.c.claimed_until <= before + lease)
    db.execute(update(outbox).where(*claimed).values(claimed_until=now + lease))


def forsake(db: Connection, *, by: str, under_way: Collection[int]) -> int:
    """Give back what a process claimed in a transaction of whose end it never learnt: it made none of these calls."""
    return db.execute(_FORSAKEN, {"ours": by, "under_way": list(under_way)}).rowcount


def settle(db: Connection, outcomes: Sequence[Outcome], *, now: datetime, by: str | None = None) -> None:
    """Write down how calls went, and where what they posted lives.

    With `by` only of calls that this process still has: others were taken over meanwhile, or are settled already.
    """
    sent = [outcome for outcome in outcomes if isinstance(outcome, Sent)]
    if sent:
        _settle_sent(db, sent, now=now, by=by)
    for outcome in outcomes:
        match outcome:
            case Sent():
                continue
            case Later(due_at=due_at, problem=problem, doubtful=doubtful):
                values: dict[str, Any] = {
                    "state": CallState.OWED,
                    "due_at": due_at,
                    "problem": problem,
                    "doubtful": doubtful,
                    "claimed_until": None,
                }
            case Refused(problem=problem):
                values = {"state": CallState.REFUSED, "settled_at": now, "problem": problem}
        mine = [outbox.c.id == outcome.id] + ([] if by is None else [_OURS])
        settled = db.execute(update(outbox).where(*mine).values(values), {"ours": by} if by else {})
        if isinstance(outcome, Refused) and settled.rowcount:
            enqueue(db, outcome.otherwise, due_at=now)


def _settle_sent(db: Connection, sent: Sequence[Sent], *, now: datetime, by: str | None) -> None:
    which = {"ids": [outcome.id for outcome in sent], "ours": by}
    rows = {row.id: row for row in db.execute(_SETTLED if by is None else _SETTLED_OURS, which)}
    if not rows:
        return
    places = [
        (row.surface, row.team, outcome.place)
        for outcome in sent
        if outcome.place and (row := rows.get(outcome.id)) and row.surface
    ]
    save_places(db, places)
    for row in rows.values():
        if row.method == "chat.delete" and row.target:
            forget_place(db, row.target)
    db.execute(_SENT, {"ids": list(rows), "now": now})


def give_up(db: Connection, team: str, *, now: datetime) -> int:
    """The bot may not speak in that workspace any more: what it is owed there is never sent; returns how many."""
    owed_there = (outbox.c.team == team, UNSETTLED, outbox.c.state == CallState.OWED)
    never = {"state": CallState.REFUSED, "settled_at": now, "problem": "not_installed"}
    return db.execute(update(outbox).where(*owed_there).values(never)).rowcount


def revive(db: Connection, surface: str, *, now: datetime) -> bool:
    """Try once more to post a surface that Slack refused; False when it is there or under way."""
    if find_place(db, surface):
        return False
    again = {"state": CallState.OWED, "due_at": now, "settled_at": None, "doubtful": False}
    refused = (outbox.c.surface == surface, outbox.c.state == CallState.REFUSED)
    return db.execute(update(outbox).where(*refused).values(again)).rowcount > 0


def is_being_posted(db: Connection, prefix: str, team: str, channel: str) -> bool:
    """Whether a surface of this kind may at this moment appear in the channel, its place not yet known."""
    sending = exists().where(
        UNSETTLED,
        outbox.c.team == team,
        outbox.c.attempts > 0,
        outbox.c.surface.startswith(prefix, autoescape=True),
        outbox.c.payload["channel"].as_string() == channel,
    )
    return bool(db.execute(select(sending)).scalar())


def is_owed(db: Connection, surface: str) -> bool:
    """Whether this surface is still to be posted."""
    waiting = exists().where(UNSETTLED, outbox.c.surface == surface)
    return bool(db.execute(select(waiting)).scalar())


def next_due(db: Connection, *, now: datetime) -> datetime | None:
    """When the next call falls due that is not due yet, or can be taken over."""
    due: datetime | None = db.execute(_NEXT, {"now": now}).scalar()
    return due


def owed(db: Connection) -> int:
    """How many calls are not settled."""
    return db.execute(select(func.count()).select_from(outbox).where(UNSETTLED)).scalar() or 0


def forget_before(db: Connection, then: datetime) -> int:
    """Drop settled calls that nobody will ask about any more; returns how many."""
    return db.execute(delete(outbox).where(outbox.c.settled_at < then)).rowcount


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
