"""One door for every form: named, complete, without what is left out, the same each time."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.exchange.hand_over.making import CET, contents
from tracker.exchange.csv_files import write_csv
from tracker.exchange.entries import List, Refused
from tracker.exchange.exporting import csv_zip, json_file
from tracker.exchange.hand_over.contents import Contents
from tracker.exchange.hand_over.files import chosen, write
from tracker.exchange.hand_over.gathering import gather
from tracker.exchange.hand_over.pdf import pdf
from tracker.model import (
    Activity,
    Appointment,
    CheckIn,
    Format,
    Goal,
    Intensity,
    PlanItem,
    Reading,
    Section,
)
from tracker.store import Diary

MONDAY = date(2026, 3, 2)
WHOLE = Appointment("", tuple(Section))
PRIVATE = "riverbank"


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


@pytest.fixture(scope="module")
def week() -> Contents:
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
        (Format.PDF, ".pdf", "application/pdf", b"%PDF-"),
        (Format.XLSX, ".xlsx", "spreadsheetml.sheet", b"PK"),
        (Format.FHIR, "-fhir.json", "application/fhir+json", b"{"),
        (Format.CSV, "-csv.zip", "application/zip", b"PK"),
        (Format.JSON, ".json", "application/json", b"{"),
        (Format.ZIP, ".zip", "application/zip", b"PK"),
    ],
)
def test_every_form_is_a_file_with_its_name_and_the_same_bytes_each_time(
    week: Contents, form: Format, name: str, mime: str, begins: bytes
) -> None:
    file = write(form, week)
    assert file.name == f"backbeat-2026-03-02-to-2026-03-08{name}"
    assert file.mime.endswith(mime)
    assert file.data.startswith(begins)
    assert file == write(form, week)


def test_the_zip_has_everything_and_a_note_that_says_what_it_is(week: Contents) -> None:
    archive = zipfile.ZipFile(io.BytesIO(write(Format.ZIP, week).data))
    inside = {name: archive.read(name) for name in archive.namelist()}
    assert next(iter(inside)) == "README.txt"
    for form, name in (
        (Format.PDF, "report.pdf"),
        (Format.XLSX, "workbook.xlsx"),
        (Format.FHIR, "fhir.json"),
        (Format.JSON, "diary.json"),
    ):
        assert inside[name] == write(form, week).data
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
        found = gather(ada, first, last, made_at=now)
        assert write(Format.CSV, found).data == csv_zip(ada, first, last)
        assert write(Format.JSON, found).data == json_file(ada, first, last)


def everything(form: Format, made: Contents, **options: bool) -> str:
    """All that can be read in a file of that form, as one text."""
    data = write(form, made, **options).data  # type: ignore[arg-type]
    if form is Format.PDF:
        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    if data.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(data))
        return "\n".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )
    return data.decode()


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.ZIP])
def test_what_is_left_out_is_in_no_file(week: Contents, form: Format) -> None:
    if form is not Format.FHIR:  # which has no place for questions
        assert "secret question" in everything(form, week) or form is Format.CSV
    assert PRIVATE in everything(form, week)
    without = Appointment("secret question", tuple({*Section} - {Section.NOTES, Section.QUESTIONS}))
    assert PRIVATE not in everything(form, replace(week, appointment=without))


@pytest.mark.parametrize("form", [Format.PDF, Format.XLSX, Format.FHIR, Format.JSON])
def test_the_name_is_in_no_file_where_it_is_not_wanted(week: Contents, form: Format) -> None:
    if form is not Format.JSON:
        assert "Ada" in everything(form, week)
    assert "Ada" not in everything(form, week, named=False)


def test_the_report_that_was_made_already_is_the_one_that_is_written(week: Contents) -> None:
    made = pdf(chosen(week), "us-letter")
    assert write(Format.PDF, week, paper="us-letter").data == made
    assert write(Format.PDF, week, report=b"%PDF-made").data == b"%PDF-made"
    inside = zipfile.ZipFile(io.BytesIO(write(Format.ZIP, week, report=made).data))
    assert inside.read("report.pdf") == made


def test_the_bundle_holds_the_report_only_where_it_was_chosen(week: Contents) -> None:
    def kinds(chosen: bool) -> set[str]:
        data = write(Format.FHIR, week, report_in_fhir=chosen).data
        return {entry["resource"]["resourceType"] for entry in json.loads(data)["entry"]}

    assert "DocumentReference" in kinds(True)
    assert "DocumentReference" not in kinds(False)


def test_reminders_stay_at_home(week: Contents) -> None:
    assert json.loads(write(Format.JSON, week).data)[List.REMINDERS] == []


def test_an_empty_diary_gives_every_file() -> None:
    empty = contents(MONDAY, MONDAY)
    for form in Format:
        assert write(form, empty).data
    archive = zipfile.ZipFile(io.BytesIO(write(Format.CSV, empty).data))
    assert archive.read("check_ins.csv") == write_csv(List.CHECK_INS, [])


def test_a_password_that_protects_nothing_is_refused_before_anything_is_made(
    week: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.exchange.hand_over.files.chosen", None)
    with pytest.raises(Refused, match="at least 10"):
        write(Format.PDF, week, password="x" * 9)
