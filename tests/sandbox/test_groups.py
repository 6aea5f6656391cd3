"""User groups: listed, mentioned, changed."""

from slack_sdk.web.async_client import AsyncWebClient

from sandbox.standin import StandIn
from tests.sandbox.conftest import Bot, error_of


async def test_groups_are_listed_with_their_people(slack: StandIn, client: AsyncWebClient) -> None:
    group = slack.groups.add("ml-team", "ana", "minjun", name="ML team")
    (bare,) = (await client.usergroups_list())["usergroups"]
    assert (bare["id"], bare["handle"], bare["name"], "users" in bare) == (group.id, "ml-team", "ML team", False)
    (full,) = (await client.usergroups_list(include_users=True, include_count=True))["usergroups"]
    assert (full["users"], full["user_count"]) == (["U0ANA", "U0MINJUN"], 2)
    assert (await client.usergroups_users_list(usergroup=group.id))["users"] == ["U0ANA", "U0MINJUN"]
    assert await error_of(client.usergroups_users_list(usergroup="S0")) == "no_such_subteam"
    slack.groups.disable("@ml-team")
    assert (await client.usergroups_list())["usergroups"] == []
    assert await error_of(client.usergroups_users_list(usergroup=group.id)) == "no_such_subteam"


async def test_a_handle_that_is_typed_becomes_a_mention(slack: StandIn, bot: Bot) -> None:
    group = slack.groups.add("ml-team", "ana")
    await slack.person("ben").say("ask @ml-team, not @nobody", channel="#ml-projects")
    assert bot.of("message")[0]["text"] == f"ask <!subteam^{group.id}|@ml-team>, not @nobody"
    assert slack.transcript() == "ben: ask @ml-team, not @nobody"


async def test_who_comes_and_goes_is_told(slack: StandIn, bot: Bot) -> None:
    told = []
    for name in ("subteam_created", "subteam_members_changed", "subteam_updated"):

        @bot.app.event(name)
        async def _told(event):
            told.append(event)

    group = slack.groups.add("ml-team", "ana", "minjun")
    slack.groups.change("ml-team", "minjun", "jiwoo")
    await slack.idle()
    changed = next(event for event in told if event["type"] == "subteam_members_changed")
    assert (changed["subteam_id"], changed["added_users"], changed["removed_users"]) == (
        group.id,
        ["U0JIWOO"],
        ["U0ANA"],
    )
    updated = next(event for event in told if event["type"] == "subteam_updated")
    assert updated["subteam"]["users"] == ["U0MINJUN", "U0JIWOO"]
