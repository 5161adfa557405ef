import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest

from tests.importing.tables.tables import table, tables, workbook
from tracker.files.errors import FileError
from tracker.importing.tables import table as module
from tracker.importing.tables.table import CsvDialect

ROWS = "Datum{0}Schmerz{0}Notiz\n13.04.2026{0}4{0}müde\n14.04.2026{0}5{0}\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_delimiter_and_encoding_are_found(delimiter: str, encoding: str) -> None:
    found = table(ROWS.format(delimiter).encode(encoding))
    assert found.titles == ("Datum", "Schmerz", "Notiz")
    assert found.rows == (
        (2, ("13.04.2026", "4", "müde")),
        (3, ("14.04.2026", "5", "")),
    )


def test_another_encoding_can_be_chosen() -> None:
    data = "Дата;Боль\n13.04.2026;4\n".encode("cp1251")
    assert table(data).titles != ("Дата", "Боль")
    assert table(data, CsvDialect("cp1251", ";")).titles == ("Дата", "Боль")
    with pytest.raises(FileError, match="Choose another encoding"):
        table(data, CsvDialect("utf-8", ";"))


def test_lines_before_the_header_are_passed_over_and_rows_keep_their_numbers() -> None:
    found = table(
        "Report of my gym\n\nDate,Exercise,Sets\n2026-03-01,Plank,3\n\n2026-03-02,Plank,4\n"
    )
    assert found.titles == ("Date", "Exercise", "Sets")
    assert [number for number, _ in found.rows] == [4, 6]


def test_a_table_without_a_header_gets_numbered_columns() -> None:
    found = table("2026-03-01,4\n2026-03-02,5\n")
    assert found.titles == ("Column 1", "Column 2")
    assert len(found.rows) == 2


def test_short_rows_are_filled_and_columns_of_nothing_dropped() -> None:
    found = table("Date,,Pain,\n2026-03-01,,4,\n2026-03-02\n")
    assert found.titles == ("Date", "Pain")
    assert found.rows[1] == (3, ("2026-03-02", ""))


def test_a_cell_may_hold_lines_and_quotation_marks() -> None:
    (row,) = table('Date,Note,X\n2026-03-01,"one\ntwo, ""three""",1\n').rows
    assert row == (2, ("2026-03-01", 'one\ntwo, "three"', "1"))


@pytest.mark.parametrize("content", ["", "one\ntwo\n", "a,b\n", "\n\n"])
def test_what_is_no_table_is_refused(content: str) -> None:
    with pytest.raises(FileError, match="no table"):
        tables(content)


def test_too_many_rows_or_columns_or_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileError, match="200 columns"):
        tables("a," * 201 + "\n" + "1," * 201 + "\n", form=CsvDialect())
    monkeypatch.setattr(module, "ROW_LIMIT", 5)
    with pytest.raises(FileError, match="more than 5 rows"):
        tables("a,b\n" + "1,2\n" * 9)
    monkeypatch.setattr(module, "SIZE_LIMIT", 1_000_000)
    with pytest.raises(FileError, match="1 MB"):
        tables("a,b\n" + "1,2\n" * 300_000)


def test_a_cell_that_is_too_long_is_refused_with_the_limit_that_holds() -> None:
    with pytest.raises(FileError, match=r"A cell is longer than 1,100,000 characters\. Nothing"):
        table("Date;Note\n2026-03-01;" + "x" * 1_100_001 + "\n")
    assert table("Date;Note\n2026-03-01;" + "x" * 200_000 + "\n").rows


# -- workbooks


def test_every_sheet_is_a_table_and_cells_read_the_same_everywhere() -> None:
    rows = [
        ("When", "Minutes", "Long", "Half", "Done", "Nothing"),
        (datetime(2026, 3, 1, 18, 30), 30.0, timedelta(hours=25, seconds=5), 0.5, True, None),
        (date(2026, 3, 2), 45, time(0, 45), 1 / 3, False, None),
    ]
    first, second = tables(workbook(rows, [("Date", "Pain"), (date(2026, 3, 1), 4)]), "my.xlsx")
    assert (first.name, second.name) == ("my.xlsx: Sheet 1", "my.xlsx: Sheet 2")
    assert first.rows[0][1] == ("2026-03-01T18:30:00", "30", "25:00:05", "0.5", "yes", "")
    assert first.rows[1][1][:4] == ("2026-03-02", "45", "00:45:00", "0.333333333")
    assert second.rows == ((2, ("2026-03-01", "4")),)


def test_a_formula_is_read_as_what_it_came_to_and_never_calculated() -> None:
    data = workbook([("Date", "Pain"), (date(2026, 3, 1), "=1+3"), (date(2026, 3, 2), 5)])
    found = table(data)
    assert [cells[1] for _, cells in found.rows] == ["", "5"]  # nobody has calculated it yet


def test_an_empty_sheet_is_passed_over() -> None:
    assert table(workbook([], [("Date", "Pain"), ("2026-03-01", 4)])).titles == ("Date", "Pain")


def test_old_locked_and_damaged_workbooks_say_what_to_do() -> None:
    with pytest.raises(FileError, match=r"\.xlsx without a password"):
        tables(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    good = workbook([("Date", "Pain"), ("2026-03-01", 4)])
    for bad in (good[:-40], b"PK\x03\x04" + b"x" * 99):
        with pytest.raises(FileError, match=r"damaged|unknown kind"):
            tables(bad)


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    out = io.BytesIO(workbook([("Date", "Pain"), ("2026-03-01", 4)]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", b"\0" * 30_000_000)
    assert len(out.getvalue()) < 100_000
    with pytest.raises(FileError, match="a hundred times its size"):
        tables(out.getvalue())


def test_an_xml_entity_bomb_in_a_sheet_is_refused() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + "".join(
            f'<!ENTITY {n} "{f"&{p};" * 10}">' for p, n in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + ']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<sheetData><row r='1'><c r='A1' t='str'><v>&i;</v></c></row></sheetData></worksheet>"
    )
    good = io.BytesIO(workbook([("Date", "Pain"), ("2026-03-01", 4)]))
    out = io.BytesIO()
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            sheet = entry.filename.startswith("xl/worksheets/")
            new.writestr(entry.filename, bomb if sheet else old.read(entry))
    with pytest.raises(FileError):
        tables(out.getvalue())
