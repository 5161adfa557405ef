"""The same exercise or bout told twice, by other sources or other files."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from tracker.importing.duplicate_search import is_total_of_day
from tracker.importing.duplicates import Recording, is_same, kind_key
from tracker.importing.matching import minute_of
from tracker.importing.parse_result import Candidate
from tracker.library import ExerciseNames
from tracker.model import Activity, Entry, ExerciseDone

Origins = Mapping[Hashable, Candidate]  # the rows of new entries, by `entry_id`


def entry_id(entry: object) -> Hashable:
    """What tells an entry from others in one import."""
    return getattr(entry, "uid", None) or id(entry)


class ExercisesBySource:
    """Exercises done on a day, of which several sources may tell."""

    def __init__(self, stored: Iterable[ExerciseDone], names: ExerciseNames) -> None:
        self._matched: set[tuple[UUID, str]] = set()  # exercises done, and who else told of them
        self._done: defaultdict[tuple[object, str], list[ExerciseDone]] = defaultdict(list)
        for entry in stored:
            self._done[entry.date, names.standard(entry.exercise)].append(entry)

    def is_known(self, entry: Entry) -> bool:
        """Whether another source, or a person, says that this was done; if not, it is kept."""
        if not isinstance(entry, ExerciseDone):
            return False
        for other in self._done[entry.date, entry.exercise]:
            taken = (other.uid, entry.source)
            if other.source != entry.source and taken not in self._matched and _agree(entry, other):
                self._matched.add(taken)
                return True
        self._done[entry.date, entry.exercise].append(entry)
        return False


def _agree(one: ExerciseDone, other: ExerciseDone) -> bool:
    """Whether two tell of the same exercise: what both say of its dose is the same."""
    pairs = [(getattr(one, f), getattr(other, f)) for f in ("sets", "reps", "hold_seconds")]
    return all(mine == theirs or None in (mine, theirs) for mine, theirs in pairs)


def split_same(
    added: Iterable[Entry], known: Iterable[Activity], origins: Origins
) -> tuple[list[Entry], list[Activity]]:
    """New entries, and those that are beyond doubt the same bout as another.

    That one is `known`, or comes earlier in `added`. Two are the same where kind and
    minutes agree and they start within 60 seconds.
    """
    seen: defaultdict[tuple[str, int, int], list[Activity]] = defaultdict(list)

    def hold(entry: Activity) -> None:
        seen[kind_key(entry.activity), entry.minutes, minute_of(entry)].append(entry)

    for one in known:
        if one.started_at:
            hold(one)
    kept: list[Entry] = []
    same: list[Activity] = []
    for entry in added:
        if not isinstance(entry, Activity) or not entry.started_at:
            kept.append(entry)
            continue
        kind, now = kind_key(entry.activity), minute_of(entry)
        near = [e for m in (now - 1, now, now + 1) for e in seen[kind, entry.minutes, m]]
        if any(is_same(entry, other) and not _are_two(entry, other, origins) for other in near):
            same.append(entry)
            continue
        hold(entry)
        kept.append(entry)
    return kept, same


def _are_two(one: Activity, other: Activity, origins: Origins) -> bool:
    """Rows of one of our own files, or sessions of one recording, are different ones."""
    place, beside = origins.get(one.uid), origins.get(other.uid)
    if place is None or beside is None:
        return False
    return place.file == beside.file and _is_distinct(place)


def _is_distinct(row: Candidate) -> bool:
    """Whether it is another than any other of its file: somebody, or the device, kept it apart."""
    return row.apart or not row.recorded


def new_recordings(added: Iterable[Entry], origins: Origins) -> list[Recording]:
    """The new bouts that may be duplicates; rows of our own files without a time are as written."""
    found = []
    for entry in added:
        if isinstance(entry, Activity) and entry.minutes:
            row = origins[entry.uid]
            if entry.started_at or (entry.source and row.recorded):
                distinct = _is_distinct(row)
                found.append(Recording(entry, file=row.file, row=row.row, distinct=distinct))
    return found


def stored_recordings(
    stored: Iterable[Activity], manual: Mapping[tuple[Hashable, ...], frozenset[str]]
) -> Iterator[Recording]:
    """The stored bouts that new ones may be duplicates of; `manual` are edits by hand by uid."""
    for one in stored:
        if one.minutes:
            yield Recording(one, stored=True, manual=not one.source or (one.uid,) in manual)


def replaced_days(
    stored: Sequence[Activity], additions: Iterable[Entry], changed: Sequence[Entry]
) -> Iterator[Activity]:
    """Stored days without minutes of which their source now tells some."""
    counted = {
        (entry.source, entry.date)
        for entry in (*additions, *changed)
        if isinstance(entry, Activity) and entry.minutes and is_total_of_day(entry)
    }
    changed_ids = {entry_id(entry) for entry in changed}
    for one in stored:
        if not one.minutes and (one.source, one.date) in counted and one.uid not in changed_ids:
            yield one
