"""The real program, killed at a named point: `python -m tests.faults.dying POINT NTH`; without a point it lives.

The NTH time the point is passed, the process kills itself with SIGKILL: nothing is flushed, closed or said. Where
several processes may share the database, calls of a dead one are taken over sooner than otherwise.
"""

import asyncio
import functools
import inspect
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

LEASE = timedelta(seconds=0.5)
Condition = Callable[..., bool]


class Death:
    """Counts how often the point was passed."""

    def __init__(self, nth: int) -> None:
        self.left = nth

    def near(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(self, owner: Any, name: str, when: Condition = lambda *_, **__: True) -> None:
        """Die instead of calling `owner.name`; `when` looks at the arguments."""

        def passing(*given: Any, **more: Any) -> None:
            if when(*given, **more):
                self.near()

        _wrap(owner, name, before=passing)

    def after(self, owner: Any, name: str, when: Condition = lambda *_, **__: True) -> None:
        """Die when `owner.name` has returned; `when` looks at the result and the arguments."""

        def passed(result: Any, *given: Any, **more: Any) -> None:
            if when(result, *given, **more):
                self.near()

        _wrap(owner, name, after=passed)


def _wrap(
    owner: Any, name: str, before: Callable[..., Any] = lambda *_, **__: None, after: Any = lambda *_, **__: None
) -> None:
    function = getattr(owner, name)

    @functools.wraps(function)
    def called(*given: Any, **more: Any) -> Any:
        before(*given, **more)
        result = function(*given, **more)
        after(result, *given, **more)
        return result

    @functools.wraps(function)
    async def awaited(*given: Any, **more: Any) -> Any:
        before(*given, **more)
        result = await function(*given, **more)
        after(result, *given, **more)
        return result

    setattr(owner, name, awaited if inspect.iscoroutinefunction(function) else called)


def turn_delivered(death: Death) -> None:
    """A delivery was decoded; nothing is written."""
    from bot.turns import Turns

    death.before(Turns, "_turn")


def turn_claimed(death: Death) -> None:
    """The delivery is claimed, inside the transaction; the conversation is as before."""
    import bot.turns

    death.after(bot.turns, "claim", lambda first, *_, **__: first)


def turn_saved(death: Death) -> None:
    """The conversation is saved, inside the transaction; nothing is owed yet."""
    import bot.starting
    import bot.threads

    death.after(bot.threads, "save_conversation")
    death.after(bot.starting, "open_conversation")


def turn_owed(death: Death) -> None:
    """Everything is written, nothing is committed."""
    import bot.starting
    import bot.threads

    death.after(bot.threads, "enqueue")
    death.after(bot.starting, "enqueue")


def turn_on_disk(death: Death) -> None:
    """The turn is committed; the one who waits for that does not know yet."""
    import bot.turns
    import storage.jobs

    def of_a_turn(outcomes: Any) -> bool:
        return any(getattr(job.work, "func", None) is bot.turns._at for job, *_ in outcomes)

    death.before(storage.jobs, "answer", of_a_turn)


def turn_taken(death: Death) -> None:
    """The turn is over; its acknowledgement is not made yet."""
    from bot.turns import Turns

    death.after(Turns, "_turn")


def turn_acking(death: Death) -> None:
    """The acknowledgement is made; it has not left."""
    from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient as Client

    taken = _tasks_with_turns()
    death.before(Client, "send_socket_mode_response", lambda *_, **__: asyncio.current_task() in taken)


def turn_acked(death: Death) -> None:
    """The acknowledgement has left; nothing that follows from the turn has."""
    from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient as Client

    taken = _tasks_with_turns()
    death.after(Client, "send_socket_mode_response", lambda *_, **__: asyncio.current_task() in taken)


def _tasks_with_turns() -> set[Any]:
    from bot.turns import Turns

    tasks: set[Any] = set()
    _wrap(Turns, "_turn", after=lambda *_, **__: tasks.add(asyncio.current_task()))
    return tasks


def call_claimed(method: str, death: Death) -> None:
    """The claim of the call is committed; no byte has gone out."""
    from bot.delivery import Delivery

    death.before(Delivery, "_make", lambda _, claimed: claimed.call.method == method)


def call_processed(method: str, death: Death) -> None:
    """Slack has done it and says so; nobody has read what it says."""
    from aiohttp import ClientResponse

    death.after(ClientResponse, "start", lambda _, response, *__: response.url.name == method)


def call_answered(method: str, death: Death) -> None:
    """The answer is read; it is not written down."""
    from bot.slack import Slack

    death.after(Slack, "call", lambda _, slack, team, called, *__: called == method)


def webhook_answered(death: Death) -> None:
    """A receiver outside Slack has taken it; that is not written down."""
    import bot.webhooks.receivers

    death.after(bot.webhooks.receivers, "post")


def call_settling(death: Death) -> None:
    """How calls went is written down, inside the transaction."""
    import bot.delivery

    death.after(bot.delivery, "settle", lambda _, db, outcomes, **__: bool(outcomes))


def call_settled(death: Death) -> None:
    """How calls went is committed, together with the claim of the next ones."""
    import storage.jobs

    def with_outcomes(answered: Any) -> bool:
        works = [job.work for job, *_ in answered if job.work.__class__ is type(with_outcomes)]
        return any(inspect.getclosurevars(work).nonlocals.get("outcomes") for work in works)

    death.before(storage.jobs, "answer", with_outcomes)


def left_released(death: Death) -> None:
    """At start, what a dead process was sending is marked doubtful, inside the transaction."""
    import bot.delivery

    death.after(bot.delivery, "release_left_over", lambda count, *_, **__: count > 0)


def look_begun(death: Death) -> None:
    """A call that may have been made is to be looked up."""
    import bot.delivery

    death.before(bot.delivery, "find_posted")


def look_answered(death: Death) -> None:
    """It is known whether the call was made; that is not written down."""
    import bot.delivery

    death.after(bot.delivery, "find_posted")


POINTS: dict[str, Callable[[Death], None]] = {
    "turn.delivered": turn_delivered,
    "turn.claimed": turn_claimed,
    "turn.saved": turn_saved,
    "turn.owed": turn_owed,
    "turn.on_disk": turn_on_disk,
    "turn.taken": turn_taken,
    "turn.acking": turn_acking,
    "turn.acked": turn_acked,
    "webhook.answered": webhook_answered,
    "call.settling": call_settling,
    "call.settled": call_settled,
    "left.released": left_released,
    "look.begun": look_begun,
    "look.answered": look_answered,
}
for _noun, _method in {"post": "chat.postMessage", "update": "chat.update", "tick": "reactions.add"}.items():
    POINTS[f"{_noun}.claimed"] = functools.partial(call_claimed, _method)
    POINTS[f"{_noun}.processed"] = functools.partial(call_processed, _method)
    POINTS[f"{_noun}.answered"] = functools.partial(call_answered, _method)


def main() -> None:
    import bot.delivery

    if os.environ["DATABASE_URL"].startswith("postgresql"):
        bot.delivery.LEASE = bot.delivery.PATIENT_LEASE = LEASE
    if sys.argv[1:]:
        point, nth = sys.argv[1:]
        POINTS[point](Death(int(nth)))
    sys.argv = ["groundwork", "run"]

    from bot.cli import program

    program()


if __name__ == "__main__":
    main()
