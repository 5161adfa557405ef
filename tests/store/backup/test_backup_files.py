import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.backup.whole import BEN, PASSPHRASE, everything, filled, restore
from tests.store.entries import BY, walk
from tests.store.test_history import contents
from tracker.files.errors import FileError
from tracker.store import (
    DatabaseDamaged,
    Diary,
    PassphraseNeeded,
    Store,
    WrongPassphrase,
    find_diary,
    open_store,
)
from tracker.store.backup.backup_files import backup, open_backup, write_backup

pytestmark = pytest.mark.usefixtures("quick_seals")

# -- sealed with a passphrase


def test_a_sealed_backup_opens_with_its_passphrase_only(store: Store, diary: Diary) -> None:
    filled(diary)
    data = backup(store, PASSPHRASE)
    assert data.startswith(b"age-encryption.org/v1")
    assert b"check_ins" not in data
    with pytest.raises(PassphraseNeeded, match="sealed with a passphrase"):
        restore(store, data)
    with pytest.raises(WrongPassphrase, match="does not open The backup"):
        restore(store, data, passphrase=PASSPHRASE.upper())
    with pytest.raises(DatabaseDamaged, match="cannot be opened to its end"):
        restore(store, data[:-50], passphrase=PASSPHRASE)
    before = everything(diary)
    diary.remove_days(None, None, by=BY)
    restore(store, data, passphrase=PASSPHRASE)
    assert everything(diary) == before


def test_a_weak_passphrase_is_refused(store: Store) -> None:
    for weak in ("", "short", "aaaaaaaaaaaaaaa", " spaces around ", "a\tlong one with tab"):
        with pytest.raises(FileError, match="passphrase"):
            backup(store, weak)


# -- to a file


@pytest.fixture
def written(store: Store, diary: Diary, tmp_path: Path) -> Path:
    filled(diary)
    folder = tmp_path / "backups"
    folder.mkdir()
    return write_backup(store, folder / "mine.db")


def test_a_backup_is_a_file_that_only_its_owner_can_read(
    written: Path, store: Store, diary: Diary
) -> None:
    assert written.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in written.parent.iterdir()] == ["mine.db"]
    diary.save(walk(4), by=BY)
    write_backup(store, written)  # the next evening, to the same place
    with open_backup(written, "It") as copy:
        assert contents(copy.diary(1)) == contents(diary)


def test_in_a_folder_each_backup_has_a_name_of_its_own(store: Store, tmp_path: Path) -> None:
    plain, sealed = write_backup(store, tmp_path), write_backup(store, tmp_path, PASSPHRASE)
    assert plain.parent == sealed.parent == tmp_path
    assert plain.name.startswith("backbeat-20")
    assert (plain.suffix, sealed.name[-7:]) == (".db", ".db.age")


def test_nothing_else_is_written_over(written: Path, store: Store, tmp_path: Path) -> None:
    foreign = tmp_path / "photo.db"
    foreign.write_bytes(b"not a backup" * 1000)
    with pytest.raises(FileError, match="is no backup of Backbeat and was left as it is"):
        write_backup(store, foreign)
    assert foreign.read_bytes() == b"not a backup" * 1000
    with closing(sqlite3.connect(tmp_path / "places.db")) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    with pytest.raises(FileError, match="is no backup"):
        write_backup(store, tmp_path / "places.db")
    if store.address.get_backend_name() == "sqlite":
        file = Path(str(store.address.database))
        (tmp_path / "link.db").symlink_to(file)
        for name in (file, tmp_path / "link.db"):
            with pytest.raises(FileError, match="is the diary itself"):
                write_backup(store, name)


def test_a_backup_is_a_diary_of_its_own(written: Path, diary: Diary, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(written, copy)
    store = open_store(f"sqlite:///{copy}")
    assert everything(find_diary(store, newcomer=BEN)) == everything(diary)
    store.close()
