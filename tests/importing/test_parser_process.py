"""Files are read in a process that can be stopped, and that says the same as reading here."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import psutil
import pytest

from tests.importing.sources import apple_files as apple
from tests.importing.sources import fit_files as fit
from tests.importing.sources.reading import zipped
from tests.importing.sources.test_fit import START
from tests.importing.tables.tables import workbook
from tracker.files.entry_types import EntryType
from tracker.importing import parser_process, parsing
from tracker.importing.parse_result import Candidate
from tracker.importing.parser_process import parse_paths, parse_uploads
from tracker.importing.parser_protocol import NotPlain, from_bytes, to_bytes
from tracker.model import Intensity

GYM = "Datum;Übung;Sätze\n03/04/2026;Wall squat;3\n04/05/2026;Plank;3\n".encode()
FILES = [
    ("check_ins.csv", b"date,pain\n2026-03-01,4\n2026-03-02,40\n"),
    ("export.zip", zipped({"export.xml": apple.export(apple.workout())})),
    ("a.fit", fit.fit([fit.file_id(START), fit.session(START, 600, fit.RUNNING)])),
    ("gym.csv", GYM),
    ("book.xlsx", workbook([("Datum", "Übung"), ("03/04/2026", "Plank")])),
    ("Checkmarks.csv", b"Date,Pain,Walk,\n2026-03-01,4000,30000,\n2026-03-02,5000,0,\n"),
    ("nothing.bin", b"\0\1\2"),
]


@pytest.fixture
def children() -> Callable[[], list[psutil.Process]]:
    """The processes begun since the test did: the servers of other tests were there before."""
    this = psutil.Process()
    before = set(this.children())

    def begun() -> list[psutil.Process]:
        return [process for process in this.children() if process not in before]

    return begun


def gone(process: psutil.Process, within: float = 5.0) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.02)
    return False


def slow() -> bytes:
    """A workbook that takes long: nothing but rows."""
    return workbook([("Date", "Pain"), *((str(n), str(n)) for n in range(60_000))])


def test_what_is_found_is_the_same_as_here() -> None:
    there = parse_uploads(FILES, "Europe/Berlin")
    here = parsing.parse_uploads(FILES, "Europe/Berlin")
    assert (there.candidates, there.rejected, there.notices) == (
        here.candidates, here.rejected, here.notices,
    )  # fmt: skip
    for mine, theirs in zip(here.questions, there.questions, strict=True):
        assert (mine.table, mine.mapping, mine.habits) == (
            theirs.table, theirs.mapping, theirs.habits,
        )  # fmt: skip


def test_a_text_can_be_read_in_another_way_afterwards() -> None:
    (question,) = parse_uploads([("gym.csv", GYM)], "Europe/Berlin").questions
    assert question.table.form is not None
    with question.file.open() as stream:
        assert stream.read() == GYM
    assert question.reading_as(question.table.form).table == question.table


def test_files_and_folders_are_read_by_their_paths(tmp_path: Path) -> None:
    for name, data in FILES:
        (tmp_path / name).write_bytes(data)
    there = parse_paths([tmp_path, tmp_path / "nowhere.csv"], "Europe/Berlin")
    here = parsing.parse_paths([tmp_path, tmp_path / "nowhere.csv"], "Europe/Berlin")
    assert (there.candidates, there.rejected) == (here.candidates, here.rejected)


def test_it_ends_when_whoever_asked_goes_away(
    children: Callable[[], list[psutil.Process]],
) -> None:
    """A closed tab stops its script, which raises out of the progress it is told of."""
    seen: list[psutil.Process] = []

    class Closed(Exception):
        pass

    def go_away(done: int, total: int) -> None:
        seen.extend(children())
        raise Closed

    with pytest.raises(Closed):
        parse_uploads([("slow.xlsx", slow())], "UTC", progress=go_away)
    assert seen
    assert all(gone(process) for process in seen)


def test_it_ends_with_the_process_that_asked(tmp_path: Path) -> None:
    file = tmp_path / "slow.xlsx"
    file.write_bytes(slow())
    program = (
        "import sys; from pathlib import Path; from tracker.importing.parser_process import *\n"
        "parse_paths([Path(sys.argv[1])], 'UTC', progress=lambda *_: print('on', flush=True))"
    )
    asking = subprocess.Popen(
        [sys.executable, "-c", program, str(file)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert asking.stdout is not None
    asking.stdout.readline()
    (reader,) = psutil.Process(asking.pid).children()
    asking.kill()
    asking.communicate()
    assert gone(reader)


def test_when_its_time_is_over_it_is_stopped(
    children: Callable[[], list[psutil.Process]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parser_process, "seconds_for", lambda _: 0.0)
    monkeypatch.setattr(parser_process, "GRACE", 0.5)
    found = parse_uploads([("slow.xlsx", slow())], "UTC")
    (rejected,) = found.rejected
    assert rejected.file == "slow.xlsx"
    assert "was stopped. Nothing was imported" in rejected.reason
    assert children() == []


def test_a_reader_that_dies_takes_nothing_along(
    children: Callable[[], list[psutil.Process]],
) -> None:
    def kill(done: int, total: int) -> None:
        for process in children():
            process.kill()

    found = parse_uploads([("slow.xlsx", slow()), ("b.csv", b"date,pain\n")], "UTC", progress=kill)
    assert [rejected.file for rejected in found.rejected] == ["slow.xlsx", "b.csv"]
    assert "ended before its end" in found.rejected[0].reason


def test_a_computer_that_lets_none_begin_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", os.devnull)
    (rejected,) = parse_uploads([("a.csv", b"date,pain\n2026-03-01,4\n")], "UTC").rejected
    assert "doesn't let one begin" in rejected.reason


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's memory")
def test_a_file_that_fills_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from tracker.importing import parser_worker

    monkeypatch.setattr(
        parser_process, "BOOT",
        "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
        "from tracker.importing import parser_worker as it; it.MEMORY = 300_000_000; it.main()",
    )  # fmt: skip
    assert parser_worker.MEMORY > 1e9
    data = b'{"check_ins": [' + b",".join([b'{"date": "2026-03-01"}'] * 1_500_000) + b"]}"
    (rejected,) = parse_uploads([("diary.json", data)], "UTC").rejected
    assert "more memory" in rejected.reason


def test_nothing_that_is_read_lies_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    lying: list[Path] = []
    parse_uploads(FILES, "UTC", progress=lambda *_: lying.extend(tmp_path.iterdir()))
    assert [*lying, *tmp_path.iterdir()] == []


# -- values as bytes


def test_plain_values_come_back() -> None:
    moment = datetime(2026, 3, 1, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    given = {"date": date(2026, 3, 1), "at": moment, "intensity": Intensity.LIGHT, "sites": ("a",)}
    row = Candidate(EntryType.ACTIVITIES, "a.csv", 2, given, frozenset({"note"}))
    again = from_bytes(to_bytes(row))
    assert again == row
    assert type(again.given["intensity"]) is Intensity


@pytest.mark.parametrize(
    "evil",
    [
        b"cos\nsystem\n(S'true'\ntR.",
        b"cbuiltins\neval\n(S'1'\ntR.",
        b"ctracker.files.inputs\nos\n.",
        b"ctracker.importing.parsing\nread_paths\n.",
        b"ctracker.importing.parser_process\nsubprocess\n.",
        b"nothing",
        b"",
    ],
)
def test_bytes_that_would_act_are_refused(evil: bytes) -> None:
    with pytest.raises(NotPlain):
        from_bytes(evil)


def test_what_is_no_value_of_ours_is_not_made() -> None:
    with pytest.raises(NotPlain):
        from_bytes(to_bytes(io.BytesIO))
