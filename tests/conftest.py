"""What every test may ask for: a database at the newest form, and a bot in a stand-in workspace."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest
import yaml
from sqlalchemy import create_engine

from sandbox.clock import Clock
from sandbox.standin import StandIn
from storage.engines import open_engine
from storage.migrate import migrate
from tests.postgresql import Server, shared_by_workers
from tests.world import World, playing

# A busy machine is slow at times, which says nothing of the program; a red run must be red again.
EXAMPLES = int(os.environ.get("GROUNDWORK_EXAMPLES", "25"))  # `make soak` asks for more
hypothesis.settings.register_profile("anywhere", max_examples=EXAMPLES, deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("anywhere")

ROOT = Path(__file__).parent.parent
KINDS = ("sqlite", "postgresql")
ON_BOTH = ("storage", "scenarios", "faults")
"""Folders whose tests run on either kind of database."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """On PostgreSQL only with `make soak`, but for the tests of storage and those that are marked `both`."""
    folder = metafunc.definition.path.relative_to(ROOT / "tests").parts[0]
    if "database_url" not in metafunc.fixturenames or folder not in ON_BOTH:
        return
    if metafunc.definition.get_closest_marker("sqlite"):
        return
    always = folder == "storage" or metafunc.definition.get_closest_marker("both")
    second = pytest.param(KINDS[1], marks=() if always else pytest.mark.soak)
    metafunc.parametrize("database_url", [KINDS[0], second], indirect=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What runs drawn from a seed came to, also when all went well."""
    reports = [one for some in terminalreporter.stats.values() for one in some if isinstance(one, pytest.TestReport)]
    for report in reports:
        for name, told in report.user_properties if report.when == "call" else ():
            if name == "soak":
                terminalreporter.write_line(str(told))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database to copy: migrating takes longer than most tests."""
    file = tmp_path_factory.mktemp("database") / "empty.db"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    with create_engine(f"sqlite:///{file}").connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    with shared_by_workers() as server:
        yield server


@pytest.fixture
def database_url(request: pytest.FixtureRequest, migrated: Path, tmp_path: Path) -> Iterator[str]:
    """A database of the newest form with nothing in it."""
    if getattr(request, "param", KINDS[0]) == KINDS[1]:
        server: Server = request.getfixturevalue("postgresql")
        with server.database() as url:
            yield url
        return
    shutil.copy(migrated, tmp_path / "test.db")
    yield f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture(scope="session")
def subscribed() -> list[str]:
    """The events that manifest.yml subscribes to: the stand-in delivers no others."""
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    events: list[str] = manifest["settings"]["event_subscriptions"]["bot_events"]
    return events


@pytest.fixture
async def slack(subscribed: list[str]) -> AsyncIterator[StandIn]:
    clock = Clock(running=True)  # the bot lives by it, too
    async with StandIn(events=subscribed, clock=clock, ack_timeout=2.0, retry_delays=(0.05, 0.1, 0.2)) as stand_in:
        yield stand_in


@pytest.fixture
async def world(slack: StandIn, database_url: str) -> AsyncIterator[World]:
    """The bot, connected to the stand-in over Socket Mode."""
    async with playing(slack, database_url) as started:
        yield started
