"""The clock is moved: days are divided, what was today is yesterday, and what was due comes."""

from playwright.async_api import expect

from tests.browser.screen import Screen
from tests.world import World


async def test_a_silent_project_is_asked_about_the_next_day(world: World, screen: Screen) -> None:
    await screen.at("ana")
    head = screen.page.locator("#r-clock time")
    await expect(head).to_have_attribute("datetime", "2026-11-23T04:00-05:00")
    await screen.write("/ml new Menu helper")
    await screen.open_thread("ML-1")
    await screen.reply("First-time guests cannot choose a dish.")
    await expect(screen.message("ML-1").locator(".last")).to_contain_text("today")

    await screen.move_clock("+1 day")
    await expect(head).to_have_attribute("datetime", "2026-11-24T04:00-05:00")
    await expect(screen.page.locator("#messages .divider")).to_have_text(["Yesterday"])
    await expect(screen.message("ML-1").locator(".last")).to_contain_text("yesterday")

    await screen.write("// Good morning")
    await expect(screen.page.locator("#messages .divider")).to_have_text(["Yesterday", "Today"])

    for hour in range(5, 12):
        await screen.move_clock("+1 hour")
        await expect(head).to_have_attribute("datetime", f"2026-11-24T{hour:02}:00-05:00")
    app = screen.page.locator("#r-sidebar a", has_text="Groundwork")
    await expect(app.locator(".count")).to_contain_text("1")
    await screen.shot("clock-1-unread")
    await app.click()
    await screen.page.get_by_role("link", name="Messages", exact=True).click()
    await expect(screen.message("Menu helper")).to_contain_text("is waiting for you")
    await expect(app.locator(".count")).to_be_hidden()
    await screen.shot("clock-2-direct")

    # The link in it leads to the open question.
    await screen.message("Menu helper").get_by_role("link", name="Resume here").click()
    await expect(screen.answer("how big is the benefit")).to_be_in_viewport()
    await expect(screen.page.locator("#write-thread")).to_be_focused()

    await screen.visit("Groundwork")
    await screen.page.get_by_role("link", name="Messages", exact=True).click()
    await screen.move_clock("Next Monday, 09:30")
    await expect(head).to_have_attribute("datetime", "2026-11-30T09:30-05:00")
    await expect(screen.page.locator("#messages .divider").first).to_have_text("Tuesday, November 24")


async def test_the_clock_in_korean(world: World, screen: Screen) -> None:
    await screen.at("minjun")
    await screen.write("안녕하세요")
    await expect(screen.page.locator("#messages .divider")).to_have_text(["오늘"])
    await screen.move_clock("+1일")
    await expect(screen.page.locator("#messages .divider")).to_have_text(["어제"])
    await screen.move_clock("+1주")
    await expect(screen.page.locator("#messages .divider")).to_have_text(["11월 23일 월요일"])
    await expect(screen.page.locator("#r-clock time")).to_have_text("12월 1일 (화) 오후 6:00")
