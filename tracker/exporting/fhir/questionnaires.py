"""Questionnaires as they were loaded, and how they were answered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

import orjson

from tracker.exporting.fhir.elements import WHOLE_NUMBER, Resource, identifier, moment, url
from tracker.exporting.fhir.patient import ALONE, DiarySubject
from tracker.model import Answer, Answers, Questionnaire, Scoring
from tracker.questionnaires import Form, FormRefused, Item, ItemType, One, form, is_peg

_DIVIDING = re.compile(r"[\s|]")


@dataclass(frozen=True, slots=True)
class ExportedForm:
    """A questionnaire as it was loaded, its form, and what answers call it."""

    questionnaire: Questionnaire
    form: Form
    canonical: str
    resource: Resource

    @property
    def is_peg(self) -> bool:
        """Whether it is the PEG, and scored as the PEG is."""
        return self.questionnaire.scoring is Scoring.MEAN and is_peg(self.form)


def exported_forms(found: Iterable[Questionnaire]) -> dict[str, ExportedForm]:
    """The questionnaires by key, without those that are no form or can't be written again."""
    forms = {}
    for questionnaire in found:
        try:
            forms[questionnaire.key] = _asked(questionnaire, form(questionnaire))
        except (FormRefused, orjson.JSONDecodeError):  # such as a number without end
            continue
    return forms


def _asked(questionnaire: Questionnaire, read: Form) -> ExportedForm:
    """A questionnaire under an id of ours; without a canonical URL it gets one.

    It is nobody's own: whoever sends the same file names it alike.
    """
    name = str(uuid5(NAMESPACE_URL, f"questionnaire {questionnaire.definition}"))
    loaded = _loaded(questionnaire.definition)
    canonical = _sensible(loaded.get("url")) or url(name)
    version = _sensible(loaded.get("version"))
    return ExportedForm(
        questionnaire,
        read,
        f"{canonical}|{version}" if version else canonical,
        {**loaded, "id": name, "url": canonical},
    )


def _sensible(part: object) -> str:
    """A part of a canonical URL, or nothing where it can't be one."""
    usable = isinstance(part, str) and part.isprintable() and not _DIVIDING.search(part)
    return str(part) if usable else ""


def _loaded(definition: str) -> Resource:
    try:
        loaded: Resource = orjson.loads(definition)
    except orjson.JSONDecodeError:  # half a character, which JSON can name and UTF-8 can't hold
        text = json.dumps(json.loads(definition), ensure_ascii=False)
        loaded = orjson.loads(text.encode("utf-8", "replace"))
    return loaded


def group_same_answers(
    found: Iterable[Answers], forms: Mapping[str, ExportedForm]
) -> Iterator[tuple[ExportedForm | None, list[Answers]]]:
    """Questionnaires answered, by form and by which items were answered.

    Each group comes with its form, ``None`` where that is gone.
    """
    groups: dict[tuple[str, ...], list[Answers]] = {}
    for answers in found:
        key = (answers.questionnaire, *[answer.link_id for answer in given(answers)])
        groups.setdefault(key, []).append(answers)
    for key, group in groups.items():
        yield forms.get(key[0]), group


def given(answers: Answers) -> list[Answer]:
    """The answers that say something."""
    return [
        answer
        for answer in answers.answers
        if not isinstance(answer.value, str) or answer.value.strip()
    ]


def response(answers: Answers, asked: ExportedForm | None, who: DiarySubject) -> Resource:
    """The answers in the order and the groups of the form, then those that it doesn't ask for."""
    resource_id = who.entry_prefix("answers", answers.uid) + ALONE
    same_day = answers.entered_at.date() == answers.date
    resource: Resource = {
        "resourceType": "QuestionnaireResponse",
        "id": resource_id,
        "identifier": identifier(resource_id),
        "status": "completed",
        "subject": who.itself,
        "authored": moment(answers.entered_at) if same_day else answers.date,
        "author": who.itself,
        "source": who.itself,
    }
    said: dict[str, list[One]] = {}
    for answer in given(answers):
        said.setdefault(answer.link_id, []).append(answer.value)
    items = list(_items(asked.form.items, said)) if asked else []
    if asked and not said:  # a form that was changed since defines only some of its answers
        resource["questionnaire"] = asked.canonical
    items += [
        {"linkId": link_id, "answer": [_answer(one, None) for one in values]}
        for link_id, values in said.items()
    ]
    if items:
        resource["item"] = items
    return resource


def _items(items: Sequence[Item], said: dict[str, list[One]]) -> Iterator[Resource]:
    """The items that were answered; their answers are taken out of `said`."""
    for item in items:
        if item.type is ItemType.GROUP:
            if below := list(_items(item.items, said)):
                yield {**_about(item), "item": below}
        elif item.link_id in said:
            answer = [_answer(one, item) for one in said.pop(item.link_id)]
            yield {**_about(item), "answer": answer}


def _about(item: Item) -> Resource:
    return {"linkId": item.link_id, "text": item.text} if item.text else {"linkId": item.link_id}


def _answer(said: One, item: Item | None) -> Resource:
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
