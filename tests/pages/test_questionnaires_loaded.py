"""Questionnaires loaded from files, and stored ones that fit no longer."""

from dataclasses import replace
from datetime import date

import pytest

from tests.pages.answering import answering, loaded, peg_on
from tests.pages.builders import BERLIN, BY, ago
from tests.pages.visiting import Visit, unescaped
from tests.questionnaires.files import (
    choice,
    everything,
    item,
    questionnaire,
    roland_morris,
    scale,
    translated,
    when,
    written,
)
from tracker.model import Answer, Answers, Questionnaire, Scoring
from tracker.questionnaires import form, peg, read
from tracker.store import Diary

NB = "\N{NO-BREAK SPACE}"


def upload(text: str | bytes, name: str = "form.json") -> Visit:
    visit = Visit("questionnaires")
    content = text if isinstance(text, bytes) else text.encode()
    visit.app.file_uploader[0].upload(name, content, "application/json")
    return visit.again()


def test_a_file_shows_what_it_asks_before_it_is_kept(diary: Diary) -> None:
    visit = upload(written(everything()))
    assert diary.questionnaires() == []
    words = visit.words
    assert "10 questions, published by A clinic, version 2." in words
    assert "Please answer for the last seven days." in words
    assert [unescaped(box.label).replace(NB, " ") for box in visit.app.checkbox][-4:] == [
        "Flights of stairs (0, 1, 2)",
        "Where does it hurt most? (1) Left, Right)",
        "Why is that? (a few words; only if earlier answers ask for it)",
        "Anything else? (a text)",
    ]
    assert all(box.value for box in visit.app.checkbox)
    assert words.count("Whether you may use a questionnaire is between you and its owner.") == 1
    visit.choose("How it is scored", Scoring.MEAN).choose("Remind me at the check-in", 14).tap(
        "Load Made-up form"
    )
    (kept,) = diary.questionnaires()
    assert (kept.key, kept.scoring, kept.every_days) == (
        "https://clinic.example/forms/made-up",
        Scoring.MEAN,
        14,
    )
    assert read(kept.definition) == read(written(everything()))
    assert visit.offers("A Do you work"), "the first thing to do with it is to answer it"


def test_what_is_not_asked_and_what_is_simpler_is_named(diary: Diary) -> None:
    total = item("t", "decimal", "Total score")
    often = item("f", "group", "Each fall", repeats=True, item=[scale("b")])
    kept_back = item("r", "date", "Seen on", readOnly=True)
    visit = upload(written(questionnaire(scale("a"), often, total, kept_back)))
    assert "Not asked and not counted: Total score; Seen on." in visit.words
    assert "Seen on (not asked: the form lets nobody fill it in)" in visit.words
    assert "Item f (“Each fall”) can be given several times; it is asked once." in visit.words
    assert [box.value for box in visit.app.checkbox] == [True, True, False]
    assert visit.widget("Total score").label.endswith(
        "it looks like a score that is worked out from the other answers)"
    )
    visit.tap("Load Made-up form")
    (kept,) = diary.questionnaires()
    assert kept.not_asked is None, "left as it was proposed"
    assert [one.link_id for one in form(kept).questions] == ["a", "b"]


def test_what_is_unticked_is_neither_asked_nor_counted(diary: Diary) -> None:
    visit = upload(written(questionnaire(scale("a"), scale("b"), scale("c", 0, 100))))
    assert visit.value("How it is scored") is Scoring.NONE
    assert "the questions are too different" in visit.words
    visit.choose("Question c", False)
    assert "2 questions." in visit.words
    assert visit.value("How it is scored") is Scoring.SUM
    visit.tap("Load Made-up form")
    (kept,) = diary.questionnaires()
    assert kept.not_asked == ("c",)
    assert visit.offers("Question a")
    assert not visit.offers("Question c")
    visit.choose("Question a", 4).choose("Question b", 5).tap("Save answers")
    assert [one.score for one in diary.answers()] == [9]


