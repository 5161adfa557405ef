"""Screens over a temporary diary: every test starts with an empty one."""

import shutil
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from tracker.model import Person
from tracker.store import Diary, find_diary, open_store
from tracker.ui import diary_cache
from tracker.ui.check_in import saving
from tracker.web import private_files
from tracker.web.open_store import close_database

BERLIN = Person(time_zone="Europe/Berlin")


@pytest.fixture(scope="session", autouse=True)
def packages_are_searched_once() -> Iterator[None]:
    """AppTest searches all installed packages for components at every run: most of its time."""
    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without entries, to be copied: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "diary.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(autouse=True)
def database(
    empty_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """The file that the screens keep the diary in."""
    path = tmp_path / "diary.db"
    shutil.copy(empty_database, path)
    monkeypatch.setenv("BACKBEAT_DATABASE_URL", f"sqlite:///{path}")
    st.cache_resource.clear()
    yield path
    close_database()
    diary_cache.forget()


@pytest.fixture(autouse=True)
def cookies_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser in front of the screens is one that keeps cookies."""
    monkeypatch.setattr(private_files, "owner_of_browser", lambda: "A" * 43)


@pytest.fixture(autouse=True)
def taps_draw_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tap draws a part of the check-in, as in a browser; AppTest would draw all of it."""
    monkeypatch.setattr(saving, "parts_of_run", lambda: (saving.FIRST,))


@pytest.fixture
def diary(database: Path) -> Iterator[Diary]:
    """The same diary as another program would see it."""
    store = open_store(f"sqlite:///{database}")
    yield find_diary(store, newcomer=BERLIN)
    store.close()


@pytest.fixture
def today() -> date:
    """The person's own day."""
    return BERLIN.today()
