"""Diaries for the browser to show: empty, one day, a made-up year."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.pages.builders import BERLIN, BY, check_in, strength, walk
from tracker.demo import write_demo
from tracker.store import Diary, open_store


def address(folder: Path) -> str:
    """The database that the `server` of a test with this folder uses."""
    return f"sqlite:///{folder / 'diary.sqlite'}"


@contextmanager
def opened(url: str) -> Iterator[Diary]:
    """A diary as another program sees it."""
    store = open_store(url)
    try:
        yield store.first_diary(BERLIN)
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


def empty(diary: Diary) -> None:
    """Take everything out again; only the history of it stays."""
    days = [*diary.check_ins(), *diary.readings(), *diary.activities(), *diary.exercises_done()]
    diary.apply([], [*days, *diary.goals(), *diary.plan()], by=BY)
