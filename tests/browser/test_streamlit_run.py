"""`streamlit run app.py`: no day comes with the page, and the screens are right all the same."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from benchmarks.servers import free_port
from tests.browser.filling import opened
from tests.browser.looking import PHONE, Window, eventually, settle
from tests.running import Server
from tests.web.requests import ask
from tracker.places import ROOT

SAVED = re.compile(r"^Saved( \d\d:\d\d)?$")  # with the time once the screen was drawn again


@pytest.fixture
def streamlit_run(tmp_path: Path) -> Iterator[Server]:
    """What answers where Streamlit itself was told to run the launcher."""
    port, own = free_port(), {"XDG_DATA_HOME": str(tmp_path)}
    database = f"sqlite:///{tmp_path / 'diary.sqlite'}"
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        env={**os.environ, **own, "BACKBEAT_DATABASE_URL": database},
    )
    try:
        server = Server(database, port=port, environment=own)
        server.wait_until_up()
        yield server
    finally:
        process.kill()
        process.wait()


def test_the_check_in_is_tapped_and_the_other_screens_are_drawn(
    window: Window, streamlit_run: Server, today: date
) -> None:
    page = window.open(streamlit_run.address, PHONE)
    assert b"day-in-page" not in ask(streamlit_run, "/").body
    page.get_by_role("radio", name="6", exact=True).tap()
    expect(page.locator(".status")).to_have_text(SAVED)
    settle(page)
    with opened(streamlit_run.database) as diary:
        eventually(page, lambda: diary.check_in(today), "the tap is saved")
        assert diary.check_in(today).pain == 6
    for name, heading in (("Week", "This week"), ("Trends", "Trends")):
        page.get_by_role("link", name=name, exact=True).tap()
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
        settle(page)
    page.goto(streamlit_run.address)
    settle(page)
    expect(page.get_by_role("radio", name="6", exact=True)).to_be_checked()
