"""What the process that reads files is asked, and what it answers."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from tracker.importing.formats import ImportFormat
from tracker.importing.parse_result import RejectedRow
from tracker.importing.parsed_files import ParsedFiles
from tracker.model import FileMapping

SIZE = struct.Struct("<cQ")  # of a message: what it is, and how many bytes follow
PROGRESS, FOUND = b"p", b"f"


@dataclass(frozen=True, slots=True)
class Request:
    """What to read: files at `paths`, or those of `names` and `sizes`, whose bytes follow."""

    time_zone: str
    form: ImportFormat
    described: tuple[FileMapping, ...]
    paths: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    sizes: tuple[int, ...] = ()


def refused(request: Request, reason: str) -> ParsedFiles:
    """Nothing of what was asked for, and why."""
    names = request.names or request.paths
    return ParsedFiles(rejected=tuple(RejectedRow(name, None, reason) for name in names))


def messages(stream: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The messages that a reader sends, until it ends."""
    while len(head := stream.read(SIZE.size)) == SIZE.size:
        kind, size = SIZE.unpack(head)
        yield kind, stream.read(size)
