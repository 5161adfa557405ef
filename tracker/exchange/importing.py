"""From rows of files to stored entries: first a preview, then one transaction.

What is stored is never wiped: a cell that is empty, or a column that a file
doesn't have, leaves it as it is. Importing the same files again changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from tracker.catalogue import UNNAMED, find_activity_kind, find_exercise
from tracker.exchange.entries import (
    CLASSES,
    COLUMNS,
    EMPTY,
    KEYS,
    Candidate,
    Entry,
    Found,
    List,
    Progress,
    Refused,
    Rejected,
    day_of,
    list_of,
)
from tracker.exchange.matching import Known, Repeats, standard_name
from tracker.model import Goal, Intensity, InvalidValue, Person, PlanItem
from tracker.store import Diary


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
        for column in COLUMNS[list_of(self.after)]:
            stored, file = getattr(self.before, column), getattr(self.after, column)
            if stored != file:
                found.append(Difference(column, stored, file))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do to the diary as of that version; nothing is written yet."""

    version: int
    additions: tuple[Entry, ...]
    updates: tuple[Update, ...]
    unchanged: int
    rejected: tuple[Rejected, ...]
    notices: tuple[str, ...]

    @property
    def added(self) -> int:
        """How many entries are new."""
        return len(self.additions)

    @property
    def updated(self) -> int:
        """How many stored entries change."""
        return len(self.updates)


def preview(diary: Diary, found: Found, progress: Progress | None = None) -> Preview:
    """Hold what was read against what is stored. `progress` hears rows done and rows in all."""
    version = diary.version()  # first: whatever is stored after it makes the preview stale
    held = _Held(diary)
    rejected = list(found.rejected)
    for done, row in enumerate(_most_telling_first(found.candidates), start=1):
        try:
            held.take(row)
        except (Refused, InvalidValue) as error:
            rejected.append(Rejected(row.file, row.row, str(error)))
        if progress and (done % 200 == 0 or done == len(found.candidates)):
            progress(done, len(found.candidates))
    order = {name: place for place, name in enumerate(_files(found))}
    rejected.sort(key=lambda refusal: (order[refusal.file], refusal.row or 0))
    return held.outcome(version, tuple(rejected), found.notices)


def keeping_stored(plan: Preview) -> Preview:
    """The same import where the diary wins: files fill in what is missing, and change nothing."""
    updates = []
    for update in plan.updates:
        missing: dict[str, Any] = {
            d.field: d.file for d in update.differences if d.stored in (None, "", ())
        }
        if missing:
            updates.append(replace(update, after=replace(update.before, **missing)))
    kept = plan.updated - len(updates)
    return replace(plan, updates=tuple(updates), unchanged=plan.unchanged + kept)


def carry_out(
    diary: Diary, plan: Preview, *, by: str = "import", progress: Progress | None = None
) -> int:
    """Write all that a preview shows in one transaction; returns the diary's version.

    Raises Stale, with nothing written, where the diary has changed since the
    preview: make a new one. `progress` hears entries done and entries in all.
    """
    puts = [*plan.additions, *(update.after for update in plan.updates)]
    if not puts:
        return diary.version()
    return diary.apply(puts, by=by, version=plan.version, progress=progress)


