import sqlite3
import sys
from datetime import timedelta
from pathlib import Path
from subprocess import run
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import text

from tests.conftest import ADA
from tests.store.entries import BY, DAY, at, check_in, one_of_each, walk
from tests.store.test_history import NOTHING, contents
from tracker.log import log_failure, log_files
from tracker.model import CheckIn, ExerciseDone, ExportRecord, Goal, Person, PlanItem, ReportFormat
from tracker.store import (
    Diary,
    LeftoverFiles,
    NoSuchPerson,
    Store,
    StoreError,
    erasure,
    find_diary,
    open_store,
)
from tracker.store.copies import CopyReason, copies, set_aside
from tracker.store.database_files import copies_folder, database_files
from tracker.store.database_tables import metadata
from tracker.store.encryption import passphrase_sources
from tracker.store.encryption.cipher import is_encrypted
from tracker.store.engine import make_engine
from tracker.store.reencrypt import reencrypt

NOTE = "my secret note"
BEFORE = DAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder, where the log lies."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "backbeat"


def holding(folder: Path, words: str) -> list[Path]:
    """The files in which the words are found, byte for byte."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    sought = [words.encode(), words.encode("utf-16-le"), words.encode().hex().encode()]
    return [path for path in files if any(some in path.read_bytes() for some in sought)]


def written_much(diary: Diary) -> None:
    """Notes in rows, the history, free pages and the log."""
    notes = [CheckIn(DAY - timedelta(days=n), 4, at(20), note=NOTE * 50) for n in range(60)]
    diary.apply([*notes, *one_of_each()[1:], Goal(BEFORE)], by="import")  # type: ignore[list-item]
    diary.apply([], notes[:30], by="deletion")
    diary.save(walk(note=NOTE), by=BY)
    diary.record_export(ExportRecord(at(9), ReportFormat.PDF, BEFORE, DAY))
    diary.renew_calendar_token()


# -- a day, a period


def test_a_day_is_deleted_with_all_that_belongs_to_it_and_comes_back(diary: Diary) -> None:
    entries: list[Any] = one_of_each()
    diary.apply([*entries, check_in(3, BEFORE)], by=BY)
    before = contents(diary)
    assert diary.counts(DAY, DAY) == {
        "check-in": 1, "activity": 1, "exercise done": 1, "skip": 1, "reading": 1,
        "medicine": 1, "event": 1, "answers": 1,
    }  # fmt: skip
    version = diary.remove_days(DAY, DAY, by="deletion")
    assert diary.counts(DAY, DAY) == {}
    assert diary.check_ins() == [check_in(3, BEFORE)]
    assert (diary.goals(), len(diary.plan_items()), len(diary.questionnaires())) == (
        [Goal(DAY, 120, 3)],
        1,
        1,
    )
    diary.save(walk(7), by=BY)
    diary.undo_group(version, by=BY)
    diary.undo(by=BY)  # the walk
    assert contents(diary) == before


def test_a_period_is_deleted_from_its_first_day_to_its_last(diary: Diary) -> None:
    days = [DAY - timedelta(days=ago) for ago in range(10)]
    diary.apply([check_in(3, day) for day in days] + [walk(5, day) for day in days], by=BY)
    assert diary.counts(days[6], days[3]) == {"check-in": 4, "activity": 4}
    assert diary.remove_days(days[6], days[3], by="deletion") == 2
    assert [c.date for c in diary.check_ins()] == sorted(days[:3] + days[7:])
    assert len(diary.activities()) == 6
    assert diary.remove_days(days[6], days[3], by="deletion") == 2  # nothing more
    diary.remove_days(None, days[7], by="deletion")
    assert diary.first_day() == days[2]
    diary.remove_days(None, None, by="deletion")
    assert diary.counts() == {}


def test_what_there_is_is_counted_by_kind(diary: Diary) -> None:
    entries: list[Any] = one_of_each()
    diary.apply([*entries, walk(7)], by=BY)
    counts = diary.counts()
    assert (counts["activity"], counts["goal"], counts["reminder"], counts["answers"]) == (
        2, 1, 1, 1,
    )  # fmt: skip
    assert sum(counts.values()) == len(entries) + 1


# -- everything


def test_after_everything_was_deleted_no_byte_of_a_note_is_found(
    tmp_path: Path, data_folder: Path
) -> None:
    url = f"sqlite:///{data_folder / 'backbeat.db'}"
    store = open_store(url)
    diary = find_diary(store, newcomer=ADA)
    written_much(diary)
    copies = [
        set_aside(url, CopyReason.DAILY).file,
        set_aside(url, CopyReason.RESTORE).file,
        data_folder / "backbeat-before-upgrade-2026-11-20-revision-0003.db",
        data_folder / "backbeat.db-unfinished",
    ]
    for copy in copies[2:]:
        with sqlite3.connect(data_folder / "backbeat.db") as source:
            source.backup(sqlite3.connect(copy))
        source.close()
    (data_folder / "backbeat.log.1").write_text(NOTE)
    log_failure(ValueError(NOTE))
    unfinished = copies[0].with_name(copies[0].name + "-unfinished")
    unfinished.write_bytes(copies[0].read_bytes())
    mine = tmp_path / "letter.txt"
    mine.write_text("mine")
    assert len(holding(tmp_path, NOTE)) >= 5
    assert holding(tmp_path, "Ada")

    erased = store.erase(diary.person_id)

    assert holding(tmp_path, NOTE) == []
    assert holding(tmp_path, "Ada") == []
    assert holding(tmp_path, "walk") == []
    assert set(erased.files) == {*copies, unfinished, *log_files()}
    assert erased.rows > 150
    assert erased.remains == ""
    assert [path.name for path in database_files(url)] == [
        "backbeat.db", "backbeat.db-wal", "backbeat.db-shm",
    ]  # fmt: skip
    assert mine.read_text() == "mine"

    again = find_diary(store, newcomer=Person("Grace"))
    assert again.person_id != diary.person_id
    assert (again.version(), again.history(), contents(again)[1:]) == (0, [], NOTHING)
    again.save(check_in(), by=BY)
    store.close()
    assert holding(tmp_path, NOTE) == []


def test_everything_of_an_encrypted_diary_goes_too(data_folder: Path) -> None:
    url = f"sqlite:///{data_folder / 'backbeat.db'}"
    store = open_store(url)
    written_much(find_diary(store, newcomer=ADA))
    set_aside(url, CopyReason.DAILY)
    store.close()
    reencrypt(url, "a long passphrase")
    passphrase_sources.unlock(url, "a long passphrase")
    store = open_store(url)
    before = (data_folder / "backbeat.db").stat().st_size
    erased = store.erase(find_diary(store, newcomer=ADA).person_id)
    assert erased.rows > 150
    assert (data_folder / "backbeat.db").stat().st_size < before
    assert (data_folder / "backbeat.db-wal").stat().st_size == 0
    assert not copies_folder(store.address).exists()
    assert contents(find_diary(store, newcomer=Person()))[1:] == NOTHING
    assert is_encrypted(data_folder / "backbeat.db")
    store.close()
    passphrase_sources.passphrases.clear()


def test_everything_of_one_person_leaves_the_others_as_they_were(store: Store) -> None:
    ada, grace = (store.diary(store.add_person(Person(name))) for name in ("Ada", "Grace"))
    for diary in (ada, grace):
        written_much(diary)
    before = contents(grace), grace.history(limit=999), grace.exports(), grace.version()
    store.erase(ada.person_id)
    assert (
        contents(grace),
        grace.history(limit=999),
        grace.exports(),
        grace.version(),
    ) == before
    assert [person.name for _, person in store.people()] == ["Grace"]
    for ask in (ada.version, ada.person, lambda: ada.save(check_in(), by=BY), ada.has_calendar):
        with pytest.raises(NoSuchPerson):
            ask()
    assert store.erase(ada.person_id).rows == 0


def test_no_row_of_any_table_is_left(store: Store) -> None:
    diary = find_diary(store, newcomer=ADA)
    written_much(diary)
    store.erase(diary.person_id)
    engine = make_engine(store.address)
    with engine.connect() as connection:
        for table in metadata.tables:
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0, table
    engine.dispose()


def test_who_writes_meanwhile_is_told_that_the_diary_is_gone(store: Store) -> None:
    diary = find_diary(store, newcomer=ADA)
    diary.save(check_in(), by=BY)
    told: list[Exception] = []

    def write() -> None:
        while not told:
            try:
                diary.save(walk(7), by=BY)
            except StoreError as error:
                told.append(error)

    writers = [Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    store.erase(diary.person_id)
    for writer in writers:
        writer.join()
    assert {type(error) for error in told} == {NoSuchPerson}
    assert store.people() == []


@pytest.fixture
def server_files(postgresql_server: str) -> Path:
    """Where the server keeps its tables."""
    import psycopg

    with psycopg.connect(postgresql_server) as connection:
        (folder,) = connection.execute("SHOW data_directory").fetchone()  # type: ignore[misc]
    return Path(folder, "base")


def test_a_server_keeps_no_byte_in_its_tables_and_what_it_may_keep_is_said(
    postgresql_url: str, server_files: Path
) -> None:
    import psycopg

    store = open_store(postgresql_url)
    diary = find_diary(store, newcomer=ADA)
    words = "a note of nobody else's test"
    diary.apply([CheckIn(DAY, 4, at(20), note=words), ExerciseDone(DAY, words)], by=BY)
    diary.apply([PlanItem(words)], by=BY)

    def written() -> list[Path]:
        with psycopg.connect(postgresql_url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")
        return holding(server_files, words)

    assert written()
    erased = store.erase(diary.person_id)
    assert written() == []
    assert "write-ahead log" in erased.remains
    store.close()


def test_a_server_that_does_not_let_us_tidy_up_is_named(postgresql_url: str) -> None:
    import psycopg

    store = open_store(postgresql_url)
    diary = find_diary(store, newcomer=ADA)
    diary.save(check_in(note=NOTE), by=BY)
    with psycopg.connect(postgresql_url) as other:
        other.execute("SELECT count(*) FROM goals")  # holds on to a table
        erased = store.erase(diary.person_id)
    assert "did not let Backbeat tidy up" in erased.remains
    assert store.people() == []
    store.close()


def test_another_program_that_is_reading_is_named_and_the_next_start_clears_the_rest(
    tmp_path: Path, sqlite_url: str
) -> None:
    store = open_store(f"{sqlite_url}?timeout=0.2")
    diary = find_diary(store, newcomer=ADA)
    diary.save(check_in(note=NOTE), by=BY)
    other = sqlite3.connect(tmp_path / "diary.db", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM check_ins").fetchone()
    with pytest.raises(LeftoverFiles, match="it then clears the rest"):
        store.erase(diary.person_id)
    assert store.people() == []
    other.close()
    store.close()
    again = open_store(sqlite_url)
    assert holding(tmp_path, NOTE) == []
    again.close()


@pytest.mark.parametrize("when", ["before anything went", "before the rows went", "after them"])
def test_a_deletion_that_was_killed_is_finished_at_the_next_start(
    tmp_path: Path, sqlite_url: str, when: str
) -> None:
    store = open_store(sqlite_url)
    find_diary(store, newcomer=ADA).save(check_in(note=NOTE), by=BY)
    set_aside(sqlite_url, CopyReason.DAILY)
    store.close()
    killed = {
        "before anything went": "tracker.store.store.mark",
        "before the rows went": "tracker.store.deletion.erase",
        "after them": "tracker.store.store.tidy_up",
    }[when]
    script = f"""
