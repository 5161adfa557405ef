"""Questions about harming oneself are known by code or words, whatever form they stand in."""

import pytest

from tests.questionnaires.files import choice, item, questionnaire, scale, written
from tracker.questionnaires import asks_about_self_harm, is_about_self_harm, read

LOINC = "http://loinc.org"


@pytest.mark.parametrize(
    "words",
    [
        "Thoughts that you would be better off dead, or of hurting yourself in some way",
        "The thought of harming myself has occurred to me",
        "Have you wished you were dead or wished you could go to sleep and not wake up?",
        "Have you had any thoughts about killing yourself?",
        "In the past few weeks, have you been having thoughts about ending your life?",
        "I have thoughts of suicide.",
        "Have you ever tried to kill yourself?",
        "Urges to self-harm",
        "Thoughts of death",
        "Gedanken, dass Sie lieber tot wären oder sich Leid zufügen möchten",
        "Penser qu'il vaudrait mieux mourir ou envisager de vous faire du mal",
        "Pensamientos de que estaría mejor muerto o de lastimarse de alguna manera",
        "Pensar em se ferir de alguma maneira ou que seria melhor estar morto",
        "Avere pensieri che sarebbe meglio morire o di farsi del male in un modo o nell'altro",
        "Gedachten dat u beter dood zou kunnen zijn of uzelf op een bepaalde manier pijn te doen",
        "Myśli, że lepiej byłoby umrzeć albo chęć zrobienia sobie jakiejś krzywdy",
        "自殺について考えたことがありますか",
        "Мысли о самоубийстве",
    ],
)
def test_it_is_known_by_its_words(words: str) -> None:
    form = read(written(questionnaire(choice("1", 0, 1, text=words))))
    assert is_about_self_harm(form.questions[0])
    assert asks_about_self_harm(form)


@pytest.mark.parametrize(
    "coded",
    [
        {"code": [{"system": LOINC, "code": "44260-8"}]},
        {"code": [{"code": "44260-8"}]},
        {"linkId": "/44260-8"},
        {"code": [{"system": LOINC, "code": "93246-7"}]},
        {"code": [{"system": "http://snomed.info/sct", "code": "6471006"}]},
        {"code": [{"system": "x", "code": "9", "display": "Suicidal ideation"}]},
    ],
)
def test_or_by_its_code(coded: dict[str, object]) -> None:
    form = read(written(questionnaire(scale("1", text="9.") | coded)))
    assert asks_about_self_harm(form)


@pytest.mark.parametrize(
    "words",
    [
        "Did you hurt your back when lifting?",
        "How often does your back hurt?",
        "Do you have trouble falling asleep?",
        "I dress myself without help.",
        "Pain keeps me from living my life.",
        "I feel better when I lie down.",
        "Are you able to look after yourself?",
        "Did you take part in social life?",
        "Ich kann mich selbst anziehen.",
        "I killed time by walking.",
    ],
)
def test_other_questions_are_not(words: str) -> None:
    assert not asks_about_self_harm(read(written(questionnaire(scale("1", text=words)))))


def test_a_question_that_is_left_out_is_not_asked() -> None:
    made = written(questionnaire(scale("a"), item("b", text="Thoughts of suicide.")))
    assert asks_about_self_harm(read(made))
    assert not asks_about_self_harm(read(made, ("b",)))
