"""The library of exercises and activities, read from data/."""

from tracker.catalogue.activities import (
    UNNAMED,
    ActivityKind,
    activity_kinds,
    find_activity_kind,
)
from tracker.catalogue.library import (
    Dose,
    Exercise,
    Kind,
    Region,
    Source,
    exercises,
    find_exercise,
    strengthening,
)
from tracker.catalogue.safety import HelpLevel, HelpPanel, help_panel
from tracker.toml_file import CatalogueError

__all__ = [
    "UNNAMED",
    "ActivityKind",
    "CatalogueError",
    "Dose",
    "Exercise",
    "HelpLevel",
    "HelpPanel",
    "Kind",
    "Region",
    "Source",
    "activity_kinds",
    "exercises",
    "find_activity_kind",
    "find_exercise",
    "help_panel",
    "strengthening",
]
