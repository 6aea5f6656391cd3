"""Every way to tell the bot something, by people of every kind: who may, what the others are told, what is stored."""

import hashlib
from dataclasses import replace

import pytest
from inline_snapshot import snapshot
from sqlalchemy import Connection, inspect, text

from bot.asker import Asker
from bot.deeds import ACTS, SHEETS, click_refused
from bot.names import Act, Sheet
from bot.said import Clicked, Submitted
from bot.submissions import Errors
from bot.views.pressed import Held, Pressed
from flows.permissions import Deed, Standing, Why, may
from flows.text import Language
from sandbox.team import Team
from storage.threads import get_thread
from tests.scenarios.courses import beat, begun, form, identity, last, plain, sheet
from tests.world import Thread, World

PRIVATE, OPEN = "#ml-secret", "#ml-projects"
MEMBER, OUTSIDE = Standing(here=True), Standing(here=False)
PARTNER = Team("T0PARTNER", "Partner", "partner")
PEOPLE = {
    "minjun": replace(MEMBER, owner=True, takes_part=True),
    "ben": replace(MEMBER, lead=True),
    "lia": replace(MEMBER, lead=True),  # by the user group
    "jiwoo": MEMBER,
    "ana": replace(MEMBER, admin=True),
    "gast": replace(MEMBER, guest=True, lead=True),  # a guest in the user group
    "eve": replace(MEMBER, guest=True),  # of another organisation
    "gus": replace(OUTSIDE, guest=True),
    "kim": OUTSIDE,
}
"""What they are to the project in the private channel."""

COMMANDS = {
    "show ML-1": Deed.READ,
    "list": Deed.READ,
    "why ML-1": Deed.READ,
    "weights": Deed.READ,
    "weights data first": Deed.READ,
    "weights undo": Deed.WEIGH,
    "stage ML-1": Deed.READ,
    "stage ML-1 data": Deed.MOVE,  # which it cannot yet
    "stage ML-1 override PL-X12 we know that already, and have said so": Deed.OVERRULE,
    "result ML-1": Deed.READ,
    "score ML-1 close": Deed.ROUND,
    "remind ML-1": Deed.READ,
    "remind ML-1 every 2 weeks": Deed.CADENCE,
    "review ML-1": Deed.READ,
    "decide ML-1 accept short": Deed.DECIDE,  # whose reason is too short
    "digest": Deed.READ,
    "digest monday 09:30": Deed.DIGEST,
    "calibration": Deed.CALIBRATION,
    "settings": Deed.READ,
    "settings language english": Deed.SETTINGS,
    "settings lead @ben": Deed.NAME_LEAD,
    "todo": Deed.OWN,
    "help": Deed.OWN,
}
REFUSED = ("Only the ", "Only those", "Guests and people", "In this channel")


@pytest.fixture
async def thread(world: World) -> Thread:
    """A project of minjun's in a private channel that ben leads, and the members of a user group."""
    slack = world.slack
    slack.add_person("lia", "Lia Lead", channels=[PRIVATE])
    slack.add_person("kim", "Kim Elsewhere", channels=["#general"])
    slack.add_person("gus", "Gus Guest", guest=True, channels=[OPEN])
    slack.add_person("eve", "Eve Elsewhere", of=PARTNER, channels=[PRIVATE])
    for name in ("minjun", "jiwoo"):
        await world.person(name).change_profile(locale="en-US")
    for name in ("ben", "jiwoo", "gast"):
        await world.person("ana").invite(name, PRIVATE)
    slack.groups.add("ml-leads", "lia", "gast")
    started = await begun(world, "minjun", "/ml new Menu helper", channel=PRIVATE)
    await say(world, "minjun", "settings lead @ben")
    assert "@ml-leads" in await say(world, "ben", "settings lead @ml-leads")
    return started


async def say(world: World, name: str, line: str, channel: str = PRIVATE) -> str:
    """Type a command; what it answers."""
    answer = await world.person(name).command(f"/ml {line}", channel=channel)
    await world.settled()
    assert answer.failure is None, answer.failure
    return plain(answer.text)


