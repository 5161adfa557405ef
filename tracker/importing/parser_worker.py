"""The process that reads files for another one: it can be stopped at any moment.

It takes a request and the files from its standard input and gives messages to its standard
output: how far it is, and at last what it found. It ends when its input does, so that none
is left over by a process that was killed. Nothing it is given lies on a disk.
"""

import os
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

from tracker.files.budget import MEMORY, TOO_MUCH_MEMORY, Budget, seconds_for
from tracker.files.inputs import size_of
from tracker.files.many_values import expect_many_values
from tracker.files.streams import HeldFile, Input
from tracker.importing.parsed_files import ParsedFiles
from tracker.importing.parser_protocol import (
    FOUND,
    PROGRESS,
    SIZE,
    Request,
    from_bytes,
    refused,
    to_bytes,
)
from tracker.importing.parsing import parse_paths, parse_uploads
from tracker.importing.tables.column_requests import ColumnRequest
from tracker.importing.tables.table import SIZE_LIMIT

PAUSE = 0.1  # seconds between two messages of progress
GRACE = 30  # seconds of computing after which the system ends what hasn't ended itself


def main() -> None:
    """Read what standard input asks for."""
    expect_many_values()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that asked
    source, out = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a library that prints is not heard
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    request: Request = from_bytes(source.read(*struct.unpack("<Q", source.read(8))))
    files = [
        (name, source.read(size)) for name, size in zip(request.names, request.sizes, strict=True)
    ]
    threading.Thread(target=_end_with, args=(source,), daemon=True).start()
    given = size_of(map(Path, request.paths)) + sum(request.sizes)
    _limit(given)
    found = _found(request, files, Budget.of(given), _Progress(out))
    _send(out, FOUND, to_bytes(replace(found, questions=tuple(map(_carried, found.questions)))))


def _found(
    request: Request,
    files: Sequence[tuple[str, bytes]],
    budget: Budget,
    progress: Callable[[int, int], None],
) -> ParsedFiles:
    about = request.time_zone, request.form, progress, request.described, request.own, budget
    try:
        if request.paths:
            return parse_paths(map(Path, request.paths), *about)
        return parse_uploads(files, *about)
    except MemoryError:
        return refused(request, TOO_MUCH_MEMORY)


class _Progress:
    """Tells how far it is, not too often."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._said = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._said >= PAUSE:
            self._said = now
            _send(self._out, PROGRESS, struct.pack("<QQ", done, total))


def _send(out: IO[bytes], kind: bytes, data: bytes) -> None:
    out.write(SIZE.pack(kind, len(data)))
    out.write(data)
    out.flush()


def _carried(question: ColumnRequest) -> ColumnRequest:
    """A question with the bytes of its file, so that it can be read in another way."""
    data = b""
    if question.table.form is not None and question.file.size <= SIZE_LIMIT:
        with suppress(OSError), question.file.open() as stream:
            data = stream.read(SIZE_LIMIT + 1)
    file = question.file
    again = Budget.of(file.size)
    held = Input(file.name, file.size, HeldFile(data), file.chosen, file.within, again)
    return replace(question, file=held)


def _end_with(source: IO[bytes]) -> None:
    """End when the process that asked is gone, or doesn't want to know any more."""
    source.read(1)
    os._exit(1)


def _limit(given: int) -> None:
    """Ask the system, where it can, to end a process that takes too much; let others go first."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        os.nice(5)
        seconds = int(seconds_for(given)) + GRACE
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        memory = MEMORY + 2 * given
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    main()
