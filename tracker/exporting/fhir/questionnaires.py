"""Questionnaires as they were loaded, for the answers to refer to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

import orjson

from tracker.exporting.fhir.elements import Resource
from tracker.exporting.fhir.resource_ids import url
from tracker.model import Questionnaire, Scoring
from tracker.questionnaires import Form, FormRefused, form, is_peg

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
