"""What was read of files, with the rows of their tables as a person has described them."""

from collections.abc import Mapping as TypedMapping
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from tracker.files.errors import FileError
from tracker.importing.parse_result import ParseResult, RejectedRow
from tracker.importing.parsed_files import ParsedFiles, combined_files, with_questions
from tracker.importing.tables.column_guesses import guess_mapping
from tracker.importing.tables.column_meanings import (
    ColumnMapping,
    DateOrder,
    RowContent,
    RowFilter,
    SameDayRule,
    TableMapping,
    plain_value,
)
from tracker.importing.tables.column_requests import ColumnRequest
from tracker.importing.tables.table import Table
from tracker.model import FileMapping


@dataclass(frozen=True, slots=True)
class ColumnDescription:
    """What somebody says of tables without seeing them: columns by their titles.

    `only` are titles with the value that counts, `name` is the exercise or activity that
    all rows are. What is left out stays as it is remembered or, failing that, certain.
    """

    what: RowContent | None = None
    columns: tuple[tuple[str, ColumnMapping], ...] = ()
    only: tuple[tuple[str, str], ...] = ()
    of_day: SameDayRule | None = None
    dates: DateOrder | None = None
    decimal: str = ""
    source: str = ""
    name: str = ""
    long_days: bool = False


def with_answers(
    found: ParsedFiles, answers: TypedMapping[str, TableMapping | None], zone: ZoneInfo
) -> ParsedFiles:
    """What was read, each described table as its mapping has it.

    Parameters
    ----------
    found
        What was read before the questions about tables were answered.
    answers
        Mappings by the names of tables; with None a table is left out.
    zone
        Where times without an offset are local to.

    Returns
    -------
    ParsedFiles
        The same without what the tables said before; what a mapping lacks is among the rejected.
    """
    changed = [question for question in found.questions if question.name in answers]
    if not changed:
        return found
    parts = [_without(found, changed)]
    for question in changed:
        mapping = answers[question.name]
        if mapping is not None:
            parts.append(_read(question, mapping, zone))
    return combined_files(parts)


def describe_files(
    found: ParsedFiles, description: ColumnDescription, zone: ZoneInfo
) -> ParsedFiles:
    """What was read, with every table as one description has it; it keeps the questions.

    Parameters
    ----------
    found
        What was read.
    description
        What the columns mean, by their titles.
    zone
        Where times without an offset are local to.

    Returns
    -------
    ParsedFiles
        Sheets of a workbook that lack a column are left out where another sheet has all.
    """
    answers: dict[str, TableMapping] = {}
    refused: dict[str, RejectedRow] = {}
    for question in found.questions:
        try:
            answers[question.name] = mapping_of(question, description)
        except FileError as error:
            refused[question.name] = RejectedRow(question.name, None, error.reason)
    parts = [_without(found, found.questions)]
    fit = {question.file.name for question in found.questions if question.name in answers}
    for question in found.questions:
        if mapping := answers.get(question.name):
            part = _read(question, mapping, zone)
            read = bool(part.candidates)
            asked = replace(question, mapping=mapping, read=read, notices=part.notices)
            parts.append(with_questions(part, asked))
        elif question.file.name in fit:
            parts.append(ParseResult(notices=(f"Left out: {refused[question.name]}",)))
        else:
            parts.append(ParseResult(rejected=(refused[question.name],)))
    return combined_files(parts)


def to_remember(found: ParsedFiles, known: Sequence[FileMapping]) -> tuple[FileMapping, ...]:
    """What tables mean of which something was read, where it isn't remembered so already."""
    meant = [asked.remembering(asked.mapping) for asked in found.questions if asked.read]
    before = {mapping.header: mapping.meanings for mapping in known}
    return tuple(mapping for mapping in meant if before.get(mapping.header) != mapping.meanings)


def mapping_of(question: ColumnRequest, description: ColumnDescription) -> TableMapping:
    """What a table means by a description. Raises FileError where it lacks a column."""
    table = question.table
    mapping = (
        question.mapping
        if question.remembered
        else guess_mapping(table, question.file.name, question.own, description.what)
    )
    columns = list(mapping.columns)
    if description.columns:
        columns = [ColumnMapping()] * len(table.titles)
        for title, column in description.columns:
            columns[_place(table, title)] = column
    return replace(
        mapping,
        what=description.what or mapping.what,
        columns=tuple(columns),
        only=_only(table, description.only) or mapping.only,
        of_day=description.of_day or mapping.of_day,
        dates=description.dates or mapping.dates,
        decimal=description.decimal or mapping.decimal,
        source=description.source or mapping.source,
        kind=description.name or mapping.kind,
        exercise=description.name or mapping.exercise,
        long_days=description.long_days or mapping.long_days,
    )


def _only(table: Table, said: Sequence[tuple[str, str]]) -> RowFilter | None:
    if not said:
        return None
    places = {_place(table, title) for title, _ in said}
    if len(places) > 1:
        raise FileError(
            "Rows are chosen by the values of one column. Nothing was imported from it."
        )
    return RowFilter(places.pop(), tuple(value for _, value in said))


def _place(table: Table, title: str) -> int:
    """Where the column of this title stands; FileError where none or several are called so."""
    wanted = plain_value(title)
    places = [n for n, named in enumerate(table.titles) if plain_value(named) == wanted]
    if len(places) == 1:
        return places[0]
    what = "No column" if not places else "More than one column"
    raise FileError(
        f"{what} is called '{title}'. Its columns are {', '.join(table.titles)}. Nothing was "
        "imported from it."
    )


def _read(question: ColumnRequest, mapping: TableMapping, zone: ZoneInfo) -> ParseResult:
    try:
        return question.answered(mapping, zone)
    except FileError as refused:
        return ParseResult(rejected=(RejectedRow.of(question.name, None, refused),))


def _without(found: ParsedFiles, questions: Sequence[ColumnRequest]) -> ParseResult:
    """What was read, without the rows, refusals and notices of these tables."""
    names = {question.name for question in questions}
    files = names | {question.file.name for question in questions}
    said = {notice for question in questions for notice in question.notices}
    return ParseResult(
        tuple(row for row in found.candidates if row.file not in names),
        tuple(row for row in found.rejected if row.file not in files),
        tuple(notice for notice in found.notices if notice not in said),
    )
