"""A tap on a pain target until it is saved and shown, beside a click on the stock page."""

from itertools import cycle

from benchmarks.chromium import chromium, clicked, open_page
from benchmarks.figures import Figure, alternate
from benchmarks.servers import Server, backbeat, settled, stock_page
from benchmarks.session import Session
from benchmarks.setup import Setup

TARGET = 0.9


async def measure(setup: Setup) -> list[Figure]:
    """Over the websocket, then in Chromium."""
    with backbeat("ten years", setup.ten_years) as ours, stock_page() as stock:
        await settled(ours)
        await settled(stock)
        return [
            await _over_the_websocket(ours, stock, setup.rounds * 2),
            await _in_chromium(ours, stock, setup.rounds * 2),
        ]


async def _over_the_websocket(ours: Server, stock: Server, rounds: int) -> Figure:
    pain = cycle(map(str, range(11)))
    async with Session(ours) as diary, Session(stock) as empty:
        tap, click = await alternate(
            rounds, [lambda: diary.rate(next(pain)), lambda: empty.click("")]
        )
    return Figure("tap to saved and sent, websocket", 1e3 * tap, 1e3 * click, "ms", TARGET)


async def _in_chromium(ours: Server, stock: Server, rounds: int) -> Figure:
    pain = cycle(range(11))
    async with chromium() as browser:
        diary = await open_page(browser, ours)
        empty = await open_page(browser, stock)
        targets = diary.locator(".st-key-pain").get_by_role("radio")
        button = empty.get_by_role("button", name="Click")
        tap, click = await alternate(
            rounds, [lambda: clicked(targets.nth(next(pain))), lambda: clicked(button)]
        )
    return Figure("tap to saved and shown, Chromium", 1e3 * tap, 1e3 * click, "ms", TARGET)
