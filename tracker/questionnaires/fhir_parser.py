"""A FHIR R4 Questionnaire, as JSON, becomes a form; what can't be asked is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, NoReturn
from uuid import NAMESPACE_URL, uuid5

from tracker.model import Questionnaire
from tracker.model.questionnaires import DEFINITION_LIMIT, KEY_LIMIT, TITLE_LIMIT
from tracker.questionnaires.conditions import order
from tracker.questionnaires.element import Element, Fields, FormRefused
from tracker.questionnaires.features import EXTENSION_WORDS
from tracker.questionnaires.form import Form, Item, ItemType, walk
from tracker.questionnaires.items import Reader
from tracker.questionnaires.known_forms import is_roland_morris
from tracker.questionnaires.options import coding
from tracker.questionnaires.unasked import asked, without_depending, without_unticked

WHOLE = "The questionnaire"
NESTING_LIMIT = 100  # lists and objects in each other; what is asked needs fewer than 40
_HARDLY_PRINTABLE = re.compile("[\x7f-\x9f\ud800-\udfff]")
_QUESTION_MARKS = ("?", "？", "؟")  # what is asked is not a sentence to tick
_TOO_DEEP = "That file nests lists in lists without end."
_TOO_LONG = (
    f"That file has more than {DEFINITION_LIMIT:,} characters; no questionnaire that a person "
    "answers is that long."
)
DAMAGED = "That file is damaged, or it isn't JSON. A FHIR Questionnaire comes as a .json file."
DAMAGED_AT = (
    "That file is damaged, or it isn't JSON (line {line}). A FHIR Questionnaire comes as a .json "
    "file."
)


class _Status(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"
    UNKNOWN = "unknown"


def decoded(file: bytes) -> str:
    """The text of a file, as it is kept; raises :class:`FormRefused` where it isn't text."""
    if len(file) > 4 * DEFINITION_LIMIT:
        raise FormRefused(_TOO_LONG)
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FormRefused(
            "That file isn't text in UTF-8, as a FHIR Questionnaire in JSON is."
        ) from None
    return printable(text.replace("\r\n", "\n").replace("\r", "\n").strip())


def printable(text: str) -> str:
    """JSON without characters that can't be kept: they are written as JSON names them."""
    return _HARDLY_PRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@lru_cache(maxsize=32)
def form_of(questionnaire: Questionnaire) -> Form:
    """The form of a questionnaire; raises :class:`FormRefused` where it can't be asked."""
    return read(questionnaire.definition, questionnaire.not_asked)


def read(definition: str, unticked: Collection[str] | None = None) -> Form:
    """The form that a FHIR R4 Questionnaire describes.

    Parameters
    ----------
    definition
        The resource as JSON text.
    unticked
        The link ids of questions that the person left out; None where they have not chosen:
        then what looks like a total is left out.

    Returns
    -------
    Form
        What is asked, in the order of the file, and what the file holds besides.

    Raises
    ------
    FormRefused
        It can't be asked as it is meant; the message names the item and what about it.
    """
    fields = _fields(definition)
    kind = fields.pop("resourceType", None)
    if kind != "Questionnaire":
        raise FormRefused(_not_one(kind))
    whole = Element(WHOLE, fields)
    if whole.text("implicitRules"):
        raise whole.unsupported("implicitRules", "rules that are written elsewhere")
    whole.choice("status", _Status)
    if (subjects := whole.texts("subjectType")) and "Patient" not in subjects:
        raise whole.refuse(f"is about {', '.join(subjects)[:60]}, not about a person")
    _look_through_extensions(whole)
    value_sets = _value_sets(whole)
    objects = whole.objects("item")
    if not objects:
        raise whole.refuse("has no questions")
    for read_only_groups in (True, False):
        reader = Reader(value_sets, read_only_groups)
        in_file = without_depending(without_unticked(reader.items(objects), unticked))
        items = asked(in_file)
        if any(item.is_question for item in walk(items)):
            break
    left = {item.link_id for item in walk(items)}
    codes = tuple(map(coding, whole.elements("code")))
    title = whole.text("title") or whole.text("name") or (codes[0].display if codes else "")
    title = " ".join(title.split())
    form = Form(
        key=_key(whole, definition),
        title=title if len(title) <= TITLE_LIMIT else f"{title[: TITLE_LIMIT - 1]}…",
        items=items,
        order=tuple(link_id for link_id in order(in_file) if link_id in left),
        version=whole.text("version"),
        description=whole.text("description", DEFINITION_LIMIT),
        publisher=whole.text("publisher"),
        copyright=whole.text("copyright", DEFINITION_LIMIT),
        codes=codes,
        in_file=in_file,
        simpler=tuple(reader.simpler),
    )
    whole.drop("name", "meta", "text", "language", "identifier", "derivedFrom", "experimental")
    whole.drop("date", "contact", "useContext", "jurisdiction", "purpose", "approvalDate")
    whole.drop("lastReviewDate", "effectivePeriod")
    whole.end()
    if not form.title:
        raise whole.refuse("has no title")
    if not form.questions:
        raise whole.refuse("has no questions" + (" that you could answer" * bool(form.left_out)))
    return _with_ticks(form, reader.wants_yes_or_no)


