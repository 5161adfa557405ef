"""What of a file isn't asked: its own totals, what it hides, what it can't decide."""

from pathlib import Path
from typing import Any

import pytest

from tests.questionnaires.files import (
    BASE,
    Fields,
    choice,
    display,
    extension,
    item,
    questionnaire,
    scale,
    when,
    written,
)
from tracker.model import Scoring
from tracker.questionnaires import (
    Form,
    FormRefused,
    NotAsked,
    Range,
    decoded,
    fill,
    is_peg,
    read,
    score,
    score_range,
    scorings,
)

SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/"
REAL = Path(__file__).parents[3] / "shared" / "data" / "forms"
UNIT = extension("questionnaire-unit", valueCoding={"display": "{score}"})
HIDDEN = extension("questionnaire-hidden", valueBoolean=True)
CALCULATED = {
    "url": f"{SDC}sdc-questionnaire-calculatedExpression",
    "valueExpression": {"language": "text/fhirpath", "expression": "1 + 1"},
}
LOINC = "http://loinc.org"


def expressed(text: str, language: str = "text/fhirpath") -> Fields:
    """A condition written as an expression."""
    return {
        "url": f"{SDC}sdc-questionnaire-enableWhenExpression",
        "valueExpression": {"language": language, "expression": text},
    }


def form(*items: Fields, **fields: Any) -> Form:
    return read(written(questionnaire(*items, **fields)))


def asked(form: Form) -> list[str]:
    return [one.link_id for one in form.questions]


def why(form: Form) -> dict[str, NotAsked | None]:
    return {one.link_id: one.not_asked for one in form.left_out}


TOTALS: dict[str, tuple[Fields, NotAsked]] = {
    "unit": (item("t", "decimal", extension=[UNIT]), NotAsked.TOTAL),
    "unit by its code": (
        item("t", "integer", extension=[extension(
            "questionnaire-unit", valueCoding={"system": "http://unitsofmeasure.org",
                                               "code": "{score}"})]),
        NotAsked.TOTAL,
    ),
    "unit of a T-score": (
        item("t", "decimal", extension=[
            extension("questionnaire-unit", valueCoding={"code": "{Tscore}"})]),
        NotAsked.TOTAL,
    ),
    "amount with that unit": (item("t", "quantity", extension=[UNIT]), NotAsked.CALCULATED),
    "nobody may fill it in": (item("t", "integer", readOnly=True), NotAsked.READ_ONLY),
    "nobody may fill it in, of a type that is never asked": (
        item("t", "date", readOnly=True), NotAsked.READ_ONLY),
    "nobody may fill it in, options elsewhere": (
        item("t", "choice", readOnly=True, answerValueSet="http://loinc.org/vs/LL1"),
        NotAsked.READ_ONLY,
    ),
    "hidden": (item("t", "choice", answerOption=[{"valueString": "x"}], extension=[HIDDEN]),
               NotAsked.HIDDEN),
    "calculated": (item("t", "decimal", extension=[CALCULATED]), NotAsked.CALCULATED),
    "calculated, as before SDC": (
        item("t", "decimal", extension=[extension("questionnaire-calculatedExpression")]),
        NotAsked.CALCULATED,
    ),
    "known code": (item("t", "decimal", code=[{"system": LOINC, "code": "44261-6"}]),
                   NotAsked.TOTAL),
    "known code without a system": (item("t", "decimal", code=[{"code": "91147-9"}]),
                                    NotAsked.TOTAL),
    "words of its code": (
        item("t", "decimal", "Sum", code=[{"system": "x", "code": "y", "display": "Sum score"}]),
        NotAsked.TOTAL,
    ),
    **{
        f"words: {words}": (item("t", "decimal", words), NotAsked.TOTAL)
        for words in (
            "Mean score",
            "Total score",
            "PHQ-9 total score:",
            "Sum score [PEG]",
            "Physical function T-score",
            "Raw score",
            "Score total",
            "Total",
            "Summenscore",
            "Gesamtpunktzahl",
            "Puntuación total",
            "Punteggio totale",
        )
    },
}  # fmt: skip


