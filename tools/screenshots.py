"""Take the pictures of every screen: python -m tools.screenshots [screen …].

Each screen at 390 and 1280 pixels, light and dark, with an empty diary, one day, a year and ten
years: docs/screenshots/<diary>/<screen>-<size>-<theme>.webp, whole pages, with a page of all of
them; and the README's pictures of the year, as much as a device shows. Needs the test
requirements and Chromium.
"""

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal
from urllib.error import URLError
from urllib.request import urlopen
from zoneinfo import ZoneInfo

from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from benchmarks.servers import way_in
from tracker.demo import write_demo
from tracker.model import Activity, ChangeSource, CheckIn, ExerciseDone, Intensity, Person
from tracker.store import Diary, find_diary, open_store

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
INDEX = FOLDER / "README.md"
SCREENS = {
    "check-in": "/",
    "week": "/week",
    "trends": "/trends",
    "days": "/days",
    "exercises": "/exercises",
    "session": "/session",
    "questionnaires": "/questionnaires",
    "report": "/report",
    "data": "/data",
    "settings": "/settings",
}
DIARIES = {"empty": 0, "one-day": 1, "year": 365, "ten-years": 3652}  # days recorded
OF_THE_README = ("check-in", "week", "trends", "data", "exercises", "report")
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
TALLEST = 4000  # pixels of a page that are shown
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, Theme] = ("light", "dark")
ZONES = ("Pacific/Auckland", "Asia/Tokyo", "Asia/Kolkata", "Europe/Berlin", "America/New_York")
EVENING = 19  # o'clock in the zone that is taken: the time of a check-in, and no day ends meanwhile
PATIENCE = 120_000  # milliseconds
READY = (
    '[data-testid="stApp"][data-test-connection-state="CONNECTED"]'
    '[data-test-script-state="notRunning"]'
)
UNFINISHED = ("[data-testid=stSkeleton]", "[data-testid=stVegaLiteChart]:not(:has(svg, canvas))")
ZONE = min(ZONES, key=lambda zone: abs(datetime.now(ZoneInfo(zone)).hour - EVENING))
HEIGHT = "document.querySelector('[data-testid=stMain]').scrollHeight"


@dataclass(frozen=True)
class Server:
    """A server of ours, and the folder in which it says how to get in."""

    port: int
    data: Path

    @property
    def address(self) -> str:
        """Where its screens are."""
        return f"http://localhost:{self.port}"

    def entrance(self) -> str:
        """An address that lets one browser in."""
        return way_in(self.port, self.data)


def main(wanted: list[str]) -> None:
    """Fill each diary, open it on a server of its own, take every picture."""
    screens = {name: path for name, path in SCREENS.items() if name in (wanted or SCREENS)}
    saved: list[Future[None]] = []
    with sync_playwright() as playwright, ThreadPoolExecutor() as saving:
        browser = chromium(playwright)
        for diary, days in DIARIES.items():
            with served(days) as server:
                for theme in THEMES:
                    for size in SIZES:
                        with _window(browser, size, theme, server) as page:
                            for screen, path in screens.items():
                                page.goto(f"{server.address}{path}")
                                name = f"{screen}-{size}-{theme}.webp"
                                picture = _whole(page)
                                saved.append(saving.submit(_save, picture, FOLDER / diary / name))
                        if diary == "year":
                            _take_for_readme(browser, server, size, theme, screens)
        browser.close()
    for one in saved:
        one.result()  # raises what went wrong
    INDEX.write_text(_index(), encoding="utf-8")


def chromium(playwright: Playwright) -> Browser:
    """Chromium as pictures are taken with."""
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
        args=["--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
    )


@contextmanager
def _window(
    browser: Browser, size: str, theme: Theme, server: Server, scale: int = 1
) -> Iterator[Page]:
    width, height = SIZES[size]
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme=theme,
        device_scale_factor=scale,
        locale="en-GB",
        timezone_id=ZONE,
    )
    page.set_default_timeout(PATIENCE)
    page.goto(server.entrance())
    yield page
    page.close()


