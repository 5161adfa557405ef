"""Tables as the sheets of a workbook: real dates and numbers, text that is never a formula.

Made in memory alone: the library's other modes keep unencrypted parts on the disk.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING

from tracker.charts.palette import LIGHT
from tracker.formatting import PLAIN, Formats

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | datetime | None

LINE = 15  # points
LINES = 27  # in a cell at most: no row may be higher
PAPERS = {"us-letter": 1, "a4": 9}  # as Excel numbers them
_EPOCH = date(1899, 12, 31).toordinal()
_LEAP_DAY = 59  # Excel has a 29th of February 1900
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class CellType(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    WHOLE = "whole number"
    DECIMAL = "number"
    DAY = "date"
    MOMENT = "date and time"
    ANY = "number, date or text"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its title with the unit, what its cells are and mean, and how wide it is.

    `empty` says what an empty cell means; a column without it has none. Text goes
    on in a second line where the column is `wrapped`.
    """

    title: str
    kind: CellType
    means: str
    empty: str = ""
    width: int = 12
    wrapped: bool = False


_LEAST_WIDE = {CellType.DAY: 13, CellType.MOMENT: 21}  # for "Nov 21, 2026" and a time


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its name; every row has a cell, or ``None``, for each column."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[Sequence[Cell]]


class Book:
    """A workbook that is being written; equal sheets and the same moment give equal bytes."""

    def __init__(
        self,
        title: str,
        author: str,
        made_at: datetime,
        paper: str,
        formats: Formats = PLAIN,
    ) -> None:
        import xlsxwriter

        self._out = io.BytesIO()
        self.workbook: Workbook = xlsxwriter.Workbook(self._out, _OPTIONS)
        self.workbook.set_properties(
            {"title": clean(title), "author": clean(author), "created": made_at}
        )
        self._paper = PAPERS[paper]
        self._head = self._format(bold=True, text_wrap=True, bottom=1, bg_color=LIGHT.panel)
        self._text = self._format(indent=1)
        self._wrapped = self._format(indent=1, text_wrap=True)
        self._whole = self._format(num_format="0")
        self._decimal = self._format(num_format="0.0")
        self._day = self._format(num_format=day_format(formats))
        self._moment = self._format(num_format=moment_format(formats))

    def add(self, sheet: Sheet) -> tuple[Worksheet, int]:
        """Write a sheet below its frozen titles; returns it, and how many rows it has."""
        into = self.workbook.add_worksheet(sheet.name)
        for place, column in enumerate(sheet.columns):
            into.set_column(place, place, max(column.width, _LEAST_WIDE.get(column.kind, 0)))
            into.write_string(0, place, column.title, self._head)
        texts = [self._wrapped if column.wrapped else self._text for column in sheet.columns]
        whole, decimal, day, moment = self._whole, self._decimal, self._day, self._moment
        wrapped = [(place, c.width) for place, c in enumerate(sheet.columns) if c.wrapped]
        write_string, write_number = into.write_string, into.write_number
        count = 0
        for count, row in enumerate(sheet.rows, start=1):
            for place, cell in enumerate(row):  # thousands: no call that isn't needed
                if isinstance(cell, str):
                    text = cell if cell.isprintable() else clean(cell)
                    write_string(count, place, text, texts[place])
                elif isinstance(cell, int):
                    write_number(count, place, cell, whole)
                elif isinstance(cell, float):
                    write_number(count, place, cell, decimal)
                elif isinstance(cell, datetime):
                    write_number(count, place, serial_of(cell), moment)
                elif cell is not None:
                    write_number(count, place, day_number(cell), day)
            if wrapped:  # programs that don't measure text need to be told
                into.set_row(count, LINE * max(_lines(row[p], width) for p, width in wrapped))
        into.freeze_panes(1, 1)
        into.set_row(0, LINE * max(_lines(c.title, 0.7 * c.width) for c in sheet.columns))
        into.autofilter(0, 0, max(count, 1), len(texts) - 1)
        into.repeat_rows(0)
        into.set_landscape()
        into.set_paper(self._paper)
        into.fit_to_pages(1, 0)
        into.set_footer("&L&A&RPage &P of &N")
        return into, count

    def close(self) -> bytes:
        """The whole file."""
        self.workbook.close()
        return self._out.getvalue()

    def _format(self, **what: object) -> Format:
        return self.workbook.add_format({"valign": "top", **what})


def _lines(cell: Cell, width: float) -> int:
    """About how many lines a text takes in a column of `width` characters."""
    if not isinstance(cell, str):
        return 1
    return min(LINES, sum(max(1, ceil(len(line) / (1.15 * width))) for line in cell.split("\n")))


def day_format(formats: Formats, year: str = "yyyy") -> str:
    """How cells show a day: its month is a word, so that nobody takes it for the day."""
    return f"mmm d, {year}" if formats.month_first else f"d mmm {year}"


def moment_format(formats: Formats) -> str:
    """How cells show a day and a time."""
    clock = "h:mm AM/PM" if formats.twelve_hours else "hh:mm"
    return f"{day_format(formats)} {clock}"


def day_number(day: date) -> int:
    """A day as spreadsheets count days."""
    number = day.toordinal() - _EPOCH
    return number + (number > _LEAP_DAY)


def serial_of(moment: datetime) -> float:
    """A moment as spreadsheets count it, which know no time zones: as the clock showed it."""
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return day_number(moment.date()) + seconds / 86_400


def clean(text: str) -> str:
    """A text without the characters that no XML can hold."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
