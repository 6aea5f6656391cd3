"""docs/configuration.md, written from the settings themselves: `python -m bot.settings_reference`."""

import sys

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
| anything else | the start is refused, and what is missing is named |

Tokens and the secret are never logged. Keep `.env` readable only for the account that runs the bot (`chmod 600 .env`).
"""


def reference() -> str:
    """The whole page, as Markdown."""
    return HEAD + "".join(_row(name, field) for name, field in Settings.model_fields.items()) + TAIL


def _row(name: str, field: FieldInfo) -> str:
    default = "" if field.default is None else f"`{field.default}`"
    return f"| `{environment_name(name, field)}` | {field.description} | {_values(field)} | {default} |\n"


def environment_name(name: str, field: FieldInfo) -> str:
    """A field's name in the environment."""
    return str(field.validation_alias or name).upper()


def _values(field: FieldInfo) -> str:
    if field.annotation is int:
        least = next(one.ge for one in field.metadata if hasattr(one, "ge"))
        most = next(one.le for one in field.metadata if hasattr(one, "le"))
        return f"whole number, {least} to {most}"
    return "secret" if SecretStr in getattr(field.annotation, "__args__", ()) else "text"


if __name__ == "__main__":
    sys.stdout.buffer.write(reference().encode("utf-8"))
