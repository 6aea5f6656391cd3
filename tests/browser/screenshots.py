"""The pictures that the README shows, made of a story played in the sandbox: `make screenshots`."""

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import structlog
from playwright.async_api import Browser, async_playwright, expect

from sandbox.clock import Clock
from sandbox.standin import StandIn
from tests.browser.chromium import launched
from tests.browser.screen import Screen
from tests.world import World, playing

IMAGES = Path(__file__).parents[2] / "docs" / "images"
SIZE = {"width": 1280, "height": 800}
MORNING_IN_NEW_YORK = timedelta(hours=6, minutes=10)  # after the sandbox's Monday morning begins
MORNING_IN_SEOUL = timedelta(hours=16, minutes=10)

PROBLEM = "First-time guests cannot choose a dish because the menu is long."
KOREAN = (
    ("고객 문의 분류", "고객이 여러 부서를 거쳐야 해서 몇 시간씩 기다려요.", "3", "2", "4", "1", "2", "1"),
    ("재고 예측", "점장들이 내일 재료가 얼마나 필요할지 몰라서 매일 남거나 모자라요.", "4", "2", "5", "1", "2", "2"),
    ("메뉴 추천", "처음 온 손님이 메뉴를 고르기 어려워해요.", "2", "1", "2", "3", "1", "1"),
)


async def main() -> None:
    """Make them all."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    IMAGES.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await launched(playwright)
        await thread_and_form(browser)
        await board(browser)
        await browser.close()


async def thread_and_form(browser: Browser) -> None:
    """A thread with its verdict, and the form of the same questions, in English on white."""
    async with workspace(MORNING_IN_NEW_YORK) as world:
        thread = await world.start("ana", "/ml new Menu helper")
        await thread.say("ana", PROBLEM, "large")
        screen = await window(browser, world)
        await screen.at("ana", thread=thread.ts)
        await screen.press("Form")
        await expect(screen.modal).to_be_visible()
        await kept(screen, "form")
        await world.person("ana").close(everything=True)
        await thread.say("ana", "1", "2", "2", "1", "1")
        await thread.click("ben", "Join")
        await screen.at("ana", thread=thread.ts)
        await expect(screen.answer("Verdict:")).to_be_visible()
        await kept(screen, "verdict")


async def board(browser: Browser) -> None:
    """The leaderboard of a channel, in Korean on black."""
    async with workspace(MORNING_IN_SEOUL) as world:
        for name, *answers in KOREAN:
            thread = await world.start("minjun", f"/ml 새로 {name}")
            await thread.say("minjun", *answers)
        await world.person("minjun").command("/ml 순위")
        await world.settled()
        screen = await window(browser, world, dark=True)
        await screen.at("minjun")
        await expect(screen.page.locator("#messages img[loading=lazy]").last).to_be_visible(timeout=20_000)
        await kept(screen, "board")


@asynccontextmanager
async def workspace(later: timedelta) -> AsyncIterator[World]:
    """A bot in a fresh workspace, at a known time."""
    with tempfile.TemporaryDirectory() as folder:
        async with StandIn(clock=Clock(running=True)) as slack:
            slack.move(later)
            async with playing(slack, f"sqlite:///{folder}/story.db") as world:
                yield world


async def window(browser: Browser, world: World, *, dark: bool = False) -> Screen:
    context = await browser.new_context(
        viewport=SIZE, device_scale_factor=1.5, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    return Screen(await context.new_page(), world.slack.url)


async def kept(screen: Screen, name: str) -> None:
    """Save the picture once nothing is hovered over any more."""
    await screen.page.mouse.move(0, 0)
    await screen.page.screenshot(path=IMAGES / f"{name}.png", animations="disabled", caret="hide")


if __name__ == "__main__":
    asyncio.run(main())
