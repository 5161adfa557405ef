"""What answered questionnaires add up to, as Observations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import orjson

from tracker.exporting.fhir.elements import (
    LOINC,
    SURVEY,
    Resource,
    concept,
    fragment,
    identifier,
    moment,
    reference,
    score,
)
from tracker.exporting.fhir.patient import ALONE, DiarySubject
from tracker.exporting.fhir.questionnaires import ExportedForm, given
from tracker.formatting import rounded
from tracker.model import Answers
from tracker.questionnaires import One

PANEL = fragment(concept(LOINC, "91148-7", text="PEG: pain, enjoyment of life, general activity"))
MEAN = fragment(concept(LOINC, "91147-9", "Mean score [PEG]", "PEG: the mean of the three answers"))
ITEMS = {"75893-8": "00000001", "91145-3": "00000002", "91146-1": "00000003"}
SCORE, WHOLE = "00000004", "00000005"  # the last digits of their ids, as those of the items


@dataclass(frozen=True, slots=True)
class _Scored:
    """What is the same in all Observations of a questionnaire that was answered once."""

    id_prefix: str
    date: date
    issued: datetime
    derived_from: list[Resource]


def scores(
    group: Iterable[Answers], asked: ExportedForm | None, who: DiarySubject
) -> Iterator[Resource]:
    """The scores of one form where there are any; of the PEG also its items and panels of all.

    In the `group` the same items were answered.
    """
    answered = [answers for answers in group if answers.score is not None]
    if not answered:
        return
    scored = [_scored(answers, who) for answers in answered]
    sums = [float(rounded(answers.score or 0.0, 2)) for answers in answered]
    if asked is None or not asked.is_peg:
        title = fragment({"text": _title(answered[0], asked)})
        yield from _observations(SCORE, title, sums, scored, who)
        return
    members = {
        digits: (fragment(concept(LOINC, code, text=text)), figures)
        for digits, code, text, figures in _items(asked, answered)
    }
    members[SCORE] = MEAN, sums
    yield from _panels(members, scored, who)
    for digits, (code, figures) in members.items():
        yield from _observations(digits, code, figures, scored, who)


def _scored(answers: Answers, who: DiarySubject) -> _Scored:
    prefix = who.entry_prefix("answers", answers.uid)
    derived_from = [reference(prefix + ALONE)]
    return _Scored(prefix, answers.date, moment(answers.entered_at), derived_from)


def _panels(
    members: Iterable[str], scored: Iterable[_Scored], who: DiarySubject
) -> Iterator[Resource]:
    """Observations without a value that hold others together."""
    panel = who.observation(SURVEY, PANEL, issued=None, derivedFrom=None, hasMember=None)
    for one in scored:
        resource_id = one.id_prefix + WHOLE
        yield dict(
            panel,
            id=resource_id,
            identifier=[identifier(resource_id)],
            effectiveDateTime=one.date,
            issued=one.issued,
            derivedFrom=one.derived_from,
            hasMember=[reference(one.id_prefix + digits) for digits in members],
        )


def _observations(
    digits: str,
    code: orjson.Fragment,
    figures: Iterable[float],
    scored: Iterable[_Scored],
    who: DiarySubject,
) -> Iterator[Resource]:
    """One value of each."""
    of_score = who.observation(SURVEY, code, issued=None, derivedFrom=None, valueQuantity=None)
    for one, figure in zip(scored, figures, strict=False):
        resource_id = one.id_prefix + digits
        yield dict(
            of_score,
            id=resource_id,
            identifier=[identifier(resource_id)],
            effectiveDateTime=one.date,
            issued=one.issued,
            derivedFrom=one.derived_from,
            valueQuantity=score(figure),
        )


def _items(
    asked: ExportedForm, scored: Sequence[Answers]
) -> Iterator[tuple[str, str, str, list[float]]]:
    """The items of a PEG that were answered as they ask for: digits, code, words, figures."""
    first = [_first(answers) for answers in scored]
    for item in asked.form.questions:
        said = [one[item.link_id] for one in first if item.link_id in one]
        for code in item.codes:
            if code.code in ITEMS and said and all(map(item.accepts, set(said))):
                figures = [figure for one in said if (figure := item.figure(one)) is not None]
                yield ITEMS[code.code], code.code, item.text, figures


def _first(answers: Answers) -> dict[str, One]:
    """What was answered to each item, the first of several."""
    return {answer.link_id: answer.value for answer in reversed(given(answers))}


def _title(answers: Answers, asked: ExportedForm | None) -> str:
    if asked is None:
        return f"{answers.questionnaire}: score"
    return f"{asked.questionnaire.title}: score ({asked.questionnaire.scoring})"
