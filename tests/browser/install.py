"""Get a browser where that may be done: as root by apt, or else Playwright's own. Never a reason to fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import NONE, installed

PACKAGES = ("chromium", "fonts-noto-cjk", "fonts-noto-color-emoji")
QUICKLY = ("-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=8", "-o", "Acquire::https::Timeout=8")
PATIENCE = 180  # seconds for one step


def main() -> None:
    """Print one line about what there is in the end."""
    if found := _there() or _by_apt() or _by_playwright():
        sys.stdout.write(f"Browser: {found}\n")
    else:
        sys.stdout.write(f"{NONE} Until then they are skipped.\n")


def _there() -> str | None:
    if found := installed():
        return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def _by_apt() -> str | None:
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = ["apt-get", *QUICKLY, "-o", "APT::Update::Error-Mode=any", "-qq", "update"]
    install = ["apt-get", *QUICKLY, "-qq", "-y", "--no-install-recommends", "install", *PACKAGES]
    return installed() if _ran(update, quiet) and _ran(install, quiet) else None


def _by_playwright() -> str | None:
    _ran([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ))
    return _there()


def _ran(command: list[str], environment: dict[str, str]) -> bool:
    try:
        return subprocess.run(command, env=environment, capture_output=True, timeout=PATIENCE).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    main()
