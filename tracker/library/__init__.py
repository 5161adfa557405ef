"""The library of exercises, activities and advice, read from data/."""

from tracker.files.toml import LibraryError
from tracker.library.activities import UNNAMED, ActivityKind, activity_kinds, find_activity_kind
from tracker.library.advice import (
    Advice,
    Avoid,
    Point,
    Topic,
    advice,
    advice_beside,
    advice_on,
    avoid_list,
)
from tracker.library.exercises import (
    Dose,
    Exercise,
    Workout,
    exercises,
    find_exercise,
    find_workout,
    strengthening,
    workouts,
)
from tracker.library.own_exercises import (
    ExerciseNames,
    as_exercise,
    exercises_with,
    find_exercise_with,
    is_name_of_library,
    names_before,
)
from tracker.library.references import Reference, references
from tracker.library.safety import HelpLevel, HelpPanel, help_panel
from tracker.model import ExerciseKind, Region

__all__ = [
    "UNNAMED",
    "ActivityKind",
    "Advice",
    "Avoid",
    "Dose",
    "Exercise",
    "ExerciseKind",
    "ExerciseNames",
    "HelpLevel",
    "HelpPanel",
    "LibraryError",
    "Point",
    "Reference",
    "Region",
    "Topic",
    "Workout",
    "activity_kinds",
    "advice",
    "advice_beside",
    "advice_on",
    "as_exercise",
    "avoid_list",
    "exercises",
    "exercises_with",
    "find_activity_kind",
    "find_exercise",
    "find_exercise_with",
    "find_workout",
    "help_panel",
    "is_name_of_library",
    "load_library",
    "names_before",
    "references",
    "strengthening",
    "workouts",
]


def load_library() -> None:
    """Read every file of the library; raise LibraryError at the first mistake."""
    for read in (exercises, workouts, activity_kinds, advice, avoid_list, help_panel):
        read()
