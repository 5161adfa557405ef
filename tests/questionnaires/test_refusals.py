"""What can't be asked is refused, by name of the item and of what about it."""

import json
import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.questionnaires.files import (
    choice,
    display,
    everything,
    extension,
    item,
    questionnaire,
    scale,
    when,
    written,
)
from tracker.questionnaires import FormRefused, decoded, read

SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/"
FORM = questionnaire(item("1"))


def refusal(form: dict[str, Any] | str) -> str:
    with pytest.raises(FormRefused) as refused:
        read(form if isinstance(form, str) else written(form))
    return str(refused.value)


def one(*items: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return questionnaire(*items, **fields)


BROKEN: dict[str, tuple[dict[str, Any] | str, str]] = {
    "a file to attach": (
        one(item("1", "attachment", "A photo of your desk")),
        "Item 1 (“A photo of your desk”) asks for a file (type attachment), which Backbeat "
        "doesn't support.",
    ),
    "a date": (
        one(item("1", "date", "Since when?")),
        "Item 1 (“Since when?”) asks for a date (type date), which Backbeat doesn't support.",
    ),
    "own words among options": (
        one(item("1", "open-choice")),
        "Item 1 (“Question 1?”) lets you choose or write your own answer (type open-choice), "
        "which Backbeat doesn't support.",
    ),
    "an extension nobody knows": (
        one(item("1", extension=[{"url": "https://clinic.example/blink", "valueBoolean": True}])),
        "Item 1 (“Question 1?”) uses the extension https://clinic.example/blink, which Backbeat "
        "doesn't know.",
    ),
    "a modifier": (
        one(item("1", modifierExtension=[{"url": "https://clinic.example/not"}])),
        "Item 1 (“Question 1?”) is changed by a modifierExtension, which Backbeat doesn't know.",
    ),
    "a question within a question": (
        one(item("1", item=[item("1.1")])),
        "Item 1 (“Question 1?”) is a question with another question in it (item 1.1), which "
        "Backbeat doesn't support; it takes questions in groups.",
    ),
    "options elsewhere": (
        one(item("1", "choice", answerValueSet="http://hl7.org/fhir/ValueSet/yesnodontknow")),
        "Item 1 (“Question 1?”) takes its options from a list that isn't in the file "
        "(http://hl7.org/fhir/ValueSet/yesnodontknow), and Backbeat asks no other computer for "
        "it. Ask for a file with the options in it.",
    ),
    "options by rule": (
        one(
            item("1", "choice", answerValueSet="#v"),
            contained=[{"resourceType": "ValueSet", "id": "v", "status": "active", "compose": {
                "include": [{"system": "http://loinc.org", "filter": []}]}}],
        ),
        "Item 1 (“Question 1?”): its list of options (#v) describes its codes instead of writing "
        "them out.",
    ),
    "nothing to choose": (
        one(item("1", "choice")),
        "Item 1 (“Question 1?”) is a choice without anything to choose from.",
    ),
    "an option of nothing": (
        one(item("1", "choice", answerOption=[{"valueCoding": None}])),
        "Item 1 (“Question 1?”) has an option that is neither a code, a whole number nor a text; "
        "Backbeat takes these.",
    ),
    "an option twice": (
        one(item("1", "choice", answerOption=[{"valueString": "Yes"}, {"valueString": "Yes"}])),
        "Item 1 (“Question 1?”) has the option “Yes” twice.",
    ),
    "a weight in words": (
        one(item("1", "choice", answerOption=[
            {"valueString": "Yes", "extension": [extension("ordinalValue", valueString="two")]}])),
        "Item 1 (“Question 1?”) has an option with a weight that isn't a number.",
    ),
    "a weight of nothing, with the code": (
        one(item("1", "choice", answerOption=[
            {"valueCoding": {"code": "y", "extension": [extension("itemWeight")]}}])),
        "Item 1 (“Question 1?”) has an option with a weight that isn't a number.",
    ),
    "a link id twice": (
        one(item("1"), item("g", "group", item=[item("1", text="Again")])),
        "Item 1 (“Again”) has a linkId that another item has too.",
    ),
    "no link id": (
        one({"type": "boolean", "text": "Nameless"}),
        "An item (“Nameless”) has no linkId to tell it by.",
    ),
    "an unknown type": (
        one(item("1", "emoji")),
        "Item 1 (“Question 1?”) has the type “emoji”, which FHIR R4 doesn't know.",
    ),
    "an empty group": (
        one(item("g", "group"), item("1")),
        "Item g (“Question g?”) is a group with nothing in it.",
    ),
    "a circle": (
        one(
            item("a", enableWhen=[when("b", "exists", answerBoolean=True)]),
            item("b", enableWhen=[when("a", "exists", answerBoolean=True)]),
        ),
        "The conditions of these items hang on each other in a circle: a, b.",
    ),
    "a group that hangs on what it holds": (
        one(item("g", "group", enableWhen=[when("a", "=", answerBoolean=True)],
                 item=[item("a")])),
        "The conditions of these items hang on each other in a circle: g, a.",
    ),
    "a condition on itself": (
        one(item("a", enableWhen=[when("a", "exists", answerBoolean=False)])),
        "The conditions of these items hang on each other in a circle: a.",
    ),
    "a condition on nothing": (
        one(item("a", enableWhen=[when("z", "exists", answerBoolean=True)])),
        "Item a depends on item z, which isn't in the file.",
    ),
    "a condition on a text": (
        one(display("t", "Read"), item("a", enableWhen=[when("t", "exists", answerBoolean=True)])),
        "Item a depends on item t, which isn't a question.",
    ),
    "a condition that can't come true": (
        one(choice("1", 1, 2), item("2", enableWhen=[when("1", "=", answerCoding={"code": "z"})])),
        "Item 2 depends on the answer “z” to item 1, which can't be answered so.",
    ),
    "which of two words is greater": (
        one(item("1", "string"), item("2", enableWhen=[when("1", ">", answerString="m")])),
        "Item 2 depends on which of two answers is greater, but item 1 isn't answered with a "
        "number.",
    ),
    "conditions without all or any": (
        one(item("1"), item("2", enableWhen=2 * [when("1", "exists", answerBoolean=True)])),
        "Item 2 (“Question 2?”) has several conditions but no enableBehavior (all or any).",
    ),
    "a condition on a date": (
        one(item("1"), item("2", enableWhen=[when("1", ">", answerDate="2026-01-01")])),
        "Item 2 (“Question 2?”) has a condition on answerDate, which Backbeat doesn't support.",
    ),
    "bounds the wrong way round": (
        one(scale("1", 10, 0)),
        "Item 1 (“Question 1?”) has a least value that is greater than the greatest.",
    ),
    "FHIR R5 by a type": (
        one(item("1", "coding")),
        "Item 1 (“Question 1?”) has the type coding, which is FHIR R5: Backbeat reads R4, where "
        "it is choice. Ask where you got the file for one in FHIR R4.",
    ),
    "FHIR R5 by a field": (
        one(item("1", disabledDisplay="hidden")),
        "Item 1 (“Question 1?”) uses disabledDisplay, which is FHIR R5: Backbeat reads R4. Ask "
        "where you got the file for one in FHIR R4.",
    ),
    "FHIR STU3": (
        one(item("1", "choice", option=[{"valueString": "Yes"}], answerOption=[
            {"valueString": "Yes"}])),
        "Item 1 (“Question 1?”) uses option, which is FHIR STU3: Backbeat reads R4. Ask where "
        "you got the file for one in FHIR R4.",
    ),
    "a misspelt field": (
        one(item("1", requird=True)),
        "Item 1 (“Question 1?”) has “requird”, which isn't part of it in FHIR R4.",
    ),
    "a field of the wrong kind": (
        one(item("1", required="yes")),
        "Item 1 (“Question 1?”) has a required that is neither true nor false.",
    ),
    "no questions": (one(), "The questionnaire has no questions."),
    "only its own total": (
        one(scale("total", readOnly=True)),
        "The questionnaire has no questions that you could answer.",
    ),
    "only texts": (one(display("1", "Read")), "The questionnaire has no questions."),
    "no status": (
        {name: value for name, value in FORM.items() if name != "status"},
        "The questionnaire has no status; FHIR R4 knows draft, active, retired, unknown.",
    ),
    "rules elsewhere": (
        FORM | {"implicitRules": "http://x"},
        "The questionnaire uses implicitRules (rules that are written elsewhere), which Backbeat "
        "doesn't support.",
    ),
    "about somebody else": (
        FORM | {"subjectType": ["Practitioner"]},
        "The questionnaire is about Practitioner, not about a person.",
    ),
    "parts in other files": (
        FORM | {"extension": [{"url": f"{SDC}sdc-questionnaire-assemble-expectation"}]},
        "The questionnaire uses sdc-questionnaire-assemble-expectation (parts that are in other "
        "files), which Backbeat doesn't support.",
    ),
    "another resource": (
        {"resourceType": "Patient"},
        "That file is a FHIR Patient, not a FHIR Questionnaire. Choose the file that holds the "
        "questions.",
    ),
    "JSON of something else": (
        {"name": "a package"},
        "That file isn't a FHIR Questionnaire: it doesn't say that it is one (resourceType).",
    ),
    "a list": (
        "[]",
        "That file isn't a FHIR Questionnaire: it doesn't say that it is one (resourceType).",
    ),
    "a file cut short": (
        written(FORM)[:-20],
        "That file is damaged, or it isn't JSON (line 10). A FHIR Questionnaire comes as a .json "
        "file.",
    ),
    "an empty file": (
        "",
        "That file is damaged, or it isn't JSON (line 1). A FHIR Questionnaire comes as a .json "
        "file.",
    ),
    "a field said twice": (
        '{"resourceType": "Questionnaire", "status": "active", "status": "draft"}',
        "That file is damaged: it says “status” twice in one place.",
    ),
    "no number": ('{"x": NaN}', "That file is damaged: NaN is no number."),
    "lists in lists without end": (
        "[" * 100_000,
        "That file nests lists in lists without end.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("form", "said"), BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_asked_is_refused_by_name(form: dict[str, Any] | str, said: str) -> None:
    assert refusal(form) == said


def test_groups_in_groups_have_an_end() -> None:
    nested = item("q")
    for level in range(12):
        nested = item(f"g{level}", "group", item=[nested])
    assert "lies deeper than 8 groups in each other" in refusal(one(nested))


@pytest.mark.parametrize("unread", ["meta", "text", "contact", "contained"])
def test_lists_in_lists_have_an_end_also_where_nobody_looks(unread: str) -> None:
    def nested(levels: int) -> dict[str, Any]:
        found: Any = "deep down"
        for level in range(levels):
            found = [found] if level % 2 else {"extension": found}
        return one(item("1"), **{unread: [{"x": found}]})

    assert read(written(nested(97))).questions
    assert refusal(nested(98)) == "That file nests lists in lists without end."
    assert refusal(nested(300)) == "That file nests lists in lists without end."


def test_five_hundred_items_are_enough() -> None:
    assert read(written(one(*(item(str(n)) for n in range(500))))).questions
    many = one(*(item(str(n)) for n in range(501)))
    assert refusal(many) == "The questionnaire has more than 500 items."


def test_fifty_megabytes_are_refused_at_once() -> None:
    begun = time.perf_counter()
    with pytest.raises(FormRefused, match="more than 500,000 characters"):
        decoded(b" " * 50_000_000)
    assert time.perf_counter() - begun < 1


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(FormRefused, match="isn't text in UTF-8"):
        decoded(b"\xff\xfe\x00P\x00K")


def test_a_number_too_long_to_be_read_is_refused() -> None:
    assert "damaged" in refusal('{"resourceType": "Questionnaire", "x": ' + "9" * 5000 + "}")


def test_a_number_too_great_to_count_is_refused() -> None:
    assert "isn't a number of up to" in refusal(
        one(scale("1") | {"extension": [extension("maxValue", valueDecimal=10**400)]})
    )
    assert "isn't a number of up to" in refusal(
        written(one(choice("1", 1.5))).replace("1.5", "1e999")
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_whatever_stands_in_a_file_is_read_or_refused_in_words(data: st.DataObject) -> None:
    """One value anywhere in a good form is replaced, removed or doubled."""
    form = json.loads(written(everything()))
    places = list(_places(form))
    holder, name = data.draw(st.sampled_from(places))
    deed = data.draw(st.sampled_from(["replace", "remove", "double"]))
    if deed == "replace":
        holder[name] = data.draw(JSON)
    elif deed == "remove" or isinstance(holder, dict):
        del holder[name]
    else:
        holder.append(holder[name])
    said = None
    try:
        read(written(form) if data.draw(st.booleans()) else json.dumps(form))
    except FormRefused as refused:
        said = str(refused)
    assert said is None or re.fullmatch(r"[A-Z].{10,700}\.", said, re.DOTALL), said


def _places(value: Any) -> Any:
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for name, one_ in inside:
        yield value, name
        if isinstance(one_, dict | list):
            yield from _places(one_)
