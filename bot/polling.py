"""A round as its thread shows it: who has voted and who has not, until when."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.names import card_of, round_of, thread_of
from bot.threads import renderer
from bot.views.message import Message
from bot.views.round import Polled, round_message
from bot.world import World
from bot.zones import zone_named
from flows.rounds import awaited
from flows.text import Phrase, phrase
from storage.ballots import voters
from storage.calls import Call
from storage.outbox import enqueue
from storage.people import find_person
from storage.rounds import Round
from storage.threads import Thread


def polled(db: Connection, world: World, thread: Thread, one: Round) -> Polled:
    """Who has voted and who has not."""
    voted = voters(db, one.id)
    return Polled(
        id=one.id,
        number=one.number,
        voted=voted,
        awaited=awaited(thread.conversation, voted),
        deadline=one.deadline,
        zone=zone_of(db, world, thread, thread.conversation.owner),
        is_open=one.is_open,
    )


def redraw(db: Connection, world: World, thread: Thread, running: Round, *, now: datetime) -> None:
    """Show in the thread how many have voted by now."""
    drawn = renderer(world, thread)
    shown = round_message(drawn.words, drawn.overview, polled(db, world, thread, running))
    enqueue(db, [update(world, thread, running, shown)], due_at=now)


def post(world: World, thread: Thread, shown: Message, *, surface: str | None = None) -> Call:
    """A message in the project's thread."""
    project = thread.project
    payload = {"channel": project.channel, **shown.payload, "unfurl_links": False, "unfurl_media": False}
    mark = world.new_id()
    lane, card = thread_of(project.id), card_of(project.id)
    return Call(project.team, lane, "chat.postMessage", payload, mark, surface=surface, thread=card)


def update(world: World, thread: Thread, running: Round, shown: Message) -> Call:
    """The round's message, drawn again."""
    surface = round_of(running.id)
    return Call(thread.project.team, surface, "chat.update", shown.payload, world.new_id(), target=surface)


def zone_of(db: Connection, world: World, thread: Thread, person: str) -> ZoneInfo:
    """The person's time zone; UTC while nobody knows it."""
    known = find_person(db, thread.project.team, person)
    return (zone_named(known.timezone) if known else None) or ZoneInfo("UTC")


def takes_ballots(running: Round, now: datetime) -> bool:
    """Whether a ballot still counts."""
    return running.is_open and now < running.deadline


def over() -> Phrase:
    """Said to whoever comes too late."""
    return phrase("round.over", "That round is closed already; its result is in the project's thread.")
