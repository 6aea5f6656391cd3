"""A workflow runs the step *Start an ML intake*: looked at, started, and answered."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.asker import Asker
from bot.inquiry import Inquiry
from bot.lanes import replies_in
from bot.names import card_of
from bot.slack import Answered, Slack
from bot.starting import Started, started
from bot.steps.executed import Executed, Finish, Wanted
from bot.turns import Turns
from bot.workflows.ending import ERROR, failed, plainly, say, succeeded
from bot.workflows.sentences import (
    archived,
    no_channel,
    nobody,
    not_in_channel,
    not_posted,
    not_there,
    wrong_inputs,
    wrong_name,
)
from bot.workflows.waiting import LONGEST
from bot.world import World
from flows.reading import Unreadable, read
from flows.text import Language, Phrase
from storage.calls import Call
from storage.executions import Waiting, wait
from storage.holds import workspace
from storage.inbox import claim
from storage.outbox import enqueue
from storage.people import all_names

WITHIN = 1.2  # seconds, of the three that Slack gives an event


@dataclass(frozen=True, slots=True)
class Steps:
    """Everything that Slack can say is asked before the transaction; where it does not answer, the step goes on."""

    turns: Turns
    inquiry: Inquiry
    slack: Slack

    async def run(self, executed: Executed) -> None:
        """Start the project; its card is what the workflow goes on with, or its verdict."""
        world, team, wanted = self.turns.world, executed.team, executed.wanted
        if wanted is None:
            await self._refuse(executed, self.inquiry.people.default, wrong_inputs())
            return
        language, problem = await asyncio.gather(
            self.inquiry.people.language_of(team, wanted.person), self._problem(team, wanted)
        )
        if problem:
            await self._refuse(executed, language, problem)
            return

        def work(asker: Asker, db: Connection, now: datetime) -> None:
            if claim(db, executed.delivery, now=now):
                _start(db, world, executed, wanted, asker, now)

        await self.turns.decided("step", Asker(team, wanted.channel, wanted.person, language), work)

    async def _refuse(self, executed: Executed, language: Language, problem: Phrase) -> None:
        mark = self.turns.world.new_id()

        def work(db: Connection, now: datetime) -> None:
            if claim(db, executed.delivery, now=now):
                enqueue(db, [failed(executed.team, executed.execution, say(language, problem), mark)], due_at=now)

        await self.turns.take("step", work, workspace(executed.team))

    async def _problem(self, team: str, wanted: Wanted) -> Phrase | None:
        """Why no project can be started there for that person, as far as Slack knows."""
        if wanted.channel.startswith("D"):
            return no_channel()
        channel, person, seen = await asyncio.gather(
            self._asked(team, "conversations.info", {"channel": wanted.channel}),
            self._asked(team, "users.info", {"user": wanted.person}),
            self.inquiry.sight.of(team, wanted.person),
        )
        about, who = channel.get("channel"), person.get("user")
        if channel.get("error") == "channel_not_found":
            return not_in_channel()  # nor does Slack show it then
        if isinstance(about, Mapping) and about.get("is_archived"):
            return archived()
        if isinstance(about, Mapping) and about.get("is_member") is False:
            return not_in_channel()
        if person.get("error") == "user_not_found":
            return nobody()
        if isinstance(who, Mapping) and (who.get("is_bot") or who.get("deleted") or who.get("id") == "USLACKBOT"):
            return nobody()
        if seen.sure and wanted.channel not in seen.channels:
            return not_there()
        return None

    async def _asked(self, team: str, method: str, query: dict[str, Any]) -> Mapping[str, Any]:
        try:
            async with asyncio.timeout(WITHIN):
                answer = await self.slack.ask(team, method, query)
        except TimeoutError:
            return {}
        if isinstance(answer, Answered):
            return answer.data
        return {"error": getattr(answer, "error", "")}


def _start(db: Connection, world: World, executed: Executed, wanted: Wanted, asker: Asker, now: datetime) -> None:
    if wanted.name and isinstance(reading := read(world.flow["project_name"], wanted.name), Unreadable):
        sentence = say(asker.language, wrong_name(reading.problem))
        enqueue(db, [failed(executed.team, executed.execution, sentence, world.new_id())], due_at=now)
        return
    refused = {"function_execution_id": executed.execution, "error": say(asker.language, not_posted())}
    otherwise = {"method": ERROR, "payload": refused}
    done = started(db, world, asker, wanted.name, now=now, problem=wanted.problem, also_otherwise=otherwise)
    if not isinstance(done, Started):
        sentence = plainly(done.text, all_names(db, executed.team))
        enqueue(db, [failed(executed.team, executed.execution, sentence, world.new_id())], due_at=now)
        return
    if wanted.finish is Finish.VERDICT:
        wait(db, Waiting(executed.execution, executed.team, done.project.id, now + LONGEST))
    else:
        card = card_of(done.project.id)
        told = {"outcome": "started"}
        enqueue(db, [succeeded(world, done.project, executed.execution, told, card=card)], due_at=now)
    if done.message:
        payload = {"channel": wanted.channel, "user": wanted.person, **done.message.payload}
        lane = replies_in(executed.team, wanted.channel)
        enqueue(db, [Call(executed.team, lane, "chat.postEphemeral", payload, world.new_id())], due_at=now)
