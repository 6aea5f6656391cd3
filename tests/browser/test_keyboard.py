"""Without a mouse: start, answer, open the form, send it off."""

from playwright.async_api import expect

from tests.browser.screen import Screen
from tests.world import World


async def test_a_form_is_filled_in_with_keys_alone(world: World, screen: Screen) -> None:
    await screen.at("ana")
    keys = screen.page.keyboard
    focused = screen.page.locator(":focus")

    # The composer has the focus; the command is completed with Tab.
    await expect(screen.page.locator("#write-place")).to_be_focused()
    await keys.type("/m")
    await expect(screen.page.locator("#offers-place [aria-selected=true]")).to_contain_text("/ml")
    await keys.press("Tab")
    await keys.type("new Menu helper")
    await keys.press("Enter")
    await expect(screen.message("ML-1").locator("a.thread")).to_be_visible()

    # F6 goes to the messages; Enter opens the thread of one.
    await keys.press("Shift+F6")
    await expect(focused).to_contain_text("ML-1")
    await keys.press("Enter")
    await expect(screen.page.locator("#write-thread")).to_be_focused()
    await keys.type("First-time guests cannot choose a dish.")
    await keys.press("Enter")
    await expect(screen.answer("how big is the benefit")).to_be_visible()

    # Back to the question, and on to its form.
    await keys.press("Shift+F6")
    await expect(focused).to_contain_text("how big is the benefit")
    await to(screen, "Form")
    await keys.press("Enter")
    await expect(screen.modal).to_be_visible()
    await expect(screen.modal.locator(":focus")).to_have_value("Menu helper")

    # Arrows choose, letters choose, Enter sends off.
    await to(screen, "No benefit we can name")
    await keys.press("ArrowDown")
    await expect(screen.modal.get_by_role("radio", name="Nice to have")).to_be_checked()
    await to(screen, "Would a rule, a lookup table")
    await keys.type("Mostly")
    await expect(focused).to_have_value("solves_mostly")
    await keys.press("Escape")
    await expect(screen.modal).to_be_hidden()
    await screen.shot("keyboard")


async def to(screen: Screen, name: str) -> None:
    """Tab on until what is called `name` has the focus."""
    for _ in range(40):
        await screen.page.keyboard.press("Tab")
        called = await screen.page.evaluate(
            "() => { const one = document.activeElement;"
            " const by = document.getElementById(one.getAttribute('aria-labelledby'));"
            " return by?.textContent ?? one.labels?.[0]?.textContent ?? one.textContent; }"
        )
        if name in called:
            return
    raise AssertionError(f"Tab never came to {name}.")
