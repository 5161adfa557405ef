import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import ADA
from tests.store.encryption.encrypted import NOTE, PASSPHRASE, ROOT, forget, readable, said
from tests.store.entries import BY, DAY, check_in, walk
from tracker.store import (
    DatabaseUnreachable,
    DiskFull,
    Store,
    WrongPassphrase,
    find_diary,
    open_store,
)
from tracker.store.backup.backup_database import opened
from tracker.store.copies import copies
from tracker.store.encryption import passphrase_sources
from tracker.store.encryption.cipher import Cipher, is_encrypted
from tracker.store.reencrypt import reencrypt

# -- what is left, and what lies around


def test_the_plain_file_is_overwritten_before_it_goes(
    folder: Path, url: str, before: tuple[object, ...]
) -> None:
    with (folder / "diary.db").open("rb") as still_open:  # as a forensic eye would see the disk
        [copy] = copies(url)
        with copy.file.open("rb") as copy_still_open:
            reencrypt(url, PASSPHRASE)
            for file in (still_open, copy_still_open):
                content = file.read()
                assert len(content) > 50_000
                assert content.strip(b"\0") == b""


def test_no_log_of_the_plain_diary_is_left(url: str, folder: Path) -> None:
    script = f"""
import os
from tests.conftest import ADA
from tests.store.entries import walk
from tracker.store import find_diary, open_store
find_diary(open_store({url!r}), newcomer=ADA).save(walk(note={NOTE!r}), by="a test")
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)
    assert (folder / "diary.db-wal") in readable(folder)
    reencrypt(url, PASSPHRASE)
    assert readable(folder) == []
    assert {path.name for path in folder.iterdir()} == {"diary.db"}
    passphrase_sources.unlock(url, PASSPHRASE)
    store = open_store(url)
    assert [bout.note for bout in find_diary(store, newcomer=ADA).activities()] == [NOTE]
    store.close()


def test_copies_are_encrypted_too_also_those_of_earlier_versions(
    folder: Path, url: str, before: tuple[object, ...]
) -> None:
    [daily] = copies(url)
    aside = folder / "diary-before-upgrade-2026-01-01-revision-0003.db"
    aside.write_bytes(daily.file.read_bytes())
    done = reencrypt(url, PASSPHRASE)
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
    done = reencrypt(url, PASSPHRASE)
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
        done = reencrypt(url, PASSPHRASE)
        wiped = still_open.read()
    assert len(wiped) == len(content)
    assert wiped.strip(b"\0") == b""
    assert (done.copies, done.left) == ((daily.file,), (log,))
    assert readable(folder) == [log]
    assert not torn.exists()
    assert not rest.exists()
    assert letter.read_text() == "mine"
    rest.write_bytes(content)  # as a conversion back that was killed leaves it
    passphrase_sources.unlock(url, PASSPHRASE)
    assert reencrypt(url, PASSPHRASE).left == (log,)
    assert readable(folder) == [log]


def test_copies_of_a_diary_of_another_ending_are_encrypted_and_come_back(folder: Path) -> None:
    url = f"sqlite:///{folder / 'diary.sqlite'}"
    store = open_store(url)
    find_diary(store, newcomer=ADA).save(walk(7, note=NOTE), by=BY)
    store.close()
    aside = folder / "diary-before-upgrade-2026-01-01-revision-0003.sqlite"
    aside.write_bytes((folder / "diary.sqlite").read_bytes())
    done = reencrypt(url, PASSPHRASE)
    assert (done.copies, done.left) == ((aside,), ())
    assert readable(folder) == []
    passphrase_sources.unlock(url, PASSPHRASE)
    assert reencrypt(url, None).copies == (aside,)
    assert aside in readable(folder)


def test_a_diary_behind_a_link_is_replaced_where_it_lies(
    folder: Path, tmp_path: Path, url: str, before: tuple[object, ...]
) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(folder / "diary.db")
    reencrypt(f"sqlite:///{link}", PASSPHRASE)
    assert link.is_symlink()
    assert is_encrypted(folder / "diary.db")
    passphrase_sources.unlock(url, PASSPHRASE)
    store = open_store(url)
    assert said(store) == before
    store.close()
    passphrase_sources.unlock(f"sqlite:///{link}", PASSPHRASE)
    reencrypt(f"sqlite:///{link}", None)
    assert link.is_symlink()
    store = open_store(f"sqlite:///{link}")
    assert said(store) == before
    store.close()


# -- there and back


def test_decrypting_gives_the_same_diary_back_with_its_copies(
    url: str, folder: Path, before: tuple[object, ...], encrypted: Store
) -> None:
    encrypted.close()
    done = reencrypt(url, None)
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
    done = reencrypt(url, PASSPHRASE)
    assert (done.database, done.copies, done.left) == (False, (plain,), ())
    assert readable(folder) == []
    assert reencrypt(url, PASSPHRASE).copies == ()


def test_the_passphrase_can_be_changed_for_the_diary_and_its_copies(
    url: str, before: tuple[object, ...], encrypted: Store
) -> None:
    encrypted.close()
    done = reencrypt(url, "another one")
    assert (done.database, len(done.copies)) == (True, 1)
    forget()
    with pytest.raises(WrongPassphrase):
        passphrase_sources.unlock(url, PASSPHRASE)
    passphrase_sources.unlock(url, "another one")
    store = open_store(url)
    assert said(store) == before
    store.close()
    with opened(done.copies[0], "The copy", Cipher("another one")) as copy:
        assert said(copy) == before


def elsewhere(url: str, passphrase: str | None) -> str:
    """What another process is told that converts the diary."""
    script = f"""
