import io
import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.files import csv_text, streams
from tracker.importing.importer import preview
from tracker.importing.parse_result import ImportFormat, ParseResult
from tracker.importing.parsing import parse_paths, parse_uploads
from tracker.importing.preview import Preview
from tracker.store import Diary

Take = Callable[..., Preview]
Read = Callable[..., ParseResult]
HEADER = "date,pain,flare,note\n"
GOOD = "2026-03-01,4,,\n"


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def refusal(found: ParseResult | Preview) -> tuple[int | None, str]:
    """The one refusal there is, which leaves nothing of the file."""
    assert not (found.candidates if isinstance(found, ParseResult) else found.additions)
    (only,) = found.rejected
    return only.row, only.reason


# -- single rows: the rest of the file is imported


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        ("2026-03-02,11,,", ["pain", "11", "0 to 10"]),
        ("2026-03-02,-1,,", ["pain", "-1", "0 to 10"]),
        ("2026-03-02,10.5,,", ["pain", "10.5", "0 to 10"]),
        ("2026-03-02,bad,,", ["pain", "bad", "a number from 0 to 10"]),
        ("2026-03-02," + "9" * 5_000 + ",,", ["pain", "a number from 0 to 10"]),
        ("2026-03-02,,,", ["says nothing but its date"]),
        (",4,,", ["date is empty"]),
        ("02.03.2026,4,,", ["date", "02.03.2026", "year-month-day", "2026-11-21"]),
        ("3/2/2026,4,,", ["date", "year-month-day"]),
        ("20260302,4,,", ["date", "year-month-day"]),
        ("2026-W10-1,4,,", ["date", "year-month-day"]),
        ("2026-02-30,4,,", ["date", "2026-02-30", "calendar"]),
        ("1066-10-14,4,,", ["date", "1900"]),
        ("2026-03-02,4,maybe,", ["flare", "maybe", "yes or no"]),
        ("2026-03-02,4,," + "x" * 5_001, ["note", "5000 characters"]),
        ("2026-03-02,4,,bell\x07", ["note", "control characters"]),
        ("2026-03-02,4,", ["3 cells", "4"]),
        ("2026-03-02,4,,tired, and sore", ["5 cells", "4", "quotation marks"]),
    ],
)
def test_a_bad_row_is_told_with_its_number_and_reason(
    ada: Diary, take: Take, row: str, parts: list[str]
) -> None:
    plan = take(f"{HEADER}{GOOD}{row}\n2026-03-03,5,,\n")
    (rejected,) = plan.rejected
    assert (rejected.file, rejected.row) == ("check_ins.csv", 3)
    for part in parts:
        assert part in rejected.reason
    assert len(rejected.reason) < 250
    assert [check_in.pain for check_in in ada.check_ins()] == [4, 5]


@pytest.mark.parametrize(
    ("file", "content", "parts"),
    [
        ("activities", "date,minutes\n2026-03-01,-5\n", ["minutes", "-5", "1 to 1440"]),
        ("activities", "date,minutes\n2026-03-01,0\n", ["minutes", "1 to 1440"]),
        ("activities", "date,minutes,intensity\n2026-03-01,5,mild\n", ["intensity", "moderate"]),
        ("activities", "date,minutes,external_id\n2026-03-01,5,17\n", ["source"]),
        ("activities", "date,minutes,started_at\n2026-03-01,5,2026-03-02T01:00\n", ["started_at"]),
        ("activities", "date,minutes,started_at\n2026-03-01,5,10:30\n", ["started_at", "20:14"]),
        ("exercises", "date,exercise,sets\n2026-03-01,wall sit,0\n", ["sets", "1 to 100"]),
        ("readings", "at,pain\n2026-03-01,5\n", ["at", "2026-11-21T20:14"]),
        ("readings", "at,pain,context\n2026-03-01T10:00,5,noon\n", ["context", "morning"]),
        ("check_ins", "date,pain,sites\n2026-03-01,5," + "x" * 41 + "\n", ["sites", "40"]),
        ("check_ins", "date,pain,entered_at\n2026-03-01,5,2026-02-01T10:00\n", ["entered"]),
    ],
)
def test_every_list_says_what_is_allowed(
    take: Take, file: str, content: str, parts: list[str]
) -> None:
    row, reason = refusal(take(content, f"{file}.csv"))
    assert row == 2
    for part in parts:
        assert part in reason


def test_rows_are_numbered_as_a_spreadsheet_shows_them(take: Take) -> None:
    plan = take(
        HEADER + '2026-03-01,4,,"one\ntwo\nthree"\n\n2026-03-03,12,,\n,,,\n2026-03-04,13,,\n'
    )
    assert [rejected.row for rejected in plan.rejected] == [4, 6]


