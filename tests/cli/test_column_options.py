"""`backbeat import` with options that say what the columns of a table mean."""

import json
from functools import partial
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.importing.tables.tables import workbook
from tracker.cli import column_options
from tracker.importing.tables.column_meanings import (
    ColumnMeaning,
    DateOrder,
    RowContent,
    SameDayRule,
)
from tracker.store import Diary

PLACES = (
    "name,startday,startmonth,startyear,intensity\nLow back pain,3,4,2026,4.5\n"
    "low back pain,3,4,2026,6\nhappiness,3,4,2026,9\nLow back pain,4,4,2026,2\n"
)
DATE = ("--column", "startday=day", "--column", "startmonth=month", "--column", "startyear=year")
PAIN = (*DATE, "--column", "intensity=pain", "--only", "name=low back pain", "--rows", "day")
DAYS = "Tag;Sitzen (min);Gehen (min)\n13.04.2026;1131;45\n14.04.2026;1279;30\n"


@pytest.fixture
def run(run: Run) -> Run:
    """Import into the test's database: exit code, stdout, stderr."""
    return partial(run, "import")


@pytest.fixture
def places(tmp_path: Path) -> Path:
    file = tmp_path / "places.csv"
    file.write_text(PLACES)
    return file


def test_a_table_is_described_by_options_and_known_the_next_time(
    run: Run, stored: Diary, places: Path
) -> None:
    code, out, err = run(places, *PAIN, "--of-a-day", "mean")
    assert (code, out) == (0, "Added 2, updated 0; 0 unchanged.\n")
    assert "The fullest week, 30 March to 5 April 2026, would have pain on 2 days" in err
    assert "1 row was left out: name is not 'low back pain' there." in err
    assert [(c.date.day, c.pain) for c in stored.check_ins()] == [(3, 5.25), (4, 2)]
    version = stored.version()
    assert run(places, *PAIN, "--of-a-day", "mean")[1] == "Added 0, updated 0; 2 unchanged.\n"
    assert run(places)[:2] == (0, "Added 0, updated 0; 2 unchanged.\n")
    assert stored.version() == version, "what is remembered already isn't written again"


def test_options_change_what_is_remembered(run: Run, stored: Diary, places: Path) -> None:
    run(places, *PAIN, "--of-a-day", "mean")
    assert run(places, "--of-a-day", "highest")[:2] == (0, "Added 0, updated 1; 1 unchanged.\n"
        "  places.csv, row 3, 2026-04-03: pain: 5.25 -> 6\n")  # fmt: skip
    assert run(places)[1].startswith("Added 0, updated 0")


def test_what_is_not_said_is_asked_for_and_nothing_comes_in(
    run: Run, stored: Diary, places: Path
) -> None:
    assert "Several rows are about one day, such as 2026-04-03" in run(places, *PAIN)[2]
    code, _, err = run(places, "--rows", "day", "--column", "Schmerz=pain")
    assert code == 1
    assert "No column is called 'Schmerz'. Its columns are name, startday" in err
    assert "Say what each row is" in run(places, "--column", "intensity=pain")[2]
    several = run(places, *PAIN, "--only", "intensity=4", "--of-a-day", "mean")[2]
    assert "by the values of one column" in several
    assert (stored.check_ins(), stored.file_mappings()) == ([], [])


def test_a_dry_run_remembers_nothing(run: Run, stored: Diary, places: Path) -> None:
    assert "Would add 2" in run(places, *PAIN, "--of-a-day", "last", "--dry-run")[1]
    assert (stored.check_ins(), stored.file_mappings()) == ([], [])


def test_days_longer_than_anybody_moves_are_refused_until_they_are_said_to_be_right(
    run: Run, stored: Diary, tmp_path: Path
) -> None:
    file = tmp_path / "days.csv"
    file.write_text(DAYS)
    said = ("--rows", "activity", "--column", "Tag=date", "--column", "Sitzen (min)=minutes")
    code, out, err = run(file, *said)
    assert (code, out) == (1, "Added 0, updated 0; 0 unchanged.\n")
    assert "come to 1,131, more than the 12 hours" in err
    assert stored.file_mappings() == []
    assert run(file, *said, "--long-days")[1].startswith("Added 2")


def test_a_column_may_be_an_activity_and_all_rows_of_one_kind(
    run: Run, stored: Diary, tmp_path: Path
) -> None:
    file = tmp_path / "days.csv"
    file.write_text(DAYS)
    run(file, "--rows", "day", "--column", "Tag=date", "--column", "Gehen (min)=minutes-of:walking")
    assert [(a.activity, a.minutes) for a in stored.activities()] == [
        ("walking", 45),
        ("walking", 30),
    ]
    runs = tmp_path / "runs.csv"
    runs.write_text("When,How long\n03/04/2026,1:05:00\n")
    said = ("--rows", "activity", "--column", "When=date", "--column", "How long=clock")
    assert "two ways" in run(runs, *said, "--all-are", "running")[2]
    run(runs, *said, "--all-are", "running", "--dates", "day-first", "--source", "my  runs")
    latest = stored.activities()[0]
    assert (latest.date.month, latest.minutes, latest.activity) == (4, 65, "running")
    assert latest.source == "my runs"


def test_sheets_without_the_columns_are_told_and_the_others_read(
    run: Run, stored: Diary, tmp_path: Path
) -> None:
    book = tmp_path / "book.xlsx"
    rows = [("Day", "How bad"), ("2026-04-03", 4)]
    book.write_bytes(workbook(rows, [("Thing", "Price"), ("bread", 3)]))
    said = ("--rows", "day", "--column", "Day=date", "--column", "How bad=pain")
    code, out, err = run(book, *said, "--json")
    assert (code, json.loads(out)["added"]) == (0, 1)
    assert "Left out: book.xlsx: Sheet 2: No column is called 'Day'" in err
    assert run(book, "--rows", "day", "--column", "No=pain")[0] == 1


def test_a_file_of_our_own_form_is_read_as_described_too(
    run: Run, stored: Diary, tmp_path: Path
) -> None:
    file = tmp_path / "check_ins.csv"
    file.write_text("date,pain,worse\n2026-04-03,4,7\n")
    run(file, "--rows", "day", "--column", "date=date", "--column", "worse=pain")
    assert [c.pain for c in stored.check_ins()] == [7]


def test_what_is_no_table_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("one\ntwo\n")
    code, _, err = run(file, "--rows", "day")
    assert code == 1
    assert "holds no table" in err


@pytest.mark.parametrize(
    "options",
    [
        ("--column", "Schmerz"),
        ("--column", "Schmerz=ouch"),
        ("--column", "=pain"),
        ("--column", "x=done"),
        ("--column", "x=pain:3"),
        ("--column", "x=tick-of:walking:0"),
        ("--only", "name="),
        ("--rows", "week"),
    ],
)
def test_wrong_usage_says_what_is_allowed(run: Run, places: Path, options: tuple[str, str]) -> None:
    code, _, err = run(places, *options)
    assert code == 2
    assert options[0] in err


def test_the_options_know_all_that_a_table_can_mean() -> None:
    meanings = {meaning.value.replace(" ", "-") for meaning in ColumnMeaning}
    assert meanings == {*column_options.MEANINGS, *column_options.NAMED}
    assert tuple(RowContent) == column_options.ROWS
    assert tuple(SameDayRule) == column_options.OF_A_DAY
    assert tuple(order.value.replace(" ", "-") for order in DateOrder) == column_options.DATES
