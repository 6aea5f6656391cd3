"""What must be true in the end, by the stand-in's own records and by the database."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import unified_diff
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import OperationalError

from bot.payloads import said_in
from bot.said import Deleted, Edited, Messaged
from sandbox.standin import StandIn
from storage.engines import open_engine
from tests.faults.interviews import is_card, is_question, stored
from tests.faults.soak.players import Player
from tests.world import CHANNEL


@dataclass
class Oracle:
    """Looks at every pause, since what is old is forgotten, and judges at the end."""

    slack: StandIn
    database_url: str
    acked: list[tuple[str, dict[str, Any]]]
    """What the program acknowledged, as the stand-in saw it."""
    posted: Counter[str] = field(default_factory=Counter)
    """How often each mark was posted."""
    owed: dict[str, str] = field(default_factory=dict)
    """What became of each post that was owed."""
    heard: int = 0
    """Deliveries that were acknowledged, each counted once."""
    reminders: int = 0
    digests: int = 0
    begun_twice: int = 0
    compared: int = 0
    """Threads that read as they do in peace."""
    _seen: int = 0
    _last: int = 0

    def __post_init__(self) -> None:
        self._engine = open_engine(self.database_url)

    def look_if_it_can(self) -> None:
        """At the next pause, if the server is being started again."""
        with suppress(OperationalError):
            self.look()

    def look(self) -> None:
        """Everything that was acknowledged is stored; what is owed and what was posted is noted."""
        for message in self.slack.workspace.sent[self._seen :]:
            self._seen += 1
            if message.metadata:
                self.posted[message.metadata["event_payload"]["mark"]] += 1
        promised = {delivery for kind, payload in self.acked if (delivery := delivery_of(kind, payload))}
        with self._engine.connect() as db:
            rows = db.exec_driver_sql(
                f"select id, mark, method, state, problem from outbox where id > {self._last} order by id"
            ).all()
            kept = {name for (name,) in db.exec_driver_sql("select delivery from inbox")}
        assert promised <= kept, f"acknowledged and not stored: {sorted(promised - kept)}"
        self.heard += len(promised)
        self.acked.clear()
        for row in rows:
            if row.state in ("owed", "sending"):
                break  # owed since the pause began
            self._last = row.id
            assert row.state != "refused", row
            if row.method == "chat.postMessage":
                self.owed[row.mark] = row.state

    def close(self) -> None:
        self._engine.dispose()

    def judge(self, players: list[Player], in_peace: dict[str, tuple[str, dict[str, Any]]]) -> None:
        """Nothing is missing, nothing came twice, and the threads read as if nothing had happened."""
        assert [mark for mark, times in self.posted.items() if times > 1] == [], "posted twice"
        sent = {mark for mark, state in self.owed.items() if state == "sent"}
        assert sent - self.posted.keys() == set(), "never posted"
        assert self.posted.keys() - self.owed.keys() == set(), "posted and not owed"
        assert self.slack.deliveries.lost == []
        projects = stored(self.database_url)["projects"]
        wrong = []
        for player in players:
            try:
                self._judge(player, self._project_of(player, projects), in_peace)
            except AssertionError as error:
                wrong.append(f"{player.story.name}: {error}")
        assert wrong == [], "\n\n".join(wrong)
        self._once_a_day()
        self._once_a_week()

    def _project_of(self, player: Player, projects: list[dict[str, Any]]) -> dict[str, Any]:
        """The one in the player's thread; whoever typed the command again may have begun another, which is empty."""
        named = [one for one in projects if one["answers"]["project_name"] == player.story.name]
        (project,) = [one for one in named if one["key"] == player.key]
        others = [one for one in named if one is not project]
        assert len(others) < player.begun, [one["key"] for one in others]
        assert all(one["answers"].keys() == {"project_name"} for one in others), [one["key"] for one in others]
        self.begun_twice += len(others)
        return project

    def _judge(self, player: Player, project: dict[str, Any], in_peace: dict[str, tuple[str, dict[str, Any]]]) -> None:
        _replays(project)
        assert sum(is_card(one) for one in player.messages) == 1, player.transcript
        assert sum(is_question(one) for one in player.messages) <= 1, player.transcript
        if player.loose:
            return
        self.compared += 1
        transcript, answers = in_peace[player.story.name]
        assert player.transcript == transcript, _difference(transcript, player.transcript)
        assert project["answers"] == answers, ("in trouble and in peace", project["answers"], answers)

    def _once_a_day(self) -> None:
        """Nobody got two direct messages on a day of theirs."""
        days: Counter[tuple[str, str]] = Counter()
        for person in self.slack.workspace.people.values():
            if person.is_bot:
                continue
            for message in self.slack.direct(person.id):
                day = _instant(message.ts).astimezone(ZoneInfo(person.tz)).date()
                days[person.id, day.isoformat()] += 1
        self.reminders = sum(days.values())
        assert [key for key, times in days.items() if times > 1] == []

    def _once_a_week(self) -> None:
        weeks: Counter[tuple[int, int]] = Counter()
        for message in self.slack.messages(CHANNEL):
            if message.text.startswith(("*Weekly digest", "*주간", "A quiet week")):
                weeks[_instant(message.ts).isocalendar()[:2]] += 1
        self.digests = sum(weeks.values())
        assert [week for week, times in weeks.items() if times > 1] == []


def delivery_of(kind: str, payload: dict[str, Any]) -> str | None:
    """What the program calls what a person did in a thread, if it is something that it must not forget."""
    if kind != "events_api" or payload["event"]["type"] != "message":
        return None
    match said_in(payload):
        case Messaged(thread=str()) | Deleted(thread=str()) as said:
            return said.delivery
        case Edited(message=Messaged(thread=str())) as said:
            return said.delivery
        case _:
            return None


def _difference(expected: str, found: str) -> str:
    return "\n".join(unified_diff(expected.splitlines(), found.splitlines(), "in peace", "in trouble", lineterm=""))


def _instant(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)


def _shown(answer: dict[str, Any] | None) -> Any:
    """As an export tells it: what was answered, or that nobody knows."""
    return None if answer is None else answer["value"] if answer["state"] == "given" else answer["state"]


def _replays(project: dict[str, Any]) -> None:
    """Each change in the history begins where the one before it ended, and the last is what is stored."""
    now: dict[str, Any] = {"project_name": project["answers"]["project_name"]}
    for event in project["history"]:
        if event["what"] == "answer.changed":
            before, after = (_shown(event[side]) for side in ("before", "after"))
            assert now.get(event["subject"]) == before, (project["key"], event)
            now[event["subject"]] = after
    told = {key: value for key, value in now.items() if value is not None}
    assert told == project["answers"], ("history and state", told, project["answers"])