def test_what_programs_write_for_whole_numbers_and_ticks_is_read(ada: Diary, take: Take) -> None:
    take(HEADER + "2026-03-01, 4.0 ,TRUE,\n2026-03-02,+4,0,\n")
    assert [(c.pain, c.flare) for c in ada.check_ins()] == [(4, True), (4, False)]


def test_decimals_of_pain_and_notes_without_one_are_kept(ada: Diary, take: Take) -> None:
    take(HEADER + "2026-03-01,3.5,,\n2026-03-02,,,only a note\n")
    assert [(c.pain, c.note) for c in ada.check_ins()] == [(3.5, ""), (None, "only a note")]


# -- encodings


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_its_mark(ada: Diary, take: Take, codec: str) -> None:
    assert take(f"{HEADER}2026-03-01,4,,née 🙂\n".encode(codec)).added == 1
    assert ada.check_ins()[0].note == "née 🙂"


def test_another_encoding_is_refused_with_what_to_do(take: Take) -> None:
    row, reason = refusal(take((HEADER + GOOD * 3 + "2026-03-02,4,,née\n").encode("cp1252")))
    assert row is None
    assert "not UTF-8" in reason
    assert "CSV UTF-8" in reason


@pytest.mark.parametrize(
    "content", [f"{HEADER}{GOOD}".encode("utf-16-le"), b"date,pain\n2026-03-01,4\n\0\0\0\n"]
)
def test_nul_bytes_are_refused(take: Take, content: bytes) -> None:
    row, reason = refusal(take(content))
    assert row in (1, 3)
    assert "NUL" in reason


# -- headers and separators


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_another_separator_is_understood(ada: Diary, take: Take, delimiter: str) -> None:
    assert take((HEADER + "2026-03-01,4,,").replace(",", delimiter)).added == 1


def test_lines_may_end_as_on_windows_or_an_old_mac(ada: Diary, take: Take) -> None:
    take((HEADER + '2026-03-01,4,,"a\nb"\n').replace("\n", "\r\n"))
    take((HEADER + "2026-03-02,4,,x\n").replace("\n", "\r"))
    assert [check_in.note for check_in in ada.check_ins()] == ["a\nb", "x"]


def test_titles_may_be_written_loosely(ada: Diary, take: Take) -> None:
    take('"Date", Pain ,Worst Pain,entered-at\n2026-03-01,4,5,2026-03-01T20:14\n')
    assert ada.check_ins()[0].worst_pain == 5


@pytest.mark.parametrize(
    ("content", "row", "parts"),
    [
        ("", None, ["empty"]),
        ("pain,note\n4,x\n", 1, ["no column 'date'", "Nothing was imported", "'date' and 'pain'"]),
        ("2026-03-01,4\n", 1, ["(2026-03-01, 4)", "no column 'date'"]),
        ("\n\ndate,pain\n", 1, ["first row is empty"]),
        ("date,note\n2026-03-01,x\n", 1, ["no column 'pain'"]),
        ("date:pain\n2026-03-01:4\n", 1, ["(date:pain)", "no column 'date'"]),
        ("date,pain,Pain\n2026-03-01,4,5\n", 1, ["several columns called pain"]),
        ('date,pain,note\n2026-03-01,4,"open\n' + "x\n" * 50, 2, ["quotation mark"]),
        ('date,pain,note\n2026-03-01,4,"a"b\n', 2, ["quotation mark"]),
        ('date,pain,note\n2026-03-01,4,"' + "x\n" * 600_000 + '"\n', 2, ["1,100,000 characters"]),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_whole(
    take: Take, content: str, row: int | None, parts: list[str]
) -> None:
    found_row, reason = refusal(take(content))
    assert found_row == row
    for part in parts:
        assert part in reason


def test_a_header_alone_is_an_empty_list(take: Take) -> None:
    plan = take(HEADER)
    assert (plan.added, plan.rejected, plan.notices) == (0, (), ())


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("My diary.csv", "date,pain\n2026-03-01,4\n", "check_ins"),
        ("Check-ins (1).csv", "date,pain\n2026-03-01,4\n", "check_ins"),
        ("x.csv", "at,pain\n2026-03-01T10:00,4\n", "readings"),
        ("x.csv", "date,activity,minutes\n2026-03-01,walking,4\n", "activities"),
        ("x.txt", "date,exercise\n2026-03-01,wall sit\n", "exercises"),
        ("activities.csv", "date,pain\n2026-03-01,4\n", "check_ins"),
    ],
)
def test_which_file_it_is_follows_from_its_name_or_header(
    read: Read, name: str, content: str, place: str
) -> None:
    assert [candidate.list for candidate in read(content, name).candidates] == [place]


