"""What answered questionnaires add up to, as Observations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.exchange.hand_over.fhir.author import Author
from tracker.exchange.hand_over.fhir.elements import (
    LOINC,
    SURVEY,
    Resource,
    concept,
    moment,
    reference,
    references,
    score,
)
from tracker.exchange.hand_over.fhir.questionnaires import Asked
from tracker.model import Answers, Scoring
from tracker.questionnaires import is_peg

PANEL = concept(LOINC, "91148-7", text="PEG: pain, enjoyment of life, general activity")
MEAN = concept(LOINC, "91147-9", "Mean score [PEG]", "PEG: the mean of the three answers")
ITEMS = ("75893-8", "91145-3", "91146-1")


@dataclass(frozen=True, slots=True)
class Scores:
    """Writes the Observations of one answered questionnaire; `response` is its id."""

    answers: Answers
    response: str
    who: Author

    def all(self, about: Asked | None) -> Iterator[Resource]:
        """The score where there is one; of the PEG also its items and the panel of them all."""
        if self.answers.score is None:
            return
        if about and _is_peg(about):
            yield from self._peg(about, self.answers.score)
        else:
            yield self._one("score", {"text": _title(self.answers, about)}, self.answers.score)

    def _peg(self, about: Asked, mean: float) -> Iterator[Resource]:
        said = {answer.link_id: answer.value for answer in self.answers.answers}
        members = [
            self._one(item.link_id, concept(LOINC, code.code, text=item.text), float(value))
            for item in about.form.questions
            for code in item.codes
            if code.code in ITEMS and (value := said.get(item.link_id)) is not None
        ]
        members.append(self._one("score", MEAN, mean))
        panel = self._one("panel", PANEL, None)
        panel["hasMember"] = references(member["id"] for member in members)
        yield panel
        yield from members

    def _one(self, kind: str, code: object, value: float | None) -> Resource:
        name = self.who.named(f"score {kind}", self.answers.uid)
        resource = self.who.observation(name, SURVEY, code, self.answers.date)
        resource["issued"] = moment(self.answers.entered_at)
        resource["derivedFrom"] = [reference(self.response)]
        if value is not None:
            resource["valueQuantity"] = score(round(value, 2))
        return resource


def _is_peg(about: Asked) -> bool:
    """Whether it is the PEG, and scored as the PEG is."""
    return about.questionnaire.scoring is Scoring.MEAN and is_peg(about.form)


def _title(answers: Answers, about: Asked | None) -> str:
    if about is None:
        return f"{answers.questionnaire}: score"
    return f"{about.questionnaire.title}: score ({about.questionnaire.scoring})"
