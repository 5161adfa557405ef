"""Tables of other programs, as files."""

import io
from collections.abc import Sequence

from tracker.files.streams import Input
from tracker.importing.tables.table import CsvDialect, Table, read_tables


def file(content: str | bytes, name: str = "table.csv") -> Input:
    """A file as an import sees it."""
    data = content.encode() if isinstance(content, str) else content
    return Input(name, len(data), lambda: io.BytesIO(data))


def tables(
    content: str | bytes, name: str = "table.csv", form: CsvDialect | None = None
) -> list[Table]:
    """The tables of a file."""
    return read_tables(file(content, name), lambda _: None, form)


def table(content: str | bytes, form: CsvDialect | None = None) -> Table:
    """The one table of a file."""
    (only,) = tables(content, form=form)
    return only


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook with these rows in its sheets."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
