"""A CSV file or a sheet of a workbook as a table of texts."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import IO
from zipfile import ZipFile

from tracker.files.archives import refuse_overlap
from tracker.files.budget import TOO_MUCH_MEMORY, Budget
from tracker.files.csv_text import ENCODINGS, delimiter_by_widths, likely_encoding, text_of
from tracker.files.errors import FileError
from tracker.files.streams import Input, limited_reader, too_big, undamaged
from tracker.importing.tables.column_meanings import COLUMN_LIMIT

ROW_LIMIT = 250_000
CELL_LIMIT = 32_768  # characters, as a spreadsheet has it
LOOKED_AT = 40  # rows that tell the delimiter and the header
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
SIZE_LIMIT = 50_000_000  # bytes of a text, which is held in memory
_WORKBOOK_LIMIT = 200_000_000  # bytes of all its parts, unpacked
_RATIO_LIMIT = 100  # sheets shrink to a twentieth
_SMALL = 2_000_000  # bytes that may unpack from however little

Report = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class CsvDialect:
    """How a text is a table: its encoding, the sign between columns, the header's row.

    A header in row 0 is none.
    """

    encoding: str = "utf-8"
    delimiter: str = ","
    header: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Titles, and rows with their numbers as a spreadsheet shows them.

    `form` is None for a sheet of a workbook.
    """

    name: str
    titles: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    form: CsvDialect | None = None

    def column(self, place: int) -> Iterator[str]:
        """The cells of a column that say something."""
        return (row[place].strip() for _, row in self.rows if row[place].strip())


def is_workbook(start: bytes) -> bool:
    """Whether a file that begins so may be a workbook."""
    return start[:4] in (b"PK\x03\x04", _OLD_WORKBOOK)


def read_tables(file: Input, report: Report, form: CsvDialect | None = None) -> list[Table]:
    """The tables of a file; FileError where it holds none.

    `form` is how to read a text, where the person knows better than what is detected.
    """
    if file.size > SIZE_LIMIT:
        raise FileError(too_big(SIZE_LIMIT))
    with file.open() as stream:
        start = stream.read(4)
    if start == _OLD_WORKBOOK:
        raise FileError(
            "That is an old workbook (.xls), or one locked with a password. Nothing was imported "
            "from it. Save it as .xlsx without a password, or as 'CSV UTF-8'."
        )
    tables = _sheets(file, report) if is_workbook(start) else [_text(file, report, form)]
    found = [table for table in tables if len(table.titles) > 1 and table.rows]
    if not found:
        raise FileError(
            "That file holds no table with a header and rows. Nothing was imported from it."
        )
    return found


def _text(file: Input, report: Report, form: CsvDialect | None) -> Table:
    with file.open() as stream:
        data = limited_reader(file, stream, report, SIZE_LIMIT).read()
    form = form or _detected(data)
    try:
        text = text_of(data, form.encoding)
    except UnicodeError:
        raise FileError(
            f"That file is not written in {ENCODINGS.get(form.encoding, form.encoding)}. "
            "Nothing was imported from it. Choose another encoding."
        ) from None
    rows = []
    for number, row in _rows(text, form.delimiter):
        file.budget.take_cells(len(row) + 1)
        rows.append((number, row))
    return _table(file.name, rows, form)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error:
            raise FileError(
                f"A cell is longer than {csv.field_size_limit():,} characters. "
                "Nothing was imported from the file.",
                number,
            ) from None
        if row is None:
            return
        if number > ROW_LIMIT:
            raise FileError(f"It has more than {ROW_LIMIT:,} rows. Nothing was imported.", number)
        if len(row) > COLUMN_LIMIT:
            raise FileError(
                f"It has more than {COLUMN_LIMIT} columns. Nothing was imported.", number
            )
        yield number, row


def _detected(data: bytes) -> CsvDialect:
    encoding = likely_encoding(data)
    text = data[:200_000].decode(encoding, errors="replace").lstrip("\ufeff")

    def rows(delimiter: str) -> list[list[str]]:
        return [row for _, row in islice(_rows(text, delimiter), LOOKED_AT)]

    delimiter = delimiter_by_widths(rows)
    return CsvDialect(encoding, delimiter, _header(rows(delimiter)))


