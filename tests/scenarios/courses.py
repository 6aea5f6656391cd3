"""Projects on their way: with everything that planning, data and training ask for already answered."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from flows.answers import Answer, AnswerState
from sandbox.views import View
from storage.conversations import save_conversation
from storage.history import history_of
from storage.projects import all_projects
from storage.results import results_of
from storage.stages import events_of, place_of
from storage.threads import get_thread
from tests.flows.lifecycle.projects import COMPLETE
from tests.world import CHANNEL, Thread, World

PROBLEM = "First-time guests cannot choose a dish because the menu is long."
QUICK = (PROBLEM, "large", "2", "2", "2", "2", "1")
KEPT = ("project_name", "problem_statement", "value_size", "archetype", "simple_solution")


async def begun(
    world: World,
    name: str = "ana",
    line: str = "/ml new Menu helper",
    *,
    channel: str = CHANNEL,
    without: Iterable[str] = (),
) -> Thread:
    """A project with its verdict, of which everything else is answered as well, apart from what is left out."""
    thread = await world.start(name, line, channel=channel)
    await thread.say(name, *QUICK)
    project = await identity(thread)

    def fill(db: Connection) -> None:
        told = get_thread(db, project).conversation
        left_out = {*KEPT, *without, "label_status", "error_cost", "ethics_check"}
        more = {
            key: Answer(state=AnswerState.GIVEN, value=value, by=told.owner, at=told.started_at)
            for key, value in COMPLETE.items()
            if key not in left_out
        }
        known = {"answers": {**told.answers, **more}, "turn": told.turn + 1}
        filled = told.model_copy(update=known)
        save_conversation(db, filled.model_copy(update={"told": world.bot.turns.world.judge(filled)}))

    await world.bot.database.write(fill)
    return thread


async def identity(thread: Thread) -> str:
    """Its id, by the key on its card."""
    every = await thread.world.read(all_projects)
    return str(next(one.id for one in every if re.search(rf"{one.key}\b", thread.card)))


async def order(world: World, name: str, line: str, channel: str = "#ml-projects") -> str:
    answer = await world.person(name).command(line, channel=channel)
    await world.settled()
    assert answer.failure is None
    return plain(answer.text)


def plain(text: str) -> str:
    text = re.sub(r"<!date\^[^|>]*\|([^>]*)>", r"\1", text)
    return re.sub(r"<https?://[^|>]*\|([^>]*)>", r"[\1]", text)


async def press(world: World, name: str, label: str, *, nth: int | None = None) -> str:
    """Press something in the private message seen last; what it says then."""
    person = world.person(name)
    answer = await person.click(label, world.slack.ephemerals(name)[-1], nth=nth)
    assert answer.failure is None, answer.failure
    await world.settled()
    return plain(world.slack.ephemerals(name)[-1].text)


async def form(world: World, name: str, **fields: Any) -> dict[str, str]:
    """Fill in the open form and send it off; what is wrong with it."""
    person = world.person(name)
    await person.fill({f"field:{block}": value for block, value in fields.items()})
    sent = await person.submit()
    assert sent.failure is None
    await world.settled()
    return {block.removeprefix("field:"): problem for block, problem in (sent.errors or {}).items()}


def sheet(world: World, name: str) -> View:
    view = world.person(name).view
    assert view is not None
    return view


def last(thread: Thread) -> str:
    return plain(thread.messages[-1].text)


async def beat(world: World, **later: int) -> None:
    """Time goes on, and the metronome beats."""
    await world.bot.tick(world.slack.clock.move(timedelta(**later)))
    await world.settled()


async def stored(thread: Thread) -> Any:
    """Its place, the events that led there, its results and its history."""
    project = await identity(thread)

    def look(db: Connection) -> Any:
        found = get_thread(db, project)
        place = place_of(db, found.project)
        return found.project.stage, place, events_of(db, project), results_of(db, project), history_of(db, project)

    return await thread.world.read(look)