async def fingerprint(world: World) -> str:
    """Of everything that is stored and that people can change."""
    passing = {"inbox", "outbox", "people", "homes", "user_groups", "messages", "boards"}

    def look(db: Connection) -> str:
        names = sorted({*inspect(db).get_table_names()} - passing)
        rows = [db.execute(text(f'SELECT * FROM "{name}"')).all() for name in names]
        return hashlib.sha256(repr(rows).encode()).hexdigest()

    found: str = await world.read(look)
    return found


async def test_what_is_typed_in_the_channel_and_elsewhere(world: World, thread: Thread):
    inside = [name for name, standing in PEOPLE.items() if standing.here and name != "eve"]
    for line, deed in COMMANDS.items():
        for name in inside:
            before = await fingerprint(world)
            told = await say(world, name, line)
            refused = may(deed, PEOPLE[name])
            assert told.startswith(REFUSED) is (refused is not None), (name, line, told)
            if refused or deed in (Deed.READ, Deed.OWN):
                assert await fingerprint(world) == before, (name, line)
    for line in (line for line, deed in COMMANDS.items() if "ML-1" in line):
        for name, place in (("kim", "#general"), ("kim", "dm"), ("gus", OPEN), ("ana", OPEN)):
            before = await fingerprint(world)
            told = await say(world, name, line, place)
            assert "Menu" not in told, (name, line)
            unknown = await say(world, name, line.replace("ML-1", "ML-9"), place)
            assert told.replace("ML-1", "ML-9") == unknown, "as if there were none"
            assert await fingerprint(world) == before, (name, line)


async def test_every_button_and_form_away_from_the_channel(world: World, thread: Thread):
    """Pressed in a direct message, where only Slack knows who is in the channel; sent off from a modal."""
    project = await identity(thread)
    turns = world.bot.turns
    before = await fingerprint(world)
    for name, standing in PEOPLE.items():
        person = world.person(name).id
        for number, (act, deed) in enumerate(ACTS.items()):
            pressed = Pressed(project=project, value="2026-11-23/on_track" if act is Act.REVIEW else None)
            said = Clicked(f"click:{name}:{number}", "T0ACME", f"D{person}", person, act, pressed)
            refused = may(Deed.READ if act is Act.REVIEW else deed, standing)
            assert await is_refused(world, said) is (refused is not None), (name, act)
            if refused:
                await turns.clicked(said)
        for number, (form_, deed) in enumerate(SHEETS.items()):
            held = Held(project=project, about="tick:PL-X12")
            sent = Submitted(f"sheet:{name}:{number}", "T0ACME", person, form_, held, {}, "V1", {"field:note": None})
            if refused := may(Deed.READ if form_ is Sheet.REVIEW else deed, standing):
                reply = await turns.submitted(sent)
                assert isinstance(reply, Errors), (name, form_)
                (sentence,) = reply.by_field.values()
                assert ("What you typed is still here" in sentence) is (refused.why is Why.OUTSIDE), (name, form_)
                assert "<@" not in sentence, "Slack shows no mentions there"
    assert await fingerprint(world) == before


async def is_refused(world: World, said: Clicked) -> bool:
    async def look(asker: Asker) -> bool:
        thread = await world.read(lambda db: get_thread(db, said.pressed.project))
        return await world.read(lambda db: click_refused(db, asker, thread, said)) is not None

    return await world.bot.turns.inquiry.decided(Asker(said.team, said.channel, said.by, Language.EN), look)


async def test_whoever_left_before_sending_a_form_off_is_told_and_keeps_what_they_typed(world: World, thread: Thread):
    jiwoo = world.person("jiwoo")
    await say(world, "jiwoo", "result ML-1")
    await jiwoo.click("Enter a result", world.slack.ephemerals("jiwoo")[-1])
    await world.person("ana").remove("jiwoo", PRIVATE)
    before = await fingerprint(world)
    measured = {"what": "Recall of fraud", "value": "71%", "split": "test"}
    assert await form(world, "jiwoo", **measured) == snapshot(
        {
            "what": "You are not in this project's channel any more, so I did not take this. What you typed is still here: copy it, or send it again once somebody of the channel has added you."
        }
    )
    assert sheet(world, "jiwoo").put, "what was typed is still there"
    assert await fingerprint(world) == before

    await world.person("ana").invite("jiwoo", PRIVATE)
    world.slack.faults.error_before("users.conversations", times=2)
    assert "Please try again in a moment" in (await form(world, "jiwoo"))["what"]
    assert await fingerprint(world) == before
    assert await form(world, "jiwoo") == {}
    assert "71%" in last(thread)


