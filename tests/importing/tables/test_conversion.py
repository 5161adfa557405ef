"""What the rows of a described table come to: which count, which day, how many of a day."""

import json
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.importing.tables.tables import table
from tracker.files.entry_types import EntryType
from tracker.files.errors import FileError
from tracker.importing.importer import apply_preview, preview
from tracker.importing.parse_result import Candidate
from tracker.importing.tables.column_meanings import (
    ColumnMapping,
    ColumnMeaning,
    DateOrder,
    RowContent,
    RowFilter,
    SameDayRule,
    TableMapping,
    from_text,
    to_text,
)
from tracker.importing.tables.conversion import ConversionResult, convert_table, read_rows
from tracker.importing.tables.sample_week import all_in_words, fullest_week, week_in_words
from tracker.model import WeekStart
from tracker.store import Diary

BERLIN = ZoneInfo("Europe/Berlin")
PARTS = (ColumnMeaning.DAY, ColumnMeaning.MONTH, ColumnMeaning.YEAR)


def mapped(what: RowContent, *meanings: ColumnMeaning | None, **more: object) -> TableMapping:
    """A mapping whose dates need no asking."""
    columns = tuple(map(ColumnMapping, meanings))
    return TableMapping(what, columns, DateOrder.YEAR_FIRST, **more)  # type: ignore[arg-type]


def outcome(content: str, mapping: TableMapping) -> ConversionResult:
    return read_rows(table(content), mapping, BERLIN)


def check_ins(outcome: ConversionResult) -> dict[date, object]:
    found = [c.given for c in outcome.found.candidates if c.list is EntryType.CHECK_INS]
    assert len({given["date"] for given in found}) == len(found), "one a day"
    return {given["date"]: given.get("pain") for given in found}  # type: ignore[misc]


def test_a_date_may_stand_in_three_columns() -> None:
    mapping = mapped(RowContent.DAY, *PARTS, ColumnMeaning.PAIN)
    read = outcome(
        "d,m,y,p\n22,10,2018,3\n3,March,2019,4\n1.0,2.0,2020.0,5\n31,2,2020,1\n5,,2020,2\n,,,3\n",
        mapping,
    )
    assert check_ins(read) == {date(2018, 10, 22): 3, date(2019, 3, 3): 4, date(2020, 2, 1): 5}
    reasons = [refusal.reason for refusal in read.found.rejected]
    assert "in the calendar" in reasons[0]
    assert "a year, a month and a day" in reasons[1]
    assert "date is empty" in reasons[2]


@pytest.mark.parametrize(
    ("meanings", "part"),
    [
        (
            (ColumnMeaning.YEAR, ColumnMeaning.MONTH, ColumnMeaning.PAIN),
            "a year, a month and a day",
        ),
        ((ColumnMeaning.DATE, *PARTS, ColumnMeaning.PAIN), "in one column or in three"),
        (
            (ColumnMeaning.YEAR, ColumnMeaning.YEAR, ColumnMeaning.DAY, ColumnMeaning.PAIN),
            "Two columns are the year",
        ),
    ],
)
def test_a_date_in_parts_has_all_of_them_once(
    meanings: tuple[ColumnMeaning, ...], part: str
) -> None:
    assert part in mapped(RowContent.DAY, *meanings).missing


def test_only_rows_of_some_values_count_however_they_are_written() -> None:
    content = "where,day,pain\nLow Back,2026-04-03,4\nknee,2026-04-03,8\n low  back,2026-04-04,5\n"
    mapping = mapped(
        RowContent.DAY,
        None,
        ColumnMeaning.DATE,
        ColumnMeaning.PAIN,
        only=RowFilter(0, ("low back", "spine")),
    )
    read = outcome(content, mapping)
    assert check_ins(read) == {date(2026, 4, 3): 4, date(2026, 4, 4): 5}
    assert (read.rows, read.read, read.others) == (3, 2, 1)
    (notice,) = read.found.notices
    assert notice.endswith("1 row was left out: where is not 'low back' or 'spine' there.")
    assert (
        "which rows"
        in mapped(RowContent.DAY, ColumnMeaning.DATE, ColumnMeaning.PAIN, only=RowFilter(0)).missing
    )


SEVERAL = (
    "day,pain,worst,sleep,note,sites\n2026-04-03 20:00,5,7,4,late,back\n"
    "2026-04-03 08:00,2,6,7,early,hip\n2026-04-03,3,,,,\n2026-04-04,1,,,,\n2026-04-04,1,,,,\n"
)
MEANINGS = (
    ColumnMeaning.DATE, ColumnMeaning.PAIN, ColumnMeaning.WORST_PAIN,
    ColumnMeaning.SLEEP, ColumnMeaning.NOTE, ColumnMeaning.SITES,
)  # fmt: skip


