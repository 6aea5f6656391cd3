"""The weekly digest: posted once a week, claimed by channel and week in the transaction that owes it."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from bot.calendars import Calendars
from bot.channels import channel_words
from bot.digest_facts import known, names
from bot.i18n import Words
from bot.lanes import digests_in
from bot.names import digest_of
from bot.sight import Seen
from bot.views.digest import digest_message, off_message
from bot.views.message import Message
from bot.world import World
from flows.cadence.calendar import Calendar
from flows.digest.digest import Digest, digest, personal_digest
from flows.digest.facts import Project
from flows.digest.tips import next_tip
from flows.digest.week import Span, Week, read_week, span_to
from flows.digest.weekly import Slot, WeeklyTime, next_digest, posted_at
from flows.glossary.loader import tips
from flows.text import Language
from storage.calls import Call
from storage.leads import lead_of
from storage.messages import find_place
from storage.outbox import enqueue, is_owed
from storage.rhythms import Place, Posted, claim_digest, find_rhythm, last_digest, save_rhythm, set_digest_at

log = structlog.get_logger()

BACK = timedelta(days=8)
SOON = timedelta(days=1)


def post_digest(db: Connection, world: World, place: Place, *, now: datetime, sees: Seen | None = None) -> bool:
    """Post what is owed to a channel or person, once however long nobody ran; True when it was posted."""
    rhythm = find_rhythm(db, place)
    if rhythm is None or rhythm.weekly is None:
        set_digest_at(db, place, None)
        return False
    days, last = Calendars(db, place.team), last_digest(db, place)
    if last and _never_arrived(db, place, last):
        save_rhythm(db, place, rhythm.model_copy(update={"digest": None}), digest_at=None)
        log.info("digest.off", place=place.id)
        return False
    calendar = rhythm.calendar(days.zone_of(place.id if place.is_person else "", place.id))
    week = read_week(last.week) if last else None
    slot = _passed(rhythm.weekly, calendar, now, week)
    following = next_digest(rhythm.weekly, calendar, now, slot.week if slot else week)
    then = posted_at(slot, now, calendar) if slot else now
    if slot is None or (following and following.at - then < SOON):
        # One that comes so late that the next one is near is told with it.
        set_digest_at(db, place, following.at if following else None)
        return False
    if then > now:
        set_digest_at(db, place, then)
        return False
    set_digest_at(db, place, following.at if following else None)
    span = span_to(now, calendar.zone, last.until if last else None)
    tip = next_tip(tuple(tips()), last.tip if last else None)
    if not claim_digest(db, place, Posted(str(slot.week), now, tip)):
        return False
    words = _words(db, days, place)
    shown = shown_digest(db, world, place, words, span, tip, sees=sees)
    enqueue(db, [_post(db, world, days, place, slot.week, shown)], due_at=now)
    log.info("digest.due", place=place.id)
    return True


def preview(
    db: Connection, world: World, place: Place, words: Words, *, now: datetime, sees: Seen | None = None
) -> Message:
    """What a digest would say now; nothing is stored."""
    days, last = Calendars(db, place.team), last_digest(db, place)
    zone = days.zone_of(place.id if place.is_person else "", place.id)
    span = span_to(now, zone, last.until if last else None)
    return shown_digest(db, world, place, words, span, last.tip if last else None, is_preview=True, sees=sees)


def shown_digest(
    db: Connection,
    world: World,
    place: Place,
    words: Words,
    span: Span,
    tip: str | None,
    *,
    is_preview: bool = False,
    sees: Seen | None = None,
) -> Message:
    """`sees` is what the person sees whose digest it is."""
    found = known(db, place, span, sees)
    told: Digest
    if place.is_person:
        told = personal_digest(found.facts, place.id, span, names())
    else:
        told = digest(found.facts, found.portfolio, span, names(), tips()[tip].text if tip and tip in tips() else None)

    def link(project: Project) -> str | None:
        there = found.standings.get(project.key)
        return world.link(place.team, there.place.channel, there.place.ts) if there and there.place else None

    def find(project: Project) -> str | None:
        there = found.standings.get(project.key)
        return there.project.id if there else None

    return digest_message(words, told, link, find=find, preview=is_preview)


def _passed(weekly: WeeklyTime, calendar: Calendar, now: datetime, last: Week | None) -> Slot | None:
    """The latest slot that has come since the digest before; None when none has."""
    found: Slot | None = None
    slot = next_digest(weekly, calendar, now - BACK, last)
    while slot and slot.at <= now:
        found = slot
        slot = next_digest(weekly, calendar, slot.at, slot.week)
    return found


def _never_arrived(db: Connection, place: Place, last: Posted) -> bool:
    """Whether Slack refused the last digest for good: the channel is gone, or the bot is not in it any more."""
    surface = digest_of(place.team, place.id, last.week)
    return find_place(db, surface) is None and not is_owed(db, surface)


def _words(db: Connection, days: Calendars, place: Place) -> Words:
    if place.is_person:
        return days.words(place.id, Language.EN)
    return channel_words(db, place.team, place.id)


def _post(db: Connection, world: World, days: Calendars, place: Place, week: Week, shown: Message) -> Call:
    surface = digest_of(place.team, place.id, str(week))
    lead = None if place.is_person else lead_of(db, place.team, place.id)
    otherwise = None
    if lead:
        said = off_message(days.words(lead, Language.EN), place.id)
        otherwise = {"method": "chat.postMessage", "payload": {"channel": lead, **said.payload}}
    payload = {"channel": place.id, **shown.payload, "unfurl_links": False, "unfurl_media": False}
    return Call(
        place.team,
        digests_in(place.team, place.id),
        "chat.postMessage",
        payload,
        world.new_id(),
        surface=surface,
        otherwise=otherwise,
    )
