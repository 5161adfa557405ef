from datetime import date, timedelta

import pytest

from tests.charts.specs import assert_is_a_sound_spec, assert_reads_only, layers_of
from tracker.analysis.weeks import Week, weeks
from tracker.charts import weeks as chart
from tracker.model import Day, Goal, WeekStart

MONDAY = date(2026, 11, 2)
TODAY = date(2026, 11, 18)


def three_weeks() -> list[Week]:
    """A missed week, an unknown one, and this week, which has its minutes already."""
    days = [
        *(
            Day(MONDAY + timedelta(days=number), pain=4, no_activity=True, no_exercises=True)
            for number in range(7)
        ),
        Day(date(2026, 11, 9), pain=4, moderate_minutes=60, strength=True),
        Day(date(2026, 11, 16), pain=5, moderate_minutes=160, strength=True),
    ]
    return weeks(days, [Goal(date(2026, 1, 1), 150, 3)], WeekStart.MONDAY, TODAY)


@pytest.mark.parametrize("dark", [False, True])
def test_the_spec_is_sound(dark: bool) -> None:
    assert_is_a_sound_spec(chart.spec(dark), dark)
    assert_reads_only(chart.spec(dark), chart.rows(three_weeks()))


def test_every_week_says_its_figures_and_state_in_words_newest_first() -> None:
    rows = chart.rows(three_weeks())
    drawn = rows[rows["kind"] == "week"]
    assert drawn["span"].tolist() == ["16–22 Nov", "9–15 Nov", "2–8 Nov"]
    assert drawn["said"].tolist() == ["160+ of 150, met", "60+ of 150, unknown", "0 of 150, missed"]
    assert drawn["said_more"].tolist() == ["1 of 3 so far", "1+ of 3, unknown", "0 of 3, missed"]
    assert drawn["at"].tolist() == ["2026-11-16", "2026-11-09", "2026-11-02"]
    known = [point.around[1] for point in reversed(chart.points(three_weeks()))]
    assert known == [
        f"Activity known on {days} of 7 days, exercises on {days}" for days in (1, 1, 7)
    ]


def test_a_week_of_which_nothing_is_known_says_so_and_no_zero() -> None:
    days = [Day(MONDAY + timedelta(days=number), pain=4) for number in range(7)]
    rows = chart.rows(weeks(days, [], WeekStart.MONDAY, TODAY)[:1])
    (drawn,) = rows[rows["kind"] == "week"].to_dict("records")
    assert (drawn["said"], drawn["said_more"]) == ("unknown", "unknown")
    assert drawn["open"]


def test_a_week_is_open_unless_all_its_days_are_known() -> None:
    rows = chart.rows(three_weeks())
    assert rows[rows["kind"] == "week"]["open"].tolist() == [True, True, False]


def test_the_mark_for_what_may_be_more_has_one_size_whatever_the_goal() -> None:
    for dark in (False, True):
        (more,) = [layer for layer in layers_of(chart.spec(dark)) if "xOffset" in layer["mark"]]
        assert "datum" not in more["mark"]["size"]["expr"]
        assert more["encoding"]["x"]["field"] == "minutes"
        assert "x2" not in more["encoding"]


def test_diamonds_are_days_done_and_one_hollow_one_says_that_there_may_be_more() -> None:
    rows = chart.rows(three_weeks())
    diamonds = rows[rows["kind"] == "strength"]
    done = {week: rows["done"].tolist() for week, rows in diamonds.groupby("week")}
    assert done == {"2026-W47": [True, False], "2026-W46": [True, False]}


def test_the_sentence_has_the_figures() -> None:
    assert chart.alt(three_weeks()) == (
        "Weeks against your goals, 2 to 22 November 2026: "
        "1 of 3 weeks met the goal for active minutes, 1 is unknown; "
        "0 of 3 weeks met the goal for strength days, 1 is unknown, 1 is in progress; "
        "activity is known on 9 of 21 days, exercises on 9."
    )


def test_no_weeks_are_said_and_drawn_as_none() -> None:
    assert chart.alt([]) == "No weeks in this range yet."
    assert chart.rows([]).empty
    assert chart.table([]).empty
    assert "Week" in chart.table([]).columns


def test_the_table_has_a_row_a_week_newest_first() -> None:
    table = chart.table(three_weeks())
    assert table["Week"].tolist() == ["16–22 Nov 2026", "9–15 Nov 2026", "2–8 Nov 2026"]
    assert table["Minutes"].tolist() == ["met", "unknown", "missed"]
    assert table["Active minutes"].tolist() == ["at least 160", "at least 60", "0"]
    assert table["Activity known"].tolist() == ["1 of 7 days", "1 of 7 days", "7 of 7 days"]
    assert table["Pain on average"].tolist() == [
        "5.0 (1 of 7 days)",
        "4.0 (1 of 7 days)",
        "4.0 (7 of 7 days)",
    ]


def test_the_panel_says_each_week_with_its_days_and_opens_it() -> None:
    said = chart.points(three_weeks())
    assert [point.link for point in said] == ["?week=2026-W45", "?week=2026-W46", "?week=2026-W47"]
    assert said[0].title == "2–8 Nov 2026"
    assert said[0].facts[0] == "Active minutes 0 of 150, missed"
    assert any("of 7 days" in fact for fact in said[0].around)
