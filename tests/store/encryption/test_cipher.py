import os
import random
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ADA
from tests.loading import loaded_after
from tests.store.encryption.encrypted import NOTE, PASSPHRASE, ROOT, readable, said
from tests.store.entries import BY, walk
from tests.store.test_bulk_save import many
from tests.store.test_driver_errors import for_people
from tracker.store import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseTooNew,
    DatabaseUnreachable,
    DiskFull,
    PassphraseNeeded,
    Store,
    StoreError,
    WrongPassphrase,
    find_diary,
    migrate,
    open_store,
    opening,
    reencrypt,
)
from tracker.store.address import read_address
from tracker.store.backup.backup_database import backup_of, opened
from tracker.store.copies import CopyReason, copies, set_aside
from tracker.store.database_files import database_files
from tracker.store.encryption import passphrase_sources
from tracker.store.encryption.cipher import Cipher, is_encrypted, looks_encrypted
from tracker.store.engine import make_engine
from tracker.store.opening import REVISION_TABLE, REVISIONS

# -- nothing is readable


def test_an_encrypted_diary_says_the_same(
    url: str, before: tuple[object, ...], encrypted: Store
) -> None:
    assert said(encrypted) == before


def test_nothing_is_readable_in_any_file(folder: Path, encrypted: Store) -> None:
    diary = find_diary(encrypted, newcomer=ADA)
    for minutes in range(1, 40):
        diary.save(walk(minutes, note=f"{NOTE} again"), by=BY)
    diary.apply(many(2000), by=BY)
    set_aside(encrypted.address, CopyReason.DAILY, encrypted.cipher)
    diary.undo(by=BY)
    names = {path.name for path in folder.iterdir()}
    assert {"diary.db", "diary.db-wal", "diary.db-shm", "diary.db-backups"} <= names
    assert (folder / "diary.db-wal").stat().st_size > 100_000, "the log holds what was written"
    assert len(copies(encrypted.address)) == 2
    assert readable(folder) == []
    encrypted.close()
    assert readable(folder) == []


def test_the_same_search_finds_the_note_in_a_plain_diary(
    folder: Path, url: str, before: tuple[object, ...]
) -> None:
    assert {path.name for path in readable(folder)} >= {"diary.db"}
    assert len(readable(folder)) == 2, "the diary and its copy"


def test_no_temporary_file_is_readable_while_a_big_step_runs(
    folder: Path, encrypted: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = folder / "temporary"
    temporary.mkdir()
    script = f"""
import os, sys, tempfile
tempfile.tempdir = {str(temporary)!r}
opened = set()
def note(event, given):
    if event == "open" and isinstance(given[0], str) and {str(folder)!r} in given[0]:
        opened.add(given[0])
sys.addaudithook(note)
from tests.conftest import ADA
from tests.store.test_bulk_save import many
from tracker.store import find_diary, open_store
from tracker.store.backup.backup_database import backup_of, opened as open_backup
from tracker.store.encryption import passphrase_sources
from tracker.store.transfer import put_in_place
passphrase_sources.unlock({encrypted.address.render_as_string()!r}, {PASSPHRASE!r})
store = open_store({encrypted.address.render_as_string()!r})
diary = find_diary(store, newcomer=ADA)
diary.apply(many(4000), by="a test")
diary.undo(by="a test")
for people in (None, [1]):
    data = backup_of(store, people)
    assert b"SQLite format" not in data and {NOTE.encode()!r} not in data
    with open_backup(data, "It", store.cipher) as backup:
        put_in_place(store, backup, {{1: 1}}, {{1: diary.version()}}, everybody=True)
for found in {str(temporary)!r}, {str(folder)!r}:
    for place, _, names in os.walk(found):
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                assert {NOTE.encode()!r} not in file.read(), name
maps = open("/proc/self/maps").read() if os.path.exists("/proc/self/maps") else ""
assert "etilqs" not in maps
for number in os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else ():
    try:
        target = os.readlink(f"/proc/self/fd/{{number}}")
    except OSError:
        continue
    assert "etilqs" not in target, "SQLite's temporary files"
print("done")
"""
    environment = {**os.environ, "TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, env=environment
    )
    assert done.stdout == "done\n", done.stderr
    assert readable(temporary) == []


def test_copies_of_an_encrypted_diary_open_with_its_passphrase(encrypted: Store) -> None:
    copy = set_aside(encrypted.address, CopyReason.ASKED, encrypted.cipher)
    assert is_encrypted(copy.file)
    with opened(copy.file, "The copy", Cipher(PASSPHRASE)) as store:
        assert said(store) == said(encrypted)


@pytest.mark.parametrize("people", [None, [1]])
def test_a_backup_of_an_encrypted_diary_is_encrypted(
    encrypted: Store, people: list[int] | None
) -> None:
    data = backup_of(encrypted, people)
    assert looks_encrypted(data)
    assert NOTE.encode() not in data
    with pytest.raises(PassphraseNeeded, match="is encrypted, or damaged"):
        opened(data, "The backup").__enter__()
    with pytest.raises(WrongPassphrase, match="does not open The backup"):
        opened(data, "The backup", Cipher("wrong")).__enter__()
    with opened(data, "The backup", Cipher(PASSPHRASE)) as store:
        assert said(store) == said(encrypted)


def test_an_encrypted_diary_of_an_older_version_is_upgraded_with_a_copy_set_aside(
    url: str, folder: Path
) -> None:
    file = folder / "diary.db"
    opening.make_file(file)
    engine = make_engine(read_address(url))
    migrate.upgrade(engine, REVISIONS[2])
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO persons (name, time_zone, week_start, data_version, last_entry)"
            f" VALUES ('{NOTE}', 'Europe/Berlin', 'monday', 0, 0)"
        )
    engine.dispose()
    with closing(reencrypt.open_alone(file, None)) as source:  # as that version encrypted it
        made = folder / "made.db"
        made.touch(0o600)
        reencrypt.export_to(source, made, Cipher(PASSPHRASE, b"s" * 16))
    made.replace(file)
    passphrase_sources.unlock(url, PASSPHRASE)
    store = open_store(url)
    assert store.people()[0][1].name == NOTE
    [aside] = copies(url)
    assert (aside.why, is_encrypted(aside.file)) == (CopyReason.UPGRADE, True)
    assert readable(folder) == []
    store.close()


