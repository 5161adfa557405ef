"""What a table certainly means, by its titles and its values; all else the person says.

A column is guessed to mean something only where its whole title says so, all of its
values fit, and no other column says the same. Figures that would make days of more
activity than anybody is likely to do leave the whole file without a guess.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from zoneinfo import ZoneInfo

from tracker.files.errors import FileError
from tracker.importing.sources import activity_names
from tracker.importing.tables.column_meanings import (
    DATE_PARTS,
    DURATIONS,
    MEANINGS,
    NAMED,
    ColumnMapping,
    ColumnMeaning,
    DateOrder,
    RowContent,
    TableMapping,
)
from tracker.importing.tables.conversion import read_rows
from tracker.importing.tables.table import Table
from tracker.importing.tables.titles import Title, title_of
from tracker.importing.tables.values import (
    NUMBERS,
    UNLOGGED,
    looks_like_day,
    looks_like_time,
    read_intensity,
)
from tracker.library import ExerciseNames, find_activity_kind, find_exercise
from tracker.model import TERM_LIMIT, OwnExercise

SAMPLE = 2_000  # different cells of a column that are looked at
_ROWS = 20_000  # rows whose days are added up
_FIGURE = re.compile(r"[+-]?\d+([.,]\d+)?(\s*/\s*10)?")
_UNITS = re.compile(r"(\d+([.,]\d+)?\s*(h|m|s)[a-zäöüé]*\.?\s*)+", re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}([.,]\d{3})+")
_TICKS = {"0", "1", "2", "-1", "x", "yes", "no", "true", "false", "✓", "y", "n", "done"}
_UNIT_MEANINGS = {
    "minutes": ColumnMeaning.MINUTES,
    "seconds": ColumnMeaning.SECONDS,
    "hours": ColumnMeaning.HOURS,
}
_TIME_OR_DURATION = {"time", "zeit", "heure", "hora", "ora", "tijd", "время"}
_UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class _ColumnSample:
    """A column: its title, and what all of its cells are."""

    title: Title
    cells: tuple[str, ...]  # the different ones, without those that say nothing
    filled: int

    @cached_property
    def days(self) -> bool:
        """Whether they are dates, perhaps with a time."""
        if all(cell.isdigit() and len(cell) < 8 for cell in self.cells):
            return False
        return self.all(looks_like_day)

    @cached_property
    def moments(self) -> bool:
        """Whether they are dates with a time."""
        return self.days and self.all(lambda cell: ":" in cell)

    @cached_property
    def times(self) -> bool:
        """Whether they are times of a day, or clocks of a duration."""
        return self.all(looks_like_time)

    @cached_property
    def figures(self) -> bool:
        """Whether they are numbers."""
        return self.all(lambda cell: bool(_FIGURE.fullmatch(cell)))

    @cached_property
    def texts(self) -> bool:
        """Whether they are words."""
        return bool(self.cells) and not (
            self.days or self.times or self.figures or self.ticks or self.all(_is_duration)
        )

    @cached_property
    def ticks(self) -> bool:
        """Whether they are a yes or a no each."""
        return self.all(lambda cell: cell.lower() in _TICKS)

    def whole(self, low: int, high: int) -> bool:
        """Whether they are whole numbers within limits."""
        return self.all(lambda cell: cell.isdecimal() and low <= int(cell) <= high)

    def ratings(self) -> bool:
        """Whether they are ratings from 0 to 10, and not merely 0 and 1 for no and yes."""
        if not self.figures or self.title.scale not in ("", "10"):
            return False
        numbers = [float(cell.split("/")[0].replace(",", ".")) for cell in self.cells]
        return all(0 <= number <= 10 for number in numbers) and not set(numbers) <= {0.0, 1.0}

    def all(self, fits: Callable[[str], bool]) -> bool:
        """Whether there are cells, and every one fits."""
        return bool(self.cells) and all(map(fits, self.cells))


def guess_mapping(
    table: Table, name: str, own: Sequence[OwnExercise], what: RowContent | None = None
) -> TableMapping:
    """What is certain of a table from the file `name`; the rest is left to the person.

    The person's `own` exercises are known like the library's. `what` is what its rows are, where
    the person has said so.
    """
    values = [_values(table, place) for place in range(len(table.titles))]
    mapping = TableMapping(
        what,
        tuple(ColumnMapping() for _ in values),
        date_order(table),
        decimal_sign(table),
        source=_source(name),
    )
    for kind in (what,) if what else RowContent:
        guessed = replace(mapping, what=kind, columns=_columns(kind, table, values, own))
        if _is_unlikely(guessed, table):
            return replace(mapping, what=what)
        if what or _is_certain(guessed, table, values):
            return guessed
    return mapping


def _values(table: Table, place: int) -> _ColumnSample:
    cells = dict.fromkeys(cell for cell in table.column(place) if cell not in UNLOGGED)
    kept = list(cells)
    step = max(1, len(kept) // SAMPLE)
    return _ColumnSample(
        title_of(table.titles[place]), tuple(kept[::step]), sum(1 for _ in table.column(place))
    )


def _columns(
    what: RowContent,
    table: Table,
    values: Sequence[_ColumnSample],
    own: Sequence[OwnExercise],
) -> tuple[ColumnMapping, ...]:
    """What the columns mean if rows are this."""
    found: dict[int, ColumnMapping] = {}
    timed = any(v.moments for v in values) and what in (RowContent.ACTIVITY, RowContent.READING)
    day = ColumnMeaning.START if timed else ColumnMeaning.DATE
    _take(found, day, _dates(values, timed=timed))
    if day is ColumnMeaning.START and not any(c.meaning is day for c in found.values()):
        _take(found, ColumnMeaning.DATE, _dates(values, timed=False))
    if not found:
        _take_parts(found, values)
    for meaning in MEANINGS[what]:
        if meaning not in (ColumnMeaning.DATE, *DATE_PARTS, *DURATIONS, *NAMED):
            _take(found, meaning, (n for n, v in enumerate(values) if _fits(meaning, v)))
    if what is RowContent.ACTIVITY:
        _take_duration(found, values)
        _take_clock(found, values)
    if what is RowContent.DAY:
        for place, title in enumerate(table.titles):
            if place not in found and (column := _habit(title, values[place], own)):
                found[place] = column
    return tuple(found.get(place, ColumnMapping()) for place in range(len(values)))


def _take(found: dict[int, ColumnMapping], meaning: ColumnMeaning, places: Iterable[int]) -> None:
    """Let a column have a meaning, if it is the only one that may."""
    only = [place for place in places if place not in found]
    if len(only) == 1 and all(column.meaning is not meaning for column in found.values()):
        found[only[0]] = ColumnMapping(meaning)


def _dates(values: Sequence[_ColumnSample], timed: bool) -> list[int]:
    """The columns that may be the day or, where `timed`, the moment that a row begins."""
    places = [n for n, v in enumerate(values) if (v.moments if timed else v.days)]
    names = ("date", "start") if timed else ("date",)
    titled = [place for place in places if values[place].title.says(*names)]
    return titled or [place for place in places if not values[place].title.says("end")]


def _take_parts(found: dict[int, ColumnMapping], values: Sequence[_ColumnSample]) -> None:
    """A date in three columns: all of them, or none."""
    limits = {
        ColumnMeaning.YEAR: (1900, 2100),
        ColumnMeaning.MONTH: (1, 12),
        ColumnMeaning.DAY: (1, 31),
    }
    parts: dict[int, ColumnMapping] = {}
    for part, (low, high) in limits.items():
        _take(
            parts,
            part,
            (n for n, v in enumerate(values) if v.title.says(part.value) and v.whole(low, high)),
        )
    if len(parts) == len(limits):
        found |= parts


def _fits(meaning: ColumnMeaning, column: _ColumnSample) -> bool:
    """Whether a column certainly has a meaning that its title names."""
    title = column.title
    match meaning:
        case ColumnMeaning.END:
            return title.says("end") and (column.moments or column.times)
        case ColumnMeaning.KIND:
            return title.says("kind") and column.texts and any(map(_is_activity, column.cells))
        case ColumnMeaning.INTENSITY:
            named = title.says("intensity") and column.texts
            return named and all(read_intensity(cell) for cell in column.cells)
        case ColumnMeaning.EXTERNAL_ID:
            return title.says("external id") and len(column.cells) == column.filled
        case ColumnMeaning.PAIN | ColumnMeaning.WORST_PAIN:
            return title.says(meaning.value) and column.ratings()
        case ColumnMeaning.INTERFERENCE:
            return title.says("interference") and title.scale == "10" and column.ratings()
        case ColumnMeaning.SLEEP:
            return title.says("sleep quality") and title.scale == "10" and column.ratings()
        case ColumnMeaning.FLARE:
            return title.says("flare") and column.ticks
        case ColumnMeaning.SETS | ColumnMeaning.REPS:
            return title.says(meaning.value) and column.whole(0, 1000)
        case ColumnMeaning.HOLD_SECONDS:
            seconds = title.unit == "seconds" or title.words.endswith(("seconds", "seconds held"))
            return title.says("hold seconds") and seconds and column.whole(0, 3600)
        case ColumnMeaning.EXERCISE | ColumnMeaning.SITES | ColumnMeaning.NOTE:
            return title.says(meaning.value) and column.texts
    return False


def _names_no_activity(column: _ColumnSample) -> bool:
    """Whether its words are of sleep and the like alone."""
    return column.texts and column.all(lambda cell: title_of(cell).is_no_activity)


def _is_activity(word: str) -> bool:
    return activity_names.is_known(word) and activity_names.lookup_activity(word).exercise


def _take_duration(found: dict[int, ColumnMapping], values: Sequence[_ColumnSample]) -> None:
    """How long it took, where that is told in one way and nothing in the table is asleep."""
    ends = [n for n, column in found.items() if column.meaning is ColumnMeaning.END]
    if any(v.title.is_no_activity or _names_no_activity(v) for v in values):
        for place in ends:
            del found[place]
        return
    named = {n: v for n, v in enumerate(values) if v.title.says("duration")}
    if len(named) == 1:
        ((place, column),) = named.items()
        if meaning := _duration(column):
            found[place] = ColumnMapping(meaning)
            for end in ends:
                del found[end]


def _duration(column: _ColumnSample) -> ColumnMeaning | None:
    """How the cells of a duration are written; None where that can be seen in two ways."""
    clocks = [cell for cell in column.cells if ":" in cell]
    if len(clocks) == len(column.cells) and all(map(_is_duration, clocks)):
        two_parts = [cell for cell in clocks if cell.count(":") == 1]
        if not two_parts:
            return ColumnMeaning.CLOCK
        long = any(int(cell.split(":")[0]) > 23 for cell in two_parts)
        return ColumnMeaning.SHORT_CLOCK if long else None
    if column.figures:
        return _UNIT_MEANINGS.get(column.title.unit)
    return ColumnMeaning.MINUTES if column.all(lambda cell: bool(_UNITS.fullmatch(cell))) else None


def _is_duration(cell: str) -> bool:
    return bool(re.fullmatch(r"\d{1,3}(:\d{2}){1,2}([.,]\d+)?", cell) or _UNITS.fullmatch(cell))


def _take_clock(found: dict[int, ColumnMapping], values: Sequence[_ColumnSample]) -> None:
    """A time of the day beside a date: also one called "time", if another column is how long."""
    meanings = {column.meaning for column in found.values()}
    if ColumnMeaning.DATE not in meanings and not meanings >= {*DATE_PARTS}:
        return
    known = not meanings.isdisjoint({*DURATIONS, ColumnMeaning.END})
    _take(
        found,
        ColumnMeaning.START,
        (
            n
            for n, v in enumerate(values)
            if v.times
            and v.title.says("start")
            and (known or v.title.words not in _TIME_OR_DURATION)
        ),
    )


def _habit(title: str, column: _ColumnSample, own: Sequence[OwnExercise]) -> ColumnMapping | None:
    """A column that is called like an exercise and ticked, or like an activity and its unit."""
    if column.ticks:
        names = ExerciseNames(own)
        if find_exercise(title) or names.standard(title).lower() in {o.name_lower for o in own}:
            return ColumnMapping(ColumnMeaning.DONE, names.standard(title))
    kind = find_activity_kind(column.title.words)
    if kind and column.title.unit == "minutes" and column.figures:
        return ColumnMapping(ColumnMeaning.MINUTES_OF, kind.name)
    return None


def _is_certain(mapping: TableMapping, table: Table, values: Sequence[_ColumnSample]) -> bool:
    """Whether rows are certainly this, nothing but the order of its dates being open."""
    if replace(mapping, dates=DateOrder.YEAR_FIRST).missing:
        return False
    match mapping.what:
        case RowContent.DAY:
            if not mapping.has(ColumnMeaning.PAIN, *NAMED):
                return False
            dates = [n for n, c in enumerate(mapping.columns) if c.meaning is ColumnMeaning.DATE]
            return all(len(set(_days(table, n))) == values[n].filled for n in dates)
        case RowContent.ACTIVITY:
            return mapping.has(ColumnMeaning.KIND)
        case RowContent.EXERCISE:
            places = [
                n for n, c in enumerate(mapping.columns) if c.meaning is ColumnMeaning.EXERCISE
            ]
            dosed = mapping.has(ColumnMeaning.SETS, ColumnMeaning.REPS)
            return dosed or any(find_exercise(cell) for n in places for cell in values[n].cells)
    return False  # moments of pain may also be days whose mean is wanted


def _days(table: Table, place: int) -> Iterator[str]:
    """The part of each cell that is the day, as it is written."""
    return (re.split(r"[T\s]+(?=\d{1,2}:)", cell)[0] for cell in table.column(place))


def _is_unlikely(mapping: TableMapping, table: Table) -> bool:
    """Whether it would make days with more activity than anybody is likely to do."""
    if not mapping.has(*DURATIONS, ColumnMeaning.END, *NAMED):
        return False
    some = replace(table, rows=table.rows[:_ROWS])
    try:
        outcome = read_rows(
            some, replace(mapping, dates=mapping.dates or DateOrder.DAY_FIRST), _UTC
        )
    except FileError:
        return False
    return bool(outcome.long_days)


def date_order(table: Table) -> DateOrder | None:
    """How the dates of a table are written; None where they could be read in two ways."""
    left: set[DateOrder] = set(DateOrder)
    asked = False
    for place in range(len(table.titles)):
        cells = list(islice(table.column(place), SAMPLE))
        if 2 * sum(map(looks_like_day, cells[:50])) > len(cells[:50]):
            unsaid = [numbers for numbers in map(_numbers, cells) if numbers]
            asked = asked or bool(unsaid)
            left &= _orders(unsaid)
    if not asked:
        return DateOrder.YEAR_FIRST
    return left.pop() if len(left) == 1 else None


def _numbers(cell: str) -> tuple[int, int, int] | None:
    """The three numbers of a date that doesn't itself say how it is meant."""
    found = NUMBERS.match(cell.strip())
    if not found or len(found[1]) == 4:
        return None
    first, second, third = map(int, found.groups())
    return first, second, third


