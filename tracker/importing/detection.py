"""Which way a file is read: by what is in it, or as it is said to be."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tracker.files.budget import TOO_MUCH_MEMORY, OverBudget
from tracker.files.entry_types import EntryType
from tracker.files.errors import FileError, ForeignFile
from tracker.files.head import FileHead
from tracker.files.inputs import reading_problem
from tracker.files.signatures import foreign_format
from tracker.files.streams import Input, Unreadable, limited_reader
from tracker.importing.diary_formats import parse_csv, parse_json, type_by_name
from tracker.importing.parse_result import ImportFormat, ParseResult, RejectedRow
from tracker.importing.sources import ParseCollector, Source, recognise, source_named
from tracker.log import log_failure

UNEXPECTED = "It could not be read: Backbeat failed on it. The log says where, not what is in it."


Read = Callable[[Input, ZoneInfo, Callable[[int], None]], ParseResult]


@dataclass(frozen=True, slots=True)
class DetectedFile:
    """A file with the way to read it; None: nothing that a diary or device writes.

    `begins` is when its recording began, where that shows without reading it.
    """

    file: Input
    read: Read | None
    kind: Source | None = None
    begins: datetime | None = None

    @property
    def is_table(self) -> bool:
        """Whether it may be a table whose columns a person describes."""
        return self.read in (parse_csv, _workbook, _table)

    @property
    def is_workbook(self) -> bool:
        """Whether it is nothing but tables, as a workbook is."""
        return self.read in (_workbook, _table)


def detect_files(
    found: Iterable[Input | Unreadable], form: ImportFormat, parts: list[ParseResult]
) -> Iterator[DetectedFile]:
    """Each file with the way to read it; what can't be opened goes to `parts`."""
    for file in found:
        if isinstance(file, Unreadable):
            parts.append(ParseResult(rejected=(RejectedRow(file.name, None, file.reason),)))
            continue
        try:
            with (
                _noted(),
                file.open() as stream,
                limited_reader(file, stream, lambda _: None) as buffered,
            ):
                detected = _detect(file, FileHead.of(buffered), form)
            yield detected
        except OverBudget as refused:
            parts.append(ParseResult(rejected=(RejectedRow.of(file.name, None, refused),)))
            return
        except FileError as refused:
            parts.append(ParseResult(rejected=(RejectedRow.of(file.name, None, refused),)))
        except OSError as error:
            parts.append(
                ParseResult(rejected=(RejectedRow(file.name, None, reading_problem(error)),))
            )


def _detect(file: Input, head: FileHead, form: ImportFormat) -> DetectedFile:
    match form:
        case ImportFormat.CSV:
            return DetectedFile(file, parse_csv)
        case ImportFormat.JSON:
            return DetectedFile(file, parse_json)
        case ImportFormat.TABLE:
            return DetectedFile(file, _table)
        case ImportFormat.AUTO:
            kind = recognise(head)
        case _:
            kind = source_named(form)
            if not kind.importer.recognises(head):
                return DetectedFile(file, _not_this(kind))
    if not kind and (said := foreign_format(head.data)):
        return DetectedFile(
            file, _not_ours(said) if file.chosen or type_by_name(file.name) else None
        )
    if kind:
        return DetectedFile(file, _device(kind), kind, kind.begins(head))
    if head.data.startswith(b"PK"):
        return DetectedFile(file, _workbook)
    if head.is_xml:
        return DetectedFile(file, _unknown_xml if file.chosen else None)
    if ".json" in file.name.lower():
        return DetectedFile(file, parse_json if file.chosen or _may_be_diary(head) else None)
    return DetectedFile(file, parse_csv if file.chosen or _may_be_table(file, head) else None)


def _device(kind: Source) -> Read:
    """Read a file of this kind; what was read before it broke off is kept."""

    def read(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> ParseResult:
        gathered = ParseCollector(kind.apart)
        try:
            with (
                _noted(),
                file.open() as stream,
                limited_reader(file, stream, report, kind.limit) as buffered,
            ):
                for item in kind.importer.read(buffered, file.name, zone):
                    file.budget.take_rows()
                    gathered.take(item)
        except FileError as refused:
            if not gathered.candidates and not gathered.rejected:
                raise
            gathered.rejected.append(RejectedRow.of(file.name, None, refused))
        return gathered.found()

    return read


@contextmanager
def _noted() -> Iterator[None]:
    """What nobody expected of a file is noted in the log, and refuses this file alone."""
    try:
        yield
    except (FileError, OSError):
        raise
    except MemoryError:
        raise FileError(TOO_MUCH_MEMORY) from None
    except Exception as error:
        with suppress(OSError):
            log_failure(error)
        raise FileError(UNEXPECTED) from error


def _not_this(kind: Source) -> Read:
    return _not_ours(f"That is no {kind.title}. Nothing was imported from it.")


def _not_ours(reason: str) -> Read:
    def read(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> ParseResult:
        raise ForeignFile(reason)

    return read


def _unknown_xml(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> ParseResult:
    raise ForeignFile(
        "That is XML or a web page of an unknown kind. Nothing was imported from it. Of XML files, "
        "exports of Apple Health, TCX and GPX can be read."
    )


def _workbook(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> ParseResult:
    raise ForeignFile("That is a workbook. Nothing was imported from it.")


def _table(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> ParseResult:
    raise ForeignFile("Nobody has said what its columns mean. Nothing was imported from it.")


def _may_be_diary(head: FileHead) -> bool:
    return any(f'"{name}"' in head.text for name in EntryType)


def _may_be_table(file: Input, head: FileHead) -> bool:
    if type_by_name(file.name):
        return True  # so that a damaged one is told
    return file.name.lower().endswith((".csv", ".tsv", ".txt")) and not head.is_xml
