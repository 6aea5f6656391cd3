"""Which browser there is: an installed Chromium, or else Playwright's own."""

import os
import shutil

from playwright.async_api import Browser, Error, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NONE = "No browser: install Chromium (`make browser` tries to), then the browser tests run."


class NoBrowser(Exception):
    """No browser could be started."""


def installed() -> str | None:
    """The program of an installed Chromium, if there is one."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


async def launched(playwright: Playwright) -> Browser:
    """A started browser; NoBrowser when none can be had."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's own sandbox refuses root
    try:
        return await playwright.chromium.launch(
            executable_path=installed(),
            args=["--disable-dev-shm-usage", "--force-color-profile=srgb"],
            chromium_sandbox=not as_root,
        )
    except Error as error:
        raise NoBrowser(f"{NONE} ({error.message.splitlines()[0]})") from error