def test_what_looks_like_a_total_can_be_asked_all_the_same(diary: Diary) -> None:
    visit = upload(written(questionnaire(scale("a"), scale("t", text="Total"))))
    visit.choose("Total", True).tap("Load Made-up form")
    (kept,) = diary.questionnaires()
    assert kept.not_asked == ()
    assert [one.link_id for one in form(kept).questions] == ["a", "t"]
    again = upload(written(questionnaire(scale("a"), scale("t", text="Total"))))
    assert [box.value for box in again.app.checkbox] == [True, True], "as it was chosen before"


def test_nothing_ticked_is_nothing_to_load(diary: Diary) -> None:
    visit = upload(written(questionnaire(scale("a")))).choose("Question a", False)
    assert "Tick at least one question to load it." in visit.words
    assert not any(name.startswith("Load ") for name in visit.buttons)


def test_a_form_in_several_languages_is_loaded_in_one(diary: Diary) -> None:
    made = questionnaire(
        scale("a", text="Where?", _text=translated(de="Wo?")), language="en", title="Back",
        _title=translated(de="Rücken"),
    )  # fmt: skip
    visit = upload(written(made))
    assert visit.options("Language of the questions") == ["English (en)", "Deutsch (de)"]
    visit.choose("Language of the questions", "de").tap("Load Rücken")
    (kept,) = diary.questionnaires()
    assert kept.title == "Rücken"
    assert visit.offers("Wo?")


def test_no_scoring_is_chosen_beforehand_where_kinds_are_mixed(diary: Diary) -> None:
    visit = upload(written(questionnaire(scale("a"), scale("b", 0, 100))))
    assert visit.value("How it is scored") is Scoring.NONE


def test_the_usual_scoring_is_chosen_beforehand(diary: Diary) -> None:
    visit = upload(written(roland_morris()))
    assert visit.value("How it is scored") is Scoring.COUNT
    assert "Studies count a fall of 5 points or more as a change that matters" in visit.words
    visit.tap("Load Roland-Morris (made-up sentences)")
    assert [one.scoring for one in diary.questionnaires()] == [Scoring.COUNT]


def test_loading_again_keeps_answers_and_settings(diary: Diary, today: date) -> None:
    made = loaded(roland_morris(), Scoring.SUM, every_days=30)
    entry = Answers(today, made.key, (Answer("s1", True),), 1.0, BERLIN.now())
    diary.apply([made, entry], by=BY)
    visit = upload(written(roland_morris(version="2")))
    assert "You have it already. Loading it again replaces its questions" in visit.words
    assert (visit.value("How it is scored"), visit.value("Remind me at the check-in")) == (
        Scoring.SUM,
        30,
    )
    visit.tap("Load Roland-Morris (made-up sentences)")
    (kept,) = diary.questionnaires()
    assert form(kept).version == "2"
    assert diary.answers() == [entry]


def test_loading_again_scores_earlier_answers_anew(diary: Diary, today: date) -> None:
    old = questionnaire(scale("a"), choice("b", 1, 2))
    given = (Answer("a", 4), Answer("b", "b"))
    entry = Answers(ago(today, 7), str(old["url"]), given, 6.0, BERLIN.now())
    other = peg_on(today, 1, 2, 3)
    diary.apply([loaded(old, Scoring.SUM), entry, peg(), other], by=BY)
    visit = upload(written(questionnaire(scale("a"), choice("b", 1, 5), version="2")))
    assert "replaces its questions, keeps your answers and scores them again" in visit.words
    visit.tap("Load Made-up form")
    assert diary.answers() == [replace(entry, score=9.0), other]
    visit.tap("Undo")
    assert diary.answers() == [entry, other]
    assert diary.questionnaires()[0] == loaded(old, Scoring.SUM)


