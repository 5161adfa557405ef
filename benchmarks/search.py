"""Days of ten years searched as one types: from a key to the hits drawn, in Chromium."""

import statistics

from playwright.async_api import Page

from benchmarks.chromium import SETTLED, chromium, open_page
from benchmarks.figures import Figure, percentile
from benchmarks.servers import backbeat, settled
from benchmarks.setup import Setup

AIM = 50.0  # ms, beside which a key and the first hits stand
ENTERED = 1000.0  # ms, within which one begins to type after entering the search
WORDS = ("garden", "long drive", "november wall sit", "swim 2024", "nothing of the kind")

_ENTER = """(field) => new Promise((done) => {
  const start = performance.now();
  field.focus();
  field.value = "d";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const said = document.querySelector(".bb-found");
  const look = () => {
    if (/^[1-9]/.test(said.textContent)) done(performance.now() - start);
    else setTimeout(look, 4);
  };
  look();
})"""
_TYPE = """(field, text) => new Promise((done) => {
  const start = performance.now();
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


async def measure(setup: Setup) -> list[Figure]:
    """The first search of a visit, which fetches the days; then letter by letter."""
    with backbeat("ten years", setup.ten_years) as ours:
        await settled(ours)
        async with chromium() as browser:
            page = await open_page(browser, ours)
            entered = [await _entered(page, ours.address) for _ in range(max(3, setup.rounds // 3))]
            typed = [
                await _typed(page, word[:length])
                for _ in range(max(1, setup.rounds // 5))
                for word in WORDS
                for length in range(1, len(word) + 1)
            ]
    fetched, drawn = statistics.median(entered), percentile(typed, 0.95)
    return [
        Figure("search of ten years entered, its days fetched", fetched, ENTERED, "ms", 1),
        Figure("search of ten years, a key to hits drawn, 19 in 20", drawn, AIM, "ms", 1),
    ]


async def _entered(page: Page, address: str) -> float:
    await page.goto(f"{address}/days")
    await page.wait_for_selector(SETTLED)
    await page.wait_for_timeout(500)
    return float(await page.locator("#bb-day-search").evaluate(_ENTER))


async def _typed(page: Page, text: str) -> float:
    return float(await page.locator("#bb-day-search").evaluate(_TYPE, text))
