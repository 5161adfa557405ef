"""What the columns of a table can mean, and what a person has said they mean."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256

from tracker.model import MAPPING_LIMIT, InvalidValue

COLUMN_LIMIT = 200  # of a table; more are refused


class RowContent(StrEnum):
    """What a row of a table is."""

    DAY = "day"  # a check-in, and a column for each exercise or activity
    ACTIVITY = "activity"
    EXERCISE = "exercise"
    READING = "reading"


class ColumnMeaning(StrEnum):
    """What a column says about its rows."""

    DATE = "date"
    YEAR = "year"  # a date in three columns
    MONTH = "month"
    DAY = "day"
    START = "start"  # date and time, or the time of the day that another column names
    END = "end"
    MINUTES = "minutes"
    SECONDS = "seconds"
    HOURS = "hours"
    CLOCK = "clock"  # h:mm:ss or h:mm
    SHORT_CLOCK = "short clock"  # mm:ss
    KIND = "kind"
    INTENSITY = "intensity"
    EXTERNAL_ID = "external id"
    PAIN = "pain"
    WORST_PAIN = "worst pain"
    INTERFERENCE = "interference"
    FLARE = "flare"
    SLEEP = "sleep"
    SITES = "sites"
    CONTEXT = "context"
    EXERCISE = "exercise"
    SETS = "sets"
    REPS = "reps"
    HOLD_SECONDS = "hold seconds"
    NOTE = "note"
    DONE = "done"  # a tick for the exercise that `ColumnMapping.name` names
    MINUTES_OF = "minutes of"  # minutes of the activity that `ColumnMapping.name` names
    TICK_OF = "tick of"  # a tick for `ColumnMapping.minutes` of the activity `ColumnMapping.name`

    @property
    def field(self) -> str:
        """The field of an entry that such a column is, where it is one."""
        return self.value.replace(" ", "_")


DURATIONS = (
    ColumnMeaning.MINUTES,
    ColumnMeaning.SECONDS,
    ColumnMeaning.HOURS,
    ColumnMeaning.CLOCK,
    ColumnMeaning.SHORT_CLOCK,
)
DATE_PARTS = (ColumnMeaning.YEAR, ColumnMeaning.MONTH, ColumnMeaning.DAY)
_DATES = (ColumnMeaning.DATE, *DATE_PARTS)
NAMED = (ColumnMeaning.DONE, ColumnMeaning.MINUTES_OF, ColumnMeaning.TICK_OF)
RATINGS = (
    ColumnMeaning.PAIN,
    ColumnMeaning.WORST_PAIN,
    ColumnMeaning.INTERFERENCE,
    ColumnMeaning.FLARE,
    ColumnMeaning.SLEEP,
)
_ABOUT_A_DAY = (*RATINGS, ColumnMeaning.SITES, ColumnMeaning.NOTE, *NAMED)
MEANINGS: dict[RowContent, tuple[ColumnMeaning, ...]] = {
    RowContent.DAY: (*_DATES, *_ABOUT_A_DAY),
    RowContent.ACTIVITY: (
        *_DATES,
        ColumnMeaning.START,
        ColumnMeaning.END,
        *DURATIONS,
        ColumnMeaning.KIND,
        ColumnMeaning.INTENSITY,
        ColumnMeaning.EXTERNAL_ID,
        ColumnMeaning.NOTE,
    ),
    RowContent.EXERCISE: (
        *_DATES,
        ColumnMeaning.EXERCISE,
        ColumnMeaning.SETS,
        ColumnMeaning.REPS,
        ColumnMeaning.HOLD_SECONDS,
        ColumnMeaning.NOTE,
    ),
    RowContent.READING: (
        *_DATES,
        ColumnMeaning.START,
        ColumnMeaning.PAIN,
        ColumnMeaning.CONTEXT,
        ColumnMeaning.EXERCISE,
        ColumnMeaning.NOTE,
    ),
}


class DateOrder(StrEnum):
    """How 03/04/2026 is meant. A year of four digits in front needs no asking."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    YEAR_FIRST = "year first"


class SameDayRule(StrEnum):
    """Which of several rows about one day its check-in is made of."""

    MEAN = "mean"
    HIGHEST = "highest"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class RowFilter:
    """The rows that count: those in which a column, by its place, says one of some values.

    Case and spaces around a value don't matter. Without a value none is said yet.
    """

    column: int
    values: tuple[str, ...] = ()


