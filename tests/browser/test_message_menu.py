"""What can be done with a message."""

from playwright.async_api import expect

from sandbox.standin import StandIn
from tests.browser.screen import Screen
from tests.world import World


async def test_a_message_becomes_a_project(world: World, screen: Screen) -> None:
    await world.person("ben").say("Guests wait twenty minutes for a table.", channel="#ml-projects")
    await screen.at("ana")
    menu = await screen.menu_of(screen.message("Guests wait"))
    await screen.shot("menu")
    await menu.get_by_role("menuitem", name="Start an ML project").click()
    await screen.open_thread("ML-1")
    await expect(screen.answer("What should we call this project?")).to_be_visible()
    (project,) = (await world.stored())["projects"]
    assert project["answers"]["phenomenon"] == "Guests wait twenty minutes for a table."


async def test_ones_own_message_is_changed_reacted_to_and_deleted(world: World, screen: Screen) -> None:
    await screen.at("ana")
    await screen.write("Hi @ben, see #general :tada:")
    own = screen.page.locator("#messages > .msg")
    await expect(own.locator(".bk-mention")).to_have_text(["@ben", "#general"])

    await screen.page.locator("#write-place").press("ArrowUp")
    editor = own.locator(".editor textarea")
    await expect(editor).to_have_value("Hi @ben, see #general :tada:")
    await editor.fill("Hello")
    await editor.press("Enter")
    await expect(own).to_contain_text("(edited)")

    await own.hover()
    await own.locator("[data-deed=pick]").click()
    await screen.page.locator(".picker [data-react=rocket]").click()
    await expect(own.locator(".reaction")).to_have_attribute("aria-pressed", "true")
    await own.locator(".reaction").click()
    await expect(own.locator(".reaction")).to_have_count(0)

    menu = await screen.menu_of(own)
    await menu.get_by_role("menuitem", name="Delete message").click()
    await screen.page.locator("#confirm-no").click()
    await expect(own).to_have_count(1)
    menu = await screen.menu_of(own)
    await menu.get_by_role("menuitem", name="Delete message").click()
    await screen.page.locator("#confirm-yes").click()
    await expect(own).to_have_count(0)


async def test_a_link_to_a_message_leads_to_it(slack: StandIn, screen: Screen) -> None:
    ben = slack.person("ben")
    root = await ben.say("How many guests ask?", channel="#ml-projects", wait=False)
    replies = [
        await ben.say(f"reply {number}", channel="#ml-projects", thread=root, wait=False) for number in range(40)
    ]
    await screen.at("ana", "general")
    await screen.write(f"See https://acme.slack.com/archives/C0MLPROJECTS/p{replies[3].replace('.', '')}")
    await screen.message("See").get_by_role("link").click()
    await expect(screen.page.locator("body")).to_have_attribute("data-in", "ml-projects")
    await expect(screen.page.locator("#replies > .msg:focus")).to_contain_text("reply 3")
    await expect(screen.page.locator("#replies > .msg:focus")).to_be_in_viewport()
