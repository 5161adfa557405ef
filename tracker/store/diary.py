"""The one door to a person's stored data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, select

from tracker.model import (
    LATEST_DAY,
    Activity,
    Answers,
    Appointment,
    ChangeSource,
    CheckIn,
    Day,
    Event,
    ExerciseDone,
    ExportRecord,
    FileMapping,
    Goal,
    LeftOut,
    MedicineTaken,
    OwnExercise,
    Person,
    PlanItem,
    Questionnaire,
    Reading,
    Reminder,
    Skip,
    UsualIntensity,
    plan_on,
)
from tracker.store import (
    daily_sums,
    day_and_week,
    day_versions,
    deletion,
    entries,
    history,
    person_notes,
    renaming,
    revert,
    single_save,
)
from tracker.store.bulk_save import MANY, apply, wanted_of
from tracker.store.change_writer import ChangeWriter
from tracker.store.database_tables import persons
from tracker.store.day_and_week import DayAndWeek, MoreToAsk, Span
from tracker.store.day_versions import DayVersion
from tracker.store.driver_errors import translate_errors
from tracker.store.entry_mappers import (
    ACTIVITY,
    ANSWERS,
    APPOINTMENT,
    CHECK_IN,
    EVENT,
    EXERCISE_DONE,
    FILE_MAPPING,
    GOAL,
    LEFT_OUT,
    MEDICINE,
    OWN_EXERCISE,
    PERSON,
    PLAN_ITEM,
    QUESTIONNAIRE,
    READING,
    REMINDER,
    SKIP,
    USUAL_INTENSITY,
    Identity,
    Value,
    fetch,
    mapper_by_name,
    mapper_for,
)
from tracker.store.errors import Stale
from tracker.store.history import Change, Group, Steps, Undone
from tracker.store.manual_edits import ManualEdits, manual_edits
from tracker.store.person_scope import PERSON as THE_PERSON
from tracker.store.revert import RevertPlan
from tracker.store.staging import Staging
from tracker.store.statements import STATEMENTS
from tracker.store.transactions import LONG, transaction, transaction_on

V = TypeVar(
    "V",
    CheckIn,
    Reading,
    Activity,
    ExerciseDone,
    Goal,
    PlanItem,
    Skip,
    Reminder,
    Questionnaire,
    Answers,
    Appointment,
    MedicineTaken,
    Event,
    OwnExercise,
    LeftOut,
    UsualIntensity,
    FileMapping,
    Person,
)

_PERSON = select(*PERSON.columns).where(persons.c.id == THE_PERSON)


@dataclass(frozen=True, slots=True)
class Saved(Generic[V]):
    """What is stored now, and the version of the diary since."""

    value: V
    version: int


class Diary:
    """A person's diary. Each call is one short transaction; it may be shared by threads.

    Everything may raise a :class:`tracker.store.errors.StoreError`, after which
    the diary is as it was before the call. `by` says who makes a change; what makes one
    gives the version of the diary since.
    """

    def __init__(
        self,
        reads: Engine,
        writes: Engine,
        turn: AbstractContextManager[None],
        database: str,
        person_id: int,
    ) -> None:
        self.person_id = person_id
        self._reads = reads.execution_options(person=person_id)
        self._writes = writes.execution_options(person=person_id)
        self._turn = turn
        self._database = database
        self._moment: Connection | None = None  # where everything is read at one
        self._change: ChangeWriter | None = None  # the one that is being made there
        self._identity: UUID | None = None  # once it was asked for

    # -- the person

    def person(self) -> Person:
        """Whose diary it is."""
        if self._change is not None:
            return self._change.person
        with self._one_query() as connection:
            rows = fetch(connection, _PERSON, PERSON)
        if not rows:
            raise person_notes.nobody()
        person: Person = PERSON.from_row(rows[0])
        return person

    def version(self) -> int:
        """A number that goes up with every change."""
        with self._one_query() as connection:
            return person_notes.version(connection)

    # -- writing

    @contextmanager
    def changing(self, by: ChangeSource) -> Iterator[Diary]:
        """The diary for entries to be saved after what is read there.

        Nobody else changes it meanwhile: what was read still holds when it is saved.
        """
        with self._writing(by) as (connection, writing):
            now = copy(self)
            now._moment, now._change = connection, writing
            yield now

    def save(self, value: V, seen: V | None = None, *, by: ChangeSource) -> Saved[V]:
        """Save an entry as a writer wants it who last saw it as `seen`.

        Parameters
        ----------
        value
            What the entry is to say. A stored check-in keeps its `entered_at`; one that says
            nothing any more is removed. "None on that day" is only kept where nothing is recorded.
        seen
            What the writer saw; None: that it was not there. What they left as they saw it stays as
            it is stored.
        by
            What makes the change.

        Returns
        -------
        Saved
            What is stored now, and the version of the diary since.

        Raises
        ------
        Conflict
            Somebody else changed the same field or removed the entry.
        InvalidValue
            The day has not begun, or what is merged doesn't go together.
        StoreError
            The diary is as it was before the call.
        """
        kind = mapper_for(value)
        if seen is not None and kind.identity_of(seen) != kind.identity_of(value):
            raise ValueError(f"{kind.name}: `seen` is another entry than `value`")
        with self._writing(by) as (_, writing):
            merged = single_save.save(writing, value, seen)
            version = writing.finish()
            if isinstance(merged, CheckIn):
                merged = writing.settled.get(merged.date, merged)
            return Saved(merged, version)

    def remove(self, value: Value, *, by: ChangeSource) -> int:
        """Remove an entry; nothing happens where it is gone already.

        Parameters
        ----------
        value
            The entry as the writer last saw it.
        by
            What makes the change.

        Returns
        -------
        int
            The version of the diary since.

        Raises
        ------
        Conflict
            The stored entry is not `value` any more.
        StoreError
            The diary is as it was before the call.
        """
        with self._writing(by) as (_, writing):
            single_save.remove(writing, value)
            return writing.finish()

    def apply(
        self,
        puts: Iterable[Value],
        removes: Iterable[Value] = (),
        *,
        by: ChangeSource,
        version: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> int:
        """Store many values over what is there, and remove others, as one change.

        It is one transaction, and is undone as one change.

        Parameters
        ----------
        puts
            What is to be stored, each in the place of what has the same identity.
        removes
            What is to go.
        by
            What makes the change.
        version
            The version that the writer worked from; None: whatever it is.
        progress
            Hears how many of how many values are done; what it raises leaves the diary as it was.

        Returns
        -------
        int
            The version of the diary since.

        Raises
        ------
        Stale
            The diary has moved on from `version`. Very many values still go in where only days were
            changed that they are not about.
        StoreError
            The diary is as it was before the call.
        """
        wanted = wanted_of(puts, removes)
        if len(wanted) > MANY:
            try:
                return self._apply_staged(wanted, by, version, progress)
            except Stale:
                if version is not None:
                    raise
        with self._writing(by, each=LONG if len(wanted) > MANY else None) as (_, writing):
            apply(writing, wanted, version, progress)
            return writing.finish()

    def _apply_staged(
        self,
        wanted: Mapping[tuple[object, Identity], Value | None],
        by: ChangeSource,
        version: int | None,
        progress: Callable[[int, int], None] | None,
    ) -> int:
        """The same for very many: nobody waits for more than their last, short step."""
        with translate_errors(self._database), self._writes.connect() as connection:
            connection.execution_options(each=LONG)
            staging = Staging(connection, by)
            try:
                with connection.begin():
                    staging.fill(wanted, version, progress)
                with self._turn, transaction_on(connection, each=LONG):
                    return staging.move(ChangeWriter(connection, by))
            finally:
                staging.clear()

    # -- history

    def undo(self, *, by: ChangeSource) -> Undone | None:
        """Take back the newest changes that have not been; None where there are none.

        Raises :class:`Conflict` where an entry is no longer what they made of it.
        """
        with self._writing(by, each=LONG) as (connection, writing):
            undone = revert.undo(connection, writing)
            return None if undone is None else Undone(writing.finish(), undone)

    def undo_group(self, version: int, *, by: ChangeSource) -> Undone:
        """Take back the changes that were made together, however long ago.

        It is recorded as a change of its own, which can be taken back likewise.

        Parameters
        ----------
        version
            The version that they made.
        by
            What takes them back.

        Returns
        -------
        Undone
            What was taken back, what was left, and the version since. Entries that were changed
            since are left as they are. Where nothing is to be taken back, nothing is written.

        Raises
        ------
        StoreError
            The diary is as it was before the call.
        """
        with self._writing(by, each=LONG) as (connection, writing):
            taken, left = revert.revert(connection, writing, version)
            return Undone(writing.finish(), taken, left)

    def taking_back(self, version: int) -> RevertPlan | None:
        """What :meth:`undo_group` would do now; None where nothing is to be taken back."""
        with self._reading() as connection:
            return revert.plan_revert(connection, version)

    def day_versions(self, day: date) -> list[DayVersion]:
        """What the diary has said about a day, newest first."""
        with self._reading() as connection:
            return day_versions.versions(connection, day)

    def changed_days(self, since: int) -> set[date] | None:
        """The days whose entries were changed after a version of the diary.

        ``None`` where that doesn't tell all that was changed: then everything is to be
        looked at anew.
        """
        with self._reading() as connection:
            now = person_notes.version(connection)
            return day_versions.changed_days(connection, since, now)

    def restore_day(self, day: date, version: int, *, by: ChangeSource) -> int:
        """Let a local day say what it said as of one of its :meth:`day_versions`.

        It is a change like any other: recorded, and undone as one.
        """
        with self._writing(by) as (connection, writing):
            day_versions.restore(connection, writing, day, version)
            return writing.finish()

    def rename_own_exercise(self, name: str, new: str, *, by: ChangeSource) -> int:
        """Give an exercise of one's own another name, in its plan and all its entries as well.

        It is one change, and undone as one. By the name before it is still found in older files.

        Parameters
        ----------
        name
            The name that it has; case doesn't matter.
        new
            The name that it is to have.
        by
            What makes the change.

        Returns
        -------
        int
            The version of the diary since; the same as before where that is its name.

        Raises
        ------
        NameTaken
            The diary has entries under the new name already. Whether the library has an exercise
            of that name is for the caller to look at.
        InvalidValue
            It is no name.
        StoreError
            There is no such exercise, or it could not be written.
        """
        with self._writing(by, each=LONG) as (connection, writing):
            renaming.rename(connection, writing, name, new)
            return writing.finish()

    # -- deleting

    def counts(self, first: date | None = None, last: date | None = None) -> dict[str, int]:
        """How many entries there are by the name of their kind, where there are any.

        Of the days from `first` to `last`; with neither, also what belongs to no day.
        """
        with self._reading() as connection:
            return deletion.count(connection, first, last)

    def remove_days(self, first: date | None, last: date | None, *, by: ChangeSource) -> int:
        """Remove what was entered about the days from `first` to `last`; None: without that end.

        The history keeps what there was, so that it can be undone. Goals, plan, reminders and
        questionnaires stay.
        """
        with self._writing(by, each=LONG) as (connection, writing):
            deletion.remove_days(connection, writing, first, last)
            return writing.finish()

    def last_group(self) -> Group | None:
        """What :meth:`undo` would take back, in short; None where there is nothing."""
        with self._reading() as connection:
            return history.last_group(connection)

    def steps(self) -> Steps:
        """What :meth:`undo` would take back, and what could be brought back again."""
        with self._reading() as connection:
            return history.steps(connection)

    def groups(self, limit: int = 30, by: ChangeSource | None = None) -> list[Group]:
        """The newest groups of changes first; quick also after a big import.

        Parameters
        ----------
        limit
            How many at the most.
        by
            Only those made by something whose name begins so; None: all.

        Returns
        -------
        list of Group
            Each by its first change, its size and its kinds of entries.

        Raises
        ------
        StoreError
            The diary is as it was before the call.
        """
        with self._reading() as connection:
            return history.groups(connection, limit, by)

    def history(self, day: date | None = None, limit: int = 100) -> list[Change]:
        """The newest changes first, of one day's entries or of all."""
        with self._reading() as connection:
            return history.newest(connection, day, limit)

    # -- reading

    @contextmanager
    def snapshot(self) -> Iterator[Diary]:
        """The diary for several questions, all answered as of the same moment."""
        with self._reading(each=LONG) as connection:
            still = copy(self)
            still._moment = connection
            yield still

    def check_in(self, day: date) -> CheckIn | None:
        """The check-in of a day."""
        if self._change is not None:
            stored = self._change.find(CHECK_IN, (day,))
            return None if stored is None else stored.value
        with self._one_query() as connection:
            rows = fetch(
                connection, STATEMENTS[CHECK_IN].find, CHECK_IN, **CHECK_IN.asked_for((day,))
            )
        return CHECK_IN.from_row(rows[0][1:]) if rows else None

    def check_ins(self, first: date | None = None, last: date | None = None) -> list[CheckIn]:
        """The check-ins from `first` to `last`, by date."""
        with self._one_query() as connection:
            return entries.between(connection, CHECK_IN, first, last)

    def readings(self, first: date | None = None, last: date | None = None) -> list[Reading]:
        """The readings from `first` to `last`, by moment."""
        with self._one_query() as connection:
            found = entries.between(connection, READING, first, last)
        return sorted(found, key=lambda reading: (reading.date, reading.at))

    def activities(self, first: date | None = None, last: date | None = None) -> list[Activity]:
        """The activities from `first` to `last`, by date and time, then order of entry.

        Those without a time come after the day's others.
        """
        with self._one_query() as connection:
            return entries.by_time(entries.between(connection, ACTIVITY, first, last))

    def exercises_done(
        self, first: date | None = None, last: date | None = None
    ) -> list[ExerciseDone]:
        """The exercises done from `first` to `last`, by date, then order of entry."""
        with self._one_query() as connection:
            return entries.between(connection, EXERCISE_DONE, first, last)

    def recent_activities(self, limit: int = 4) -> list[Activity]:
        """The latest activities that differ in what, how long or how hard, newest first."""
        with self._reading() as connection:
            return entries.recent_activities(connection, limit)

    def goals(self) -> list[Goal]:
        """The goals by the day they start on; may be empty."""
        with self._one_query() as connection:
            return entries.all_of(connection, GOAL)

    def plan(self, day: date | None = None) -> list[PlanItem]:
        """The plan as it was on a day, or as it is now, in the order in which it was chosen."""
        return plan_on(self.plan_items(), day or LATEST_DAY)

    def plan_items(self) -> list[PlanItem]:
        """All that was ever planned, by the day it starts on; see :func:`tracker.model.plan_on`."""
        with self._one_query() as connection:
            return entries.all_of(connection, PLAN_ITEM)

    def skips(self, first: date | None = None, last: date | None = None) -> list[Skip]:
        """Why exercises were not done from `first` to `last`, by date, then order of entry."""
        with self._one_query() as connection:
            return entries.between(connection, SKIP, first, last)

    def medicines(self, first: date | None = None, last: date | None = None) -> list[MedicineTaken]:
        """The medicines taken from `first` to `last`, by date, then order of entry."""
        with self._one_query() as connection:
            return entries.between(connection, MEDICINE, first, last)

    def recent_medicines(self, limit: int = 4) -> list[MedicineTaken]:
        """The latest taken of each medicine, amount and kind, newest first."""
        with self._one_query() as connection:
            return entries.recent_medicines(connection, limit)

    def events(self, first: date | None = None, last: date | None = None) -> list[Event]:
        """The events that began from `first` to `last`, by date, then order of entry."""
        with self._one_query() as connection:
            return entries.between(connection, EVENT, first, last)

    def own_exercises(self, *, pictures: bool = True) -> list[OwnExercise]:
        """The person's own exercises in order of entry, archived ones too.

        Without `pictures` they are quick to read, and no values to save again.
        """
        with self._one_query() as connection:
            if pictures:
                return entries.all_of(connection, OWN_EXERCISE)
            return entries.without_pictures(connection)

    def own_exercise(self, name: str) -> OwnExercise | None:
        """The person's own exercise of this name, with its picture; case doesn't matter."""
        asked = OWN_EXERCISE.asked_for((name.lower(),))
        with self._one_query() as connection:
            rows = fetch(connection, STATEMENTS[OWN_EXERCISE].find, OWN_EXERCISE, **asked)
        return OWN_EXERCISE.from_row(rows[0][1:]) if rows else None

    def reminders(self) -> list[Reminder]:
        """The reminders by occasion; what is not there is not wanted."""
        with self._one_query() as connection:
            return entries.all_of(connection, REMINDER)

    def questionnaires(self) -> list[Questionnaire]:
        """The questionnaires in the order in which they came in."""
        with self._one_query() as connection:
            return entries.all_of(connection, QUESTIONNAIRE)

    def answers(self, first: date | None = None, last: date | None = None) -> list[Answers]:
        """The answered questionnaires from `first` to `last`, by date, then order of entry."""
        with self._one_query() as connection:
            return entries.between(connection, ANSWERS, first, last)

    def appointment(self) -> Appointment:
        """What is prepared for the next appointment; the default where nothing is."""
        with self._one_query() as connection:
            prepared = entries.all_of(connection, APPOINTMENT)
        return prepared[0] if prepared else Appointment()

    def days(
        self, first: date | None, last: date | None, strengthening: Collection[str]
    ) -> list[Day]:
        """The days with anything that adds up, by date. Readings do not add up.

        Parameters
        ----------
        first
            The first day; None: from the earliest on.
        last
            The last day; None: to the latest.
        strengthening
            The names, in lower case, of the library's exercises that make a strength day; the
            person's own ones are known.

        Returns
        -------
        list of Day
            Minutes in whole minutes, pain from 0 to 10; days without anything are not there.

        Raises
        ------
        StoreError
            The diary is as it was before the call.
        """
        with self._reading() as connection:
            return daily_sums.ask_days(connection, first, last, strengthening)()

    def first_day(self) -> date | None:
        """The earliest day with anything recorded; an event may be of long before."""
        with self._one_query() as connection:
            return daily_sums.ask_first_day(connection)()

    def day_and_week(
        self, day: date, around: Span, week: Span, strengthening: Collection[str]
    ) -> DayAndWeek:
        """A day with what the check-in shows beside it, all of one moment.

        Parameters
        ----------
        day
            The day.
        around
            Between which days other check-ins are wanted.
        week
            Between which days all that adds up is wanted.
        strengthening
            As for :meth:`days`.

        Returns
        -------
        DayAndWeek
            A server is waited for once, or where something was undone last, some times more.

        Raises
        ------
        StoreError
            There is no such person, or the diary can't be read.
        """
        asked = (day, around, week, strengthening)
        if self._moment is None:
            with suppress(MoreToAsk), self._reading() as connection:
                return day_and_week.read(connection, *asked, ends=True)
        with self._reading(each=LONG) as connection:
            return day_and_week.read(connection, *asked, ends=False)

    # -- what was exported

    def identity(self) -> UUID:
        """What tells this diary from all others in the world; it never changes."""
        if self._change is not None:
            return self._change.identity
        if self._identity is None:
            with self._one_query() as connection:
                self._identity = person_notes.identity(connection)
        return self._identity

    def exports(self) -> list[ExportRecord]:
        """What was exported, newest first."""
        with self._one_query() as connection:
            return entries.exports(connection)

    def record_export(self, export: ExportRecord) -> None:
        """Note an export. It changes nothing in the diary: no version, nothing to undo."""
        with translate_errors(self._database), self._turn, transaction(self._writes) as connection:
            person_notes.record_export(connection, export)

    # -- the calendar of the reminders

    def has_calendar(self) -> bool:
        """Whether there is a secret that opens the calendar of the reminders."""
        with self._one_query() as connection:
            return person_notes.has_calendar(connection)

    def renew_calendar_token(self) -> str:
        """A new such secret, told once and kept nowhere; one before opens nothing any more."""
        with translate_errors(self._database), self._turn, transaction(self._writes) as connection:
            return person_notes.renew_calendar_token(connection)

    # -- the cards of the first days

    def settled_cards(self) -> frozenset[str]:
        """The cards that this person has answered or put aside."""
        with self._one_query() as connection:
            return person_notes.settled_cards(connection)

    def settle_card(self, card: str) -> None:
        """Offer a card no more. It changes nothing in the diary: no version, nothing to undo."""
        with translate_errors(self._database), self._turn, transaction(self._writes) as connection:
            person_notes.settle_card(connection, card)

    # -- imports

    def left_out(self) -> list[LeftOut]:
        """The recordings that stay out of the diary, in the order of the decisions."""
        with self._one_query() as connection:
            return entries.all_of(connection, LEFT_OUT)

    def usual_intensities(self) -> list[UsualIntensity]:
        """How hard kinds of activities are for this person, where they said so."""
        with self._one_query() as connection:
            return entries.all_of(connection, USUAL_INTENSITY)

    def file_mappings(self) -> list[FileMapping]:
        """What the columns of other programs' tables mean."""
        with self._one_query() as connection:
            return entries.all_of(connection, FILE_MAPPING)

    def manual_edits(
        self,
        kind: type[CheckIn] | type[Reading] | type[Activity] | type[ExerciseDone],
        imports: Callable[[str], bool],
    ) -> ManualEdits:
        """What of a kind of entries was entered or changed by hand; read from the history.

        Parameters
        ----------
        kind
            The class of the entries.
        imports
            Whether a change was made by an import, by what made it.

        Returns
        -------
        ManualEdits
            Fields, what imports brought and what was removed, by the entries' identities.

        Raises
        ------
        StoreError
            The diary is as it was before the call.
        """
        with self._reading() as connection:
            return manual_edits(connection, mapper_by_name(kind), imports)

    # -- transactions

    @contextmanager
    def _reading(self, **options: object) -> Iterator[Connection]:
        if self._moment is not None:
            yield self._moment
            return
        with translate_errors(self._database), self._reads.connect() as connection:
            if options:
                connection.execution_options(**options)
            yield connection

    def _one_query(self) -> AbstractContextManager[Connection]:
        """For a query that is the only one: it sees one state by itself."""
        return self._reading(alone=True)

    @contextmanager
    def _writing(
        self, by: ChangeSource, *, each: float | None = None
    ) -> Iterator[tuple[Connection, ChangeWriter]]:
        if self._moment is not None and self._change is not None:
            yield self._moment, self._change
            return
        with (
            translate_errors(self._database),
            self._turn,
            transaction(self._writes, each=each) as connection,
        ):
            yield connection, ChangeWriter(connection, by)
