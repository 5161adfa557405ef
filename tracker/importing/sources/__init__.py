"""Files of watches, phones and services, recognised by what is in them, never by their names.

Every importer is a module with the same two functions (:class:`Importer`). To
add one: write the module and name it in `SOURCES`. Those of single recordings have a third,
`begins(head)`: when the recording began, if that shows without reading it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib import import_module
from typing import IO, Protocol, cast
from zoneinfo import ZoneInfo

from tracker.files.head import FileHead
from tracker.importing.parse_result import Candidate, ParseResult, RejectedRow

ParsedItem = Candidate | RejectedRow | str  # a str is something that the person should know


class Importer(Protocol):
    """What a module of this package has."""

    def recognises(self, head: FileHead) -> bool:
        """Whether a file that begins like this is one of its kind."""

    def read(self, stream: IO[bytes], file: str, zone: ZoneInfo) -> Iterator[ParsedItem]:
        """What a file holds, bit by bit, from a stream that can be sought in.

        `file` is the name that a person knows it by; times without an offset
        are local to `zone`. Raises FileError where nothing more can be read,
        after whatever could be has been given out.
        """


@dataclass(slots=True)
class ParseCollector:
    """What an importer has given out so far; of notices each once, in order.

    `apart` is whether the workouts of the file follow one another.
    """

    apart: bool = False
    candidates: list[Candidate] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    notices: dict[str, None] = field(default_factory=dict)

    def take(self, item: ParsedItem) -> None:
        """Put an item with those of its sort."""
        match item:
            case Candidate():
                self.candidates.append(replace(item, apart=True) if self.apart else item)
            case RejectedRow():
                self.rejected.append(item)
            case str():
                self.notices[item] = None

    def found(self) -> ParseResult:
        """All that was gathered."""
        return ParseResult(tuple(self.candidates), tuple(self.rejected), tuple(self.notices))


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of file: its name on the command line, and what people call it.

    `limit` is the most bytes that one may have, unpacked. `holds` are kinds that
    an export of this kind has beside it, for the same activities once more. `apart`
    is whether one device recorded a file's workouts one after the other. `module` is
    its importer here, where that is called otherwise.
    """

    name: str
    title: str
    limit: int = 200_000_000
    holds: tuple[str, ...] = ()
    apart: bool = False
    module: str = ""

    @property
    def module_name(self) -> str:
        """Where its importer is."""
        return f"{__name__}.{self.module or self.name.replace('-', '_')}"

    @property
    def importer(self) -> Importer:
        """Its module, imported only now."""
        return cast(Importer, import_module(self.module_name))

    def begins(self, head: FileHead) -> datetime | None:
        """When the recording of a file began, where its first bytes say so."""
        quickly = getattr(self.importer, "begins", None)
        found: datetime | None = quickly(head) if quickly else None
        return found


SOURCES = (
    Source("fit", "FIT file", 64_000_000, apart=True),
    Source("apple", "Apple Health export", 16_000_000_000, holds=("gpx",), module="apple_health"),
    Source("tcx", "TCX file", 1_000_000_000, apart=True),
    Source("gpx", "GPX file", 1_000_000_000),
    Source("strava", "Strava archive", holds=("fit", "tcx", "gpx")),
    Source("garmin", "Garmin Connect list of activities"),
    Source("garmin-export", "Garmin data export", 100_000_000, holds=("fit", "tcx", "gpx")),
    Source("garmin-days", "Garmin data export of daily minutes", 100_000_000),
    Source("fitbit", "Fitbit export of exercises", 100_000_000, holds=("tcx",)),
    Source("fitbit-days", "Fitbit export of daily minutes", 100_000_000),
    Source("google-fit", "Google Fit export of daily activity"),
    Source("loop", "Loop Habit Tracker export of checkmarks", 50_000_000, module="loop_habits"),
)
NAMES = tuple(source.name for source in SOURCES)


def source_named(name: str) -> Source:
    """The kind of this name, which is one of `NAMES`."""
    return next(source for source in SOURCES if source.name == name)


def recognise(head: FileHead) -> Source | None:
    """The kind of a file by its first bytes, or None where it is none of these."""
    return next((source for source in SOURCES if source.importer.recognises(head)), None)