def _fields(definition: str) -> dict[str, object]:
    if len(definition) > DEFINITION_LIMIT:
        raise FormRefused(_TOO_LONG)
    try:
        found = json.loads(definition, object_pairs_hook=_pairs, parse_constant=_no_number)
    except RecursionError:
        raise FormRefused(_TOO_DEEP) from None
    except FormRefused:
        raise
    except ValueError as error:
        words = DAMAGED_AT if isinstance(error, json.JSONDecodeError) else DAMAGED
        raise FormRefused(words.format(line=getattr(error, "lineno", 0))) from None
    if not isinstance(found, dict):
        raise FormRefused(_not_one(None))
    if _nests_on(found):
        raise FormRefused(_TOO_DEEP)
    return found


def _nests_on(found: Any) -> bool:
    """Whether it goes deeper than any form does, also where nobody looks at what it says."""
    level = [found]
    for _ in range(NESTING_LIMIT):
        inside = (one.values() if isinstance(one, dict) else one for one in level)
        level = [one for some in inside for one in some if isinstance(one, dict | list)]
    return bool(level)


def _pairs(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise FormRefused(f"That file is damaged: it says “{name[:60]}” twice in one place.")
        found[name] = value
    return found


def _no_number(name: str) -> NoReturn:
    raise FormRefused(f"That file is damaged: {name} is no number.")


def _not_one(kind: object) -> str:
    if isinstance(kind, str) and kind:
        return (
            f"That file is a FHIR {kind[:60]}, not a FHIR Questionnaire. Choose the file that "
            "holds the questions."
        )
    return "That file isn't a FHIR Questionnaire: it doesn't say that it is one (resourceType)."


def _look_through_extensions(whole: Element) -> None:
    for extension in whole.elements("extension"):
        name = extension.text("url").rsplit("/", 1)[-1]
        if words := EXTENSION_WORDS.get(name):
            raise whole.unsupported(name, words)


def _value_sets(whole: Element) -> dict[str, Fields]:
    """The lists of options that the file holds, by the address that items call them by."""
    return {
        f"#{fields.get('id')}": fields
        for fields in whole.objects("contained")
        if fields.get("resourceType") == "ValueSet"
    }


def _key(whole: Element, definition: str) -> str:
    url, id_ = whole.text("url"), whole.text("id")
    key = url or id_ or f"urn:uuid:{uuid5(NAMESPACE_URL, definition)}"
    if len(key) > KEY_LIMIT:
        raise whole.refuse(f"has an address (url) of more than {KEY_LIMIT} characters")
    return key


def _with_ticks(form: Form, wants_yes_or_no: bool) -> Form:
    """Let a list of sentences be ticked instead of asking yes or no for each."""
    questions = form.questions
    list_of_sentences = (
        len(questions) > 1
        and not wants_yes_or_no
        and all(item.type is ItemType.BOOLEAN for item in questions)
        and not any(item.required for item in questions)
        and not any(item.text.endswith(_QUESTION_MARKS) for item in questions)
    )
    if list_of_sentences or is_roland_morris(form):
        return replace(form, items=tuple(map(_ticked, form.items)))
    return form


def _ticked(item: Item) -> Item:
    return replace(
        item,
        tick=item.type is ItemType.BOOLEAN,
        items=tuple(map(_ticked, item.items)),
    )
