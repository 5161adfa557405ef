"""Questionnaires: answered all at once, scored, compared, taken out again."""

import re
from datetime import date

import pytest

from tests.pages.answering import (
    FIRST,
    PEG,
    SAVE,
    SECOND,
    THIRD,
    answering,
    loaded,
    numbers,
    peg_on,
)
from tests.pages.builders import BERLIN, BY, ago
from tests.pages.visiting import Visit
from tests.questionnaires.files import (
    everything,
    item,
    questionnaire,
    roland_morris,
    scale,
    several,
)
from tracker.model import Answer, Answers, Scoring
from tracker.questionnaires import peg, values
from tracker.store import Diary
from tracker.ui.questionnaires import answer_form
from tracker.ui.questionnaires.widgets import CRISIS

# -- answering


def test_the_peg_is_there_from_the_start_and_leaves_the_diary_empty(diary: Diary) -> None:
    visit = Visit("questionnaires")
    assert "PEG pain scale" in visit.words
    assert "Not answered yet." in visit.words
    assert "; due" not in visit.words
    assert diary.questionnaires() == []


def test_three_taps_and_save_keep_the_answers_of_the_day(diary: Diary, today: date) -> None:
    visit = answering()
    for asked, number in ((FIRST, 6), (SECOND, 4), (THIRD, 5)):
        visit.choose(asked[:40], number)
    assert "3 of 3 answered, not saved yet" in visit.words
    assert diary.answers() == []
    visit.tap(SAVE)
    (kept,) = diary.answers()
    assert (kept.date, kept.questionnaire, kept.score) == (today, PEG, 5)
    assert kept.answers == numbers(6, 4, 5)
    assert diary.questionnaires() == [peg()], "the diary holds the questions that were answered"
    assert "5.0 of 10, mean of 3 answers." in visit.words
    assert "Saved" in visit.words


def test_half_a_peg_is_not_saved_and_says_what_is_missing(diary: Diary) -> None:
    visit = answering().choose(FIRST[:40], 6).choose(THIRD[:40], 0).tap(SAVE)
    assert diary.answers() == []
    assert "Not saved yet. An answer is missing: 2. What number best" in visit.words
    assert visit.words.count("This needs an answer.") == 1
    visit.choose(SECOND[:40], 3).tap(SAVE)
    assert [one.score for one in diary.answers()] == [3]


def test_what_was_begun_waits_while_another_screen_is_open(diary: Diary) -> None:
    visit = answering().choose(FIRST[:40], 6)
    visit.go("week").go("questionnaires")
    assert "answers not saved yet" in visit.words
    visit.go("questionnaires", form=PEG)
    assert visit.value(FIRST[:40]) == 6
    assert "1 of 3 answered, not saved yet" in visit.words
    assert diary.answers() == []


def test_a_new_window_knows_nothing_of_what_was_not_saved() -> None:
    answering().choose(FIRST[:40], 6)
    assert answering().value(FIRST[:40]) is None


def test_how_saving_works_is_said() -> None:
    assert answer_form.HOW in answering().words


def test_a_tap_taken_back_is_no_answer(diary: Diary) -> None:
    visit = answering().choose(FIRST[:40], 6).choose(FIRST[:40], None)
    assert "0 of 3 answered" in visit.words
    visit.tap(SAVE)
    assert diary.answers() == []


def test_a_second_time_on_a_day_corrects_the_first(diary: Diary, today: date) -> None:
    first = peg_on(today, 6, 4, 5)
    diary.apply([peg(), first], by=BY)
    visit = answering()
    assert "You answered this on" in visit.words
    assert [visit.value(asked[:40]) for asked in (FIRST, SECOND, THIRD)] == [6, 4, 5]
    assert "3 of 3 answered, saved" in visit.words
    visit.choose(FIRST[:40], 3).tap(SAVE)
    (kept,) = diary.answers()
    assert (kept.uid, kept.answers, kept.score) == (first.uid, numbers(3, 4, 5), 4)


def test_answers_may_be_of_an_earlier_day(diary: Diary, today: date) -> None:
    visit = answering(day=ago(today, 3).isoformat())
    for asked in (FIRST, SECOND, THIRD):
        visit.choose(asked[:40], 2)
    visit.tap(SAVE)
    assert [one.date for one in diary.answers()] == [ago(today, 3)]


@pytest.mark.parametrize("day", ["2999-01-01", "yesterday", "1066-10-14"])
def test_a_day_that_cannot_be_is_today(day: str) -> None:
    assert "Answers for today" in answering(day=day).words


