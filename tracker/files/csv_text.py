"""Rows of CSV as texts: encodings, delimiters, limits, and cells a spreadsheet would calculate.

A cell that a spreadsheet would take for a formula gets an apostrophe in front
when it is written, and loses it when it is read.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import count
from typing import IO

from tracker.files.errors import FileError

LINE_LIMIT = 1_100_000  # characters; longer lines are refused before they are in memory
ROW_LIMIT = 250_000
csv.field_size_limit(LINE_LIMIT)  # a questionnaire's definition stands in one cell
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    codecs.BOM_UTF8: "utf-8-sig",
}
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
ENCODINGS = {
    "utf-8": "Unicode (UTF-8)",
    "utf-16": "Unicode (UTF-16)",
    "cp1252": "Western European (Windows)",
    "cp1250": "Central European (Windows)",
    "cp1251": "Cyrillic (Windows)",
    "cp1253": "Greek (Windows)",
    "cp1254": "Turkish (Windows)",
    "mac_roman": "Western European (old Mac)",
    "shift_jis": "Japanese (Shift JIS)",
    "gb18030": "Chinese (GB 18030)",
}

# -- encodings


def marked_encoding(start: bytes) -> str | None:
    """The encoding that the byte-order mark of a file names; None where there is no mark."""
    return next((codec for mark, codec in _MARKS.items() if start.startswith(mark)), None)


def likely_encoding(data: bytes) -> str:
    """The encoding of a text from anywhere: by its mark, its NUL bytes, or whether it is UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:4_000]
    if sample.count(0) > len(sample) // 5:  # every second byte of plain letters
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def text_of(data: bytes, encoding: str) -> str:
    """A text without its mark. Raises UnicodeError where it isn't written so."""
    return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)


def opened_text(buffered: io.BufferedReader) -> io.TextIOWrapper:
    """A file as text: by its byte-order mark, else UTF-8; lines end as they are."""
    return as_text(buffered, buffered.peek(4)[:4])


def as_text(stream: IO[bytes], start: bytes) -> io.TextIOWrapper:
    """A stream that begins so as text, like :func:`opened_text`."""
    codec = marked_encoding(start) or "utf-8-sig"
    return io.TextIOWrapper(stream, codec, errors="strict", newline="")


# -- delimiters


def delimiter_of(line: str) -> str:
    """The sign that most likely stands between the cells of a header row."""
    return max(DELIMITERS, key=line.count)


def delimiter_by_titles(line: str, known: Container[str]) -> str:
    """The sign between the titles of a row: by how many known ones it gives, else how many."""

    def fit(delimiter: str) -> tuple[int, int]:
        titles = line.lower().replace('"', "").split(delimiter)
        return sum(title.strip() in known for title in titles), len(titles)

    return max(DELIMITERS, key=fit)


def delimiter_by_widths(rows_of: Callable[[str], Iterable[Sequence[str]]]) -> str:
    """The sign that cuts the most rows into the same number of columns.

    `rows_of` gives the rows for a sign; it raises FileError where they are none.
    """

    def fit(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in rows_of(delimiter) if any(row)]
        except FileError:
            return (0, 0)
        width, rows = Counter(widths).most_common(1)[0] if widths else (1, 0)
        return (rows if width > 1 else 0, width)

    return max(DELIMITERS, key=fit)


# -- rows


def escape_formulas(row: Iterable[str]) -> list[str]:
    """The cells of a row with an apostrophe before what a spreadsheet would calculate."""
    return [f"'{cell}" if _FORMULA.match(cell) else cell for cell in row]


def unescape_formulas(row: Iterable[str]) -> list[str]:
    """The cells of a row without that apostrophe."""
    return [cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell for cell in row]


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
