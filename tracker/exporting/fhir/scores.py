"""What answered questionnaires add up to, as Observations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.exporting.fhir.elements import (
    LOINC,
    SURVEY,
    Resource,
    concept,
    reference,
    references,
    score,
    written,
)
from tracker.exporting.fhir.patient import DiarySubject
from tracker.exporting.fhir.questionnaire_responses import SameAnswers
from tracker.exporting.fhir.questionnaires import ExportedForm
from tracker.exporting.fhir.resource_ids import ALONE
from tracker.exporting.fhir.templates import ResourceTemplate, blank, value

PANEL = concept(LOINC, "91148-7", text="PEG: pain, enjoyment of life, general activity")
MEAN = concept(LOINC, "91147-9", "Mean score [PEG]", "PEG: the mean of the three answers")
ITEMS = {"75893-8": "00000001", "91145-3": "00000002", "91146-1": "00000003"}
SCORE, WHOLE = "00000004", "00000005"  # the last digits of their names, as those of the items


def scores(found: SameAnswers, who: DiarySubject) -> Iterator[ResourceTemplate]:
    """The scores where there are any; of the PEG also its items and the panels of them all."""
    found = found.scored()
    if not found.answers:
        return
    write = _ScoreWriter(who, found.columns)
    sums = [round(answers.score or 0.0, 2) for answers in found.answers]
    if found.asked is None or not found.asked.is_peg:
        yield write.observations(SCORE, {"text": _title(found)}, sums)
        return
    members = {
        digits: (concept(LOINC, code, text=text), values)
        for digits, code, text, values in _items(found.asked, found)
    }
    members[SCORE] = MEAN, sums
    yield write.panels(members)
    for digits, (code, values) in members.items():
        yield write.observations(digits, code, values)


@dataclass(frozen=True, slots=True)
class _ScoreWriter:
    """Writes Observations of all answered questionnaires that are alike."""

    who: DiarySubject
    columns: Mapping[str, Sequence[bytes]]

    def observations(self, digits: str, code: object, values: Sequence[float]) -> ResourceTemplate:
        """One value of each."""
        resource = self._resource(digits, code) | {"valueQuantity": score(value("value"))}
        return ResourceTemplate(resource, {**self.columns, "value": written(values)})

    def panels(self, members: Iterable[str]) -> ResourceTemplate:
        """Observations without a value that hold others together."""
        names = [blank("name") + digits for digits in members]
        return ResourceTemplate(
            self._resource(WHOLE, PANEL) | {"hasMember": references(names)}, self.columns
        )

    def _resource(self, digits: str, code: object) -> Resource:
        name = blank("name") + digits
        return self.who.observation(name, SURVEY, code, value("day")) | {
            "issued": value("entered"),
            "derivedFrom": [reference(blank("name") + ALONE)],
        }


def _items(asked: ExportedForm, found: SameAnswers) -> Iterator[tuple[str, str, str, list[float]]]:
    """The items of a PEG that were answered as they ask for: digits, code, words, answers."""
    for item in asked.form.questions:
        said = found.values(item.link_id) if item.link_id in found.places else []
        for code in item.codes:
            if code.code in ITEMS and said and all(map(item.accepts, set(said))):
                figures = [figure for one in said if (figure := item.figure(one)) is not None]
                yield ITEMS[code.code], code.code, item.text, figures


def _title(found: SameAnswers) -> str:
    if found.asked is None:
        return f"{found.answers[0].questionnaire}: score"
    return f"{found.asked.questionnaire.title}: score ({found.asked.questionnaire.scoring})"
