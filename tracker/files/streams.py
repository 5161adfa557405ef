"""A file as a named stream of bytes, read through a gauge that knows when it is too much."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import IO

from tracker.files.budget import Budget
from tracker.files.errors import FileError

SIZE_LIMIT = 200_000_000  # bytes of one file, unpacked; ten years of a diary are about 3 million
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, ValueError, RuntimeError, LookupError, OverflowError),
)


@dataclass(frozen=True, slots=True)
class Input:
    """A file to be read: the name a person knows it by, its size, and how to open it.

    The stream can be sought in. `chosen` is whether the person named this very
    file, rather than a folder or zip it is in; `within` is that folder or zip. The
    `budget` is shared with the other files of the import.
    """

    name: str
    size: int
    open: Callable[[], AbstractContextManager[IO[bytes]]]
    chosen: bool = True
    within: str = ""
    budget: Budget = field(default_factory=Budget, compare=False)


@dataclass(frozen=True, slots=True)
class HeldFile:
    """Opens a file of which the bytes are held."""

    data: bytes

    def __call__(self) -> io.BytesIO:
        """Its bytes from the beginning."""
        return io.BytesIO(self.data)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that was named but cannot be read, and why."""

    name: str
    reason: str


def limited_reader(
    file: Input, stream: IO[bytes], report: Callable[[int], None], limit: int | None = None
) -> io.BufferedReader:
    """Read the `stream` of a file through a gauge, which reports the bytes read.

    More than the limit of one file, or than is left for all of them, is refused.
    """
    return io.BufferedReader(
        _LimitedReader(stream, report, limit or SIZE_LIMIT, file.budget), 1 << 16
    )


@contextmanager
def undamaged() -> Iterator[None]:
    """Refuse a damaged zip, which shows itself in many kinds of errors."""
    try:
        yield
    except DAMAGE:
        raise FileError(
            "That zip is damaged or of an unknown kind. Nothing was imported from it."
        ) from None


def too_big(limit: int) -> str:
    """Why a file of more bytes than `limit` is refused."""
    return f"It is larger than {limit // 1_000_000:,} MB. Nothing was imported from it."


class _LimitedReader(io.RawIOBase):
    def __init__(
        self, stream: IO[bytes], report: Callable[[int], None], limit: int, budget: Budget
    ) -> None:
        self._stream = stream
        self._budget = budget
        self._report = report
        self._limit = limit
        self._done = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        with undamaged():
            self._done = self._stream.seek(offset, whence)
        return self._done

    def tell(self) -> int:
        return self._done

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        with undamaged():
            data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._done += len(data)
        if self._done > self._limit:
            raise FileError(too_big(self._limit))
        self._budget.take_bytes(len(data))
        self._report(self._done)
        return len(data)
