"""Response URLs: five uses within thirty minutes of the sandbox's clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sandbox.blocks import problems
from sandbox.happenings import Happenings
from sandbox.message import Message

LIFETIME = timedelta(minutes=30)
MOST_USES = 5
_KNOWN = {
    "text",
    "blocks",
    "attachments",
    "response_type",
    "replace_original",
    "delete_original",
    "thread_ts",
    "metadata",
    "unfurl_links",
    "unfurl_media",
    "mrkdwn",
}


@dataclass(slots=True)
class ResponseUrl:
    """Where an answer to one command or interaction goes."""

    channel: str
    user: str
    given: datetime
    original: Message | None
    uses: int = 0


class ResponseUrls:
    """Gives response URLs and carries out what is posted to them."""

    def __init__(self, happenings: Happenings) -> None:
        self.base = ""
        self._happenings = happenings
        self._given: dict[str, ResponseUrl] = {}

    def __contains__(self, identity: str) -> bool:
        return identity in self._given

    def give(self, channel: str, user: str, original: Message | None = None) -> str:
        """A URL for answers to what `user` did in `channel`, on `original` if it was on a message."""
        identity = self._happenings.workspace.ids.next("R")
        self._given[identity] = ResponseUrl(channel, user, self._happenings.clock.now(), original)
        return f"{self.base}/response/{identity}"

    def use(self, identity: str, body: Any) -> tuple[int, str]:
        """Carry out an answer; the HTTP status and text for the app."""
        url = self._given.get(identity)
        if url is None:
            return 404, "no_service"
        if self._happenings.clock.now() - url.given > LIFETIME:
            return 404, "expired_url"
        if url.uses >= MOST_USES:
            return 404, "used_url"
        if not isinstance(body, dict):
            return 400, "invalid_payload"
        refused = refusal(body)
        if refused is not None:
            return 400, refused
        url.uses += 1
        self._carry_out(url, body)
        return 200, "ok"

    def _carry_out(self, url: ResponseUrl, body: dict[str, Any]) -> None:
        original = url.original
        channel = self._happenings.workspace.channels[url.channel]
        if original is not None and not original.deleted and body.get("delete_original"):
            self._happenings.delete(channel, original)
        elif original is not None and not original.deleted and body.get("replace_original"):
            text, blocks = contents(self._happenings, body)
            self._happenings.change(channel, original, text=text, blocks=blocks)
        if not body.get("delete_original") and not body.get("replace_original"):
            show_answer(self._happenings, url.channel, url.user, body)


def refusal(body: dict[str, Any]) -> str | None:
    """Why Slack would not show this answer, or None."""
    if unknown := sorted(set(body) - _KNOWN):
        return f"invalid_payload: this stand-in does not know {', '.join(unknown)}"
    if body.get("delete_original"):
        return None
    blocks = body.get("blocks") or []
    if found := problems(blocks, "message"):
        return f"invalid_blocks: {found[0]}"
    if not body.get("text") and not blocks and not body.get("attachments"):
        return "no_text"
    return None


def contents(happenings: Happenings, body: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Text and blocks of an answer."""
    return str(body.get("text") or ""), happenings.workspace.named(body.get("blocks") or [])


def show_answer(happenings: Happenings, channel: str, user: str, body: dict[str, Any]) -> Message:
    """Show an answer to one person, or in the channel when it says `in_channel`."""
    text, blocks = contents(happenings, body)
    bot = happenings.workspace.bot
    place = happenings.workspace.channels[channel]
    thread = body.get("thread_ts")
    more: dict[str, Any] = {
        "blocks": blocks,
        "bot_id": bot.bot_id,
        "bot_profile": bot_profile(happenings),
        "attachments": body.get("attachments") or [],
        "metadata": body.get("metadata"),
    }
    if body.get("response_type") == "in_channel":
        return happenings.post(place, bot.user_id, text, thread=thread, **more)
    return happenings.whisper(place, user, text, thread=thread, **more)


def bot_profile(happenings: Happenings) -> dict[str, Any]:
    """The `bot_profile` of the bot's messages."""
    bot = happenings.workspace.bot
    return {
        "id": bot.bot_id,
        "deleted": False,
        "name": bot.display_name,
        "updated": 0,
        "app_id": bot.app_id,
        "user_id": bot.user_id,
        "icons": {},
        "team_id": happenings.workspace.team.id,
    }
