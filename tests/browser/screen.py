"""One window of the sandbox's page, and what a person does in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import ConsoleMessage, Locator, Page, Request, expect

ARTEFACTS = Path(__file__).parent / "artefacts"
SERIOUS = ("serious", "critical")


@dataclass
class Screen:
    """A window. What must never happen in one is written to `complaints`."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Write down errors in the console and requests to other hosts."""

        def said(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self.complaints.append(f"console: {message.text}")

        def asked(request: Request) -> None:
            if not request.url.startswith((f"{self.url}/", "data:", "blob:")):
                self.complaints.append(f"another host: {request.url}")

        self.page.on("console", said)
        self.page.on("pageerror", lambda error: self.complaints.append(f"page: {error}"))
        self.page.on("request", asked)

    async def at(self, who: str, place: str = "ml-projects", **more: str) -> None:
        """Open the page as somebody."""
        await self.page.goto(f"{self.url}/?{urlencode({'as': who, 'in': place, **more})}")
        await expect(self.page.locator("#place")).to_be_visible()

    async def become(self, who: str) -> None:
        """Press somebody in the bar of people."""
        await self.page.locator(f"#r-people a[href*='as={who}&']").click()
        await expect(self.page.locator("body")).to_have_attribute("data-as", who)

    async def visit(self, name: str) -> None:
        """Press a channel, or the app, in the sidebar."""
        async with self.page.expect_response("**/page/events?**"):
            await self.page.locator("#r-sidebar a", has_text=name).click()
        await expect(self.page.locator("#r-sidebar a[aria-current]")).to_contain_text(name)

    async def write(self, text: str) -> None:
        """Write in the channel."""
        await self._send("#write-place", text)

    async def reply(self, text: str) -> None:
        """Write in the open thread."""
        await self._send("#write-thread", text)

    async def open_thread(self, text: str) -> None:
        """Press the replies below the message in which `text` stands."""
        await self.message(text).locator("a.thread").click()
        await expect(self.page.locator("#replies .msg").first).to_be_visible()

    def message(self, text: str) -> Locator:
        """The newest message of the channel in which `text` stands."""
        return self.page.locator("#messages > .msg", has_text=text).last

    def answer(self, text: str) -> Locator:
        """The newest message of the thread in which `text` stands."""
        return self.page.locator("#replies > .msg", has_text=text).last

    @property
    def modal(self) -> Locator:
        return self.page.locator("dialog#modal[open]")

    async def press(self, label: str) -> None:
        """Press the newest button of the thread with this label."""
        await self.page.locator("#replies .bk-button").get_by_text(label, exact=True).last.click()

    async def menu_of(self, message: Locator) -> Locator:
        """The open menu of a message."""
        await message.hover()
        await message.locator("[data-deed=more]").click()
        return self.page.locator(".popup[role=menu]")

    async def move_clock(self, label: str) -> None:
        """Press one of the steps below the clock."""
        await self.page.locator("#r-clock summary").click()
        await self.page.locator("#r-clock [data-move]").get_by_text(label, exact=True).click()

    async def shot(self, name: str) -> None:
        """Keep a picture to look at."""
        ARTEFACTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=ARTEFACTS / f"{name}.png", animations="disabled")

    async def barriers(self) -> Sequence[str]:
        """What axe finds that is serious or worse."""
        found: list[dict[str, Any]] = (await Axe().run(self.page)).response["violations"]
        return [
            f"{one['impact']} {one['id']}: {[node['target'] for node in one['nodes']]}"
            for one in found
            if one["impact"] in SERIOUS
        ]

    async def _send(self, field_id: str, text: str) -> None:
        field = self.page.locator(field_id)
        await field.fill(text)
        await field.press("Enter")
        await expect(field).to_have_value("")
