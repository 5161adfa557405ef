"""Trends: pain beside what was done over any stretch of time, said with its n."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from tests.pages.builders import BY, ago, check_in, strength, walk
from tests.pages.visiting import Visit
from tests.rounding import half_up
from tracker.charts.trends_measures import Shown
from tracker.demo import write_demo
from tracker.formatting import range_text
from tracker.library.regions import formats_of
from tracker.model import Event, EventKind, MedicineTaken
from tracker.store import Diary


def log(diary: Diary, today: date, pains: dict[int, int]) -> None:
    """Check-ins by how many days ago they were."""
    diary.apply([check_in(ago(today, days), pain) for days, pain in pains.items()], by=BY)


def alt(visit: Visit) -> str:
    (chart,) = visit.app.get("vega_lite_chart")
    return str(chart.proto.alt)


def test_twelve_weeks_are_shown_at_first(diary: Diary, today: date) -> None:
    log(diary, today, {0: 3})
    visit = Visit("trends")
    assert range_text(ago(today, 83), today) in visit.words
    assert visit.app.query_params == {}


@pytest.mark.parametrize(("span", "days"), [("4w", 28), ("6m", 182), ("1y", 365)])
def test_the_range_is_chosen_and_kept_in_the_url(
    diary: Diary, today: date, span: str, days: int
) -> None:
    log(diary, today, {0: 3})
    visit = Visit("trends").choose("Range", span)
    assert visit.app.query_params == {"range": span}
    assert range_text(ago(today, days - 1), today) in visit.words
    linked = Visit("trends", range=span)
    assert linked.value("Range") == span
    assert range_text(ago(today, days - 1), today) in linked.words


def test_where_nothing_was_recorded_the_days_are_in_the_browsers_order(today: date) -> None:
    american = formats_of("en-US").range_text(ago(today, 83), today)
    assert american in Visit("trends", locale="en-US").words
    assert range_text(ago(today, 83), today) in Visit("trends").words


def test_all_begins_with_the_first_day_recorded(diary: Diary, today: date) -> None:
    log(diary, today, {700: 3, 0: 4})
    assert range_text(ago(today, 700), today) in Visit("trends", range="all").words


def test_dates_of_ones_own_are_kept_in_the_url(diary: Diary, today: date) -> None:
    log(diary, today, {40: 3})
    visit = (
        Visit("trends").choose("Range", "dates").choose("From", (ago(today, 50), ago(today, 30)))
    )
    asked = {"from": ago(today, 50).isoformat(), "to": ago(today, 30).isoformat()}
    assert visit.app.query_params == asked
    assert range_text(ago(today, 50), ago(today, 30)) in visit.words
    linked = Visit("trends", **asked)
    assert linked.value("Range") == "dates"
    assert range_text(ago(today, 50), ago(today, 30)) in linked.words
    assert linked.choose("Range", "4w").app.query_params == {"range": "4w"}


def test_half_a_choice_of_dates_changes_nothing(diary: Diary, today: date) -> None:
    log(diary, today, {40: 3})
    visit = Visit("trends").choose("Range", "dates")
    before = visit.app.query_params
    visit.choose("From", (ago(today, 50),))
    assert visit.app.query_params == before


@pytest.mark.parametrize(
    "query",
    [
        {"range": "forever"},
        {"from": "2026-01-01"},
        {"from": "x", "to": "y"},
        {"from": "2026-02-01", "to": "2026-01-01"},
        {"from": "2026-01-01", "to": "9998-01-01"},
        {"from": "0001-01-01", "to": "2026-01-01"},
    ],
)
def test_a_link_to_no_range_shows_the_usual_one(
    diary: Diary, today: date, query: dict[str, str]
) -> None:
    log(diary, today, {0: 3})
    visit = Visit("trends", **query)
    assert range_text(ago(today, 83), today) in visit.words
    assert visit.value("Range") == "12w"


def test_the_chart_says_its_figures_in_a_sentence(diary: Diary, today: date) -> None:
    log(diary, today, {0: 3, 1: 4, 2: 6})
    diary.apply([walk(today, 30), strength(today)], by=BY)
    said = alt(Visit("trends", range="4w"))
    assert "pain averaged 4.3 (3 of 28 days)" in said
    assert "met the goal for active minutes" in said


def test_its_table_is_one_tap_away_and_leaves_gaps_open(diary: Diary, today: date) -> None:
    log(diary, today, {0: 3, 2: 0})
    visit = Visit("trends", range="4w")
    assert not visit.app.table
    frame = visit.open("trends-table").app.table[0].value
    assert len(frame) == 28
    pains = list(frame["Pain"])
    assert pains[-1] == "3"
    assert pains[-3] == "0"
    assert sum(pain != "" for pain in pains) == 2
    assert set(frame["Active minutes"]) == {"unknown"}, "a rating says nothing of activity"


def test_a_range_that_ends_in_unknown_days_says_what_was_recorded_last(
    diary: Diary, today: date
) -> None:
    log(diary, today, {0: 3, 1: 4})
    walked = ago(today, 9)
    diary.save(walk(walked, 30), by=BY)
    visit = Visit("trends")
    year = "" if walked.year == today.year else f" {walked.year}"
    said = f"Last activity recorded {walked.day} {walked:%B}{year}; no exercise recorded."
    assert said in visit.words
    assert alt(visit).endswith(said)
    diary.apply([walk(ago(today, 1), 30), strength(ago(today, 1))], by=BY)
    assert "recorded" not in Visit("trends").words


def test_two_months_are_compared_with_their_n(diary: Diary, today: date) -> None:
    now = {days: 4 if days % 2 else 5 for days in range(0, 28, 2)} | {1: 4}
    before = dict.fromkeys(range(28, 56), 7)
    log(diary, today, now | before)
    mean = Fraction(sum(now.values()), len(now))
    words = Visit("trends").words
    assert f"{half_up(mean)} {len(now)} of 28 days" in words
    assert "7.0 28 of 28 days" in words
    assert half_up(mean - 7) in words


def test_a_comparison_with_nothing_has_no_mean(diary: Diary, today: date) -> None:
    log(diary, today, {0: 3})
    words = Visit("trends").words
    assert "3.0 1 of 28 days" in words
    assert "– 0 of 28 days" in words
    assert "Change –" in words
    assert "With more logged days" in words


def test_a_comparison_states_what_studies_call_clear_and_does_not_judge(
    diary: Diary, today: date
) -> None:
    log(diary, today, dict.fromkeys(range(28), 3) | dict.fromkeys(range(28, 56), 6))
    words = Visit("trends").words
    assert "−3.0 −50 %" in words
    assert "This reaches the fall of 2 points or 30 %" in words
    assert "Discuss with your clinician" in words


def test_a_rise_is_said_as_one(diary: Diary, today: date) -> None:
    log(diary, today, dict.fromkeys(range(28), 6) | dict.fromkeys(range(28, 56), 3))
    words = Visit("trends").words
    assert "+3.0 +100 %" in words
    assert "Pain rose. Studies of back pain count a fall of 2 points or 30 % as" in words
    assert "does not reach it" not in words


def test_a_range_without_anything_says_so(diary: Diary, today: date) -> None:
    log(diary, today, {400: 5})
    visit = Visit("trends", range="4w")
    assert "Nothing logged in this range yet." in visit.words
    assert not visit.app.get("vega_lite_chart")


def test_one_day_is_enough(diary: Diary, today: date) -> None:
    log(diary, today, {0: 0})
    visit = Visit("trends", **{"from": today.isoformat(), "to": today.isoformat()})
    assert "pain averaged 0.0 (1 of 1 day)" in alt(visit)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_draw_the_same_figures(diary: Diary, today: date, theme: str) -> None:
    write_demo(diary, today, days=100)
    visit = Visit("trends", theme=theme, range="all")
    logged = [c.pain for c in diary.check_ins()]
    mean = sum(logged) / len(logged)
    assert f"pain averaged {half_up(mean)} ({len(logged)} of 100 days)" in alt(visit)
    spec = visit.app.get("vega_lite_chart")[0].proto.spec
    assert ("#d9a6df" in spec.lower()) == (theme == "dark")


def test_years_are_drawn_with_no_more_marks_than_a_screen_shows(diary: Diary, today: date) -> None:
    days = [today - timedelta(days=number) for number in range(2000)]
    diary.apply([check_in(day, number % 11) for number, day in enumerate(days)], by=BY)
    said = alt(Visit("trends", range="all"))
    assert "2,000 of 2,000 days" in said


def test_the_panel_says_the_latest_day_recorded_and_opens_it(diary: Diary, today: date) -> None:
    log(diary, today, {3: 6})
    diary.apply([check_in(ago(today, 2), 4, note="Slept badly <b>again</b>")], by=BY)
    panel = Visit("trends").drawn("bb-picked")
    assert f'href="./?day={ago(today, 2)}"' in panel
    assert "Pain 4 · Activity unknown · Exercises unknown" in panel
    assert "Slept badly &lt;b&gt;again&lt;/b&gt;" in panel
    assert 'aria-label="Day before"' in panel


def test_the_server_hears_of_a_drag_alone_and_not_of_the_day_under_the_pointer(
    diary: Diary, today: date
) -> None:
    log(diary, today, {20: 3, 0: 4})
    visit = Visit("trends")
    assert list(visit.app.get("vega_lite_chart")[0].proto.selection_mode) == ["zoom"]


def test_measures_are_shown_on_request_with_their_days(diary: Diary, today: date) -> None:
    diary.apply([check_in(ago(today, 1), 4, sleep=6), check_in(today, 3)], by=BY)
    visit = Visit("trends", range="4w").choose("Show also", [Shown.SLEEP])
    spec = visit.app.get("vega_lite_chart")[0].proto.spec
    assert "sleep heading" in spec
    assert "interference heading" not in spec
    assert "Pain 3" in visit.drawn("bb-picked")
    visit.go("week").go("trends")
    assert visit.value("Show also") == [Shown.SLEEP], "until the visit ends"


def test_events_and_medicine_are_marked_without_being_asked_for(diary: Diary, today: date) -> None:
    log(diary, today, {3: 4})
    assert "events heading" not in Visit("trends").app.get("vega_lite_chart")[0].proto.spec
    diary.apply(
        [Event(today, EventKind.INJECTION), MedicineTaken(today, "ibuprofen", "400 mg")], by=BY
    )
    visit = Visit("trends")
    spec = visit.app.get("vega_lite_chart")[0].proto.spec
    assert "events heading" in spec
    assert "medicine heading" in spec
    assert "Ibuprofen 400 mg · Injection" in visit.drawn("bb-picked")
