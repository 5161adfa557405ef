"""What a diary is made of: frozen values that cannot be constructed wrong.

A value checks itself when it is made and raises :class:`InvalidValue`, which
names the field, the value and what is allowed. Missing is ``None`` (or an
empty text), never zero. Times carry their UTC offset and whole seconds, so
that a moment keeps the local day and hour it had for the person.
"""

from tracker.model.checks import (
    EARLIEST_DAY,
    EXTERNAL_ID_LIMIT,
    LATEST_DAY,
    NAME_LIMIT,
    NOTE_LIMIT,
    PICTURE_LIMIT,
    SITE_LIMIT,
    SITES_LIMIT,
    TERM_LIMIT,
    InvalidValue,
    LongText,
    PainScore,
)
from tracker.model.day import Day
from tracker.model.entries import (
    Activity,
    CheckIn,
    Context,
    Event,
    EventKind,
    ExerciseDone,
    Intensity,
    MedicineKind,
    MedicineTaken,
    Outcome,
    Reading,
    Skip,
    SkipReason,
)
from tracker.model.entry import ChangeSource, Entry, field_types
from tracker.model.exercises import ExerciseKind, OwnExercise, Region
from tracker.model.imports import MAPPING_LIMIT, FileMapping, LeftOut, UsualIntensity
from tracker.model.person import Person, WeekStart, at_offset, clock_of
from tracker.model.plan import Goal, Occasion, PlanItem, Reminder, plan_on
from tracker.model.questionnaires import Answer, Answers, LinkIds, Questionnaire, Scoring
from tracker.model.report import Appointment, ExportRecord, ReportFormat, Section

__all__ = [
    "EARLIEST_DAY",
    "EXTERNAL_ID_LIMIT",
    "LATEST_DAY",
    "MAPPING_LIMIT",
    "NAME_LIMIT",
    "NOTE_LIMIT",
    "PICTURE_LIMIT",
    "SITES_LIMIT",
    "SITE_LIMIT",
    "TERM_LIMIT",
    "Activity",
    "Answer",
    "Answers",
    "Appointment",
    "ChangeSource",
    "CheckIn",
    "Context",
    "Day",
    "Entry",
    "Event",
    "EventKind",
    "ExerciseDone",
    "ExerciseKind",
    "ExportRecord",
    "FileMapping",
    "Goal",
    "Intensity",
    "InvalidValue",
    "LeftOut",
    "LinkIds",
    "LongText",
    "MedicineKind",
    "MedicineTaken",
    "Occasion",
    "Outcome",
    "OwnExercise",
    "PainScore",
    "Person",
    "PlanItem",
    "Questionnaire",
    "Reading",
    "Region",
    "Reminder",
    "ReportFormat",
    "Scoring",
    "Section",
    "Skip",
    "SkipReason",
    "UsualIntensity",
    "WeekStart",
    "at_offset",
    "clock_of",
    "field_types",
    "plan_on",
]
