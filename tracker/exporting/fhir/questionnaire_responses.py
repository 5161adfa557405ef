"""How questionnaires were answered: those answered alike are written together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from tracker.exporting.fhir.elements import (
    WHOLE_NUMBER,
    Resource,
    identifier,
    written,
    written_moments,
)
from tracker.exporting.fhir.patient import DiarySubject
from tracker.exporting.fhir.questionnaires import ExportedForm
from tracker.exporting.fhir.resource_ids import ALONE
from tracker.exporting.fhir.templates import ResourceTemplate, blank, value
from tracker.model import Answer, Answers
from tracker.questionnaires import Item, ItemType, One


@dataclass(frozen=True, slots=True)
class SameAnswers:
    """Answered questionnaires of one form, in which the same items were answered.

    `given` holds their answers that say something, `places` where among them an
    item's answers are (several where several could be chosen), `columns` what
    resources about them are filled from. `asked` is None where the form is gone.
    """

    asked: ExportedForm | None
    answers: Sequence[Answers]
    given: Sequence[Sequence[Answer]]
    places: Mapping[str, Sequence[int]]
    columns: Mapping[str, Sequence[bytes]]

    def scored(self) -> SameAnswers:
        """Those that have a score."""
        rows = [row for row, answers in enumerate(self.answers) if answers.score is not None]
        if len(rows) == len(self.answers):
            return self
        return replace(
            self,
            answers=[self.answers[row] for row in rows],
            given=[self.given[row] for row in rows],
            columns={name: [of[row] for row in rows] for name, of in self.columns.items()},
        )

    def values(self, link_id: str) -> list[One]:
        """What was answered to one item, in each; the first of several."""
        return self.at(self.places[link_id][0])

    def at(self, place: int) -> list[One]:
        """The answers of one place, in each."""
        return [given[place].value for given in self.given]


def group_same_answers(
    who: DiarySubject, forms: Mapping[str, ExportedForm]
) -> Iterator[SameAnswers]:
    """The answered questionnaires, put together by form and by which items were answered."""
    groups: dict[tuple[str, ...], list[tuple[Answers, list[Answer]]]] = defaultdict(list)
    for answers in who.contents.answers:
        given = [answer for answer in answers.answers if _says(answer.value)]
        key = (answers.questionnaire, *[answer.link_id for answer in given])
        groups[key].append((answers, given))
    for key, rows in groups.items():
        questionnaire, *links = key
        places: dict[str, list[int]] = defaultdict(list)
        for place, link_id in enumerate(links):
            places[link_id].append(place)
        answered, said = zip(*rows, strict=True)
        yield SameAnswers(forms.get(questionnaire), answered, said, places, _columns(answered, who))


def _columns(found: Sequence[Answers], who: DiarySubject) -> dict[str, list[bytes]]:
    return {
        "name": who.begun_each("answers", [answers.uid for answers in found]),
        "day": written([answers.date for answers in found]),
        "entered": written_moments([answers.entered_at for answers in found]),
    }


def responses(found: SameAnswers, who: DiarySubject) -> ResourceTemplate:
    """The answers in the order and the groups of the form, then those that it doesn't ask for."""
    name = blank("name") + ALONE
    resource: Resource = {
        "resourceType": "QuestionnaireResponse",
        "id": name,
        "identifier": identifier(name),
        "status": "completed",
        "subject": who.itself,
        "authored": value("authored"),
        "author": who.itself,
        "source": who.itself,
    }
    if found.asked:
        resource["questionnaire"] = found.asked.canonical
    asked = {item.link_id: item for item in (found.asked.form.questions if found.asked else ())}
    items = list(_items(found.asked.form.items, found.places)) if found.asked else []
    items += [
        {"linkId": link_id, "answer": _answers(places)}
        for link_id, places in found.places.items()
        if link_id not in asked
    ]
    if items:
        resource["item"] = items
    return ResourceTemplate(
        resource,
        {
            **found.columns,
            "authored": _authored(found),
            **{
                f"answer{place}": _written(found.at(place), asked.get(link_id))
                for link_id, places in found.places.items()
                for place in places
            },
        },
    )


def _items(items: Sequence[Item], places: Mapping[str, Sequence[int]]) -> Iterator[dict[str, Any]]:
    for item in items:
        about = {"linkId": item.link_id, **({"text": item.text} if item.text else {})}
        if item.type is ItemType.GROUP:
            if below := list(_items(item.items, places)):
                yield {**about, "item": below}
        elif item.link_id in places:
            yield {**about, "answer": _answers(places[item.link_id])}


def _answers(places: Sequence[int]) -> list[Any]:
    return [value(f"answer{place}") for place in places]


def _authored(found: SameAnswers) -> list[bytes]:
    """The moment, or only the day where they were entered on another one."""
    return [
        entered if answers.entered_at.date() == answers.date else day
        for answers, entered, day in zip(
            found.answers, found.columns["entered"], found.columns["day"], strict=True
        )
    ]


def _says(said: One) -> bool:
    return not isinstance(said, str) or bool(said.strip())


def _written(values: Sequence[One], item: Item | None) -> list[bytes]:
    """Answers as JSON; equal ones are written once."""
    once: dict[tuple[type, One], bytes] = {}
    found = []
    for said in values:
        key = type(said), said
        if key not in once:
            once[key] = orjson.dumps(_answer(said, item))
        found.append(once[key])
    return found


def _answer(said: One, item: Item | None) -> dict[str, Any]:
    """An answer under the name that FHIR has for its type."""
    if item and (option := item.option(said)) and (coding := option.coding):
        parts = {"system": coding.system, "code": coding.code, "display": coding.display}
        return {"valueCoding": {name: part for name, part in parts.items() if part}}
    if isinstance(said, bool):
        return {"valueBoolean": said}
    if isinstance(said, str):
        return {"valueString": said}
    decimal = item.type is ItemType.DECIMAL if item else isinstance(said, float)
    if decimal or said != int(said) or abs(said) >= WHOLE_NUMBER:
        return {"valueDecimal": said}
    return {"valueInteger": int(said)}
