"""Exercises of one's own that have another name in a file than in the diary."""

from collections.abc import Iterable, Mapping, Sequence

from tracker.files.entry_types import EntryType
from tracker.importing.parse_result import Candidate
from tracker.library import ExerciseNames, is_name_of_library, names_before
from tracker.model import OwnExercise

_Names = dict[str, dict[str, list[str]]]  # by file and name: the names before


def exercise_names(own: Sequence[OwnExercise], found: Iterable[Candidate]) -> ExerciseNames:
    """The names that exercises go by in a diary, and in files that are read into it.

    One that was renamed after a file was written is known by its name before; one that was
    renamed elsewhere keeps the name that it has here.
    """
    here = {one.name_lower: one.name for one in own}
    others = names_before(own)
    files: _Names = {}
    for row in found:
        if row.list is EntryType.OWN_EXERCISES:
            files.setdefault(row.file, {})[str(row.given.get("name"))] = _lines(row.given)
    for names in files.values():
        for name, before in names.items():
            now = here.get(name.lower())
            if now is None and not is_name_of_library(name):
                now = next((here[other.lower()] for other in before if other.lower() in here), None)
                if now is not None:
                    others[name.lower()] = now
            others |= {other.lower(): now or name for other in before if other.lower() not in here}
    for names in files.values():  # a file that has both knows them as two
        meant = {name.lower(): others.get(name.lower(), name).lower() for name in names}
        for name, now in meant.items():
            if now != name and list(meant.values()).count(now) > 1:
                del others[name]
    return ExerciseNames(own, others)


def as_here(
    given: Mapping[str, object], names: ExerciseNames, own: Sequence[OwnExercise]
) -> dict[str, object]:
    """What a file says of an exercise of one's own, under the name that it has here."""
    name = str(given.get("name"))
    now = names.of_today(name)
    stored = next((one for one in own if one.name_lower == now.lower()), None)
    if stored is None:
        return {**given, "name": now} if now != name else dict(given)
    others = stored.with_names([*_lines(given), name]).other_names
    return {**given, "name": stored.name, "other_names": others}


def _lines(given: Mapping[str, object]) -> list[str]:
    """The names before, where a file says them."""
    said = given.get("other_names")
    return said.split("\n") if isinstance(said, str) and said else []
