"""A browser for all tests, a window for each, and the real bot behind the page."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from sandbox.clock import Clock
from sandbox.standin import StandIn
from tests.browser.chromium import NoBrowser, launched
from tests.browser.screen import Screen
from tests.world import World, playing

WIDE, NARROW = (1280, 800), (360, 740)
PATIENCE = 10_000  # milliseconds that Playwright waits for what is to come

Open = Callable[..., Awaitable[Screen]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is marked, and runs in one event loop: the browser lives in it."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[Any]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        try:
            started = await launched(playwright)
        except NoBrowser as none:
            pytest.skip(str(none))
        expect.set_options(timeout=PATIENCE)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def slack(subscribed: list[str]) -> AsyncIterator[StandIn]:
    async with StandIn(events=subscribed, clock=Clock(running=True)) as stand_in:
        yield stand_in


@pytest_asyncio.fixture(loop_scope="session")
async def world(slack: StandIn, database_url: str) -> AsyncIterator[World]:
    """The bot at work; it beats when the clock is moved, as in the sandbox."""
    async with playing(slack, database_url) as started:
        beats: set[asyncio.Task[None]] = set()

        def beat() -> None:
            task = asyncio.create_task(started.bot.tick(slack.clock()))
            beats.add(task)
            task.add_done_callback(beats.discard)

        slack.clock.when_moved(beat)
        yield started
        await asyncio.gather(*beats)


@pytest_asyncio.fixture(loop_scope="session")
async def opened(browser: Browser, slack: StandIn, request: pytest.FixtureRequest) -> AsyncIterator[Open]:
    """Opens windows. Errors in a console and requests to other hosts fail the test."""
    screens: list[Screen] = []
    async with AsyncExitStack() as stack:

        async def window(size: tuple[int, int] = WIDE, *, dark: bool = False) -> Screen:
            context = await browser.new_context(
                viewport={"width": size[0], "height": size[1]},
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
            )
            stack.push_async_callback(context.close)
            context.set_default_timeout(PATIENCE)
            screen = Screen(await context.new_page(), slack.url)
            screen.watch()
            screens.append(screen)
            return screen

        yield window
        if request.node.stash.get(FAILED, False):
            name = re.sub(r"\W+", "-", request.node.name)
            for number, screen in enumerate(screens, 1):
                await screen.shot(f"failed-{name}-{number}")
    assert [one for screen in screens for one in screen.complaints] == []


@pytest_asyncio.fixture(loop_scope="session")
async def screen(opened: Open) -> Screen:
    """One window on a desktop."""
    return await opened()
