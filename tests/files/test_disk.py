import errno
import os
from pathlib import Path

import pytest

from tracker.files.atomic import write_all
from tracker.files.disk import fsync_folder
from tracker.store import open_store
from tracker.store.copies import CopyReason, set_aside


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the disk is asked to have, in this order."""
    asked: list[Path] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        asked.append(Path(f"/proc/self/fd/{handle}").readlink())
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    return asked


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_the_name_of_a_new_copy_and_of_an_export_is_on_the_disk_before_we_say_so(
    tmp_path: Path, sqlite_url: str, steps: list[Path]
) -> None:
    store = open_store(sqlite_url)
    steps.clear()
    copy = set_aside(store.address, CopyReason.DAILY)
    assert steps[-2:] == [Path(f"{copy.file}-unfinished"), copy.file.parent]
    store.close()
    write_all({tmp_path / "out" / "a.csv": b"a", tmp_path / "out" / "b.csv": b"b"})
    assert steps[-1] == tmp_path / "out"


@pytest.mark.parametrize(("number", "told"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_folder_that_cannot_be_waited_for_is_no_failure_but_a_broken_disk_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: bool
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fail)
    if told:
        with pytest.raises(OSError, match="no"):
            fsync_folder(tmp_path)
    else:
        fsync_folder(tmp_path)
    if os.name != "nt":
        with pytest.raises(FileNotFoundError):
            fsync_folder(tmp_path / "nowhere")
