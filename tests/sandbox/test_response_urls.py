"""Response URLs: five uses, thirty minutes, and what an answer may do."""

from datetime import timedelta
from typing import Any

from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox.message import Message
from sandbox.standin import StandIn
from tests.sandbox.conftest import ROOM, Ack, Bot, actions, button, section


async def send(slack: StandIn, original: Message | None = None, *, url: str = "", **body: Any) -> tuple[int, str]:
    url = url or slack.response_urls.give(ROOM, "U0ANA", original)
    answer = await AsyncWebhookClient(url, retry_handlers=[]).send_dict(body)
    return answer.status_code, answer.body


async def test_private_by_default_and_public_on_request(slack: StandIn) -> None:
    assert await send(slack, text="For you") == (200, "ok")
    assert await send(slack, text="For all", response_type="in_channel") == (200, "ok")
    assert [one.text for one in slack.ephemerals("ana")] == ["For you"]
    assert [one.text for one in slack.messages(ROOM)] == ["For all"]


async def test_five_uses(slack: StandIn) -> None:
    url = slack.response_urls.give(ROOM, "U0ANA")
    answers = [await send(slack, url=url, text=str(n)) for n in range(6)]
    assert answers == [(200, "ok")] * 5 + [(404, "used_url")]
    assert len(slack.ephemerals("ana")) == 5


async def test_thirty_minutes_of_the_sandboxs_clock(slack: StandIn) -> None:
    url = slack.response_urls.give(ROOM, "U0ANA")
    slack.move(timedelta(minutes=29))
    assert await send(slack, url=url, text="in time") == (200, "ok")
    slack.move(timedelta(minutes=2))
    assert await send(slack, url=url, text="too late") == (404, "expired_url")


async def test_what_is_refused(slack: StandIn) -> None:
    assert await send(slack, text="") == (400, "no_text")
    status, sentence = await send(slack, text="x", blocks=[{"type": "wat"}])
    assert (status, sentence.split(":")[0]) == (400, "invalid_blocks")
    assert (await send(slack, text="x", colour="red"))[0] == 400
    assert await send(slack, url=f"{slack.url}/response/R0", text="x") == (404, "no_service")


async def test_the_original_is_replaced_or_deleted(slack: StandIn, bot: Bot) -> None:
    async def ml(ack: Ack) -> None:
        await ack(text="Choose", blocks=[section("Choose"), actions(button("A", "a"), button("B", "b"))])

    async def replace(ack: Ack, respond: Any) -> None:
        await ack()
        await respond("Chosen", replace_original=True)

    async def delete(ack: Ack, respond: Any) -> None:
        await ack()
        await respond(delete_original=True)

    bot.app.command("/ml")(ml)
    bot.app.action("a")(replace)
    bot.app.action("b")(delete)
    ana = slack.person("ana")
    await ana.command("/ml")
    await ana.click("A")
    assert [(one.text, one.blocks) for one in slack.ephemerals("ana")] == [("Chosen", [])]
    await ana.command("/ml")
    await ana.click("B")
    assert [one.text for one in slack.ephemerals("ana")] == ["Chosen"]
