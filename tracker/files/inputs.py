"""Where an import reads from: files, folders, zips and uploads, as named streams of bytes."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from tracker.files.archives import unpack
from tracker.files.budget import Budget
from tracker.files.errors import FileError
from tracker.files.streams import HeldFile, Input, Unreadable

FOLDER_LIMIT = 100_000  # files of a folder and those in it


def from_paths(paths: Iterable[Path], budget: Budget) -> Iterator[Input | Unreadable]:
    """The files at `paths`: files, folders with all that is in them, zips, gzipped files."""
    for path in paths:
        try:
            yield from _from_path(path, budget)
        except FileError as refused:
            yield Unreadable(str(path), refused.reason)
        except OSError as error:
            yield Unreadable(str(path), reading_problem(error))


def from_uploads(
    files: Iterable[tuple[str, bytes]], budget: Budget
) -> Iterator[Input | Unreadable]:
    """The files that a browser sent: (name, bytes), of which any may be a zip."""
    for name, data in files:
        yield from unpack(Input(name, len(data), HeldFile(data), budget=budget))


def size_of(paths: Iterable[Path]) -> int:
    """The bytes of all files at `paths`, as far as they can be seen."""
    size = 0
    for path in paths:
        with suppress(OSError):
            files = _files_below(path) if path.is_dir() else [path]
            size += sum(file.stat().st_size for file in files)
    return size


def reading_problem(error: OSError) -> str:
    """Why a file or folder could not be read, in words."""
    match error:
        case FileNotFoundError():
            return "There is no file or folder of this name. Nothing was imported from it."
        case PermissionError():
            return "It may not be read with your rights. Nothing was imported from it."
    return f"It could not be read ({error.strerror or 'unknown reason'})."


def _from_path(path: Path, budget: Budget) -> Iterator[Input | Unreadable]:
    if path.is_dir():
        yield from _from_folder(path, budget)
    elif path.exists() and not path.is_file():  # its end would never come, or come only once
        yield Unreadable(
            str(path), "It is a pipe or a device, not a file. Save it to a file first."
        )
    else:
        size = path.stat().st_size
        yield from unpack(Input(path.name, size, lambda: path.open("rb"), budget=budget))


def _from_folder(folder: Path, budget: Budget) -> Iterator[Input | Unreadable]:
    files = [path for path in _files_below(folder) if path.is_file()]
    if len(files) > FOLDER_LIMIT:
        yield Unreadable(str(folder), f"That folder holds more than {FOLDER_LIMIT} files.")
    elif not files:
        yield Unreadable(str(folder), "That folder holds no files.")
    else:
        budget.take_files(len(files))
        for path in files:
            try:
                yield from unpack(_lying_in(folder, path, budget))
            except OSError as error:
                yield Unreadable(path.name, reading_problem(error))


def _lying_in(folder: Path, path: Path, budget: Budget) -> Input:
    size = path.stat().st_size
    return Input(path.name, size, lambda: path.open("rb"), False, str(folder), budget)


def _files_below(folder: Path) -> Iterator[Path]:
    """The files of a folder and of those in it; links to other folders are not followed."""
    next(folder.iterdir(), None)  # raises where it may not be read
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))
