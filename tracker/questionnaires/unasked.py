"""What of a file isn't asked: what the form works out itself, hides, or can't decide.

Real forms hold their own total as one more item. Asked and counted, it would count
every answer twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial

from tracker.questionnaires.element import Fields
from tracker.questionnaires.expressions import condition_of
from tracker.questionnaires.features import REFUSED_TYPES
from tracker.questionnaires.form import Code, Item, ItemType, NotAsked, walk

EXPRESSION = "sdc-questionnaire-enableWhenExpression"
_CALCULATED = ("sdc-questionnaire-calculatedExpression", "questionnaire-calculatedExpression")
_UNIT = re.compile(r"\{[^{}]*score[^{}]*\}", re.I)
# LOINC: totals of PHQ-9, PHQ-2, PHQ-4, PHQ-15, GAD-7, AUDIT-C and EPDS, the mean of the PEG.
TOTAL_CODES = frozenset(
    {
        "44261-6",
        "55758-7",
        "70272-0",
        "70273-8",
        "70274-6",
        "71354-5",
        "75626-2",
        "91147-9",
    }
)
_NAMED = re.compile(
    r"\b(total|sum|summed|mean|average|raw|overall|composite|global|standardi[sz]ed|t|z)"
    r"[\s-]+(raw[\s-]+|symptom[\s-]+)?(sub)?scores?\b"
    r"|\bscores?\b\s*[-:,(]?\s*(total|sum)\b"
    r"|\b(sum(men)?|gesamt)[\s-]?(score|wert|punkt(e|zahl|wert)s?)\b"
    r"|\b(puntuaci[oó]n|puntaje|pontua[cç][aã]o|punteggio|score)\s+(total|totale|global)\b"
    r"|\b(totaal|som)[\s-]?score\b"
    r"|^\s*(total|sum|score|gesamt|summe|totale|totaal|suma)\s*:?\s*$",
    re.I,
)
Reason = Callable[[Item], NotAsked | None]

_NUMBERS = (ItemType.INTEGER, ItemType.DECIMAL)


def stated(fields: Fields) -> NotAsked | None:
    """Why the file itself says that an item isn't for a person to answer; None where it is."""
    names = dict(extensions(fields))
    if names.get("questionnaire-hidden", {}).get("valueBoolean") is True:
        return NotAsked.HIDDEN
    if fields.get("type") == "display":
        return None
    if any(name in names for name in _CALCULATED):
        return NotAsked.CALCULATED
    if fields.get("readOnly") is True:
        return NotAsked.READ_ONLY
    if str(fields.get("type")) in REFUSED_TYPES and _totals(fields):
        return NotAsked.CALCULATED
    return None


def undecided(fields: Fields) -> bool:
    """Whether it is asked by an expression that is more than a plain comparison."""
    expression = dict(extensions(fields)).get(EXPRESSION)
    if expression is None:
        return False
    return bool(fields.get("enableWhen")) or condition_of(expression) is None


def looks_like_total(item: Item, *, by_unit: bool = True) -> bool:
    """Whether a number seems to be worked out from the other answers: by unit, code or name."""
    if item.type not in _NUMBERS or item.options:
        return False
    if by_unit and _UNIT.fullmatch(item.unit.strip()):
        return True
    if has_code(item, TOTAL_CODES):
        return True
    names = (item.text, *(code.display for code in item.codes))
    return any(_NAMED.search(name) for name in names) and not item.text.endswith("?")


def has_code(item: Item, codes: Collection[str]) -> bool:
    """Whether it has one of these LOINC codes; some files write them without a system, or as id."""
    given = {code.code for code in item.codes if code.system in ("", "http://loinc.org")}
    return not given.isdisjoint(codes) or item.link_id.strip("/") in codes


def without_unticked(items: tuple[Item, ...], unticked: Collection[str] | None) -> tuple[Item, ...]:
    """The items, marked where they aren't asked: by choice, or by what they look like.

    `unticked` are the link ids that a person left out. Where nobody chose (None), what
    looks like a total is left out, unless nothing would be left to ask.
    """
    if unticked is not None:
        return _marked(items, lambda item: _unticked(item, unticked))
    for looks in (looks_like_total, partial(looks_like_total, by_unit=False)):
        found = _marked(items, lambda item: NotAsked.TOTAL if looks(item) else None)  # noqa: B023
        if any(item.is_question and not item.not_asked for item in walk(found)):
            return found
    return items


def without_depending(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items, marked where whether they are asked hangs on something that isn't.

    Of several conditions of which any is enough, those that hang on it fall away.
    """
    while True:
        gone = {item.link_id for item in walk(items) if item.not_asked}
        found = _without_tests_of(items, gone)
        if found == items:
            return items
        items = found


def asked(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """What is left to show and ask; a group whose questions are all gone goes too."""
    found = []
    for item in items:
        if item.not_asked:
            continue
        inside = asked(item.items)
        had = any(one.is_question for one in walk(item.items))
        if had and not any(one.is_question for one in walk(inside)):
            continue
        found.append(item if inside == item.items else replace(item, items=inside))
    return tuple(found)


def _without_tests_of(items: tuple[Item, ...], gone: Collection[str]) -> tuple[Item, ...]:
    found = []
    for item in items:
        if item.not_asked:
            found.append(item)
            continue
        tests = item.condition.tests if item.condition else ()
        left = tuple(test for test in tests if test.question not in gone)
        if item.condition and (not left or (item.condition.every and left != tests)):
            found.append(_mark(item, NotAsked.DEPENDS))
            continue
        condition = replace(item.condition, tests=left) if item.condition else None
        inside = _without_tests_of(item.items, gone)
        found.append(replace(item, condition=condition, items=inside))
    return tuple(found)


def _unticked(item: Item, unticked: Collection[str]) -> NotAsked | None:
    if item.link_id not in unticked:
        return None
    return NotAsked.TOTAL if looks_like_total(item) else NotAsked.UNTICKED


def _marked(items: tuple[Item, ...], reason: Reason) -> tuple[Item, ...]:
    return tuple(
        _mark(item, why)
        if item.not_asked is None and item.is_question and (why := reason(item))
        else replace(item, items=_marked(item.items, reason))
        for item in items
    )


def _mark(item: Item, reason: NotAsked) -> Item:
    """It and all in it that isn't marked already."""
    inside = tuple(_mark(one, reason) for one in item.items)
    return replace(item, not_asked=item.not_asked or reason, items=inside)


def _totals(fields: Fields) -> bool:
    """Whether an item of a type that isn't asked looks like a total."""
    codes = fields.get("code")
    given = [code for code in codes if isinstance(code, dict)] if isinstance(codes, list) else []
    units = [
        str(coding.get(name, ""))
        for name, extension in extensions(fields)
        if name == "questionnaire-unit" and isinstance(coding := extension.get("valueCoding"), dict)
        for name in ("display", "code")
    ]
    made = Item(
        link_id=str(fields.get("linkId", "")),
        type=ItemType.DECIMAL,
        text=str(fields.get("text", "")),
        codes=tuple(
            Code(*(str(code.get(name, "")) for name in ("system", "code", "display")))
            for code in given
        ),
        unit=next(filter(_UNIT.fullmatch, units), ""),
    )
    return looks_like_total(made)


def extensions(fields: Fields) -> Iterator[tuple[str, Fields]]:
    """The extensions of an object of the file, by the last part of their addresses."""
    found = fields.get("extension")
    for extension in found if isinstance(found, list) else []:
        if isinstance(extension, dict):
            yield str(extension.get("url", "")).rsplit("/", 1)[-1], extension