def test_unknown_columns_are_reported(take: Take) -> None:
    plan = take("date,Mood,pain,,weather\n2026-03-01,good,4,,rain\n")
    assert plan.added == 1
    (notice,) = plan.notices
    assert notice.startswith("check_ins.csv")
    assert "Mood, (no name), weather" in notice


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


# -- JSON


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("\xff", "one object"),
        ("[]", "one object"),
        ("{}", "one object"),
        ('{"check_ins": {}}', "has to be a list"),
    ],
)
def test_json_that_is_no_diary_is_refused(read: Read, content: str, part: str) -> None:
    content = json.dumps(content) if content == "\xff" else content
    _, reason = refusal(read(content, "diary.json"))
    assert part in reason


@pytest.mark.parametrize(
    ("entry", "part"),
    [
        (3, "an object"),
        ({"date": "2026-03-01"}, "says nothing but its date"),
        ({"date": 20260301, "pain": 4}, "year-month-day"),
        ({"date": "2026-03-01", "pain": 10.5}, "0 to 10"),
        ({"date": "2026-03-01", "pain": True}, "a number from 0 to 10"),
        ({"date": "2026-03-01", "pain": [4]}, "a number from 0 to 10"),
        ({"date": "2026-03-01", "sleep": 3.5}, "whole number"),
        ({"date": "2026-03-01", "pain": 4, "sites": [3]}, "sites"),
        ({"date": "2026-03-01", "pain": 4, "note": 3}, "note"),
        ({"date": "2026-03-01", "pain": 4, "note": "\ud800"}, "note"),
        ({"date": "2026-03-01", "pain": 4, "flare": "perhaps"}, "flare"),
    ],
)
def test_a_bad_entry_of_a_json_file_is_told_with_its_place(
    ada: Diary, read: Read, entry: object, part: str
) -> None:
    whole = {"check_ins": [{"date": "2026-03-02", "pain": 4}, entry]}
    plan = preview(ada, read(json.dumps(whole), "diary.json"))
    (rejected,) = plan.rejected
    assert (rejected.file, rejected.row) == ("diary.json: check_ins", 2)
    assert part in rejected.reason
    assert plan.added == 1


def test_unknown_names_in_json_are_reported(ada: Diary, read: Read) -> None:
    whole = {"check_ins": [{"date": "2026-03-02", "pain": 4, "mood": 3}], "pets": []}
    (notice,) = preview(ada, read(json.dumps(whole), "diary.json")).notices
    assert "pets" in notice
    assert "check_ins.mood" in notice


def test_a_name_gives_no_orders_to_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"\x1b[2Jcheck_ins.csv": (HEADER + GOOD).encode()}))
    (row,) = parse_paths([tmp_path / "a.zip"], "UTC").candidates
    assert row.file == "a.zip: ?[2Jcheck_ins.csv"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "check_ins.csv")
    assert "a pipe or a device" in refusal(parse_paths([tmp_path / "check_ins.csv"], "UTC"))[1]


def test_the_format_can_be_said(tmp_path: Path) -> None:
    file = tmp_path / "diary.txt"
    file.write_text('{"check_ins": [{"date": "2026-03-02", "pain": 4}]}')
    assert len(parse_paths([file], "UTC", ImportFormat.JSON).candidates) == 1
    assert len(parse_paths([file], "UTC").rejected) == 1


# -- whatever else may come


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=st.sampled_from(["check_ins.csv", "x.csv", "d.zip", "d.json", "exercises.csv"]),
    start=st.sampled_from(
        [b"", b"date,pain\n", b"PK\x03\x04", b"\xff\xfe", b'{"check_ins":[', b"at,"]
    ),
    rest=st.binary(max_size=300),
)
def test_no_file_at_all_breaks_an_import(ada: Diary, name: str, start: bytes, rest: bytes) -> None:
    plan = preview(ada, parse_uploads([(name, start + rest)], "UTC"))
    assert all(rejected.reason for rejected in plan.rejected)


def test_damage_anywhere_in_a_zip_is_survived(ada: Diary) -> None:
    whole = zipped({"check_ins.csv": (HEADER + GOOD * 50).encode()})
    dice = random.Random(7)
    for _ in range(300):
        harmed = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            harmed[dice.randrange(len(harmed))] = dice.randrange(256)
        plan = preview(ada, parse_uploads([("diary.zip", bytes(harmed))], "UTC"))
        assert plan.added <= 1
