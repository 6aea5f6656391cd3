"""A migrated database, and a connection to it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine

from storage.engines import open_engine


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def db(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        yield connection
