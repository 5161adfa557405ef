import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ADA
from tests.store.entries import BY, DAY, check_in, one_of_each, walk
from tests.store.test_bulk import many
from tests.store.test_failures import for_people
from tests.store.test_history import contents
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
    converting,
    keys,
    migrate,
    open_store,
    opening,
)
from tracker.store.address import read_address
from tracker.store.backup_file import backup_of, opened
from tracker.store.cipher import Cipher, is_encrypted, looks_encrypted
from tracker.store.companions import companions
from tracker.store.converting import convert
from tracker.store.copies import Why, copies, set_aside
from tracker.store.engine import make_engine
from tracker.store.opening import REVISION_TABLE, REVISIONS

ROOT = Path(__file__).parents[2]
PASSPHRASE = "a long walk in the rain"  # noqa: S105
NOTE = "VeryPrivateNote"


@pytest.fixture(autouse=True)
def no_passphrases_of_whoever_runs_this(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.delenv("BACKBEAT_PASSPHRASE_FILE", raising=False)
    monkeypatch.setattr(keys, "_told", {})


def forget() -> None:
    """As a process that is started anew."""
    keys._told.clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'diary.db'}"


@pytest.fixture
def before(url: str) -> tuple[object, ...]:
    """What a plain diary with a private note says, of which there is a copy."""
    store = open_store(url)
    diary = store.first_diary(ADA)
    diary.apply(one_of_each(), by=BY)
    diary.apply(many(300), by=BY)
    diary.save(walk(7, note=NOTE), by=BY)
    set_aside(store.address, Why.DAILY)
    found = contents(diary), diary.history(limit=1000)
    store.close()
    return found


@pytest.fixture
def encrypted(url: str, before: tuple[object, ...]) -> Iterator[Store]:
    """The same diary, encrypted and open."""
    convert(url, PASSPHRASE)
    keys.unlock(url, PASSPHRASE)
    store = open_store(url)
    yield store
    store.close()


def said(store: Store) -> tuple[object, ...]:
    diary = store.first_diary(ADA)
    return contents(diary), diary.history(limit=1000)


def readable(folder: Path, note: str = NOTE) -> list[Path]:
    """The files in which a note can be read, or that begin as a database anybody can read."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    plain = (note.encode(), note.encode("utf-16-le"), b"SQLite format 3", b"CREATE TABLE")
    return [path for path in files if any(mark in path.read_bytes() for mark in plain)]


# -- nothing is readable


def test_an_encrypted_diary_says_the_same(
    url: str, before: tuple[object, ...], encrypted: Store
) -> None:
    assert said(encrypted) == before


def test_nothing_is_readable_in_any_file(folder: Path, encrypted: Store) -> None:
    diary = encrypted.first_diary(ADA)
    for minutes in range(1, 40):
        diary.save(walk(minutes, note=f"{NOTE} again"), by=BY)
    diary.apply(many(2000), by=BY)
    set_aside(encrypted.address, Why.DAILY, encrypted.cipher)
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
from tests.store.test_bulk import many
from tracker.store import keys, open_store
from tracker.store.backup_file import backup_of, opened as open_backup
from tracker.store.moving import put_in_place
keys.unlock({encrypted.address.render_as_string()!r}, {PASSPHRASE!r})
store = open_store({encrypted.address.render_as_string()!r})
diary = store.first_diary(ADA)
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


def test_the_plain_file_is_overwritten_before_it_goes(
    folder: Path, url: str, before: tuple[object, ...]
) -> None:
    with (folder / "diary.db").open("rb") as still_open:  # as a forensic eye would see the disk
        [copy] = copies(url)
        with copy.file.open("rb") as copy_still_open:
            convert(url, PASSPHRASE)
            for file in (still_open, copy_still_open):
                content = file.read()
                assert len(content) > 50_000
                assert content.strip(b"\0") == b""


def test_no_log_of_the_plain_diary_is_left(url: str, folder: Path) -> None:
    script = f"""
import os
from tests.conftest import ADA
from tests.store.entries import walk
from tracker.store import open_store
open_store({url!r}).first_diary(ADA).save(walk(note={NOTE!r}), by="a test")
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)
    assert (folder / "diary.db-wal") in readable(folder)
    convert(url, PASSPHRASE)
    assert readable(folder) == []
    assert {path.name for path in folder.iterdir()} == {"diary.db"}
    keys.unlock(url, PASSPHRASE)
    store = open_store(url)
    assert [bout.note for bout in store.first_diary(ADA).activities()] == [NOTE]
    store.close()


