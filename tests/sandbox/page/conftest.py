"""Acme, and its blocks drawn."""

from datetime import UTC, datetime

import pytest

from sandbox.clock import Clock
from sandbox.page.drawn import Drawn, Viewer
from sandbox.seed import acme
from sandbox.workspace import Workspace

NOW = datetime(2026, 12, 22, 10, 0, tzinfo=UTC)
ANA = Viewer("U0ANA", "America/New_York", "en-US")
MINJUN = Viewer("U0MINJUN", "Asia/Seoul", "ko-KR")


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return acme(Clock())


@pytest.fixture(scope="module")
def drawn(workspace: Workspace) -> Drawn:
    return Drawn(workspace, lambda: NOW)
