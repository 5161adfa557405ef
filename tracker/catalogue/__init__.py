"""The library of exercises, activities and advice, read from data/."""

from tracker.catalogue.activities import (
    UNNAMED,
    ActivityKind,
    activity_kinds,
    find_activity_kind,
)
from tracker.catalogue.advice import (
    Advice,
    Avoid,
    Point,
    Topic,
    advice,
    advice_beside,
    advice_on,
    avoid_list,
)
from tracker.catalogue.library import (
    Dose,
    Exercise,
    Kind,
    Region,
    exercises,
    find_exercise,
    strengthening,
)
from tracker.catalogue.safety import HelpLevel, HelpPanel, help_panel
from tracker.catalogue.sources import Source, sources
from tracker.catalogue.whole import read_everything
from tracker.catalogue.workouts import Workout, find_workout, workouts
from tracker.toml_file import CatalogueError

__all__ = [
    "UNNAMED",
    "ActivityKind",
    "Advice",
    "Avoid",
    "CatalogueError",
    "Dose",
    "Exercise",
    "HelpLevel",
    "HelpPanel",
    "Kind",
    "Point",
    "Region",
    "Source",
    "Topic",
    "Workout",
    "activity_kinds",
    "advice",
    "advice_beside",
    "advice_on",
    "avoid_list",
    "exercises",
    "find_activity_kind",
    "find_exercise",
    "find_workout",
    "help_panel",
    "read_everything",
    "sources",
    "strengthening",
    "workouts",
]
