"""`digest`: preview it, choose when it comes, turn it off; `digest me` is the personal one."""

from datetime import datetime

from sqlalchemy import Connection

from bot.asker import Asker
from bot.calendars import Calendars
from bot.digesting import preview
from bot.permissions import refusal, sight_of
from bot.rhythms import keep_change
from bot.views.lead import only_in_a_channel
from bot.views.message import Message
from bot.views.notices import sentence
from bot.views.rhythm import digest_time_message
from bot.world import World
from flows.cadence.typed import OFF, Switch
from flows.digest.week import read_week
from flows.digest.weekly import MONDAY_MORNING, WeeklyTime, read_weekly
from flows.permissions import Deed
from flows.reading.result import Unreadable
from flows.reading.tidy import tidy, word_set
from flows.rhythm import Rhythm, Weekly
from storage.rhythms import Place, digest_at, find_rhythm, last_digest, save_rhythm

_NOW = word_set("now preview 지금 미리보기")
_ME = word_set("me mine personal 나 나만 내게 개인")


def ordered_digest(db: Connection, world: World, asker: Asker, typed: str, *, now: datetime) -> Message:
    first, _, rest = tidy(typed).partition(" ")
    if first in _ME:
        return _personal(db, world, asker, rest, now=now)
    if asker.channel.startswith("D"):
        return only_in_a_channel(asker.words)
    place = Place(asker.team, asker.channel)
    if first in _NOW and not rest:
        return preview(db, world, place, asker.words, now=now)
    rhythm = find_rhythm(db, place) or Rhythm()
    if not typed.strip():
        return _told(db, asker, place, rhythm)
    chosen = read_weekly(typed, rhythm.weekly or MONDAY_MORNING)
    if isinstance(chosen, Unreadable):
        return sentence(asker.words, chosen.problem)
    if refused := refusal(db, asker, Deed.DIGEST, asker.channel):
        return sentence(asker.words, refused)
    return _chosen(db, asker, place, rhythm, chosen, now=now)


def _personal(db: Connection, world: World, asker: Asker, rest: str, *, now: datetime) -> Message:
    place = Place(asker.team, asker.person)
    if rest in _NOW:
        return preview(db, world, place, asker.words, now=now, sees=sight_of(asker))
    rhythm = find_rhythm(db, place) or Rhythm(digest=None)
    chosen: WeeklyTime | Switch | Unreadable = MONDAY_MORNING
    if rest:
        chosen = Switch.OFF if rest in OFF else read_weekly(rest)
    if isinstance(chosen, Unreadable):
        return sentence(asker.words, chosen.problem)
    return _chosen(db, asker, place, rhythm, chosen, now=now)


def _chosen(
    db: Connection, asker: Asker, place: Place, rhythm: Rhythm, chosen: WeeklyTime | Switch, *, now: datetime
) -> Message:
    weekly = Weekly(weekday=chosen.weekday, at=chosen.at) if isinstance(chosen, WeeklyTime) else None
    changed = rhythm.model_copy(update={"digest": weekly})
    if not place.is_person:
        keep_change(db, asker, place.id, rhythm, changed, now=now)
    last = last_digest(db, place)
    week = read_week(last.week) if last else None
    slot = Calendars(db, place.team).next_digest(place, changed, now, week)
    save_rhythm(db, place, changed, digest_at=slot.at if slot else None)
    return _told(db, asker, place, changed)


def _told(db: Connection, asker: Asker, place: Place, rhythm: Rhythm) -> Message:
    zone = Calendars(db, place.team).zone_of(place.id if place.is_person else "", place.id)
    return digest_time_message(asker.words, rhythm, digest_at(db, place), zone, personal=place.is_person)
