"""The files for a clinician, each beside its floor: the same bytes or cells, ready to be written.

A limit in seconds stands where there is nothing to put beside it.
"""

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import orjson
import xlsxwriter

from benchmarks.diaries import write_diary
from benchmarks.figures import Figure, Measure, alternate
from benchmarks.setup import Setup
from tracker.analysis.report import summary
from tracker.analysis.report_data import ReportData
from tracker.exporting.fhir.bundle import bundle
from tracker.exporting.load_report_data import load_report_data
from tracker.exporting.paper_size import Paper
from tracker.exporting.pdf.chart_svg import charts, draw
from tracker.exporting.pdf.document import chart_heights, pdf, report_text
from tracker.exporting.pdf.first_page import first_page
from tracker.exporting.pdf.typesetting import typeset
from tracker.exporting.xlsx.report_workbook import xlsx
from tracker.exporting.xlsx.sheets import dictionary, sheets
from tracker.exporting.xlsx.summary_sheet import figures
from tracker.exporting.xlsx.workbook import Cell, CellType, day_number, serial_of
from tracker.model import Answer, Answers
from tracker.questionnaires import peg
from tracker.store import open_store

FHIR_TARGET, PDF_TARGET, XLSX_TARGET = 3.0, 2.0, 1.3
FIRST_PDF_LIMIT, YEAR_PDF_LIMIT, TEN_YEARS_FHIR_LIMIT = 1.0, 1.0, 1.0
FIFTY_YEARS = 18_262  # days
FIFTY_YEARS_LIMIT, FIFTY_YEARS_MEMORY = 5.0, 500.0  # seconds, MB
YEAR = timedelta(days=364)
PAPER: Paper = "a4"
FRESH = """
import sys, time
from datetime import timedelta
from tracker.store import open_store
diary = open_store(sys.argv[1]).diary(1)
last = diary.person().today()
begun = time.perf_counter()
from tracker.exporting.report_files import report_file
from tracker.exporting.load_report_data import load_report_data
from tracker.model import ReportFormat
report_file(ReportFormat.PDF, load_report_data(diary, last - timedelta(days=364), last))
print(time.perf_counter() - begun)
"""

EXPORTED = """
import resource, sys
from tracker.cli import main
main(["--database", sys.argv[1], "export", "--format", "pdf", "--output", sys.argv[2]])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)  # MB
"""


