"""Several workspaces install the bot, use it side by side, and take it out again."""

from collections.abc import AsyncIterator
from datetime import timedelta
from html import unescape

import aiohttp
import pytest

from sandbox.clock import Clock
from sandbox.standin import StandIn
from sandbox.team import Org, Team
from storage.installations import Standing, standings
from tests.scenarios.several import Served, serving
from tests.world import playing

PROBLEM = "First-time guests cannot choose a dish because the menu is long."
OF_ORGANISATIONS = ["team_access_granted", "team_access_revoked"]


@pytest.fixture
async def slack(subscribed: list[str]) -> AsyncIterator[StandIn]:
    events = [*subscribed, *OF_ORGANISATIONS]
    clock = Clock(running=True)
    async with StandIn(events=events, clock=clock, retry_delays=(0.05, 0.1, 0.2), installed=False) as stand_in:
        yield stand_in


@pytest.fixture
async def served(slack: StandIn, database_url: str) -> AsyncIterator[Served]:
    async with serving(slack, database_url) as started:
        yield started


@pytest.mark.both
async def test_from_the_page_to_a_verdict_with_one_auth_test(served: Served):
    slack = served.slack
    assert (await slack.person("ana").command("/ml")).failure == "app_not_installed"

    visit = await served.install(by="ana")
    assert (visit.status, "Groundwork is in Acme" in visit.text) == (200, True)
    await served.bot.delivery.quiet()
    (welcome,) = slack.direct("ana")
    assert "Thank you for installing me" in welcome.text

    world = served.world()
    await slack.person("ana").invite("groundwork", "#ml-projects")
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", PROBLEM, "large", "2", "partly", "labelled", "minor")
    await thread.click("ana", "1. Nobody could be harmed or treated unfairly")
    assert "Verdict: *Go*" in thread.card
    assert len(slack.calls("auth.test")) == 1


async def test_two_workspaces_with_the_same_ids_know_nothing_of_each_other(served: Served):
    slack = served.slack
    twin = slack.add_workspace("T0TWIN", twin=True, installed=False)
    await served.install()
    await served.install(twin.team)
    for tenant in (slack, twin):
        await tenant.person("ana").invite("groundwork", "#ml-projects")
    here, there = served.world(), served.world(twin)

    ours = await here.start("ana", "/ml new Menu helper")
    theirs = await there.start("ana", "/ml new Route planner")
    await ours.say("ana", PROBLEM)
    await theirs.say("ana", "Drivers take detours.")

    assert ours.ts == theirs.ts
    assert "Menu helper" in ours.card
    assert "Route planner" in theirs.card
    assert PROBLEM in ours.transcript
    assert PROBLEM not in theirs.transcript
    listed = await twin.person("ana").command("/ml list all")
    assert "Menu helper" not in listed.text
    assert len(slack.calls("chat.postMessage")) == len(twin.calls("chat.postMessage"))


async def test_the_way_back_from_slack_works_once_and_only_for_the_browser_that_went(served: Served):
    away = await served.install(follow=False)
    async with aiohttp.ClientSession() as another, another.get(away.back) as page:
        assert (page.status, "This link does not work any more" in await page.text()) == (400, True)
    assert served.slack.calls("oauth.v2.access") == []

    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:
        async with browser.get(served.install_url) as page:
            link = unescape((await page.text()).split('class="button" href="')[1].split('"')[0])
            carried = {"Cookie": page.headers["Set-Cookie"].split(";")[0]}
        back = (await served.slack.authorize(link, follow=False)).back
        told = []
        for cookie in ({"Cookie": "groundwork_install=" + "0" * 48}, carried, carried):
            async with browser.get(back, headers=cookie) as page:
                told.append(page.status)
    assert told == [400, 200, 400]
    assert len(served.slack.calls("oauth.v2.access")) == 1


