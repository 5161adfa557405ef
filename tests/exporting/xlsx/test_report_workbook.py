"""The workbook: real dates and numbers, unknown left empty, text that is only ever text."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from openpyxl import load_workbook

from tests.exporting.report_builders import CET, contents
from tests.exporting.xlsx.workbooks import EVERYTHING, MONDAY, check_in, day, opened, rows
from tests.store.entries import own_exercise
from tracker.analysis.report_data import ReportData
from tracker.demo import PLAN, demo_entries
from tracker.exporting.xlsx.report_workbook import xlsx
from tracker.exporting.xlsx.workbook import day_number
from tracker.model import (
    Activity,
    Answer,
    Answers,
    Appointment,
    CheckIn,
    Event,
    EventKind,
    ExerciseDone,
    Goal,
    Intensity,
    MedicineKind,
    MedicineTaken,
    Person,
    PlanItem,
    Reading,
    Scoring,
    Section,
    Skip,
    SkipReason,
)
from tracker.questionnaires import peg


@pytest.fixture
def fortnight() -> ReportData:
    """A week of which all is known, and one of which four days are logged and none known."""
    return contents(
        MONDAY,
        day(13),
        appointment=EVERYTHING,
        check_ins=[
            *(
                check_in(
                    *(day(n), n % 5),
                    flare=n == 2,
                    sites=("left hip", "neck"),
                    no_activity=n > 2,
                    no_exercises=n > 0,
                    sleep=n,
                    off_work=n == 4,
                )
                for n in range(7)
            ),
            *(check_in(day(n), 8) for n in (8, 9, 10, 12)),
        ],
        activities=[
            Activity(day(0), "walking", 30, Intensity.MODERATE),
            Activity(
                day(1), "running", 20, Intensity.VIGOROUS, datetime(2026, 3, 3, 7, 5, tzinfo=CET)
            ),
            Activity(day(2), "yoga", 60, Intensity.LIGHT),
            Activity(day(-1), "walking", 500, Intensity.MODERATE),
        ],
        exercises_done=[ExerciseDone(day(0), "wall sit", 3, None, 20)],
        skips=[Skip(day(3), "bird dog", SkipReason.PAIN)],
        readings=[Reading(datetime(2026, 3, 3, 9, 30, tzinfo=CET), 6, note="stiff")],
        goals=[Goal(day(-30), 60, 1)],
        plan_items=[replace(PLAN[0], starts=day(-30))],
        medicines=[
            MedicineTaken(
                *(day(2), "ibuprofen", "400 mg", MedicineKind.OVER_THE_COUNTER),
                datetime(2026, 3, 4, 8, tzinfo=CET),
            ),
            MedicineTaken(day(5), "Ibuprofen"),
        ],
        events=[Event(day(3), EventKind.TREATMENT, "physiotherapy", day(40), "Tuesdays")],
        own_exercises=[own_exercise("Wall slide")],
        questionnaires=[peg()],
        answers=[
            Answers(
                day(5),
                peg().key,
                (Answer("average", 6), Answer("enjoyment", 4), Answer("activity", 5)),
                5.0,
                datetime(2026, 3, 7, 21, tzinfo=CET),
            )
        ],
    )


def test_the_sheets_are_there_in_order_with_what_every_column_means(fortnight: ReportData) -> None:
    book = opened(fortnight)
    assert book.sheetnames == [
        "Summary", "Weeks", "Days", "Activities", "Exercises", "Readings", "Medicines", "Events",
        "Questionnaires", "Answers", "Goals and plan", "Own exercises", "Data dictionary",
    ]  # fmt: skip
    described = {(row["Sheet"], row["Column"]) for row in rows(book["Data dictionary"])}
    for sheet in book.worksheets[:-1]:
        titles = next(sheet.iter_rows(max_row=1, values_only=True))
        assert {(sheet.title, title) for title in titles} <= described


def test_titles_stay_in_sight_and_rows_can_be_filtered(fortnight: ReportData) -> None:
    for sheet in opened(fortnight).worksheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref is not None
        assert all(cell.font.bold for cell in sheet[1])
        assert all(dimension.width > 5 for dimension in sheet.column_dimensions.values())


def test_days_are_dates_and_numbers_and_what_is_unknown_is_empty(fortnight: ReportData) -> None:
    found = rows(opened(fortnight)["Days"])
    assert len(found) == 14
    assert [row["Date"] for row in found] == [
        datetime(2026, 3, 2) + timedelta(days=n) for n in range(14)
    ]
    monday, tuesday, unlogged = found[0], found[1], found[7]
    assert (monday["Pain, average (0-10)"], monday["Active minutes (min)"]) == (0, 30)
    assert tuesday["Active minutes (min)"] == 40, "vigorous counts twice"
    assert (found[2]["Light (min)"], found[2]["Active minutes (min)"]) == (60, 0)
    assert found[2]["Flare"] == "yes"
    assert monday["Where it hurt"] == "left hip; neck"
    assert monday["Entered at"] == datetime(2026, 3, 2, 20, 14)
    assert unlogged["Logged"] == "no"
    assert {value for title, value in unlogged.items() if title not in ("Date", "Weekday")} == {
        "no",
        None,
    }
    assert all(isinstance(row["Pain, average (0-10)"], int | None) for row in found)


def test_weeks_say_what_is_unknown_and_are_never_zero_for_it(fortnight: ReportData) -> None:
    first, second = rows(opened(fortnight)["Weeks"])
    assert first["From"] == datetime(2026, 3, 2)
    assert first["Pain, mean (0-10)"] == pytest.approx((0 + 1 + 2 + 3 + 4 + 0 + 1) / 7)
    assert (first["Active minutes (min)"], first["Minutes goal"]) == (70, "met")
    assert first["What is unknown"] is None
    assert (second["Days logged (of 7)"], second["Active minutes (min)"]) == (4, None)
    assert (second["Strength days (days)"], second["Strength goal"]) == (None, "unknown")
    known = ("Days of known activity (of 7)", "Days of known exercises (of 7)")
    assert [[week[name] for name in known] for week in (first, second)] == [[7, 7], [0, 0]]
    assert second["What is unknown"] == (
        "Unknown: pain on 3 days, activity on 7 days, exercises on 7 days."
    )


def test_entries_keep_their_numbers_and_reasons(fortnight: ReportData) -> None:
    book = opened(fortnight)
    walk, run, yoga = rows(book["Activities"])
    assert [row["Active minutes (min)"] for row in (walk, run, yoga)] == [30, 40, 0]
    assert run["Started at"] == datetime(2026, 3, 3, 7, 5)
    done, skipped = rows(book["Exercises"])
    assert (done["Done"], done["Hold (seconds)"], done["Repetitions a set"]) == ("yes", 20, None)
    assert (skipped["Done"], skipped["Why not"], skipped["Sets"]) == ("no", "pain", None)
    assert [row["Answer"] for row in rows(book["Answers"])] == [6, 4, 5]
    assert rows(book["Answers"])[0]["Question"].startswith("1. What number best describes")
    assert rows(book["Questionnaires"])[0]["Score (points)"] == 5


def test_medicines_events_days_off_work_and_own_exercises_have_their_sheets(
    fortnight: ReportData,
) -> None:
    book = opened(fortnight)
    first, second = rows(book["Medicines"])
    assert list(first.values())[:5] == [
        datetime(2026, 3, 4), "ibuprofen", "400 mg", "over the counter", datetime(2026, 3, 4, 8),
    ]  # fmt: skip
    assert [second[title] for title in ("Amount", "Kind", "Taken at")] == [None, None, None]
    (event,) = rows(book["Events"])
    assert (event["Kind"], event["What"], event["Note"]) == (
        "treatment began", "physiotherapy", "Tuesdays",
    )  # fmt: skip
    assert event["Until"] == datetime(2026, 3, 2) + timedelta(days=40)
    assert [row["Off work"] for row in rows(book["Days"])].count("yes") == 1
    assert {row["Off work"] for row in rows(book["Days"])} == {"yes", None}, "no tick is no no"
    (own,) = rows(book["Own exercises"])
    assert (own["Exercise"], own["Picture"], own["Each side"]) == ("Wall slide", "yes", "yes")


def test_the_summary_has_function_flares_medicine_and_the_whole_plan(
    fortnight: ReportData,
) -> None:
    planned = replace(fortnight, plan_items=(PlanItem("wall sit", 2, starts=MONDAY),))
    found = {(row["Part"], row["Figure"]): row["Value"] for row in rows(opened(planned)["Summary"])}
    assert found["Function", "Sleep, mean (10 is best)"] == 3
    assert found["Function", "Worst pain, mean"] is None
    assert (found["Places", "left hip"], found["Places", "A part of a leg"]) == (7, 0)
    assert (found["Flares", "Episodes"], found["Flares", "Median length"]) == (1, 1)
    assert found["Medicine", "Days with a medicine recorded"] == 2
    assert found["Medicine", "ibuprofen"] == 2, "by its name, whatever its case"
    assert found["Work", "Days off work because of the back"] == 1
    assert (found["Exercises", "Whole plan"], found["Exercises", "Whole plan, share"]) == (1, 25)


def test_what_nobody_recorded_is_empty_in_the_summary_and_no_zero() -> None:
    bare = contents(
        MONDAY,
        day(6),
        check_ins=[check_in(day(1))],
        plan_items=[PlanItem("wall sit", 2, starts=MONDAY)],
    )
    found = {(row["Part"], row["Figure"]): row["Value"] for row in rows(opened(bare)["Summary"])}
    for figure in (
        ("Flares", "Episodes"),
        ("Medicine", "Days with a medicine recorded"),
        ("Work", "Days off work because of the back"),
        ("Function", "Interference, mean"),
        ("Exercises", "Whole plan"),
        ("Exercises", "Whole plan, share"),
    ):
        assert found[figure] is None
    assert not [name for part, name in found if part == "Places"]


def test_the_summary_has_the_figures_of_page_one(fortnight: ReportData) -> None:
    found = {
        (row["Part"], row["Figure"]): row["Value"] for row in rows(opened(fortnight)["Summary"])
    }
    pains = [said.pain for said in fortnight.check_ins]
    assert found["About", "Days logged"] == 11
    assert found["Pain", "Mean of the period"] == pytest.approx(sum(pains) / len(pains))
    assert found["Pain", "Mean of the 28 days before"] is None
    assert found["Active minutes", "Weeks that met the goal"] == 1
    assert found["Active minutes", "Weeks unknown"] == 1
    assert found["Missing", "Days not logged"] == 3
    assert found["Questionnaires", f"{peg().title}: last score"] == 5
    assert found["Questions", "For the appointment"] == "Is the wall sit right for me?"


def test_the_summary_says_in_how_many_weeks_more_of_the_plan_may_have_been_done(
    fortnight: ReportData,
) -> None:
    planned = replace(fortnight, plan_items=(PlanItem("wall sit", 3, starts=MONDAY),))
    said = {row["Figure"]: row["Made from"] for row in rows(opened(planned)["Summary"])}
    assert said["wall sit"] == (
        "Planned on 6 days of 2 whole weeks, done on 1 of them; as planned in 0 weeks. More may "
        "have been done in 1 week: days are unknown, or the week is not over."
    )


def test_pain_and_minutes_are_drawn_by_native_charts_that_say_what_they_show(
    fortnight: ReportData,
) -> None:
    archive = zipfile.ZipFile(io.BytesIO(xlsx(fortnight)))
    charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2
    drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert "Mean pain of 2 weeks" in drawing
    assert "Active minutes of 2 weeks" in drawing
    pain = archive.read("xl/charts/chart1.xml").decode()
    assert "Weeks!$E$2:$E$3" in pain
    assert "dispBlanksAs" not in pain, "a week without pain stays a gap"


def test_equal_contents_give_equal_bytes_made_when_they_say(fortnight: ReportData) -> None:
    data = xlsx(fortnight)
    assert data == xlsx(fortnight)
    times = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}
    properties = load_workbook(io.BytesIO(data)).properties
    assert properties.created is not None
    assert properties.title == "Back-pain diary, 2 to 15 March 2026"
    later = replace(fortnight, made_at=fortnight.made_at + timedelta(hours=1))
    assert xlsx(later) != data


def test_what_is_left_out_is_in_no_sheet(fortnight: ReportData) -> None:
    nothing = replace(fortnight, appointment=Appointment("secret question", ()))
    book = opened(nothing)
    assert book.sheetnames == ["Summary", "Weeks", "Data dictionary"]
    assert "Active minutes (min)" not in [cell.value for cell in book["Weeks"][1]]
    said = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "secret question" not in said
    assert "notes" in said, "it says that they are left out"
    without_notes = Appointment("", tuple(s for s in Section if s is not Section.NOTES))
    for sheet in opened(replace(fortnight, appointment=without_notes)):
        assert "Note" not in [cell.value for cell in sheet[1]]


def test_a_short_period_or_an_empty_diary_is_a_workbook_too() -> None:
    empty = contents(MONDAY, MONDAY, appointment=EVERYTHING)
    book = opened(empty)
    assert rows(book["Weeks"]) == []
    assert len(rows(book["Days"])) == 1
    assert not [n for n in zipfile.ZipFile(io.BytesIO(xlsx(empty))).namelist() if "chart" in n]


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), MONDAY])
def test_a_day_is_the_day_that_spreadsheets_read(day: date) -> None:
    made = contents(day, day, appointment=EVERYTHING)
    sheet = opened(made)["Days"]
    assert sheet["A2"].value == datetime(day.year, day.month, day.day)
    assert day_number(date(1900, 3, 1)) - day_number(date(1900, 2, 28)) == 2, "Excel's 29th"


def test_ten_years_are_written_whole() -> None:
    today = date(2026, 11, 21)
    first = today - timedelta(days=3649)
    person = Person("Robin", "Europe/Berlin")
    entries = list(demo_entries(person, first, today, 2))
    made = contents(
        first,
        today - timedelta(days=1),
        person=person,
        appointment=EVERYTHING,
        check_ins=[e for e in entries if isinstance(e, CheckIn)],
        activities=[e for e in entries if isinstance(e, Activity)],
        exercises_done=[e for e in entries if isinstance(e, ExerciseDone)],
    )
    book = load_workbook(io.BytesIO(xlsx(made)), read_only=True)
    assert sum(1 for _ in book["Days"].iter_rows()) == 3650
    assert sum(1 for _ in book["Activities"].iter_rows()) == len(made.activities) + 1


@pytest.mark.parametrize(
    ("scoring", "written"), [(Scoring.SUM, "0"), (Scoring.COUNT, "0"), (Scoring.MEAN, "0.0")]
)
def test_a_whole_score_has_decimals_only_where_it_is_a_mean(
    fortnight: ReportData, scoring: Scoring, written: str
) -> None:
    [asked] = fortnight.questionnaires
    answered = [replace(said, score=12.0) for said in fortnight.answers]
    book = opened(
        replace(
            fortnight,
            questionnaires=(replace(asked, scoring=scoring),),
            answers=tuple(answered),
        )
    )
    summed = next(
        row for row in book["Summary"].iter_rows() if row[1].value == f"{peg().title}: last score"
    )
    column = [cell.value for cell in book["Questionnaires"][1]].index("Score (points)")
    for cell in (summed[2], book["Questionnaires"][2][column]):
        assert (cell.value, cell.number_format) == (12, written)
