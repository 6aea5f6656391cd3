"""The quick intake as people live it, over the wire."""

from inline_snapshot import snapshot

from tests.world import World


async def test_a_menu_helper_is_interviewed_in_english(world: World):
    thread = await world.start("ana", "/ml new Menu helper")

    await thread.say("ana", "First-time guests cannot choose a dish because the menu is long.")
    await thread.say("ana", "3")
    await thread.click("ana", "1. Improves something software already does")
    await thread.say("ana", "mostly", "proxy", "nobody minds")
    await thread.click("ana", "1. Nobody could be harmed or treated unfairly")

    assert thread.transcript == snapshot()