# -- what goes wrong


def test_an_encrypted_diary_of_a_newer_version_is_refused(url: str, encrypted: Store) -> None:
    outside = encrypted.cipher.connect(Path(str(encrypted.address.database)))  # type: ignore[union-attr]
    outside.execute(f"UPDATE {REVISION_TABLE} SET version_num = '0999'")
    outside.commit()
    outside.close()
    encrypted.close()
    with pytest.raises(DatabaseTooNew, match="written by a newer Backbeat"):
        open_store(url)


def test_a_ruined_page_is_noticed(url: str, folder: Path, encrypted: Store) -> None:
    encrypted.close()
    file = folder / "diary.db"
    content = bytearray(file.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 + 100] ^= 0xFF
    file.write_bytes(content)
    with pytest.raises(StoreError) as refused:
        said(open_store(url))
    assert for_people(refused.value)
    assert isinstance(refused.value, DatabaseDamaged)


@pytest.mark.parametrize(
    ("why", "words", "made"),
    [
        ("full", "PRAGMA max_page_count = {pages}", DiskFull),
        ("read-only", "PRAGMA query_only = ON", StoreError),
    ],
)
def test_the_drivers_errors_are_told_in_the_same_words(
    encrypted: Store, why: str, words: str, made: type[StoreError]
) -> None:
    from sqlalchemy import event

    @event.listens_for(encrypted._engine, "connect")
    def forbid(connection: Any, _: Any) -> None:
        [[pages]] = connection.execute("PRAGMA page_count").fetchall()
        connection.execute(words.format(pages=pages))

    diary = find_diary(encrypted, newcomer=ADA)
    before = said(encrypted)
    encrypted._engine.dispose()
    with pytest.raises(made) as refused:
        diary.apply(many(3000), by=BY)
    assert for_people(refused.value)
    assert said(encrypted) == before


def test_an_encrypted_diary_that_another_program_holds_is_busy(
    encrypted: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracker.store import engine

    monkeypatch.setattr(engine, "PATIENCE", 0.3)
    encrypted.close()
    store = open_store(encrypted.address.render_as_string())
    outside = store.cipher.connect(Path(str(store.address.database)))  # type: ignore[union-attr]
    outside.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy, match="in use by another program"):
        find_diary(store, newcomer=ADA).save(walk(3), by=BY)
    outside.close()
    find_diary(store, newcomer=ADA).save(walk(3), by=BY)
    store.close()


def test_an_encrypted_diary_that_was_moved_away_is_not_begun_anew(encrypted: Store) -> None:
    encrypted.close()
    file = Path(str(encrypted.address.database))
    file.rename(file.with_name("aside.db"))
    for step in (
        lambda: set_aside(encrypted.address, CopyReason.DAILY, encrypted.cipher),
        lambda: backup_of(encrypted),
        lambda: find_diary(encrypted, newcomer=ADA).check_ins(),
    ):
        with pytest.raises(DatabaseUnreachable):
            step()
    assert not file.exists()


def test_files_of_other_kinds_are_not_taken_for_encrypted_ones(tmp_path: Path) -> None:
    chance = random.Random(1)
    texts: list[tuple[str, Callable[[], bytes]]] = [
        ("text", lambda: b"pain: 4\n" * 1000),
        ("zeros", lambda: bytes(8192)),
        ("short", lambda: chance.randbytes(4000)),
        ("database", lambda: b"SQLite format 3\0" + chance.randbytes(8192)),
    ]
    for name, content in texts:
        file = tmp_path / name
        file.write_bytes(content())
        assert not is_encrypted(file)
        assert not passphrase_sources.needs_passphrase(f"sqlite:///{file}")
    assert not is_encrypted(tmp_path / "nothing")
    (tmp_path / "random").write_bytes(chance.randbytes(8192))
    assert is_encrypted(tmp_path / "random")


def test_a_plain_diary_needs_neither_driver_nor_key_ring(url: str) -> None:
    open_store(url).close()
    loaded = loaded_after(f"from tracker.store import open_store; open_store({url!r})")
    assert not {"sqlcipher3", "keyring", "cryptography", "pyrage"} & loaded


def test_everything_that_belongs_to_an_encrypted_diary_is_found(
    url: str, folder: Path, encrypted: Store
) -> None:
    find_diary(encrypted, newcomer=ADA).save(walk(3), by=BY)
    files = {path for path in folder.rglob("*") if path.is_file()}
    assert files == {path for path in database_files(url) if path.is_file()}
    assert replace(copies(url)[0], at=datetime(2026, 1, 1)).file in files
