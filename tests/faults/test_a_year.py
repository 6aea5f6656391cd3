"""A year of reminders and digests: fifty projects, twenty people in five time zones, holidays, absences, outages.

People answer by chance, the clock goes from one due thing to the next, and now and then nobody runs for days. Killed
at random points, the program says exactly the same.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, delete, func, select

from bot.calendars import Calendars
from bot.deal import Deal
from bot.digesting import post_digest
from bot.reminding import remind
from bot.scheduling import begin_rhythm, reschedule
from bot.workspaces import OneWorkspace, Workspace
from bot.world import World
from flows.answers import Answer, AnswerState
from flows.cadence.asked import Asked
from flows.cadence.calendar import Calendar
from flows.cadence.escalation import next_step
from flows.cadence.replies import Reply
from flows.cadence.snooze import Later, day_for
from flows.catalog.loader import load_catalogue
from flows.conversation import Conversation, Told
from flows.flow import intake
from flows.rhythm import Rhythm, Weekly
from flows.scoring.scorer import Scorer
from flows.text import Language
from storage.conversations import open_conversation
from storage.engines import open_engine
from storage.messages import Place as Posted
from storage.messages import save_place
from storage.people import Person, save_person
from storage.projects import Project, open_project
from storage.reviews import Addressee, find_asked, find_review, reviews_in, someone_due
from storage.rhythms import Place, digests_due, save_rhythm
from storage.tables import outbox, reviews, rhythms
from storage.threads import get_thread

T = TypeVar("T")

TEAM = "T1"
START = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)
END = START + timedelta(days=365)
ZONES = ("Asia/Seoul", "America/New_York", "Europe/London", "Asia/Kolkata", "Pacific/Auckland")
COUNTRIES = ("KR", "US", "GB", "IN", None)
STAGES = ("planning", "data", "training", "deployment", "operation")
PEOPLE = [f"U{number:02}" for number in range(20)]
CHANNELS = [f"C{number}" for number in range(5)]
PROJECTS = 50


class Killed(Exception):
    """The process is gone; what was not committed never was."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message: to a person, a thread or a channel; `texts` are its blocks."""

    at: datetime
    to: str
    thread: str | None
    texts: str


