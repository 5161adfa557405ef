"""From a table and what it means to candidates of an import."""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping as TypedMapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tracker.files.entry_types import CLASSES, EntryType, day_of
from tracker.files.errors import FileError
from tracker.formatting import PLAIN, plural
from tracker.importing.parse_result import Candidate, ParseResult, RejectedRow
from tracker.importing.tables.column_meanings import SameDayRule, TableMapping, plain_value
from tracker.importing.tables.row_conversion import moment_of, read_row, row_of
from tracker.importing.tables.rows_of_day import differ, merged_row
from tracker.importing.tables.table import Table
from tracker.library import UNNAMED
from tracker.model import Entry, Intensity, InvalidValue, at_offset

LEFT_OUT = (
    "{n} row was left out: {column} is not {values} there.",
    "{n} rows were left out: {column} is not {values} there.",
)
ALTERNATIVELY = " or "
LONG_DAY = 12 * 60  # minutes of activity; more in a day is hardly ever true


@dataclass(frozen=True, slots=True)
class ConversionResult:
    """What the rows of a table come to, and what was noticed on the way.

    `read` counts the rows that say something, `others` those that the mapping's
    `only` leaves out. `several` is how many days have rows that rate them differently,
    `example` the first of them, and `unsettled` whether nobody has said which of them
    count. `long_days` are the minutes of days with more
    of them than a person is likely to do; without the mapping's `long_days` their
    rows are refused.
    """

    found: ParseResult
    rows: int
    read: int
    others: int
    several: int
    example: date | None
    unsettled: bool
    long_days: TypedMapping[date, int]


def convert_table(table: Table, mapping: TableMapping, zone: ZoneInfo) -> ParseResult:
    """Read every row of a table; times without an offset are local to `zone`.

    Raises FileError where the mapping leaves out what is needed.
    """
    outcome = read_rows(table, mapping, zone)
    if outcome.unsettled:
        raise FileError(f"{unsettled_words(outcome)} Nothing was imported from it.")
    return outcome.found


def conversion_result(found: ParseResult, rows: int) -> ConversionResult:
    """The outcome of a table whose rows another importer has read."""
    read = len({candidate.row for candidate in found.candidates})
    return ConversionResult(found, rows, read, 0, 0, None, unsettled=False, long_days={})


def unsettled_words(outcome: ConversionResult) -> str:
    """That somebody has to say which of several rows about a day counts."""
    return (
        f"Several rows are about one day, such as {outcome.example}. Say which counts: their "
        "mean, the highest or the last."
    )


def read_rows(table: Table, mapping: TableMapping, zone: ZoneInfo) -> ConversionResult:
    """What every row of a table comes to. Raises FileError where what is needed is missing."""
    if mapping.what is None or mapping.missing:
        raise FileError(f"{mapping.missing} Nothing was imported from it.")
    if len(mapping.columns) != len(table.titles):
        raise FileError("Its columns are not those that were described. Nothing was imported.")
    candidates: list[Candidate] = []
    rejected: list[RejectedRow] = []
    notices: dict[str, None] = {}
    others = 0
    moments: dict[int, datetime] = {}  # of rows that say one, for the last of a day
    now = at_offset(datetime.now(zone))
    only = mapping.only
    values = frozenset(map(plain_value, only.values)) if only else frozenset()
    for number, cells in table.rows:
        if only and plain_value(cells[only.column]) not in values:
            others += 1
            continue
        row = row_of(cells, mapping, zone, notices)
        try:
            made = [
                Candidate(name, table.name, number, given, recorded=True)
                for name, given in read_row(row)
            ]
            for candidate in made:
                _check(candidate, now)
            candidates += made
            if mapping.of_day is SameDayRule.LAST and (moment := moment_of(row)):
                moments[number] = moment
        except (FileError, InvalidValue) as error:
            rejected.append(RejectedRow.of(table.name, number, error))
    read = {candidate.row for candidate in candidates}
    candidates, several = _a_day_each(candidates, mapping.of_day, moments)
    candidates, long_days = _within_a_day(candidates, mapping.long_days, rejected)
    said = [f"{table.name}: {notice}" for notice in (*_left_out(table, mapping, others), *notices)]
    rejected.sort(key=lambda refusal: refusal.row or 0)
    return ConversionResult(
        ParseResult(tuple(candidates), tuple(rejected), tuple(said)),
        len(table.rows),
        len(read - {refusal.row for refusal in rejected}),
        others,
        len(several),
        min(several, default=None),
        bool(several) and mapping.of_day is None,
        long_days,
    )


