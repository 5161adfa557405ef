"""Questionnaires made for tests, as FHIR R4 writes them; their sentences are our own."""

import json
from typing import Any

Fields = dict[str, Any]

BASE = "http://hl7.org/fhir/StructureDefinition/"

SENTENCES = (
    "I put on my socks sitting on the edge of the bed.",
    "I choose the lift where I used to take the stairs.",
    "I leave the shopping bags to somebody else.",
    "I turn over in bed in several small moves.",
    "I hold on to the table when I get up from it.",
    "I do the washing up in two halves with a break between.",
    "I lean on the trolley in the supermarket.",
    "I get out of the car legs first.",
    "I park as close to the door as I can.",
    "I ask my children to pick things up from the floor.",
    "I skip the garden on most days.",
    "I stand at the back of the room so that I can move.",
    "I bring a cushion to the cinema.",
    "I wake up before my alarm because of my back.",
    "I walk to the corner and back and no further.",
    "I wear shoes without laces.",
    "I put the kettle on the upper shelf to reach it upright.",
    "I sit down after a few minutes of ironing.",
    "I let the dog run instead of walking it.",
    "I take the bus for a single stop.",
    "I lie down after lunch for the sake of my back.",
    "I answer more shortly than I mean to when it hurts.",
    "I climb the stairs one step at a time.",
    "I stay on the sofa for much of the day.",
)


def item(link_id: str, type_: str = "boolean", text: str = "", **fields: Any) -> Fields:
    """An item; its text is its link id where none is given."""
    return {"linkId": link_id, "type": type_, "text": text or f"Question {link_id}?"} | fields


def questionnaire(*items: Fields, **fields: Any) -> Fields:
    """A questionnaire of some items."""
    return {
        "resourceType": "Questionnaire",
        "url": "https://clinic.example/forms/made-up",
        "title": "Made-up form",
        "status": "active",
        "item": list(items),
    } | fields


def written(form: Fields) -> str:
    """The text of its file."""
    return json.dumps(form, ensure_ascii=False, indent=2)


def extension(name: str, **value: Any) -> Fields:
    """An extension by the last part of its address."""
    return {"url": f"{BASE}{name}", **value}


def scale(link_id: str, low: int = 0, high: int = 10, **fields: Any) -> Fields:
    """A whole number from `low` to `high`."""
    bounds = [
        extension("minValue", valueInteger=low),
        extension("maxValue", valueInteger=high),
    ]
    return item(link_id, "integer", extension=bounds, **fields)


def choice(link_id: str, *weights: float | None, **fields: Any) -> Fields:
    """A choice of the codes a, b, c… that count as given."""
    options = []
    for letter, weight in zip("abcdefgh", weights, strict=False):
        coding: Fields = {"system": "https://clinic.example/codes", "code": letter}
        coding["display"] = f"Option {letter}"
        if weight is not None:
            coding["extension"] = [extension("ordinalValue", valueDecimal=weight)]
        options.append({"valueCoding": coding})
    return item(link_id, "choice", answerOption=options, **fields)


def display(link_id: str, text: str, control: str = "", **fields: Any) -> Fields:
    """A text, at an end of a scale where `control` says so."""
    if control:
        concept = {"coding": [{"code": control}]}
        fields["extension"] = [extension("questionnaire-itemControl", valueCodeableConcept=concept)]
    return item(link_id, "display", text, **fields)


def when(question: str, operator: str, **answer: Any) -> Fields:
    """A condition of an item."""
    return {"question": question, "operator": operator, **answer}


def sentences(**fields: Any) -> Fields:
    """Twenty-four sentences to tick, as the Roland-Morris questionnaire has them."""
    lines = (
        item(f"s{number}", "boolean", sentence, prefix=f"{number}.")
        for number, sentence in enumerate(SENTENCES, start=1)
    )
    group = item("all", "group", "Tick what describes you today.", item=list(lines))
    return questionnaire(
        group, **{"url": "https://clinic.example/s24", "title": "24 lines"} | fields
    )


def roland_morris(**fields: Any) -> Fields:
    """The same under the name that is recognised."""
    return sentences(title="Roland-Morris (made-up sentences)", **fields)


def translated(**by_language: str) -> Fields:
    """What stands beside a text that has translations."""
    return {
        "extension": [
            {
                "url": f"{BASE}translation",
                "extension": [
                    {"url": "lang", "valueCode": language},
                    {"url": "content", "valueString": text},
                ],
            }
            for language, text in by_language.items()
        ]
    }


def several(link_id: str, *texts: str, **fields: Any) -> Fields:
    """A choice of any number of texts; the last one goes with no other."""
    options: list[Fields] = [{"valueString": text} for text in texts]
    options[-1]["extension"] = [extension("questionnaire-optionExclusive", valueBoolean=True)]
    return item(link_id, "choice", repeats=True, answerOption=options, **fields)


def everything() -> Fields:
    """A form with all that is supported."""
    levels = {
        "resourceType": "ValueSet",
        "id": "levels",
        "status": "active",
        "compose": {
            "include": [
                {
                    "system": "https://clinic.example/levels",
                    "concept": [
                        {
                            "code": code,
                            "display": words,
                            "extension": [extension("ordinalValue", valueDecimal=weight)],
                        }
                        for weight, (code, words) in enumerate(
                            [("none", "Not at all"), ("some", "A little"), ("much", "A lot")]
                        )
                    ],
                }
            ]
        },
    }
    return questionnaire(
        display("intro", "Please answer for the last seven days."),
        item("works", "boolean", "Do you work at the moment?", required=True, prefix="A"),
        item(
            "work",
            "group",
            "About your work",
            enableWhen=[when("works", "=", answerBoolean=True)],
            item=[
                item(
                    "hours",
                    "decimal",
                    "Hours a week",
                    extension=[
                        extension("minValue", valueDecimal=0),
                        extension("maxValue", valueDecimal=80.5),
                        extension(
                            "questionnaire-unit", valueCoding={"code": "h", "display": "hours"}
                        ),
                        extension("maxDecimalPlaces", valueInteger=1),
                    ],
                ),
                item("lifting", "choice", "Do you lift?", answerValueSet="#levels"),
                item(
                    "weight",
                    "integer",
                    "How many kilograms?",
                    enableWhen=[
                        when("lifting", "=", answerCoding={"code": "much"}),
                        when("hours", ">=", answerDecimal=10),
                    ],
                    enableBehavior="all",
                ),
            ],
        ),
        scale(
            "rested",
            0,
            10,
            text="How rested are you?",
            item=[display("r0", "Not at all", "lower"), display("r10", "Fully", "upper")],
        ),
        choice("help", 0, 2.5, None, required=True, text="How much help do you need?"),
        item(
            "steps",
            "choice",
            "Flights of stairs",
            answerOption=[
                {"valueInteger": 0},
                {"valueInteger": 1},
                {"valueInteger": 2},
            ],
        ),
        item(
            "place",
            "choice",
            "Where does it hurt most?",
            answerOption=[
                {
                    "valueString": "Left",
                    "extension": [extension("questionnaire-optionPrefix", valueString="1)")],
                },
                {"valueString": "Right"},
            ],
        ),
        item(
            "why",
            "string",
            "Why is that?",
            maxLength=60,
            enableWhen=[when("place", "exists", answerBoolean=True)],
        ),
        item("more", "text", "Anything else?"),
        contained=[levels],
        version="2",
        publisher="A clinic",
        copyright="Theirs",
        description="What a week is like.",
        code=[{"system": "http://loinc.org", "code": "0000-0", "display": "Made up"}],
    )
