"""Zips and gzipped files, and those within them, as the files they hold.

Nothing is unpacked onto the disk, and no path within a zip is ever used as one.
What would unpack to absurdly much is refused before it has.
"""

import gzip
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import PurePosixPath
from typing import IO, cast
from weakref import finalize

from tracker.files.errors import FileError
from tracker.files.signatures import foreign_document
from tracker.files.streams import DAMAGE, Input, Unreadable, undamaged

ENTRY_LIMIT = 100_000  # a Garmin export of ten years has some 30,000 files
DEPTH_LIMIT = 3  # a zip in a zip in a zip
INNER_LIMIT = 400_000_000  # bytes of a zip within a zip, which has to be held in memory
RATIO_LIMIT = 250  # exports of XML and CSV shrink to a thirtieth, text cannot beyond a thousandth
SMALL = 10_000_000  # bytes that may unpack from however little
HEADER = 30  # bytes at least before what each file holds
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"

Opener = Callable[[], AbstractContextManager[IO[bytes]]]


ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: equal diaries, equal zips


def unpack(file: Input) -> Iterator[Input | Unreadable]:
    """The file itself, or, where it is a zip or gzipped, the files within it."""
    yield from _unpacked(file, _OpenArchives(), 0)


def _unpacked(file: Input, desk: "_OpenArchives", depth: int) -> Iterator[Input | Unreadable]:
    try:
        with undamaged(), file.open() as stream:
            start = stream.read(4)
        if start[:2] != _GZIP and start not in _ZIP:
            yield file
        elif depth == DEPTH_LIMIT:
            yield Unreadable(file.name, f"It is packed more than {DEPTH_LIMIT} times over.")
        elif start in _ZIP:
            yield from _from_zip(file, desk, depth)
        else:
            yield from _from_gzip(file, desk, depth)
    except FileError as refused:
        yield Unreadable(file.name, refused.reason)


def _from_zip(file: Input, desk: "_OpenArchives", depth: int) -> Iterator[Input | Unreadable]:
    if depth and file.size > INNER_LIMIT:
        limit = f"{INNER_LIMIT // 1_000_000} MB"
        yield Unreadable(file.name, f"A zip within a zip may have {limit}. Unpack it first.")
        return
    archive = _Archive(file, desk, depth)
    entries = archive.entries()
    if any(entry.filename.startswith("xl/") for entry in entries):
        yield file  # a workbook
        return
    if said := foreign_document(frozenset(entry.filename for entry in entries)):
        yield Unreadable(file.name, said)
        return
    if len(entries) > ENTRY_LIMIT:
        yield Unreadable(file.name, f"That zip holds more than {ENTRY_LIMIT} files.")
        return
    refuse_overlap(archive.all_entries())
    file.budget.take_files(len(entries))
    locked = 0
    found = False
    for entry in entries:
        # Only the last part of a path counts: it is what a person knows the file by.
        base = PurePosixPath(entry.filename.replace("\\", "/")).name
        if not base or base.startswith(".") or entry.filename.startswith("__MACOSX/"):
            continue
        name = f"{file.name}: {base}"
        found = True
        if entry.flag_bits & 1:
            locked += 1
        elif entry.file_size > SMALL and entry.file_size > RATIO_LIMIT * entry.compress_size:
            yield Unreadable(name, _bomb())
        else:
            within = file.within or file.name
            inner = Input(name, entry.file_size, archive.opener(entry), False, within, file.budget)
            yield from _unpacked(inner, desk, depth + 1)
    if locked:
        yield Unreadable(file.name, "It is locked with a password. Unpack the zip first.")
    if not found:
        yield Unreadable(file.name, "That zip holds no files.")