def test_copies_are_encrypted_too_also_those_of_earlier_versions(
    folder: Path, url: str, before: tuple[object, ...]
) -> None:
    [daily] = copies(url)
    aside = folder / "diary-before-upgrade-2026-01-01-revision-0003.db"
    aside.write_bytes(daily.file.read_bytes())
    done = convert(url, PASSPHRASE)
    assert set(done.copies) == {daily.file, aside}
    assert (done.database, done.left) == (True, ())
    assert readable(folder) == []
    for file in done.copies:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        with opened(file, "The copy", Cipher(PASSPHRASE)) as store:
            assert said(store) == before


def test_a_copy_that_cannot_be_converted_is_named_and_stops_nothing(
    folder: Path, url: str, before: tuple[object, ...]
) -> None:
    [daily] = copies(url)
    broken = daily.file.with_name("diary-2026-01-01-080000-daily.db")
    broken.write_bytes(daily.file.read_bytes()[:20_000])
    done = convert(url, PASSPHRASE)
    assert (done.copies, done.left) == ((daily.file,), (broken,))


def test_what_was_broken_off_is_overwritten_and_a_readable_log_is_named(
    folder: Path, url: str, before: tuple[object, ...]
) -> None:
    [daily] = copies(url)
    content = daily.file.read_bytes()
    place = daily.file.parent
    torn = place / "diary-2026-01-01-080000-daily.db-unfinished"
    torn.write_bytes(bytes(4096) + content[4096:])  # the first page is written last
    rest = folder / "diary.db-unfinished"
    rest.write_bytes(content)
    log = place / "diary-2026-01-01-080000-damaged.db-wal"
    log.write_bytes(b"7\x7f\x06\x82" + content)
    (place / "diary-2026-01-01-080000-damaged.db-shm").write_bytes(b"x")
    letter = place / "letter.txt"
    letter.write_text("mine")
    with torn.open("rb") as still_open:
        done = convert(url, PASSPHRASE)
        wiped = still_open.read()
    assert len(wiped) == len(content)
    assert wiped.strip(b"\0") == b""
    assert (done.copies, done.left) == ((daily.file,), (log,))
    assert readable(folder) == [log]
    assert not torn.exists()
    assert not rest.exists()
    assert letter.read_text() == "mine"
    rest.write_bytes(content)  # as a conversion back that was killed leaves it
    keys.unlock(url, PASSPHRASE)
    assert convert(url, PASSPHRASE).left == (log,)
    assert readable(folder) == [log]


def test_copies_of_a_diary_of_another_ending_are_encrypted_and_come_back(folder: Path) -> None:
    url = f"sqlite:///{folder / 'diary.sqlite'}"
    store = open_store(url)
    store.first_diary(ADA).save(walk(7, note=NOTE), by=BY)
    store.close()
    aside = folder / "diary-before-upgrade-2026-01-01-revision-0003.sqlite"
    aside.write_bytes((folder / "diary.sqlite").read_bytes())
    done = convert(url, PASSPHRASE)
    assert (done.copies, done.left) == ((aside,), ())
    assert readable(folder) == []
    keys.unlock(url, PASSPHRASE)
    assert convert(url, None).copies == (aside,)
    assert aside in readable(folder)


def test_a_diary_behind_a_link_is_replaced_where_it_lies(
    folder: Path, tmp_path: Path, url: str, before: tuple[object, ...]
) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(folder / "diary.db")
    convert(f"sqlite:///{link}", PASSPHRASE)
    assert link.is_symlink()
    assert is_encrypted(folder / "diary.db")
    keys.unlock(url, PASSPHRASE)
    store = open_store(url)
    assert said(store) == before
    store.close()
    keys.unlock(f"sqlite:///{link}", PASSPHRASE)
    convert(f"sqlite:///{link}", None)
    assert link.is_symlink()
    store = open_store(f"sqlite:///{link}")
    assert said(store) == before
    store.close()


