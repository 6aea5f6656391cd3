"""Which workspace a command means when it does not say."""

import re
from collections.abc import Collection

from bot.settings import Settings
from bot.slack import SlackRefused, connect

TEAM = re.compile(r"T[A-Z0-9]{1,39}")


class TeamUnknown(Exception):
    """One sentence that says how to name it."""


async def team_meant(settings: Settings, stored: Collection[str], given: str | None) -> str:
    """The one that was named, else that of the token, else the only one that is `stored`; raises TeamUnknown."""
    if given is not None:
        if not TEAM.fullmatch(given):
            raise TeamUnknown(f"{given!r} is no workspace's id: it is in the address of Slack in a browser, T…")
        return given
    if settings.slack_bot_token is None:
        return _only(stored)
    slack = connect(settings.slack_api_url)
    try:
        return (await slack.introduce(settings.slack_bot_token.get_secret_value())).team
    except SlackRefused:
        return _only(stored)
    finally:
        await slack.session.close()


def _only(stored: Collection[str]) -> str:
    if len(stored) == 1:
        return next(iter(stored))
    which = f"there are projects in {', '.join(sorted(stored))}" if stored else "no workspace has a project yet"
    raise TeamUnknown(f"Which workspace? Name it with --team T…: {which}")
