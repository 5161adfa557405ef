"""Whatever a person types is text in the workbook, never a formula, a link or a number."""

import csv
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from openpyxl import load_workbook

from tests.exporting.report_builders import contents
from tests.exporting.xlsx.workbooks import EVERYTHING, MONDAY, check_in, day, opened, rows
from tests.strategies import notes
from tracker.analysis.report_data import ReportData
from tracker.exporting.xlsx.report_workbook import xlsx
from tracker.model import (
    Activity,
    Answer,
    Answers,
    Appointment,
    ExerciseDone,
    Intensity,
    Person,
    Reading,
    Section,
)
from tracker.questionnaires import peg

CSV_OPTIONS = "44,34,76,1,,0,false,true,false,false,false"  # commas, UTF-8, cells as shown
FORMULAS = (
    '=HYPERLINK("https://example.com","here")',
    "=1+1",
    "+49 170 1234",
    "-2",
    "@SUM(A1:A9)",
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "{=1+1}",
    "https://example.com/x",
    "mailto:ada@example.com",
    "internal:Weeks!A1",
    "1e5",
    "0012",
    "TRUE",
    "#REF!",
    "_x0041_",
    "'=1+1",
)


def hostile(text: str) -> ReportData:
    """The text wherever a person can type one."""
    term = " ".join(text.split())[:40].strip()
    return contents(
        MONDAY,
        day(6),
        person=Person(term, "Europe/Berlin"),
        appointment=Appointment(text, tuple(Section)),
        check_ins=[check_in(MONDAY, note=text, sites=(term.replace(";", ",") or "x",))],
        activities=[Activity(MONDAY, term or "x", 30, Intensity.MODERATE, source=term, note=text)],
        exercises_done=[ExerciseDone(MONDAY, term or "x", source=term, note=text)],
        readings=[
            Reading(datetime(2026, 3, 2, 9, tzinfo=UTC), 3, exercise=term, note=text),
        ],
        questionnaires=[replace(peg(), title=term or "x")],
        answers=[
            Answers(MONDAY, peg().key, (Answer("t", text),), None, datetime(2026, 3, 2, tzinfo=UTC))
        ],
    )


def test_a_text_is_never_a_formula_a_link_or_a_number() -> None:
    for text in FORMULAS:
        data = xlsx(hostile(text))
        book = load_workbook(io.BytesIO(data))
        for sheet in book:
            assert not sheet.tables
            for row in sheet.iter_rows(min_row=2):
                for cell in row:
                    assert cell.data_type != "f", (text, cell.coordinate)
                    assert cell.hyperlink is None
        (said,) = rows(book["Days"])[:1]
        assert said["Note"] == text
        assert book["Days"]["S2"].data_type == "s" or said["Note"] == text
        archive = zipfile.ZipFile(io.BytesIO(data))
        assert not any("externalLink" in name for name in archive.namelist())
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in archive.read(name) for name in sheets)


@given(notes)
def test_whatever_is_typed_comes_back_as_it_was_typed(text: str) -> None:
    found = rows(opened(hostile(text))["Days"])[0]["Note"]
    typed = text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    assert (found or "") == typed


@pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="no LibreOffice on this machine; `apt-get install libreoffice-calc` lets this run",
)
def test_libreoffice_reads_them_as_text(tmp_path: Path, csv_of: Callable[..., Any]) -> None:
    made = contents(
        MONDAY,
        day(len(FORMULAS) - 1),
        appointment=EVERYTHING,
        check_ins=[check_in(day(n), note=text) for n, text in enumerate(FORMULAS)],
    )
    found = csv_of(xlsx(made), 3)
    assert [row["Note"] for row in found] == list(FORMULAS)
    assert found[0]["Date"] == "2026-03-02"
    assert found[0]["Pain, average (0-10)"] == "4"


@pytest.fixture
def csv_of(tmp_path: Path) -> Callable[[bytes, int], list[dict[str, str]]]:
    """A sheet, by its number, as LibreOffice shows it: formulas would be calculated."""

    def converted(data: bytes, number: int) -> list[dict[str, str]]:
        (tmp_path / "book.xlsx").write_bytes(data)
        subprocess.run(
            [
                *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
                *("--convert-to", f"csv:Text - txt - csv (StarCalc):{CSV_OPTIONS},{number}"),
                *("--outdir", str(tmp_path / "out"), str(tmp_path / "book.xlsx")),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        (file,) = (tmp_path / "out").glob("*.csv")
        with file.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    return converted
