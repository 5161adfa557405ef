"""A row as an entry: what a new one says, and what it changes of a stored one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from tracker.files.entry_types import CLASSES, EntryType
from tracker.files.errors import FileError
from tracker.importing.duplicates import kind_key
from tracker.importing.parse_result import Candidate
from tracker.library import UNNAMED, find_activity_kind, is_name_of_library
from tracker.model import (
    Activity,
    Entry,
    Intensity,
    OwnExercise,
    Person,
    UsualIntensity,
)


class EntryBuilder:
    """Makes entries of rows for a person, whose `usual` intensities stand in for missing ones.

    `assumed` are the activities made so far whose intensity no row gives.
    """

    def __init__(self, person: Person, usual: Iterable[UsualIntensity]) -> None:
        self._person = person
        self._today = person.today()
        self._usual = {one.activity: one.intensity for one in usual}
        self.assumed: set[UUID] = set()

    def build(self, row: Candidate, stored: Entry | None, given: Mapping[str, object]) -> Entry:
        """The entry that comes of a row.

        Parameters
        ----------
        row
            Where it stands.
        stored
            The entry that it is about; None for a new one. When a day was first entered
            stays; everything else is as the row says.
        given
            The fields that the row may set.

        Raises
        ------
        InvalidValue
            The model doesn't take a value, or the day has not begun.
        FileError
            It is a new exercise of one's own with a name of the library's.
        """
        if stored:
            changes = {field: value for field, value in given.items() if field != "entered_at"}
            entry: Entry = replace(stored, **changes)  # type: ignore[arg-type]
        else:
            entry = CLASSES[row.list](**{**self._assumed(row, given), **given})  # type: ignore[arg-type]
        if not stored and isinstance(entry, OwnExercise) and is_name_of_library(entry.name):
            raise FileError(
                f"The library has an exercise called '{entry.name}'. Give your own another name."
            )
        self._person.refuse_future(entry, stored, today=self._today)
        if isinstance(entry, Activity):
            if "intensity" in given:
                self.assumed.discard(entry.uid)
            elif not stored:
                self.assumed.add(entry.uid)
        return entry

    def _assumed(self, row: Candidate, given: Mapping[str, object]) -> dict[str, object]:
        """What a new entry says where its row doesn't."""
        match row.list:
            case EntryType.CHECK_INS:
                return {"entered_at": self._person.now(), "pain": None}
            case EntryType.ANSWERS:
                return {"entered_at": self._person.now(), "score": None}
            case EntryType.ACTIVITIES:
                name = str(given.get("activity", UNNAMED))
                return {"activity": UNNAMED, "intensity": self._usual_intensity(name)}
        return {}

    def _usual_intensity(self, activity: str) -> Intensity:
        kind = find_activity_kind(activity)
        usual = kind.intensity if kind else Intensity.MODERATE
        return self._usual.get(kind_key(activity), usual)


def unknown_exercise(name: str) -> str:
    """What a person should know of an exercise that neither the library nor they have."""
    return (
        f"The library has no exercise called '{name}': it is kept under this "
        "name and does not count as strengthening."
    )


def notices(row: Candidate, given: Mapping[str, object]) -> Iterator[str]:
    """What a person should know of the entry that a row becomes."""
    if row.list is EntryType.ACTIVITIES and "intensity" not in given:
        name = str(given.get("activity", UNNAMED))
        if find_activity_kind(name) is None or "activity" not in given:
            yield f"'{name}' without an intensity is taken as moderate. You can correct it."