def test_two_windows_do_not_overwrite_each_other_unasked(diary: Diary, today: date) -> None:
    visit = answering().choose(FIRST[:40], 9).choose(SECOND[:40], 9).choose(THIRD[:40], 9)
    diary.apply([peg(), peg_on(today, 1, 1, 1)], by=BY)
    visit.tap(SAVE)
    assert [one.score for one in diary.answers()] == [1]
    assert "Another window changed this day's answers." in visit.words
    visit.tap(SAVE)
    assert [one.score for one in diary.answers()] == [9]


def test_undo_takes_answers_back(diary: Diary) -> None:
    visit = answering()
    for asked in (FIRST, SECOND, THIRD):
        visit.choose(asked[:40], 2)
    visit.tap(SAVE).tap("Undo")
    assert diary.answers() == []
    assert diary.questionnaires() == []
    assert "Not answered yet" in visit.words


# -- other forms, the same screen


def test_sentences_are_ticked_and_none_is_a_zero(diary: Diary) -> None:
    diary.save(loaded(roland_morris(), Scoring.COUNT), by=BY)
    visit = answering("https://clinic.example/s24")
    assert len(visit.app.checkbox) == 24
    assert (
        visit.app.checkbox[0].label
        == "1.\N{NO-BREAK SPACE}I put on my socks sitting on the edge of the bed."
    )
    visit.tap(SAVE)
    (kept,) = diary.answers()
    assert (kept.score, len(kept.answers)) == (0, 24)
    assert "0 of 24 ticked" in visit.words


def test_ticks_are_counted(diary: Diary) -> None:
    diary.save(loaded(roland_morris(), Scoring.COUNT), by=BY)
    visit = answering("https://clinic.example/s24")
    visit.app.checkbox[2].check()
    visit.app.checkbox[23].check()
    visit.again()
    assert "2 of 24 ticked, not saved yet" in visit.words
    visit.tap(SAVE)
    (kept,) = diary.answers()
    assert [one.link_id for one in kept.answers if one.value] == ["s3", "s24"]
    assert kept.score == 2


def test_a_question_comes_and_goes_with_the_answer_it_hangs_on(diary: Diary) -> None:
    diary.save(loaded(everything(), Scoring.NONE), by=BY)
    visit = answering("https://clinic.example/forms/made-up")
    assert not visit.offers("Hours a week")
    visit.choose("A Do you work", True)
    assert visit.offers("Hours a week")
    visit.choose("Hours a week", 40.5).choose("Do you lift", "much")
    assert visit.offers("How many kilograms")
    visit.choose("How many kilograms", 20)
    visit.choose("A Do you work", False)
    assert not visit.offers("How many kilograms")
    visit.choose("How much help", "b").tap(SAVE)
    (kept,) = diary.answers()
    assert values(kept.answers) == {"works": False, "help": "b"}, "what isn't asked isn't kept"


def test_every_kind_of_question_is_answered_and_kept(diary: Diary) -> None:
    diary.save(loaded(everything(), Scoring.NONE), by=BY)
    visit = answering("https://clinic.example/forms/made-up")
    given = {
        "works": ("A Do you work", True),
        "hours": ("Hours a week", 12.5),
        "lifting": ("Do you lift", "much"),
        "weight": ("How many kilograms", 15),
        "rested": ("How rested", 7),
        "help": ("How much help", "c"),
        "steps": ("Flights of stairs", 2),
        "place": ("Where does it hurt", "Left"),
        "why": ("Why is that", "A [link](https://example.com) <b>"),
        "more": ("Anything else", "Two\nlines"),
    }
    for asked, value in given.values():
        visit.choose(asked, value)
    visit.tap(SAVE)
    (kept,) = diary.answers()
    assert values(kept.answers) == {link_id: value for link_id, (_, value) in given.items()}
    assert kept.answers == tuple(Answer(link_id, value) for link_id, (_, value) in given.items())
    shown = visit.words
    for said in ("12.5 hours", "A lot", "Option c", "1) Left", "<b>"):
        assert said in shown
    again = answering("https://clinic.example/forms/made-up")
    for asked, value in given.values():
        assert again.value(asked) == value


def test_what_is_too_long_for_an_answer_stays_with_words_and_is_not_saved(diary: Diary) -> None:
    diary.save(loaded(everything(), Scoring.NONE), by=BY)
    visit = answering("https://clinic.example/forms/made-up")
    visit.choose("Anything else", "x" * 5_321)
    said = "That is 5,321 characters, and up to 5,000 fit: please shorten it."
    assert said in visit.words
    assert visit.value("Anything else") == "x" * 5_321
    visit.choose("A Do you work", False).choose("How much help", "b").tap(SAVE)
    assert f"Not saved yet. Anything else?: {said}" in visit.words
    assert list(diary.answers()) == []
    visit.choose("Anything else", "x" * 5_000).tap(SAVE)
    (kept,) = diary.answers()
    assert values(kept.answers)["more"] == "x" * 5_000


