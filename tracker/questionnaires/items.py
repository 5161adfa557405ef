"""The items of a file, one by one: taken where Backbeat can ask them, else refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as made

from tracker.model import InvalidValue
from tracker.model.checks import check_text
from tracker.questionnaires.conditions import condition
from tracker.questionnaires.element import Element, Fields, FormRefused
from tracker.questionnaires.features import REFUSED_FIELDS, REFUSED_TYPES
from tracker.questionnaires.form import Code, Item, ItemType
from tracker.questionnaires.options import ValueSets, coding, options

LINK_ID_LIMIT = 255
ITEMS_LIMIT = 500
DEPTH_LIMIT = 8

_BASE = "http://hl7.org/fhir/StructureDefinition/"
MIN, MAX = f"{_BASE}minValue", f"{_BASE}maxValue"
CONTROL = f"{_BASE}questionnaire-itemControl"
UNIT = f"{_BASE}questionnaire-unit"
PLACES = f"{_BASE}maxDecimalPlaces"
HINT = f"{_BASE}entryFormat"
_KNOWN = (MIN, MAX, CONTROL, UNIT, PLACES, HINT)

_NUMBERS = (ItemType.INTEGER, ItemType.DECIMAL)
_TEXTS = (ItemType.STRING, ItemType.TEXT)


@dataclass(slots=True)
class _Extras:
    """What an item's extensions say."""

    low: float | None = None
    high: float | None = None
    unit: str = ""
    places: int | None = None
    hint: str = ""
    controls: set[str] = made(default_factory=set)


@dataclass(slots=True)
class Reader:
    """Reads the items of one file; knows the lists of options that it holds."""

    value_sets: ValueSets
    wants_yes_or_no: bool = False  # an item says that it is asked by buttons, not ticked
    _seen: set[str] = made(default_factory=set)

    def items(self, objects: list[Fields]) -> tuple[Item, ...]:
        """All items of a questionnaire."""
        return tuple(self._items(objects, 1))

    def _items(self, objects: list[Fields], depth: int) -> Iterator[Item]:
        for fields in objects:
            yield self._item(Element(_where(fields), fields), depth)[0]

    def _item(self, element: Element, depth: int) -> tuple[Item, set[str]]:
        link_id = self._link_id(element)
        if depth > DEPTH_LIMIT:
            raise element.refuse(f"lies deeper than {DEPTH_LIMIT} groups in each other")
        type_ = _type(element)
        question = type_ not in (ItemType.GROUP, ItemType.DISPLAY)
        for name, words in REFUSED_FIELDS.items():
            given = element.objects(name) if name == "initial" else element.flag(name)
            if given and (question or name == "repeats"):
                raise element.unsupported(name, words)
        extras = _extras(element, type_)
        codes = tuple(map(coding, element.elements("code")))
        chosen = options(element, self.value_sets) if question else ()
        if type_ is ItemType.CHOICE and not chosen:
            raise element.refuse("is a choice without anything to choose from")
        if chosen and type_ not in (ItemType.CHOICE, ItemType.INTEGER, ItemType.STRING):
            raise element.refuse(f"has options, which FHIR R4 doesn't know for {type_}")
        if type_ is ItemType.BOOLEAN and "radio-button" in extras.controls:
            self.wants_yes_or_no = True
        below = self._below(element, type_, depth)
        item = Item(
            link_id=link_id,
            type=type_,
            text=element.text("text"),
            prefix=element.text("prefix", 40),
            codes=codes,
            required=element.flag("required") and type_ is not ItemType.DISPLAY,
            options=chosen,
            low=extras.low,
            high=extras.high,
            lowest=_end(below, "lower"),
            highest=_end(below, "upper"),
            unit=extras.unit or _end(below, "unit"),
            places=extras.places,
            max_length=_max_length(element, type_),
            hint=extras.hint,
            tick=type_ is ItemType.BOOLEAN and "check-box" in extras.controls,
            condition=condition(element),
            items=tuple(one for one, controls in below if not controls & _ENDS),
        )
        element.drop("definition")
        element.end()
        if question and not (item.text or item.prefix):
            raise element.refuse("is a question without words")
        return item, extras.controls

    def _link_id(self, element: Element) -> str:
        link_id = element.text("linkId", LINK_ID_LIMIT)
        try:
            check_text("linkId", link_id, LINK_ID_LIMIT, required=True)
        except InvalidValue:
            raise element.refuse("has no linkId to tell it by") from None
        if link_id in self._seen:
            raise element.refuse("has a linkId that another item has too")
        self._seen.add(link_id)
        if len(self._seen) > ITEMS_LIMIT:
            raise FormRefused(f"The questionnaire has more than {ITEMS_LIMIT} items.")
        return link_id

    def _below(self, element: Element, type_: ItemType, depth: int) -> list[tuple[Item, set[str]]]:
        objects = element.objects("item")
        below = [self._item(Element(_where(one), one), depth + 1) for one in objects]
        if type_ is ItemType.GROUP and not below:
            raise element.refuse("is a group with nothing in it")
        if type_ is ItemType.DISPLAY and below:
            raise element.refuse("is a text, yet other items lie in it")
        for item, _ in below:
            if type_ is not ItemType.GROUP and item.type is not ItemType.DISPLAY:
                raise element.refuse(
                    f"is a question with another question in it (item {item.link_id}), which "
                    "Backbeat doesn't support; it takes questions in groups"
                )
        return below