def test_copies_of_an_encrypted_diary_open_with_its_passphrase(encrypted: Store) -> None:
    copy = set_aside(encrypted.address, Why.ASKED, encrypted.cipher)
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


# -- the passphrase


def test_without_a_passphrase_it_says_how_to_give_one(url: str, encrypted: Store) -> None:
    encrypted.close()
    forget()
    content = (Path(str(encrypted.address.database))).read_bytes()
    assert keys.needs_passphrase(url)
    with pytest.raises(PassphraseNeeded, match=r"backbeat run.*BACKBEAT_PASSPHRASE_FILE") as told:
        open_store(url)
    assert for_people(told.value)
    assert (Path(str(encrypted.address.database))).read_bytes() == content


def test_a_wrong_passphrase_is_told_and_nothing_changes(
    url: str, folder: Path, encrypted: Store
) -> None:
    encrypted.close()
    forget()
    held = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(WrongPassphrase, match="does not open") as told:
        keys.unlock(url, "A long walk in the rain")
    assert for_people(told.value)
    with pytest.raises(PassphraseNeeded):
        open_store(url)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == held


def test_the_passphrase_may_lie_in_a_file(
    url: str, encrypted: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = said(encrypted)
    encrypted.close()
    forget()
    file = tmp_path / "passphrase"
    monkeypatch.setenv("BACKBEAT_PASSPHRASE_FILE", str(file))
    with pytest.raises(PassphraseNeeded, match=f"could not be read from {file}"):
        open_store(url)
    file.write_text("\n")
    with pytest.raises(PassphraseNeeded, match="holds no passphrase"):
        open_store(url)
    file.write_text("wrong\n")
    with pytest.raises(WrongPassphrase, match=f"The passphrase in {file} does not open"):
        open_store(url)
    file.write_bytes(b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\nsecond line")
    store = open_store(url)
    assert said(store) == before
    store.close()


class Ring:
    """A key ring in memory, as `keyring` shows one."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import keyring

        monkeypatch.setattr(keyring, "get_password", lambda *name: self.kept.get(name))
        monkeypatch.setattr(keyring, "delete_password", lambda *name: self.kept.pop(name))
        monkeypatch.setattr(
            keyring, "set_password", lambda *given: self.kept.update({given[:2]: given[2]})
        )


def test_the_passphrase_may_lie_in_the_key_ring(
    url: str, folder: Path, encrypted: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = said(encrypted)
    encrypted.close()
    forget()
    Ring().install(monkeypatch)
    assert keys.keep_in_key_ring(folder / "diary.db", PASSPHRASE)
    store = open_store(url)
    assert said(store) == before
    store.close()
    assert keys.keep_in_key_ring(folder / "diary.db", None)
    with pytest.raises(PassphraseNeeded):
        open_store(url)


def test_a_computer_without_a_key_ring_says_so(folder: Path) -> None:
    assert keys.in_key_ring(folder / "diary.db") is None
    assert keys.keep_in_key_ring(folder / "diary.db", PASSPHRASE) is False


@settings(max_examples=8)
@given(passphrase=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_any_text_may_be_the_passphrase(
    passphrase: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("any") / "diary.db"
    url = f"sqlite:///{file}"
    forget()
    store = open_store(url)
    store.first_diary(ADA).save(check_in(), by=BY)
    store.close()
    convert(url, passphrase)
    keys.unlock(url, passphrase)
    store = open_store(url)
    assert store.first_diary(ADA).check_ins() == [check_in()]
    store.close()


def test_the_same_passphrase_typed_on_another_keyboard_opens_it(
    url: str, before: tuple[object, ...]
) -> None:
    convert(url, "caf\u00e9 crème")
    keys.unlock(url, "cafe\u0301 crème")


def test_any_program_that_knows_sqlcipher_opens_it_with_the_passphrase(
    folder: Path, encrypted: Store
) -> None:
    from sqlcipher3 import dbapi2

    with closing(dbapi2.connect(str(folder / "diary.db"))) as connection:
        connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
        found = connection.execute("SELECT note FROM activities WHERE minutes = 7").fetchall()
    assert (NOTE,) in found


# -- converting


def test_decrypting_gives_the_same_diary_back_with_its_copies(
    url: str, folder: Path, before: tuple[object, ...], encrypted: Store
) -> None:
    encrypted.close()
    done = convert(url, None)
    assert done.database
    assert len(done.copies) == 1
    forget()
    store = open_store(url)
    assert said(store) == before
    store.close()
    with opened(done.copies[0], "The copy") as copy:
        assert said(copy) == before


def test_encrypting_again_finishes_what_was_broken_off(
    url: str, folder: Path, encrypted: Store
) -> None:
    encrypted.close()
    plain = folder / "diary.db-backups" / "diary-2026-01-01-080000-daily.db"
    with closing(sqlite3.connect(plain)) as connection:
        connection.execute("CREATE TABLE notes (note)")
        connection.execute("INSERT INTO notes VALUES (?)", (NOTE,))
        connection.commit()
    assert readable(folder) == [plain]
    done = convert(url, PASSPHRASE)
    assert (done.database, done.copies, done.left) == (False, (plain,), ())
    assert readable(folder) == []
    assert convert(url, PASSPHRASE).copies == ()


def test_the_passphrase_can_be_changed_for_the_diary_and_its_copies(
    url: str, before: tuple[object, ...], encrypted: Store
) -> None:
    encrypted.close()
    done = convert(url, "another one")
    assert (done.database, len(done.copies)) == (True, 1)
    forget()
    with pytest.raises(WrongPassphrase):
        keys.unlock(url, PASSPHRASE)
    keys.unlock(url, "another one")
    store = open_store(url)
    assert said(store) == before
    store.close()
    with opened(done.copies[0], "The copy", Cipher("another one")) as copy:
        assert said(copy) == before


def elsewhere(url: str, passphrase: str | None) -> str:
    """What another process is told that converts the diary."""
    script = f"""
from tracker.store import StoreError
from tracker.store.converting import convert
try:
    convert({url!r}, {passphrase!r})
except StoreError as error:
    print(type(error).__name__, error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, cwd=ROOT, capture_output=True, text=True
    )
    return done.stdout


def test_a_diary_that_is_open_is_not_converted(
    url: str, folder: Path, before: tuple[object, ...]
) -> None:
    store = open_store(url)
    diary = store.first_diary(ADA)
    told = elsewhere(url, PASSPHRASE)
    assert told.startswith("DatabaseBusy")
    assert "is open in another program" in told
    diary.save(check_in(9, DAY - timedelta(days=1500)), by=BY)
    assert not is_encrypted(folder / "diary.db")
    assert not (folder / "diary.db-unfinished").exists()
    store.close()
    assert elsewhere(url, PASSPHRASE) == ""
    assert is_encrypted(folder / "diary.db")


def test_an_encrypted_diary_that_is_open_is_not_converted_either(
    url: str, folder: Path, encrypted: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE)
    monkeypatch.setenv("BACKBEAT_PASSPHRASE_FILE", str(file))
    diary = encrypted.first_diary(ADA)
    for minutes in (1, 2):  # connections come and go
        diary.save(walk(minutes), by=BY)
        keys.needs_passphrase(url)
    assert elsewhere(url, None).startswith("DatabaseBusy")
    assert is_encrypted(folder / "diary.db")


@pytest.mark.parametrize("step", ["_export", "_refuse_unequal", "settle_folder"])
def test_a_conversion_that_fails_leaves_the_diary_as_it_was(
    url: str,
    folder: Path,
    before: tuple[object, ...],
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    def fail(*_: object) -> None:
        raise DiskFull("The disk is full. Nothing was changed.")

    monkeypatch.setattr(converting, step, fail)
    with pytest.raises(DiskFull):
        convert(url, PASSPHRASE)
    assert not (folder / "diary.db-unfinished").exists()
    if step == "settle_folder":  # the new one is in its place already: it opens with the passphrase
        keys.unlock(url, PASSPHRASE)
    store = open_store(url)
    assert said(store) == before
    store.close()


@pytest.mark.parametrize("passphrase", [PASSPHRASE, None])
def test_a_conversion_that_is_killed_leaves_a_diary_that_opens(
    url: str,
    folder: Path,
    before: tuple[object, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    passphrase: str | None,
) -> None:
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE)
    monkeypatch.setenv("BACKBEAT_PASSPHRASE_FILE", str(file))
    if passphrase is None:
        convert(url, PASSPHRASE)
    for step in ("_export", "_refuse_unequal", "_wipe"):
        script = f"""
import os
from tracker.store import converting
real = converting.{step}
def die(*given):
    if "{step}" != "_wipe":
        real(*given)
    os._exit(9)
converting.{step} = die
converting.convert({url!r}, {passphrase!r})
"""
        assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == 9
        store = open_store(url)
        assert said(store) == before
        store.close()
    convert(url, passphrase)
    assert not (folder / "diary.db-unfinished").exists()
    assert bool(readable(folder)) == (passphrase is None)


def test_only_a_diary_that_is_there_and_lies_in_a_file_is_encrypted(url: str, folder: Path) -> None:
    with pytest.raises(DatabaseUnreachable, match="There is no diary at"):
        convert(url, PASSPHRASE)
    assert list(folder.iterdir()) == []
    with pytest.raises(DatabaseUnreachable, match="Only a diary in a file"):
        convert("postgresql://localhost/diaries", PASSPHRASE)


def test_an_encrypted_diary_of_an_older_version_is_upgraded_with_a_copy_set_aside(
    url: str, folder: Path
) -> None:
    file = folder / "diary.db"
    opening._make(file)
    engine = make_engine(read_address(url))
    migrate.upgrade(engine, REVISIONS[2])
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO persons (name, time_zone, week_start, data_version, last_entry)"
            f" VALUES ('{NOTE}', 'Europe/Berlin', 'monday', 0, 0)"
        )
    engine.dispose()
    with closing(converting._alone(file, None)) as source:  # as that version encrypted it
        made = folder / "made.db"
        made.touch(0o600)
        converting._export(source, made, Cipher(PASSPHRASE, b"s" * 16))
    made.replace(file)
    keys.unlock(url, PASSPHRASE)
    store = open_store(url)
    assert store.people()[0][1].name == NOTE
    [aside] = copies(url)
    assert (aside.why, is_encrypted(aside.file)) == (Why.UPGRADE, True)
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

    diary = encrypted.first_diary(ADA)
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
        store.first_diary(ADA).save(walk(3), by=BY)
    outside.close()
    store.first_diary(ADA).save(walk(3), by=BY)
    store.close()


def test_an_encrypted_diary_that_was_moved_away_is_not_begun_anew(encrypted: Store) -> None:
    encrypted.close()
    file = Path(str(encrypted.address.database))
    file.rename(file.with_name("aside.db"))
    for step in (
        lambda: set_aside(encrypted.address, Why.DAILY, encrypted.cipher),
        lambda: backup_of(encrypted),
        lambda: encrypted.first_diary(ADA).check_ins(),
    ):
        with pytest.raises(DatabaseUnreachable):
            step()
    assert not file.exists()


def test_files_of_other_kinds_are_not_taken_for_encrypted_ones(tmp_path: Path) -> None:
    texts: list[tuple[str, Callable[[], bytes]]] = [
        ("text", lambda: b"pain: 4\n" * 1000),
        ("zeros", lambda: bytes(8192)),
        ("short", lambda: os.urandom(4000)),
        ("database", lambda: b"SQLite format 3\0" + os.urandom(8192)),
    ]
    for name, content in texts:
        file = tmp_path / name
        file.write_bytes(content())
        assert not is_encrypted(file)
        assert not keys.needs_passphrase(f"sqlite:///{file}")
    assert not is_encrypted(tmp_path / "nothing")
    (tmp_path / "random").write_bytes(os.urandom(8192))
    assert is_encrypted(tmp_path / "random")


def test_a_plain_diary_needs_neither_driver_nor_key_ring(url: str) -> None:
    open_store(url).close()
    script = f"""
import sys
from tracker.store import open_store
open_store({url!r})
print([name for name in ("sqlcipher3", "keyring", "cryptography", "pyrage") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout == "[]\n"


def test_everything_that_belongs_to_an_encrypted_diary_is_found(
    url: str, folder: Path, encrypted: Store
) -> None:
    encrypted.first_diary(ADA).save(walk(3), by=BY)
    files = {path for path in folder.rglob("*") if path.is_file()}
    assert files == {path for path in companions(url) if path.is_file()}
    assert replace(copies(url)[0], at=datetime(2026, 1, 1)).file in files
