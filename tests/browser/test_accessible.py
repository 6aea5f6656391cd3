"""axe finds nothing serious: in light and dark, wide and on a phone, with everything open that can be."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import NARROW, WIDE, Open
from tests.world import World


@pytest.mark.parametrize("who", ["ana", "minjun"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_nothing_stands_in_anybodys_way(
    world: World, opened: Open, who: str, size: tuple[int, int], *, dark: bool
) -> None:
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", "First-time guests cannot choose a dish.")
    await world.person("ben").say("// I know that problem, @ana :eyes:", channel=thread.channel, thread=thread.ts)
    await world.person(who).command("/ml help")
    screen = await opened(size, dark=dark)
    look = f"{who}-{'dark' if dark else 'light'}-{size[0]}"

    await screen.at(who, thread=thread.ts, pane="traffic")
    await expect(screen.page.locator("#replies .bk-button").first).to_be_visible()
    await screen.page.locator("#traffic button").last.click()
    await expect(screen.page.locator("#entry pre")).to_be_visible()
    assert await screen.barriers() == []
    await screen.shot(f"look-{look}-1-thread")

    await thread.click(who, "Form")
    await expect(screen.modal).to_be_visible()
    await screen.modal.locator("[data-view-submit]").click()
    await expect(screen.modal.get_by_role("alert").first).to_be_visible()
    assert await screen.barriers() == []
    await screen.shot(f"look-{look}-2-form")
    await world.person(who).close(everything=True)

    await screen.at(who, "dm", tab="home")
    await expect(screen.page.locator(".home .bk-block").first).to_be_visible()
    assert await screen.barriers() == []
    await screen.shot(f"look-{look}-3-home")


async def test_no_line_is_wider_than_a_phone(world: World, opened: Open) -> None:
    await world.start("ana", f"/ml new {'Menu' * 20}")
    screen = await opened(NARROW)
    await screen.at("ana")
    await expect(screen.message("ML-1")).to_be_visible()
    wide = "() => document.documentElement.scrollWidth > innerWidth"
    assert await screen.page.evaluate(wide) is False
    await screen.page.locator("#menu").click()
    await screen.visit("general")
    await expect(screen.page.locator("#drawer")).not_to_be_in_viewport()
