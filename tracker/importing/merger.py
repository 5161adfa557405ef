"""Rows of files held against what is stored, one by one."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property
from typing import Any
from uuid import UUID

from tracker.files.entry_types import CLASSES, EMPTY, KEYS, EntryType, day_of
from tracker.importing.duplicate_search import find_duplicates, is_total_of_day
from tracker.importing.duplicates import Recording, is_same, kind_key
from tracker.importing.import_history import ImportHistory
from tracker.importing.matching import EntryIndex, RepeatedRows, minute_of, standard_name
from tracker.importing.parse_result import Candidate, RejectedRow
from tracker.importing.preview import FileCount, Preview, Update
from tracker.library import UNNAMED, find_activity_kind, find_exercise, find_workout
from tracker.model import Activity, CheckIn, Entry, ExerciseDone, Goal, Intensity, PlanItem
from tracker.store import Diary

_RECORDED_BY: dict[EntryType, tuple[str, ...]] = {  # what tells a row of a device from another
    EntryType.ACTIVITIES: ("date", "activity", "minutes", "started_at", "source"),
    EntryType.EXERCISES: ("date", "exercise", "sets", "reps", "hold_seconds", "source"),
    EntryType.READINGS: ("at", "pain", "context", "exercise"),
}
_AT_ONCE = {"date", "started_at"}  # by hand together, because they have to agree


class ImportMerger:
    """What is stored, and what becomes of it row by row.

    With `again`, what was left out or removed before is looked at like anything new.
    """

    def __init__(self, diary: Diary, again: bool = False) -> None:
        self.person = diary.person()
        self._stored = diary.activities()
        self._keyed = {
            EntryType.CHECK_INS: _by_key(EntryType.CHECK_INS, diary.check_ins()),
            EntryType.GOALS: _by_key(EntryType.GOALS, diary.goals()),
            EntryType.PLAN: _by_key(EntryType.PLAN, diary.plan_items()),
            EntryType.SKIPS: _by_key(EntryType.SKIPS, diary.skips()),
            EntryType.REMINDERS: _by_key(EntryType.REMINDERS, diary.reminders()),
            EntryType.QUESTIONNAIRES: _by_key(EntryType.QUESTIONNAIRES, diary.questionnaires()),
            EntryType.APPOINTMENTS: _by_key(EntryType.APPOINTMENTS, [diary.appointment()]),
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
            [*self._readings, *self._stored, *self._exercises, *diary.answers()]
        )
        self._usual = {u.activity: u.intensity for u in diary.usual_intensities()}
        devices: dict[EntryType, Sequence[Any]] = {
            EntryType.ACTIVITIES: self._stored,
            EntryType.EXERCISES: self._exercises,
            EntryType.READINGS: self._readings,
        }
        self._earlier = ImportHistory(diary, devices, again)
        self._file = ""
        self._added: list[Entry] = []
        self._from: dict[Hashable, Candidate] = {}  # where new entries stand
        self._stayed: list[Activity] = []  # what was left out before, and is in a file again
        self._kept: dict[tuple[object, frozenset[str]], Update] = {}
        self._assumed: set[UUID] = set()
        self._matched: set[tuple[UUID, str]] = set()  # exercises done, and who else told of them
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._sources: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._notices: dict[str, None] = {}  # in order, each once

    def take(self, row: Candidate) -> None:
        """Take in one row, or raise why not."""
        given = dict(row.given)
        if row.list not in KEYS and isinstance(given.get("exercise"), str):
            given["exercise"] = standard_name(str(given["exercise"]))
        if source := given.get("source"):
            self._sources[row.file][str(source)] = None
        if row.file != self._file:
            self._file = row.file
            self._repeats.begin_file()
            self._earlier.begin_file()

        if row.list in KEYS:
            self._take_keyed(row, given)
        elif row.list is EntryType.ACTIVITIES and given.get("external_id"):
            self._take_identified(row, given)
        elif row.recorded:
            self._take_recorded(row, given)
        else:
            self._take_repeat(row, given)
        self._notices |= dict.fromkeys(_notices(row, given))

    def outcome(
        self, version: int, rejected: tuple[RejectedRow, ...], notices: Iterable[str]
    ) -> Preview:
        """What would become of the diary."""
        added: list[Entry] = []
        updates: list[Update] = []
        known = (*self._keyed.values(), self._identified)
        for met in (met for some in known for met in some.met.values()):
            if met.stored is None:
                self._from[_uid(met.value)] = met.first
                added.append(met.value)
            elif met.value != met.stored:
                self._counts[met.first.file]["updated"] += 1
                updates.append(Update(met.first.file, met.first.row, met.stored, met.value))
            else:
                self._counts[met.first.file]["unchanged"] += 1
        additions = self._without_the_same([*added, *self._added])
        recordings = list(self._recordings(additions))
        duplicates = find_duplicates(recordings) if any(not r.stored for r in recordings) else []
        asked = {
            r.entry.uid
            for group in duplicates
            for party in group.parties
            for r in party.recordings
            if not r.stored and not r.beside
        }
        sure = [e for e in additions if not (isinstance(e, Activity) and e.uid in asked)]
        for entry in additions:
            place = self._from[_uid(entry)]
            what = "duplicates" if isinstance(entry, Activity) and entry.uid in asked else "added"
            self._counts[place.file][what] += 1
        for refusal in rejected:
            self._counts[refusal.file]["rejected"] += 1
        return Preview(
            version=version,
            additions=tuple(sure),
            updates=tuple(updates),
            unchanged=sum(c["unchanged"] + c["left_out"] for c in self._counts.values()),
            rejected=rejected,
            notices=(*notices, *self._notices),
            duplicates=tuple(duplicates),
            kept=tuple(self._kept.values()),
            left_out=sum(c["left_out"] for c in self._counts.values()),
            files=tuple(
                FileCount(file, tuple(self._sources[file]), **counts)
                for file, counts in self._counts.items()
            ),
            assumed=frozenset(self._assumed),
            replaced=tuple(self._replaced(additions, updates)),
        )

    def _replaced(
        self, additions: Iterable[Entry], updates: Iterable[Update]
    ) -> Iterator[Activity]:
        """Stored days without minutes of which their source now tells some."""
        changed = [update.after for update in updates]
        told = {
            (entry.source, entry.date)
            for entry in (*additions, *changed)
            if isinstance(entry, Activity) and entry.minutes and is_total_of_day(entry)
        }
        uids = {_uid(entry) for entry in changed}
        for stored in self._stored:
            is_told = (stored.source, stored.date) in told
            if not stored.minutes and is_told and stored.uid not in uids:
                yield stored

    # -- one row

    def _take_keyed(self, row: Candidate, given: dict[str, object]) -> None:
        key = _key(given[column] for column in KEYS[row.list])  # JSON may give anything
        known = self._keyed[row.list]
        if row.recorded and not known.holds(key) and key in self._earlier.removed_days:
            self._count(row, "left_out")
            return

        def make(stored: Entry | None) -> Entry:
            if row.recorded and isinstance(stored, CheckIn):
                return self._changed(row, stored, self._unprotected(row, stored, given))
            return self._made(row, stored, given)

        if known.meet(key, row, given, make):
            self._count(row, "unchanged")

    def _take_identified(self, row: Candidate, given: dict[str, object]) -> None:
        key = (given.get("source"), given["external_id"])
        out = key in self._earlier.left_out or (row.recorded and key in self._earlier.removed)
        if out and not self._identified.holds(key):
            self._stay_out(row, self._made(row, None, given))
            return

        if row.recorded and _is_told_otherwise(given, key, self._identified, self._totals):
            self._count(row, "unchanged")
            return

        def make(stored: Entry | None) -> Entry:
            if isinstance(stored, Activity):
                return self._changed(row, stored, self._unprotected(row, stored, given))
            return self._made(row, stored, given)

        if self._identified.meet(key, row, given, make, latest=row.recorded):
            self._count(row, "unchanged")

    def _take_recorded(self, row: Candidate, given: dict[str, object]) -> None:
        """A row without an external id: known by when it started, else by being equal."""
        entry = self._made(row, None, given)
        if isinstance(entry, Activity):
            if entry.started_at and entry.source:
                self._take_started(row, given, entry)
                return
            if self._earlier.was_left_out(entry):
                self._count(row, "left_out")
                return
        asked = {field: given[field] for field in _RECORDED_BY[row.list] if field in given}
        found = self._earlier.entries(row.list).match(row.list, asked)
        removed = self._earlier.manual_edits(CLASSES[row.list]).removed
        if found is not None and any(_uid(found) == _uid(entry) for entry in removed):
            self._count(row, "left_out")
        elif found is not None or self._is_done_elsewhere(entry):
            self._count(row, "unchanged")
        else:
            self._add(row, entry)
            self._earlier.entries(row.list).add(entry)

    def _take_started(self, row: Candidate, given: dict[str, object], entry: Activity) -> None:
        """A row that is known by its source, kind and start."""
        if self._earlier.was_left_out(entry):  # also where another one started at the same time
            self._stay_out(row, entry)
            return
        uid = self._earlier.starts.find(entry, row.file)
        if uid is None and (
            self._earlier.was_removed(entry) or self._earlier.was_another_duration(entry)
        ):
            self._stay_out(row, entry)
            return

        def make(before: Entry | None) -> Entry:
            if not isinstance(before, Activity):
                return entry
            return self._changed(row, before, self._unprotected(row, before, given))

        self._earlier.starts.hold(uid or entry.uid, entry, row.file)
        if self._identified.meet(uid or entry.uid, row, given, make, latest=True):
            self._count(row, "unchanged")

    def _take_repeat(self, row: Candidate, given: dict[str, object]) -> None:
        entry = self._made(row, None, given)
        empty = {f: EMPTY[row.list][f] for f in row.empty if f in EMPTY[row.list]}
        if self._repeats.match(row.list, {**empty, **given}) is not None:
            self._count(row, "unchanged")
        elif isinstance(entry, Activity) and entry.source and self._earlier.was_left_out(entry):
            self._count(row, "left_out")
        else:
            self._repeats.add(entry)
            self._add(row, entry)

    def _add(self, row: Candidate, entry: Entry) -> None:
        self._from[_uid(entry)] = row
        self._added.append(entry)

    def _stay_out(self, row: Candidate, entry: Entry) -> None:
        self._count(row, "left_out")
        if isinstance(entry, Activity):
            self._stayed.append(entry)

    def _count(self, row: Candidate, what: str) -> None:
        self._counts[row.file][what] += 1

    def _made(self, row: Candidate, stored: Entry | None, given: Mapping[str, object]) -> Entry:
        if stored:
            return self._changed(row, stored, given)
        entry = self._new(row, given)
        self._refuse_future(entry)
        return entry

    def _changed(self, row: Candidate, stored: Entry, given: Mapping[str, object]) -> Entry:
        """When a day was first entered stays; everything else is as the row says."""
        changes = {field: value for field, value in given.items() if field != "entered_at"}
        entry: Entry = replace(stored, **changes)  # type: ignore[arg-type]
        self._refuse_future(entry)
        if isinstance(entry, Activity) and "intensity" in given:
            self._assumed.discard(entry.uid)
        return entry

    def _refuse_future(self, entry: Entry) -> None:
        day = day_of(entry)
        if day and not isinstance(entry, Goal | PlanItem):  # they may start on a day to come
            self.person.refuse_future("date", day)

    def _new(self, row: Candidate, given: Mapping[str, object]) -> Entry:
        assumed: dict[str, object] = {}
        if row.list in (EntryType.CHECK_INS, EntryType.ANSWERS):
            missing = "pain" if row.list is EntryType.CHECK_INS else "score"
            assumed = {"entered_at": self.person.now(), missing: None}
        if row.list is EntryType.ACTIVITIES:
            name = str(given.get("activity", UNNAMED))
            assumed = {"activity": UNNAMED, "intensity": self._usual_intensity(name)}
        entry: Entry = CLASSES[row.list](**{**assumed, **given})  # type: ignore[arg-type]
        if isinstance(entry, Activity) and "intensity" not in given:
            self._assumed.add(entry.uid)
        return entry

    def _usual_intensity(self, activity: str) -> Intensity:
        kind = find_activity_kind(activity)
        usual = kind.intensity if kind else Intensity.MODERATE
        return self._usual.get(kind_key(activity), usual)

    # -- what was done by hand

    def _unprotected(
        self, row: Candidate, stored: CheckIn | Activity, given: dict[str, object]
    ) -> dict[str, object]:
        """What a row may change: not what somebody changed by hand; that is noted."""
        identity = (stored.date,) if isinstance(stored, CheckIn) else (stored.uid,)
        manual = self._earlier.manual_edits(type(stored)).fields.get(identity, frozenset())
        if manual & _AT_ONCE:
            manual |= _AT_ONCE
        fields = manual & given.keys()
        meant: dict[str, Any] = {
            field: given[field] for field in fields if given[field] != getattr(stored, field)
        }
        if meant:
            kept = Update(row.file, row.row, stored, replace(stored, **meant))
            self._kept[identity, frozenset(meant)] = kept
        return {field: value for field, value in given.items() if field not in fields}

    # -- the same bout again

    def _is_done_elsewhere(self, entry: Entry) -> bool:
        """Whether another source, or a person, says that this exercise was done that day."""
        if not isinstance(entry, ExerciseDone):
            return False
        for other in self._done[entry.date, entry.exercise]:
            taken = (other.uid, entry.source)
            if other.source != entry.source and taken not in self._matched and _agree(entry, other):
                self._matched.add(taken)
                return True
        self._done[entry.date, entry.exercise].append(entry)
        return False

    @cached_property
    def _done(self) -> defaultdict[tuple[object, str], list[ExerciseDone]]:
        done: defaultdict[tuple[object, str], list[ExerciseDone]] = defaultdict(list)
        for entry in self._exercises:
            done[entry.date, standard_name(entry.exercise)].append(entry)
        return done

    def _without_the_same(self, added: list[Entry]) -> list[Entry]:
        """Fold what is the same bout beyond doubt: it is in the diary, or in another file."""
        seen: defaultdict[tuple[str, int, int], list[Activity]] = defaultdict(list)

        def hold(entry: Activity) -> None:
            seen[kind_key(entry.activity), entry.minutes, minute_of(entry)].append(entry)

        for known in (*self._stored, *self._stayed):
            if known.started_at:
                hold(known)
        kept: list[Entry] = []
        for entry in added:
            if not isinstance(entry, Activity) or not entry.started_at:
                kept.append(entry)
                continue
            kind, now = kind_key(entry.activity), minute_of(entry)
            near = [e for m in (now - 1, now, now + 1) for e in seen[kind, entry.minutes, m]]
            if any(is_same(entry, other) and not self._are_two(entry, other) for other in near):
                self._count(self._from[entry.uid], "unchanged")
                continue
            hold(entry)
            kept.append(entry)
        return kept

    def _are_two(self, one: Activity, other: Activity) -> bool:
        """Rows of one of our own files, or sessions of one recording, are different ones."""
        place, beside = self._from.get(one.uid), self._from.get(other.uid)
        if place is None or beside is None:
            return False
        return place.file == beside.file and _is_distinct(place)

    def _recordings(self, added: list[Entry]) -> Iterator[Recording]:
        """All that may be doubles; rows of our own files without a time are as written."""
        new = [
            entry
            for entry in added
            if isinstance(entry, Activity)
            and entry.minutes
            and (entry.started_at or (entry.source and self._from[entry.uid].recorded))
        ]
        if not new:
            return
        manual = self._earlier.manual_edits(Activity).fields
        for stored in (one for one in self._stored if one.minutes):
            mine = not stored.source or (stored.uid,) in manual
            yield Recording(stored, stored=True, manual=mine)
        for entry in new:
            row = self._from[entry.uid]
            yield Recording(entry, file=row.file, row=row.row, distinct=_is_distinct(row))


def _by_key(name: EntryType, stored: Iterable[Entry]) -> EntryIndex:
    return EntryIndex({_key(getattr(e, column) for column in KEYS[name]): e for e in stored})


def _key(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(map(str, values))


def _uid(entry: object) -> Hashable:
    """What tells an entry from others in one import."""
    return getattr(entry, "uid", None) or id(entry)


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


def _is_distinct(row: Candidate) -> bool:
    """Whether it is another than any other of its file: somebody, or the device, kept it apart."""
    return row.apart or not row.recorded


def _agree(one: ExerciseDone, other: ExerciseDone) -> bool:
    """Whether two tell of the same exercise: what both say of its dose is the same."""
    pairs = [(getattr(one, f), getattr(other, f)) for f in ("sets", "reps", "hold_seconds")]
    return all(mine == theirs or None in (mine, theirs) for mine, theirs in pairs)


def _notices(row: Candidate, given: Mapping[str, object]) -> Iterator[str]:
    if row.list is EntryType.EXERCISES:
        name = str(given["exercise"])
        if find_exercise(name) is None and find_workout(name) is None:
            yield (
                f"The library has no exercise called '{name}': it is kept under this "
                "name and does not count as strengthening."
            )
    if row.list is EntryType.ACTIVITIES and "intensity" not in given:
        name = str(given.get("activity", UNNAMED))
        if find_activity_kind(name) is None or "activity" not in given:
            yield f"'{name}' without an intensity is taken as moderate. You can correct it."
