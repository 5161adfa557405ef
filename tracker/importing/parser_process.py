"""Reading files in a process of its own, which can be stopped and takes nothing down with it.

What people are sent may be made to keep a computer busy for hours or to fill its memory. So
files are read by :mod:`tracker.importing.parser_worker`, within the budget of an
import; it ends when its time is over, when whoever asked goes away, and with the
process that asked.
"""

import json
import queue
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from tracker.files.budget import in_words, seconds_for
from tracker.files.inputs import size_of
from tracker.importing.parse_result import ImportFormat, Progress
from tracker.importing.parsed_files import ParsedFiles
from tracker.importing.parser_protocol import (
    FOUND,
    PROGRESS,
    NotPlain,
    Request,
    from_bytes,
    messages,
    refused,
    to_bytes,
)
from tracker.model import FileMapping, OwnExercise

HEARTBEAT = 0.2  # seconds after which whoever asked is told again how far it is
GRACE = 10.0  # seconds after its time in which the reader may still say what it has
PIECE = 1 << 20
_AT_ONCE = threading.BoundedSemaphore(2)  # readers; whoever comes then waits
BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    "from tracker.importing.parser_worker import main; main()"
)
_STARTING = (
    "Files are read by a process of their own, and this computer doesn't let one begin ({why}). "
    "Nothing was imported. Close other programs, then try again."
)
_ENDED = (
    "Reading it ended before its end: the process that read it was stopped or failed. Nothing was "
    "imported. Import a part of it, or its files one by one."
)
_TOO_LONG = (
    "Reading it took more than {time} and was stopped. Nothing was imported. Import a part of "
    "it, or its files one by one."
)


def parse_paths(
    paths: Iterable[Path],
    time_zone: str,
    form: ImportFormat = ImportFormat.AUTO,
    progress: Progress | None = None,
    described: Sequence[FileMapping] = (),
    own: Sequence[OwnExercise] = (),
) -> ParsedFiles:
    """Read files, folders and zips like :func:`parsing.parse_paths`, in a process of its own.

    What `progress` raises, which hears the bytes read several times a second, ends the reading.
    """
    paths = list(paths)
    places = tuple(map(str, paths))
    request = Request(time_zone, form, tuple(described), tuple(own), paths=places)
    return _read(request, [], size_of(paths), progress)


def parse_uploads(
    files: Iterable[tuple[str, bytes | memoryview]],
    time_zone: str,
    form: ImportFormat = ImportFormat.AUTO,
    progress: Progress | None = None,
    described: Sequence[FileMapping] = (),
    own: Sequence[OwnExercise] = (),
) -> ParsedFiles:
    """Read what a browser sent, names and bytes, like :func:`parse_paths`."""
    named = [(name, memoryview(data)) for name, data in files]
    names, sizes = tuple(n for n, _ in named), tuple(data.nbytes for _, data in named)
    request = Request(time_zone, form, tuple(described), tuple(own), names=names, sizes=sizes)
    return _read(request, [data for _, data in named], sum(sizes), progress)


def _read(
    request: Request, files: Sequence[memoryview], given: int, progress: Progress | None
) -> ParsedFiles:
    while not _AT_ONCE.acquire(timeout=HEARTBEAT):
        if progress:
            progress(0, 0)
    try:
        return _read_apart(request, files, given, progress)
    finally:
        _AT_ONCE.release()


def _read_apart(
    request: Request, files: Sequence[memoryview], given: int, progress: Progress | None
) -> ParsedFiles:
    try:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-I", "-c", BOOT, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        return refused(request, _STARTING.format(why=error.strerror or "unknown reason"))
    try:
        if process.stdin is None or process.stdout is None:  # never, with pipes asked for
            return refused(request, _ENDED)
        _give_apart(process.stdin, request, files)
        return _answer(process.stdout, request, given, progress)
    finally:
        process.kill()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        process.wait()


def _give_apart(stream: IO[bytes], request: Request, files: Sequence[memoryview]) -> None:
    threading.Thread(target=_give, args=(stream, request, files), daemon=True).start()


def _answer(
    stream: IO[bytes], request: Request, given: int, progress: Progress | None
) -> ParsedFiles:
    """What the reader found, or why there is nothing."""
    said: queue.Queue[tuple[bytes, bytes] | None] = queue.Queue()
    threading.Thread(target=_hear, args=(stream, said), daemon=True).start()
    ends = time.monotonic() + seconds_for(given) + GRACE
    done = total = 0
    while True:
        try:
            message = said.get(timeout=HEARTBEAT)
        except queue.Empty:
            message = (PROGRESS, struct.pack("<QQ", done, total))
        if message is None:
            return refused(request, _ENDED)
        kind, data = message
        if kind == FOUND:
            try:
                found: ParsedFiles = from_bytes(data)
            except NotPlain:
                return refused(request, _ENDED)
            return found
        done, total = struct.unpack("<QQ", data)
        if progress:
            progress(done, total)
        if time.monotonic() > ends:
            return refused(request, _TOO_LONG.format(time=in_words(seconds_for(given))))


def _give(stream: IO[bytes], request: Request, files: Sequence[memoryview]) -> None:
    """Send the request and the files; the stream stays open, since its end ends the reader."""
    asked = to_bytes(request)
    with suppress(OSError, ValueError):  # it has ended already, which is heard elsewhere
        stream.write(struct.pack("<Q", len(asked)) + asked)
        for data in files:
            whole = data.cast("B")
            for start in range(0, len(whole), PIECE):
                stream.write(whole[start : start + PIECE])
        stream.flush()


def _hear(stream: IO[bytes], said: "queue.Queue[tuple[bytes, bytes] | None]") -> None:
    with suppress(OSError, ValueError, struct.error):
        for message in messages(stream):
            said.put(message)
    said.put(None)
