"""What is watched in use and has crossed its line: said in the thread at once, whatever was snoozed."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from sqlalchemy import Connection

from bot.calendars import Calendars
from bot.i18n import Markup, Words
from bot.lanes import limits_of
from bot.names import Did, card_of
from bot.views.message import escape
from bot.views.notices import sentence
from bot.world import World
from flows.courses import Row, rows_in
from flows.formulas.quantity import exactly
from flows.reading.numerals import scan
from flows.results.finding import Code, Finding
from flows.results.in_words import value_in_words
from flows.results.measurable import Thing
from flows.text import Language, Phrase, phrase
from storage.calls import Call
from storage.history import Event, record
from storage.outbox import enqueue
from storage.threads import Thread

IN_USE = "operation"


def crossed(row: Row, typed: str) -> bool:
    """Whether a typed value is on the wrong side of a watched metric's limit."""
    scanned, limit = scan(typed.strip()), row.get("limit")
    if scanned is None or limit in (None, ""):
        return False
    value, line = Fraction(scanned.amount), exactly(limit)
    return value < line if row.get("direction") == "below" else value > line


def metric_entered(
    db: Connection, world: World, thread: Thread, row: Row, typed: str, *, by: str, now: datetime
) -> None:
    """Raise the alarm if the metric has crossed its limit."""
    if thread.project.stage == IN_USE and crossed(row, typed):
        _alarm(db, world, thread, str(row.get("metric")), typed, str(row.get("limit")), row, by=by, now=now)


def result_logged(
    db: Connection, world: World, thread: Thread, thing: Thing, value: str, found: tuple[Finding, ...],
    *, by: str, now: datetime,
) -> None:  # fmt: skip
    """Raise the alarm if the result breaks a limit in use: the objective's own, or that of a metric that is watched
    under its name.
    """
    if thread.project.stage != IN_USE or thing.objective is None:
        return
    watched = next(_watched(thread, thing), {})
    said = value_in_words(exactly(value), thing.unit)
    broken = any(one.code is Code.LIMIT_BROKEN for one in found)
    if broken:
        limit = value_in_words(thing.objective.target, thing.unit)
        _alarm(db, world, thread, thing.objective.name, said, limit, watched, by=by, now=now)
    elif watched and crossed(watched, value):
        limit = value_in_words(exactly(watched["limit"]), thing.unit)
        _alarm(db, world, thread, thing.objective.name, said, limit, watched, by=by, now=now)


def _watched(thread: Thread, thing: Thing) -> Iterator[Row]:
    assert thing.objective is not None
    names = {thing.objective.name.casefold(), thing.objective.metric.casefold()}
    for row in rows_in(thread.conversation, "monitored_metrics"):
        if str(row.get("metric") or "").casefold() in names:
            yield row


def _alarm(
    db: Connection, world: World, thread: Thread, what: str, value: str, limit: str, row: Row, *, by: str, now: datetime
) -> None:
    project = thread.project
    people = row.get("owner")
    owner = str(people[0]) if isinstance(people, list) and people else thread.conversation.owner
    record(db, project.id, [Event(now, by, Did.CROSSED, str(row.get("id") or "") or None, None, {"metric": what})])
    words = Words(Language(project.language), escape)
    slots = {"owner": Markup(f"<@{owner}>"), "what": what, "value": value, "limit": limit}
    said = phrase(
        "limit.crossed", "🚨 {owner}, a limit is broken: {what} is at {value}, the limit is {limit}.", **slots
    )
    if action := str(row.get("action") or ""):
        said = _with_action(said, action)
    payload = {"channel": project.channel, **sentence(words, said).payload}
    # A lane of its own: what waits for the morning must not hold up the thread.
    call = Call(
        project.team, limits_of(project.id), "chat.postMessage", payload, world.new_id(), thread=card_of(project.id)
    )
    at_work = Calendars(db, project.team).of(owner, project.channel).opens(now)
    enqueue(db, [call], due_at=at_work)


def _with_action(said: Phrase, action: str) -> Phrase:
    return phrase("limit.action", "{said} You planned to do this then: {action}", said=said, action=action)
