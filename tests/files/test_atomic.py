"""Files that are written whole, or of which nothing is left."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tracker.files import atomic
from tracker.files.atomic import UNFINISHED, write_all
from tracker.files.errors import FileError

ROOT = Path(__file__).parents[2]
SECRET = b"my private note" * 100_000

KILLED = """
import os, signal, sys
from pathlib import Path
from tracker.files.atomic import write_all
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
write_all({Path(sys.argv[1]): b"my private note" * 100_000})
"""


def test_a_writing_that_is_killed_leaves_nothing_readable(tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    file.write_bytes(b"an earlier one")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(file)], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == -9, done.stderr
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"an earlier one"]


@pytest.mark.parametrize("nameless", [True, False])
def test_what_is_written_is_whole_and_its_owner_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool
) -> None:
    if not nameless:  # as on a file system that has no such files
        monkeypatch.setattr(atomic, "nameless_file", lambda _: None)
    files = {tmp_path / "a" / "one": SECRET, tmp_path / "a" / "two": b""}
    write_all(files)
    write_all(files)
    assert {path: path.read_bytes() for path in (tmp_path / "a").iterdir()} == files
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in files)


def test_what_an_earlier_system_left_is_deleted_by_the_next_writing(tmp_path: Path) -> None:
    left, fresh = tmp_path / f"{UNFINISHED}1", tmp_path / f"{UNFINISHED}2"
    for file in (left, fresh):
        file.write_bytes(SECRET)
    os.utime(left, (0, time.time() - 7200))
    write_all({tmp_path / "new": b"x"})
    assert not left.exists()
    assert fresh.exists(), "somebody may just be writing it"


def test_a_folder_that_takes_nothing_is_told(tmp_path: Path) -> None:
    file = tmp_path / "no folder"
    file.write_bytes(b"")
    with pytest.raises(FileError, match="Nothing that was there has changed"):
        write_all({file / "x": b"x"})