async def test_a_user_group_leads_beside_a_person(world: World, thread: Thread):
    slack = world.slack
    assert (await say(world, "jiwoo", "settings")).splitlines()[0] == "Lead: <@U0BEN> and @ml-leads"
    assert await say(world, "lia", "digest friday 16:00") == snapshot("""\
This channel's digest comes every week; the next one Fri 27 Nov, 16:00 (GMT).
`/ml digest now` shows it to you at once, `/ml digest friday 16:00` moves it, `/ml digest off` ends it, and `/ml digest me` sends you one of your own.\
""")
    slack.groups.change("ml-leads", "jiwoo")
    await world.settled()
    assert (await say(world, "lia", "digest off")).startswith("Only the lead")
    assert await say(world, "jiwoo", "digest monday 09:30")
    slack.faults.error_before("usergroups.users.list", times=3)
    await beat(world, hours=2)
    assert not (await say(world, "jiwoo", "digest monday 09:30")).startswith("Only the lead"), "the last known count"
    assert await say(world, "jiwoo", "settings lead @ml-leads off") == snapshot(
        "Done. That user group no longer leads this channel."
    )
    assert (await say(world, "jiwoo", "digest off")).startswith("Only the lead")
    assert await say(world, "jiwoo", "settings history") == snapshot("""\
*Changes of settings*: 5
• 2026-11-23, <@U0JIWOO>: Group that leads: @ml-leads → –
• 2026-11-23, <@U0JIWOO>: Weekly digest: weekday: 4, at: 16:00:00 → weekday: 0, at: 09:30:00
• 2026-11-23, <@U0LIA>: Weekly digest: weekday: 0, at: 09:30:00 → weekday: 4, at: 16:00:00
• 2026-11-23, <@U0BEN>: Group that leads: – → @ml-leads
• 2026-11-23, <@U0MINJUN>: Lead: <@U0MINJUN> → <@U0BEN>\
""")
    slack.groups.disable("ml-leads")
    await world.settled()
    assert await say(world, "ben", "settings lead @S0NOBODY1") == snapshot(
        "Slack does not tell me who is in that user group. Either there is none any more, or the app was installed before it could ask for groups: whoever runs me can look with `groundwork doctor`."
    )


async def test_guests_and_strangers_answer_where_they_are_and_lead_nowhere(world: World, thread: Thread):
    await thread.click("eve", "Join")
    joined = (await thread.project())["history"][-1]
    assert (joined["what"], joined["by"]) == ("interview.joined", world.person("eve").id)
    assert await say(world, "ben", "settings lead @gast") == snapshot(
        "Guests and people of other organisations cannot lead a channel. Please name somebody of the team."
    )
    assert await say(world, "ben", "settings lead @eve") == snapshot(
        "Guests and people of other organisations cannot lead a channel. Please name somebody of the team."
    )
    await say(world, "ben", "settings language korean")
    world.slack.faults.refused("users.info", "user_not_visible", times=9)
    world.slack.add_person("ida", "Ida Elsewhere", of=PARTNER, channels=[PRIVATE])
    await thread.click("ida", "Score it too")
    assert plain(world.slack.ephemerals("ida")[-1].text) == snapshot(
        "평가를 열고, 마감을 옮기고, 마감하는 일은 담당자만 할 수 있어요. 프로젝트 스레드에서 부탁해 주세요. 담당자: <@U0MINJUN>"
    )


async def test_whoever_lost_the_channel_is_shown_nothing_of_it_any_more(world: World, thread: Thread):
    await thread.say("minjun", "go to value_size", "pause")
    minjun = world.person("minjun")

    async def home() -> str:
        await minjun.open_home()
        await world.settled()
        assert minjun.home is not None
        return str(minjun.home.payload)

    shown = ("todo", "digest me now", "list", "board all")
    for told in shown:
        assert "Menu helper" in await say(world, "minjun", told, "dm"), told
    assert "Menu helper" in await home()

    await world.person("ana").remove("minjun", PRIVATE)
    for told in shown:
        assert "Menu helper" not in await say(world, "minjun", told, "dm"), told
    assert "no projects" in await say(world, "minjun", "export json", "dm")
    assert "Menu helper" not in await home()