async def measure(setup: Setup) -> list[Figure]:
    """FHIR of ten years, PDF and XLSX of a year and of ten; the first PDF of a fresh process."""
    store = open_store(setup.ten_years)
    diary = store.diary(store.people()[0][0])
    last = diary.person().today()
    ten_years = _with_peg(load_report_data(diary, None, last))
    year = _with_peg(load_report_data(diary, last - YEAR, last))

    def gathered_and_written() -> object:
        return bundle(load_report_data(diary, None, last))

    found = [
        *await _fhir(ten_years, setup.rounds),
        *await _pdf(year, setup.rounds),
        *await _xlsx("a year", year, setup.rounds),
        *await _xlsx("ten years", ten_years, max(3, setup.rounds // 3)),
    ]
    (seconds,) = await alternate(setup.rounds, [_timed(gathered_and_written)])
    found.append(_within("FHIR of ten years, read and written", seconds, TEN_YEARS_FHIR_LIMIT))
    store.close()
    (seconds,) = await alternate(max(3, setup.rounds // 3), [lambda: _fresh(setup)], warm_up=1)
    found.append(_within("the first PDF of a process", seconds, FIRST_PDF_LIMIT))
    if not setup.quick:  # writing the diary alone takes half a minute
        found += await _fifty_years()
    return found


async def _fhir(contents: ReportData, rounds: int) -> list[Figure]:
    ready = orjson.loads(bundle(contents))
    ours, theirs = await alternate(
        rounds * 2, [_timed(lambda: bundle(contents)), _timed(lambda: orjson.dumps(ready))]
    )
    name = f"FHIR, {len(ready['entry']):,} resources, beside orjson"
    return [Figure(name, 1e3 * ours, 1e3 * theirs, "ms", FHIR_TARGET)]


async def _pdf(contents: ReportData, rounds: int) -> list[Figure]:
    """Every report asks other questions: typst remembers pages that it has set."""
    numbers = count()

    def asking() -> ReportData:
        asked = f"Is swimming fine? ({next(numbers)})"
        return replace(contents, appointment=replace(contents.appointment, questions=asked))

    found = summary(contents)
    first = first_page(contents, found)
    drawn = charts(contents, found, chart_heights(first, PAPER))
    drawings = draw(drawn)

    async def typst_alone() -> float:
        asked = asking()
        pages = report_text(asked, found, first_page(asked, found), drawn)
        begun = time.perf_counter()
        typeset(pages, drawings, PAPER, contents.made_at)
        return time.perf_counter() - begun

    async def whole() -> float:
        asked = asking()
        begun = time.perf_counter()
        pdf(asked, PAPER)
        return time.perf_counter() - begun

    ours, theirs = await alternate(rounds, [whole, typst_alone])
    return [
        Figure("PDF of a year, beside typst alone", 1e3 * ours, 1e3 * theirs, "ms", PDF_TARGET),
        _within("PDF of a year, warm", ours, YEAR_PDF_LIMIT),
    ]


async def _xlsx(period: str, contents: ReportData, rounds: int) -> list[Figure]:
    cells = list(_cells(contents))
    ours, theirs = await alternate(
        rounds, [_timed(lambda: xlsx(contents)), _timed(lambda: _plain(cells))]
    )
    name = f"XLSX of {period}, beside xlsxwriter alone"
    return [Figure(name, 1e3 * ours, 1e3 * theirs, "ms", XLSX_TARGET)]


@dataclass(frozen=True)
class _Table:
    """A sheet whose cells only have to be written."""

    name: str
    head: list[str]
    rows: list[list[tuple[str | float, CellType] | None]]


def _cells(contents: ReportData) -> Iterator[_Table]:
    described = [figures(contents, summary(contents)), *sheets(contents)]
    for sheet in [*described, dictionary(described)]:
        rows = [[_cell(cell) for cell in row] for row in sheet.rows]
        yield _Table(sheet.name, [column.title for column in sheet.columns], rows)


def _cell(cell: Cell) -> tuple[str | float, CellType] | None:
    if cell is None:
        return None
    if isinstance(cell, str):
        return cell, CellType.TEXT
    if isinstance(cell, datetime):
        return serial_of(cell), CellType.MOMENT
    if isinstance(cell, date):
        return float(day_number(cell)), CellType.DAY
    return cell, CellType.WHOLE if isinstance(cell, int) else CellType.DECIMAL


def _plain(tables: list[_Table]) -> bytes:
    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True})
    written = {
        CellType.MOMENT: "yyyy-mm-dd hh:mm",
        CellType.DAY: "yyyy-mm-dd",
        CellType.DECIMAL: "0.0",
    }
    formats = {kind: book.add_format({"num_format": written.get(kind, "0")}) for kind in CellType}
    for table in tables:
        sheet = book.add_worksheet(table.name)
        for place, title in enumerate(table.head):
            sheet.write_string(0, place, title)
        for number, row in enumerate(table.rows, start=1):
            for place, cell in enumerate(row):
                if cell is None:
                    continue
                value, kind = cell
                if kind is CellType.TEXT:
                    sheet.write_string(number, place, value, formats[kind])
                else:
                    sheet.write_number(number, place, value, formats[kind])
    book.close()
    return out.getvalue()


async def _fresh(setup: Setup) -> float:
    run = [sys.executable, "-c", FRESH, setup.ten_years]
    done = subprocess.run(run, check=True, capture_output=True, text=True)
    return float(done.stdout)


async def _fifty_years() -> list[Figure]:
    """The report of a lifetime by `backbeat export`, from its start to its end."""
    with tempfile.TemporaryDirectory() as folder:
        database = write_diary(Path(folder) / "fifty-years.sqlite", FIFTY_YEARS)
        report = Path(folder) / "report.pdf"
        peaks = []

        async def once() -> float:
            report.unlink(missing_ok=True)
            begun = time.perf_counter()
            run = [sys.executable, "-c", EXPORTED, database, str(report)]
            done = subprocess.run(run, check=True, capture_output=True, text=True)
            seconds = time.perf_counter() - begun
            peaks.append(float(done.stdout.split()[-1]))
            return seconds

        (seconds,) = await alternate(3, [once], warm_up=1)
    name = f"the same, memory, within {FIFTY_YEARS_MEMORY:g} MB"
    return [
        _within("Fifty years as a PDF, the program's start included", seconds, FIFTY_YEARS_LIMIT),
        Figure(name, max(peaks), FIFTY_YEARS_MEMORY, "MB", 1.0),
    ]


def _with_peg(contents: ReportData) -> ReportData:
    """The same, with the PEG answered every week."""
    days = [day.date for day in contents.days_of_period[::7]]
    return replace(
        contents,
        questionnaires=(peg(),),
        answers=tuple(_answered(day, day.day % 11, day.month % 11) for day in days),
    )


def _answered(day: date, pain: int, interference: int) -> Answers:
    said = {"average": pain, "enjoyment": interference, "activity": interference}
    return Answers(
        day,
        peg().key,
        tuple(Answer(name, value) for name, value in said.items()),
        (pain + 2 * interference) / 3,
        datetime.combine(day, datetime.min.time()).astimezone(),
    )


def _timed(work: Callable[[], object]) -> Measure:
    async def once() -> float:
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun

    return once


def _within(name: str, seconds: float, limit: float) -> Figure:
    return Figure(f"{name}, within {limit:g} s", seconds, limit, "s", 1.0)