def test_a_limit_of_the_form_is_told_as_well(diary: Diary) -> None:
    diary.save(loaded(everything(), Scoring.NONE), by=BY)
    visit = answering("https://clinic.example/forms/made-up")
    visit.choose("Where does it hurt", "Left").choose("Why is that", "y" * 61)
    assert "That is 61 characters, and up to 60 fit: please shorten it." in visit.words


def test_several_options_are_ticked_and_none_of_them_goes_with_no_other(diary: Diary) -> None:
    made = questionnaire(several("legs", "Left", "Right", "Neither", text="Which legs?"))
    diary.save(loaded(made), by=BY)
    visit = answering(str(made["url"]))
    assert "Which legs?" in visit.words
    assert "Tick all that apply." in visit.words
    for chosen in ("Right", "Left"):
        visit.app.checkbox[("Left", "Right", "Neither").index(chosen)].check()
        visit.again()
    visit.tap(SAVE)
    (kept,) = diary.answers()
    assert kept.answers == (Answer("legs", "Left"), Answer("legs", "Right"))
    assert "Left, Right" in visit.words
    visit = answering(str(made["url"]))
    assert [box.value for box in visit.app.checkbox] == [True, True, False]
    visit.app.checkbox[2].check()
    visit.again()
    assert [box.value for box in visit.app.checkbox] == [False, False, True]
    visit.app.checkbox[0].check()
    visit.again()
    assert [box.value for box in visit.app.checkbox] == [True, False, False]


def test_an_answer_to_a_choice_can_be_taken_back(diary: Diary) -> None:
    diary.save(loaded(everything(), Scoring.NONE), by=BY)
    visit = answering("https://clinic.example/forms/made-up").choose("Where does it", "Left")
    visit.tap("Clear this answer")
    assert visit.value("Where does it") is None


def test_without_all_that_counts_answers_are_saved_without_a_score(diary: Diary) -> None:
    made = questionnaire(scale("a"), scale("b"), item("c", "text"))
    diary.save(loaded(made, Scoring.SUM), by=BY)
    visit = answering(str(made["url"])).choose("Question a", 4).tap(SAVE)
    (kept,) = diary.answers()
    assert kept.score is None
    assert "No score: 1 of 2 questions that count answered." in visit.words


def test_nothing_answered_is_not_saved(diary: Diary) -> None:
    made = questionnaire(scale("a"), item("c", "text"))
    diary.save(loaded(made), by=BY)
    visit = answering(str(made["url"])).choose("Question c", "   ").tap(SAVE)
    assert diary.answers() == []
    assert "Nothing is answered so far." in visit.words


def test_markup_in_a_form_shows_as_it_is_written(diary: Diary) -> None:
    hostile = "![x](https://example.com/x.png) <script>alert(1)</script>"
    made = questionnaire(
        item("g", "group", hostile, item=[item("a", text=hostile), scale("b")]), title=hostile
    )
    diary.save(loaded(made), by=BY)
    visit = answering(str(made["url"]))
    assert visit.app.title[0].value.startswith("!\\[x\\](https:\N{WORD JOINER}//")
    assert not any("<script" in markup for markup in visit.markup)
    assert not any("<script" in str(element.value) for element in visit.app.get("markdown"))
    assert visit.widget("!\\[x\\](").type == "button_group"


# -- scores


def test_means_of_four_are_compared_and_how_much_of_a_change_matters(
    diary: Diary, today: date
) -> None:
    levels = (8, 8, 7, 9, 1, 6, 6, 6, 6, 5, 5, 5, 5)
    entries = [peg_on(ago(today, 7 * n), *3 * [level]) for n, level in enumerate(levels[::-1])]
    diary.apply([peg(), *entries], by=BY)
    words = answering(view="scores").words
    assert "Mean of the last 4 answers, " in words
    assert ": 5.0." in words
    assert "1.0 point lower than the mean of the 4 before, " in words
    assert "3.0 points lower than the mean of the first 4 answers, " in words
    assert "Studies count a fall of 1 point or more as a change that matters to people" in words
    assert "for a rise no figure is agreed on." in words
    assert "Answered 13 times." in words


def test_one_answer_is_never_compared_with_one(diary: Diary, today: date) -> None:
    entries = [peg_on(ago(today, 7 * n), n, n, n) for n in range(7)]
    diary.apply([peg(), *entries], by=BY)
    visit = answering(view="scores")
    assert "From 8 scores on, the means of 4 are compared with each other" in visit.words
    visit.open("scores-table")
    assert visit.app.table[0].value.columns.tolist() == ["Day", "Score"]
    for said in ("lower than", "higher than", "the same as", "Studies count"):
        assert said not in visit.words


