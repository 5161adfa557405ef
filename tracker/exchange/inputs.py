"""Where an import reads from: files, folders, zips and uploads, as named streams of bytes."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from tracker.exchange.entries import Refused

_ZIP_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, ValueError, RuntimeError),
)
SIZE_LIMIT = 200_000_000  # bytes of one file, unpacked; ten years of a diary are about 3 million
ZIP_ENTRY_LIMIT = 1_000
READABLE = (".csv", ".tsv", ".txt", ".json")
_EXPECTED = "A diary has check_ins.csv, readings.csv, activities.csv and exercises.csv."


@dataclass(frozen=True, slots=True)
class Input:
    """A file to be read: the name a person knows it by, its size, and how to open it.

    `chosen` is whether the person named this very file, rather than a folder it is in.
    """

    name: str
    size: int
    open: Callable[[], AbstractContextManager[IO[bytes]]]
    chosen: bool = True


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that was named but cannot be read, and why."""

    name: str
    reason: str


def from_paths(paths: Iterable[Path]) -> Iterator[Input | Unreadable]:
    """The files at `paths`: files, folders (what lies directly in them) and zips."""
    for path in paths:
        try:
            yield from _from_path(path)
        except OSError as error:
            yield Unreadable(str(path), reading_problem(error))


def from_uploads(files: Iterable[tuple[str, bytes]]) -> Iterator[Input | Unreadable]:
    """The files that a browser sent: (name, bytes), of which any may be a zip."""
    for name, data in files:
        yield from _from_file(Input(name, len(data), partial(io.BytesIO, data)))


def reading_problem(error: OSError) -> str:
    """Why a file or folder could not be read, in words."""
    match error:
        case FileNotFoundError():
            return "There is no file or folder of this name. Nothing was imported from it."
        case PermissionError():
            return "It may not be read with your rights. Nothing was imported from it."
    return f"It could not be read ({error.strerror or 'unknown reason'})."


def metered(stream: IO[bytes], report: Callable[[int], None]) -> io.BufferedReader:
    """Read `stream` through a gauge: reports the bytes read and refuses more than the limit."""
    return io.BufferedReader(_Gauge(stream, report), 1 << 16)


class _Gauge(io.RawIOBase):
    def __init__(self, stream: IO[bytes], report: Callable[[int], None]) -> None:
        self._stream = stream
        self._report = report
        self._done = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        with _undamaged():
            data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._done += len(data)
        if self._done > SIZE_LIMIT:
            raise Refused(_too_big())
        self._report(self._done)
        return len(data)


def _file(path: Path, chosen: bool = True) -> Input:
    return Input(path.name, path.stat().st_size, lambda: path.open("rb"), chosen)


def _from_path(path: Path) -> Iterator[Input | Unreadable]:
    if path.is_dir():
        yield from _from_folder(path)
    elif path.exists() and not path.is_file():  # its end would never come, or come only once
        yield Unreadable(
            str(path), "It is a pipe or a device, not a file. Save it to a file first."
        )
    else:
        yield from _from_file(_file(path))


def _from_folder(folder: Path) -> Iterator[Input | Unreadable]:
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv")
    if not files:
        yield Unreadable(str(folder), f"That folder holds no CSV file. {_EXPECTED}")
    for path in files:
        yield _file(path, chosen=False)


def _from_file(file: Input) -> Iterator[Input | Unreadable]:
    with file.open() as stream:
        is_zip = stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    if not is_zip:
        yield file
        return
    try:
        yield from _from_zip(file)
    except Refused as refused:
        yield Unreadable(file.name, refused.reason)


def _from_zip(file: Input) -> Iterator[Input | Unreadable]:
    with _undamaged(), file.open() as stream, zipfile.ZipFile(stream) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > ZIP_ENTRY_LIMIT:
        yield Unreadable(file.name, f"That zip holds more than {ZIP_ENTRY_LIMIT} files.")
        return
    if any(entry.filename.startswith("xl/") for entry in entries):
        yield Unreadable(file.name, "That is a workbook. Save its sheets as 'CSV UTF-8' first.")
        return
    found = False
    for entry in entries:
        # Only the last part of a path counts, and nothing is ever unpacked onto the disk.
        base = PurePosixPath(entry.filename.replace("\\", "/")).name
        if base.startswith(".") or entry.filename.startswith("__MACOSX/"):
            continue
        name = f"{file.name}: {base}"
        if base.lower().endswith(".zip"):
            yield Unreadable(name, "A zip within a zip is not read. Unpack it first.")
        elif not base.lower().endswith(READABLE):
            continue
        elif entry.flag_bits & 1:
            yield Unreadable(name, "It is locked with a password. Unpack the zip first.")
        elif entry.file_size > SIZE_LIMIT:
            yield Unreadable(name, _too_big())
        else:
            yield Input(name, entry.file_size, _opener(file, entry), chosen=False)
        found = True
    if not found:
        yield Unreadable(file.name, f"That zip holds no CSV file. {_EXPECTED}")


def _opener(file: Input, entry: zipfile.ZipInfo) -> Callable[[], AbstractContextManager[IO[bytes]]]:
    @contextmanager
    def opened() -> Iterator[IO[bytes]]:
        with ExitStack() as stack:
            with _undamaged():
                stream = stack.enter_context(file.open())
                archive = stack.enter_context(zipfile.ZipFile(stream))
                inner = stack.enter_context(archive.open(entry))
            yield inner

    return opened


@contextmanager
def _undamaged() -> Iterator[None]:
    """Refuse a damaged zip, which shows itself in many kinds of errors."""
    try:
        yield
    except _ZIP_ERRORS:
        raise Refused(
            "That zip is damaged or of an unknown kind. Nothing was imported from it."
        ) from None


def _too_big() -> str:
    return f"It is larger than {SIZE_LIMIT // 1_000_000} MB. Nothing was imported from it."
