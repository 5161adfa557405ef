"""The items of a file, one by one: taken where Backbeat can ask them, else refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as made

from tracker.model import InvalidValue
from tracker.model.checks import check_text
from tracker.questionnaires.conditions import condition
from tracker.questionnaires.element import Element, Fields, FormRefused
from tracker.questionnaires.expressions import condition_of
from tracker.questionnaires.features import REFUSED_TYPES
from tracker.questionnaires.form import Code, Condition, Item, ItemType, NotAsked
from tracker.questionnaires.options import ValueSets, coding, options
from tracker.questionnaires.unasked import EXPRESSION, extensions, stated, undecided

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

_PREFILLING = ("sdc-questionnaire-initialExpression", "questionnaire-initialExpression")

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
    """Reads the items of one file; knows the lists of options that it holds.

    With `read_only_groups`, what lies in a group that nobody fills in isn't asked.
    `simpler` comes to hold what is asked in a simpler way than the file describes.
    """

    value_sets: ValueSets
    read_only_groups: bool = True
    wants_yes_or_no: bool = False  # an item says that it is asked by buttons, not ticked
    simpler: list[str] = made(default_factory=list)
    _seen: set[str] = made(default_factory=set)

    def items(self, objects: list[Fields]) -> tuple[Item, ...]:
        """All items of a questionnaire."""
        return tuple(self._items(objects, 1))

    def _items(self, objects: list[Fields], depth: int) -> Iterator[Item]:
        for fields in objects:
            yield self._item(fields, depth)[0]

    def _item(self, fields: Fields, depth: int) -> tuple[Item, set[str]]:
        element = Element(_where(fields), fields)
        link_id = self._link_id(element)
        if depth > DEPTH_LIMIT:
            raise element.refuse(f"lies deeper than {DEPTH_LIMIT} groups in each other")
        why = stated(fields)
        if why is NotAsked.READ_ONLY and fields.get("type") == "group":
            why = why if self.read_only_groups else None
        if why := why or (NotAsked.UNDECIDED if undecided(fields) else None):
            return self._unasked(element, link_id, why, depth), set()
        type_ = _type(element)
        question = type_ not in (ItemType.GROUP, ItemType.DISPLAY)
        prefilled = bool(element.objects("initial")) or _is_prefilled(fields)
        element.flag("readOnly")  # here only a text can be: it is read anyway
        repeats = element.flag("repeats")
        extras = _extras(element, type_)
        codes = tuple(map(coding, element.elements("code")))
        offered = options(element, self.value_sets) if question else ()
        if type_ is ItemType.CHOICE and not offered:
            raise element.refuse("is a choice without anything to choose from")
        if offered and type_ not in (ItemType.CHOICE, ItemType.INTEGER, ItemType.STRING):
            raise element.refuse(f"has options, which FHIR R4 doesn't know for {type_}")
        if type_ is ItemType.BOOLEAN and "radio-button" in extras.controls:
            self.wants_yes_or_no = True
        below = self._below(element, type_, depth)
        several = repeats and bool(offered)
        if question and prefilled:
            self.simpler.append(f"{element.where} has an answer filled in; you give your own.")
        if repeats and not several and type_ is not ItemType.DISPLAY:
            self.simpler.append(f"{element.where} can be given several times; it is asked once.")
        item = Item(
            link_id=link_id,
            type=type_,
            text=element.text("text"),
            prefix=element.text("prefix", 40),
            codes=codes,
            required=element.flag("required") and type_ is not ItemType.DISPLAY,
            options=offered,
            low=extras.low,
            high=extras.high,
            lowest=_end(below, "lower"),
            highest=_end(below, "upper"),
            unit=extras.unit or _end(below, "unit"),
            places=extras.places,
            max_length=_max_length(element, type_),
            hint=extras.hint,
            tick=type_ is ItemType.BOOLEAN and "check-box" in extras.controls,
            several=several,
            condition=_expressed(fields) or condition(element),
            items=tuple(one for one, controls in below if not controls & _ENDS),
        )
        element.drop("definition")
        element.end()
        if question and not (item.text or item.prefix):
            raise element.refuse("is a question without words")
        return item, extras.controls

    def _unasked(self, element: Element, link_id: str, why: NotAsked, depth: int) -> Item:
        """An item that isn't asked, with all in it: nothing of it has to be understood."""
        name = element.text("type", 40)
        type_ = ItemType(name) if name in (ItemType.GROUP, ItemType.DISPLAY) else ItemType.TEXT
        inside = []
        for fields in element.objects("item"):
            inner = Element(_where(fields), fields)
            inner_id = self._link_id(inner)
            if depth >= DEPTH_LIMIT:
                raise inner.refuse(f"lies deeper than {DEPTH_LIMIT} groups in each other")
            inside.append(self._unasked(inner, inner_id, stated(fields) or why, depth + 1))
        return Item(
            link_id,
            type_,
            element.text("text"),
            element.text("prefix", 40),
            items=tuple(inside),
            not_asked=why,
        )

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
        below = [self._item(one, depth + 1) for one in objects]
        if type_ is ItemType.GROUP and not below:
            raise element.refuse("is a group with nothing in it")
        if type_ is ItemType.DISPLAY and below:
            raise element.refuse("is a text, yet other items lie in it")
        for item, _ in below:
            if item.not_asked and type_ is not ItemType.DISPLAY:
                continue
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


def _is_prefilled(fields: Fields) -> bool:
    if any(name in _PREFILLING for name, _ in extensions(fields)):
        return True
    found = fields.get("answerOption")
    options_ = found if isinstance(found, list) else []
    return any(isinstance(one, dict) and one.get("initialSelected") is True for one in options_)


def _expressed(fields: Fields) -> Condition | None:
    found = dict(extensions(fields)).get(EXPRESSION)
    return None if found is None else condition_of(found)


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
