"""Which way a file is read: by what is in it, or as it is said to be."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tracker.exchange.budget import TOO_MUCH_MEMORY, OverBudget
from tracker.exchange.csv_files import list_named, read_csv
from tracker.exchange.devices import Gathered, Kind, kind_named, recognise
from tracker.exchange.devices.head import Head
from tracker.exchange.entries import Foreign, Found, List, Refused, Rejected
from tracker.exchange.formats import Format
from tracker.exchange.inputs import reading_problem
from tracker.exchange.json_file import read_json
from tracker.exchange.signatures import other_kind
from tracker.exchange.streams import Input, Unreadable, metered
from tracker.log import log_failure

UNEXPECTED = "It could not be read: Backbeat failed on it. The log says where, not what is in it."


Read = Callable[[Input, ZoneInfo, Callable[[int], None]], Found]


@dataclass(frozen=True, slots=True)
class Way:
    """A file with the way to read it; None: nothing that a diary or device writes.

    `begins` is when its recording began, where that shows without reading it.
    """

    file: Input
    read: Read | None
    kind: Kind | None = None
    begins: datetime | None = None

    @property
    def is_table(self) -> bool:
        """Whether it may be a table whose columns a person describes."""
        return self.read in (read_csv, _workbook, _table)

    @property
    def is_workbook(self) -> bool:
        """Whether it is nothing but tables, as a workbook is."""
        return self.read in (_workbook, _table)


def ways(found: Iterable[Input | Unreadable], form: Format, parts: list[Found]) -> Iterator[Way]:
    """Each file with the way to read it; what can't be opened goes to `parts`."""
    for file in found:
        if isinstance(file, Unreadable):
            parts.append(Found(rejected=(Rejected(file.name, None, file.reason),)))
            continue
        try:
            with _noted(), file.open() as stream, metered(file, stream, lambda _: None) as buffered:
                way = _way(file, Head.of(buffered), form)
            yield way
        except OverBudget as refused:
            parts.append(Found(rejected=(Rejected(file.name, None, refused.reason),)))
            return
        except Refused as refused:
            parts.append(Found(rejected=(Rejected(file.name, refused.row, refused.reason),)))
        except OSError as error:
            parts.append(Found(rejected=(Rejected(file.name, None, reading_problem(error)),)))


def _way(file: Input, head: Head, form: Format) -> Way:
    match form:
        case Format.CSV:
            return Way(file, read_csv)
        case Format.JSON:
            return Way(file, read_json)
        case Format.TABLE:
            return Way(file, _table)
        case Format.AUTO:
            kind = recognise(head)
        case _:
            kind = kind_named(form)
            if not kind.importer.recognises(head):
                return Way(file, _not_this(kind))
    if not kind and (said := other_kind(head.data)):
        return Way(file, _not_ours(said) if file.chosen or list_named(file.name) else None)
    if kind:
        return Way(file, _device(kind), kind, kind.begins(head))
    if head.data.startswith(b"PK"):
        return Way(file, _workbook)
    if head.is_xml:
        return Way(file, _unknown_xml if file.chosen else None)
    if ".json" in file.name.lower():
        return Way(file, read_json if file.chosen or _may_be_diary(head) else None)
    return Way(file, read_csv if file.chosen or _may_be_table(file, head) else None)


def _device(kind: Kind) -> Read:
    """Read a file of this kind; what was read before it broke off is kept."""

    def read(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> Found:
        gathered = Gathered(kind.apart)
        try:
            with (
                _noted(),
                file.open() as stream,
                metered(file, stream, report, kind.limit) as buffered,
            ):
                for item in kind.importer.read(buffered, file.name, zone):
                    file.budget.take_rows()
                    gathered.take(item)
        except Refused as refused:
            if not gathered.candidates and not gathered.rejected:
                raise
            gathered.rejected.append(Rejected(file.name, refused.row, refused.reason))
        return gathered.found()

    return read


@contextmanager
def _noted() -> Iterator[None]:
    """What nobody expected of a file is noted in the log, and refuses this file alone."""
    try:
        yield
    except (Refused, OSError):
        raise
    except MemoryError:
        raise Refused(TOO_MUCH_MEMORY) from None
    except Exception as error:
        with suppress(OSError):
            log_failure(error)
        raise Refused(UNEXPECTED) from error


def _not_this(kind: Kind) -> Read:
    return _not_ours(f"That is no {kind.title}. Nothing was imported from it.")


def _not_ours(reason: str) -> Read:
    def read(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> Found:
        raise Foreign(reason)

    return read


def _unknown_xml(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> Found:
    raise Foreign(
        "That is XML or a web page of an unknown kind. Nothing was imported from it. Of XML files, "
        "exports of Apple Health, TCX and GPX can be read."
    )


def _workbook(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> Found:
    raise Foreign("That is a workbook. Nothing was imported from it.")


def _table(file: Input, zone: ZoneInfo, report: Callable[[int], None]) -> Found:
    raise Foreign("Nobody has said what its columns mean. Nothing was imported from it.")


def _may_be_diary(head: Head) -> bool:
    return any(f'"{name}"' in head.text for name in List)


def _may_be_table(file: Input, head: Head) -> bool:
    if list_named(file.name):
        return True  # so that a damaged one is told
    return file.name.lower().endswith((".csv", ".tsv", ".txt")) and not head.is_xml