def _header(rows: list[list[str]]) -> int:
    """The row of the titles: the first that is as wide as most, if it holds no figures."""
    widths = Counter(sum(bool(cell.strip()) for cell in row) for row in rows if any(row))
    usual = max((w for w, n in widths.items() if n >= max(widths.values()) / 2), default=0)
    for number, row in enumerate(rows, start=1):
        filled = [cell.strip() for cell in row if cell.strip()]
        if len(filled) < 2 or 2 * len(filled) < usual:
            continue
        titles = sum(not any(sign.isdigit() for sign in cell) for cell in filled)
        return number if 2 * titles > len(filled) else 0
    return 1


def _table(name: str, rows: list[tuple[int, list[str]]], form: CsvDialect | None) -> Table:
    header = form.header if form else _header([row for _, row in rows[:LOOKED_AT]])
    width = max((len(row) for _, row in rows), default=0)
    titles = next((row for number, row in rows if number == header), [])
    named = [
        (titles[place].strip() if place < len(titles) else "") or f"Column {place + 1}"
        for place in range(width)
    ]
    body = [
        (number, tuple(row) + ("",) * (width - len(row)))
        for number, row in rows
        if number > header and any(cell.strip() for cell in row)
    ]
    titled = {place for place, title in enumerate(titles) if title.strip()}
    filled = [
        place
        for place in range(width)
        if place in titled or any(row[place].strip() for _, row in body)
    ]
    return Table(
        name,
        tuple(named[place] for place in filled),
        tuple((number, tuple(row[place] for place in filled)) for number, row in body),
        form,
    )


# -- workbooks


def _sheets(file: Input, report: Report) -> list[Table]:
    with file.open() as stream, undamaged():
        _refuse_bomb(stream, file.size)
        stream.seek(0)
        from openpyxl import load_workbook  # heavy

        try:
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            tables = []
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # what a file says of its size is often wrong
                rows = list(_sheet_rows(sheet.iter_rows(values_only=True), file.budget))
                name = file.name if len(book.worksheets) == 1 else f"{file.name}: {sheet.title}"
                tables.append(_table(name, rows, None))
        except FileError:
            raise
        except MemoryError:
            raise FileError(TOO_MUCH_MEMORY) from None
        except Exception:
            raise FileError(
                "That workbook is damaged or of an unknown kind. Nothing was imported from it. "
                "Save its sheets as 'CSV UTF-8' and import those."
            ) from None
    report(file.size)
    return tables


def _sheet_rows(
    rows: Iterator[tuple[object, ...]], budget: Budget
) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, start=1):
        budget.take_cells(len(row) + 1)  # of a row with one cell at its end all before it
        if number > ROW_LIMIT:
            raise FileError(f"It has more than {ROW_LIMIT:,} rows. Nothing was imported.", number)
        row = row[: _last_filled(row)]  # without formatted but empty cells
        if len(row) > COLUMN_LIMIT:
            raise FileError(
                f"It has more than {COLUMN_LIMIT} columns. Nothing was imported.", number
            )
        yield number, [_cell(value)[:CELL_LIMIT] for value in row]


def _last_filled(row: Sequence[object]) -> int:
    """How many cells a row has, up to the last that says something."""
    return next((n for n in range(len(row), 0, -1) if row[n - 1] is not None), 0)


def _refuse_bomb(stream: IO[bytes], size: int) -> None:
    entries = ZipFile(stream).infolist()
    refuse_overlap(entries)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _WORKBOOK_LIMIT or len(entries) > 10_000:
        raise FileError("That workbook would unpack to more than 200 MB. It was not read.")
    if unpacked > _SMALL + _RATIO_LIMIT * size:
        raise FileError("It would unpack to a hundred times its size and more. It was not read.")


def _cell(value: object) -> str:
    """A cell of a workbook as a text that reads the same everywhere."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            midnight = value.time() == time()
            return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
        case date() | time():
            return value.isoformat()
        case timedelta():
            seconds = round(value.total_seconds())
            return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        case float():
            return str(int(value)) if value.is_integer() else repr(round(value, 9))
    return str(value)
