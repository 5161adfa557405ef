"""A restore and a copy that are killed in the middle: all of it or nothing, and no half copy."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ADA
from tests.store.entries import BY, one_of_each
from tests.store.test_bulk_save import many
from tests.store.test_history import contents
from tracker.store import Diary, Store, find_diary, open_store
from tracker.store.backup.automatic_copies import keep_copy
from tracker.store.backup.backup_files import open_backup, write_backup
from tracker.store.copies import CopyReason, copies

ROOT = Path(__file__).parents[2]

RESTORE = """
import os, signal, sys
from sqlalchemy import event
from tracker.store.backup.backup_files import open_backup
from tracker.store.backup.restore import plan_everybody, restore_backup
from tracker.store.backup import restore
from tracker.store import open_store
url, file, place = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = open_store(url)
from pathlib import Path
with open_backup(Path(file), "It") as backup:
    plan = plan_everybody(store, backup)
    left = [place]
    def put_in_place(*given, real=restore.put_in_place, **more):
        @event.listens_for(store._engine, "after_cursor_execute")
        def die(*_):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        real(*given, **more)
    restore.put_in_place = put_in_place
    restore_backup(store, backup, plan)
"""

COPY = """
import os, signal, sys
from tracker.store.backup.automatic_copies import make_daily
from tracker.store import database_copy, open_store
database_copy.refuse_unequal = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
make_daily(open_store(sys.argv[1]))
"""


def killed(script: str, *arguments: object) -> bool:
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], cwd=ROOT, capture_output=True
    )
    assert done.returncode in (0, -9), done.stderr
    return done.returncode == -9


@pytest.mark.parametrize("place", [3, 10, 16, 22])
def test_a_restore_that_is_killed_leaves_the_diary_as_it_was(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    store = open_store(database_url)
    diary = find_diary(store, newcomer=ADA)
    diary.apply(one_of_each(), by=BY)  # type: ignore[arg-type]
    earlier = contents(diary)
    file = write_backup(store, tmp_path / "backup.db")
    diary.apply(many(30), by=BY)
    before = contents(diary), diary.history(limit=1000), diary.version()
    assert killed(RESTORE, database_url, file, place)
    assert (contents(diary), diary.history(limit=1000), diary.version()) == before
    aside = [copy for copy in copies(database_url) if copy.why == CopyReason.RESTORE]
    assert len(aside) == 1, "the copy of before was made first"
    with open_backup(aside[0].file, "It") as copy:
        assert contents(find_diary(copy, newcomer=ADA)) == before[0]
    assert not killed(RESTORE, database_url, file, -1)
    assert contents(diary) == earlier
    store.close()


def test_a_copy_that_is_killed_is_no_copy_and_the_next_one_is_made(sqlite_url: str) -> None:
    store: Store = open_store(sqlite_url)
    diary: Diary = find_diary(store, newcomer=ADA)
    diary.apply(many(30), by=BY)
    assert killed(COPY, sqlite_url)
    assert copies(sqlite_url) == []
    copy = keep_copy(store, CopyReason.DAILY)
    assert copies(sqlite_url) == [copy]
    with open_backup(copy.file, "It") as there:
        assert contents(find_diary(there, newcomer=ADA)) == contents(diary)
    store.close()