@pytest.mark.parametrize(("total", "reason"), TOTALS.values(), ids=TOTALS)
def test_what_is_computed_is_neither_asked_nor_counted(total: Fields, reason: NotAsked) -> None:
    help_ = display("help", "5 and more is much", "help")
    made = form(scale("a"), scale("b"), total | {"item": [help_]})
    assert asked(made) == ["a", "b"]
    assert why(made) == {"t": reason}
    assert made.item("help") not in list(made.walk()), "what is said of it is not shown either"
    assert score(made, {"a": 3, "b": 4}, Scoring.SUM) == 7
    assert score(made, {"a": 3, "b": 4, "t": 7}, Scoring.SUM) == 7
    assert score(made, {"a": 3, "b": 4, "t": 7}, Scoring.MEAN) == 3.5
    assert score_range(made, Scoring.SUM) == Range(0, 20)
    assert scorings(made)[0] is Scoring.SUM


@pytest.mark.parametrize(
    "words",
    ["How many points in total?", "Your total score in the last match?", "Pain score, 0 to 10",
     "Average pain this week", "Summer weight in kilograms", "Totally exhausted"],
)  # fmt: skip
def test_a_question_that_speaks_of_scores_is_asked(words: str) -> None:
    assert asked(form(scale("a"), scale("q", text=words))) == ["a", "q"]


def test_a_person_chooses_what_is_asked_but_for_what_the_file_itself_holds_back() -> None:
    made = written(
        questionnaire(
            scale("a"),
            scale("b"),
            item("t", "decimal", "Total"),
            item("c", "integer", readOnly=True),
        )
    )
    assert asked(read(made)) == ["a", "b"]
    assert asked(read(made, ())) == ["a", "b", "t"]
    chosen = read(made, ("b", "t"))
    assert asked(chosen) == ["a"]
    assert why(chosen) == {
        "b": NotAsked.UNTICKED,
        "t": NotAsked.TOTAL,
        "c": NotAsked.READ_ONLY,
    }
    with pytest.raises(FormRefused, match="has no questions that you could answer"):
        read(made, ("a", "b", "t"))


def test_a_form_of_nothing_but_scores_is_asked() -> None:
    """Some libraries give every question the unit of a score."""
    three = [item(link_id, "decimal", extension=[UNIT]) for link_id in "abc"]
    assert asked(form(*three, item("t", "decimal", "Mean score", extension=[UNIT]))) == [*"abc"]
    assert asked(form(item("t", "decimal", "Total score"))) == ["t"]


def test_a_group_goes_with_all_that_is_in_it() -> None:
    made = form(
        scale("a"),
        item("g", "group", "Scores", item=[display("d", "Read"), item("t", "integer", "Total")]),
        item("h", "group", extension=[HIDDEN], item=[scale("x"), item("y", "quantity")]),
        item("r", "group", readOnly=True, item=[scale("z")]),
    )
    assert [one.link_id for one in made.walk()] == ["a"]
    assert why(made) == {
        "t": NotAsked.TOTAL,
        "x": NotAsked.HIDDEN,
        "y": NotAsked.HIDDEN,
        "z": NotAsked.READ_ONLY,
    }
    assert asked(form(item("r", "group", readOnly=True, item=[scale("z")]))) == ["z"]


def test_what_depends_on_a_total_is_not_asked_either() -> None:
    more = [when("t", ">=", answerDecimal=10)]
    made = form(
        scale("a"),
        item("t", "decimal", "Total score"),
        item("g", "group", enableWhen=more, item=[scale("b")]),
        scale("c", enableWhen=[when("b", "exists", answerBoolean=False)]),
        scale("d", enableWhen=[*more, when("a", ">", answerInteger=5)], enableBehavior="any"),
    )
    assert asked(made) == ["a", "d"]
    assert why(made) == {
        "t": NotAsked.TOTAL,
        "b": NotAsked.DEPENDS,
        "c": NotAsked.DEPENDS,
    }
    (d,) = [one for one in made.questions if one.link_id == "d"]
    assert d.condition is not None
    assert [test.question for test in d.condition.tests] == ["a"]


# -- conditions written as expressions


