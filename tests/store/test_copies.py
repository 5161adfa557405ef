import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import Any

import pytest

from tests.conftest import ADA
from tests.store.entries import BY, DAY, check_in, one_of_each, walk
from tests.store.test_bulk_save import many
from tests.store.test_history import contents
from tracker.store import (
    DatabaseDamaged,
    DatabaseUnreachable,
    Diary,
    DiskFull,
    Store,
    database_copy,
    find_diary,
    open_store,
)
from tracker.store.backup.backup_database import backup_of, opened
from tracker.store.copies import CopyReason, copies, copy_of_today_is_due, set_aside

NOW = datetime(2026, 11, 21, 8, 30, 5)


@pytest.fixture
def store(sqlite_url: str) -> Store:
    """A store in a file; servers have copies only before a restore."""
    return open_store(sqlite_url)


def read(file: Path) -> tuple[object, ...]:
    with opened(file, "The copy") as store:
        diary = find_diary(store, newcomer=ADA)
        return contents(diary), diary.history()


def test_a_copy_says_what_the_diary_says_and_its_name_when_and_why(
    store: Store, diary: Diary, tmp_path: Path
) -> None:
    diary.apply(one_of_each(), by=BY)
    before = contents(diary), diary.history()
    copy = set_aside(store.address, CopyReason.DAILY, now=NOW)
    assert copy.file == tmp_path / "diary.db-backups" / "diary-2026-11-21-083005-daily.db"
    assert (copy.at, copy.why) == (NOW, CopyReason.DAILY)
    diary.save(walk(5), by=BY)
    assert read(copy.file) == before
    assert copies(store.address) == [copy]


def test_only_its_owner_can_read_a_copy_and_it_is_one_file(store: Store, diary: Diary) -> None:
    diary.save(check_in(), by=BY)
    copy = set_aside(store.address, CopyReason.DAILY)
    assert stat.S_IMODE(copy.file.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.file.stat().st_mode) == 0o600
    assert list(copy.file.parent.iterdir()) == [copy.file]
    copy.file.chmod(0o400)  # such as on a disk that cannot be written to
    assert read(copy.file)[0] == contents(diary)
    assert list(copy.file.parent.iterdir()) == [copy.file]


def test_a_copy_can_be_used_as_a_diary_as_it_is(store: Store, diary: Diary) -> None:
    diary.apply(one_of_each(), by=BY)
    copy = set_aside(store.address, CopyReason.ASKED)
    again = open_store(f"sqlite:///{copy.file}")
    assert contents(find_diary(again, newcomer=ADA)) == contents(diary)
    again.close()


def test_taps_go_on_while_a_copy_is_made(store: Store, diary: Diary) -> None:
    diary.apply(many(3000), by=BY)
    made, slowest = Event(), [0.0]

    def tap() -> None:
        seen = diary.save(check_in(0), diary.check_in(DAY), by=BY).value
        while not made.is_set():
            begun = perf_counter()
            seen = diary.save(replace(seen, pain=(seen.pain + 1) % 11), seen, by=BY).value
            slowest[0] = max(slowest[0], perf_counter() - begun)

    tapping = Thread(target=tap)
    tapping.start()
    for second in range(5):
        set_aside(store.address, CopyReason.ASKED, now=NOW + timedelta(seconds=second))
    made.set()
    tapping.join()
    assert len(copies(store.address)) == 5
    assert slowest[0] < 5, "far below the time we wait for others"
    for copy in copies(store.address):
        with closing(sqlite3.connect(copy.file)) as connection:
            found = connection.execute("SELECT count(*), max(data_version) FROM persons")
            people, version = found.fetchone()
            groups = connection.execute("SELECT count(DISTINCT version) FROM changes").fetchone()
            assert (people, groups) == (1, (version,)), "no tap by halves"


