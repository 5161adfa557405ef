"""What a disk holds when the power goes: files as of their last sync, and what came later.

Events are read from a trace of `strace`; a :class:`Disk` follows them, and says at
any moment what might be found after a power cut: later writes kept, dropped or torn.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

SECTOR = 512  # bytes that are written as one


@dataclass(frozen=True, slots=True)
class Event:
    """One call: what it was, the file, where and what it wrote or the name it gave."""

    call: str  # create, write, truncate, sync, rename, link, unlink or said
    path: str = ""
    data: bytes = b""
    offset: int = 0
    other: str = ""


CALLS = (
    *("openat", "close", "lseek", "write", "writev", "pwrite64", "pwritev", "ftruncate"),
    *("truncate", "fallocate", "fsync", "fdatasync", "rename", "renameat", "renameat2"),
    *("unlink", "unlinkat", "link", "linkat", "copy_file_range", "sendfile"),
)
STRACE = ("strace", "-f", "-y", "-xx", "-s", "100000000", "-e", f"trace={','.join(CALLS)}", "-o")

_LINE = re.compile(r"\d+ +(\w+)\((.*)\) += (-?\d+)(?:<(.*)>(?:\(deleted\))?)?(?: .*)?")
_FD = re.compile(r"(\d+)<([^>]*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def read_trace(trace: Path) -> Iterator[Event]:
    """The events of a trace, in their order; calls that failed did nothing."""
    places: dict[str, int] = {}  # where the next plain write of a descriptor goes
    with trace.open(encoding="ascii") as lines:
        for line in lines:
            found = _LINE.fullmatch(line.rstrip("\n"))
            if found is None:
                if "unfinished" in line or "resumed" in line:
                    raise ValueError(f"two threads at once: {line[:80]}")
                continue
            call, given, result, opened = found[1], found[2], int(found[3]), found[4]
            if result >= 0:
                yield from _events(call, given, result, opened or "", places)


def _events(
    call: str, given: str, result: int, opened: str, places: dict[str, int]
) -> Iterator[Event]:
    texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(given)]
    fds = [(number, _plain(path)) for number, path in _FD.findall(given)]
    match call:
        case "openat":
            places[str(result)] = 0
            if "O_CREAT" in given or "O_TMPFILE" in given:
                yield Event("create", _plain(opened))
            if "O_TRUNC" in given:
                yield Event("truncate", _plain(opened))
        case "lseek":
            places[fds[0][0]] = result
        case "write":
            number, path = fds[0]
            if number == "1":
                yield Event("said", data=texts[0])
            else:
                yield Event("write", path, texts[0][:result], places.get(number, 0))
                places[number] = places.get(number, 0) + result
        case "pwrite64":
            yield Event("write", fds[0][1], texts[0][:result], int(given.rpartition(", ")[2]))
        case "ftruncate":
            yield Event("truncate", fds[0][1], offset=int(given.rpartition(", ")[2]))
        case "fsync" | "fdatasync":
            yield Event("sync", fds[0][1])
        case "rename" | "renameat" | "renameat2":
            yield Event("rename", texts[0].decode(), other=texts[1].decode())
        case "link" | "linkat":
            source = texts[0].decode()
            if source.startswith("/proc/self/fd/"):  # a file that has had no name
                source = fds[0][1]
            yield Event("link", source, other=texts[1].decode())
        case "unlink" | "unlinkat":
            yield Event("unlink", texts[0].decode())
        case "close":
            places.pop(fds[0][0] if fds else given, None)
        case _:
            raise ValueError(f"{call} is not followed")


def _plain(path: str) -> str:
    """A path as it is, from what strace writes in hexadecimal."""
    if path.startswith("\\x"):
        return bytes.fromhex(path.replace("\\x", "")).decode()
    return path


@dataclass(eq=False)
class _File:
    """What is on the disk for good, what was done since, and what programs see."""

    kept: bytearray = field(default_factory=bytearray)
    seen: bytearray = field(default_factory=bytearray)
    since: list[Event] = field(default_factory=list)


class Disk:
    """The files of one folder, as events change them."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._names: dict[str, _File] = {}
        self._kept_names: dict[str, _File] = {}
        self._nameless: dict[str, _File] = {}
        self._renames: list[tuple[str, _File | None]] = []  # since the folder was synced

    def follow(self, event: Event) -> None:
        """Do what a program did."""
        if not event.path.startswith(self._folder):
            return
        match event.call:
            case "create":
                if self._find(event.path) is None:
                    self._name(event.path, _File())
            case "write" | "truncate":
                if (file := self._find(event.path)) is not None:
                    _do(file.seen, event)
                    file.since.append(event)
            case "sync":
                self._sync(event.path)
            case "rename":
                self._name(event.other, self._names[event.path])
                self._name(event.path, None)
            case "link":
                self._name(event.other, self._find(event.path))
            case "unlink":
                self._name(event.path, None)

    def _name(self, path: str, file: _File | None) -> None:
        if PurePosixPath(path).name.startswith("#") and file is not None:
            self._nameless[path] = file  # found by its descriptor alone
            return
        if file is None:
            self._names.pop(path, None)
        else:
            self._names[path] = file
        self._renames.append((path, file))

    def _find(self, path: str) -> _File | None:
        return self._names.get(path) or self._nameless.get(path)

    def _sync(self, path: str) -> None:
        if (file := self._find(path)) is not None:
            file.kept = bytearray(file.seen)
            file.since.clear()
            return
        here = [rename for rename in self._renames if str(PurePosixPath(rename[0]).parent) == path]
        _rename(self._kept_names, here)
        self._renames = [rename for rename in self._renames if rename not in here]

    def after_power_cut(self, how: str, chance: random.Random) -> dict[str, bytes]:
        """The files that may be found, by their names: what came late is kept, dropped or torn."""
        names = dict(self._kept_names)
        if how == "torn":
            _rename(names, self._renames[: chance.randint(0, len(self._renames))])
        elif how == "kept":
            names = dict(self._names)
        return {path: _content(file, how, chance) for path, file in names.items()}


def _rename(names: dict[str, _File], renames: list[tuple[str, _File | None]]) -> None:
    for path, file in renames:
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file


def _content(file: _File, how: str, chance: random.Random) -> bytes:
    if how == "kept":
        return bytes(file.seen)
    content = bytearray(file.kept)
    if how == "torn":
        late = [event for event in file.since if chance.random() < 0.5]
        for event in late[:-1]:
            _do(content, event)
        if late:
            last = late[-1]
            length = chance.randrange(0, len(last.data) + SECTOR, SECTOR)
            _do(content, Event(last.call, last.path, last.data[:length], last.offset))
    return bytes(content)


def _do(content: bytearray, event: Event) -> None:
    end = event.offset + len(event.data)
    if event.call == "truncate":
        del content[event.offset :]
    if len(content) < end or event.call == "truncate":
        content.extend(bytes(max(0, end - len(content))))
    content[event.offset : end] = event.data