@dataclass
class Year:
    """The machinery on one database; `deadly` makes transactions die by chance."""

    url: str
    deadly: Random | None = None
    log: list[Said] = field(default_factory=list)
    down: list[tuple[datetime, datetime]] = field(default_factory=list)
    now: datetime = START
    ids: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.engine = open_engine(self.url)
        catalogue = load_catalogue()
        self.world = World(
            catalogue,
            intake(catalogue),
            Scorer(catalogue),
            OneWorkspace(Workspace(TEAM, "UBOT", "B1", "https://acme.slack.com/"), ""),
            lambda: self.now,
            lambda: f"{next(self.ids):024x}",
        )

    def write(self, work: Callable[[Connection], T], *, again: bool = False) -> T:
        """One transaction, begun anew after every death. `again`: it may die after the commit, too, and what is to be
        done is looked at once more.
        """
        while True:
            try:
                result = self._committed(work)
            except Killed:
                continue
            if again and self._dies():
                self._committed(work, surely=True)
            return result

    def _committed(self, work: Callable[[Connection], T], *, surely: bool = False) -> T:
        with self.engine.connect().execution_options(writes=True) as db, db.begin():
            result = work(db)
            if not surely and self._dies():
                raise Killed
            return result

    def _dies(self) -> bool:
        return self.deadly is not None and self.deadly.random() < 0.1

    def read(self, work: Callable[[Connection], T]) -> T:
        with self.engine.connect() as db:
            return work(db)

    def begin(self) -> None:
        self.write(self._begin)

    def _begin(self, db: Connection) -> None:
        chance = Random(1)
        for number, person in enumerate(PEOPLE):
            save_person(db, Person(TEAM, person, person, "en-US", ZONES[number % 5], START))
        for number, channel in enumerate(CHANNELS):
            rhythm = Rhythm(zone=ZONES[number], country=COUNTRIES[number], digest=Weekly())
            slot = Calendars(db, TEAM).next_digest(Place(TEAM, channel), rhythm, START)
            save_rhythm(db, Place(TEAM, channel), rhythm, digest_at=slot.at if slot else None)
        for number in range(PROJECTS):
            owner, channel = chance.choice(PEOPLE), CHANNELS[number % 5]
            stage = chance.choice(STAGES)
            project = open_project(
                db,
                Project(f"p{number}", TEAM, 0, channel, f"Project {number}", stage, owner, owner, "en", START, START),
            )
            told = Conversation(
                id=project.id,
                language=Language.EN,
                starter=owner,
                owner=owner,
                participants=(owner,),
                started_at=START,
                told=Told(verdict="go", quadrant="quick_win"),
                answers={"objectives": _objectives(chance, owner)},
            )
            open_conversation(db, told)
            begin_rhythm(db, TEAM, channel, now=START)
            reschedule(db, get_thread(db, project.id), now=START)

    def tick(self) -> None:
        """What the bot does at every beat."""
        for who in self.read(lambda db: someone_due(db, now=self.now)):
            self.write(lambda db, who=who: remind(db, self.world, [who], now=self.now), again=True)  # type: ignore[misc]
        for place in self.read(lambda db: digests_due(db, now=self.now)):
            self.write(lambda db, place=place: post_digest(db, self.world, place, now=self.now), again=True)  # type: ignore[misc]
        self.log += self.write(self._sent)

    def _sent(self, db: Connection) -> list[Said]:
        rows = db.execute(select(outbox).where(outbox.c.method == "chat.postMessage").order_by(outbox.c.id)).all()
        db.execute(delete(outbox))
        for row in rows:
            if row.surface:
                save_place(db, row.surface, TEAM, Posted(row.payload["channel"], f"{row.id}.0"))
        return [Said(self.now, row.payload["channel"], row.thread, row.payload["text"]) for row in rows]

    def next_due(self) -> datetime | None:
        def earliest(db: Connection) -> datetime | None:
            found = [
                db.execute(select(func.min(column))).scalar() for column in (reviews.c.due_at, rhythms.c.digest_at)
            ]
            return min((one for one in found if one), default=None)

        return self.read(earliest)

    def play(self, seed: int = 7, until: datetime = END) -> list[Said]:
        chance = Random(seed)
        self.begin()
        while self.now < until:
            due = self.next_due()
            assert due is not None
            begun = self.now
            self.now = max(self.now + timedelta(minutes=5), due + timedelta(minutes=chance.randrange(0, 60)))
            if chance.random() < 0.01:  # nobody runs for a while
                self.now += timedelta(hours=chance.randrange(1, 24 * 20))
                self.down.append((begun, self.now))
            before = len(self.log)
            self.tick()
            self._answers(self.log[before:], seed)
        return self.log

    def _answers(self, fresh: list[Said], seed: int) -> None:
        for said in fresh:
            if said.to in PEOPLE and said.thread is None:
                day = said.at.astimezone(ZoneInfo(ZONES[PEOPLE.index(said.to) % 5])).date()
                mood = Random(f"{seed}/{said.to}/{day}")
                if mood.random() < 0.7:  # else on holiday, or lost in work
                    kind = mood.random()
                    self.write(lambda db, to=said.to, day=day, kind=kind: self._answer(db, to, day, kind))  # type: ignore[misc]

    def _answer(self, db: Connection, person: str, day: date, mood: float) -> None:
        found = find_asked(db, Addressee(TEAM, person), day)
        for item in Asked.model_validate_json(found).items if found else ():
            one = find_review(db, item.review)
            if one is None:
                continue
            deal = Deal(db, self.world, get_thread(db, one.project), one, person, day, self.now)
            if mood < 0.6:
                deal.review(Reply.ON_TRACK)
            elif mood < 0.8:
                deal.snooze(Later.IN_THREE_DAYS, day_for(Later.IN_THREE_DAYS, deal.today))
            else:
                deal.hold(Reply.NOT_MEASURED)