def plain_value(cell: str) -> str:
    """A cell as it is compared with a value that rows are chosen by."""
    return " ".join(cell.split()).casefold()


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What one column means; without a meaning it is left out.

    `name` is the exercise or activity of a column that is about one, `minutes`
    what a tick in it stands for.
    """

    meaning: ColumnMeaning | None = None
    name: str = ""
    minutes: int = 30


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What a person says a table means.

    `what` and `dates` are None as long as they aren't known. `source` is where the
    entries come from; `kind` and `exercise` name what rows without such a column are.
    `only` are the rows that count (None: all), `of_day` what is made of several about
    one day, and `long_days` whether the person says that days of more hours of activity
    than anybody is likely to do are right.
    """

    what: RowContent | None
    columns: tuple[ColumnMapping, ...]
    dates: DateOrder | None = None
    decimal: str = "."
    source: str = ""
    kind: str = ""
    exercise: str = ""
    only: RowFilter | None = None
    of_day: SameDayRule | None = None
    long_days: bool = False

    def has(self, *meanings: ColumnMeaning) -> bool:
        """Whether a column has one of the meanings."""
        return any(column.meaning in meanings for column in self.columns)

    @property
    def has_day(self) -> bool:
        """Whether a column, or three of them, say the day."""
        return self.has(ColumnMeaning.DATE) or all(map(self.has, DATE_PARTS))

    @property
    def missing(self) -> str:
        """What still has to be said, as a sentence; empty where nothing is missing."""
        if self.what is None:
            return "Say what each row is."
        for meaning in dict.fromkeys(column.meaning for column in self.columns):
            same = sum(column.meaning is meaning for column in self.columns)
            if meaning and meaning not in NAMED and same > 1:
                return f"Two columns are the {meaning}. Choose one of them."
        if self.has(*DURATIONS) and sum(c.meaning in DURATIONS for c in self.columns) > 1:
            return "Two columns are the duration. Choose one of them."
        if self.has(*DATE_PARTS) and not self.has_day:
            return "A date in several columns needs a year, a month and a day."
        if self.has(ColumnMeaning.DATE) and self.has(*DATE_PARTS):
            return "The date is in one column or in three. Choose one of the two."
        match self.what:
            case RowContent.ACTIVITY if not self.has_day and not self.has(ColumnMeaning.START):
                return "Say which column is the date or the start."
            case RowContent.ACTIVITY if not self.has(*DURATIONS, ColumnMeaning.END):
                return "Say which column is the duration."
            case RowContent.ACTIVITY if self.has(ColumnMeaning.EXTERNAL_ID) and not self.source:
                return "An id needs the name of what gave it. Say where the entries come from."
            case RowContent.ACTIVITY if self.has(ColumnMeaning.END) and not self.has(
                ColumnMeaning.START
            ):
                return "An end needs a start. Say which column that is."
            case RowContent.READING if not self.has(ColumnMeaning.START):
                return "Say which column is the time of the rating."
            case RowContent.READING if not self.has(ColumnMeaning.PAIN):
                return "Say which column is the pain."
            case RowContent.DAY | RowContent.EXERCISE if not self.has_day:
                return "Say which column is the date."
            case RowContent.DAY if not self.has(*_ABOUT_A_DAY):
                return "Say which column is the pain, a note, or an exercise or activity."
            case RowContent.EXERCISE if not self.has(ColumnMeaning.EXERCISE) and not self.exercise:
                return "Say which column is the exercise, or which exercise all of it is."
        if self.dates is None:
            return "Say how its dates are meant: they can be read in two ways."
        if self.only and not self.only.values:
            return "Choose which rows count."
        unnamed = any(c.meaning in NAMED and not c.name for c in self.columns)
        return "Name the exercise or activity of each such column." if unnamed else ""


def fingerprint(titles: Iterable[str]) -> str:
    """What tables with the same header have in common."""
    plain = "\x1f".join(" ".join(title.split()).casefold() for title in titles)
    return sha256(plain.encode()).hexdigest()[:32]


def to_text(mapping: TableMapping) -> str:
    """A mapping as JSON, to be remembered; columns without a meaning are counted only."""
    said = {n: asdict(c) for n, c in enumerate(mapping.columns) if c.meaning}
    fields = {**asdict(mapping), "columns": said, "width": len(mapping.columns)}
    return json.dumps(fields, ensure_ascii=False)


def from_text(text: str) -> TableMapping:
    """A remembered mapping, also of an earlier version; InvalidValue where it is none."""
    try:
        fields = json.loads(text)
        said = fields.pop("columns")
        columns = [_column(said.get(str(number))) for number in range(fields.pop("width"))]
        order, what = fields.pop("dates"), fields.pop("what")
        only, of_day = fields.pop("only", None), fields.pop("of_day", None)
        return TableMapping(
            RowContent(what) if what else None,
            tuple(columns),
            DateOrder(order) if order else None,
            only=_only(only, len(columns)) if only else None,
            of_day=SameDayRule(of_day) if of_day else None,
            **fields,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InvalidValue("columns", text[:MAPPING_LIMIT], "what a column means") from None


def _only(fields: dict[str, object], width: int) -> RowFilter:
    column, values = fields["column"], fields["values"]
    if not isinstance(column, int) or not 0 <= column < width or not isinstance(values, list):
        raise ValueError("no column of the table")
    return RowFilter(column, tuple(map(str, values)))


def _column(fields: dict[str, object] | None) -> ColumnMapping:
    if not fields:
        return ColumnMapping()
    return ColumnMapping(
        ColumnMeaning(str(fields["meaning"])), str(fields["name"]), int(str(fields["minutes"]))
    )
