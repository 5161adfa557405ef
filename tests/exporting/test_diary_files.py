import os
import stat
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker.exporting.diary_files import csv_files, export_csv, export_json, json_file
from tracker.files.entry_types import EntryType
from tracker.files.errors import FileError
from tracker.model import CheckIn
from tracker.store import Diary

NAMES = {f"{name}.csv" for name in EntryType}


@pytest.fixture
def filled(ada: Diary) -> Diary:
    ada.apply([CheckIn(date(2026, 3, 1), 4, datetime(2026, 3, 1, 20, tzinfo=UTC))], by="Ada")
    return ada


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    folder.mkdir()
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_folder_gets_a_file_for_each_list_and_is_made_where_missing(
    filled: Diary, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "export"
    written = export_csv(filled, folder)
    assert {path.name for path in written} == NAMES
    assert contents(folder) == csv_files(filled)


def test_exported_files_are_for_their_owner_only(filled: Diary, tmp_path: Path) -> None:
    for path in (*export_csv(filled, tmp_path), *export_json(filled, tmp_path / "d.json")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_earlier_export_is_replaced_and_other_files_stay(filled: Diary, folder: Path) -> None:
    export_csv(filled, folder)
    (folder / "letter.txt").write_text("mine")
    filled.apply([CheckIn(date(2026, 3, 2), 5, datetime(2026, 3, 2, 20, tzinfo=UTC))], by="Ada")
    export_csv(filled, folder)
    assert contents(folder) == {**csv_files(filled), "letter.txt": b"mine"}


def test_a_file_of_the_same_name_from_elsewhere_is_never_replaced(
    filled: Diary, folder: Path
) -> None:
    (folder / "activities.csv").write_text("Activity Date,Activity Name\n")
    with pytest.raises(FileError, match=r"activities\.csv is no export"):
        export_csv(filled, folder)
    assert contents(folder) == {"activities.csv": b"Activity Date,Activity Name\n"}


def test_a_zip_holds_the_same_files(filled: Diary, tmp_path: Path) -> None:
    (path,) = export_csv(filled, tmp_path / "diary.ZIP")
    with zipfile.ZipFile(path) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == csv_files(filled)


def test_json_is_one_file(filled: Diary, tmp_path: Path) -> None:
    (path,) = export_json(filled, tmp_path / "new" / "diary.json")
    assert path.read_bytes() == json_file(filled)


def test_a_place_that_cannot_be_meant_is_refused(filled: Diary, folder: Path) -> None:
    (folder / "letter").write_text("mine")
    with pytest.raises(FileError, match="is a file"):
        export_csv(filled, folder / "letter")
    with pytest.raises(FileError, match="several files"):
        export_csv(filled, folder / "diary.csv")
    with pytest.raises(FileError, match="is a folder"):
        export_json(filled, folder)
    assert contents(folder) == {"letter": b"mine"}


def test_a_full_disk_leaves_what_was_there(
    filled: Diary, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_csv(filled, folder)
    before = contents(folder)
    filled.apply([CheckIn(date(2026, 3, 2), 5, datetime(2026, 3, 2, 20, tzinfo=UTC))], by="Ada")
    calls = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="No space left"):
        export_csv(filled, folder)
    assert contents(folder) == before