from tracker.store import StoreError
from tracker.store.reencrypt import reencrypt
try:
    reencrypt({url!r}, {passphrase!r})
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
    diary = find_diary(store, newcomer=ADA)
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
    diary = find_diary(encrypted, newcomer=ADA)
    for minutes in (1, 2):  # connections come and go
        diary.save(walk(minutes), by=BY)
        passphrase_sources.needs_passphrase(url)
    assert elsewhere(url, None).startswith("DatabaseBusy")
    assert is_encrypted(folder / "diary.db")


@pytest.mark.parametrize("step", ["export_to", "refuse_unequal", "fsync_folder"])
def test_a_conversion_that_fails_leaves_the_diary_as_it_was(
    url: str,
    folder: Path,
    before: tuple[object, ...],
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    def fail(*_: object) -> None:
        raise DiskFull("The disk is full. Nothing was changed.")

    monkeypatch.setattr(f"tracker.store.reencrypt.{step}", fail)
    with pytest.raises(DiskFull):
        reencrypt(url, PASSPHRASE)
    assert not (folder / "diary.db-unfinished").exists()
    if step == "fsync_folder":  # the new one is in its place already: it opens with the passphrase
        passphrase_sources.unlock(url, PASSPHRASE)
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
        reencrypt(url, PASSPHRASE)
    for step in ("export_to", "refuse_unequal", "wipe"):
        script = f"""
import os
from tracker.store import reencrypt as module
real = module.{step}
def die(*given):
    if "{step}" != "wipe":
        real(*given)
    os._exit(9)
module.{step} = die
module.reencrypt({url!r}, {passphrase!r})
"""
        assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == 9
        store = open_store(url)
        assert said(store) == before
        store.close()
    reencrypt(url, passphrase)
    assert not (folder / "diary.db-unfinished").exists()
    assert bool(readable(folder)) == (passphrase is None)


@pytest.mark.parametrize("place", [1, 2])
def test_decrypting_again_finishes_what_was_broken_off(
    url: str, folder: Path, before: tuple[object, ...], tmp_path: Path, place: int
) -> None:
    reencrypt(url, PASSPHRASE)
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE)
    script = f"""
import os
from tracker.store import reencrypt as module
real, left = module.replace_database, [{place}]
def replace(*given):
    real(*given)
    left[0] -= 1
    left[0] or os._exit(9)
module.replace_database = replace
module.reencrypt({url!r}, None)
"""
    known = {**os.environ, "BACKBEAT_PASSPHRASE_FILE": str(file)}
    broken = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=known)
    assert broken.returncode == 9
    if is_encrypted(folder / "diary.db"):
        passphrase_sources.unlock(url, PASSPHRASE)
    assert reencrypt(url, None).left == ()
    forget()
    [copy] = copies(url)
    assert not is_encrypted(copy.file)
    store = open_store(url)
    assert said(store) == before
    store.close()


