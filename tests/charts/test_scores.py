from datetime import date, timedelta

import pytest

from tests.charts.specs import assert_is_a_sound_spec, assert_reads_only
from tracker.charts import scores as chart
from tracker.charts.scores import Scored
from tracker.model import Scoring

FOUR = [
    Scored(date(2026, 9, 2), 6 + 1 / 3),
    Scored(date(2026, 9, 9), 6 + 1 / 3),
    Scored(date(2026, 10, 7), 3.0),
    Scored(date(2026, 11, 18), 4.0),
]


@pytest.mark.parametrize("dark", [False, True])
def test_the_spec_is_sound(dark: bool) -> None:
    assert_is_a_sound_spec(chart.spec(dark), dark)
    assert_reads_only(chart.spec(dark), chart.rows(FOUR, Scoring.MEAN, (0, 10)))


def test_every_score_is_drawn_on_its_day() -> None:
    rows = chart.rows(FOUR, Scoring.MEAN, (0, 10))
    drawn = rows[rows["kind"] == "score"]
    assert drawn["score"].tolist() == [one.score for one in FOUR]
    assert [at.date() for at in drawn["start"]] == [one.date for one in FOUR]
    assert drawn["said"].tolist() == ["6.3", "6.3", "3.0", "4.0"]
    assert drawn["said_more"].unique().tolist() == [""], "no answer is compared with one"


def test_the_axis_reaches_as_far_as_a_score_can() -> None:
    rows = chart.rows(FOUR, Scoring.MEAN, (0, 10))
    assert rows[rows["kind"] == "bound"]["score"].tolist() == [0, 10]
    assert rows[rows["kind"] == "heading"]["said"].tolist() == ["Score (mean), 0 to 10"]
    free = chart.rows(FOUR, Scoring.SUM, None)
    assert not (free["kind"] == "bound").any()
    assert free[free["kind"] == "heading"]["said"].tolist() == ["Score (sum)"]


def test_one_score_has_room_around_it() -> None:
    rows = chart.rows(FOUR[:1], Scoring.MEAN, (0, 10))
    ends = rows[rows["kind"] == "end"]["start"]
    assert (ends.max() - ends.min()).days == 27
    assert ends.min().date() <= FOUR[0].date <= ends.max().date()


def test_where_there_are_many_each_is_small() -> None:
    many = [Scored(date(2020, 1, 1) + timedelta(weeks=n), float(n % 10)) for n in range(61)]
    for scored, expected in ((many, True), (many[:60], False)):
        rows = chart.rows(scored, Scoring.MEAN, (0, 10))
        assert rows[rows["kind"] == "score"]["many"].unique().tolist() == [expected]


def test_the_sentence_has_the_figures() -> None:
    assert chart.alt("PEG, scores", FOUR, Scoring.MEAN) == (
        "PEG, scores, 2 September to 18 November 2026: 4 scores, the first 6.3, the last 4.0, "
        "the lowest 3.0, the highest 6.3."
    )
    assert chart.alt("PEG", FOUR[:1], Scoring.MEAN) == "PEG, 2 September 2026: one score, 6.3."


def test_no_scores_are_said_and_drawn_as_none() -> None:
    assert chart.alt("PEG", [], Scoring.MEAN) == "No scores yet."
    assert chart.rows([], Scoring.MEAN, (0, 10)).empty
    assert list(chart.table([], Scoring.MEAN).columns) == ["Day", "Score"]


def test_the_table_has_a_row_a_score_newest_first() -> None:
    table = chart.table(FOUR, Scoring.MEAN)
    assert table["Day"].tolist()[0] == "Wed 18 Nov 2026"
    assert table["Score"].tolist() == ["4.0", "3.0", "6.3", "6.3"]


def test_two_equal_scores_on_one_day_are_two_rows() -> None:
    twice = [FOUR[0], FOUR[0], FOUR[2]]
    assert chart.table(twice, Scoring.MEAN)["Score"].tolist() == ["3.0", "6.3", "6.3"]