def _save(picture: bytes, file: Path) -> None:
    """Without loss: a palette would leave out the hue of what is small. The next page loads."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(picture)) as shown:
        shown.convert("RGB").save(file, lossless=True, method=4)


def _whole(page: Page) -> bytes:
    """A picture of the whole page, however long up to a limit."""
    settle(page)
    shown = page.viewport_size or {"width": 0, "height": 0}
    tall = min(TALLEST, max(shown["height"], page.evaluate(HEIGHT)))
    page.set_viewport_size({"width": shown["width"], "height": tall})
    page.wait_for_timeout(500)
    picture = page.screenshot()
    page.set_viewport_size({"width": shown["width"], "height": shown["height"]})
    return picture


def _take_for_readme(
    browser: Browser,
    server: Server,
    size: str,
    theme: Theme,
    screens: dict[str, str],
) -> None:
    """What a device shows of a screen, as sharp as a phone has it."""
    with _window(browser, size, theme, server, 2 if size == "phone" else 1) as page:
        for screen in OF_THE_README:
            if screen in screens:
                page.goto(f"{server.address}{screens[screen]}")
                settle(page)
                page.screenshot(path=FOLDER / f"{screen}-{size}-{theme}.png")


@contextmanager
def served(days: int, *options: str) -> Iterator[Server]:
    """A server on a made-up diary of so many days, with options of `backbeat run`."""
    with tempfile.TemporaryDirectory(prefix="backbeat-pictures-") as folder:
        url = f"sqlite:///{Path(folder, 'diary.sqlite').as_posix()}"
        _fill(url, days)
        port = _free_port()
        run = [sys.executable, "-m", "tracker.cli", "run", "--no-browser", "--port", str(port)]
        kept = {"BACKBEAT_DATABASE_URL": url, "BACKBEAT_COPIES": "off", "TZ": ZONE}
        server = subprocess.Popen(
            [*run, *options],
            env={**os.environ, **kept, "HOME": folder, "XDG_DATA_HOME": folder},
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait_for(f"http://localhost:{port}/_stcore/health")
            yield Server(port, Path(folder, "backbeat"))
        finally:
            server.terminate()
            server.wait()


def _fill(url: str, days: int) -> None:
    store = open_store(url)
    try:
        diary = find_diary(store, newcomer=Person(time_zone=ZONE))
        today = diary.person().today()
        if days == 1:
            _one_day(diary, today)
        elif days:
            write_demo(diary, today, days)
    finally:
        store.close()


def _one_day(diary: Diary, today: date) -> None:
    diary.apply(
        [
            CheckIn(today, 4, diary.person().now(), note="Good walk by the river."),
            ExerciseDone(today, "wall sit", sets=3, hold_seconds=20),
            Activity(today, "walking", 30, Intensity.MODERATE),
        ],
        by=ChangeSource.DEMO,
    )


def _index() -> str:
    """A page of all pictures, by diary and screen."""
    lines = ["# Every screen", "", "Taken by `python -m tools.screenshots`.", ""]
    names = [f"{size}-{theme}" for size in SIZES for theme in THEMES]
    for diary in DIARIES:
        lines += [f"## {diary.replace('-', ' ').capitalize()}", ""]
        lines += [f"| | {' | '.join(name.replace('-', ', ') for name in names)} |"]
        lines += [f"|---|{'---|' * len(names)}"]
        for screen in SCREENS:
            shown = [
                f'<img width="200" alt="{screen}, {name}" src="{diary}/{screen}-{name}.webp">'
                for name in names
            ]
            lines += [f"| {screen} | {' | '.join(shown)} |"]
        lines += [""]
    return "\n".join(lines)


def settle(page: Page) -> None:
    """Return once a screen is drawn whole."""
    page.wait_for_selector(READY)
    page.wait_for_load_state("networkidle")
    for unfinished in UNFINISHED:
        page.wait_for_selector(unfinished, state="detached")
    page.wait_for_timeout(1000)  # what is told after it was drawn, such as the browser's language


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait_for(address: str) -> None:
    for _ in range(240):
        try:
            urlopen(address).close()  # noqa: S310 - our own address
        except URLError:
            time.sleep(0.25)
        else:
            return
    raise SystemExit("The server didn't start.")


if __name__ == "__main__":
    main(sys.argv[1:])
