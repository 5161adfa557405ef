"""Questionnaires: the form as it was loaded, the answers to it, and the scores."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import orjson
import pytest

from tests.exporting.fhir.checks import problems
from tests.exporting.fhir.diary import ROLAND, diary, pegged, resources
from tests.exporting.report_builders import CET, contents
from tests.questionnaires.files import item, questionnaire, several, written
from tracker.exporting.fhir.bundle import bundle
from tracker.model import Answer, Answers, Questionnaire, Scoring
from tracker.questionnaires import peg

DAY = date(2026, 11, 18)
AT = datetime(2026, 11, 18, 20, 14, 5, tzinfo=CET)


def sent(*answers: Answers, forms: tuple[Questionnaire, ...] = (peg(), ROLAND)) -> bytes:
    data = bundle(contents(DAY, DAY, answers=answers, questionnaires=forms))
    assert problems(data) == []
    return data


def answered(*said: Answer, score: float | None = None, **fields: Any) -> Answers:
    made = {"date": DAY, "questionnaire": ROLAND.key, "entered_at": AT, **fields}
    return Answers(answers=said, score=score, **made)


def items(data: bytes) -> list[dict[str, Any]]:
    (response,) = resources(data, "QuestionnaireResponse")
    found: list[dict[str, Any]] = response.get("item", [])
    return found


def values(data: bytes) -> dict[str, tuple[str, object]]:
    found: dict[str, tuple[str, object]] = {}
    below = items(data)
    while below:
        item = below.pop(0)
        below = [*item.get("item", []), *below]
        for answer in item.get("answer", []):
            ((name, value),) = answer.items()
            found[item["linkId"]] = (name, value)
    return found


def test_the_form_is_in_it_as_it_was_loaded() -> None:
    (form,) = resources(sent(answered(Answer("s0", True))), "Questionnaire")
    loaded = orjson.loads(ROLAND.definition)
    assert {**form, "id": None} == {**loaded, "id": None}


def test_several_answers_to_one_question_stand_together() -> None:
    made = several("legs", "Left", "Right", "Neither")
    loaded = Questionnaire("k", "Legs", written(questionnaire(made)), Scoring.NONE)
    both = answered(Answer("legs", "Left"), Answer("legs", "Right"), questionnaire="k")
    one = answered(Answer("legs", "Neither"), questionnaire="k")
    data = sent(both, one, forms=(loaded,))
    given = [response["item"] for response in resources(data, "QuestionnaireResponse")]
    assert sorted(len(items_[0]["answer"]) for items_ in given) == [1, 2]
    assert {
        "linkId": "legs",
        "text": "Question legs?",
        "answer": [{"valueString": "Left"}, {"valueString": "Right"}],
    } in [items_[0] for items_ in given]


def test_a_peg_of_choices_says_their_figures() -> None:
    asked = [
        item(code, "choice", code=[{"system": "http://loinc.org", "code": code}], answerOption=[
            {"valueCoding": {"code": f"LA{number}", "display": str(number)}}
            for number in range(11)
        ])
        for code in ("75893-8", "91145-3", "91146-1")
    ]  # fmt: skip
    panel = [{"system": "http://loinc.org", "code": "91148-7"}]
    loaded = Questionnaire("k", "PEG", written(questionnaire(*asked, code=panel)), Scoring.MEAN)
    given = [Answer("75893-8", "LA4"), Answer("91145-3", "LA5"), Answer("91146-1", "LA0")]
    data = sent(answered(*given, score=3.0, questionnaire="k"), forms=(loaded,))
    figures = {
        found["code"]["coding"][0]["code"]: found["valueQuantity"]["value"]
        for found in resources(data, "Observation")
        if "valueQuantity" in found
    }
    assert figures == {"75893-8": 4, "91145-3": 5, "91146-1": 0, "91147-9": 3}


def test_only_forms_that_were_answered_in_the_period_are_sent() -> None:
    forms = resources(sent(pegged(DAY, 1, 2, 3)), "Questionnaire")
    assert [form["title"] for form in forms] == ["PEG pain scale"]
    assert resources(sent(), "Questionnaire") == []


def test_answers_are_in_the_groups_and_the_order_of_the_form() -> None:
    data = sent(
        answered(
            Answer("else", "née 🙂\nsecond line"),
            Answer("hours", 7),
            Answer("side", "r"),
            Answer("s2", False),
            Answer("s0", True),
        )
    )
    assert values(data) == {
        "s0": ("valueBoolean", True),
        "s2": ("valueBoolean", False),
        "side": ("valueCoding", {"code": "r", "display": "Right"}),
        "hours": ("valueDecimal", 7),
        "else": ("valueString", "née 🙂\nsecond line"),
    }
    group = items(data)[0]
    assert group["linkId"] == "today"
    assert group["text"] == "100 % of today"
    assert [item["linkId"] for item in group["item"]] == ["s0", "s2"]


def test_a_response_says_who_about_what_and_when() -> None:
    data = sent(answered(Answer("s0", True)))
    (response,) = resources(data, "QuestionnaireResponse")
    assert response["questionnaire"] == "http://example.org/rmdq|2"
    assert response["authored"] == "2026-11-18T20:14:05+01:00"
    (late,) = resources(
        sent(answered(Answer("s0", True), entered_at=AT.replace(day=20))), "QuestionnaireResponse"
    )
    assert late["authored"] == "2026-11-18"  # which hour of that day it was about, nobody knows


def test_a_form_without_an_address_gets_one_that_answers_refer_to() -> None:
    definition = {
        name: value for name, value in orjson.loads(ROLAND.definition).items() if name != "url"
    }
    form = replace(ROLAND, key="rmdq", definition=orjson.dumps(definition).decode())
    data = sent(answered(Answer("s0", True), questionnaire="rmdq"), forms=(form,))
    (loaded,) = resources(data, "Questionnaire")
    (response,) = resources(data, "QuestionnaireResponse")
    assert response["questionnaire"] == f"{loaded['url']}|2"
    assert loaded["url"] == f"urn:uuid:{loaded['id']}"


@pytest.mark.parametrize("odd", ["\\u0000name\\u0000", " http://example.org/x", "a b", "a|1"])
def test_an_address_that_is_none_is_replaced(odd: str) -> None:
    definition = ROLAND.definition.replace("http://example.org/rmdq", odd)
    form = replace(ROLAND, key="odd", definition=definition)
    data = sent(answered(Answer("s0", True), questionnaire="odd"), forms=(form,))
    (loaded,) = resources(data, "Questionnaire")
    assert loaded["url"] == f"urn:uuid:{loaded['id']}"


def test_answers_outlive_their_form() -> None:
    data = sent(answered(Answer("s0", True), Answer("n", 3), Answer("t", "x"), score=2), forms=())
    assert values(data) == {
        "s0": ("valueBoolean", True),
        "n": ("valueInteger", 3),
        "t": ("valueString", "x"),
    }
    (response,) = resources(data, "QuestionnaireResponse")
    assert "questionnaire" not in response
    (score,) = resources(data, "Observation")
    assert score["code"] == {"text": "http://example.org/rmdq: score"}


def test_answers_that_a_changed_form_asks_for_no_more_name_no_form() -> None:
    data = sent(answered(Answer("s0", True), Answer("n", 3)), forms=(ROLAND,))
    assert values(data) == {"s0": ("valueBoolean", True), "n": ("valueInteger", 3)}
    (response,) = resources(data, "QuestionnaireResponse")
    assert "questionnaire" not in response


def test_a_form_that_cannot_be_read_is_as_if_it_were_gone() -> None:
    broken = replace(ROLAND, definition='{"resourceType": "Q"}')
    data = sent(answered(Answer("s0", True)), forms=(broken,))
    assert resources(data, "Questionnaire") == []
    assert values(data) == {"s0": ("valueBoolean", True)}


@pytest.mark.parametrize(
    "unread",
    [
        '{"a":' * 60 + "1" + "}" * 60,
        '{"a":' * 253 + "1" + "}" * 253,
        '{"a":' * 400 + "1" + "}" * 400,
        "1e999",
        "9" * 400,
    ],
    ids=["deep", "as deep as can be read", "deeper", "a number without end", "a long number"],
)
def test_what_stands_unread_in_a_stored_form_breaks_nothing(unread: str) -> None:
    odd = ROLAND.definition.replace("{", f'{{"meta": {unread}, ', 1)
    assert orjson.loads(odd.replace(unread, "{}", 1))["meta"] == {}
    data = bundle(
        contents(
            DAY,
            DAY,
            answers=(answered(Answer("s0", True), score=1),),
            questionnaires=(replace(ROLAND, definition=odd),),
        )
    )
    assert values(data) == {"s0": ("valueBoolean", True)}
    assert len(resources(data, "Observation")) == 1


def test_half_a_character_in_a_form_breaks_nothing() -> None:
    half = ROLAND.definition.replace("I sleep less well", "I sleep \\\\ud83d less")
    odd = replace(ROLAND, definition=half.replace("\\\\ud83d", "\\ud83d"))
    data = sent(answered(Answer("s0", True)), forms=(odd,))
    assert problems(data) == []


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_an_empty_answer_is_none(text: str) -> None:
    assert items(sent(answered(Answer("else", text)))) == []


def test_numbers_beyond_those_of_fhir_are_written_as_decimals() -> None:
    data = sent(answered(Answer("n", 2**40), Answer("m", -(2**31) + 1)), forms=())
    assert values(data) == {"n": ("valueDecimal", 2**40), "m": ("valueInteger", -(2**31) + 1)}


def test_the_peg_is_a_panel_of_its_items_and_their_mean() -> None:
    data = sent(pegged(DAY, 6, 4, 6))
    (panel,) = resources(data, code="91148-7")
    names = [member["reference"] for member in panel["hasMember"]]
    members = {f"urn:uuid:{one['id']}": one for one in resources(data, "Observation")}
    found = [members[name] for name in names]
    assert [(one["code"]["coding"][0]["code"], one["valueQuantity"]["value"]) for one in found] == [
        ("75893-8", 6),
        ("91145-3", 4),
        ("91146-1", 6),
        ("91147-9", 5.33),
    ]
    (response,) = resources(data, "QuestionnaireResponse")
    for one in [panel, *found]:
        assert one["derivedFrom"] == [{"reference": f"urn:uuid:{response['id']}"}]
        assert one["effectiveDateTime"] == "2026-11-18"
    assert "valueQuantity" not in panel


def test_the_peg_with_another_rule_than_its_own_is_no_peg_score() -> None:
    summed = replace(peg(), scoring=Scoring.SUM)
    data = sent(replace(pegged(DAY, 6, 4, 6), score=16.0), forms=(summed,))
    assert resources(data, code="91147-9") == resources(data, code="91148-7") == []
    (score,) = resources(data, "Observation")
    assert score["code"] == {"text": "PEG pain scale: score (sum)"}
    assert score["valueQuantity"]["value"] == 16


def test_a_score_of_any_other_form_says_what_it_is_in_words() -> None:
    (score,) = resources(sent(answered(Answer("s0", True), score=1)), "Observation")
    assert score["code"] == {"text": "Roland-Morris, in part: score (count)"}
    assert score["valueQuantity"]["value"] == 1


def test_without_a_score_there_is_no_observation() -> None:
    assert resources(sent(answered(Answer("s0", True))), "Observation") == []
    assert resources(sent(replace(pegged(DAY, 1, 2, 3), score=None)), "Observation") == []


def test_every_answered_questionnaire_is_sent() -> None:
    whole = diary()
    found = resources(bundle(whole), "QuestionnaireResponse")
    assert len(found) == len(whole.answers) == 3
    by_day = {one["authored"][:10]: one for one in found}
    assert sorted(by_day) == [str(answers.date) for answers in whole.answers]
