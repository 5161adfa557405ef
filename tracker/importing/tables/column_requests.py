"""Tables whose columns a person describes: which there are, and what is known of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from tracker.files.entry_types import EntryType
from tracker.files.errors import FileError
from tracker.files.streams import Input, limited_reader
from tracker.importing.parse_result import ParseResult
from tracker.importing.sources import ParseCollector, loop_habits, source_named
from tracker.importing.sources.loop_habits import HabitMapping, default_mapping
from tracker.importing.tables.column_guesses import guess_mapping
from tracker.importing.tables.column_meanings import (
    RATINGS,
    ColumnMapping,
    ColumnMeaning,
    DateOrder,
    RowContent,
    TableMapping,
    fingerprint,
    from_text,
    to_text,
)
from tracker.importing.tables.conversion import (
    ConversionResult,
    conversion_result,
    convert_table,
    read_rows,
)
from tracker.importing.tables.table import CsvDialect, Table, read_tables
from tracker.model import TERM_LIMIT, FileMapping, InvalidValue, OwnExercise

_RATINGS = {meaning.field: meaning for meaning in RATINGS}


@dataclass(frozen=True, slots=True)
class ColumnRequest:
    """What does this table mean? `mapping` is what is remembered or, failing that, guessed.

    `read` is whether its rows are among the candidates already, and `habits` whether it
    is a table of Loop Habit Tracker, whose cells only its own importer understands.
    `notices` are what was said of it when its file was read, `own` the person's own exercises.
    """

    table: Table
    mapping: TableMapping
    file: Input
    read: bool = False
    remembered: bool = False
    habits: bool = False
    notices: tuple[str, ...] = ()
    own: tuple[OwnExercise, ...] = ()

    @property
    def name(self) -> str:
        """The name that its rows are told by."""
        return self.table.name

    def answered(self, mapping: TableMapping, zone: ZoneInfo) -> ParseResult:
        """The rows of the table as a mapping has them."""
        if not self.habits:
            return convert_table(self.table, mapping, zone)
        if mapping.missing:
            raise FileError(f"{mapping.missing} Nothing was imported from it.")
        return _habits(self.file, self.table, mapping, zone)

    def outcome(self, mapping: TableMapping, zone: ZoneInfo) -> ConversionResult:
        """What all of its rows come to by a mapping. Raises FileError where it lacks something."""
        if self.habits:
            return conversion_result(self.answered(mapping, zone), len(self.table.rows))
        return read_rows(self.table, mapping, zone)

    def remembering(self, mapping: TableMapping) -> FileMapping:
        """What to remember for tables with the same header."""
        return FileMapping(_key(self.table), _title(mapping, self.name), to_text(mapping))

    def reading_as(self, form: CsvDialect) -> "ColumnRequest":
        """The same file with another encoding, delimiter or header. Raises FileError."""
        (table,) = read_tables(self.file, _nobody, form)
        return replace(self, table=table, mapping=guess_mapping(table, self.file.name, self.own))


def column_requests(
    file: Input,
    described: Iterable[FileMapping],
    own: Sequence[OwnExercise],
    report: Callable[[int], None],
) -> list[ColumnRequest]:
    """The tables of a file, with what is remembered of them. Raises FileError for no table."""
    return [_question(file, table, described, own) for table in read_tables(file, report)]


def habit_request(
    file: Input,
    described: Iterable[FileMapping],
    own: Sequence[OwnExercise],
    report: Callable[[int], None],
) -> ColumnRequest | None:
    """What Loop's columns mean by their names, or as the person said last time."""
    try:
        (table,) = read_tables(file, report)
    except (FileError, OSError, ValueError):
        return None
    asked = _question(file, table, described, own)
    if not asked.remembered:
        names = table.titles[1:]
        columns = [_column(use) for use in default_mapping(names).values()]
        if len(columns) != len(names):  # two habits of one name
            return None
        date = ColumnMapping(ColumnMeaning.DATE)
        mapping = TableMapping(
            RowContent.DAY, (date, *columns), DateOrder.YEAR_FIRST, source=loop_habits.SOURCE
        )
        asked = replace(asked, mapping=mapping)
    return replace(asked, habits=True)


def _question(
    file: Input, table: Table, described: Iterable[FileMapping], own: Sequence[OwnExercise]
) -> ColumnRequest:
    key = _key(table)
    for known in described:
        if known.header == key:
            try:
                mapping = from_text(known.meanings)
            except InvalidValue:
                continue
            if len(mapping.columns) == len(table.titles):
                return ColumnRequest(table, mapping, file, remembered=True, own=tuple(own))
    return ColumnRequest(table, guess_mapping(table, file.name, own), file, own=tuple(own))


def _key(table: Table) -> str:
    return fingerprint(table.titles)


def _title(mapping: TableMapping, name: str) -> str:
    printable = "".join(sign for sign in mapping.source or name if sign.isprintable())
    return printable[:TERM_LIMIT].strip()


def _habits(file: Input, table: Table, mapping: TableMapping, zone: ZoneInfo) -> ParseResult:
    uses = {
        title: _use(column)
        for title, column in zip(table.titles[1:], mapping.columns[1:], strict=True)
    }
    gathered = ParseCollector()
    with (
        file.open() as stream,
        limited_reader(file, stream, _nobody, source_named("loop").limit) as buffered,
    ):
        for item in loop_habits.read(buffered, file.name, zone, uses):
            gathered.take(item)
    return gathered.found()


def _column(use: HabitMapping | None) -> ColumnMapping:
    if use is None:
        return ColumnMapping()
    if use.list is EntryType.CHECK_INS:
        return ColumnMapping(_RATINGS[use.name])
    if use.list is EntryType.EXERCISES:
        return ColumnMapping(ColumnMeaning.DONE, use.name)
    if use.minutes is None:
        return ColumnMapping(ColumnMeaning.MINUTES_OF, use.name)
    return ColumnMapping(ColumnMeaning.TICK_OF, use.name, use.minutes)


def _use(column: ColumnMapping) -> HabitMapping | None:
    if column.meaning is ColumnMeaning.DONE:
        return HabitMapping(EntryType.EXERCISES, column.name)
    if column.meaning is ColumnMeaning.MINUTES_OF:
        return HabitMapping(EntryType.ACTIVITIES, column.name)
    if column.meaning is ColumnMeaning.TICK_OF:
        return HabitMapping(EntryType.ACTIVITIES, column.name, column.minutes)
    if column.meaning in RATINGS:
        return HabitMapping(EntryType.CHECK_INS, column.meaning.field)
    return None


def _nobody(_: int) -> None:
    """Nobody listens to the progress."""
