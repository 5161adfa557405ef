"""Film a visit to the check-in: python -m tools.film_strip [--slow TIMES].

What a phone of 390 pixels shows every 50 ms, from the address to the last part, with ten years of
diary: docs/film/<cold|warm>[-slow].webp. Cold: a browser that was never here. Warm: the same one,
later. Slow: a processor four times slower, by Chromium's own means. The frames are those of
DevTools' screencast, each with the browser's own time; what it drew last before each 50 ms is
shown for them. To film takes time as well, so a visit that nobody films is faster. Needs the test
requirements and Chromium.
"""

import argparse
import asyncio
import base64
import io
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from playwright.async_api import Browser, Page

from benchmarks.chromium import SETTLED, chromium
from benchmarks.diaries import TEN_YEARS, write_diary
from benchmarks.servers import Server, backbeat, cookie, settled
from benchmarks.visit import CHECK_IN, DRAWN_AT, PHONE, TAPPABLE, THERE_AT, Device

FOLDER = Path(__file__).parents[1] / "docs" / "film"
STEP = 50  # milliseconds
IN_A_ROW = 12
WIDE, TALL = 104, 225  # pixels of a frame
MARGIN, LINE = 6, 36
PAPER, INK, TAP, WHOLE = "#FFFFFF", "#333333", "#B4530A", "#1A7F37"
CAN_TAP, ALL_THERE = "can be tapped", "all there"
QUALITY = 60

Frame = tuple[float, bytes]  # ms since the address was asked for, and the picture


async def main(slow: float) -> None:
    """Film all four visits."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        backbeat("film", write_diary(Path(folder) / "diary.sqlite", TEN_YEARS)) as server,
    ):
        await settled(server)
        async with chromium() as browser:
            for name, device in (("", Device()), ("-slow", Device(slower=slow))):
                for kind, film in (await _films(browser, server, device)).items():
                    path = FOLDER / f"{kind}{name}.webp"
                    film.save(path, quality=QUALITY, method=6)
                    print(f"{path}: {path.stat().st_size / 1e3:.0f} kB", flush=True)


async def _films(browser: Browser, server: Server, device: Device) -> dict[str, Image.Image]:
    context = await browser.new_context(viewport=PHONE, locale="en-GB")  # type: ignore[arg-type]
    try:
        name, value = cookie(server.port, server.data or Path())
        await context.add_cookies([{"name": name, "value": value, "url": server.address}])
        page = await context.new_page()
        await device.take(await context.new_cdp_session(page))
        cold = await _film(page, server)
        await page.wait_for_selector(SETTLED)
        await page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        return {"cold": cold, "warm": await _film(page, server)}
    finally:
        await context.close()


async def _film(page: Page, server: Server) -> Image.Image:
    await page.goto("about:blank")
    devtools = await page.context.new_cdp_session(page)
    taken: list[Any] = []

    def take(frame: dict[str, Any]) -> None:
        taken.append(frame)
        asyncio.ensure_future(  # noqa: RUF006 - the browser waits for it
            devtools.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})
        )

    devtools.on("Page.screencastFrame", take)
    await devtools.send("Page.startScreencast", {"format": "jpeg", "quality": 90})
    await page.goto(server.address, wait_until="commit")
    began = float(await page.evaluate("performance.timeOrigin"))
    tapped, whole = await asyncio.gather(
        page.evaluate(THERE_AT, TAPPABLE), page.evaluate(DRAWN_AT, CHECK_IN)
    )
    await page.wait_for_timeout(4 * STEP)
    await devtools.send("Page.stopScreencast")
    await devtools.detach()
    frames = [
        (1e3 * frame["metadata"]["timestamp"] - began, base64.b64decode(frame["data"]))
        for frame in taken
    ]
    return _strip(frames, float(tapped), float(whole))


def _strip(frames: list[Frame], tapped: float, whole: float) -> Image.Image:
    """The frames in rows; the first after each of the two moments says so."""
    number = int(whole // STEP) + 2
    rows = -(-number // IN_A_ROW)
    across, down = WIDE + MARGIN, TALL + LINE + MARGIN
    sheet = Image.new("RGB", (across * min(number, IN_A_ROW) + MARGIN, down * rows), PAPER)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(13)
    for at in range(number):
        left, top = MARGIN + at % IN_A_ROW * across, at // IN_A_ROW * down
        time, words, ink = at * STEP, "", INK
        if time - STEP < tapped <= time:
            words, ink = CAN_TAP, TAP
        elif time - STEP < whole <= time:
            words, ink = ALL_THERE, WHOLE
        draw.text((left, top + 4), f"{time} ms\n{words}", ink, font)
        shown = [picture for when, picture in frames if 0 <= when <= time]
        if shown:
            picture = Image.open(io.BytesIO(shown[-1])).resize(
                (WIDE, TALL), Image.Resampling.LANCZOS
            )
            sheet.paste(picture, (left, top + LINE))
        box = (left - 1, top + LINE - 1, left + WIDE, top + LINE + TALL)
        draw.rectangle(box, outline=ink, width=2 if words else 1)
    return sheet


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tools.film_strip", description=__doc__)
    parser.add_argument("--slow", type=float, default=4.0, help="how often slower the slow one is")
    asyncio.run(main(parser.parse_args().slow))