def _objectives(chance: Random, owner: str) -> Answer:
    rows = [
        {
            "id": f"r{number}",
            "name": f"Objective {number}",
            "kind": chance.choice(["optimise", "satisfice"]),
            "metric": "recall",
            "unit": "%",
            "direction": "higher",
            "target": "80",
            "owner": [chance.choice([owner, *PEOPLE])],
        }
        for number in range(chance.randrange(0, 3))
    ]
    return Answer(state=AnswerState.GIVEN, value=rows, by=owner, at=START)


def calendar_of(person: str, channel: str) -> Calendar:
    place = CHANNELS.index(channel)
    zone = ZoneInfo(ZONES[PEOPLE.index(person) % 5])
    return Rhythm(country=COUNTRIES[place]).calendar(zone)


@pytest.fixture(scope="module")
def year(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Year:
    import shutil

    file = tmp_path_factory.mktemp("year") / "year.db"
    shutil.copy(migrated, file)
    played = Year(f"sqlite:///{file}")
    played.play()
    return played


def directly(year: Year) -> list[Said]:
    return [said for said in year.log if said.to in PEOPLE and said.thread is None]


def test_the_year_was_busy(year: Year):
    assert len(directly(year)) > 1000
    assert len([said for said in year.log if said.thread]) > 20
    assert len(year.down) > 3


def test_nobody_gets_two_messages_a_day(year: Year):
    days = Counter(
        (said.to, said.at.astimezone(ZoneInfo(ZONES[PEOPLE.index(said.to) % 5])).date()) for said in directly(year)
    )
    assert [key for key, times in days.items() if times > 1] == []


def test_nobody_is_disturbed_outside_working_hours_or_on_a_day_off(year: Year):
    for said in directly(year):
        open_somewhere = [channel for channel in CHANNELS if calendar_of(said.to, channel).is_open(said.at)]
        assert open_somewhere, said
        local = said.at.astimezone(ZoneInfo(ZONES[PEOPLE.index(said.to) % 5]))
        assert 10 <= local.hour <= 12, said


def test_nothing_due_is_forgotten(year: Year):
    """At the end of the year everything that was due more than a workday ago was asked."""

    def late(db: Connection) -> list[Any]:
        days = Calendars(db, TEAM)
        found = []
        for one in reviews_in(db, [f"p{number}" for number in range(PROJECTS)]):
            channel = get_thread(db, one.project).project.channel
            calendar = days.of(one.review.clock.owner, channel)
            step = next_step(one.review, calendar)
            if step and calendar.workdays_after(calendar.workdays_after(step.day, 1), 1) < calendar.day_of(year.now):
                found.append((one, step))
            assert one.due_at is None or one.due_at > year.now, one
        return found

    assert year.read(late) == []


def test_each_channel_gets_one_digest_a_week(year: Year):
    digests = [said for said in year.log if said.to in CHANNELS and said.thread is None]
    for channel in CHANNELS:
        theirs = [said.at for said in digests if said.to == channel]
        assert all(later - earlier > timedelta(days=1) for earlier, later in pairwise(theirs)), theirs
        assert len(theirs) <= 53
    off = sum(until - since > timedelta(days=6) for since, until in year.down) * 4
    assert len(digests) >= 5 * (52 - off) - 5


def test_killed_at_random_points_it_says_the_same(year: Year, migrated: Path, tmp_path: Path):
    import shutil

    shutil.copy(migrated, tmp_path / "killed.db")
    killed = Year(f"sqlite:///{tmp_path / 'killed.db'}", deadly=Random(3))
    told = killed.play(until=START + timedelta(days=80))
    assert len(told) > 300
    assert told == year.log[: len(told)]
