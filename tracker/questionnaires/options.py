"""The answers that an item lets a person choose from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from tracker.questionnaires.element import Element, Fields
from tracker.questionnaires.form import Code, Option

SCORES = (
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-ordinalValue",
)
PREFIX = "http://hl7.org/fhir/StructureDefinition/questionnaire-optionPrefix"
ALONE = "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive"

ValueSets = Mapping[str, Fields]  # by the address that an item calls one by


def options(item: Element, value_sets: ValueSets) -> tuple[Option, ...]:
    """The options of an item; none where it has none.

    Where each is worded as another whole number, as in a scale from 0 to 10 written
    out, that number is what it counts.
    """
    found = tuple(map(_option, item.elements("answerOption")))
    address = item.text("answerValueSet")
    if found and address:
        raise item.refuse("has both answerOption and answerValueSet; FHIR R4 allows one of them")
    if address:
        if address not in value_sets:
            raise item.refuse(
                f"takes its options from a list that isn't in the file ({address[:120]}), and "
                "Backbeat asks no other computer for it. Ask for a file with the options in it"
            )
        where = f"{item.where}: its list of options ({address[:60]})"
        found = _value_set(Element(where, value_sets[address]))
    values = [str(option.value) for option in found]
    for value in values:
        if values.count(value) > 1:
            raise item.refuse(f"has the option “{value[:60]}” twice")
    return _numbered(found)


def _numbered(found: tuple[Option, ...]) -> tuple[Option, ...]:
    plain = len({option.text for option in found}) > 1 and all(
        option.weight is None and re.fullmatch(r"-?[0-9]{1,3}", option.text) for option in found
    )
    return tuple(replace(one, weight=float(one.text)) for one in found) if plain else found


def _value_set(fields: Element) -> tuple[Option, ...]:
    fields.drop("url", "name", "title", "status", "version", "identifier", "description")
    fields.drop("meta", "text", "publisher", "date", "copyright", "experimental", "immutable")
    fields.drop("contact", "purpose", "useContext", "jurisdiction", "resourceType")
    list(fields.extensions())
    expansion = fields.element("expansion")
    compose = fields.element("compose")
    fields.end()
    if expansion is not None:
        return tuple(_concept(concept) for concept in expansion.elements("contains"))
    if compose is None or compose.has("exclude"):
        raise fields.refuse("doesn't write its codes out")
    found: list[Option] = []
    for part in compose.elements("include"):
        if part.has("filter") or part.has("valueSet") or not part.has("concept"):
            raise fields.refuse("describes its codes instead of writing them out")
        system = part.text("system")
        for concept in part.elements("concept"):
            found.append(_concept(concept, system))
    return tuple(found)


def coding(element: Element) -> Code:
    """A code in a system."""
    found = Code(element.text("system"), element.text("code"), element.text("display"))
    element.drop("version", "userSelected")
    list(element.extensions(*SCORES))
    element.end()
    return found


def weight(element: Element, known: float | None = None) -> float | None:
    """What an option counts, by the extensions of the element."""
    for url, extension in element.extensions(*SCORES, PREFIX, ALONE):
        if url in SCORES:
            known = _counts(element, extension)
    return known


def _counts(element: Element, extension: Element) -> float:
    for name in ("valueDecimal", "valueInteger"):
        if (number := extension.number(name)) is not None:
            return number
    raise element.refuse("has an option with a weight that isn't a number")


def _option(element: Element) -> Option:
    prefix, counts, alone = "", None, False
    for url, extension in element.extensions(*SCORES, PREFIX, ALONE):
        if url == PREFIX:
            prefix = extension.text("valueString")
        elif url == ALONE:
            alone = extension.flag("valueBoolean")
        else:
            counts = _counts(element, extension)
    element.flag("initialSelected")  # the reader of items says that nothing is filled in
    found = _value(element)
    element.end()
    return replace(
        found,
        text=f"{prefix} {found.text}".strip(),
        weight=found.weight if counts is None else counts,
        alone=alone,
    )


def _value(element: Element) -> Option:
    given = element.values()
    if given == ["valueCoding"] and (within := element.element("valueCoding")) is not None:
        return _coded(within)
    if given == ["valueInteger"]:
        number = element.whole("valueInteger")
        if number is not None:
            return Option(number, str(number), float(number))
    if given == ["valueString"] and (text := element.text("valueString")):
        return Option(text, text)
    raise element.refuse(
        "has an option that is neither a code, a whole number nor a text; Backbeat takes these"
    )


def _coded(element: Element) -> Option:
    counts = None
    system, code, display = element.text("system"), element.text("code"), element.text("display")
    element.drop("version", "userSelected")
    counts = weight(element)
    element.end()
    if not (code or display):
        raise element.refuse("has an option with neither code nor words")
    return Option(code or display, display or code, counts, Code(system, code, display))


def _concept(element: Element, system: str = "") -> Option:
    system = element.text("system") or system
    code, display = element.text("code"), element.text("display")
    element.drop("version", "designation", "inactive")
    if element.has("contains") or element.flag("abstract"):
        raise element.refuse("has codes within codes")
    counts = weight(element)
    element.end()
    if not code:
        raise element.refuse("has an option without a code")
    return Option(code, display or code, counts, Code(system, code, display))
