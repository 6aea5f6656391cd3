"""Whether times of day can be computed where people are."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.doctor.finding import Finding, ok, wrong

NEEDED = ("UTC", "Asia/Seoul", "Europe/Berlin", "America/New_York", "Australia/Sydney")


def zones_looked_at() -> Finding:
    try:
        for name in NEEDED:
            ZoneInfo(name)
    except ZoneInfoNotFoundError as error:
        return wrong(
            "zones",
            f"no data for the time zone {error.args[0].rsplit(' ', 1)[-1]}",
            "Install the system's package tzdata, or `pip install tzdata`.",
        )
    return ok("zones", f"{len(available_timezones())} time zones")
