"""Receivers outside Slack are told of projects."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from inline_snapshot import snapshot

from sandbox.standin import StandIn
from storage.calls import CallState
from storage.engines import open_engine
from storage.owing import owing, refused_since
from storage.webhooks import Faring, Webhook, faring, find_webhook, remove_webhook
from tests.receiver import LOOPBACK, SECRET, Received, Receiver, receiving
from tests.scenarios.courses import QUICK, begun, form, order
from tests.world import Thread, World, playing

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "webhooks.schema.json").read_text(encoding="utf-8"))
REASON = "It fits the plan for the summer menu."


@pytest.fixture
async def world(slack: StandIn, database_url: str) -> AsyncIterator[World]:
    async with playing(slack, database_url, GROUNDWORK_WEBHOOK_NETWORKS=LOOPBACK) as started:
        yield started


@pytest.fixture
async def receiver(world: World) -> AsyncIterator[Receiver]:
    """Told everything about Acme."""
    async with receiving() as started:
        await world.bot.database.write(started.webhook(at=world.slack))
        yield started


async def later(world: World, **span: int) -> None:
    await world.bot.tick(world.slack.clock.move(timedelta(**span)))
    await world.settled()


async def known(world: World, id_: str = "1") -> Webhook:
    found: Webhook | None = await world.read(lambda db: find_webhook(db, id_))
    assert found
    return found


def is_signed(received: Received, secret: str = SECRET) -> bool:
    """As docs/webhooks.md says, written down once more."""
    signed = b"v1:" + received.headers["X-Groundwork-Timestamp"].encode() + b":" + received.body
    expected = "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return received.headers["X-Groundwork-Signature"] == expected


def told(received: Received) -> dict[str, Any]:
    """What differs from fact to fact; that the rest is as it should be."""
    document = received.told
    jsonschema.validate(document, SCHEMA)
    assert is_signed(received)
    assert received.headers["X-Groundwork-Delivery"] == document["id"]
    assert (document["workspace"], document["channel"], document["project"]["key"]) == (
        "T0ACME",
        "C0MLPROJECTS",
        "ML-1",
    )
    common = ("version", "id", "at", "workspace", "channel", "project")
    return {key: value for key, value in document.items() if key not in common}


@pytest.mark.both
async def test_a_receiver_hears_of_the_project_its_verdict_its_stage_and_the_decision(world: World, receiver: Receiver):
    thread = await begun(world)
    await order(world, "ana", "/ml decide ML-1 accept " + REASON)
    await order(world, "ana", "/ml stage ML-1 pause PAUSE_COST_LATER until 2027-03-01 because the new menu comes then")
    await receiver.until(4)
    await world.settled()

    created, verdict, decision, stage = receiver.received
    assert told(created) == {"by": "U0ANA", "type": "project.created"}
    assert created.told["project"]["name"] == "Menu helper"
    assert (
        created.told["project"]["link"] == f"https://acme.slack.com/archives/C0MLPROJECTS/p{thread.ts.replace('.', '')}"
    )
    assert len({one.told["id"] for one in receiver.received}) == 4
    assert told(verdict) == snapshot(
        {
            "by": "U0ANA",
            "type": "project.verdict",
            "verdict": {
                "verdict": "go_rules_first",
                "quadrant": "do_first",
                "overridden": False,
                "rules": ["R_RULES_FIRST"],
                "scores": {
                    "impact": "54.0",
                    "feasibility": "50.4",
                    "data": "49.0",
                    "accuracy": "67.0",
                    "difficulty": "40.0",
                    "readiness": "40.0",
                    "completeness": "28.5",
                    "confidence": "28.5",
                    "priority": "52.2",
                },
            },
            "before": None,
        }
    )
    assert told(decision) == snapshot(
        {
            "by": "U0ANA",
            "type": "project.decision",
            "decision": {
                "choice": "accept",
                "reason": "It fits the plan for the summer menu.",
                "until": None,
                "condition": None,
                "into": None,
            },
            "before": None,
        }
    )
    assert told(stage) == snapshot(
        {
            "by": "U0ANA",
            "type": "project.stage",
            "stage": {
                "before": "intake",
                "after": "paused",
                "kind": "pause",
                "reason": "PAUSE_COST_LATER",
                "note": "the new menu comes then",
                "until": "2027-03-01",
            },
        }
    )


async def test_a_verdict_that_an_answer_or_the_owner_changes_is_told_with_the_one_before(
    world: World, receiver: Receiver
):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", *QUICK[:-1])
    said = await thread.say("ana", QUICK[-1])
    await thread.edit("ana", said, "3")
    await thread.say("ana", "why")
    answer = await thread.click("ana", "Override")
    assert answer.view
    await form(world, "ana", verdict="go", reason="We agreed on the remedy with the kitchen on Monday.")
    await receiver.until(4)

    changes = [one.told for one in receiver.received[1:]]
    assert [(one["before"], one["verdict"]["verdict"], one["verdict"]["overridden"]) for one in changes] == snapshot(
        [
            (None, "go_rules_first", False),
            ({"verdict": "go_rules_first", "quadrant": "do_first"}, "reconsider", False),
            ({"verdict": "reconsider", "quadrant": "big_bet"}, "go", True),
        ]
    )


async def test_only_what_a_receiver_asked_for_is_told(world: World):
    async with receiving() as receiver:
        await world.bot.database.write(receiver.webhook("T0ACME", "project.verdict", at=world.slack))
        thread = await world.start("ana", "/ml new Menu helper")
        await thread.say("ana", *QUICK)
        await receiver.until(1)

        assert receiver.types == ["project.verdict"]


async def test_an_event_that_slack_delivers_twice_is_told_once(world: World, receiver: Receiver):
    thread = await world.start("ana", "/ml new Menu helper")
    world.slack.deliver_twice = True
    await thread.say("ana", *QUICK)
    await receiver.until(2)
    await world.settled()

    assert receiver.types == ["project.created", "project.verdict"]


async def test_what_a_receiver_does_not_take_is_sent_again_in_order_with_the_same_id(world: World, receiver: Receiver):
    receiver.answers, receiver.headers = [503, 429, 302], {"Location": "http://127.0.0.1:1/"}
    thread = await world.start("ana", "/ml new Menu helper")
    await receiver.until(1)
    await thread.say("ana", *QUICK)
    assert receiver.types == ["project.created"]
    assert (await known(world)).problem == "status_503"
    for count, minutes in ((2, 1), (3, 10), (4, 60)):
        await later(world, minutes=minutes)
        await receiver.until(count)
    await receiver.until(5)
    await world.settled()

    assert receiver.types == ["project.created"] * 4 + ["project.verdict"]
    assert len({one.told["id"] for one in receiver.received[:4]}) == 1
    assert all(is_signed(one) for one in receiver.received)
    stamps = [int(one.headers["X-Groundwork-Timestamp"]) for one in receiver.received]
    assert stamps[3] - stamps[0] >= 71 * 60
    assert (await known(world)).failing_since is None


async def test_what_a_process_told_that_died_before_it_wrote_that_down_is_told_again_with_the_same_id(
    slack: StandIn, database_url: str
):
    async with receiving() as receiver:
        async with playing(slack, database_url, GROUNDWORK_WEBHOOK_NETWORKS=LOOPBACK) as world:
            await world.bot.database.write(receiver.webhook(at=slack))
            await world.start("ana", "/ml new Menu helper")
            await receiver.until(1)
        engine = open_engine(database_url)
        with engine.connect().execution_options(writes=True) as db, db.begin():
            db.exec_driver_sql("update outbox set state = 'sending', settled_at = null where method = 'webhook'")
        engine.dispose()
        async with playing(slack, database_url, GROUNDWORK_WEBHOOK_NETWORKS=LOOPBACK):
            first, second = await receiver.until(2)

    assert first.told == second.told
    assert first.headers["X-Groundwork-Delivery"] == second.headers["X-Groundwork-Delivery"]


async def test_a_receiver_that_fails_for_a_day_is_told_nothing_more_and_slack_is_not_kept_waiting(
    world: World, receiver: Receiver
):
    receiver.answers = [500] * 100
    thread = await world.start("ana", "/ml new Menu helper")
    await receiver.until(1)
    for _ in range(30):
        await later(world, hours=1)
    await thread.say("ana", *QUICK)

    assert "Verdict" in thread.transcript
    assert (await known(world)).asleep_at is not None
    assert await world.read(faring) == Faring(awake=0, failing=0, asleep=1, owed=0)
    assert (await world.read(owing)).calls == 0
    assert await world.read(lambda db: refused_since(db, world.slack.clock.now() - timedelta(days=9))) == []
    assert receiver.types == ["project.created"] * len(receiver.received)
    assert 10 < len(receiver.received) < 40


async def test_a_receiver_that_is_gone_or_removed_is_not_asked_again(world: World, receiver: Receiver):
    receiver.answers = [410]
    thread = await world.start("ana", "/ml new Menu helper")
    await receiver.until(1)
    await world.settled()
    gone = await known(world)
    await thread.say("ana", *QUICK)
    await later(world, hours=1)
    assert (gone.asleep_at is not None, gone.problem, len(receiver.received)) == (True, "gone", 1)

    await world.bot.database.write(lambda db: remove_webhook(db, "1"))
    await world.start("ben", "/ml new Another")
    await later(world, hours=1)
    assert len(receiver.received) == 1


async def test_what_a_receiver_refuses_to_understand_does_not_hold_up_what_follows(world: World, receiver: Receiver):
    receiver.answers = [422]
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", *QUICK)
    await receiver.until(2)
    await world.settled()

    assert receiver.types == ["project.created", "project.verdict"]
    assert (await known(world)).failures == 0


async def test_a_receiver_that_hangs_holds_up_nobody_else(world: World, receiver: Receiver):
    receiver.held = asyncio.Event()
    thread = await world.person("ana").command("/ml new Menu helper", channel="#ml-projects")
    assert thread.failure is None
    await receiver.until(1)
    await world.slack.until(lambda: len(world.cards()) == 1)
    card = Thread(world, "#ml-projects", world.cards()[0].ts)
    await world.slack.until(lambda: len(card.messages) > 1)
    receiver.held.set()
    await world.settled()


async def test_an_address_in_the_bots_own_network_is_not_called_by_name_or_number(slack: StandIn, database_url: str):
    async with playing(slack, database_url) as world, receiving() as receiver:
        await world.bot.database.write(receiver.webhook(at=slack))
        receiver.url = receiver.url.replace("127.0.0.1", "localhost")
        await world.bot.database.write(receiver.webhook(at=slack, id_="2"))
        await world.start("ana", "/ml new Menu helper")
        await later(world, seconds=1)
        await later(world, seconds=1)

        assert [(await known(world, id_)).problem for id_ in ("1", "2")] == ["address_not_allowed"] * 2
        assert receiver.received == []


async def test_nothing_is_told_while_nobody_listens(world: World):
    await world.start("ana", "/ml new Menu helper")
    states = await world.read(lambda db: {state for (state,) in db.exec_driver_sql("select state from outbox").all()})
    methods = await world.read(lambda db: {one for (one,) in db.exec_driver_sql("select method from outbox").all()})
    assert states == {CallState.SENT}
    assert "webhook" not in methods
