"""What all files of an import may take together, however they are packed."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from tests.importing.sources.reading import gzipped, read, reasons, zipped
from tests.importing.tables.tables import workbook
from tracker.files import budget as budgets
from tracker.files.budget import Budget
from tracker.importing.importer import preview
from tracker.importing.parse_result import ParseResult
from tracker.importing.parsing import parse_paths, parse_uploads
from tracker.store import Diary

HEADER = "date,pain\n"
FEBRUARY = "".join(f"2026-02-{day:02},5\n" for day in range(1, 29))
MARCH = FEBRUARY.replace("-02-", "-03-")
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    "{rows}</sheetData></worksheet>"
)


def within(budget: Budget, *files: bytes) -> ParseResult:
    named = [(f"{number}.zip", data) for number, data in enumerate(files)]
    return parse_uploads(named, "UTC", budget=budget)


def two(name: str = "check_ins") -> list[bytes]:
    """Two archives with a month each, in archives."""
    return [
        zipped({f"{name}.zip": zipped({f"{name}.csv.gz": gzipped(HEADER + month)})})
        for month in (FEBRUARY, MARCH)
    ]


@pytest.mark.parametrize(
    ("budget", "part"),
    [
        (Budget(rows=40), "rows in all"),
        (Budget(files=3), "files in all"),
        (Budget(bytes=1_700), "would unpack to more"),
    ],
    ids=["rows", "files", "bytes"],
)
def test_a_budget_is_one_for_all_archives(budget: Budget, part: str) -> None:
    assert len(within(Budget(), *two()).candidates) == 28 + 31 - 3
    found = within(budget, *two())
    assert len(found.candidates) == 28, "what was read before is kept"
    assert any(part in reason for _, reason in reasons(found))
    assert any("Import fewer files at once" in reason for _, reason in reasons(found))


def test_a_folder_has_the_same_budget(tmp_path: Path) -> None:
    for number, data in enumerate(two()):
        (tmp_path / f"{number}.zip").write_bytes(data)
    found = parse_paths([tmp_path], "UTC", budget=Budget(rows=40))
    assert len(found.candidates) == 28
    assert "rows in all" in reasons(found)[0][1]


def test_when_the_time_is_over_what_was_read_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(self: Budget, number: int = 1) -> None:
        time.sleep(0.003)
        self.check_time()

    monkeypatch.setattr(Budget, "take_rows", slowly)
    found = within(Budget(seconds=0.13), *two())
    assert len(found.candidates) == 28
    assert "more than 0 seconds" in reasons(found)[0][1]


def test_thousands_of_files_beyond_it_are_told_in_one_line() -> None:
    files = {f"{number}/check_ins.csv": HEADER + FEBRUARY for number in range(50)}
    found = parse_uploads([("a.zip", zipped(files))], "UTC", budget=Budget(rows=40))
    assert len(found.candidates) == 28
    assert len(found.rejected) == 2
    assert "48 more files" not in reasons(found)[0][1]
    assert "So were 47 more files" in reasons(found)[1][1]


def test_the_budget_grows_with_what_is_given() -> None:
    assert budgets.seconds_for(4_000) < 61
    assert budgets.seconds_for(200_000_000) > 1_000
    assert Budget.of(1_300_000).bytes <= budgets.FLOOR
    assert Budget.of(16_000_000_000).bytes > 32_000_000_000, "Apple's may be read twice"


def overlapping(count: int) -> bytes:
    """A zip whose list names one file, of ten megabytes of nothing, many times."""
    once = zipped({"a.csv": b"date,pain\n" + b" " * 9_000_000})
    start = once.index(b"PK\x01\x02")
    entry, end = once[start : once.rindex(b"PK\x05\x06")], once[once.rindex(b"PK\x05\x06") :]
    entries = [entry.replace(b"a.csv", f"{n:05}".encode()) for n in range(count)]
    size = count * len(entry)
    tail = end[:8] + 2 * count.to_bytes(2, "little") + size.to_bytes(4, "little") + end[16:]
    return once[:start] + b"".join(entries) + tail


def test_a_zip_whose_files_overlap_is_refused() -> None:
    data = overlapping(5_000)
    assert len(data) < 1_300_000
    assert len(zipfile.ZipFile(io.BytesIO(data)).infolist()) == 5_000
    began = time.process_time()
    found = read(data, "a.zip")
    assert time.process_time() - began < 2
    assert found.candidates == ()
    assert "overlap" in reasons(found)[0][1]
    assert "overlap" in reasons(read(zipped({"b.zip": data}), "a.zip"))[0][1]


def as_sheet(rows: str) -> bytes:
    """A workbook with this XML between the tags of its rows."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([("a", "b"), (1, 2)]))) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as evil,
    ):
        for name in good.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            evil.writestr(name, SHEET.format(rows=rows) if is_sheet else good.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("rows", "part"),
    [
        (  # 4 KB: rows of 16,384 empty cells, which took a minute for 200 rows
            "".join(f'<row r="{n}"><c r="XFD{n}"/></row>' for n in range(1, 3_000)),
            "cells in all",
        ),
        ('<row r="1"><c r="A1"/></row><row r="1048576"><c r="A1048576"/></row>', "250,000 rows"),
        ("<row/>" * 2_000_000, "a hundred times its size"),
    ],
    ids=["wide", "tall", "packed"],
)
def test_a_small_workbook_is_not_read_for_long(rows: str, part: str) -> None:
    data = as_sheet(rows)
    assert len(data) < 60_000
    began = time.process_time()
    found = read(data, "a.xlsx")
    assert time.process_time() - began < 8
    assert part in reasons(found)[0][1]


def test_a_crowd_of_bouts_on_one_day_is_not_compared_one_with_another(ada: Diary) -> None:
    """Each with each, 20,000 would be compared 200 million times."""
    rows = "".join(f"2026-03-01,600,2026-03-01T10:{n % 60:02},{n % 3},{n}\n" for n in range(20_000))
    content = f"date,minutes,started_at,source,external_id\n{rows}"
    found = parse_uploads([("activities.csv", content.encode())], "UTC")
    began = time.process_time()
    plan = preview(ada, found)
    assert time.process_time() - began < 10
    assert (plan.added, len(plan.rejected)) == (200, 19_800)
    assert "more than 200 activities" in plan.rejected[0].reason
