"""Backups by themselves: when they are due, how many are kept, and what happens when one cannot be made."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app import running
from bot.backups import Backups, backups_in, made_at, newest_in
from sandbox.standin import StandIn
from storage.restore import restore
from tests.world import playing, settings_for

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def made(database_url: str, tmp_path: Path) -> Callable[..., Backups]:
    def one(every: timedelta = DAY, keep: int = 3) -> Backups:
        return Backups(database_url, tmp_path / "backups", every, keep)

    return one


async def beats(backups: Backups, *instants: datetime) -> list[str]:
    """The names of the backups after these beats of the metronome."""
    for now in instants:
        await backups(now)
        await backups.finished()
    return [file.name for file in backups_in(backups.folder)]


async def test_the_first_beat_makes_one_and_the_next_after_a_day(made: Callable[..., Backups]):
    backups = made()

    names = await beats(backups, NOW, NOW + timedelta(minutes=1), NOW + DAY - timedelta(seconds=1), NOW + DAY)

    assert names == ["groundwork-20261123T090000Z.db", "groundwork-20261124T090000Z.db"]


async def test_a_restart_does_not_forget_when_the_last_one_was_made(made: Callable[..., Backups]):
    await beats(made(), NOW)
    assert len(await beats(made(), NOW + timedelta(hours=5))) == 1
    assert len(await beats(made(), NOW + DAY)) == 2


async def test_only_the_newest_are_kept_and_other_files_are_left_alone(made: Callable[..., Backups]):
    backups = made(timedelta(hours=1), keep=2)
    backups.folder.mkdir()
    notes = [backups.folder / name for name in ("notes.txt", "groundwork-old.db", "groundwork.db")]
    for note in notes:
        note.write_text("mine")

    names = await beats(backups, *(NOW + timedelta(hours=number) for number in range(5)))

    assert names == ["groundwork-20261123T120000Z.db", "groundwork-20261123T130000Z.db"]
    assert all(note.read_text() == "mine" for note in notes)


async def test_a_clock_that_was_set_back_does_not_stop_them(made: Callable[..., Backups]):
    assert len(await beats(made(), NOW + timedelta(days=400), NOW)) == 2


async def test_one_that_cannot_be_made_is_logged_once_in_ten_minutes_and_tried_again(
    made: Callable[..., Backups], tmp_path: Path
):
    backups = made()
    (tmp_path / "backups").write_text("a file where the folder should be")

    with capture_logs() as logged:
        await beats(backups, *(NOW + timedelta(seconds=30 * number) for number in range(19)))
        (tmp_path / "backups").unlink()
        names = await beats(backups, NOW + timedelta(minutes=11))

    assert [line["event"] for line in logged] == ["backup.failed", "backup.made"]
    assert len(names) == 1


async def test_what_is_made_can_be_restored(made: Callable[..., Backups], tmp_path: Path):
    backups = made()
    await beats(backups, NOW)
    newest = newest_in(backups.folder)
    assert newest
    assert made_at(newest) == NOW

    assert restore(f"sqlite:///{tmp_path / 'new.db'}", newest, now=NOW).total == 0


async def test_the_metronome_makes_them_when_a_folder_is_set(slack: StandIn, database_url: str, tmp_path: Path):
    folder = tmp_path / "backups"
    async with playing(slack, database_url) as world:
        assert world.bot.tick.backups is None

    settings = settings_for(slack, database_url).model_copy(update={"backup_dir": folder})
    async with running(settings, clock=slack.clock) as bot:
        await bot.tick(slack.clock())
        assert bot.tick.backups
        await bot.tick.backups.finished()
    assert len(backups_in(folder)) == 1


def test_a_folder_that_is_not_there_has_none(tmp_path: Path):
    assert newest_in(tmp_path / "nowhere") is None
