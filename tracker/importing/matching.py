"""Which stored entry a row is about.

Some entries are known by a key (the day of a check-in, the day and exercise of
a skip, the source and external id of an activity); everything else is known by
being equal, the second of two equal rows matching the second of two equal entries.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from tracker.files.entry_types import CLASSES, EMPTY, EntryType
from tracker.files.errors import FileError
from tracker.importing.duplicates import SAME_START, kind_key
from tracker.importing.parse_result import Candidate
from tracker.library import ExerciseNames
from tracker.model import Activity, Entry

Make = Callable[[Entry | None], Entry]


@dataclass(slots=True)
class MatchedEntry:
    """An entry that rows are about: as stored (None: nowhere yet), and with what they say."""

    stored: Entry | None
    value: Entry
    first: Candidate
    said: dict[str, object]


class EntryIndex:
    """Entries that are known by a key."""

    def __init__(self, stored: Mapping[Hashable, Entry]) -> None:
        self._stored = stored
        self.matches: dict[Hashable, MatchedEntry] = {}

    def holds(self, key: Hashable) -> bool:
        """Whether there is an entry with this key, stored or in an earlier row."""
        return key in self._stored or key in self.matches

    def meet(
        self,
        key: Hashable,
        row: Candidate,
        given: Mapping[str, object],
        make: Make,
        latest: bool = False,
    ) -> bool:
        """Take in a row; `make` gives the entry that comes of a stored one.

        Returns whether an earlier row was about the same entry. Raises FileError where
        that one says otherwise, unless the `latest` has the last word.
        """
        match = self.matches.get(key)
        if match is None:
            stored = self._stored.get(key)
            self.matches[key] = MatchedEntry(stored, make(stored), row, dict(given))
            return False
        for field, value in given.items():
            before = match.said.get(field, value)
            if before != value and field != "entered_at" and not latest:
                raise FileError(
                    f"The same entry is in {match.first.file}, row {match.first.row}, with another "
                    f"{field}: {before} there, {value} here. The earlier row was used."
                )
        match.value = make(match.value)
        match.said = {**given, **match.said}
        return True


class RepeatedRows:
    """Entries that are known by being equal; a file's rows match each entry once."""

    def __init__(self, stored: Iterable[Entry], names: ExerciseNames) -> None:
        self._entries = list(stored)
        self._names = names
        self._new: list[Entry] = []
        self.begin_file()

    def begin_file(self) -> None:
        """Match each entry once more: a second file may hold the same ones again."""
        self._entries += self._new
        self._classes = set(map(type, self._entries))
        self._new = []
        self._taken: set[UUID] = set()
        self._buckets: dict[tuple[EntryType, tuple[str, ...]], dict[Hashable, list[Entry]]] = {}

    def match(
        self, name: EntryType, given: Mapping[str, object], empty: Set[str] = frozenset()
    ) -> Entry | None:
        """Another entry of the list with all these fields, and these left empty; it is used up."""
        if CLASSES[name] not in self._classes:
            return None
        nothing = EMPTY[name]
        fields = {**{field: nothing[field] for field in empty if field in nothing}, **given}
        columns = tuple(sorted(fields))
        if (name, columns) not in self._buckets:
            self._buckets[name, columns] = self._bucket(name, columns)
        equal = self._buckets[name, columns].get(tuple(fields[column] for column in columns), [])
        while equal:
            entry = equal.pop()
            uid = entry.uid  # type: ignore[union-attr]  # no check-ins here
            if uid not in self._taken:
                self._taken.add(uid)
                return entry
        return None

    def add(self, entry: Entry) -> None:
        """Remember a new entry; rows of later files may match it."""
        self._new.append(entry)

    def _bucket(self, name: EntryType, columns: tuple[str, ...]) -> dict[Hashable, list[Entry]]:
        bucket: dict[Hashable, list[Entry]] = {}
        for entry in reversed(self._entries):
            if isinstance(entry, CLASSES[name]):
                said = tuple(self._said(entry, column) for column in columns)
                bucket.setdefault(said, []).append(entry)
        return bucket

    def _said(self, entry: Entry, column: str) -> Hashable:
        value: Hashable = getattr(entry, column)
        is_name = column == "exercise" and isinstance(value, str)
        return self._names.standard(str(value)) if is_name else value


class StartTimeIndex:
    """When recordings started, by source and kind; each is found once a file."""

    def __init__(self) -> None:
        self._minutes: defaultdict[tuple[str, str, int], list[tuple[datetime, UUID]]]
        self._minutes = defaultdict(list)
        self._files: dict[UUID, str] = {}

    def hold_start(self, source: str, started: datetime, kind: str) -> None:
        """Remember one that isn't stored."""
        minute = int(started.timestamp()) // 60
        self._minutes[source, kind, minute].append((started, uuid4()))

    def hold(self, uid: UUID, entry: Activity, file: str = "") -> None:
        """Remember when one started, and the file that told it."""
        if entry.started_at:
            key = (entry.source, kind_key(entry.activity), minute_of(entry))
            self._minutes[key].append((entry.started_at, uid))
        if file:
            self._files[uid] = file

    def find(self, entry: Activity, file: str) -> UUID | None:
        """The one that starts within 60 seconds, the nearest, if this file hasn't told it yet."""
        if not entry.started_at:
            return None
        kind, now = kind_key(entry.activity), minute_of(entry)
        near = [
            (abs(started - entry.started_at), uid)
            for minute in (now - 1, now, now + 1)
            for started, uid in self._minutes[entry.source, kind, minute]
            if not file or self._files.get(uid) != file
        ]
        near = [pair for pair in near if pair[0] <= SAME_START]
        return min(near)[1] if near else None


def minute_of(entry: Activity) -> int:
    """The minute it started in, counted since 1970; 0 where that is not known."""
    return int(entry.started_at.timestamp()) // 60 if entry.started_at else 0
