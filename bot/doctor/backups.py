"""Whether there are backups, and recent ones."""

from datetime import datetime

from bot.backups import made_at, newest_in
from bot.doctor.finding import Finding, ok, warning
from bot.doctor.spans import said
from bot.settings import Settings


def backups_looked_at(settings: Settings, now: datetime) -> Finding:
    if settings.backup_dir is None:
        return warning(
            "backups", "none are made by themselves", "Set GROUNDWORK_BACKUP_DIR to a folder on another disk."
        )
    newest = newest_in(settings.backup_dir)
    if newest is None:
        return warning("backups", f"none yet in {settings.backup_dir}", "The running bot makes one within a minute.")
    age = now - made_at(newest)
    if age > 2 * settings.backup_every:
        return warning(
            "backups",
            f"the newest is {said(age)} old",
            f"See that the bot runs and can write {settings.backup_dir}; its log says backup.failed and why.",
        )
    return ok("backups", f"{newest.name}, {said(age)} old")
