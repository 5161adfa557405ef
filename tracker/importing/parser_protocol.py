"""What the process that reads files is asked, what it answers, and both as bytes.

Pickle carries our own frozen values as they are, and quickly; its reader here makes our
values, enumerations, dates and times, and refuses whatever else is named, so that no bytes act.
"""

import io
import pickle
import struct
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from enum import Enum
from importlib import import_module
from typing import IO, Any

from tracker.importing.parse_result import ImportFormat, RejectedRow
from tracker.importing.parsed_files import ParsedFiles
from tracker.model import FileMapping, OwnExercise

SIZE = struct.Struct("<cQ")  # of a message: what it is, and how many bytes follow
PROGRESS, FOUND = b"p", b"f"


@dataclass(frozen=True, slots=True)
class Request:
    """What to read: files at `paths`, or those of `names` and `sizes`, whose bytes follow."""

    time_zone: str
    form: ImportFormat
    described: tuple[FileMapping, ...]
    own: tuple[OwnExercise, ...]
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


_PLAIN_TYPES = {
    ("builtins", "bytearray"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "time"),
    ("datetime", "timedelta"),
    ("datetime", "timezone"),
    ("decimal", "Decimal"),
    ("zoneinfo", "ZoneInfo._unpickle"),
}
_OURS = ("tracker.model.", "tracker.files.", "tracker.importing.")


class NotPlain(Exception):
    """Bytes that name something else than a plain value."""


def to_bytes(value: object) -> bytes:
    """A plain value as bytes."""
    out = io.BytesIO()
    _Writer(out, protocol=5).dump(value)
    return out.getvalue()


def from_bytes(data: bytes) -> Any:
    """What :func:`to_bytes` made bytes of; raises NotPlain for what it never makes."""
    try:
        return _Reader(io.BytesIO(data)).load()
    except NotPlain:
        raise
    except Exception as error:  # damaged bytes fail in many ways
        raise NotPlain("damaged") from error


class _Writer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """Enumerations by their values, whatever the version of Python writes for them."""
        return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Only our own values and what says when."""
        if (module, name) in _PLAIN_TYPES:
            found: Any = import_module(module)
            for part in name.split("."):
                found = getattr(found, part)
            return found
        if module.startswith(_OURS) and "." not in name:
            found = getattr(import_module(module), name, None)
            if isinstance(found, type) and found.__module__ == module and _is_plain(found):
                return found
        raise NotPlain(f"{module}.{name}")


def _is_plain(found: type) -> bool:
    return is_dataclass(found) or issubclass(found, Enum)
