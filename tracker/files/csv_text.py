"""Rows of CSV as texts: encodings, limits, and cells that a spreadsheet would calculate.

A cell that a spreadsheet would take for a formula gets an apostrophe in front
when it is written, and loses it when it is read.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import count

from tracker.files.errors import FileError

LINE_LIMIT = 1_100_000  # characters; longer lines are refused before they are in memory
ROW_LIMIT = 250_000
csv.field_size_limit(LINE_LIMIT)  # a questionnaire's definition stands in one cell
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_BOMS = {
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def escape_formulas(row: Iterable[str]) -> list[str]:
    """The cells of a row with an apostrophe before what a spreadsheet would calculate."""
    return [f"'{cell}" if _FORMULA.match(cell) else cell for cell in row]


def unescape_formulas(row: Iterable[str]) -> list[str]:
    """The cells of a row without that apostrophe."""
    return [cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell for cell in row]


def opened_text(buffered: io.BufferedReader) -> io.TextIOWrapper:
    """A file as text: by its byte-order mark, else UTF-8; lines end as they are."""
    codec = next((c for bom, c in _BOMS.items() if buffered.peek(4)[:4].startswith(bom)), None)
    return io.TextIOWrapper(buffered, codec or "utf-8-sig", errors="strict", newline="")


def text_lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a text; FileError where one is too long or holds NUL."""
    for number in count(1):
        line = text.readline(LINE_LIMIT + 1)
        if not line:
            return
        if len(line) > LINE_LIMIT:
            limit = f"{LINE_LIMIT:,} characters"
            raise FileError(
                f"Its line {number} is longer than {limit}. Nothing was imported.", number
            )
        if "\0" in line:
            raise FileError(
                f"Its line {number} holds NUL bytes, as no text in UTF-8 does. "
                "Nothing was imported from it. Save it as 'CSV UTF-8', then import it again.",
                number,
            )
        yield line


def numbered_rows(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows by the number that a spreadsheet shows, a cell of several lines being one row."""
    for number in range(1, ROW_LIMIT + 2):
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise FileError(_broken(error), number) from None
        if row is None:
            return
        yield number, row
    raise FileError(f"It has more than {ROW_LIMIT:,} rows. Nothing was imported from it.", number)


def _broken(error: csv.Error) -> str:
    if "field limit" in str(error):
        problem = f"a cell is longer than {csv.field_size_limit():,} characters"
    else:
        problem = "a quotation mark is opened and not closed, or text follows a closed one"
    return f"In this row {problem}. Nothing was imported from the file."
