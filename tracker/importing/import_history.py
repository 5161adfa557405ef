"""What earlier imports brought, and what became of it by hand since."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from tracker.files.entry_types import CLASSES, EntryType
from tracker.importing.duplicates import left_out, started_and_kind
from tracker.importing.matching import RepeatedRows, StartTimeIndex
from tracker.importing.parse_result import Candidate
from tracker.importing.preview import Update
from tracker.library import ExerciseNames
from tracker.model import Activity, ChangeSource, CheckIn
from tracker.store import Diary, ManualEdits

_AT_ONCE = frozenset({"date", "started_at"})  # by hand together, because they have to agree


class ImportHistory:
    """Earlier imports into a diary, of which `stored` are the entries of devices' lists.

    With `again`, nothing counts as left out or removed. Most of it is read from the
    history, only when it is asked for. `kept` are the changes that rows would make to
    what somebody changed by hand.
    """

    def __init__(
        self,
        diary: Diary,
        stored: Mapping[EntryType, Sequence[Any]],
        names: ExerciseNames,
        again: bool,
    ) -> None:
        self._names = names
        self._diary = diary
        self._stored = stored
        self._again = again
        self.left_out = set() if again else {(o.source, o.recording) for o in diary.left_out()}
        self._manual_edits: dict[type[Any], ManualEdits] = {}
        self._imported: dict[EntryType, RepeatedRows] = {}
        self._kept: dict[tuple[object, frozenset[str]], Update] = {}

    def begin_file(self) -> None:
        """A second file may hold the same entries again."""
        for repeats in self._imported.values():
            repeats.begin_file()

    def manual_edits(self, kind: type[Any]) -> ManualEdits:
        """What was done by hand to entries of one class."""
        if kind not in self._manual_edits:
            self._manual_edits[kind] = self._diary.manual_edits(kind, is_import)
        return self._manual_edits[kind]

    def without_manual_edits(
        self, row: Candidate, stored: CheckIn | Activity, given: Mapping[str, object]
    ) -> dict[str, object]:
        """Of what a row says of a stored entry, the fields that nobody changed by hand.

        What it says otherwise of the others is noted in `kept`.
        """
        identity = (stored.date,) if isinstance(stored, CheckIn) else (stored.uid,)
        manual = self.manual_edits(type(stored)).fields.get(identity, frozenset())
        if manual & _AT_ONCE:
            manual |= _AT_ONCE
        meant: dict[str, Any] = {
            field: value
            for field, value in given.items()
            if field in manual and value != getattr(stored, field)
        }
        if meant:
            kept = Update(row.file, row.row, stored, replace(stored, **meant))
            self._kept[identity, frozenset(meant)] = kept
        return {field: value for field, value in given.items() if field not in manual}

    @property
    def kept(self) -> tuple[Update, ...]:
        """What rows would change if it hadn't been changed by hand."""
        return tuple(self._kept.values())

    def entries(self, name: EntryType) -> RepeatedRows:
        """A list's entries as the last import left them, and those that were removed since."""
        if name not in self._imported:
            manual_edits = self.manual_edits(CLASSES[name])
            entries = [manual_edits.imported.get((one.uid,), one) for one in self._stored[name]]
            entries += () if self._again else manual_edits.removed
            self._imported[name] = RepeatedRows(entries, self._names)
        return self._imported[name]

    def was_left_out(self, entry: Activity) -> bool:
        """Whether somebody chose another recording of the bout."""
        return _note(entry) in self.left_out

    def was_removed(self, entry: Activity) -> bool:
        """Whether an import brought it and somebody removed it."""
        return _note(entry) in self.removed

    def was_another_duration(self, entry: Activity) -> bool:
        """Whether it was left out before its duration was corrected at the source."""
        return self._starts_out.find(entry, "") is not None

    @cached_property
    def removed(self) -> set[tuple[str, str]]:
        """The activities that imports brought and somebody removed by hand."""
        removed = () if self._again else self.manual_edits(Activity).removed
        return {_note(entry) for entry in removed if isinstance(entry, Activity)}

    @cached_property
    def removed_days(self) -> set[tuple[str, ...]]:
        """The keys of check-ins that imports brought and somebody removed by hand."""
        removed = () if self._again else self.manual_edits(CheckIn).removed
        return {(str(check_in.date),) for check_in in removed if isinstance(check_in, CheckIn)}

    @cached_property
    def starts(self) -> StartTimeIndex:
        """When stored activities without an external id started, as the last import left them."""
        starts = StartTimeIndex()
        imported = self.manual_edits(Activity).imported
        for stored in self._stored[EntryType.ACTIVITIES]:
            if not stored.external_id:
                as_imported = imported.get((stored.uid,), stored)
                starts.hold(
                    stored.uid, as_imported if isinstance(as_imported, Activity) else stored
                )
        return starts

    @cached_property
    def _starts_out(self) -> StartTimeIndex:
        """When recordings without an id started that were left out or removed."""
        starts = StartTimeIndex()
        for source, recording in (*self.left_out, *self.removed):
            if (start := started_and_kind(recording)) is not None:
                starts.hold_start(source, *start)
        return starts


def is_import(made_by: str) -> bool:
    """Whether a change was made by an import, or by putting a backup back, and not by hand."""
    return made_by.startswith((ChangeSource.IMPORT, "restore"))


def _note(entry: Activity) -> tuple[str, str]:
    note = left_out(entry)
    return note.source, note.recording
