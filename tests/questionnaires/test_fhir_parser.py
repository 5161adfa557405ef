"""A FHIR R4 Questionnaire becomes a form that can be asked."""

import json

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire as Resource

from tests.questionnaires.files import (
    choice,
    display,
    everything,
    extension,
    item,
    questionnaire,
    roland_morris,
    scale,
    sentences,
    when,
    written,
)
from tracker.model.questionnaires import DEFINITION_LIMIT
from tracker.questionnaires import (
    Code,
    FormRefused,
    ItemType,
    Option,
    decoded,
    read,
)


@pytest.mark.parametrize("form", [everything(), sentences(), roland_morris()])
def test_what_these_tests_read_is_valid_fhir(form: dict[str, object]) -> None:
    Resource.model_validate_json(written(form))


def test_everything_that_is_supported_is_taken() -> None:
    form = read(written(everything()))
    assert (form.key, form.title) == ("https://clinic.example/forms/made-up", "Made-up form")
    assert (form.version, form.publisher, form.copyright) == ("2", "A clinic", "Theirs")
    assert form.description == "What a week is like."
    assert form.codes == (Code("http://loinc.org", "0000-0", "Made up"),)
    assert [one.link_id for one in form.walk()] == [
        "intro", "works", "work", "hours", "lifting", "weight",
        "rested", "help", "steps", "place", "why", "more",
    ]  # fmt: skip
    assert [one.type for one in form.questions] == [
        ItemType.BOOLEAN, ItemType.DECIMAL, ItemType.CHOICE, ItemType.INTEGER, ItemType.INTEGER,
        ItemType.CHOICE, ItemType.CHOICE, ItemType.CHOICE, ItemType.STRING, ItemType.TEXT,
    ]  # fmt: skip


def test_a_scale_knows_its_bounds_and_the_words_at_its_ends() -> None:
    rested = read(written(everything())).item("rested")
    assert rested is not None
    assert (rested.low, rested.high) == (0, 10)
    assert (rested.lowest, rested.highest) == ("Not at all", "Fully")
    assert rested.items == ()


def test_a_number_knows_its_unit_and_decimal_places() -> None:
    hours = read(written(everything())).item("hours")
    assert hours is not None
    assert (hours.unit, hours.places, hours.low, hours.high) == ("hours", 1, 0, 80.5)
    assert hours.said(37.5) == "37.5 hours"


def test_options_come_from_codes_numbers_texts_or_a_list_in_the_file() -> None:
    form = read(written(everything()))
    system = "https://clinic.example/codes"
    assert [form.item(link_id).options for link_id in ("help", "steps", "place")] == [  # type: ignore[union-attr]
        (
            Option("a", "Option a", 0, Code(system, "a", "Option a")),
            Option("b", "Option b", 2.5, Code(system, "b", "Option b")),
            Option("c", "Option c", None, Code(system, "c", "Option c")),
        ),
        (Option(0, "0", 0), Option(1, "1", 1), Option(2, "2", 2)),
        (Option("Left", "1) Left"), Option("Right", "Right")),
    ]
    lifting = form.item("lifting")
    assert lifting is not None
    assert [(o.value, o.text, o.weight) for o in lifting.options] == [
        ("none", "Not at all", 0), ("some", "A little", 1), ("much", "A lot", 2),
    ]  # fmt: skip


def test_a_list_of_options_may_come_expanded() -> None:
    listed = {
        "resourceType": "ValueSet",
        "id": "l",
        "status": "active",
        "expansion": {
            "timestamp": "2026-01-01",
            "contains": [{"system": "s", "code": "y", "display": "Yes"}],
        },
    }
    form = read(
        written(questionnaire(item("1", "choice", answerValueSet="#l"), contained=[listed]))
    )
    assert form.questions[0].options == (Option("y", "Yes", None, Code("s", "y", "Yes")),)


def test_a_weight_may_be_said_in_either_way() -> None:
    options = [
        {"valueCoding": {"code": "x"}, "extension": [extension("ordinalValue", valueDecimal=3)]},
        {"valueCoding": {"code": "y", "extension": [extension("itemWeight", valueDecimal=4)]}},
        {"valueInteger": 9, "extension": [extension("itemWeight", valueDecimal=-1.5)]},
        {"valueCoding": {"code": "z"}, "extension": [extension("ordinalValue", valueInteger=0)]},
        {"valueString": "Yes", "extension": [extension("itemWeight", valueInteger=2)]},
        {"valueCoding": {"code": "w", "extension": [extension("ordinalValue", valueInteger=5)]}},
    ]
    form = read(written(questionnaire(item("1", "choice", answerOption=options))))
    assert [option.weight for option in form.questions[0].options] == [3, 4, -1.5, 0, 2, 5]


def test_each_question_keeps_its_codes() -> None:
    code = {"system": "http://loinc.org", "code": "75893-8"}
    form = read(written(questionnaire(scale("1", code=[code]))))
    assert form.questions[0].codes == (Code("http://loinc.org", "75893-8"),)


