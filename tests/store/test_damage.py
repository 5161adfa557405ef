"""A damaged database is refused, named and left as it is."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from tests.conftest import ADA
from tests.store.entries import BY, DAY, check_in, one_of_each, walk
from tests.store.refusals import for_people
from tests.store.test_bulk_save import many
from tracker.store import ClockBehind, DatabaseDamaged, Diary, Store, find_diary, open_store


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "diary.db"
    file.write_text("pain: 4\n" * 100)
    with pytest.raises(DatabaseDamaged, match="is damaged, or is not a database") as refused:
        open_store(f"sqlite:///{file}")
    assert for_people(refused.value)
    assert file.read_text() == "pain: 4\n" * 100


def test_a_file_whose_tables_have_names_that_are_no_text_is_damaged(
    tmp_path: Path, sqlite_url: str
) -> None:
    open_store(sqlite_url).close()
    file = tmp_path / "diary.db"
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"tablepersonspersons", b"table\x80ersonspersons"))
    assert file.read_bytes() != whole
    with pytest.raises(DatabaseDamaged, match="estore a backup") as refused:
        open_store(sqlite_url)
    assert for_people(refused.value)


def test_a_file_that_was_cut_short_is_damaged(tmp_path: Path, sqlite_url: str) -> None:
    open_store(sqlite_url).close()
    file = tmp_path / "diary.db"
    file.write_bytes(file.read_bytes()[:3000])
    with pytest.raises(DatabaseDamaged, match="estore a backup") as refused:
        open_store(sqlite_url)
    assert for_people(refused.value)
    assert file.stat().st_size == 3000


def test_a_file_with_a_ruined_page_is_damaged(tmp_path: Path, sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    diary = find_diary(store, newcomer=ADA)
    diary.apply(many(400), by=BY)
    store.close()
    file = tmp_path / "diary.db"
    content = bytearray(file.read_bytes())
    pages = len(content) // 4096
    for page in range(2, pages):  # all but the first two, which say what there is
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    file.write_bytes(content)
    with pytest.raises(DatabaseDamaged) as refused:
        find_diary(open_store(sqlite_url), newcomer=ADA).check_ins()
    assert for_people(refused.value)


@pytest.mark.parametrize(
    ("damage", "look", "named"),
    [
        ("UPDATE check_ins SET pain = 99", lambda d: d.check_in(DAY), f"check-in of {DAY}"),
        ("UPDATE check_ins SET pain = 99", lambda d: d.check_ins(), f"check-in of {DAY}"),
        ("UPDATE check_ins SET pain = 99", lambda d: d.days(None, None, ()), f"check-in of {DAY}"),
        ("UPDATE check_ins SET entered_at = 'noon'", lambda d: d.check_ins(), f"of {DAY}"),
        ("UPDATE activities SET intensity = 'x'", lambda d: d.activities(), f"activity of {DAY}"),
        ("UPDATE activities SET minutes = -5", lambda d: d.recent_activities(), f"of {DAY}"),
        ("UPDATE exercises_done SET exercise = ''", lambda d: d.exercises_done(), f"of {DAY}"),
        ("UPDATE readings SET at = '2026'", lambda d: d.readings(), "The reading"),
        ("UPDATE goals SET strength_days = 9", lambda d: d.goals(), f"The goal of {DAY}"),
        ("UPDATE plan_items SET days_a_week = 8", lambda d: d.plan(), "The plan item"),
        ("UPDATE skips SET reason = 'x'", lambda d: d.skips(), f"The skip of {DAY}"),
        ("UPDATE persons SET time_zone = 'Ada'", lambda d: d.person(), "The person"),
        ("UPDATE changes SET kind = 'x'", lambda d: d.history(), "The history"),
        ("UPDATE changes SET after = '{}'", lambda d: d.last_group(), "The history"),
        ("UPDATE check_ins SET pain = 99", lambda d: d.save(check_in(), by=BY), f"of {DAY}"),
        ("UPDATE check_ins SET pain = 99", lambda d: d.undo(by=BY), f"of {DAY}"),
    ],
)
def test_a_row_that_is_no_value_is_named(
    store: Store, diary: Diary, damage: str, look: Callable[[Diary], Any], named: str
) -> None:
    diary.apply(one_of_each(), by=BY)  # type: ignore[arg-type]
    outside = create_engine(store._engine.url)
    with outside.begin() as connection:
        connection.execute(text(damage))
    outside.dispose()
    with pytest.raises(DatabaseDamaged, match=named) as refused:
        look(diary)
    assert for_people(refused.value)
    assert diary.version() == 1


@pytest.mark.parametrize(
    "damage", ["date = 'yesterday'", "uid = 'x'", "note = CAST(x'ff' AS TEXT)"]
)
def test_a_column_that_cannot_be_read_at_all_is_damage_too(sqlite_url: str, damage: str) -> None:
    store = open_store(sqlite_url)
    diary = find_diary(store, newcomer=ADA)
    diary.save(walk(), by=BY)
    with closing(sqlite3.connect(store._engine.url.database or "")) as connection:
        connection.execute(f"UPDATE activities SET {damage}")
        connection.commit()
    for look in (diary.recent_activities, diary.activities, lambda: diary.apply(many(), by=BY)):
        with pytest.raises(DatabaseDamaged) as refused:
            look()
        assert for_people(refused.value)
    assert diary.version() == 1
    store.close()


def test_an_entry_of_the_future_means_a_wrong_clock(store: Store, diary: Diary) -> None:
    diary.save(check_in(), by=BY)
    future = DAY + timedelta(days=400)
    outside = create_engine(store._engine.url)
    with outside.begin() as connection:
        connection.execute(text(f"UPDATE check_ins SET date = '{future}'"))
    outside.dispose()
    with pytest.raises(ClockBehind, match=f"{future}.*the clock of this computer") as refused:
        diary.check_ins()
    assert for_people(refused.value)
