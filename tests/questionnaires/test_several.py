"""Forms in several languages, with several answers, several rounds, answers filled in."""

from typing import Any

import pytest

from tests.questionnaires.files import (
    choice,
    extension,
    item,
    questionnaire,
    scale,
    several,
    translated,
    when,
    written,
)
from tests.questionnaires.test_unasked import asked, form
from tracker.model import Answer, Scoring
from tracker.questionnaires import (
    Form,
    decoded,
    fill,
    in_language,
    language_name,
    languages,
    read,
    score,
    scorings,
    values,
)

TWO = questionnaire(
    choice("1", 0, 1, text="Where?")
    | {"_text": translated(de="Wo?", fr="Où ?")},
    item("2", "boolean", "Does it hurt?", _text=translated(de="Tut es weh?")),
    language="en",
    title="Back",
    _title=translated(de="Rücken"),
)  # fmt: skip
TWO["item"][0]["answerOption"][0]["valueCoding"]["_display"] = translated(de="Links")


def test_a_form_of_several_languages_is_read_in_its_own() -> None:
    made = read(written(TWO))
    assert (made.title, made.questions[0].text) == ("Back", "Where?")
    assert languages(written(TWO)) == ("en", "de", "fr")
    assert languages(written(questionnaire(item("1")))) == ("",)


def test_and_in_another_where_that_has_the_words() -> None:
    german = in_language(written(TWO), "de")
    made = read(german)
    assert made.title == "Rücken"
    assert [one.text for one in made.questions] == ["Wo?", "Tut es weh?"]
    assert made.questions[0].options[0].text == "Links"
    assert made.questions[0].options[1].text == "Option b", "no translation: as it was"
    assert made.key == read(written(TWO)).key
    french = read(in_language(written(TWO), "fr"))
    assert [one.text for one in french.questions] == ["Où ?", "Does it hurt?"]
    assert decoded(german.encode()) == german


def test_a_language_is_named_in_itself() -> None:
    assert language_name("de") == "Deutsch (de)"
    assert language_name("pt-BR") == "português (pt-BR)"
    assert language_name("tlh") == "tlh"
    assert language_name("") == "As the file is written"


MANY = questionnaire(
    several("legs", "Left", "Right", "Neither", text="Which legs?"),
    scale("a"),
    item("why", "text", enableWhen=[when("legs", "=", answerString="Right")]),
    item("none", "text", enableWhen=[when("legs", "!=", answerString="Right")]),
)


def many(**answers: Any) -> dict[str, Any]:
    return dict(fill(read(written(MANY)), answers).answers)


def test_of_several_all_are_kept_in_the_answers() -> None:
    made = read(written(MANY))
    (legs, *_) = made.questions
    assert (legs.several, legs.options[2].alone) == (True, True)
    filled = fill(made, {"legs": ("Left", "Right"), "a": 3})
    assert filled.to_save == (Answer("legs", "Left"), Answer("legs", "Right"), Answer("a", 3))
    assert values(filled.to_save) == {"legs": ("Left", "Right"), "a": 3}
    assert legs.said(("Left", "Right")) == "Left, Right"
    assert many(legs="Left") == {"legs": ("Left",)}, "one saved answer is one of several"
    assert many(legs=("Left", "Up")) == {}
    assert many(legs=()) == {}


def test_a_condition_on_several_holds_for_any_of_them() -> None:
    made = read(written(MANY))
    for legs, expected in (
        (None, {"none"}), (("Left",), {"none"}), (("Left", "Right"), {"why"}),
    ):  # fmt: skip
        found = fill(made, {} if legs is None else {"legs": legs}).asked & {"why", "none"}
        assert found == expected


def test_several_count_nothing() -> None:
    weighted = choice("b", 1, 2) | {"repeats": True}
    made = form(scale("a"), weighted)
    assert scorings(made)[0] is Scoring.SUM
    assert score(made, {"a": 3, "b": ("a", "b")}, Scoring.SUM) == 3
    assert score(made, {"a": 3}, Scoring.SUM) == 3


def test_one_question_with_two_saved_answers_keeps_the_last() -> None:
    made = read(written(questionnaire(scale("a"))))
    twice = values((Answer("a", 3), Answer("a", 5)))
    assert fill(made, twice).answers == {"a": 5}


SIMPLER: dict[str, tuple[dict[str, Any], str]] = {
    "a group again and again": (
        item("1", "group", "Each fall", repeats=True, item=[scale("2")]),
        "Item 1 (“Each fall”) can be given several times; it is asked once.",
    ),
    "a number again and again": (
        scale("2", repeats=True),
        "Item 2 (“Question 2?”) can be given several times; it is asked once.",
    ),
    "an answer filled in": (
        scale("2", initial=[{"valueInteger": 3}]),
        "Item 2 (“Question 2?”) has an answer filled in; you give your own.",
    ),
    "an option chosen beforehand": (
        item("2", "choice", answerOption=[
            {"valueString": "Yes", "initialSelected": True}, {"valueString": "No"}]),
        "Item 2 (“Question 2?”) has an answer filled in; you give your own.",
    ),
    "an answer filled in by an expression": (
        scale("2") | {"extension": [
            {"url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/"
                    "sdc-questionnaire-initialExpression"}]},
        "Item 2 (“Question 2?”) has an answer filled in; you give your own.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("line", "said"), SIMPLER.values(), ids=SIMPLER)
def test_what_is_asked_in_a_simpler_way_is_named(line: dict[str, Any], said: str) -> None:
    made: Form = form(line)
    assert asked(made) == ["2"]
    assert made.simpler == (said,)
    assert not any(one.tick for one in made.questions)


def test_sentences_are_ticked_but_questions_are_not() -> None:
    """An unanswered "Do you have chest pain?" is not a no."""
    asked_so = form(item("a", text="Do you wake at night?"), item("b", text="I limp."))
    assert not any(one.tick for one in asked_so.questions)
    assert score(asked_so, {"a": True}, Scoring.COUNT) is None
    ticked = form(item("a", text="I wake at night."), item("b", text="I limp."))
    assert all(one.tick for one in ticked.questions)


def test_options_worded_as_numbers_count_as_these() -> None:
    def options(*texts: str) -> list[dict[str, Any]]:
        return [{"valueCoding": {"code": f"x{text}", "display": text}} for text in texts]

    made = form(item("a", "choice", answerOption=options("0", "1", "2", "3")))
    assert [option.weight for option in made.questions[0].options] == [0, 1, 2, 3]
    some = form(item("a", "choice", answerOption=options("0", "1", "More than 1")))
    assert [option.weight for option in some.questions[0].options] == [None, None, None]
    stated = options("1", "2")
    for one, weight in zip(stated, (5, 7), strict=True):
        one["extension"] = [extension("ordinalValue", valueDecimal=weight)]
    weighted = form(item("a", "choice", answerOption=stated))
    assert [option.weight for option in weighted.questions[0].options] == [5, 7]
