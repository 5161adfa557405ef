"""Rows of files held against what is stored, one by one."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import Any

from tracker.files.entry_types import CLASSES, KEYS, EntryType, key_of, keyed
from tracker.importing.duplicate_search import find_duplicates, is_total_of_day
from tracker.importing.entry_builder import EntryBuilder, notices, unknown_exercise
from tracker.importing.import_history import ImportHistory
from tracker.importing.matching import EntryIndex, RepeatedRows
from tracker.importing.own_names import as_here, exercise_names
from tracker.importing.parse_result import Candidate, RejectedRow
from tracker.importing.preview import FileCounter, Preview, Update
from tracker.importing.same_entries import (
    ExercisesBySource,
    entry_id,
    new_recordings,
    replaced_days,
    split_same,
    stored_recordings,
)
from tracker.model import Activity, CheckIn, Entry
from tracker.store import Diary

_RECORDED_BY: dict[EntryType, tuple[str, ...]] = {  # what tells a row of a device from another
    EntryType.ACTIVITIES: ("date", "activity", "minutes", "started_at", "source"),
    EntryType.EXERCISES: ("date", "exercise", "sets", "reps", "hold_seconds", "source"),
    EntryType.READINGS: ("at", "pain", "context", "exercise"),
}


class ImportMerger:
    """What is stored, and what becomes of it row by row; `found` are all rows to come.

    With `again`, what was left out or removed before is looked at like anything new.
    """

    def __init__(self, diary: Diary, found: Iterable[Candidate], again: bool = False) -> None:
        own = self._own = diary.own_exercises()
        self._names = exercise_names(own, found)
        self._builder = EntryBuilder(diary.person(), diary.usual_intensities())
        self._stored = diary.activities()
        self._keyed = {
            EntryType.CHECK_INS: _by_key(diary.check_ins()),
            EntryType.GOALS: _by_key(diary.goals()),
            EntryType.PLAN: _by_key(diary.plan_items()),
            EntryType.SKIPS: _by_key(diary.skips()),
            EntryType.REMINDERS: _by_key(diary.reminders()),
            EntryType.QUESTIONNAIRES: _by_key(diary.questionnaires()),
            EntryType.APPOINTMENTS: _by_key([diary.appointment()]),
            EntryType.OWN_EXERCISES: _by_key(own),
        }
        self._identified = EntryIndex(
            {(a.source, a.external_id): a for a in self._stored if a.external_id}
            | {a.uid: a for a in self._stored if not a.external_id}
        )
        self._totals = {
            (a.source, a.date) for a in self._stored if a.minutes and is_total_of_day(a)
        }
        self._readings, self._exercises = diary.readings(), diary.exercises_done()
        self._repeats = RepeatedRows(
            [
                *self._readings,
                *self._stored,
                *self._exercises,
                *diary.answers(),
                *diary.medicines(),
                *diary.events(),
            ],
            self._names,
        )
        devices: dict[EntryType, Sequence[Any]] = {
            EntryType.ACTIVITIES: self._stored,
            EntryType.EXERCISES: self._exercises,
            EntryType.READINGS: self._readings,
        }
        self._history = ImportHistory(diary, devices, self._names, again)
        self._counts = FileCounter()
        self._file = ""
        self._added: list[Entry] = []
        self._origins: dict[Hashable, Candidate] = {}  # where new entries stand
        self._stayed: list[Activity] = []  # what was left out before, and is in a file again
        self._notices: dict[str, None] = {}  # in order, each once
        self._unknown: dict[str, None] = {}  # exercises that aren't in the library

    def take(self, row: Candidate) -> None:
        """Take in one row, or raise why not."""
        given = dict(row.given)
        if row.list is EntryType.OWN_EXERCISES:
            given = as_here(given, self._names, self._own)
        elif isinstance(exercise := given.get("exercise"), str):
            known = self._names.of_today if row.list in KEYS else self._names.standard
            given["exercise"] = known(exercise)
        if source := given.get("source"):
            self._counts.add_source(row.file, str(source))
        if row.file != self._file:
            self._file = row.file
            self._repeats.begin_file()
            self._history.begin_file()

        if row.list in KEYS:
            self._take_keyed(row, given)
        elif row.list is EntryType.ACTIVITIES and given.get("external_id"):
            self._take_identified(row, given)
        elif row.recorded:
            self._take_recorded(row, given)
        else:
            self._take_repeat(row, given)
        if row.list is EntryType.EXERCISES and not self._names.is_known(str(given["exercise"])):
            self._unknown[str(given["exercise"])] = None
        if row.list is EntryType.ACTIVITIES:
            self._notices |= dict.fromkeys(notices(row, given))

    def outcome(
        self, version: int, rejected: tuple[RejectedRow, ...], said: Iterable[str]
    ) -> Preview:
        """What would become of the diary as of a version, with what was said while reading."""
        added, updates = self._sort_matched()
        known = (*self._stored, *self._stayed)
        additions, same = split_same([*added, *self._added], known, self._origins)
        new = new_recordings(additions, self._origins)
        manual = self._history.manual_edits(Activity).fields if new else {}
        stored = stored_recordings(self._stored, manual)
        duplicates = find_duplicates([*stored, *new]) if new else []
        asked = {
            r.entry.uid
            for group in duplicates
            for source in group.sources
            for r in source.recordings
            if not r.stored and not r.beside
        }
        sure = [e for e in additions if not (isinstance(e, Activity) and e.uid in asked)]
        for one in same:
            self._count(self._origins[one.uid], "unchanged")
        for entry in additions:
            what = "duplicates" if isinstance(entry, Activity) and entry.uid in asked else "added"
            self._count(self._origins[entry_id(entry)], what)
        for refusal in rejected:
            self._counts.add(refusal.file, "rejected")
        return Preview(
            version=version,
            additions=tuple(sure),
            updates=tuple(updates),
            unchanged=self._counts.total("unchanged", "left_out"),
            rejected=rejected,
            notices=(*said, *self._notices, *map(unknown_exercise, self._still_unknown())),
            duplicates=tuple(duplicates),
            kept=self._history.kept,
            left_out=self._counts.total("left_out"),
            files=self._counts.files(),
            assumed=frozenset(self._builder.assumed),
            replaced=tuple(replaced_days(self._stored, additions, [u.after for u in updates])),
        )

    def _still_unknown(self) -> Iterator[str]:
        own = self._keyed[EntryType.OWN_EXERCISES]  # of the files too, in whatever order they came
        return (name for name in self._unknown if not own.holds((name.lower(),)))

    def _sort_matched(self) -> tuple[list[Entry], list[Update]]:
        """Of the entries that are known by a key, the new ones and the changed ones."""
        added: list[Entry] = []
        updates: list[Update] = []
        known = (*self._keyed.values(), self._identified)
        for match in (match for some in known for match in some.matches.values()):
            if match.stored is None:
                self._origins[entry_id(match.value)] = match.first
                added.append(match.value)
            elif match.value != match.stored:
                self._count(match.first, "updated")
                updates.append(Update(match.first.file, match.first.row, match.stored, match.value))
            else:
                self._count(match.first, "unchanged")
        return added, updates

    # -- one row

    def _take_keyed(self, row: Candidate, given: dict[str, object]) -> None:
        key = key_of(row.list, given)
        known = self._keyed[row.list]
        if row.recorded and not known.holds(key) and key in self._history.removed_days:
            self._count(row, "left_out")
            return

        def make(stored: Entry | None) -> Entry:
            if row.recorded and isinstance(stored, CheckIn):
                return self._build_protected(row, stored, given)
            return self._builder.build(row, stored, given)

        if known.meet(key, row, given, make):
            self._count(row, "unchanged")

    def _take_identified(self, row: Candidate, given: dict[str, object]) -> None:
        key = (given.get("source"), given["external_id"])
        out = key in self._history.left_out or (row.recorded and key in self._history.removed)
        if out and not self._identified.holds(key):
            self._stay_out(row, self._builder.build(row, None, given))
            return

        if row.recorded and _is_told_otherwise(given, key, self._identified, self._totals):
            self._count(row, "unchanged")
            return

        def make(stored: Entry | None) -> Entry:
            if isinstance(stored, Activity):
                return self._build_protected(row, stored, given)
            return self._builder.build(row, stored, given)

        if self._identified.meet(key, row, given, make, latest=row.recorded):
            self._count(row, "unchanged")

    def _take_recorded(self, row: Candidate, given: dict[str, object]) -> None:
        """A row without an external id: known by when it started, else by being equal."""
        entry = self._builder.build(row, None, given)
        if isinstance(entry, Activity):
            if entry.started_at and entry.source:
                self._take_started(row, given, entry)
                return
            if self._history.was_left_out(entry):
                self._count(row, "left_out")
                return
        asked = {field: given[field] for field in _RECORDED_BY[row.list] if field in given}
        found = self._history.entries(row.list).match(row.list, asked)
        removed = self._history.manual_edits(CLASSES[row.list]).removed
        if found is not None and any(entry_id(found) == entry_id(entry) for entry in removed):
            self._count(row, "left_out")
        elif found is not None or self._exercises_by_source.is_known(entry):
            self._count(row, "unchanged")
        else:
            self._add(row, entry)
            self._history.entries(row.list).add(entry)

    def _take_started(self, row: Candidate, given: dict[str, object], entry: Activity) -> None:
        """A row that is known by its source, kind and start."""
        if self._history.was_left_out(entry):  # also where another one started at the same time
            self._stay_out(row, entry)
            return
        uid = self._history.starts.find(entry, row.file)
        if uid is None and (
            self._history.was_removed(entry) or self._history.was_another_duration(entry)
        ):
            self._stay_out(row, entry)
            return

        def make(before: Entry | None) -> Entry:
            if not isinstance(before, Activity):
                return entry
            return self._build_protected(row, before, given)

        self._history.starts.hold(uid or entry.uid, entry, row.file)
        if self._identified.meet(uid or entry.uid, row, given, make, latest=True):
            self._count(row, "unchanged")

    def _take_repeat(self, row: Candidate, given: dict[str, object]) -> None:
        entry = self._builder.build(row, None, given)
        if self._repeats.match(row.list, given, row.empty) is not None:
            self._count(row, "unchanged")
        elif isinstance(entry, Activity) and entry.source and self._history.was_left_out(entry):
            self._count(row, "left_out")
        else:
            self._repeats.add(entry)
            self._add(row, entry)

    def _build_protected(
        self, row: Candidate, stored: CheckIn | Activity, given: Mapping[str, object]
    ) -> Entry:
        """What a device's row makes of a stored entry: edits by hand stay."""
        return self._builder.build(
            row, stored, self._history.without_manual_edits(row, stored, given)
        )

    def _add(self, row: Candidate, entry: Entry) -> None:
        self._origins[entry_id(entry)] = row
        self._added.append(entry)

    def _stay_out(self, row: Candidate, entry: Entry) -> None:
        self._count(row, "left_out")
        if isinstance(entry, Activity):
            self._stayed.append(entry)

    def _count(self, row: Candidate, what: str) -> None:
        self._counts.add(row.file, what)

    @cached_property
    def _exercises_by_source(self) -> ExercisesBySource:
        return ExercisesBySource(self._exercises, self._names)


def _by_key(stored: Iterable[Entry]) -> EntryIndex:
    return EntryIndex({keyed(entry): entry for entry in stored})


def _is_told_otherwise(
    given: Mapping[str, object],
    key: Hashable,
    known: EntryIndex,
    totals: Set[tuple[str, object]],
) -> bool:
    """Whether a day without minutes is one of which its source has told some in another way."""
    if given.get("minutes") != 0 or known.holds(key):
        return False
    return (given.get("source"), given.get("date")) in totals
