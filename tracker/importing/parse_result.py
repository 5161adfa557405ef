"""What was read from files: candidates for entries, what was rejected, what to know of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tracker.files.entry_types import EntryType
from tracker.files.errors import FileError
from tracker.model import InvalidValue

Progress = Callable[[int, int], None]  # done, total


class ImportFormat(StrEnum):
    """What a file is; "auto" goes by what is in it."""

    AUTO = "auto"
    CSV = "csv"
    JSON = "json"
    FIT = "fit"
    APPLE = "apple"
    TCX = "tcx"
    GPX = "gpx"
    STRAVA = "strava"
    GARMIN = "garmin"
    GARMIN_EXPORT = "garmin-export"
    GARMIN_DAYS = "garmin-days"
    FITBIT = "fitbit"
    FITBIT_DAYS = "fitbit-days"
    GOOGLE_FIT = "google-fit"
    LOOP = "loop"
    TABLE = "table"  # whose columns somebody has described, whatever else it may be


@dataclass(frozen=True, slots=True)
class Began:
    """When a workout began, with a UTC offset, and how many seconds it lasted."""

    at: datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of a file: the fields that it gives, and those that it leaves empty.

    A field in neither is one that the file has no column for. Rows are
    counted as a spreadsheet shows them: the header is row 1. `recorded` is
    whether it comes from a device or another program, not from our own files,
    and `apart` whether all of its file are recordings one after the other, of
    which no two can be the same. `began` is when a workout did, also where the
    entry doesn't say.
    """

    list: EntryType
    file: str
    row: int
    given: Mapping[str, object]
    empty: frozenset[str] = frozenset()
    recorded: bool = False
    apart: bool = False
    began: Began | None = None

    def __reduce__(self) -> tuple[type[Candidate], tuple[object, ...]]:
        """How it goes from one process to another: some ten thousands of them at once."""
        of_file = self.list, self.file, self.row, self.given, self.empty
        return Candidate, (*of_file, self.recorded, self.apart, self.began)


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """What was not read: the file, the row (None: all of the file), why, and which field, if one.

    `reason` is a whole sentence that names the field already.
    """

    file: str
    row: int | None
    reason: str
    field: str = ""

    @classmethod
    def of(cls, file: str, row: int | None, error: FileError | InvalidValue) -> RejectedRow:
        """What an error says of a row; where the error names a row itself, of that one."""
        if isinstance(error, InvalidValue):
            return cls(file, row, str(error), error.field)
        return cls(file, row if error.row is None else error.row, error.reason)

    def __str__(self) -> str:
        place = self.file if self.row is None else f"{self.file}, row {self.row}"
        return f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ParseResult:
    """All that was read from files, in their order, and what a person should know about it."""

    candidates: tuple[Candidate, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    notices: tuple[str, ...] = ()


def combined(parts: Sequence[ParseResult]) -> ParseResult:
    """All that was found in several parts, as one."""
    return ParseResult(
        candidates=tuple(c for part in parts for c in part.candidates),
        rejected=tuple(r for part in parts for r in part.rejected),
        notices=tuple(n for part in parts for n in part.notices),
    )
