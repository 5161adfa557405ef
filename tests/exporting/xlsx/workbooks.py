"""Workbooks opened again, and what they are made of."""

import io
from datetime import date, datetime, timedelta
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.exporting.report_builders import CET
from tracker.analysis.report_data import ReportData
from tracker.exporting.xlsx.report_workbook import xlsx
from tracker.model import Appointment, CheckIn, Section

MONDAY = date(2026, 3, 2)
EVERYTHING = Appointment("Is the wall sit right for me?", tuple(Section))


def check_in(day: date, pain: int = 4, **fields: Any) -> CheckIn:
    return CheckIn(day, pain, datetime(day.year, day.month, day.day, 20, 14, tzinfo=CET), **fields)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def opened(made: ReportData) -> Workbook:
    return load_workbook(io.BytesIO(xlsx(made)))


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows below the titles, by title."""
    titles, *cells = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, titles), row, strict=True)) for row in cells]
