"""No query without the workspace: whatever a long story reads or writes says whose rows it means."""

import re
from typing import Any

import pytest
from sqlalchemy import Connection, event

from tests.isolation.statements import Touched, picks_rows, touched
from tests.isolation.story import GUESTS, story
from tests.world import World

FOR_ALL = {
    r"^DELETE FROM (inbox|outbox|weeks) WHERE \S+ < \?$": "what nobody needs any more is dropped by its age",
    r"^SELECT DISTINCT projects.team, projects.channel FROM projects ORDER": "the beat looks at every channel's week",
    r"FROM boards WHERE \(boards.due_at IS NOT NULL OR boards.draw_at": "boards of all channels follow what changes",
    r"FROM decisions WHERE decisions.ended_at IS NULL AND decisions.wakes_at <= \?": "deferrals that end, by project",
    r"^SELECT homes.team, homes.person FROM homes WHERE homes.due_at": "Homes to be drawn again, by workspace",
    r"^SELECT projects.id FROM projects WHERE projects.ages_at <= \?": "projects that age, by their id",
    r"^SELECT DISTINCT executions.project FROM executions WHERE executions.ends_at": "workflows that waited too long",
    r"FROM results WHERE results.draw_at IS NOT NULL AND results.draw_at <=": "results to be drawn, by project",
    r"^SELECT reviews.team, reviews.person FROM reviews WHERE reviews.due_at": "whom to remind, by workspace",
    r"^SELECT rhythms.team, rhythms.place FROM rhythms WHERE rhythms.digest_at": "digests to write, by workspace",
    r"FROM rounds WHERE rounds.closed_at IS NULL AND \(rounds.deadline <=": "rounds that end, by project",
    r"^SELECT min\(.*outbox.due_at.*\) AS min_1 FROM outbox WHERE": "when the next call of all is due",
    r"^SELECT outbox\..* GROUP BY outbox.lane": "the next call of every lane; a lane names its workspace",
    r"^UPDATE outbox SET .* newer.lane = outbox.lane": "within a lane, which names its workspace",
    r"^UPDATE outbox SET .* posting.surface = outbox.target": "by surface, which names its workspace or project",
}
"""Statements of the beat and the outbox that are about all workspaces, with the reason."""


def reason_for(sql: str) -> str | None:
    return next((why for form, why in FOR_ALL.items() if re.search(form, sql)), None)


OWED = "SELECT lane, surface, target, thread FROM outbox"
TAKEN = "SELECT delivery FROM inbox"
READ_HERE = {OWED, TAKEN}


def names(db: Connection) -> set[str]:
    """Every lane, surface and delivery that is stored."""
    owed = db.exec_driver_sql(OWED).all()
    deliveries: set[str] = set(db.exec_driver_sql(TAKEN).scalars())
    return deliveries | {name for row in owed for name in row if name}


async def test_a_long_story_touches_no_row_and_makes_no_name_without_saying_whose(world: World):
    ran: set[str] = set()
    named: set[str] = set()

    def note(_connection: Any, _cursor: Any, sql: str, *_: Any) -> None:
        ran.add(" ".join(sql.split()))

    event.listen(world.bot.database.engine, "before_cursor_execute", note)
    async for moment in story(world, GUESTS):
        if not isinstance(moment, str):
            world.slack.clock.move_to(moment)
            await world.bot.tick(moment)
            await world.settled()
        named |= await world.read(names)
    event.remove(world.bot.database.engine, "before_cursor_execute", note)

    assert len(ran) > 100
    assert len(named) > 50
    at_large = {sql for sql in ran - READ_HERE for one in touched(sql) if not picks_rows(sql, one)}
    assert [sql for sql in at_large if reason_for(sql) is None] == []
    assert [name for name in named if not re.search(r":T0ACME(:|$)|[0-9a-f]{24}", name)] == []


@pytest.mark.parametrize(
    ("sql", "table", "picks"),
    [
        ("SELECT x FROM homes WHERE homes.team = ?", "homes", True),
        ("SELECT x FROM homes WHERE homes.person = ?", "homes", False),
        ("SELECT homes.team FROM homes", "homes", False),
        ('DELETE FROM reviews WHERE reviews."key" IN (?)', "reviews", True),
        ("SELECT x FROM projects JOIN messages ON messages.surface = ? || projects.id", "messages", True),
        ("UPDATE boards SET team=? WHERE boards.channel = ?", "boards", False),
        ("SELECT x FROM messages AS m WHERE m.ts = ?", "messages", False),
    ],
)
def test_a_statement_is_read_for_whose_rows_it_means(sql: str, table: str, *, picks: bool):
    (one,) = [one for one in touched(sql) if one.table == table]
    assert isinstance(one, Touched)
    assert picks_rows(sql, one) is picks
