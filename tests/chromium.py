"""Which Chromium the browser tests drive. `python -m tests.chromium` finds or fetches one, and says what it did."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

WITHOUT_WINDOWS = "chromium-headless-shell"
"""Debian's Chromium that can only work unseen: the same pages at half the cost."""
NAMES = (WITHOUT_WINDOWS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
INSTALL = (
    f"install Chromium (Debian: apt-get install {WITHOUT_WINDOWS}; Ubuntu: snap install chromium; "
    "macOS: brew install --cask chromium)"
)


def chromium() -> str | None:
    """The path of a Chromium on this machine: the one named by CHROMIUM, an installed one, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


def _fetched() -> str | None:
    """Playwright's own build, which cannot be had everywhere."""
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, check=False)
    return _playwrights_own()


def main() -> int:
    if path := chromium() or _fetched():
        print(f"Browser tests drive {path}")
        return 0
    print(f"No Chromium here, so the browser tests are left out: {INSTALL}.")
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
