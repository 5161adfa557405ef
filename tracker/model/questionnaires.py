"""Questionnaires that a person answers, and their answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid4

from tracker.model.checks import (
    NOTE_LIMIT,
    InvalidValue,
    LongText,
    check_choice,
    check_day,
    check_moment,
    check_start,
    check_text,
    check_whole,
)

TITLE_LIMIT = 200
KEY_LIMIT = 300  # a canonical URL
DEFINITION_LIMIT = 500_000
ANSWERS_LIMIT = 500
LINK_ID_LIMIT = 255
NUMBER_LIMIT = 2**53  # up to here every database and format keeps whole numbers exact
LinkIds = Annotated[tuple[str, ...], "of questions"]


class Scoring(StrEnum):
    """How the answers of a questionnaire become a score."""

    SUM = "sum"
    MEAN = "mean"
    COUNT = "count"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A questionnaire as it was loaded: `definition` is a FHIR R4 Questionnaire, as JSON.

    `key` tells it from others: its canonical URL or, without one, its id. Every
    `every_days` days its turn comes again; ``None``: never by itself. Before
    `not_before`, if there is such a day, it doesn't. `not_asked` are the link ids
    of questions that the person left out; ``None``: they have not chosen.
    """

    key: str
    title: str
    definition: LongText
    scoring: Scoring
    every_days: int | None = None
    not_before: date | None = None
    not_asked: LinkIds | None = None

    def __post_init__(self) -> None:
        check_text("key", self.key, KEY_LIMIT, required=True)
        check_text("title", self.title, TITLE_LIMIT, required=True)
        check_text("definition", self.definition, DEFINITION_LIMIT, required=True, lines=True)
        check_choice("scoring", self.scoring, Scoring)
        if self.every_days is not None:
            check_whole("every_days", self.every_days, 1, 366)
        if self.not_before is not None:
            check_start("not_before", self.not_before)
        if self.not_asked is not None:
            _check_link_ids(self.not_asked)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one item; a choice is the code of what was chosen.

    Yes is not 1, and 1 is not 1.0: answers are only equal when they are alike.
    """

    link_id: str
    value: bool | int | float | str

    def __post_init__(self) -> None:
        check_text("link_id", self.link_id, LINK_ID_LIMIT, required=True)
        if isinstance(self.value, str):
            check_text("value", self.value, NOTE_LIMIT, lines=True)
        elif not _is_number(self.value):
            raise InvalidValue("value", self.value, "yes, no, a number or a text")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Answer):
            return NotImplemented
        one, two = self.value, other.value
        return self.link_id == other.link_id and type(one) is type(two) and one == two


@dataclass(frozen=True, slots=True)
class Answers:
    """A questionnaire answered on a day, in the order of its items.

    `score` is ``None`` where the scoring makes none of these answers.
    """

    date: date
    questionnaire: str
    answers: tuple[Answer, ...]
    score: float | None
    entered_at: datetime
    uid: UUID = field(default_factory=uuid4, compare=False, kw_only=True)

    def __post_init__(self) -> None:
        check_day("date", self.date)
        check_text("questionnaire", self.questionnaire, KEY_LIMIT, required=True)
        if not isinstance(self.answers, tuple) or not 1 <= len(self.answers) <= ANSWERS_LIMIT:
            raise InvalidValue("answers", self.answers, f"1 to {ANSWERS_LIMIT} answers")
        for answer in self.answers:
            if not isinstance(answer, Answer):
                raise InvalidValue("answers", answer, "an answer with a link_id and a value")
        if self.score is not None and (isinstance(self.score, bool) or not _is_number(self.score)):
            raise InvalidValue("score", self.score, "a number")
        check_moment("entered_at", self.entered_at)


def _check_link_ids(link_ids: object) -> None:
    if not isinstance(link_ids, tuple) or len(link_ids) > ANSWERS_LIMIT:
        raise InvalidValue("not_asked", link_ids, f"at most {ANSWERS_LIMIT} link ids")
    for link_id in link_ids:
        check_text("not_asked", link_id, LINK_ID_LIMIT, required=True)
    if len(set(link_ids)) < len(link_ids):
        raise InvalidValue("not_asked", link_ids, "link ids, each once")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and -NUMBER_LIMIT <= value <= NUMBER_LIMIT
