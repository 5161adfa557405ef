from datetime import datetime
from pathlib import Path

import pytest

from tests.store.backup.whole import filled
from tests.store.entries import BY, check_in, walk
from tests.store.test_history import contents
from tracker.store import DatabaseUnreachable, Diary, Store, open_store
from tracker.store.backup import automatic_copies, restore
from tracker.store.backup.automatic_copies import keep_copy, kept_copies, make_daily
from tracker.store.backup.backup_files import backup, open_backup
from tracker.store.backup.restore import plan_everybody, restore_backup
from tracker.store.copies import Copy, CopyReason


def test_a_servers_copy_that_was_deleted_while_it_was_made_is_not_made_again(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    def deleted_meanwhile(store: Store, people: object) -> bytes:
        for file in tmp_path.rglob("*-unfinished"):
            file.unlink()
        return b"everything of somebody who deleted it"

    monkeypatch.setattr(automatic_copies, "backup_of", deleted_meanwhile)
    store = open_store(postgresql_url)
    with pytest.raises(FileNotFoundError):
        keep_copy(store, CopyReason.ASKED)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    store.close()


def test_seven_restores_in_a_row_keep_what_was_there_before_the_first(
    store: Store, diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    diary.save(check_in(), by=BY)
    data = backup(store)
    diary.save(walk(7), by=BY)
    before = contents(diary)
    asides = []
    for minutes in range(8, 15):
        with open_backup(data, "It") as copy:
            asides.append(restore_backup(store, copy, plan_everybody(store, copy)))
        diary.save(walk(minutes), by=BY)
    assert asides[0] is not None
    kept = kept_copies(store, diary.person_id)
    assert {copy.file for copy in kept} == {a.file for a in asides if a is not None}
    with open_backup(asides[0].file, "It") as copy:
        assert contents(copy.diary(diary.person_id)) == before


def test_nothing_is_replaced_without_its_copy(
    store: Store, diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary.save(check_in(), by=BY)
    data = backup(store)
    diary.save(walk(7), by=BY)
    before = contents(diary)
    lost = Copy(datetime(2026, 11, 21, 9), CopyReason.RESTORE, tmp_path / "lost.db")
    monkeypatch.setattr(restore, "keep_copy", lambda *_: lost)
    with open_backup(data, "It") as copy:
        plan = plan_everybody(store, copy)
        with pytest.raises(DatabaseUnreachable, match=r"is gone\. Nothing was replaced"):
            restore_backup(store, copy, plan)
    assert contents(diary) == before


def test_a_day_has_one_copy_by_itself_unless_it_is_switched_off(
    store: Store, diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(diary)
    monkeypatch.setenv("BACKBEAT_COPIES", "off")
    assert make_daily(store) is None
    monkeypatch.delenv("BACKBEAT_COPIES")
    made = make_daily(store)
    if store.address.get_backend_name() != "sqlite":
        assert made is None, "a server is copied by who keeps it"
        return
    assert made is not None
    assert make_daily(store) is None
    with open_backup(made.file, "It") as copy:
        assert contents(copy.diary(1)) == contents(diary)