def _orders(dates: Iterable[tuple[int, int, int]]) -> set[DateOrder]:
    """The ways of reading that make every one of the dates a day."""
    left = set(DateOrder)
    for first, second, third in dates:
        if first > 31:
            left &= {DateOrder.YEAR_FIRST}
        if third > 31:
            left -= {DateOrder.YEAR_FIRST}
        if first > 12:
            left -= {DateOrder.MONTH_FIRST}
        if second > 12:
            left &= {DateOrder.MONTH_FIRST}
    return left


def decimal_sign(table: Table) -> str:
    """The sign before the decimals: what stands in figures, else by the sign between columns."""
    commas = points = 0
    for place in range(len(table.titles)):
        for cell in islice(table.column(place), SAMPLE):
            if not _THOUSANDS.fullmatch(cell):
                commas += bool(re.fullmatch(r"[+-]?\d+(\.\d{3})*,\d+", cell))
                points += bool(re.fullmatch(r"[+-]?\d+(,\d{3})*\.\d+", cell))
    if commas == points:
        return "." if not table.form or table.form.delimiter != ";" else ","
    return "," if commas > points else "."


def _source(name: str) -> str:
    """Where the rows come from: the file's name without what changes from export to export."""
    stem = re.sub(r"^.*: |\.\w{2,4}$", "", name)
    stem = re.sub(r"[\s_\-(]*[\d][\d.\-_: T)]*$|\(\d+\)", "", stem)
    plain = "".join(sign for sign in stem.replace("_", " ") if sign.isprintable())
    return " ".join(plain.split())[:TERM_LIMIT].strip() or "table"