class _Held:
    """What is stored, and what becomes of it row by row."""

    def __init__(self, diary: Diary) -> None:
        self.person = diary.person()
        activities = diary.activities()
        self.keyed = {
            List.CHECK_INS: _by_key(List.CHECK_INS, diary.check_ins()),
            List.GOALS: _by_key(List.GOALS, diary.goals()),
            List.PLAN: _by_key(List.PLAN, diary.plan_items()),
            List.SKIPS: _by_key(List.SKIPS, diary.skips()),
            List.REMINDERS: _by_key(List.REMINDERS, diary.reminders()),
            List.QUESTIONNAIRES: _by_key(List.QUESTIONNAIRES, diary.questionnaires()),
            List.APPOINTMENTS: _by_key(List.APPOINTMENTS, [diary.appointment()]),
        }
        self.identified = Known({(a.source, a.external_id): a for a in activities if a.external_id})
        self.repeats = Repeats(
            [*diary.readings(), *activities, *diary.exercises_done(), *diary.answers()]
        )
        self.file = ""
        self.added: list[Entry] = []
        self.matched = 0
        self.notices: dict[str, None] = {}  # in order, each once

    def take(self, row: Candidate) -> None:
        """Take in one row, or raise why not."""
        given = dict(row.given)
        if row.list not in KEYS and isinstance(given.get("exercise"), str):
            given["exercise"] = standard_name(str(given["exercise"]))

        def make(stored: Entry | None) -> Entry:
            entry = _updated(stored, given) if stored else _new(row, given, self.person)
            day = day_of(entry)
            if day and not isinstance(entry, Goal | PlanItem):  # they may start on a day to come
                self.person.refuse_future("date", day)
            return entry

        if row.list in KEYS:
            key = _key(given[column] for column in KEYS[row.list])  # JSON may give anything
            self.keyed[row.list].meet(key, row, given, make)
        elif given.get("external_id"):
            self.identified.meet((given.get("source"), given["external_id"]), row, given, make)
        else:
            self._take_repeat(row, given, make(None))
        self.notices |= dict.fromkeys(_notices(row, given))

    def outcome(
        self, version: int, rejected: tuple[Rejected, ...], notices: Iterable[str]
    ) -> Preview:
        added: list[Entry] = []
        updates: list[Update] = []
        known = (*self.keyed.values(), self.identified)
        unchanged = self.matched + sum(some.folded for some in known)
        for met in (met for some in known for met in some.met.values()):
            if met.stored is None:
                added.append(met.value)
            elif met.value != met.stored:
                updates.append(Update(met.first.file, met.first.row, met.stored, met.value))
            else:
                unchanged += 1
        return Preview(
            version=version,
            additions=(*added, *self.added),
            updates=tuple(updates),
            unchanged=unchanged,
            rejected=rejected,
            notices=(*notices, *self.notices),
        )

    def _take_repeat(self, row: Candidate, given: Mapping[str, object], entry: Entry) -> None:
        if row.file != self.file:
            self.file = row.file
            self.repeats.begin_file()
        empty = {f: EMPTY[row.list][f] for f in row.empty if f in EMPTY[row.list]}
        if self.repeats.matches(row.list, {**empty, **given}):
            self.matched += 1
        else:
            self.repeats.add(entry)
            self.added.append(entry)


def _by_key(name: List, stored: Iterable[Entry]) -> Known:
    return Known({_key(getattr(e, column) for column in KEYS[name]): e for e in stored})


def _key(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(map(str, values))


def _new(row: Candidate, given: Mapping[str, object], person: Person) -> Entry:
    assumed: dict[str, object] = {}
    if row.list in (List.CHECK_INS, List.ANSWERS):
        assumed = {"entered_at": person.now()}
    if row.list is List.ANSWERS:
        assumed |= {"score": None}
    if row.list is List.ACTIVITIES:
        kind = find_activity_kind(str(given.get("activity", UNNAMED)))
        assumed = {
            "activity": UNNAMED,
            "intensity": kind.intensity if kind else Intensity.MODERATE,
        }
    return CLASSES[row.list](**{**assumed, **given})  # type: ignore[arg-type]


def _updated(stored: Entry, given: Mapping[str, object]) -> Entry:
    """When a day was first entered stays; everything else is as the row says."""
    changes = {field: value for field, value in given.items() if field != "entered_at"}
    return replace(stored, **changes)  # type: ignore[arg-type]


def _notices(row: Candidate, given: Mapping[str, object]) -> Iterator[str]:
    if row.list is List.EXERCISES and find_exercise(str(given["exercise"])) is None:
        yield (
            f"The library has no exercise called '{given['exercise']}': it is kept under this "
            "name and does not count as strengthening."
        )
    if row.list is List.ACTIVITIES and "intensity" not in given:
        name = str(given.get("activity", UNNAMED))
        if find_activity_kind(name) is None or "activity" not in given:
            yield f"'{name}' without an intensity is taken as moderate. You can correct it."


def _most_telling_first(rows: Iterable[Candidate]) -> Iterator[Candidate]:
    """Within a file, rows that say more find their equal before rows that would take any."""
    for _, of_file in groupby(rows, key=lambda row: row.file):
        yield from sorted(of_file, key=lambda row: -len(_matched_on(row)))


def _matched_on(row: Candidate) -> frozenset[str]:
    if row.list in KEYS:
        return frozenset()  # their order counts: the first row about a day is used
    return row.empty.intersection(EMPTY[row.list]).union(row.given)


def _files(found: Found) -> Iterable[str]:
    rows: tuple[Candidate | Rejected, ...] = (*found.candidates, *found.rejected)
    return dict.fromkeys(row.file for row in rows)
