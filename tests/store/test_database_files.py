from pathlib import Path

import pytest

from tests.conftest import ADA
from tests.store.entries import BY, check_in
from tracker.store import find_diary, open_store
from tracker.store.address import read_address
from tracker.store.database_files import copies_folder, database_files


def test_a_database_is_found_with_its_log_its_copies_and_what_was_left_over(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'diary.db'}"
    store = open_store(url)
    find_diary(store, newcomer=ADA).save(check_in(), by=BY)
    folder = tmp_path / "diary.db-backups"
    folder.mkdir()
    theirs = [
        tmp_path / "diary.db",
        tmp_path / "diary.db-wal",
        tmp_path / "diary.db-shm",
        tmp_path / "diary.db-unfinished",
        tmp_path / "diary-before-upgrade-2026-11-20-revision-0003.db",
        folder / "diary-2026-11-21-080000.db",
    ]
    others = [
        tmp_path / "diary2.db",
        tmp_path / "diary2-before-upgrade-2026-11-20-revision-0003.db",
        tmp_path / "diary-before-upgrade-2026-11-20-revision-0003.txt",
        tmp_path / "diary.txt",
    ]
    for file in [*theirs[3:], *others]:
        file.write_text("x")
    assert database_files(url) == [*theirs, folder]
    store.close()


def test_nothing_is_found_where_there_is_no_database(tmp_path: Path) -> None:
    assert database_files(f"sqlite:///{tmp_path / 'no' / 'diary.db'}") == []
    assert list(tmp_path.iterdir()) == []


def test_each_database_of_a_server_has_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    urls = [
        "postgresql://ada:secret@one/diaries",
        "postgresql://ada:secret@two/diaries",
        "postgresql://ada:secret@two/..%2Fdiaries",
    ]
    folders = [copies_folder(read_address(url)) for url in urls]
    assert len(set(folders)) == 3
    assert {folder.parent for folder in folders} == {tmp_path / "backbeat"}
    assert copies_folder(read_address(urls[0].replace("ada:secret", "bob:other"))) == folders[0]
    assert database_files(urls[0]) == []
    folders[0].mkdir(parents=True)
    assert database_files(urls[0]) == [folders[0]]
