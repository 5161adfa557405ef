"""One door for every form: named, complete, without what is left out, the same each time."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.exporting.report_builders import CET, contents
from tracker.analysis.report_data import ReportData
from tracker.exporting.diary_files import csv_zip, json_file, write_csv
from tracker.exporting.load_report_data import load_report_data
from tracker.exporting.pdf import pdf
from tracker.exporting.report_files import report_file, selected_contents
from tracker.files.entry_types import EntryType
from tracker.files.errors import FileError
from tracker.model import (
    Activity,
    Appointment,
    CheckIn,
    Goal,
    Intensity,
    PlanItem,
    Reading,
    ReportFormat,
    Section,
)
from tracker.store import Diary

MONDAY = date(2026, 3, 2)
WHOLE = Appointment("", tuple(Section))
PRIVATE = "riverbank"


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


@pytest.fixture(scope="module")
def week() -> ReportData:
    """A week with a secret wherever a person can type a note, and a question."""
    return contents(
        MONDAY,
        day(6),
        appointment=Appointment("secret question", tuple(Section)),
        check_ins=[
            CheckIn(day(n), n, datetime(2026, 3, 2 + n, 20, tzinfo=CET), note=f"{PRIVATE} {n}")
            for n in range(6)
        ],
        readings=[Reading(datetime(2026, 3, 2, 9, tzinfo=CET), 3, note=PRIVATE)],
        activities=[Activity(MONDAY, "walking", 30, Intensity.MODERATE, note=PRIVATE)],
        goals=[Goal(MONDAY, 100, 1)],
        plan_items=[PlanItem("wall sit", 3, starts=MONDAY)],
    )


@pytest.mark.parametrize(
    ("form", "name", "mime", "begins"),
    [
        (ReportFormat.PDF, ".pdf", "application/pdf", b"%PDF-"),
        (ReportFormat.XLSX, ".xlsx", "spreadsheetml.sheet", b"PK"),
        (ReportFormat.FHIR, "-fhir.json", "application/fhir+json", b"{"),
        (ReportFormat.CSV, "-csv.zip", "application/zip", b"PK"),
        (ReportFormat.JSON, ".json", "application/json", b"{"),
        (ReportFormat.ZIP, ".zip", "application/zip", b"PK"),
    ],
)
def test_every_form_is_a_file_with_its_name_and_the_same_bytes_each_time(
    week: ReportData, form: ReportFormat, name: str, mime: str, begins: bytes
) -> None:
    file = report_file(form, week)
    assert file.name == f"backbeat-2026-03-02-to-2026-03-08{name}"
    assert file.mime.endswith(mime)
    assert file.data.startswith(begins)
    assert file == report_file(form, week)


def test_the_zip_has_everything_and_a_note_that_says_what_it_is(week: ReportData) -> None:
    archive = zipfile.ZipFile(io.BytesIO(report_file(ReportFormat.ZIP, week).data))
    inside = {name: archive.read(name) for name in archive.namelist()}
    assert next(iter(inside)) == "README.txt"
    for form, name in (
        (ReportFormat.PDF, "report.pdf"),
        (ReportFormat.XLSX, "workbook.xlsx"),
        (ReportFormat.FHIR, "fhir.json"),
        (ReportFormat.JSON, "diary.json"),
    ):
        assert inside[name] == report_file(form, week).data
    note = inside["README.txt"].decode()
    for name in inside:
        if name != "README.txt":
            assert name in note
    assert "Back-pain diary of Ada Example" in note
    assert "6 of 7 days logged" in note
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_csv_and_json_are_the_files_that_a_diary_reads(ada: Diary) -> None:
    now = datetime(2026, 3, 5, 20, 15, tzinfo=CET)
    ada.apply(
        [
            *(CheckIn(day(n), n, datetime(2026, 3, 2 + n, 20, tzinfo=UTC)) for n in range(4)),
            Activity(day(1), "walking", 30, Intensity.MODERATE, note="by the river"),
            PlanItem("wall sit", 3, starts=MONDAY),
            Goal(MONDAY, 100, 1),
            WHOLE,
        ],
        by="Ada",
    )
    for first, last in ((None, None), (day(1), day(2))):
        found = load_report_data(ada, first, last, made_at=now)
        assert report_file(ReportFormat.CSV, found).data == csv_zip(ada, first, last)
        assert report_file(ReportFormat.JSON, found).data == json_file(ada, first, last)


def everything(form: ReportFormat, made: ReportData, **options: bool) -> str:
    """All that can be read in a file of that form, as one text."""
    data = report_file(form, made, **options).data  # type: ignore[arg-type]
    if form is ReportFormat.PDF:
        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    if data.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(data))
        return "\n".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )
    return data.decode()


@pytest.mark.parametrize("form", [form for form in ReportFormat if form is not ReportFormat.ZIP])
def test_what_is_left_out_is_in_no_file(week: ReportData, form: ReportFormat) -> None:
    if form is not ReportFormat.FHIR:  # which has no place for questions
        assert "secret question" in everything(form, week) or form is ReportFormat.CSV
    assert PRIVATE in everything(form, week)
    without = Appointment("secret question", tuple({*Section} - {Section.NOTES, Section.QUESTIONS}))
    assert PRIVATE not in everything(form, replace(week, appointment=without))


@pytest.mark.parametrize(
    "form", [ReportFormat.PDF, ReportFormat.XLSX, ReportFormat.FHIR, ReportFormat.JSON]
)
def test_the_name_is_in_no_file_where_it_is_not_wanted(
    week: ReportData, form: ReportFormat
) -> None:
    if form is not ReportFormat.JSON:
        assert "Ada" in everything(form, week)
    assert "Ada" not in everything(form, week, named=False)


def test_the_report_that_was_made_already_is_the_one_that_is_written(week: ReportData) -> None:
    made = pdf(selected_contents(week), "us-letter")
    assert report_file(ReportFormat.PDF, week, paper="us-letter").data == made
    assert report_file(ReportFormat.PDF, week, report=b"%PDF-made").data == b"%PDF-made"
    inside = zipfile.ZipFile(io.BytesIO(report_file(ReportFormat.ZIP, week, report=made).data))
    assert inside.read("report.pdf") == made


def test_the_bundle_holds_the_report_only_where_it_was_chosen(week: ReportData) -> None:
    def kinds(chosen: bool) -> set[str]:
        data = report_file(ReportFormat.FHIR, week, report_in_fhir=chosen).data
        return {entry["resource"]["resourceType"] for entry in json.loads(data)["entry"]}

    assert "DocumentReference" in kinds(True)
    assert "DocumentReference" not in kinds(False)


def test_reminders_stay_at_home(week: ReportData) -> None:
    assert json.loads(report_file(ReportFormat.JSON, week).data)[EntryType.REMINDERS] == []


def test_an_empty_diary_gives_every_file() -> None:
    empty = contents(MONDAY, MONDAY)
    for form in ReportFormat:
        assert report_file(form, empty).data
    archive = zipfile.ZipFile(io.BytesIO(report_file(ReportFormat.CSV, empty).data))
    assert archive.read("check_ins.csv") == write_csv(EntryType.CHECK_INS, [])


def test_a_password_that_protects_nothing_is_refused_before_anything_is_made(
    week: ReportData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.exporting.report_files.selected_contents", None)
    with pytest.raises(FileError, match="at least 10"):
        report_file(ReportFormat.PDF, week, password="x" * 9)
