"""Modals and App Home."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.standin import StandIn
from sandbox.triggers import Triggers
from tests.sandbox.conftest import Ack, Bot, error_of, modal, options, plain, running, section, text_input

Body = dict[str, Any]


def serve(bot: Bot, shown: Body, /, **answer: Any) -> list[Body]:
    """`/ml` opens the view; its submission is answered with `answer`."""
    bodies: list[Body] = []

    async def ml(ack: Ack, body: Body, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=shown)
        await ack()

    async def take(ack: Ack, body: Body) -> None:
        bodies.append(body)
        await ack(**answer)

    bot.app.command("/ml")(ml)
    bot.app.view("form")(take)
    bot.app.view_closed("form")(take)
    bot.app.action("live")(take)
    return bodies


async def test_a_form_is_filled_in_and_sent(bot: Bot) -> None:
    size = {"type": "static_select", "action_id": "size", "options": options("Small", "Large")}
    number = {"type": "number_input", "action_id": "n", "is_decimal_allowed": True}
    who = {"type": "multi_users_select", "action_id": "who"}
    view = modal(
        text_input("Name", "name", element={"initial_value": "Menu"}),
        {"type": "input", "block_id": "size", "label": plain("Size"), "element": size},
        {"type": "input", "block_id": "n", "label": plain("How many"), "element": number, "optional": True},
        {"type": "input", "block_id": "who", "label": plain("Who"), "element": who},
        private_metadata="ML-1",
    )
    bodies = serve(bot, view)
    ana = bot.slack.person("ana")
    answer = await ana.command("/ml")
    assert answer.view is ana.view
    assert ana.view is not None
    assert ana.view.title == "Form"
    await ana.fill({"Size": "Large", "who": ["ben", "minjun"]})
    assert (await ana.submit()).view is None
    sent = bodies[0]["view"]
    values = sent["state"]["values"]
    assert values["name"]["text"]["value"] == "Menu"
    assert values["size"]["size"]["selected_option"]["value"] == "large"
    assert values["n"]["n"]["value"] is None
    assert values["who"]["who"]["selected_users"] == ["U0BEN", "U0MINJUN"]
    assert (sent["private_metadata"], sent["callback_id"]) == ("ML-1", "form")
    assert sent["hash"]
    assert ana.view is None


async def test_the_client_asks_for_what_is_required(bot: Bot) -> None:
    bodies = serve(bot, modal(text_input("Name", "name"), text_input("Why", "why", element={"min_length": 5})))
    ana = bot.slack.person("ana")
    await ana.command("/ml")
    await ana.fill({"Why": "no"})
    answer = await ana.submit()
    assert answer.errors == {"name": "Please complete this required field.", "why": "At least 5 characters."}
    assert bodies == []


async def test_errors_keep_the_form_open(bot: Bot) -> None:
    serve(bot, modal(text_input("Name", "name")), response_action="errors", errors={"name": "Taken"})
    ana = bot.slack.person("ana")
    await ana.command("/ml")
    await ana.fill({"name": "x"})
    answer = await ana.submit()
    assert answer.errors == {"name": "Taken"}
    assert answer.view is ana.view is not None


async def test_errors_for_what_is_no_input_are_a_failure(bot: Bot) -> None:
    serve(bot, modal(text_input("Name", "name")), response_action="errors", errors={"nme": "Taken"})
    ana = bot.slack.person("ana")
    await ana.command("/ml")
    await ana.fill({"name": "x"})
    assert (await ana.submit()).failure == "invalid_arguments not the block id of an input: nme"


async def test_an_update_keeps_what_was_typed(bot: Bot) -> None:
    after = modal(text_input("Name", "name"), text_input("New", "new"), title=plain("After"))
    serve(bot, modal(text_input("Name", "name")), response_action="update", view=after)
    ana = bot.slack.person("ana")
    await ana.command("/ml")
    await ana.fill({"Name": "Menu"})
    view = (await ana.submit()).view
    assert view is not None
    assert view.title == "After"
    assert view.values["name"]["text"]["value"] == "Menu"
    assert view.values["new"]["text"]["value"] is None


async def test_push_and_clear(bot: Bot) -> None:
    top = modal(section(), title=plain("Top"), callback_id="top")
    serve(bot, modal(section()), response_action="push", view=top)

    async def clear(ack: Ack) -> None:
        await ack(response_action="clear")

    bot.app.view("top")(clear)
    ana = bot.slack.person("ana")
    await ana.command("/ml")
    view = (await ana.submit()).view
    assert view is not None
    assert view.title == "Top"
    assert view.previous_id == view.root_id
    assert (await ana.submit()).view is None


async def test_closing_is_told_if_asked_for(bot: Bot) -> None:
    bodies = serve(bot, modal(section(), notify_on_close=True))
    ana = bot.slack.person("ana")
    await ana.command("/ml")
    await ana.close()
    assert (bodies[0]["type"], bodies[0]["is_cleared"]) == ("view_closed", False)
    await ana.command("/ml")
    await ana.close(everything=True)
    assert bodies[1]["is_cleared"] is True
    assert ana.view is None


async def test_inputs_may_act_at_once(bot: Bot) -> None:
    live = text_input("Name", "name", dispatch_action=True, element={"action_id": "live"})
    bodies = serve(bot, modal(live))
    ana = bot.slack.person("ana")
    await ana.command("/ml")
    await ana.fill({"Name": "Menu"})
    assert bodies[0]["type"] == "block_actions"
    assert bodies[0]["actions"][0]["value"] == "Menu"
    assert bodies[0]["view"]["state"]["values"]["name"]["live"]["value"] == "Menu"
    assert bodies[0]["container"]["type"] == "view"


async def test_an_unanswered_submission_fails(bot: Bot) -> None:
    serve(bot, modal(section(), callback_id="nobody"))
    ana = bot.slack.person("ana")
    await ana.command("/ml")
    bot.slack.sockets.ack_timeout = 0.05
    answer = await ana.submit()
    assert answer.failure == "operation_timeout"
    assert ana.view is not None


async def test_triggers_are_short_lived_and_single() -> None:
    seconds = [0.0]
    triggers = Triggers(monotonic=lambda: seconds[0])
    async with running(triggers=triggers) as (slack, client):
        first, second = triggers.give("U0ANA"), triggers.give("U0ANA")
        await client.views_open(trigger_id=first, view=modal(section()))
        assert await error_of(client.views_open(trigger_id=first, view=modal(section()))) == "exchanged_trigger_id"
        seconds[0] = 3.1
        assert await error_of(client.views_open(trigger_id=second, view=modal(section()))) == "expired_trigger_id"
        assert await error_of(client.views_open(trigger_id="?", view=modal(section()))) == "invalid_trigger_id"
        assert slack.person("ana").view is not None


async def test_stacks_hashes_and_names(slack: StandIn, client: AsyncWebClient) -> None:
    def trigger() -> str:
        return slack.triggers.give("U0ANA")

    opened = await client.views_open(trigger_id=trigger(), view=modal(section(), external_id="one"))
    twin = client.views_push(trigger_id=trigger(), view=modal(section(), external_id="one"))
    assert await error_of(twin) == "duplicate_external_id"
    await client.views_push(trigger_id=trigger(), view=modal(section()))
    await client.views_push(trigger_id=trigger(), view=modal(section()))
    assert await error_of(client.views_push(trigger_id=trigger(), view=modal(section()))) == "push_limit_reached"
    stale = opened["view"]["hash"]
    updated = await client.views_update(external_id="one", view=modal(section("2"), external_id="one"), hash=stale)
    assert updated["view"]["id"] == opened["view"]["id"]
    again = client.views_update(view_id=opened["view"]["id"], view=modal(section("3")), hash=stale)
    assert await error_of(again) == "hash_conflict"
    assert await error_of(client.views_update(view_id="V0", view=modal(section()))) == "not_found"
    assert await error_of(client.api_call("views.update", json={"view": modal(section())})) == "invalid_arguments"
    assert await error_of(client.views_open(trigger_id=trigger(), view=modal())) == "invalid_arguments"


async def test_home(slack: StandIn, client: AsyncWebClient) -> None:
    home = {"type": "home", "blocks": [section("Todos")]}
    published = await client.views_publish(user_id="U0ANA", view=home)
    ana = slack.person("ana")
    assert ana.home is not None
    assert ana.home.blocks[0]["text"]["text"] == "Todos"
    stale = published["view"]["hash"]
    await client.views_publish(user_id="U0ANA", view=home, hash=stale)
    assert await error_of(client.views_publish(user_id="U0ANA", view=home, hash=stale)) == "hash_conflict"
    assert await error_of(client.views_publish(user_id="U0NONE", view=home)) == "user_not_found"


async def test_a_view_without_a_submit_for_its_inputs_is_refused(slack: StandIn, client: AsyncWebClient) -> None:
    view = modal(text_input("Name", "name"))
    del view["submit"]
    with pytest.raises(Exception, match="there are input blocks"):
        await client.views_open(trigger_id=slack.triggers.give("U0ANA"), view=view)
