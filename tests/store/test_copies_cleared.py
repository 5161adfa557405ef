"""One person deleted among others: gone from every copy, and nobody else's copies are touched."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest

from tests.store.backup.whole import BEN, everything, filled
from tests.store.entries import BY, walk
from tests.store.test_erasure import holding
from tracker.model import Person
from tracker.store import Diary, Store, open_store
from tracker.store.backup.automatic_copies import keep_copy, keep_own_copy, kept_copies
from tracker.store.backup.backup_files import open_backup
from tracker.store.copies import CopyReason, copies, set_aside
from tracker.store.database_files import copies_folder
from tracker.store.encryption import passphrase_sources
from tracker.store.reencrypt import reencrypt

NOTE = "bens private note"
NOW = datetime(2026, 11, 21, 8, 30)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(passphrase_sources, "passphrases", {})


@pytest.fixture
def ben(store: Store, diary: Diary) -> Diary:
    """Ben, beside Ada, whose diary is full."""
    filled(diary)
    ben = store.diary(store.add_person(BEN))
    ben.save(walk(3, note=NOTE), by=BY)
    return ben


def names_in(file: Path) -> list[str]:
    with open_backup(file, "It") as copy:
        return [person.name for _, person in copy.people()]


def test_who_is_deleted_is_in_no_copy_and_the_others_are_as_they_were(
    store: Store, diary: Diary, ben: Diary, tmp_path: Path
) -> None:
    before = everything(diary)
    whole = keep_copy(store, CopyReason.RESTORE).file
    bens = keep_own_copy(store, CopyReason.ASKED, ben.person_id).file
    adas = keep_own_copy(store, CopyReason.ASKED, diary.person_id).file
    as_it_was = adas.read_bytes()
    assert {whole, bens} <= set(holding(tmp_path, NOTE))

    erased = store.erase(ben.person_id)

    assert holding(tmp_path, NOTE) == []
    assert (erased.files, erased.rewritten) == ((bens,), (whole,))
    assert not bens.parent.exists()
    assert adas.read_bytes() == as_it_was
    assert everything(diary) == before
    assert names_in(whole) == ["Ada"]
    with open_backup(whole, "It") as copy:
        assert everything(copy.diary(diary.person_id)) == before
    assert [person.name for _, person in store.people()] == ["Ada"]


def test_a_copy_of_before_the_others_came_is_theirs_and_goes_with_them(
    store: Store, diary: Diary
) -> None:
    filled(diary)
    alone = keep_own_copy(store, CopyReason.RESTORE, diary.person_id)
    ben = store.diary(store.add_person(BEN))
    ben.save(walk(3), by=BY)
    together = keep_copy(store, CopyReason.RESTORE, NOW)
    assert kept_copies(store, diary.person_id) == [alone]
    assert kept_copies(store, ben.person_id) == []
    erased = store.erase(diary.person_id)
    assert (erased.files, erased.rewritten) == ((alone.file,), (together.file,))
    assert kept_copies(store, ben.person_id) == [together], "who is alone again sees all"


def test_the_log_of_failures_stays_with_who_keeps_the_computer(
    store: Store, diary: Diary, ben: Diary, tmp_path: Path
) -> None:
    log = tmp_path / "backbeat" / "backbeat.log"
    log.parent.mkdir(exist_ok=True)
    log.write_text("a kind of error")
    store.erase(ben.person_id)
    assert log.exists()
    store.erase(diary.person_id)
    assert not log.exists()


def test_after_the_last_person_nothing_is_left_of_anybody(
    store: Store, diary: Diary, ben: Diary
) -> None:
    keep_copy(store, CopyReason.RESTORE)
    for own in (diary, ben):
        keep_own_copy(store, CopyReason.ASKED, own.person_id)
        store.erase(own.person_id)
    assert not copies_folder(store.address).exists()


# -- of a file


@pytest.fixture
def family(sqlite_url: str) -> Store:
    """Ada and Ben in a file."""
    store = open_store(sqlite_url)
    for name, note in (("Ada", "hers"), ("Ben", NOTE)):
        store.diary(store.add_person(Person(name))).save(walk(3, note=note), by=BY)
    return store


def test_an_encrypted_copy_is_written_anew_as_encrypted(family: Store, tmp_path: Path) -> None:
    url = family.address.render_as_string()
    for person in (1, 2):
        keep_own_copy(family, CopyReason.ASKED, person)
    family.close()
    reencrypt(url, "a long walk in the rain")
    passphrase_sources.unlock(url, "a long walk in the rain")
    store = open_store(url)
    whole = keep_copy(store, CopyReason.ASKED)
    assert len(kept_copies(store, 1)) == 1, "what was kept before was encrypted too"
    later = keep_own_copy(store, CopyReason.ASKED, 1)
    erased = store.erase(2)
    assert erased.rewritten == (whole.file,)
    assert erased.remains == ""
    assert not whole.file.read_bytes().startswith(b"SQLite")
    with open_backup(whole.file, "It", cipher=store.cipher) as copy:
        assert [person.name for _, person in copy.people()] == ["Ada"]
    assert later in kept_copies(store, 1)
    store.close()


def test_a_copy_that_cannot_be_read_is_left_and_named(family: Store) -> None:
    copy = set_aside(family.address, CopyReason.DAILY, now=NOW)
    copy.file.write_bytes(copy.file.read_bytes()[:5000])
    other = set_aside(family.address, CopyReason.DAILY)
    erased = family.erase(2)
    assert copy.file.exists()
    assert "may still hold it" in erased.remains
    assert str(copy.file) in erased.remains
    assert erased.rewritten == (other.file,)
    family.close()


def test_a_deletion_among_others_that_was_killed_is_finished_at_the_next_start(
    family: Store, sqlite_url: str, tmp_path: Path
) -> None:
    whole = keep_copy(family, CopyReason.ASKED)
    own = keep_own_copy(family, CopyReason.ASKED, 2)
    hers = keep_own_copy(family, CopyReason.ASKED, 1)
    with (
        mock.patch("tracker.store.store.tidy_up", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        family.erase(2)
    family.close()
    assert own.file.exists()
    store = open_store(sqlite_url)
    assert not own.file.exists()
    assert hers.file.exists()
    assert names_in(whole.file) == ["Ada"]
    assert holding(tmp_path, NOTE) == []
    store.close()


def test_a_copy_that_breaks_off_while_it_is_written_anew_stays_whole(family: Store) -> None:
    whole = keep_copy(family, CopyReason.ASKED)
    before = whole.file.read_bytes()
    full = sqlite3.OperationalError("database or disk is full")
    with mock.patch("tracker.store.copies_cleared.is_whole", side_effect=full):
        erased = family.erase(2)
    assert whole.file.read_bytes() == before
    assert str(whole.file) in erased.remains
    assert list(whole.file.parent.glob("*-unfinished")) == []
    family.close()


# -- own copies come by themselves


def test_each_of_several_has_a_copy_of_their_own_each_day(family: Store) -> None:
    from tracker.store.backup.automatic_copies import make_daily

    for days in (1, 0):
        at = NOW - timedelta(days=days)
        assert make_daily(family, at) is not None
        assert make_daily(family, at) is None
    for person in (1, 2):
        made = kept_copies(family, person)
        assert [copy.at for copy in made] == [NOW, NOW - timedelta(days=1)]
        assert all(len(names_in(copy.file)) == 1 for copy in made)
        with closing(sqlite3.connect(made[0].file)) as connection:
            assert connection.execute("SELECT id FROM persons").fetchall() == [(person,)]
    assert len(copies(family.address)) == 2, "and there is one of the whole file, as ever"
    assert kept_copies(family, 1)[0].file.stat().st_mode & 0o077 == 0
    family.close()