_ENDS = {"lower", "upper", "unit"}  # texts that stand at the ends of a scale or after a number


def _where(fields: Fields) -> str:
    link_id, text = fields.get("linkId"), fields.get("text")
    name = f"Item {' '.join(link_id.split())[:60]}" if isinstance(link_id, str) else "An item"
    if not isinstance(text, str) or not text.strip():
        return name
    words = " ".join(text.split())
    return f"{name} (“{words if len(words) <= 60 else words[:59] + '…'}”)"


def _type(element: Element) -> ItemType:
    name = element.text("type", 40)
    if name in REFUSED_TYPES:
        raise element.refuse(f"{REFUSED_TYPES[name]} (type {name}), which Backbeat doesn't support")
    if name == "coding":
        raise element.refuse(
            "has the type coding, which is FHIR R5: Backbeat reads R4, where it is choice. Ask "
            "where you got the file for one in FHIR R4"
        )
    if name not in list(ItemType):
        said = f"the type “{name}”" if name else "no type"
        raise element.refuse(f"has {said}, which FHIR R4 doesn't know")
    return ItemType(name)


def _extras(element: Element, type_: ItemType) -> _Extras:
    extras = _Extras()
    for url, extension in element.extensions(*_KNOWN):
        match url:
            case _ if url in (MIN, MAX):
                if type_ not in _NUMBERS:
                    raise element.refuse("has a least or greatest value, but isn't a number")
                name = "valueInteger" if extension.has("valueInteger") else "valueDecimal"
                bound = extension.number(name)
                if url == MIN:
                    extras.low = bound
                else:
                    extras.high = bound
            case _ if url == CONTROL:
                concept = extension.element("valueCodeableConcept")
                codes = concept.elements("coding") if concept else []
                extras.controls |= {code.text("code") for code in codes}
                if concept:
                    concept.drop("text")
            case _ if url == UNIT:
                within = extension.element("valueCoding")
                unit = coding(within) if within else Code("", "")
                extras.unit = unit.display or unit.code
            case _ if url == PLACES:
                extras.places = extension.whole("valueInteger")
            case _:
                extras.hint = extension.text("valueString", 100)
        extension.end()
    if extras.low is not None and extras.high is not None and extras.low > extras.high:
        raise element.refuse("has a least value that is greater than the greatest")
    return extras


def _end(below: list[tuple[Item, set[str]]], control: str) -> str:
    return next((item.text for item, controls in below if control in controls), "")


def _max_length(element: Element, type_: ItemType) -> int | None:
    length = element.whole("maxLength")
    if length is not None and length < 1:
        raise element.refuse("has a maxLength below 1")
    return length if type_ in _TEXTS else None