@pytest.mark.parametrize("small", [database_copy.SMALL, 0])
def test_a_copy_that_came_out_different_is_not_kept(
    store: Store, diary: Diary, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    """A small one is compared by its pages, a large one by its rows."""
    diary.save(check_in(3), by=BY)
    monkeypatch.setattr(database_copy, "SMALL", small)
    good = set_aside(store.address, CopyReason.DAILY)
    compare = database_copy.refuse_unequal

    def compare_spoilt(source: Any, target: Path, cipher: Any) -> None:
        with closing(sqlite3.connect(target)) as copy, copy:
            copy.execute("UPDATE check_ins SET pain = 4")
        compare(source, target, cipher)

    monkeypatch.setattr(database_copy, "refuse_unequal", compare_spoilt)
    with pytest.raises(DatabaseDamaged, match="does not say what the diary says"):
        set_aside(store.address, CopyReason.DAILY)
    assert copies(store.address) == [good]
    assert list(good.file.parent.iterdir()) == [good.file]


def test_a_damaged_diary_makes_no_copy_and_takes_no_good_ones_place(
    store: Store, diary: Diary, tmp_path: Path
) -> None:
    diary.apply(many(400), by=BY)
    good = set_aside(store.address, CopyReason.DAILY, now=NOW)
    store.close()
    file = tmp_path / "diary.db"
    content = bytearray(file.read_bytes())
    for page in range(5, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    file.write_bytes(content)
    with pytest.raises(DatabaseDamaged):
        set_aside(store.address, CopyReason.DAILY, now=NOW + timedelta(days=1))
    assert copies(store.address) == [good]
    assert read(good.file)


def test_a_diary_that_was_moved_away_is_neither_copied_nor_begun_anew(
    store: Store, diary: Diary
) -> None:
    diary.save(check_in(), by=BY)
    store.close()
    file = Path(str(store.address.database))
    aside = file.rename(file.with_name("aside.db"))
    with pytest.raises(DatabaseUnreachable, match=f"{file} cannot be opened"):
        set_aside(store.address, CopyReason.DAILY)
    with pytest.raises(DatabaseUnreachable, match=f"{file} cannot be opened"):
        backup_of(store)
    with pytest.raises(DatabaseUnreachable, match="was moved or deleted"):
        diary.save(walk(), by=BY)  # on a connection of its own
    assert not file.exists()
    assert copies(store.address) == []
    aside.rename(file)
    assert diary.check_ins() == [check_in()]


def test_a_full_disk_makes_no_copy_and_says_so(
    store: Store, diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary.apply(many(400), by=BY)
    real = database_copy.connect

    def small(file: Path, cipher: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(file, None)
        if file.name.endswith("-unfinished"):
            connection.execute("PRAGMA max_page_count = 5")
        return connection

    monkeypatch.setattr(database_copy, "connect", small)
    with pytest.raises(DiskFull, match="the disk is full"):
        set_aside(store.address, CopyReason.DAILY)
    assert copies(store.address) == []


def test_two_copies_of_one_second_are_two_files(store: Store, diary: Diary) -> None:
    diary.save(check_in(), by=BY)
    first, second = (set_aside(store.address, CopyReason.ASKED, now=NOW) for _ in range(2))
    assert first.file != second.file
    assert {copy.file for copy in copies(store.address)} == {first.file, second.file}


def test_a_day_has_its_copy_once(store: Store, diary: Diary) -> None:
    diary.save(check_in(), by=BY)
    today = NOW.date()
    assert copy_of_today_is_due(store.address, today)
    set_aside(store.address, CopyReason.RESTORE, now=NOW)
    assert copy_of_today_is_due(store.address, today)
    set_aside(store.address, CopyReason.DAILY, now=NOW)
    assert not copy_of_today_is_due(store.address, today)
    assert copy_of_today_is_due(store.address, today + timedelta(days=1))


def test_old_copies_go_and_those_of_steps_and_other_files_stay(store: Store, diary: Diary) -> None:
    diary.save(check_in(), by=BY)
    folder = set_aside(store.address, CopyReason.RESTORE, now=NOW - timedelta(days=400)).file.parent
    others = ["notes.txt", "other-2020-01-01-080000-daily.db", "diary-2020-13-01-080000-daily.db"]
    for name in others:
        (folder / name).write_text("mine")
    for ago in reversed(range(30)):
        set_aside(store.address, CopyReason.DAILY, now=NOW - timedelta(days=ago))
    daily = [copy.at.date() for copy in copies(store.address) if copy.why == CopyReason.DAILY]
    november = [21, 20, 19, 18, 17, 16, 15, 8, 1]
    assert daily == [
        *(NOW.date().replace(day=day) for day in november),
        datetime(2026, 10, 31).date(),
    ]
    assert [copy.why for copy in copies(store.address)].count(CopyReason.RESTORE) == 1
    assert {file.name for file in folder.iterdir()} >= set(others)


def test_a_clock_set_back_neither_deletes_copies_nor_stops_them(store: Store, diary: Diary) -> None:
    diary.save(check_in(), by=BY)
    good = {
        set_aside(store.address, CopyReason.DAILY, now=NOW - timedelta(days=ago))
        for ago in range(7)
    }
    back = NOW - timedelta(days=3000)
    assert copy_of_today_is_due(store.address, back.date())
    while_wrong = {
        set_aside(store.address, CopyReason.DAILY, now=back + timedelta(days=days))
        for days in range(3)
    }
    assert set(copies(store.address)) == good | while_wrong
    set_aside(store.address, CopyReason.DAILY, now=NOW + timedelta(hours=1))  # and right again
    assert good <= {*copies(store.address)} | {min(good, key=lambda copy: copy.at)}


def test_what_a_power_cut_left_is_cleared_away_later(store: Store, diary: Diary) -> None:
    import os

    diary.save(check_in(), by=BY)
    folder = set_aside(store.address, CopyReason.DAILY).file.parent
    broken, running = folder / "a.db-unfinished", folder / "b.db-unfinished"
    for file in (broken, running):
        file.write_text("x")
    os.utime(broken, (1, 1))
    set_aside(store.address, CopyReason.DAILY)
    assert not broken.exists()
    assert running.exists()
