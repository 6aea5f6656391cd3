"""docs/configuration.md, written from the settings themselves: `python -m bot.settings_reference`."""

import sys
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from bot.settings import Settings

HEAD = """\
# Settings

Groundwork reads its settings from the environment, and what is not there from a file `.env` in the folder it is started
in. A wrong setting stops the start with one sentence that names it. This page is written from the code by
`make generated`; a test holds the two together.

| Name | Meaning | Values | Default |
|---|---|---|---|
"""

TAIL = """
## How Slack is reached

| Given | Then |
|---|---|
| none of the tokens and the secret | `groundwork run` starts the sandbox and says so |
| `SLACK_BOT_TOKEN` and `SLACK_APP_TOKEN` | Socket Mode: the bot calls Slack, nothing has to be opened to the outside |
| `SLACK_BOT_TOKEN` and `SLACK_SIGNING_SECRET` | HTTP mode: Slack calls the bot, through a TLS proxy of yours |
| all three | Socket Mode |
| `SLACK_CLIENT_ID`, `SLACK_CLIENT_SECRET`, `SLACK_SIGNING_SECRET`, `GROUNDWORK_PUBLIC_URL`, \
`GROUNDWORK_ENCRYPTION_KEYS` | several workspaces, over HTTP: each installs the bot at `/slack/install` |
| anything else | the start is refused, and what is missing is named |

Tokens, secrets and keys are never logged. Keep `.env` readable only for the account that runs the bot
(`chmod 600 .env`).
"""


def reference() -> str:
    """The whole page, as Markdown."""
    return HEAD + "".join(_row(name, field) for name, field in Settings.model_fields.items()) + TAIL


def _row(name: str, field: FieldInfo) -> str:
    default = "" if field.default is None else f"`{_shown(field.default)}`"
    return f"| `{environment_name(name, field)}` | {field.description} | {_values(field)} | {default} |\n"


def environment_name(name: str, field: FieldInfo) -> str:
    """A field's name in the environment."""
    return str(field.validation_alias or name).upper()


def _shown(default: object) -> str:
    return f"{default // timedelta(days=1)}d" if isinstance(default, timedelta) else str(default)


def _values(field: FieldInfo) -> str:
    kinds = (field.annotation, *getattr(field.annotation, "__args__", ()))
    if int in kinds:
        least, most = (_bound(field, name) for name in ("ge", "le"))
        return f"whole number, {least} to {most}" if most is not None else f"whole number, {least} or more"
    if Path in kinds:
        return "path"
    return "time" if timedelta in kinds else "secret" if SecretStr in kinds else "text"


def _bound(field: FieldInfo, name: str) -> int | None:
    return next((getattr(one, name) for one in field.metadata if hasattr(one, name)), None)


if __name__ == "__main__":
    sys.stdout.buffer.write(reference().encode("utf-8"))
