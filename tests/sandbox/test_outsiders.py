"""Guests, and people of another organisation in a shared channel, as the app hears of them."""

from slack_sdk.web.async_client import AsyncWebClient

from sandbox.standin import StandIn
from sandbox.team import Org, Team
from tests.sandbox.conftest import ROOM, Bot, actions, button, modal, text_input

PARTNER = Team("T0PARTNER", "Partner", "partner", Org("E0PARTNER", "Partner Org", "partner-org"))


async def test_guests_are_marked(slack: StandIn, client: AsyncWebClient) -> None:
    several = slack.add_person("gus", "Gus", guest=True, channels=["#ml-projects", "#general"])
    single = slack.add_person("sue", "Sue", guest=True, channels=["#general"])
    marks = [(await client.users_info(user=one.id))["user"] for one in (several, single)]
    assert [(one["is_restricted"], one["is_ultra_restricted"]) for one in marks] == [(True, False), (True, True)]
    assert all("is_stranger" not in one for one in marks)


async def test_whoever_is_of_another_organisation_is_told_apart(
    slack: StandIn, client: AsyncWebClient, bot: Bot
) -> None:
    assert (await client.conversations_info(channel=ROOM))["channel"]["is_ext_shared"] is False
    eve = slack.add_person("eve", "Eve", of=PARTNER, channels=["#ml-projects"])
    channel = (await client.conversations_info(channel=ROOM))["channel"]
    assert (channel["is_ext_shared"], channel["connected_team_ids"]) == (True, ["T0PARTNER"])
    user = (await client.users_info(user=eve.id, include_locale=True))["user"]
    assert (user["team_id"], user["is_stranger"], "locale" in user) == ("T0PARTNER", False, False)

    await eve.say("hi @groundwork", channel="#ml-projects")
    for body in (one for one in bot.bodies if one["event"]["type"] in ("message", "app_mention")):
        event = body["event"]
        assert (event["team"], event["user_team"], event["source_team"]) == ("T0PARTNER",) * 3
        assert (body["team_id"], body["context_team_id"]) == ("T0PARTNER", "T0ACME")
        assert body["authorizations"][0]["team_id"] == "T0ACME"
        assert body["is_ext_shared_channel"] is True
    await slack.person("ana").say("hello", channel="#ml-projects")
    own = bot.bodies[-1]
    assert (own["team_id"], own["is_ext_shared_channel"], "user_team" in own["event"]) == ("T0ACME", True, False)


async def test_somebody_who_shares_no_channel_with_the_app_is_a_stranger(
    slack: StandIn, client: AsyncWebClient
) -> None:
    zoe = slack.add_person("zoe", "Zoe", of=PARTNER, channels=["#general"])
    assert (await client.users_info(user=zoe.id))["user"]["is_stranger"] is True
    assert zoe.id not in [one["id"] for one in (await client.users_list())["members"]]


async def test_what_outsiders_type_press_and_submit_says_where_the_app_is(
    slack: StandIn, client: AsyncWebClient, bot: Bot
) -> None:
    eve = slack.add_person("eve", "Eve", of=PARTNER, channels=["#ml-projects"])
    taken = {}

    @bot.app.command("/ml")
    async def _command(ack, body):
        taken["command"] = body
        await ack()

    @bot.app.action("go")
    async def _go(ack, body, context):
        taken["click"] = {**body, "for": context.team_id}
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input("Name", "name")))

    @bot.app.view("form")
    async def _form(ack, body, context):
        taken["submit"] = {**body, "for": context.team_id}
        await ack()

    await eve.command("/ml")
    assert (taken["command"]["team_id"], taken["command"]["enterprise_id"]) == ("T0PARTNER", "E0PARTNER")
    await client.chat_postMessage(channel=ROOM, text="card", blocks=[actions(button("Go", "go"))])
    await eve.click("Go")
    assert (taken["click"]["for"], taken["click"]["user"]["team_id"]) == ("T0ACME", "T0PARTNER")
    await eve.fill({"Name": "Menu"})
    await eve.submit()
    submitted = taken["submit"]
    assert (submitted["team"]["id"], submitted["view"]["team_id"]) == ("T0PARTNER", "T0PARTNER")
    assert (submitted["view"]["app_installed_team_id"], submitted["for"]) == ("T0ACME", "T0ACME")


async def test_an_app_of_a_whole_organisation_is_told_no_team(slack: StandIn, client: AsyncWebClient, bot: Bot) -> None:
    org = Org("E0ACME", "Acme Org", "acme-org")
    east = slack.add_workspace(Team("T0EAST", "East", "east", org), installed=False)
    client.token = slack.lifecycle.install(org, by="U1ANA").token
    clicks = []

    @bot.app.action("go")
    async def _go(ack, body):
        clicks.append(body)
        await ack()

    await client.chat_postMessage(channel="C1MLPROJECTS", text="card", blocks=[actions(button("Go", "go"))])
    await east.person("ana").say("hello", channel="#ml-projects")
    body = bot.bodies[-1]
    assert (body["team_id"], body["enterprise_id"]) == ("T0EAST", "E0ACME")
    (authorization,) = body["authorizations"]
    assert (authorization["team_id"], authorization["enterprise_id"]) == (None, "E0ACME")
    assert authorization["is_enterprise_install"] is True
    await east.person("ana").click("Go")
    (click,) = clicks
    assert (click["team"], click["enterprise"]["id"], click["user"]["team_id"]) == (None, "E0ACME", "T0EAST")
    assert click["is_enterprise_install"] is True

    granted = []

    @bot.app.event("team_access_revoked")
    async def _revoked(event, body):
        granted.append((event["team_ids"], body["enterprise_id"]))

    await east.grant(granted=False)
    assert granted == [(["T0EAST"], "E0ACME")]
    assert (await east.person("ana").command("/ml")).failure == "app_not_installed"