def test_of_other_forms_only_the_change_is_stated(diary: Diary, today: date) -> None:
    made = questionnaire(scale("a"), scale("b"))
    entries = [
        Answers(
            ago(today, 7 * n),
            str(made["url"]),
            (Answer("a", a), Answer("b", 0)),
            float(a),
            BERLIN.now(),
        )
        for n, a in enumerate((7, 7, 7, 8, 4, 4, 4, 4))
    ]
    diary.apply([loaded(made, Scoring.SUM), *entries], by=BY)
    words = answering(str(made["url"]), view="scores").words
    assert "3.3 points higher than the mean of the 4 before" in words
    assert "the first 4" not in words, "they are the four before"
    assert "matters" not in words


def test_the_chart_says_its_figures_and_has_a_table(diary: Diary, today: date) -> None:
    diary.apply([peg(), peg_on(ago(today, 7), 6, 6, 6), peg_on(today, 3, 3, 3)], by=BY)
    visit = answering(view="scores")
    (chart,) = visit.app.get("vega_lite_chart")
    assert "2 scores, the first 6.0, the last 3.0, the lowest 3.0, the highest 6.0." in str(
        chart.proto
    )
    visit.open("scores-table")
    assert visit.app.table[0].value["Score"].tolist() == ["3.0", "6.0"]


def test_each_set_of_answers_can_be_seen_corrected_and_removed(diary: Diary, today: date) -> None:
    diary.apply([peg(), peg_on(ago(today, 7), 6, 6, 6), peg_on(today, 3, 3, 3)], by=BY)
    visit = answering(view="scores").choose("Answers of", 1)
    visit.tap("Remove these answers")
    assert [one.date for one in diary.answers()] == [today]
    visit.tap("Undo")
    assert len(diary.answers()) == 2
    visit.choose("Answers of", 1).tap("Correct these answers")
    assert visit.value(FIRST[:40]) == 6


# -- settings


def test_another_scoring_scores_earlier_answers_anew(diary: Diary, today: date) -> None:
    made = questionnaire(scale("a"), scale("b"))
    given = (Answer("a", 4), Answer("b", 7))
    entry = Answers(today, str(made["url"]), given, 11.0, BERLIN.now())
    diary.apply([loaded(made, Scoring.SUM), entry], by=BY)
    visit = answering(str(made["url"]), view="scores").choose("How it is scored", Scoring.MEAN)
    assert [one.score for one in diary.answers()] == [5.5]
    assert [one.scoring for one in diary.questionnaires()] == [Scoring.MEAN]
    visit.tap("Undo")
    assert [one.score for one in diary.answers()] == [11]


def test_the_reminder_can_be_changed_also_before_the_first_answer(diary: Diary) -> None:
    answering(view="scores").choose("Remind me at the check-in", "Never by itself")
    assert [one.every_days for one in diary.questionnaires()] == [None]
    answering(view="scores").choose("Remind me at the check-in", "Every 4 weeks")
    assert [one.every_days for one in diary.questionnaires()] == [28]


def test_a_questionnaire_goes_with_its_answers_and_comes_back(diary: Diary, today: date) -> None:
    made = loaded(roland_morris(), Scoring.COUNT)
    entry = Answers(today, made.key, (Answer("s1", True),), 1.0, BERLIN.now())
    other = peg_on(today, 1, 1, 1)
    diary.apply([made, entry, peg(), other], by=BY)
    visit = answering(made.key, view="scores")
    assert "with the 1 set of answers you gave. You can undo it." in visit.words
    visit.tap(f"Remove {made.title}")
    assert diary.questionnaires() == [peg()]
    assert diary.answers() == [other]
    visit.tap("Undo")
    assert {one.key for one in diary.questionnaires()} == {made.key, PEG}
    assert len(diary.answers()) == 2


# -- questions about harming oneself


@pytest.mark.parametrize("answer", [None, 0, 3])
def test_where_to_turn_stands_beside_the_question_whatever_is_answered(
    diary: Diary, today: date, answer: int | None
) -> None:
    made = questionnaire(
        scale("a", 0, 3), scale("b", 0, 3, text="Thoughts that you would be better off dead")
    )
    diary.save(loaded(made, Scoring.SUM), by=BY)
    visit = answering(str(made["url"]))
    if answer is not None:
        visit.choose("Thoughts", answer)
    (line,) = [markup for markup in visit.markup if CRISIS in markup]
    assert "href" not in line, "a text: nothing is asked of another computer"
    assert not re.search(r"\d", CRISIS), "no number that only one country knows"
    if answer is not None:
        visit.choose("Question a", answer).tap(SAVE)
        assert CRISIS in visit.words, "beside the scores too"


def test_other_forms_have_no_such_line(diary: Diary) -> None:
    assert CRISIS not in answering().words
