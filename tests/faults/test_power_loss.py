"""The power-loss program knows what a disk may hold; `python -m benchmarks.power_loss` cuts it."""

import random
from pathlib import Path

import pytest

from benchmarks.disk import Disk, Event, read_trace
from benchmarks.power_loss import digest, moments, moments_by_step, wrong
from tests.conftest import ADA
from tests.store.entries import BY, check_in, walk
from tracker.store import find_diary, open_store

CHANCE = random.Random(1)


def hexed(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def test_a_trace_becomes_events(tmp_path: Path) -> None:
    a, b, folder, nameless = map(hexed, ("/d/a b", "/d/b", "/d", "/d/#9"))
    trace = tmp_path / "trace"
    trace.write_text(
        "\n".join(
            [
                f'7 openat(AT_FDCWD<{folder}>, "{a}", O_RDWR|O_CREAT, 0600) = 3<{a}>',
                f'7 openat(AT_FDCWD<{folder}>, "{b}", O_RDONLY) = -1 ENOENT (No such file)',
                f'7 write(3<{a}>, "{hexed("one")}", 3) = 3',
                f'7 write(3<{a}>, "{hexed("two")}", 3) = 2',
                f"7 lseek(3<{a}>, 1, SEEK_SET) = 1",
                f'7 write(3<{a}>, "{hexed("x")}", 1) = 1',
                f'7 pwrite64(3<{a}>, "{hexed("y")}", 1, 4096) = 1',
                f"7 ftruncate(3<{a}>, 8) = 0",
                f"7 fdatasync(3<{a}>) = 0",
                f"7 close(3<{a}>) = 0",
                f'7 rename("{a}", "{b}") = 0',
                f'7 unlink("{b}") = 0',
                f'7 write(1<{hexed("/out")}>, "{hexed("said")}", 4) = 4',
                f'7 openat(AT_FDCWD<{folder}>, "{folder}", O_TMPFILE) = 5<{nameless}>(deleted)',
                f'7 linkat(5<{nameless}>(deleted), "{hexed("/proc/self/fd/5")}", '
                f'AT_FDCWD<{folder}>, "{b}", AT_SYMLINK_FOLLOW) = 0',
                "7 +++ exited with 0 +++",
            ]
        )
    )
    assert list(read_trace(trace)) == [
        Event("create", "/d/a b"),
        Event("write", "/d/a b", b"one", 0),
        Event("write", "/d/a b", b"tw", 3),
        Event("write", "/d/a b", b"x", 1),
        Event("write", "/d/a b", b"y", 4096),
        Event("truncate", "/d/a b", offset=8),
        Event("sync", "/d/a b"),
        Event("rename", "/d/a b", other="/d/b"),
        Event("unlink", "/d/b"),
        Event("said", data=b"said"),
        Event("create", "/d/#9"),
        Event("link", "/d/#9", other="/d/b"),
    ]


def test_a_call_that_nobody_follows_is_no_silence(tmp_path: Path) -> None:
    (tmp_path / "trace").write_text(f"7 sendfile(3<{hexed('/d/a')}>, 4, NULL, 9) = 9\n")
    with pytest.raises(ValueError, match="sendfile"):
        list(read_trace(tmp_path / "trace"))


def found(how: str, *events: Event) -> dict[str, bytes]:
    disk = Disk("/d")
    for one in events:
        disk.follow(one)
    return disk.after_power_cut(how, CHANCE)


A, FOLDER = Event("create", "/d/a"), Event("sync", "/d")
ONE, SYNC = Event("write", "/d/a", b"1" * 1024), Event("sync", "/d/a")
TWO = Event("write", "/d/a", b"2" * 1024)


def test_what_was_synced_is_kept_and_what_came_later_may_be_dropped() -> None:
    assert found("dropped", A, ONE, SYNC) == {}, "its name was not"
    assert found("dropped", A, FOLDER, ONE) == {"/d/a": b""}
    assert found("dropped", A, FOLDER, ONE, SYNC, TWO) == {"/d/a": b"1" * 1024}
    assert found("kept", A, ONE, SYNC, TWO) == {"/d/a": b"2" * 1024}


def test_what_came_later_may_be_torn_between_sectors() -> None:
    left = {found("torn", A, FOLDER, ONE, SYNC, TWO)["/d/a"] for _ in range(60)}
    assert left == {b"2" * n + b"1" * (1024 - n) for n in (0, 512, 1024)}


def test_a_name_is_there_for_good_once_its_folder_is_synced() -> None:
    new = [Event("create", "/d/b"), Event("write", "/d/b", b"b"), Event("sync", "/d/b")]
    moved = Event("rename", "/d/b", other="/d/a")
    before = [A, FOLDER, ONE, SYNC, *new, moved]
    assert found("dropped", *before) == {"/d/a": b"1" * 1024}
    assert found("dropped", *before, FOLDER) == {"/d/a": b"b"}
    gone = Event("unlink", "/d/a")
    assert found("dropped", A, FOLDER, gone) == {"/d/a": b""}
    assert found("dropped", A, FOLDER, gone, FOLDER) == {}


def test_a_file_without_a_name_is_found_once_it_has_one() -> None:
    nameless = [Event("create", "/d/#9"), Event("write", "/d/#9", b"x"), Event("sync", "/d/#9")]
    assert found("kept", *nameless) == {}
    named = [*nameless, Event("link", "/d/#9", other="/d/a"), FOLDER]
    assert found("dropped", *named) == {"/d/a": b"x"}


# -- what was acknowledged, and what is there


def recorded(tmp_path: Path) -> tuple[list[Event], str]:
    """A diary with one tap on the disk for good, and another that is said but never synced."""
    url = f"sqlite:///{tmp_path / 'data' / 'diary.db'}"
    store = open_store(url)
    diary = find_diary(store, newcomer=ADA)
    diary.save(check_in(), by=BY)
    first = digest(diary)
    file = tmp_path / "data" / "diary.db"
    store.close()
    before = file.read_bytes()
    store = open_store(url)
    diary = find_diary(store, newcomer=ADA)
    diary.save(walk(), by=BY)
    second = digest(diary)
    store.close()
    path, folder = str(file), str(file.parent)
    return [
        Event("create", path),
        Event("write", path, before),
        Event("sync", path),
        Event("sync", folder),
        Event("said", data=f"{first} \n".encode()),
        Event("write", path, file.read_bytes()),
        Event("said", data=f"{second} \n".encode()),
    ], folder


def test_a_loss_is_found_and_what_is_there_is_not_one(tmp_path: Path) -> None:
    events, folder = recorded(tmp_path)
    every = set(range(sum(map(len, moments_by_step(events)))))
    told = {}
    for number, moment in enumerate(moments(events, folder, every, random.Random(1))):
        place = tmp_path / f"found-{number}"
        place.mkdir()
        told[number] = (moment.how, wrong(moment, folder, place))
    assert len(told) == len(every) == 8
    assert all(what == "" for _, what in list(told.values())[:4]), "the first was synced"
    assert told[4][0] == "dropped"
    assert "neither what was acknowledged" in told[4][1]
    assert told[7] == ("kept", "")
