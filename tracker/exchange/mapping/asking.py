"""Tables whose columns a person describes: which there are, and what is known of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from tracker.exchange.devices import Gathered, kind_named, loop
from tracker.exchange.devices.loop import Use, default_mapping
from tracker.exchange.entries import Found, List, Refused
from tracker.exchange.mapping.applying import Outcome, apply, outcome_of, read_rows
from tracker.exchange.mapping.detect import guess
from tracker.exchange.mapping.meanings import (
    Column,
    DateOrder,
    Mapping,
    Meaning,
    What,
    fingerprint,
    from_text,
    to_text,
)
from tracker.exchange.mapping.table import Form, Table, read_tables
from tracker.exchange.streams import Input, metered
from tracker.model import TERM_LIMIT, FileMapping, InvalidValue

_RATINGS = {
    "pain": Meaning.PAIN,
    "worst_pain": Meaning.WORST_PAIN,
    "interference": Meaning.INTERFERENCE,
    "sleep": Meaning.SLEEP,
    "flare": Meaning.FLARE,
}
_FIELDS = {meaning: field for field, meaning in _RATINGS.items()}


@dataclass(frozen=True, slots=True)
class Question:
    """What does this table mean? `mapping` is what is remembered or, failing that, guessed.

    `read` is whether its rows are among the candidates already, and `habits` whether it
    is a table of Loop Habit Tracker, whose cells only its own importer understands.
    """

    table: Table
    mapping: Mapping
    file: Input
    read: bool = False
    remembered: bool = False
    habits: bool = False

    @property
    def name(self) -> str:
        """The name that its rows are told by."""
        return self.table.name

    def answered(self, mapping: Mapping, zone: ZoneInfo) -> Found:
        """The rows of the table as a mapping has them."""
        if not self.habits:
            return apply(self.table, mapping, zone)
        if mapping.missing:
            raise Refused(f"{mapping.missing} Nothing was imported from it.")
        return _habits(self.file, self.table, mapping, zone)

    def outcome(self, mapping: Mapping, zone: ZoneInfo) -> Outcome:
        """What all of its rows come to by a mapping. Raises Refused where it lacks something."""
        if self.habits:
            return outcome_of(self.answered(mapping, zone), len(self.table.rows))
        return read_rows(self.table, mapping, zone)

    def remembering(self, mapping: Mapping) -> FileMapping:
        """What to remember for tables with the same header."""
        return FileMapping(_key(self.table), _title(mapping, self.name), to_text(mapping))

    def reading_as(self, form: Form) -> "Question":
        """The same file with another encoding, delimiter or header. Raises Refused."""
        (table,) = read_tables(self.file, _nobody, form)
        return replace(self, table=table, mapping=guess(table, self.file.name))


def questions(
    file: Input, described: Iterable[FileMapping], report: Callable[[int], None]
) -> list[Question]:
    """The tables of a file, with what is remembered of them. Raises Refused for no table."""
    return [_question(file, table, described) for table in read_tables(file, report)]


def question_of_habits(
    file: Input, described: Iterable[FileMapping], report: Callable[[int], None]
) -> Question | None:
    """What Loop's columns mean by their names, or as the person said last time."""
    try:
        (table,) = read_tables(file, report)
    except (Refused, OSError, ValueError):
        return None
    asked = _question(file, table, described)
    if not asked.remembered:
        names = table.titles[1:]
        columns = [_column(use) for use in default_mapping(names).values()]
        if len(columns) != len(names):  # two habits of one name
            return None
        date = Column(Meaning.DATE)
        mapping = Mapping(What.DAY, (date, *columns), DateOrder.YEAR_FIRST, source=loop.SOURCE)
        asked = replace(asked, mapping=mapping)
    return replace(asked, habits=True)


def _question(file: Input, table: Table, described: Iterable[FileMapping]) -> Question:
    key = _key(table)
    for known in described:
        if known.header == key:
            try:
                mapping = from_text(known.meanings)
            except InvalidValue:
                continue
            if len(mapping.columns) == len(table.titles):
                return Question(table, mapping, file, remembered=True)
    return Question(table, guess(table, file.name), file)


def _key(table: Table) -> str:
    return fingerprint(table.titles)


def _title(mapping: Mapping, name: str) -> str:
    printable = "".join(sign for sign in mapping.source or name if sign.isprintable())
    return printable[:TERM_LIMIT].strip()


def _habits(file: Input, table: Table, mapping: Mapping, zone: ZoneInfo) -> Found:
    uses = {
        title: _use(column)
        for title, column in zip(table.titles[1:], mapping.columns[1:], strict=True)
    }
    gathered = Gathered()
    with (
        file.open() as stream,
        metered(file, stream, _nobody, kind_named("loop").limit) as buffered,
    ):
        for item in loop.read(buffered, file.name, zone, uses):
            gathered.take(item)
    return gathered.found()


def _column(use: Use | None) -> Column:
    if use is None:
        return Column()
    if use.list is List.CHECK_INS:
        return Column(_RATINGS[use.name])
    if use.list is List.EXERCISES:
        return Column(Meaning.DONE, use.name)
    if use.minutes is None:
        return Column(Meaning.MINUTES_OF, use.name)
    return Column(Meaning.TICK_OF, use.name, use.minutes)


def _use(column: Column) -> Use | None:
    if column.meaning is Meaning.DONE:
        return Use(List.EXERCISES, column.name)
    if column.meaning is Meaning.MINUTES_OF:
        return Use(List.ACTIVITIES, column.name)
    if column.meaning is Meaning.TICK_OF:
        return Use(List.ACTIVITIES, column.name, column.minutes)
    if column.meaning in _FIELDS:
        return Use(List.CHECK_INS, _FIELDS[column.meaning])
    return None


def _nobody(_: int) -> None:
    """Nobody listens to the progress."""
