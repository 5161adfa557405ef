"""Files of devices in a test: read them, and say shortly what came of them."""

import gzip
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tracker.files.entry_types import EntryType
from tracker.importing.parse_result import ImportFormat, ParseResult
from tracker.importing.parsing import parse_uploads

BERLIN = "Europe/Berlin"
# Real files beside the repository, which doesn't need them.
SHARED = Path(__file__).parents[4] / "shared" / "data" / "devices"


def read(
    content: str | bytes,
    name: str = "file",
    zone: str = BERLIN,
    form: ImportFormat = ImportFormat.AUTO,
) -> ParseResult:
    data = content.encode() if isinstance(content, str) else content
    return parse_uploads([(name, data)], zone, form)


def workouts(found: ParseResult) -> list[tuple[str, str, int]]:
    """Each activity as start (or day), kind and minutes."""
    return [
        (str(row.given.get("started_at", row.given["date"])), str(row.given.get("activity", "?")),
         int(str(row.given["minutes"])))
        for row in found.candidates
        if row.list is EntryType.ACTIVITIES
    ]  # fmt: skip


def strength(found: ParseResult) -> list[tuple[str, str]]:
    """Each exercise done as day and name."""
    return [
        (str(row.given["date"]), str(row.given["exercise"]))
        for row in found.candidates
        if row.list is EntryType.EXERCISES
    ]


def days(found: ParseResult) -> dict[str, tuple[int, int]]:
    """The moderate and vigorous minutes of days that are told by their totals."""
    told: dict[str, list[int]] = {}
    for row in found.candidates:
        if "intensity" in row.given:
            pair = told.setdefault(str(row.given["date"]), [0, 0])
            pair[row.given["intensity"] == "vigorous"] += int(str(row.given["minutes"]))
    return {day: (moderate, vigorous) for day, (moderate, vigorous) in told.items()}


def ids(found: ParseResult) -> list[str]:
    return [str(row.given.get("external_id", "")) for row in found.candidates]


def reasons(found: ParseResult) -> list[tuple[int | None, str]]:
    return [(rejected.row, rejected.reason) for rejected in found.rejected]


def zipped(files: Mapping[str, bytes | str], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def gzipped(content: bytes | str) -> bytes:
    return gzip.compress(content.encode() if isinstance(content, str) else content)


def real(name: str) -> bytes:
    """A real file of a device, where there is one to be tried."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path} isn't here")
    return path.read_bytes()
