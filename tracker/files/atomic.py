"""Files written whole or not at all; of one that was broken off nothing can be found later.

Where the system can, a file has no name until everything is in it and on the disk.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from tracker.files.disk import fsync_folder
from tracker.files.errors import FileError

UNFINISHED = ".backbeat-unfinished-"  # begins the name of a file that is not in its place yet
_GIVEN_UP = 3600  # seconds after which it was broken off


def write_all(files: Mapping[Path, bytes]) -> list[Path]:
    """Write everything beside its place first, so that a full disk leaves what was there.

    Files are readable by their owner alone. Raises FileError where they cannot be written.
    """
    ready: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _clear_away(path.parent)
            ready[path] = path.parent / f"{UNFINISHED}{token_hex(8)}"
            _write(ready[path], data)
        for path, temporary in ready.items():
            temporary.replace(path)
        for folder in {path.parent for path in ready}:
            fsync_folder(folder)
    except OSError as error:
        raise FileError(
            f"{path} could not be written ({error.strerror}). Nothing that was there has changed."
        ) from error
    finally:
        for temporary in ready.values():
            temporary.unlink(missing_ok=True)
    return list(files)


def export_file(data: bytes, output: Path) -> list[Path]:
    """Write one file whole. Raises FileError where `output` is a folder."""
    if output.is_dir():
        raise FileError(f"{output} is a folder. Name a file in it.")
    return write_all({output: data})


def _write(file: Path, data: bytes) -> None:
    handle = nameless_file(file.parent)
    named = handle is None
    if handle is None:
        handle = os.open(
            file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600
        )
    with os.fdopen(handle, "wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
        if not named:  # `link` alone would name the entry in /proc; with a folder it is `linkat`
            here = opened.fileno()
            os.link(f"/proc/self/fd/{here}", file, src_dir_fd=here, follow_symlinks=True)


def nameless_file(folder: Path) -> int | None:
    """A file without a name, which is gone with the process; None where there is no such thing."""
    kind = getattr(os, "O_TMPFILE", None)
    if kind is None or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, kind | os.O_WRONLY, 0o600)
    except OSError:  # a file system that has none; where the folder is at fault, the next one says
        return None


def _clear_away(folder: Path) -> None:
    """Delete what an earlier writing that was broken off has left."""
    with suppress(OSError):
        for file in folder.glob(f"{UNFINISHED}*"):
            if time.time() - file.stat().st_mtime > _GIVEN_UP:
                file.unlink(missing_ok=True)
