"""Whatever somebody does that changes something stands in a history: who, when, what, before, after."""

from sqlalchemy import Connection

from bot.names import Did
from flows.permissions import Deed
from storage.history import Event, history_in_channel
from storage.weights import changes_of
from tests.scenarios.courses import begun, form, order, press, stored
from tests.scenarios.test_ballots import vote
from tests.world import Thread, World

CHANNEL = "C0MLPROJECTS"
CHANGES_NOTHING = {Deed.OWN, Deed.READ, Deed.CALIBRATION}
OF_PROJECTS = {
    Deed.START: {Did.STARTED},
    Deed.ANSWER: {Did.ANSWERED, Did.JOINED, Did.ASKED, Did.VERDICT},
    Deed.STEER: {Did.MODE},
    Deed.CHECK: {Did.CHECKED, Did.TESTED},
    Deed.MEASURE: {Did.MEASURED},
    Deed.SCORE: {Did.VOTED},
    Deed.REPLY: {Did.REVIEWED, Did.PUT_OFF, Did.BLOCKED},
    Deed.HAND_OVER: {Did.OFFERED},
    Deed.TAKE_OVER: {Did.DECLINED, Did.OWNED},
    Deed.ROUND: {Did.OPENED, Did.MOVED, Did.CLOSED},
    Deed.MOVE: {Did.STAGED},
    Deed.OVERRULE: {Did.OVERRULED},
    Deed.OUTCOME: {Did.TURNED_OUT},  # which test_calibration enters
    Deed.CADENCE: {Did.CADENCE},
    Deed.DECIDE: {Did.DECIDED},
}
OF_CHANNELS = {
    Deed.NAME_LEAD: {Did.LED, Did.LED_BY_GROUP},
    Deed.SETTINGS: {Did.SPOKEN, Did.SET},
    Deed.DIGEST: {Did.SET},
    Deed.WEIGH: set(),  # weights keep every change of theirs
}


def test_every_deed_that_changes_something_leaves_something():
    assert {*OF_PROJECTS, *OF_CHANNELS, *CHANGES_NOTHING} == set(Deed)


async def test_every_deed_stands_in_the_projects_history(world: World):
    thread = await begun(world)
    await thread.say("ana", "go to value_size", "pause", "resume", "ask @ben")
    for line in ("planning", "tick PL-X12"):
        await order(world, "ana", f"/ml stage ML-1 {line}")
    await order(world, "ana", "/ml stage ML-1")
    await order(world, "ana", "/ml result ML-1 recall 71% test")
    await order(world, "ana", "/ml score ML-1")
    await vote(thread, "ben", value_size="medium")
    await order(world, "ana", "/ml score ML-1 until next friday")
    await order(world, "ana", "/ml score ML-1 close")
    await order(world, "ana", "/ml remind ML-1 every 2 weeks")
    await overrule(thread)
    await reviews(thread)
    await order(world, "ana", "/ml decide ML-1 accept We have the people and the data for it")

    events: list[Event] = (await stored(thread))[4]
    wanted = set().union(*OF_PROJECTS.values()) - {Did.TURNED_OUT, Did.TESTED}
    assert wanted - {event.what for event in events} == set()
    for event in events:
        assert event.by.startswith("U0"), event
        assert event.at.tzinfo is not None
        assert event.what in (Did.MODE, Did.VOTED) or event.before != event.after, event


async def test_every_deed_stands_in_the_channels_history(world: World):
    await begun(world)
    world.slack.groups.add("ml-leads", "ben")
    for line in ("digest off", "language korean", "lead @ml-leads", "lead @ben"):
        start = "" if line.startswith("digest") else "settings "
        await order(world, "ana", f"/ml {start}{line}")
    await order(world, "ben", "/ml weights data first")
    await press(world, "ben", "Apply for everybody")

    def look(db: Connection) -> tuple[list[Event], int]:
        return history_in_channel(db, "T0ACME", CHANNEL), len(changes_of(db, "T0ACME", CHANNEL))

    events, weighed = await world.read(look)
    assert [(event.what, event.by) for event in events] == [
        (Did.SET, "U0ANA"),
        (Did.SPOKEN, "U0ANA"),
        (Did.LED_BY_GROUP, "U0ANA"),
        (Did.LED, "U0ANA"),
    ]
    assert all(event.before != event.after for event in events)
    assert weighed == 1


async def overrule(thread: Thread) -> None:
    world = thread.world
    await order(world, "ana", "/ml why ML-1")
    await world.person("ana").click("Override", world.slack.ephemerals("ana")[-1])
    reason = "We have looked at it with the whole team."
    assert await form(world, "ana", verdict="Go", reason=reason) == {}


async def reviews(thread: Thread) -> None:
    """Reply in every way, and hand it over: declined once, then accepted."""
    world, ana, ben = thread.world, thread.world.person("ana"), thread.world.person("ben")

    async def pressed(label: str) -> None:
        await order(world, "ana", "/ml review ML-1")
        assert (await ana.click(label, world.slack.ephemerals("ana")[-1], nth=0)).failure is None
        await world.settled()

    await pressed("On track")
    await pressed("Snooze for 3 days")
    await pressed("Blocked")
    assert await form(world, "ana", note="The export is missing.") == {}
    for answer in ("Decline", "Accept"):
        await pressed("Hand over …")
        assert await form(world, "ana", person="ben") == {}
        await ben.click(answer, world.slack.direct("ben")[-1])
        await world.settled()
