"""The server and imports are killed at random moments; `python -m benchmarks.faults` does more."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks import faults
from benchmarks.faults import Expected, Figures, run
from tests.running import outcome
from tracker.model import Activity, CheckIn, Intensity, Person
from tracker.store import Diary, find_diary, open_store


def test_a_server_that_is_killed_loses_nothing_and_leaves_nothing_by_halves(
    tmp_path: Path,
) -> None:
    figures = outcome(run(12, tmp_path, random.Random(1)))  # every other one is aimed
    assert (figures.kills, figures.aimed.inside.total(), figures.wrong) == (6, 6, 0), str(figures)
    assert figures.taps > 0


# -- the proof would notice


@pytest.fixture
def tapped(tmp_path: Path) -> tuple[str, Diary, Expected]:
    """A diary with two taps, and what is known of it."""
    url = f"sqlite:///{tmp_path / 'diary.db'}"
    diary = find_diary(open_store(url), newcomer=Person())
    today = diary.person().today()
    seen = diary.save(CheckIn(today, 3, diary.person().now()), by=faults.TAPPED).value
    diary.save(replace(seen, pain=5), seen, by=faults.TAPPED)
    return url, diary, Expected(taps=[3, 5])


def held(url: str, expected: Expected) -> Figures:
    figures = Figures()
    faults.hold_against(url, expected, figures)
    return figures


def test_what_is_all_there_is_not_counted(tapped: tuple[str, Diary, Expected]) -> None:
    url, _, expected = tapped
    assert held(url, expected) == Figures()


def test_a_tap_that_is_missing_is_lost(tapped: tuple[str, Diary, Expected]) -> None:
    url, _, expected = tapped
    expected.taps.append(7)
    assert held(url, expected).lost == 1


def test_a_tap_under_way_may_be_there_or_not(tapped: tuple[str, Diary, Expected]) -> None:
    url, _, expected = tapped
    expected.tapping = 7
    assert held(url, expected) == Figures(under_way=1)
    expected.taps.pop()
    expected.tapping = 5
    assert held(url, expected) == Figures(under_way=1)
    assert expected.taps == [3, 5]


def test_an_import_that_is_missing_is_lost_and_a_part_of_one_is_half_applied(
    tapped: tuple[str, Diary, Expected],
) -> None:
    url, diary, expected = tapped
    expected.imports.add("import-1")
    assert held(url, expected).lost == 1
    part = [
        Activity(date(2026, 1, 1), "walk", 30, Intensity.MODERATE, note="import-1")
        for _ in range(faults.IMPORTED - 1)
    ]
    diary.apply(part, by="import")
    assert held(url, expected).half_applied == 1
    diary.apply(
        [replace(part[0], uid=Activity(date(2026, 1, 1), "a", 1, Intensity.LIGHT).uid)], by="import"
    )
    assert held(url, expected) == Figures()


def test_a_history_that_does_not_lead_to_what_is_stored_is_half_applied(
    tapped: tuple[str, Diary, Expected],
) -> None:
    import sqlite3
    from contextlib import closing

    url, _, expected = tapped
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        connection.execute("UPDATE check_ins SET pain = 9")
        connection.commit()
    assert held(url, expected).half_applied == 1
