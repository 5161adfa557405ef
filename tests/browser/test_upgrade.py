"""A page that was open before an upgrade is told to load again, and no other one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import PHONE, Window, settle
from tests.running import Server

ROOT = Path(__file__).parents[2]
PARTS = ("app.py", "data", "pages", "tracker", ".streamlit")
TOLD = "Backbeat was upgraded. This page is of the version before."
AWAY = ".stApp:not([data-test-connection-state=CONNECTED])"


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """Backbeat of a later version, whose screens look different."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(
                ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / part, tmp_path / part)
    rules = tmp_path / "tracker/ui/style/base.css"
    rules.write_text(f"{rules.read_text()}\n.bb-brand {{ word-spacing: 3px }}\n")
    return tmp_path


@pytest.fixture
def upgraded(server: Server, newer: Path) -> Iterator[Server]:
    """The newer version at the same address, with the same diary; not started yet."""
    later = Server(server.database, port=server.port, environment={"PYTHONPATH": str(newer)})
    yield later
    if later.is_running:
        later.kill()
    server.start()


def spacing(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.querySelector('.bb-brand')).wordSpacing"))


@pytest.mark.parametrize("path", ["/", "/week"])
def test_an_open_page_says_so_and_loads_again_at_a_tap(
    window: Window, server: Server, upgraded: Server, path: str
) -> None:
    page = window.open(f"{server.address}{path}", PHONE)
    before = spacing(page)
    server.kill()
    page.wait_for_selector(AWAY)
    upgraded.start()
    expect(page.get_by_role("status").filter(has_text=TOLD)).to_be_visible()
    page.get_by_role("button", name="Load again").click()
    settle(page)
    expect(page.get_by_text(TOLD)).to_have_count(0)
    assert spacing(page) != before


def test_a_restart_of_the_same_version_asks_for_nothing(window: Window, server: Server) -> None:
    page = window.open(f"{server.address}/week")
    with page.expect_response("**/static/backbeat/files.json") as asked:
        server.kill()
        page.wait_for_selector(AWAY)
        server.start()
    assert asked.value.ok
    settle(page)
    expect(page.get_by_text(TOLD)).to_have_count(0)