def test_only_a_diary_that_is_there_and_lies_in_a_file_is_encrypted(url: str, folder: Path) -> None:
    with pytest.raises(DatabaseUnreachable, match="There is no diary at"):
        reencrypt(url, PASSPHRASE)
    assert list(folder.iterdir()) == []
    with pytest.raises(DatabaseUnreachable, match="Only a diary in a file"):
        reencrypt("postgresql://localhost/diaries", PASSPHRASE)


# -- a conversion that is killed

KILLED = """
import os, signal, sys
from tracker.store import reencrypt as module
place = sys.argv[3]
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if place == "before the new one is in place":
    real = os.link
    os.link = lambda *given: (real(*given), die() if str(given[0]).endswith(".db") else None)
elif place == "before the old one is overwritten":
    real = module.discard
    def discard(file):
        if "replaced" in file.name and file.exists():
            die()
        real(file)
    module.discard = discard
else:
    real = module.wipe
    def half(file):
        file.seek(0)
        file.write(bytes(8192))
        file.flush()
        die()
    module.wipe = half
module.reencrypt(sys.argv[1], sys.argv[2])
"""


@pytest.mark.parametrize(
    "place",
    [
        "before the new one is in place",
        "before the old one is overwritten",
        "while the old one is overwritten",
    ],
)
def test_a_conversion_that_was_killed_is_ended_by_the_next(
    folder: Path, url: str, before: tuple[object, ...], place: str
) -> None:
    with (folder / "diary.db").open("rb") as still_open:  # as a forensic eye would see the disk
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, url, PASSPHRASE, place],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert killed.returncode == -9, killed.stderr
        if is_encrypted(folder / "diary.db"):
            passphrase_sources.unlock(url, PASSPHRASE)
        reencrypt(url, PASSPHRASE)
        content = still_open.read()
    assert len(content) > 50_000
    assert content.strip(b"\0") == b""
    assert readable(folder) == []
    assert not [path for path in folder.rglob("*") if "replaced" in path.name]
    passphrase_sources.unlock(url, PASSPHRASE)
    store = open_store(url)
    assert said(store) == before
    store.close()


def test_a_log_is_overwritten_before_it_goes(url: str, folder: Path) -> None:
    script = f"""
import os
from tests.conftest import ADA
from tests.store.entries import walk
from tracker.store import find_diary, open_store
find_diary(open_store({url!r}), newcomer=ADA).save(walk(note={NOTE!r}), by="a test")
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)
    with (folder / "diary.db-wal").open("rb") as still_open:
        assert NOTE.encode() in still_open.read()
        reencrypt(url, PASSPHRASE)
        still_open.seek(0)
        assert still_open.read().strip(b"\0") == b""


def test_another_diary_with_such_a_name_is_left_alone(
    folder: Path, url: str, before: tuple[object, ...]
) -> None:
    for name in ("another.db-backbeat-replaced", "diary.db-replaced"):
        (folder / name).write_bytes(b"mine")
    reencrypt(url, PASSPHRASE)
    assert (folder / "another.db-backbeat-replaced").read_bytes() == b"mine"
    assert (folder / "diary.db-replaced").read_bytes() == b"mine"
