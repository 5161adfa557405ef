"""Where failures are noted: what failed and where in the code, never what a diary says."""

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_data_path

SIZE_LIMIT = 1_000_000  # bytes; then the file becomes backbeat.log.1 and a new one begins


def log_file() -> Path:
    """The log file, in the user's data folder beside the database."""
    return user_data_path("backbeat", appauthor=False) / "backbeat.log"


def log_files() -> list[Path]:
    """The log file and the one before it, whether they are there or not."""
    return [log_file(), _earlier(log_file())]


def log_failure(error: BaseException) -> Path:
    """Note the kind of an error and the places in the code it came through.

    Messages, values and source lines stay out: they can hold what a person wrote.
    Raises OSError where the file cannot be written.
    """
    path = log_file()
    lines = [f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC, Python {sys.version.split()[0]}"]
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        for frame in traceback.extract_tb(cause.__traceback__):
            lines.append(f"  {frame.filename}:{frame.lineno} {frame.name}")
        cause = cause.__cause__ or cause.__context__
    _append(path, "\n".join(lines) + "\n\n")
    return path


def noted(error: BaseException) -> str:
    """Note an error; where that was done, in words for a person."""
    try:
        return f"Where it happened is noted in {log_failure(error)}"
    except OSError:
        return "It couldn't be noted in the log file."


def _earlier(path: Path) -> Path:
    return path.with_suffix(".log.1")


def _append(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > SIZE_LIMIT:
        path.replace(_earlier(path))
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write(text)