def refuse_overlap(entries: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse a zip of which several files lie in the same bytes: a small one unpacks without end.

    Python's own look at this came with 3.12 and looks at the file that is opened alone.
    """
    reached = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < reached:
            raise FileError(
                "Its files overlap, as those of no honest archive do. Nothing was imported from it."
            )
        reached = entry.header_offset + HEADER + entry.compress_size


def _from_gzip(file: Input, desk: "_OpenArchives", depth: int) -> Iterator[Input | Unreadable]:
    @contextmanager
    def opened() -> Iterator[IO[bytes]]:
        with file.open() as stream:
            raw = _Gunzip(stream, file.size)
            with io.BufferedReader(raw, 1 << 16) as buffered:
                yield cast(IO[bytes], buffered)

    name = file.name[:-3] if file.name.lower().endswith(".gz") else file.name
    inner = Input(name, file.size, opened, file.chosen, file.within, file.budget)
    with opened() as stream:
        if stream.read(262)[257:] == b"ustar":
            yield Unreadable(file.name, "It is a tar archive. Unpack it first, or ask for a zip.")
            return
    yield from _unpacked(inner, desk, depth + 1)


class _Archive:
    """A zip whose files are read one after the other."""

    def __init__(self, file: Input, desk: "_OpenArchives", depth: int) -> None:
        self._file = file
        self._desk = desk
        self._depth = depth
        self.token = object()  # by which the desk knows it; the desk must not hold what holds it

    def entries(self) -> list[zipfile.ZipInfo]:
        """The files in it."""
        return [e for e in self.all_entries() if e.filename and not e.is_dir()]

    def all_entries(self) -> list[zipfile.ZipInfo]:
        """The files and folders in it."""
        with undamaged():
            return self._desk.opened(self, self._depth).infolist()

    def open(self, held: ExitStack) -> zipfile.ZipFile:
        """Open the zip itself; one within another is held in memory, to be sought in."""
        if not self._depth:
            return held.enter_context(zipfile.ZipFile(held.enter_context(self._file.open())))
        with self._file.open() as stream:
            data = stream.read(INNER_LIMIT + 1)
        if len(data) > INNER_LIMIT:
            raise FileError(_bomb())
        self._file.budget.take_bytes(len(data))
        return held.enter_context(zipfile.ZipFile(io.BytesIO(data)))

    def opener(self, entry: zipfile.ZipInfo) -> Opener:
        """How to open one of its files."""

        @contextmanager
        def opened() -> Iterator[IO[bytes]]:
            with ExitStack() as stack:
                with undamaged():
                    zipped = self._desk.opened(self, self._depth)
                    inner = stack.enter_context(zipped.open(entry))
                yield inner

        return opened


class _OpenArchives:
    """Keeps one zip of each depth open, so that its list of files isn't read for each of them.

    They are closed when nobody holds a file of theirs any more.
    """

    def __init__(self) -> None:
        self._open: dict[int, tuple[object, zipfile.ZipFile, ExitStack]] = {}
        finalize(self, _close_all, self._open)

    def opened(self, archive: _Archive, depth: int) -> zipfile.ZipFile:
        """The zip of an archive, which takes the place of another one's."""
        if depth in self._open:
            kept, zipped, held = self._open[depth]
            if kept is archive.token:
                return zipped
            held.close()
            del self._open[depth]
        held = ExitStack()
        try:
            zipped = archive.open(held)
        except BaseException:
            held.close()
            raise
        self._open[depth] = (archive.token, zipped, held)
        return zipped


def _close_all(kept: dict[int, tuple[object, zipfile.ZipFile, ExitStack]]) -> None:
    for _, _, held in kept.values():
        held.close()


class _Gunzip(io.RawIOBase):
    """A gzipped stream that refuses to unpack to absurdly more than it was."""

    def __init__(self, stream: IO[bytes], packed: int) -> None:
        self._file = gzip.GzipFile(fileobj=stream)
        self._limit = max(SMALL, RATIO_LIMIT * packed)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        with _unbroken():
            return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        with _unbroken():
            data = self._file.read(len(buffer))
        if self._file.tell() > self._limit:
            raise FileError(_bomb())
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def _unbroken() -> Iterator[None]:
    try:
        yield
    except (gzip.BadGzipFile, *DAMAGE):
        raise FileError(
            "That gzipped file is damaged or cut off. Nothing was imported from it."
        ) from None


def _bomb() -> str:
    return "It would unpack to hundreds of times its size, as no export does. It was not read."


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files by name as one zip; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)
    return out.getvalue()
