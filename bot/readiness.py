"""Asks the bot that runs beside this whether it is ready, for a container's health check: `python -m bot.readiness`.

Exit code 0 and silence, or 1 and one sentence.
"""

import sys
from http.client import HTTPConnection, HTTPException

from bot.settings import Delivery, Settings, SettingsWrong, read_settings

SECONDS = 4.0
READY = 200
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - recognised, not listened at


def trouble(settings: Settings) -> str | None:
    """What is wrong, in one sentence; None when the bot is ready."""
    port = settings.health_port
    if port is None and settings.delivery is Delivery.HTTP:
        port = settings.port
    if port is None:
        return "GROUNDWORK_HEALTH_PORT is not set, so that the bot cannot be asked"
    host = EVERYWHERE.get(settings.host, settings.host)
    connection = HTTPConnection(host, port, timeout=SECONDS)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        said = answer.read(1000).decode(errors="replace")
    except (OSError, HTTPException) as error:
        return f"nobody answers at {host}:{port} ({error.__class__.__name__})"
    finally:
        connection.close()
    return None if answer.status == READY else f"the bot is not ready: {said}"


def main() -> int:
    try:
        wrong = trouble(read_settings())
    except SettingsWrong as error:
        wrong = str(error)
    if wrong:
        sys.stderr.write(f"groundwork: {wrong}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
