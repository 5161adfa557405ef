"""The whole library at once, so that a mistake in it is told when the program starts."""

from tracker.catalogue.activities import activity_kinds
from tracker.catalogue.advice import advice, avoid_list
from tracker.catalogue.library import exercises
from tracker.catalogue.safety import help_panel
from tracker.catalogue.workouts import workouts


def read_everything() -> None:
    """Read every file of the library; raise CatalogueError at the first mistake."""
    for read in (exercises, workouts, activity_kinds, advice, avoid_list, help_panel):
        read()