def test_sentences_that_need_no_answer_are_ticked_and_not_asked() -> None:
    assert all(one.tick for one in read(written(sentences())).questions)
    assert not any(one.tick for one in read(written(questionnaire(item("1")))).questions)
    mixed = questionnaire(item("1", text="One."), item("2", text="Two."), scale("3"))
    assert not any(one.tick for one in read(written(mixed)).questions)
    required = questionnaire(item("1", text="One.", required=True), item("2", text="Two."))
    assert not any(one.tick for one in read(written(required)).questions)


def test_roland_morris_is_ticked_even_where_its_file_wants_answers() -> None:
    form = roland_morris()
    for line in form["item"][0]["item"]:
        line["required"] = True
    assert all(one.tick for one in read(written(form)).questions)


def test_sentences_are_asked_where_the_file_wants_buttons() -> None:
    concept = {"coding": [{"code": "radio-button"}]}
    buttons = extension("questionnaire-itemControl", valueCodeableConcept=concept)
    lines = item("1", text="One."), item("2", text="Two.", extension=[buttons])
    form = read(written(questionnaire(*lines)))
    assert not any(one.tick for one in form.questions)


def test_a_box_to_tick_is_one_in_any_form() -> None:
    box = extension(
        "questionnaire-itemControl", valueCodeableConcept={"coding": [{"code": "check-box"}]}
    )
    form = read(written(questionnaire(item("1", extension=[box]), scale("2"))))
    assert [one.tick for one in form.questions] == [True, False]


def test_markup_and_scripts_in_a_form_are_text() -> None:
    text = "<script>alert(1)</script> <b>bold</b> [link](javascript:alert(1)) &amp;"
    form = read(written(questionnaire(item("1", text=text), title=text)))
    assert form.questions[0].text == text
    assert form.title == text


def test_control_characters_and_halves_of_characters_become_spaces() -> None:
    form = questionnaire(item("1", text="one\u0007two\ud800three\u0085four\nfive"))
    definition = decoded(json.dumps(form).encode())
    assert read(definition).questions[0].text == "one two three four\nfive"
    raw = written(questionnaire(item("1", text="one\u0085two")))
    assert read(decoded(raw.encode())).questions[0].text == "one two"


def test_a_file_of_another_system_reads_the_same() -> None:
    text = written(everything())
    windows = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert read(decoded(windows)) == read(text)


def test_a_long_title_is_cut_and_a_missing_one_taken_from_the_name() -> None:
    assert len(read(written(questionnaire(item("1"), title="x" * 300))).title) == 200
    named = questionnaire(item("1"), name="Walking")
    del named["title"]
    assert read(written(named)).title == "Walking"


def test_the_key_is_the_address_or_the_id_or_made_from_the_file() -> None:
    form = questionnaire(item("1"), id="walking")
    assert read(written(form)).key == "https://clinic.example/forms/made-up"
    del form["url"]
    assert read(written(form)).key == "walking"
    del form["id"]
    key = read(written(form)).key
    assert key.startswith("urn:uuid:")
    assert read(written(form)).key == key
    assert read(written(form | {"title": "Another"})).key != key


def test_what_only_changes_the_look_is_left_out() -> None:
    looks = [
        extension("questionnaire-choiceOrientation", valueCode="horizontal"),
        extension("rendering-xhtml", valueString="<b>x</b>"),
    ]
    line = choice("1", 1, 2, extension=looks, definition="http://x")
    line["_text"] = {"extension": [extension("rendering-markdown", valueMarkdown="**x**")]}
    assert len(read(written(questionnaire(line))).questions) == 1
    for control in ("slider", "drop-down", "radio-button"):
        concept = {"coding": [{"code": control}]}
        line = item("1", "boolean", extension=[
            extension("questionnaire-itemControl", valueCodeableConcept=concept)
        ])  # fmt: skip
        assert not read(written(questionnaire(line))).questions[0].tick


def test_the_order_puts_what_decides_first() -> None:
    form = read(
        written(
            questionnaire(
                item("late", enableWhen=[when("group-inner", "=", answerBoolean=True)]),
                item("group", "group", enableWhen=[when("first", "exists", answerBoolean=True)],
                     item=[item("group-inner")]),
                item("first"),
                display("text", "Read this"),
            )
        )
    )  # fmt: skip
    place = {link_id: place for place, link_id in enumerate(form.order)}
    assert place["first"] < place["group"] < place["group-inner"] < place["late"]
    assert set(place) == {one.link_id for one in form.walk()}


def test_a_long_chain_of_conditions_is_no_trouble() -> None:
    lines = [item("0")] + [
        item(str(n), enableWhen=[when(str(n - 1), "exists", answerBoolean=True)])
        for n in range(1, 499)
    ]
    assert len(read(written(questionnaire(*lines))).order) == 499


def test_as_long_as_is_allowed_is_read_and_longer_is_not() -> None:
    text = written(questionnaire(item("1")))
    assert read(text + " " * (DEFINITION_LIMIT - len(text))).questions
    with pytest.raises(FormRefused, match="no questionnaire that a person answers is that long"):
        read(text + " " * (DEFINITION_LIMIT - len(text) + 1))
