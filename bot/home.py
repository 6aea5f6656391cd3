"""What somebody's Home shows, read from what is stored."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.asker import Asker
from bot.asking import question_of
from bot.calendars import Calendars
from bot.sight import Seen
from bot.todo import todo
from bot.views.home import MOST_CHANNELS, MOST_REVIEWS, Home, Listed, Portfolio, Team
from bot.views.reminder import Question
from bot.world import World
from flows.cadence.asked import Item
from flows.cadence.clocks import Subject
from flows.cadence.review import Level, next_due
from flows.catalogue import Catalogue
from flows.lifecycle.loader import load_lifecycle
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import ACTIVE
from flows.lifecycle.where import Step
from flows.questions import ManyOf
from flows.rhythm import Built, Shared
from flows.text import Text
from storage.changes import Standing, standings_in
from storage.leads import leads_of
from storage.messages import CARD, find_place
from storage.projects import Project, owned_by, projects_in
from storage.reviews import reviews_owned
from storage.rhythms import Place, digest_at, find_rhythm
from storage.stages import events_since
from storage.standings import ranked_in
from storage.threads import get_thread
from storage.weekly import channels_with_projects
from storage.weights import setting_of

BUSY = 5
LOOPS = 3
LOOKED_BACK = timedelta(days=90)
TOP = 3
NEEDED = ("product_live", "data_stored", "people", "budget_time", "infra_fit")


def home_of(db: Connection, world: World, asker: Asker, sees: Seen, *, now: datetime) -> Home:
    channels = [
        channel for team, channel in channels_with_projects(db) if team == asker.team and channel in sees.channels
    ]
    return Home(
        reviews=_reviews(db, world, asker, sees, now),
        todos=tuple(todo(db, world, replace(asker, sees=sees)).blocks),
        projects=tuple(
            _listed(db, world, one) for one in owned_by(db, asker.team, asker.person) if one.channel in sees.channels
        ),
        portfolios=tuple(_portfolio(db, world, asker.team, channel) for channel in channels[:MOST_CHANNELS]),
        team=_team(db, world.catalogue, asker, channels, now),
        digest=digest_at(db, Place(asker.team, asker.person)) is not None,
    )


def _reviews(db: Connection, world: World, asker: Asker, sees: Seen, now: datetime) -> tuple[Question, ...]:
    days = Calendars(db, asker.team)
    asked: list[Question] = []
    for one in reviews_owned(db, asker.team, asker.person):
        thread = get_thread(db, one.project)
        if thread.project.channel not in sees.channels:
            continue
        calendar = days.of(asker.person, thread.project.channel)
        due, today = next_due(one.review, calendar), calendar.day_of(now)
        if one.review.clock.subject is Subject.OUTCOME:
            due = one.review.last
        snoozed = one.review.snoozed_until
        if due is None or due > today or (snoozed and snoozed > today):
            continue
        item = Item(review=one.review.key, level=Level.ASKED)
        asked.append(question_of(db, world, thread, one, item, asker.words))
        if len(asked) == MOST_REVIEWS:
            break
    return tuple(asked)


def _listed(db: Connection, world: World, project: Project) -> Listed:
    place, standing = find_place(db, CARD + project.id), project.standing
    return Listed(
        name=project.name,
        key=project.key,
        link=world.link(project.team, place.channel, place.ts) if place else None,
        stage=project.stage,
        verdict=standing.verdict if standing else None,
        priority=standing.scores.get("priority") if standing else None,
    )


def _portfolio(db: Connection, world: World, team: str, channel: str) -> Portfolio:
    here = projects_in(db, team, channel)
    by_id = {one.id: one for one in here}
    leading = ranked_in(db, team, (channel,), setting_of(db, team, channel).weights, most=TOP)
    ranked = [by_id[one.entry.project] for one in leading]
    return Portfolio(channel, len(here), tuple(_listed(db, world, one) for one in ranked))


def _team(db: Connection, catalogue: Catalogue, asker: Asker, channels: list[str], now: datetime) -> Team | None:
    """For leads: who runs many projects, what the projects lack, most often first, what they share, and why they
    keep going back.
    """
    led = [channel for channel in channels if leads_of(db, asker.team, channel).has(asker.person)]
    standings: list[Standing] = [one for channel in led for one in standings_in(db, asker.team, channel)]
    active = [one for one in standings if one.project.stage in ACTIVE and not one.project.parked]
    if not active:
        return None
    owners = Counter(one.project.owner for one in active)
    answered = [one.value("readiness_items") for one in active if one.value("readiness_items") is not None]
    lacking = Counter(item for ticked in answered for item in NEEDED if item not in ticked)
    return Team(
        busy=tuple((person, count) for person, count in owners.most_common() if count > BUSY),
        lacking=tuple((_label(catalogue, item), count) for item, count in lacking.most_common()),
        projects=len(answered),
        shared=tuple((channel, shared) for channel in led if (shared := _shared(db, asker.team, channel))),
        loops=_loops(db, asker.team, led, now),
    )


def _shared(db: Connection, team: str, channel: str) -> Mapping[Shared, Built]:
    rhythm = find_rhythm(db, Place(team, channel))
    return rhythm.shared if rhythm else {}


def _loops(db: Connection, team: str, channels: list[str], now: datetime) -> tuple[tuple[Text, int], ...]:
    """The reasons for which projects went back most often."""
    reasons = load_lifecycle().reasons
    events = (event for channel in channels for _, event in events_since(db, team, channel, now - LOOKED_BACK))
    codes = Counter(one.code for one in events if isinstance(one, Step) and one.kind is Kind.BACK)
    ranked = sorted(codes.items(), key=lambda one: (-one[1], one[0]))
    return tuple((reasons[code].label, count) for code, count in ranked[:LOOPS] if code in reasons)


def _label(catalogue: Catalogue, item: str) -> Text:
    question = catalogue.questions["readiness_items"]
    assert isinstance(question, ManyOf)
    return next(option.label for option in question.options if option.value == item)
