import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importing.bad_files import GOOD, HEADER, Read, Take, refusal
from tracker.importing.importer import preview
from tracker.importing.parse_result import ImportFormat
from tracker.importing.parsing import parse_paths, parse_uploads
from tracker.store import Diary

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
        ("pain,note\n4,x\n", 1, ["no column 'date'", "Nothing was imported", "'date', 'pain'"]),
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
