"""What a person gives to a clinician, and what they want to talk about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from tracker.model.checks import (
    NOTE_LIMIT,
    InvalidValue,
    LongText,
    check_choice,
    check_day,
    check_moment,
    check_text,
)


class ReportFormat(StrEnum):
    """The forms in which a diary leaves the house."""

    PDF = "pdf"
    XLSX = "xlsx"
    FHIR = "fhir"
    CSV = "csv"
    JSON = "json"
    ZIP = "zip"


class Section(StrEnum):
    """The parts of a report that can be left out.

    Of a long period `DAYS` prints the last days only, and `EVERY_DAY` all of them.
    """

    ACTIVITY = "activity"
    QUESTIONNAIRES = "questionnaires"
    EXERCISES = "exercises"
    QUESTIONS = "questions"
    DAYS = "days"
    NOTES = "notes"
    EVERY_DAY = "every_day"


_ON_REQUEST = (Section.NOTES, Section.EVERY_DAY)


@dataclass(frozen=True, slots=True)
class Appointment:
    """What a person prepares for an appointment; there is one at a time.

    `sections` are the parts that the report shows. Notes, and every day of a
    long period, are only in it when chosen.
    """

    questions: LongText = ""
    sections: tuple[Section, ...] = tuple(s for s in Section if s not in _ON_REQUEST)

    def __post_init__(self) -> None:
        check_text("questions", self.questions, NOTE_LIMIT, lines=True)
        if not isinstance(self.sections, tuple) or len(set(self.sections)) < len(self.sections):
            raise InvalidValue("sections", self.sections, "each section once")
        for section in self.sections:
            check_choice("sections", section, Section)


@dataclass(frozen=True, slots=True)
class ExportRecord:
    """That the days from `first` to `last` were exported, when and in which form."""

    at: datetime
    format: ReportFormat
    first: date
    last: date
    uid: UUID = field(default_factory=uuid4, compare=False, kw_only=True)

    def __post_init__(self) -> None:
        check_moment("at", self.at)
        check_choice("format", self.format, ReportFormat)
        check_day("first", self.first)
        check_day("last", self.last)
        if self.first > self.last:
            raise InvalidValue("first", self.first, f"a day up to {self.last}")
