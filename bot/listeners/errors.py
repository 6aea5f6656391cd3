"""What becomes of a turn that failed: a sentence for the person, a reference in the log, a retry by Slack."""

from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError

from bot.clock import Ids
from bot.entered import Malformed
from bot.i18n import Words
from bot.pause import Pause, Paused
from bot.payloads import commanded_in
from bot.people import People
from bot.turns import Closing
from bot.views.message import escape
from bot.views.replies import busy, trouble
from storage.errors import NoSuchProject, ThreadNotKnownYet

log = structlog.get_logger()

TAKEN = 200
AGAIN = 503  # Slack delivers events once more
FAILED = 500


def register(app: AsyncApp, people: People, new_id: Ids, pause: Pause) -> None:
    @app.error
    async def on_error(error: Exception, body: dict[str, Any]) -> BoltResponse:
        match error:
            case BoltUnhandledRequestError():
                return BoltResponse(status=TAKEN)
            case Malformed():
                log.info("delivery.malformed", problem=str(error), kind=body.get("type"))
                return BoltResponse(status=TAKEN)
            case NoSuchProject():
                log.info("project.unknown", kind=body.get("type"))
                return BoltResponse(status=TAKEN)
            case Closing() | ThreadNotKnownYet():
                return BoltResponse(status=AGAIN)
            case _ if isinstance(error, Paused) or pause.caused_by(error):
                return await _apology(body, people, new_id()[:8], AGAIN)
            case _:
                reference = new_id()[:8]
                log.error("turn.failed", reference=reference, kind=body.get("type"), exc_info=error)
                return await _apology(body, people, reference, FAILED)


def no_room(people: People, body: dict[str, Any]) -> BoltResponse:
    """Too much comes at once: events come again, whoever typed a command is asked to."""
    if "command" not in body:
        return BoltResponse(status=AGAIN)
    reply = busy(Words(people.default, escape))
    return BoltResponse(status=TAKEN, body={"response_type": "ephemeral", "text": reply.text})


async def _apology(body: dict[str, Any], people: People, reference: str, status: int) -> BoltResponse:
    """Commands are not delivered again, so the person is told; events are, so Slack gets the `status`."""
    if "command" not in body:
        return BoltResponse(status=status)
    said = commanded_in(body)
    words = Words(people.default, escape)
    reply = trouble(words, reference)
    log.info("person.told", reference=reference, channel=said.channel)
    return BoltResponse(status=TAKEN, body={"response_type": "ephemeral", "text": reply.text})
