"""What an import would do, as plain values; choosing makes another plan of one."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from tracker.files.entry_types import COLUMNS, EMPTY, KEYS, day_of, keyed, type_of
from tracker.importing.duplicates import DuplicateGroup, kind_key
from tracker.importing.parse_result import RejectedRow
from tracker.model import (
    Activity,
    CheckIn,
    Entry,
    FileMapping,
    Intensity,
    LeftOut,
    UsualIntensity,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field for which a file says something else than what is stored."""

    field: str
    stored: object
    file: object


@dataclass(frozen=True, slots=True)
class Update:
    """A stored entry that a row changes, before and after."""

    file: str
    row: int
    before: Entry
    after: Entry

    @property
    def day(self) -> date | None:
        """The day that it is about, or from which on it holds; None where it has none."""
        return day_of(self.after)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Field by field, what is stored and what the file says."""
        found = []
        for column in COLUMNS[type_of(self.after)]:
            stored, file = getattr(self.before, column), getattr(self.after, column)
            if stored != file:
                found.append(Difference(column, stored, file))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class FileCount:
    """What became of the rows of a file, and where they come from.

    `duplicates` are asked about, `left_out` were left out or removed before.
    """

    file: str
    sources: tuple[str, ...] = ()
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    left_out: int = 0
    rejected: int = 0


class FileCounter:
    """Counts what becomes of rows, by their files."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._sources: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def add_source(self, file: str, source: str) -> None:
        """Note where a row of the file comes from."""
        self._sources[file][source] = None

    def add(self, file: str, what: str) -> None:
        """Count one row: `what` is a field of :class:`FileCount`."""
        self._counts[file][what] += 1

    def total(self, *what: str) -> int:
        """How many rows of all files became one of these."""
        return sum(counts[name] for counts in self._counts.values() for name in what)

    def files(self) -> tuple[FileCount, ...]:
        """The counts by file, in the order in which the files were first counted."""
        return tuple(
            FileCount(file, tuple(self._sources[file]), **counts)
            for file, counts in self._counts.items()
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do to the diary as of that version; nothing is written yet.

    `kept` is what files would change if it hadn't been changed by hand; such
    fields stay. `assumed` are the new activities whose intensity no file gives,
    `usual` and `mappings` what is remembered for the next import, `left_out`
    how many rows stay out because they were left out or removed before, `replaced` the
    stored days without minutes of which their source now tells some.
    """

    version: int
    additions: tuple[Entry, ...]
    updates: tuple[Update, ...]
    unchanged: int
    rejected: tuple[RejectedRow, ...]
    notices: tuple[str, ...]
    duplicates: tuple[DuplicateGroup, ...] = ()
    kept: tuple[Update, ...] = ()
    left_out: int = 0
    files: tuple[FileCount, ...] = ()
    assumed: frozenset[UUID] = frozenset()
    usual: tuple[UsualIntensity, ...] = ()
    mappings: tuple[FileMapping, ...] = ()
    replaced: tuple[Activity, ...] = ()

    @property
    def new(self) -> tuple[Entry, ...]:
        """All that is added, what was chosen of the doubles too."""
        return (*self.additions, *(put for group in self.duplicates for put in group.puts))

    @property
    def added(self) -> int:
        """How many entries are new."""
        return len(self.additions) + sum(len(group.puts) for group in self.duplicates)

    @property
    def updated(self) -> int:
        """How many stored entries change."""
        return len(self.updates)

    @property
    def days_without_minutes(self) -> int:
        """How many of the new entries are days on which a device counted no active minutes."""
        return sum(isinstance(entry, Activity) and not entry.minutes for entry in self.new)

    @property
    def removes(self) -> tuple[Activity, ...]:
        """Stored entries that another recording takes the place of."""
        return (*(e for group in self.duplicates for e in group.removes), *self.replaced)

    @property
    def decisions(self) -> tuple[LeftOut | UsualIntensity | FileMapping, ...]:
        """What is remembered for the next import."""
        out = (note for group in self.duplicates for note in group.left_out)
        return (*out, *self.usual, *self.mappings)


def keeping_stored(plan: Preview) -> Preview:
    """The same import where the diary wins: files fill in what is missing, and change nothing."""
    updates = []
    for update in plan.updates:
        missing: dict[str, Any] = {
            d.field: d.file for d in update.differences if _is_missing(update.before, d)
        }
        if missing:
            updates.append(replace(update, after=replace(update.before, **missing)))
    left = plan.updated - len(updates)
    return replace(plan, updates=tuple(updates), unchanged=plan.unchanged + left)


def _is_missing(entry: Entry, difference: Difference) -> bool:
    """Whether an entry doesn't say what a file does; a tick that is not set says nothing."""
    if difference.stored is False and isinstance(entry, CheckIn):
        return EMPTY[type_of(entry)][difference.field] is False
    return difference.stored in (None, "", ())


def taking_files(plan: Preview) -> Preview:
    """The same import where files also win over what was changed by hand."""
    changed = {_which(update.before): update for update in plan.updates}
    for kept in plan.kept:
        other = changed.get(_which(kept.before))
        said: dict[str, Any] = {d.field: d.file for d in kept.differences}
        if other:
            kept = replace(other, after=replace(other.after, **said))
        changed[_which(kept.before)] = kept
    new = len(changed) - plan.updated
    return replace(
        plan, updates=tuple(changed.values()), kept=(), unchanged=max(0, plan.unchanged - new)
    )


def _which(entry: Entry) -> tuple[type, object]:
    """What tells an entry from others of its kind."""
    return type(entry), keyed(entry) if type_of(entry) in KEYS else getattr(entry, "uid", None)


def choosing(plan: Preview, choices: Mapping[int, int | None]) -> Preview:
    """The same import with other choices among the duplicates.

    Parameters
    ----------
    plan
        The preview.
    choices
        By the place of a group, the place of the source that counts; None: all of them count.

    Returns
    -------
    Preview
        What it would do then.
    """
    duplicates = [
        replace(group, kept=choices.get(place, group.kept))
        for place, group in enumerate(plan.duplicates)
    ]
    return replace(plan, duplicates=tuple(duplicates))


def intensities(plan: Preview) -> dict[str, dict[Intensity, int]]:
    """The kinds of new activities whose intensity no file gives: how many of which."""
    found: dict[str, dict[Intensity, int]] = {}
    for entry in plan.new:
        if isinstance(entry, Activity) and entry.uid in plan.assumed:
            of_kind = found.setdefault(kind_key(entry.activity), {})
            of_kind[entry.intensity] = of_kind.get(entry.intensity, 0) + 1
    return found


def with_intensities(plan: Preview, wanted: Mapping[str, Intensity]) -> Preview:
    """The same import with other intensities, which are remembered for the next one.

    Parameters
    ----------
    plan
        The preview.
    wanted
        Intensities by the key of a kind of activity, as :func:`intensities` gives them.

    Returns
    -------
    Preview
        What it would do then, with what is remembered in its `usual`.
    """

    def corrected(entry: Any) -> Any:
        if not isinstance(entry, Activity) or entry.uid not in plan.assumed:
            return entry
        return replace(entry, intensity=wanted.get(kind_key(entry.activity), entry.intensity))

    duplicates = []
    for group in plan.duplicates:
        sources = [
            replace(
                source,
                recordings=tuple(replace(r, entry=corrected(r.entry)) for r in source.recordings),
            )
            for source in group.sources
        ]
        duplicates.append(replace(group, sources=tuple(sources)))
    usual = {u.activity: u for u in plan.usual}
    usual |= {kind: UsualIntensity(kind, intensity) for kind, intensity in wanted.items()}
    return replace(
        plan,
        additions=tuple(map(corrected, plan.additions)),
        duplicates=tuple(duplicates),
        usual=tuple(usual.values()),
    )