def test_loading_again_by_another_rule_scores_by_that_rule(diary: Diary, today: date) -> None:
    made = questionnaire(scale("a"), scale("b"))
    given = (Answer("a", 4), Answer("b", 7))
    entry = Answers(today, str(made["url"]), given, 11.0, BERLIN.now())
    half = Answers(ago(today, 7), str(made["url"]), given[:1], None, BERLIN.now())
    diary.apply([loaded(made, Scoring.SUM), half, entry], by=BY)
    visit = upload(written(made)).choose("How it is scored", Scoring.MEAN)
    visit.tap("Load Made-up form")
    assert [one.score for one in diary.answers()] == [None, 5.5]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (written(questionnaire(item("2", "date"))), "asks for a date"),
        (b"\xff\xfe", "isn't text in UTF-8"),
        (b" " * 3_000_000, "more than 500,000 characters"),
        ('{"resourceType": "Bundle"}', "That file is a FHIR Bundle"),
        (
            written(questionnaire(item("a", enableWhen=[when("a", "exists", answerBoolean=True)]))),
            "hang on each other in a circle",
        ),
    ],
)
def test_a_file_that_cannot_be_asked_is_refused_in_words(
    diary: Diary, text: str | bytes, said: str
) -> None:
    visit = upload(text)
    assert said in visit.words
    assert "Nothing was loaded." in visit.words
    assert not any(name.startswith("Load ") for name in visit.buttons)
    assert diary.questionnaires() == []


def test_a_stored_form_that_cannot_be_shown_says_so_and_can_be_removed(diary: Diary) -> None:
    diary.save(Questionnaire("k", "Old form", "{}", Scoring.NONE), by=BY)
    visit = Visit("questionnaires")
    assert "It can't be shown any more. That file isn't a FHIR Questionnaire" in visit.words
    assert "Questionnaires" in answering("k").words
    visit.tap("Remove")
    assert diary.questionnaires() == []


def test_answers_without_their_questions_are_not_hidden(diary: Diary, today: date) -> None:
    lost = Answers(today, "https://gone.example", (Answer("a", 1),), None, BERLIN.now())
    diary.save(lost, by=BY)
    words = Visit("questionnaires").words
    assert "1 set of answers to https://gone.example, but not its questions." in words


def test_answers_that_a_new_version_does_not_know_are_no_trouble(diary: Diary, today: date) -> None:
    made = questionnaire(scale("a"), choice("b", 1, 2), item("c"), item("t", "text"))
    given = (Answer("a", 77), Answer("b", "gone"), Answer("c", "yes"), Answer("x", 1))
    entry = Answers(today, str(made["url"]), given, 5.0, BERLIN.now())
    diary.apply([loaded(made, Scoring.SUM), entry], by=BY)
    visit = answering(str(made["url"]))
    assert visit.value("Question a") is None
    assert visit.value("Question b") is None
    assert "77" in answering(str(made["url"]), view="scores").words


def test_an_address_of_no_questionnaire_shows_the_list() -> None:
    assert "PEG pain scale" in answering("urn:nobody").words


# -- scores saved when a form's own total was counted


def test_a_wrong_saved_score_is_told_and_scored_anew_only_when_asked_to(
    diary: Diary, today: date
) -> None:
    """As an earlier version saved it: 9 of the answers and 9 of the form's own total."""
    made = questionnaire(
        *(scale(f"q{number}", 0, 3) for number in range(9)), item("t", "decimal", "Total score")
    )
    ones = tuple(Answer(f"q{number}", 1) for number in range(9))
    wrong = Answers(ago(today, 7), str(made["url"]), (*ones, Answer("t", 9.0)), 18.0, BERLIN.now())
    right = Answers(ago(today, 14), str(made["url"]), ones, 9.0, BERLIN.now())
    diary.apply([loaded(made, Scoring.SUM), right, wrong], by=BY)
    visit = answering(str(made["url"]), view="scores")
    assert "1 saved score can't be what your answers make" in visit.words
    assert "18 is saved and the answers make 9." in visit.words
    assert "18 of 27" not in visit.words
    assert "Total score" in visit.words, "what was answered to it is not hidden"
    assert diary.answers() == [right, wrong], "looking changes nothing"
    (chart,) = visit.app.get("vega_lite_chart")
    assert "one score, 9." in str(chart.proto)
    assert "its saved score is not counted" in Visit("questionnaires").words
    visit.tap("Score them again")
    assert diary.answers() == [right, replace(wrong, score=9.0)]
    assert "can't be what your answers make" not in visit.words
    visit.tap("Undo")
    assert diary.answers() == [right, wrong]