@pytest.mark.parametrize(
    ("expression", "enough"),
    [
        ("%resource.item.where(linkId='a').answer.value > 5", {6, 9}),
        ("%resource.descendants().where(linkId = 'a').answer.valueInteger <= 3", {0, 3}),
        ("%resource.repeat(item).where(linkId='a').answer.value.first() = 3", {3}),
        ("%resource.item.where(linkId='a').answer.value != 3", {0, 6, 9}),
        ("(%resource.item.where(linkId='a').answer.exists())", {0, 3, 6, 9}),
        ("%resource.item.where(linkId='a').answer.value.empty()", {None}),
        (
            "%resource.item.where(linkId='a').answer.value > 2 and "
            "%resource.item.where(linkId='a').answer.value < 9",
            {3, 6},
        ),
        (
            "(%resource.item.where(linkId='a').answer.value = 0) or "
            "(%resource.item.where(linkId='a').answer.value = 9)",
            {0, 9},
        ),
    ],
)
def test_a_plain_comparison_is_worked_out(expression: str, enough: set[int | None]) -> None:
    made = form(scale("a"), scale("b") | {"extension": [expressed(expression)]})
    numbers = (None, 0, 3, 6, 9)
    assert asked(made) == ["a", "b"]
    assert enough == {
        number
        for number in numbers
        if "b" in fill(made, {} if number is None else {"a": number}).asked
    }


def test_a_choice_is_compared_by_its_code_in_expressions_too() -> None:
    path = "%resource.item.where(linkId='g').item.where(linkId='a').answer.value.code"
    more = scale("b") | {"extension": [expressed(f"{path} = 'b'")]}
    made = form(item("g", "group", item=[choice("a", 0, 1)]), more)
    assert asked(made) == ["a", "b"]
    assert score(made, {"a": "b", "b": 5}, Scoring.SUM) == 6
    assert score(made, {"a": "a", "b": 5}, Scoring.SUM) == 0


@pytest.mark.parametrize(
    ("expression", "language"),
    [
        ("%total > 10", "text/fhirpath"),
        ("%resource.item.where(linkId='a').answer.value + 1 > 5", "text/fhirpath"),
        ("%resource.item.answer.value > 5", "text/fhirpath"),
        ("iif(%a, true, false)", "text/fhirpath"),
        ("%resource.item.where(linkId='a').answer.value > 5 or %b and %c", "text/fhirpath"),
        ("%resource.item.where(linkId='a').answer.value > 5", "text/cql"),
        ("(" * 900 + ")" * 900, "text/fhirpath"),
    ],
)
def test_what_hangs_on_more_than_a_comparison_is_named(expression: str, language: str) -> None:
    hangs = scale("b") | {"extension": [expressed(expression, language)]}
    made = form(scale("a"), hangs, extension=[{"url": f"{BASE}variable"}])
    assert asked(made) == ["a"]
    assert why(made) == {"b": NotAsked.UNDECIDED}


# -- real forms, where they lie beside the repository


REAL_FORMS = {
    "phq-9.json": (10, ["/44261-6"], Scoring.SUM, "LA6569-3", 9, Range(0, 27)),
    "phq-4.json": (4, ["/70272-0"], Scoring.SUM, "LA6569-3", 4, Range(0, 12)),
    "peg_of_a_hospital.json": (
        3, ["91147-9", "CIRG-PEG-SUM"], Scoring.MEAN, "LA10137-0", 5, Range(0, 10)),
}  # fmt: skip


@pytest.mark.parametrize("name", REAL_FORMS)
def test_forms_of_a_hospital_score_what_they_should(name: str) -> None:
    """PHQ-9 of nine "several days": 9, not 18, whatever stands in its own total."""
    if not REAL.is_dir():
        pytest.skip("the real forms are not on this machine")
    many, left, scoring, answer, expected, ends = REAL_FORMS[name]
    made = read(decoded((REAL / name).read_bytes()))
    assert len(made.questions) == many
    assert [one.link_id for one in made.left_out] == left
    assert scorings(made)[0] is scoring
    assert is_peg(made) == (scoring is Scoring.MEAN)
    answers = {one.link_id: answer for one in made.questions if one.link_id != "/69722-7"}
    assert score(made, answers | {left[0]: 9.0}, scoring) == expected
    assert score(made, answers | {"/69722-7": "LA6573-7"}, scoring) == expected
    assert score_range(made, scoring) == ends
