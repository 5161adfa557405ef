"""What answered questionnaires add up to, as Observations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.exporting.fhir.elements import (
    LOINC,
    OWN,
    SURVEY,
    Alike,
    Column,
    Resource,
    column,
    concept,
    moment,
    reference,
    score,
)
from tracker.exporting.fhir.patient import ALONE, DiarySubject
from tracker.exporting.fhir.questionnaires import ExportedForm, given
from tracker.formatting import rounded
from tracker.model import Answers
from tracker.questionnaires import One

PANEL = concept(LOINC, "91148-7", text="PEG: pain, enjoyment of life, general activity")
MEAN = concept(LOINC, "91147-9", "Mean score [PEG]", "PEG: the mean of the three answers")
ITEMS = {"75893-8": "00000001", "91145-3": "00000002", "91146-1": "00000003"}
SCORE, WHOLE = "00000004", "00000005"  # the last digits of their ids, as those of the items


@dataclass(frozen=True, slots=True)
class _Scored:
    """What is the same in all Observations of questionnaires that were answered."""

    id_prefixes: list[str]
    days: Column
    issued: Column


def scores(
    group: Iterable[Answers], asked: ExportedForm | None, who: DiarySubject
) -> Iterator[Alike]:
    """The scores of one form where there are any; of the PEG also its items and panels of all.

    In the `group` the same items were answered.
    """
    answered = [answers for answers in group if answers.score is not None]
    if not answered:
        return
    scored = _Scored(
        [who.entry_prefix("answers", answers.uid) for answers in answered],
        column([answers.date for answers in answered]),
        column([moment(answers.entered_at) for answers in answered]),
    )
    sums = column([float(rounded(answers.score or 0.0, 2)) for answers in answered])
    if asked is None or not asked.is_peg:
        title = {"text": _title(answered[0], asked)}
        yield _observations(SCORE, title, {"valueQuantity": score(sums)}, scored, who)
        return
    members = {
        digits: (concept(LOINC, code, text=text), column(figures))
        for digits, code, text, figures in _items(asked, answered)
    }
    members[SCORE] = MEAN, sums
    references = [reference(OWN + digits) for digits in members]
    yield _observations(WHOLE, PANEL, {"hasMember": references}, scored, who)
    for digits, (code, figures) in members.items():
        yield _observations(digits, code, {"valueQuantity": score(figures)}, scored, who)


def _observations(
    digits: str, code: Resource, said: Resource, scored: _Scored, who: DiarySubject
) -> Alike:
    """One of each that was answered: a value, or a panel that holds others together."""
    more = {"issued": scored.issued, "derivedFrom": [reference(OWN + ALONE)], **said}
    observation = who.observation(OWN + digits, SURVEY, code, scored.days, more)
    return Alike(observation, scored.id_prefixes)


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
