"""The PEG that ships, and the two questionnaires of which an important change is known."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.loading import loaded_after
from tests.questionnaires.files import item, questionnaire, roland_morris, sentences, written
from tracker.model import Questionnaire, Scoring
from tracker.questionnaires import (
    CITATION,
    SCORE_CODE,
    form,
    important_change,
    is_roland_morris,
    peg,
    read,
    score,
    score_range,
)
from tracker.questionnaires.peg import FILE

ROOT = Path(__file__).parents[2]


def test_the_peg_asks_its_three_questions_in_their_own_words() -> None:
    asked = [(one.text, one.lowest, one.highest) for one in form(peg()).questions]
    assert asked == [
        (
            "What number best describes your pain on average in the past week?",
            "No pain",
            "Pain as bad as you can imagine",
        ),
        (
            "What number best describes how, during the past week, pain has interfered with your "
            "enjoyment of life?",
            "Does not interfere",
            "Completely interferes",
        ),
        (
            "What number best describes how, during the past week, pain has interfered with your "
            "general activity?",
            "Does not interfere",
            "Completely interferes",
        ),
    ]


def test_the_peg_has_its_codes_and_says_whose_it_is() -> None:
    asked = form(peg())
    assert [code.code for code in asked.codes] == ["91148-7"]
    assert [one.codes[0].code for one in asked.questions] == ["75893-8", "91145-3", "91146-1"]
    assert SCORE_CODE.code == "91147-9"
    assert {code.system for one in asked.questions for code in one.codes} == {"http://loinc.org"}
    assert asked.copyright == CITATION
    assert "Krebs" in CITATION
    assert "2009" in CITATION


def test_the_peg_is_asked_weekly_and_is_the_mean_of_three_or_nothing() -> None:
    assert (peg().every_days, peg().scoring) == (7, Scoring.MEAN)
    asked = form(peg())
    assert score(asked, {"average": 7, "enjoyment": 5, "activity": 4}, peg().scoring) == 16 / 3
    for two in ({"average": 7, "enjoyment": 5}, {"average": 7, "activity": 4}, {}):
        assert score(asked, two, peg().scoring) is None
    assert all(one.required for one in asked.questions)
    bounds = score_range(asked, peg().scoring)
    assert bounds is not None
    assert (bounds.low, bounds.high) == (0, 10)


def test_a_change_that_matters_is_known_for_two() -> None:
    def of(definition: dict[str, object], scoring: Scoring) -> float | None:
        return important_change(Questionnaire("k", "T", written(definition), scoring))

    assert important_change(peg()) == 1
    assert of(roland_morris(), Scoring.COUNT) == 5
    assert of(roland_morris(), Scoring.SUM) == 5
    assert of(roland_morris(), Scoring.MEAN) is None
    assert of(sentences(), Scoring.COUNT) is None, "any 24 sentences are not theirs"
    assert of(json.loads(FILE.read_text("utf-8")), Scoring.SUM) is None


@pytest.mark.parametrize(
    "title",
    [
        "Roland-Morris Disability Questionnaire",
        "Roland Morris",
        "The Roland & Morris questionnaire",
        "Roland and Morris disability",
        "RMDQ-24",
        "Back pain (RMQ)",
    ],
)
def test_roland_morris_is_known_by_its_name(title: str) -> None:
    assert is_roland_morris(read(written(sentences(title=title))))


def test_or_by_its_address() -> None:
    url = "https://clinic.example/Questionnaire/roland-morris"
    assert is_roland_morris(read(written(sentences(url=url))))


def test_but_not_with_another_number_of_sentences() -> None:
    form_ = questionnaire(*(item(str(n)) for n in range(23)), title="Roland-Morris, 23 of them")
    assert not is_roland_morris(read(written(form_)))


def test_only_the_peg_ships() -> None:
    assert [file.name for file in FILE.parent.iterdir()] == ["peg.json"]
    ours = subprocess.run(
        ["git", "ls-files", "-z", "data", "tracker", "docs"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split("\0")
    for name in filter(None, ours):
        if name.endswith((".json", ".toml")):
            text = (ROOT / name).read_text("utf-8").lower()
            assert "oswestry" not in text
            assert "roland" not in text


def test_reading_questionnaires_loads_nothing_heavy() -> None:
    loaded = loaded_after("import tracker.questionnaires as q; q.form(q.peg())")
    assert not {"pandas", "numpy", "altair", "streamlit", "sqlalchemy", "fhir"} & loaded
