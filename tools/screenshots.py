"""Take the README's pictures of the made-up year: python -m tools.screenshots [screen …].

Needs the test requirements and Chromium; writes docs/screenshots/<screen>-<size>-<theme>.png.
"""

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Literal
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

from benchmarks.servers import way_in
from tracker.places import data_folder

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
SCREENS = {
    "check-in": "/",
    "week": "/week",
    "trends": "/trends",
    "days": "/days",
    "data": "/data",
    "exercises": "/exercises",
    "report": "/report",
}
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
READY = (
    '[data-testid="stApp"][data-test-connection-state="CONNECTED"]'
    '[data-test-script-state="notRunning"]'
)


def main(wanted: list[str]) -> None:
    """Start the demo, take every picture, stop it."""
    FOLDER.mkdir(exist_ok=True)
    port = _free_port()
    command = [sys.executable, "-m", "tracker.cli", "demo", "--no-browser", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"http://localhost:{port}/_stcore/health")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
                args=["--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
            )
            for theme in THEMES:
                for size, (width, height) in SIZES.items():
                    page = browser.new_page(
                        viewport={"width": width, "height": height},
                        color_scheme=theme,
                        device_scale_factor=2 if size == "phone" else 1,
                        locale="en-GB",
                        timezone_id="Europe/Berlin",
                    )
                    page.goto(way_in(port, data_folder()))
                    for screen in wanted or SCREENS:
                        page.goto(f"http://localhost:{port}{SCREENS[screen]}")
                        _settle(page)
                        page.screenshot(path=FOLDER / f"{screen}-{size}-{theme}.png")
                    page.close()
            browser.close()
    finally:
        server.terminate()
        server.wait()


def _settle(page: Page) -> None:
    page.wait_for_selector(READY)
    page.wait_for_timeout(1500)  # charts draw after the script has ended


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait_for(address: str) -> None:
    for _ in range(120):
        try:
            urlopen(address).close()  # noqa: S310 - our own address
        except URLError:
            time.sleep(0.25)
        else:
            return
    raise SystemExit("The demo didn't start.")


if __name__ == "__main__":
    main(sys.argv[1:])