def _check(candidate: Candidate, now: datetime) -> None:
    """Raise InvalidValue where a diary could not hold what a row says."""
    assumed: dict[str, object] = {}
    if candidate.list is EntryType.CHECK_INS:
        assumed = {"entered_at": now, "pain": None}
    if candidate.list is EntryType.ACTIVITIES:
        assumed = {"activity": UNNAMED, "intensity": Intensity.MODERATE}
    entry: Entry = CLASSES[candidate.list](**{**assumed, **candidate.given})  # type: ignore[arg-type]
    if (day := day_of(entry)) and day > now.date():
        raise InvalidValue("date", day, f"a day up to today, {now.date()}")


def _a_day_each(
    candidates: list[Candidate], of_day: SameDayRule | None, moments: TypedMapping[int, datetime]
) -> tuple[list[Candidate], list[date]]:
    """Candidates with one check-in a day, where it is said how; the days whose rows differ."""
    days: defaultdict[date, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        day = candidate.given.get("date")
        if candidate.list is EntryType.CHECK_INS and isinstance(day, date):
            days[day].append(candidate)
    several = [day for day, rows in days.items() if differ([row.given for row in rows])]
    if several and of_day is None:
        return candidates, several
    settled: dict[int, Candidate | None] = {}
    for rows in days.values():
        if len(rows) > 1:
            if all(row.row in moments for row in rows):
                rows = sorted(rows, key=lambda row: moments[row.row])
            given = merged_row([row.given for row in rows], of_day or SameDayRule.LAST)
            settled |= dict.fromkeys(map(id, rows))
            settled[id(rows[-1])] = replace(rows[-1], given=given)
    kept = [settled.get(id(candidate), candidate) for candidate in candidates]
    return [candidate for candidate in kept if candidate], several


def _within_a_day(
    candidates: list[Candidate], allowed: bool, rejected: list[RejectedRow]
) -> tuple[list[Candidate], dict[date, int]]:
    """Candidates without those of days that have more activity than a person does."""
    minutes: defaultdict[date, int] = defaultdict(int)
    for candidate in candidates:
        day, number = candidate.given.get("date"), candidate.given.get("minutes")
        if (
            candidate.list is EntryType.ACTIVITIES
            and isinstance(day, date)
            and isinstance(number, int)
        ):
            minutes[day] += number
    long = {day: number for day, number in minutes.items() if number > LONG_DAY}
    if not long or allowed:
        return candidates, long
    kept = []
    for candidate in candidates:
        day = candidate.given.get("date")
        if candidate.list is EntryType.ACTIVITIES and isinstance(day, date) and day in long:
            reason = (
                f"The minutes of its day come to {long[day]:,}, more than the 12 hours that are "
                "likely. If that is right, say so on My data or with --long-days."
            )
            rejected.append(RejectedRow(candidate.file, candidate.row, reason))
        else:
            kept.append(candidate)
    return kept, long


def _left_out(table: Table, mapping: TableMapping, others: int) -> Iterator[str]:
    if mapping.only and others:
        yield plural(others, *LEFT_OUT).format(
            n=PLAIN.number(others),
            column=table.titles[mapping.only.column],
            values=ALTERNATIVELY.join(f"'{value}'" for value in mapping.only.values),
        )