def test_which_of_several_rows_a_day_counts_is_asked_where_they_differ() -> None:
    mapping = mapped(RowContent.DAY, *MEANINGS)
    read = outcome(SEVERAL, mapping)
    assert (read.several, read.example, read.unsettled) == (1, date(2026, 4, 3), True)
    with pytest.raises(FileError, match="Several rows are about one day, such as 2026-04-03"):
        convert_table(table(SEVERAL), mapping, BERLIN)
    same = outcome("day,pain\n2026-04-04,1\n2026-04-04,1\n", mapped(RowContent.DAY, *MEANINGS[:2]))
    assert (same.several, same.unsettled, check_ins(same)) == (0, False, {date(2026, 4, 4): 1})


@pytest.mark.parametrize(
    ("of_day", "content", "given"),
    [
        (SameDayRule.HIGHEST, SEVERAL, {"pain": 5, "worst_pain": 7, "sleep": 4}),
        (SameDayRule.LAST, SEVERAL, {"pain": 3, "worst_pain": 6, "sleep": 7}),
        (
            SameDayRule.LAST,
            SEVERAL.replace("2026-04-03,", "2026-04-03 00:10,"),
            {"pain": 5, "worst_pain": 7, "sleep": 4},
        ),
        (
            SameDayRule.MEAN,
            SEVERAL.replace(",3,", ",2,"),
            {"pain": 3, "worst_pain": 6.5, "sleep": 6},
        ),
    ],
    ids=["highest", "lowest row", "latest time", "mean"],
)
def test_several_rows_of_a_day_become_one_check_in(
    of_day: SameDayRule, content: str, given: dict[str, object]
) -> None:
    read = outcome(content, mapped(RowContent.DAY, *MEANINGS, of_day=of_day))
    first, second = read.found.candidates
    assert {name: first.given[name] for name in given} == given
    assert set(str(first.given["note"]).splitlines()) == {"late", "early"}
    assert set(first.given["sites"]) == {"back", "hip"}  # type: ignore[call-overload]
    assert second.given["pain"] == 1
    assert (read.read, read.unsettled) == (5, False)


def test_a_rating_beyond_ten_takes_no_part_in_a_mean() -> None:
    read = outcome(
        "day,pain\n2026-04-03,4\n2026-04-03,40\n2026-04-03,-1\n",
        mapped(RowContent.DAY, ColumnMeaning.DATE, ColumnMeaning.PAIN, of_day=SameDayRule.MEAN),
    )
    assert check_ins(read) == {date(2026, 4, 3): 4}
    assert [refusal.row for refusal in read.found.rejected] == [3]


def test_days_of_more_activity_than_anybody_does_are_refused_until_they_are_right() -> None:
    content = "day,min\n2026-04-03,1131\n2026-04-04,400\n2026-04-04,400\n2026-04-05,60\n"
    mapping = mapped(RowContent.ACTIVITY, ColumnMeaning.DATE, ColumnMeaning.MINUTES)
    read = outcome(content, mapping)
    assert [candidate.row for candidate in read.found.candidates] == [5]
    assert [refusal.row for refusal in read.found.rejected] == [2, 3, 4]
    assert "come to 800, more than the 12 hours" in read.found.rejected[1].reason
    assert read.long_days == {date(2026, 4, 3): 1131, date(2026, 4, 4): 800}
    right = TableMapping(mapping.what, mapping.columns, mapping.dates, long_days=True)
    assert len(outcome(content, right).found.candidates) == 4


def test_what_a_diary_could_not_hold_is_refused_before_it_is_counted() -> None:
    later = date.today() + timedelta(days=3)
    read = outcome(
        f"day,pain\n2026-04-03,12\n{later},3\n2026-04-04,4\n",
        mapped(RowContent.DAY, ColumnMeaning.DATE, ColumnMeaning.PAIN),
    )
    assert (read.read, [refusal.row for refusal in read.found.rejected]) == (1, [2, 3])


def test_sleep_and_driving_are_no_activity_whatever_their_rows_say() -> None:
    read = outcome(
        "day,min,kind\n2026-04-03,480,Sleep\n2026-04-03,40,Driving\n2026-04-03,30,Spaziergang\n",
        mapped(RowContent.ACTIVITY, ColumnMeaning.DATE, ColumnMeaning.MINUTES, ColumnMeaning.KIND),
    )
    assert [c.given["activity"] for c in read.found.candidates] == ["walking"]
    assert [n.split(": ", 1)[1] for n in read.found.notices] == [
        "left out, because it is no activity: Sleep.",
        "left out, because it is no activity: Driving.",
    ]