import os
from unittest import mock
from tracker.store import open_store
with mock.patch({killed!r}, lambda *_: os._exit(9)):
    open_store({sqlite_url!r}).erase(1)
"""
    run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=False)
    store = open_store(sqlite_url)
    if when == "after them":
        assert store.people() == []
        assert holding(tmp_path, NOTE) == []
        assert not copies_folder(store.address).exists()
    else:
        assert [c.note for c in find_diary(store, newcomer=ADA).check_ins()] == [NOTE]
        assert copies_folder(store.address).exists()
    assert not (tmp_path / "diary.db-erasing").exists()
    store.close()


@pytest.mark.parametrize(
    "noted", [b"", b"7", b"\n", b"\0\0", b"7\n7", b"none\n", b"1\n", b"7 x\n", b"7 7\n"]
)
def test_a_note_that_is_not_whole_or_of_somebody_living_deletes_no_copy(
    tmp_path: Path, sqlite_url: str, noted: bytes
) -> None:
    store = open_store(sqlite_url)
    assert find_diary(store, newcomer=ADA).person_id == 1
    copy = set_aside(sqlite_url, CopyReason.DAILY)
    store.close()
    marker = tmp_path / "diary.db-erasing"
    marker.write_bytes(noted)
    store = open_store(sqlite_url)
    assert copies(sqlite_url) == [copy]
    assert not marker.exists()
    store.close()


def test_a_full_disk_leaves_no_half_note_of_a_deletion(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    if store.address.get_backend_name() != "sqlite":
        pytest.skip("a server has no such note")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(erasure.os, "fsync", full)
    assert erasure.mark(store._engine, 1, None) is None
    assert not list(tmp_path.glob("*-erasing"))


def test_a_copy_that_is_just_being_finished_goes_too(
    tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(sqlite_url)
    diary = find_diary(store, newcomer=ADA)
    diary.save(check_in(note=NOTE), by=BY)
    finished = set_aside(sqlite_url, CopyReason.DAILY).file
    unfinished = finished.rename(finished.with_name(finished.name + "-unfinished"))
    looked = []

    def listed_and_then_renamed(url: str) -> list[Path]:
        found = database_files(url)
        if not looked:
            unfinished.rename(finished)
        looked.append(found)
        return found

    monkeypatch.setattr(erasure, "database_files", listed_and_then_renamed)
    erased = store.erase(diary.person_id)
    assert unfinished in looked[0]
    assert holding(tmp_path, NOTE) == []
    assert erased.files == (finished,)
    assert not finished.parent.exists()
    store.close()
