"""Servers for the browser, and diaries to show: empty, one day, a made-up year."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.pages.builders import BERLIN, BY, check_in, strength, walk
from tests.running import Server
from tracker.demo import write_demo
from tracker.store import Diary, find_diary, open_store


def address(folder: Path) -> str:
    """The database that a server on this folder uses."""
    return f"sqlite:///{folder / 'diary.sqlite'}"


@contextmanager
def opened(url: str) -> Iterator[Diary]:
    """A diary as another program sees it."""
    store = open_store(url)
    try:
        yield find_diary(store, newcomer=BERLIN)
    finally:
        store.close()


def fill(url: str, kind: str) -> None:
    """Fill an empty diary: "empty" leaves it so, "one day", or "a year"."""
    with opened(url) as diary:
        today = diary.person().today()
        if kind == "one day":
            hostile = "![](https://example.com/x.png) <img src=https://example.com/y.png>"
            entries = [check_in(today, note=hostile, sites=(hostile[:40],)), walk(today)]
            diary.apply([*entries, strength(today)], by=BY)
        elif kind == "a year":
            write_demo(diary, today)


def showing(request: pytest.FixtureRequest) -> Server:
    """A server with the kind of diary that a test is run with; a year is the same for all."""
    if request.param == "a year":
        server: Server = request.getfixturevalue("a_year")
    else:
        server = request.getfixturevalue("servers").take()
        fill(server.database, request.param)
    return server


def begin_anew(url: str) -> None:
    """Delete whoever is there with everything of theirs: the next diary is a new person's."""
    store = open_store(url)
    for person_id, _ in store.people():
        store.erase(person_id)
    store.close()


class Servers:
    """Servers that several tests use one after the other, each with an empty diary."""

    def __init__(self, new_database: Callable[[], str]) -> None:
        self._new_database = new_database
        self._kept: dict[tuple[tuple[str, str], ...], Server] = {}

    def take(self, **environment: str) -> Server:
        """A running server with such an environment; its diary is empty."""
        kind = tuple(environment.items())
        if kind not in self._kept:
            self._kept[kind] = Server(self._new_database(), environment=environment)
        server = self._kept[kind]
        begin_anew(server.database)
        if not server.is_running:
            server.start()
        return server

    def __enter__(self) -> "Servers":
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._kept.values():
            if server.is_running:
                server.kill()
