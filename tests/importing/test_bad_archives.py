"""Files too large, zips and folders that cannot be read: what becomes of them."""

import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.importing.bad_files import GOOD, HEADER, Read, refusal, zipped
from tracker.files import csv_text, streams
from tracker.importing.importer import preview
from tracker.importing.parsing import parse_paths, parse_uploads
from tracker.store import Diary

# -- size


def test_a_line_of_a_gigabyte_is_refused_without_being_read_into_memory(tmp_path: Path) -> None:
    file = tmp_path / "check_ins.csv"
    with file.open("wb") as out:
        out.write(HEADER.encode() + b"2026-03-01,4,,")
        for _ in range(8):
            out.write(b"x" * 1_000_000)
        out.truncate(1_000_000_000)
    program = (
        "import resource, sys; from pathlib import Path\n"
        "from tracker.importing.parsing import parse_paths\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "found = parse_paths([Path(sys.argv[1])], 'UTC')\n"
        "after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(after - before, *map(str, found.rejected))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True
    )
    grown, words = done.stdout.split(" ", 1)
    assert int(grown) * (1 if sys.platform != "darwin" else 1 / 1024) < 50_000  # kilobytes
    assert words.startswith("check_ins.csv, row 2: ")
    assert "longer than 1,100,000 characters" in words


def test_an_endless_list_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_text, "ROW_LIMIT", 3)
    assert read(HEADER + GOOD * 2).rejected == ()
    row, reason = refusal(read(HEADER + GOOD * 3))
    assert (row, "more than 3 rows" in reason) == (4, True)


def test_a_file_that_unpacks_to_too_much_is_refused(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "SIZE_LIMIT", 1_000_000)
    _, reason = refusal(read(HEADER + GOOD * 100_000))
    assert "1 MB" in reason
    bomb = zipped({"check_ins.csv": (HEADER + GOOD * 100_000).encode()})
    assert len(bomb) < 50_000
    _, reason = refusal(read(bomb, "diary.zip"))
    assert "1 MB" in reason


# -- zips and folders


def test_paths_within_a_zip_do_not_matter_and_nothing_is_unpacked(
    read: Read, tmp_path: Path
) -> None:
    found = read(
        zipped(
            {
                "../../check_ins.csv": (HEADER + GOOD).encode(),
                "C:\\diary\\readings.csv": b"at,pain\n2026-03-01T10:00,4\n",
                "/activities.csv": b"date,minutes\n2026-03-01,4\n",
                "deep/er/exercises.csv": b"date,exercise\n2026-03-01,wall sit\n",
                "__MACOSX/check_ins.csv": b"\0\0",
                ".hidden.csv": b"\0\0",
                "picture.png": b"\0\0",
            }
        ),
        "diary.zip",
    )
    assert sorted(candidate.file for candidate in found.candidates) == [
        "diary.zip: activities.csv",
        "diary.zip: check_ins.csv",
        "diary.zip: exercises.csv",
        "diary.zip: readings.csv",
    ]
    assert found.rejected == ()
    assert [path.name for path in tmp_path.iterdir()] == ["diary.zip"]


def encrypted() -> bytes:
    data = bytearray(zipped({"check_ins.csv": (HEADER + GOOD).encode()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def damaged() -> bytes:
    content = (HEADER + GOOD).encode()
    return zipped({"check_ins.csv": content}, zipfile.ZIP_STORED).replace(b",4,,", b",5,,")


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (encrypted(), "password"),
        (damaged(), "damaged"),
        (zipped({"check_ins.csv": (HEADER + GOOD).encode()})[:-30], "damaged"),
        (b"PK\x03\x04" + b"x" * 100, "damaged"),
        (zipped({}), "no files"),
        (zipped({"letter.txt.png": b""}), "no CSV file"),
        (zipped({"xl/workbook.xml": b"", "[Content_Types].xml": b""}), "workbook"),
    ],
)
def test_a_zip_that_cannot_be_read_says_why(read: Read, content: bytes, part: str) -> None:
    _, reason = refusal(read(content, "diary.zip"))
    assert part in reason


def test_a_folder_is_read_by_its_csv_files(tmp_path: Path) -> None:
    (tmp_path / "check_ins.csv").write_text(HEADER + GOOD)
    (tmp_path / "holiday.jpg").write_bytes(b"\0")
    (tmp_path / "more").mkdir()
    found = parse_paths([tmp_path], "UTC")
    assert (len(found.candidates), found.rejected) == (1, ())


def test_a_strangers_csv_file_beside_them_is_told(tmp_path: Path) -> None:
    (tmp_path / "check_ins.csv").write_text(HEADER + GOOD)
    (tmp_path / "household.csv").write_text("item,price\nbread,3\n")
    found = parse_paths([tmp_path], "UTC")
    assert (len(found.candidates), len(found.rejected)) == (1, 0)
    notice, hint = found.notices
    assert "household.csv" in notice
    assert "choose it by itself" in hint


def test_a_damaged_file_of_the_diary_is_refused_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "check_ins.csv").write_text(HEADER + GOOD)
    (tmp_path / "mine.csv").write_text('date,pain,note\n2026-03-09,4,"never closed\n')
    found = parse_paths([tmp_path], "UTC")
    assert (len(found.candidates), [r.file for r in found.rejected]) == (1, ["mine.csv"])


def test_a_folder_with_nothing_but_strangers_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "household.csv").write_text("item,price\nbread,3\n")
    row, reason = refusal(parse_paths([tmp_path], "UTC"))
    assert row == 1
    assert "no column 'date'" in reason


def test_a_folder_without_files_and_a_missing_path_are_told(tmp_path: Path) -> None:
    found = parse_paths([tmp_path, tmp_path / "nowhere.csv"], "UTC")
    assert [("CSV" in r.reason or "no file" in r.reason) for r in found.rejected] == [True, True]
    assert str(tmp_path / "nowhere.csv") == found.rejected[1].file


@pytest.mark.parametrize("method", ["iterdir", "open"])
def test_what_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    (tmp_path / "check_ins.csv").write_text(HEADER + GOOD)

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, method, forbidden)
    path = tmp_path if method == "iterdir" else tmp_path / "check_ins.csv"
    _, reason = refusal(parse_paths([path], "UTC"))
    assert "rights" in reason


def test_a_name_gives_no_orders_to_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"\x1b[2Jcheck_ins.csv": (HEADER + GOOD).encode()}))
    (row,) = parse_paths([tmp_path / "a.zip"], "UTC").candidates
    assert row.file == "a.zip: ?[2Jcheck_ins.csv"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "check_ins.csv")
    assert "a pipe or a device" in refusal(parse_paths([tmp_path / "check_ins.csv"], "UTC"))[1]


def test_damage_anywhere_in_a_zip_is_survived(ada: Diary) -> None:
    whole = zipped({"check_ins.csv": (HEADER + GOOD * 50).encode()})
    dice = random.Random(7)
    for _ in range(300):
        harmed = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            harmed[dice.randrange(len(harmed))] = dice.randrange(256)
        plan = preview(ada, parse_uploads([("diary.zip", bytes(harmed))], "UTC"))
        assert plan.added <= 1
