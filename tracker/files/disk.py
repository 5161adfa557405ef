"""Waiting until the disk has what was written, so that a power cut takes none of it away."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_CANNOT = {errno.EINVAL, errno.ENOTSUP, errno.EACCES}  # some network folders; one we may not list


def fsync_file(file: Path) -> None:
    """Wait until the disk has what is in a file."""
    with file.open("r+b") as written:
        os.fsync(written.fileno())


def fsync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder, where the system can say so."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