async def test_a_link_is_over_after_ten_minutes(served: Served):
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as browser:
        async with browser.get(served.install_url) as page:
            state = (await page.text()).split("state=")[1].split('"')[0]
        served.slack.move(timedelta(minutes=10))
        async with browser.get(f"{served.url}/slack/oauth_redirect?code=x&state={state}") as late:
            assert (late.status, "ten minutes" in await late.text()) == (400, True)


async def test_what_goes_wrong_is_said_and_installs_nothing(served: Served):
    cancelled = await served.install(allow=False)
    assert (cancelled.status, "was not added" in cancelled.text) == (200, True)

    served.slack.faults.refused("oauth.v2.access", "invalid_code")
    refused = await served.install()
    assert (refused.status, "(invalid_code)" in refused.text) == (502, True)

    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as browser:
        async with browser.get(served.install_url) as page:
            state = (await page.text()).split("state=")[1].split('"')[0]
        address = f"{served.url}/slack/oauth_redirect?error=%3Cscript%3E&state={state}"
        async with browser.get(address) as told:
            text = await told.text()
    assert (told.status, "(unknown_error)" in text, "<script" in text) == (400, True, False)


async def test_the_page_is_in_the_persons_language_and_trusts_nobody(served: Served):
    headers = {"Accept-Language": "de, ko-KR;q=0.9, en;q=0.8"}
    async with aiohttp.ClientSession() as browser, browser.get(served.install_url, headers=headers) as page:
        text, told = await page.text(), page.headers
    assert "Slack에 추가" in text
    assert '<html lang="ko">' in text
    assert "30일" in text
    assert told["Cache-Control"] == "no-store"
    assert told["Referrer-Policy"] == "no-referrer"
    assert told["X-Frame-Options"] == "DENY"
    assert told["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    cookie = told["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Max-Age=600"))


async def test_uninstalled_it_is_silent_at_once_and_erased_after_the_grace(served: Served):
    slack = served.slack
    other = slack.add_workspace("T0OTHER", installed=False)
    await served.install()
    await served.install(other.team)
    for tenant in (slack, other):
        await tenant.person("ana").invite("groundwork", "#ml-projects")
        await served.world(tenant).start("ana", "/ml new Menu helper")
    said = len(other.calls("chat.postMessage"))

    await other.uninstall(order=("tokens_revoked", "app_uninstalled"))
    slack.move(timedelta(days=29))
    await served.beat()
    assert len(other.calls("chat.postMessage")) == said
    assert [project["key"] for project in (await served.world().stored())["projects"]] == ["ML-1", "ML-1"]

    slack.move(timedelta(days=1))
    await served.beat()
    (kept,) = (await served.world().stored())["projects"]
    assert kept["channel"] == slack.workspace.channels_by_name["ml-projects"]
    assert len(other.calls("chat.postMessage")) == said
    assert (await slack.person("ana").command("/ml list")).failure is None


async def test_installed_again_in_time_everything_is_there(served: Served):
    slack = served.slack
    await served.install()
    await slack.person("ana").invite("groundwork", "#ml-projects")
    thread = await served.world().start("ana", "/ml new Menu helper")
    await slack.uninstall()
    slack.move(timedelta(days=20))
    await served.beat()

    await served.install()
    await slack.person("ana").invite("groundwork", "#ml-projects")
    slack.move(timedelta(days=20))
    await served.beat()
    await thread.say("ana", PROBLEM)
    assert PROBLEM in thread.transcript
    assert len(await thread.answers()) == 2
    assert len([message for message in slack.direct("ana") if "Thank you" in message.text]) == 1


async def test_an_end_that_is_told_late_does_not_end_the_installation_after_it(served: Served):
    slack = served.slack
    await served.install()
    await slack.uninstall()
    told = [one.request for one in slack.traffic.latest(20) if "app_uninstalled" in str(one.request)]
    slack.move(timedelta(minutes=1))
    await served.install()

    slack.deliveries.publish(told[0], slack.team.id)
    await slack.idle()
    assert await served.world().read(standings) == {Standing.ACTIVE: 1}


async def test_a_token_that_slack_takes_back_quietly_is_noticed_and_what_is_owed_waits(served: Served):
    slack = served.slack
    await served.install()
    await slack.person("ana").invite("groundwork", "#ml-projects")
    thread = await served.world().start("ana", "/ml new Menu helper")
    shown = len(thread.messages)
    slack.faults.refused("chat.postMessage", "account_inactive")
    await thread.say("ana", PROBLEM)
    assert await served.world().read(standings) == {Standing.BROKEN: 1}
    assert len(thread.messages) == shown + 1  # the answer, and no question after it
    assert (await slack.person("ana").command("/ml list")).failure is None  # what is answered at once needs no token

    await served.install()
    slack.move(timedelta(minutes=2))
    await served.beat()
    assert await served.world().read(standings) == {Standing.ACTIVE: 1}
    assert len(thread.messages) == shown + 2


async def test_an_organisation_installs_it_for_all_its_workspaces(slack: StandIn, database_url: str):
    org = Org("E0ACME", "Acme Org", "acme-org")
    one, other = (slack.add_workspace(Team(f"T0{name}", name, name.lower(), org), installed=False) for name in "AB")
    async with serving(slack, database_url) as served:
        visit = await served.install(org)
        assert "Groundwork is in Acme Org" in visit.text
        for tenant in (one, other):
            await tenant.person("ana").invite("groundwork", "#ml-projects")
        thread = await served.world(one).start("ana", "/ml new Menu helper")
        await thread.say("ana", PROBLEM)
        assert len(await thread.answers()) == 2
        await other.person("ana").open_home()
        await served.bot.delivery.quiet()
        await slack.idle()
        assert other.calls("views.publish")
        listed = [(await tenant.person("ana").command("/ml list all")).text for tenant in (one, other)]
        assert ["Menu helper" in text for text in listed] == [True, False]
        seen = [call.response for tenant in (one, other) for call in tenant.calls("users.conversations")]
        assert seen
        assert all(answer["ok"] for answer in seen)

        await one.grant(granted=False)
        said = len(one.calls("chat.postMessage"))
        slack.move(timedelta(days=31))
        await served.beat()
        assert (await served.world().stored())["projects"] == []
        assert len(one.calls("chat.postMessage")) == said
        assert (await other.person("ana").command("/ml list")).failure is None


async def test_where_it_is_not_installed_people_are_told_where_and_nothing_is_stored(served: Served):
    unknown = served.slack.add_workspace("T0UNKNOWN")  # Slack delivers, but here is no installation
    told = (await unknown.person("ana").command("/ml new Menu helper")).text or unknown.ephemerals("ana")[-1].text
    assert served.install_url in told
    assert "is not installed in this workspace" in told
    assert "설치되어 있지 않아요" in told
    await unknown.person("ana").say("hello", channel="#ml-projects")
    await served.slack.idle()
    assert (await served.world().stored())["projects"] == []
    assert await served.world().read(lambda db: db.exec_driver_sql("SELECT count(*) FROM inbox").scalar()) == 0
    assert unknown.calls("chat.postMessage") == []


async def test_from_several_workspaces_to_one_and_its_projects_are_there(slack: StandIn, database_url: str):
    async with serving(slack, database_url) as served:
        await served.install()
        await slack.person("ana").invite("groundwork", "#ml-projects")
        await served.world().start("ana", "/ml new Menu helper")
        await slack.uninstall()
    slack.install()
    slack.deliveries.transport = slack.sockets
    async with playing(slack, database_url) as world:
        assert await world.read(standings) == {}
        assert "Menu helper" in (await world.person("ana").command("/ml list")).text
        slack.move(timedelta(days=40))
        await world.bot.tick(slack.clock())
        assert len((await world.stored())["projects"]) == 1
