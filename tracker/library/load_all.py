"""The whole library at once, so that a mistake in it is told when the program starts."""

from tracker.library.activities import activity_kinds
from tracker.library.advice import advice, avoid_list
from tracker.library.exercises import exercises
from tracker.library.safety import help_panel
from tracker.library.workouts import workouts


def load_library() -> None:
    """Read every file of the library; raise LibraryError at the first mistake."""
    for read in (exercises, workouts, activity_kinds, advice, avoid_list, help_panel):
        read()
