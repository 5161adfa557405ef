"""Questionnaires, and how they were answered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import orjson

from tracker.exchange.hand_over.fhir.author import Author
from tracker.exchange.hand_over.fhir.elements import (
    WHOLE_NUMBER,
    Resource,
    identifier,
    moment,
)
from tracker.exchange.hand_over.fhir.names import url
from tracker.model import Answers, Questionnaire
from tracker.questionnaires import Form, FormRefused, Item, ItemType, Value, form

Answered = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Asked:
    """A questionnaire as it was loaded, its form, and what answers call it."""

    questionnaire: Questionnaire
    form: Form
    canonical: str
    resource: Resource


def asked(found: Iterable[Questionnaire]) -> dict[str, Asked]:
    """The questionnaires by key, without those that are no form."""
    forms = {}
    for questionnaire in found:
        try:
            forms[questionnaire.key] = _asked(questionnaire, form(questionnaire))
        except FormRefused:
            continue
    return forms


def _asked(questionnaire: Questionnaire, read: Form) -> Asked:
    """A questionnaire under an id of ours; without a canonical URL it gets one.

    It is nobody's own: whoever sends the same file names it alike.
    """
    name = str(uuid5(NAMESPACE_URL, f"questionnaire {questionnaire.definition}"))
    loaded = _loaded(questionnaire.definition)
    canonical = loaded.get("url") or url(name)
    version = loaded.get("version")
    return Asked(
        questionnaire,
        read,
        f"{canonical}|{version}" if version else canonical,
        {**loaded, "id": name, "url": canonical},
    )


def _loaded(definition: str) -> Resource:
    try:
        loaded: Resource = orjson.loads(definition)
    except orjson.JSONDecodeError:  # half a character, which JSON can name and UTF-8 can't hold
        text = json.dumps(json.loads(definition), ensure_ascii=False)
        loaded = orjson.loads(text.encode("utf-8", "replace"))
    return loaded


def response(answers: Answers, about: Asked | None, name: str, who: Author) -> Resource:
    """The answers in the order and the groups of the form.

    `about` is None where the questionnaire is no longer there: its answers still are.
    """
    at = moment(answers.entered_at)
    resource: Resource = {
        "resourceType": "QuestionnaireResponse",
        "id": name,
        "identifier": identifier(name),
        "status": "completed",
        "subject": who.itself,
        "authored": at if at.date() == answers.date else answers.date,
        "author": who.itself,
        "source": who.itself,
    }
    if about:
        resource["questionnaire"] = about.canonical
    said = {answer.link_id: answer.value for answer in answers.answers}
    items = list(_items(about.form.items, said)) if about else []
    known = {item.link_id for item in about.form.questions} if about else set()
    for link_id, value in said.items():  # of a form that has since changed, or is gone
        if link_id not in known and (given := _value(value)):
            items.append({"linkId": link_id, "answer": [given]})
    if items:
        resource["item"] = items
    return resource


def _items(items: tuple[Item, ...], said: Answered) -> Iterator[dict[str, Any]]:
    for item in items:
        written: dict[str, Any] = {"linkId": item.link_id}
        if item.text:
            written["text"] = item.text
        if item.type is ItemType.GROUP:
            if below := list(_items(item.items, said)):
                yield {**written, "item": below}
        elif item.link_id in said and (given := _value(said[item.link_id], item)):
            yield {**written, "answer": [given]}


def _value(value: Value, item: Item | None = None) -> dict[str, Any]:
    """An answer under the name that FHIR has for its type; nothing for an empty text."""
    if item and (option := item.option(value)) and (coding := option.coding):
        parts = {"system": coding.system, "code": coding.code, "display": coding.display}
        return {"valueCoding": {name: part for name, part in parts.items() if part}}
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, str):
        return {"valueString": value} if value.strip() else {}
    decimal = item.type is ItemType.DECIMAL if item else isinstance(value, float)
    if decimal or value != int(value) or abs(value) >= WHOLE_NUMBER:
        return {"valueDecimal": value}
    return {"valueInteger": int(value)}