def test_decimals_of_pain_are_kept_from_the_preview_to_the_diary(ada: Diary) -> None:
    content = "day,p,w\n2026-04-03,3.2,4.75\n2026-04-04,7,7.0\n2026-04-05,2.5/10,\n"
    mapping = mapped(
        RowContent.DAY, ColumnMeaning.DATE, ColumnMeaning.PAIN, ColumnMeaning.WORST_PAIN
    )
    read = outcome(content, mapping)
    assert (read.read, read.found.rejected) == (3, ())
    plan = preview(ada, read.found)
    assert (plan.added, plan.rejected) == (3, ())
    apply_preview(ada, plan)
    stored = [(c.date.day, c.pain, c.worst_pain) for c in ada.check_ins()]
    assert stored == [(3, 3.2, 4.75), (4, 7, 7), (5, 2.5, None)]
    assert isinstance(ada.check_ins()[1].pain, int)
    assert preview(ada, read.found).unchanged == 3, "and known again"


def test_a_mean_is_a_decimal_and_a_reading_may_be_one(ada: Diary) -> None:
    mean = mapped(RowContent.DAY, ColumnMeaning.DATE, ColumnMeaning.PAIN, of_day=SameDayRule.MEAN)
    content = "day,pain\n2026-04-03 09:00,3\n2026-04-03 20:00,4.5\n2026-04-03 21:00,1\n"
    apply_preview(ada, preview(ada, outcome(content, mean).found))
    moments = mapped(RowContent.READING, ColumnMeaning.START, ColumnMeaning.PAIN)
    apply_preview(ada, preview(ada, outcome(content, moments).found))
    assert [c.pain for c in ada.check_ins()] == [2.83]
    assert [r.pain for r in ada.readings()] == [3, 4.5, 1]


def test_what_stands_beside_a_missing_pain_is_kept(ada: Diary) -> None:
    mapping = mapped(
        RowContent.DAY,
        ColumnMeaning.DATE,
        ColumnMeaning.PAIN,
        ColumnMeaning.SLEEP,
        ColumnMeaning.NOTE,
    )
    read = outcome(
        "day,pain,sleep,note\n2026-04-03,,6,\n2026-04-04,,,lost\n2026-04-05,,,\n", mapping
    )
    apply_preview(ada, preview(ada, read.found))
    stored = [(c.date.day, c.pain, c.sleep, c.note) for c in ada.check_ins()]
    assert stored == [(3, None, 6, ""), (4, None, None, "lost")]
    assert (read.rows, read.read) == (3, 2)


# -- remembering


def test_what_was_remembered_by_an_earlier_version_is_still_known() -> None:
    old = {
        "what": "day",
        "columns": {"0": {"meaning": "date", "name": "", "minutes": 30},
                    "2": {"meaning": "pain", "name": "", "minutes": 30}},
        "width": 3, "dates": "day first", "decimal": ",", "source": "diary", "kind": "",
        "exercise": "",
    }  # fmt: skip
    mapping = from_text(json.dumps(old))
    assert mapping == TableMapping(
        RowContent.DAY,
        (ColumnMapping(ColumnMeaning.DATE), ColumnMapping(), ColumnMapping(ColumnMeaning.PAIN)),
        DateOrder.DAY_FIRST,
        ",",
        "diary",
    )
    assert mapping.missing == ""


def test_all_that_can_be_said_is_remembered() -> None:
    mapping = mapped(
        RowContent.DAY,
        *PARTS,
        ColumnMeaning.PAIN,
        only=RowFilter(3, ("a", "b")),
        of_day=SameDayRule.MEAN,
        long_days=True,
    )
    assert from_text(to_text(mapping)) == mapping


# -- a week in words


def row(list_: EntryType, **given: object) -> Candidate:
    return Candidate(list_, "x.csv", 2, given, frozenset(), recorded=True)


def test_the_fullest_week_is_told_with_what_it_would_hold() -> None:
    day = date(2026, 4, 1)
    rows = [
        row(EntryType.CHECK_INS, date=day, pain=4),
        row(EntryType.CHECK_INS, date=day + timedelta(days=1), pain=1.5),
        row(EntryType.ACTIVITIES, date=day, minutes=45),
        row(EntryType.ACTIVITIES, date=day, minutes=1),
        row(EntryType.EXERCISES, date=day, exercise="wall sit"),
        row(EntryType.EXERCISES, date=day + timedelta(days=1), exercise="something own"),
        row(EntryType.CHECK_INS, date=date(2026, 5, 1), pain=9),
    ]
    week = fullest_week(rows, WeekStart.MONDAY)
    assert week is not None
    assert week_in_words(week) == (
        "The fullest week, 30 March to 5 April 2026, would have pain on 2 days, 2.8 of 10 on "
        "average, from 1.5 to 4; 46 minutes of activity on 1 day; exercises on 2 days, which "
        "makes 1 strength day."
    )
    assert all_in_words(rows) == "3 days from 1 April to 1 May 2026"
    assert fullest_week([], WeekStart.MONDAY) is None
