"""An entry of whichever kind: what goes into files and comes back from them, and who changes it."""

from enum import StrEnum
from typing import Any, Union, get_args, get_type_hints

from tracker.model.entries import (
    Activity,
    CheckIn,
    Event,
    ExerciseDone,
    MedicineTaken,
    Reading,
    Skip,
)
from tracker.model.exercises import OwnExercise
from tracker.model.plan import Goal, PlanItem, Reminder
from tracker.model.questionnaires import Answers, Questionnaire
from tracker.model.report import Appointment

Entry = (
    CheckIn
    | Reading
    | Activity
    | ExerciseDone
    | Goal
    | PlanItem
    | Skip
    | Reminder
    | Questionnaire
    | Answers
    | Appointment
    | MedicineTaken
    | Event
    | OwnExercise
)


class ChangeSource(StrEnum):
    """What made a change to a diary, as its history says it; earlier versions had other words."""

    CHECK_IN = "check in"
    WEEK = "week"
    SESSION = "session"
    PLAN = "plan"
    EXERCISES = "exercises"
    QUESTIONNAIRES = "questionnaires"
    REPORT = "report"
    SETTINGS = "settings"
    MY_DATA = "my data"
    HISTORY = "history"
    DELETION = "deletion"
    IMPORT = "import"
    DEMO = "demo"


def field_types(made: type[Any]) -> dict[str, object]:
    """The types of a value's fields by name: what a field is where it isn't missing.

    Yes, no and nothing are three answers, so `bool | None` stays what it is.
    """
    hints = get_type_hints(made, include_extras=True)
    return {name: _without_none(hint) for name, hint in hints.items()}


def _without_none(hint: object) -> object:
    given = tuple(kind for kind in get_args(hint) if kind is not type(None))
    optional = len(given) < len(get_args(hint)) and hint != bool | None
    return Union[given] if optional else hint  # noqa: UP007 - of as many as there are
