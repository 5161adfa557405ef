from datetime import UTC, datetime, timedelta

import pytest

from tests.importing.sources import fit_files as fit
from tests.importing.sources.reading import ids, read, real, reasons, strength, workouts

START = datetime(2024, 5, 1, 22, 30, tzinfo=UTC)


def test_a_session_is_a_workout_with_the_minutes_of_its_timer() -> None:
    # 30 min 40 s on the timer, an hour from beginning to end: 31 minutes count.
    found = read(fit.fit([fit.file_id(START), fit.session(START, 1840, fit.RUNNING, elapsed=3600)]))
    assert workouts(found) == [("2024-05-02 00:30:00+02:00", "running", 31)]
    assert ids(found) == ["777-20240501T223000-1"]
    assert reasons(found) == []


def test_the_watchs_own_clock_decides_the_day() -> None:
    parts = [fit.file_id(START), fit.session(START, 600, fit.WALKING), fit.activity(START, -7)]
    assert workouts(read(fit.fit(parts))) == [("2024-05-01 15:30:00-07:00", "walking", 10)]
    # Nepal is 5 h 45 min ahead; a watch may be some seconds off.
    parts[-1] = fit.activity(START, 5.75 + 20 / 3600)
    assert workouts(read(fit.fit(parts))) == [("2024-05-02 04:15:00+05:45", "walking", 10)]


def test_a_clock_that_no_time_zone_explains_is_not_believed() -> None:
    parts = [
        fit.file_id(START),
        fit.session(START, 600, fit.WALKING),
        fit.activity(START, 24 * 365),
    ]
    assert workouts(read(fit.fit(parts))) == [("2024-05-02 00:30:00+02:00", "walking", 10)]


def test_each_sport_of_a_triathlon_is_a_workout_and_changing_shoes_is_none() -> None:
    legs = [(fit.SWIMMING, 20), (fit.TRANSITION, 3), (fit.CYCLING, 60), (fit.RUNNING, 30)]
    parts = [fit.file_id(START)]
    begin = START
    for sport, minutes in legs:
        parts.append(fit.session(begin, 60 * minutes, sport))
        begin += timedelta(minutes=minutes)
    found = read(fit.fit(parts))
    assert [(kind, minutes) for _, kind, minutes in workouts(found)] == [
        ("swimming", 20), ("cycling", 60), ("running", 30),
    ]  # fmt: skip
    assert ids(found) == [f"777-20240501T223000-{number}" for number in (1, 3, 4)]
    assert [notice for notice in found.notices if "transition" in notice]


def test_strength_training_is_an_exercise_that_makes_a_strength_day() -> None:
    part = fit.session(START, 2400, fit.TRAINING, fit.STRENGTH_TRAINING)
    found = read(fit.fit([fit.file_id(START), part]))
    assert strength(found) == [("2024-05-02", "strength workout")]
    assert workouts(found) == []


def test_driving_is_no_exercise() -> None:
    found = read(fit.fit([fit.file_id(START), fit.session(START, 2400, fit.DRIVING)]))
    assert (found.candidates, found.rejected) == ((), ())
    assert "no exercise" in found.notices[0]


def test_a_monitoring_file_holds_no_workout_and_says_so() -> None:
    found = read(fit.fit([fit.file_id(START, kind=32), fit.monitoring(START)]))
    ((_, reason),) = reasons(found)
    assert "holds no workout" in reason
    assert "monitoring" in reason


def test_several_files_in_one_are_read_through() -> None:
    one = fit.fit([fit.file_id(START), fit.session(START, 600, fit.RUNNING)])
    later = START + timedelta(hours=1)
    other = fit.fit([fit.file_id(later), fit.session(later, 1200, fit.WALKING)])
    kinds = [(kind, minutes) for _, kind, minutes in workouts(read(one + other))]
    assert kinds == [("running", 10), ("walking", 20)]


def test_of_a_file_cut_off_after_a_session_the_session_is_kept() -> None:
    whole = fit.fit(
        [fit.file_id(START), fit.session(START, 600, fit.RUNNING), fit.activity(START, 0)]
    )
    found = read(whole[:-10])
    assert [minutes for _, _, minutes in workouts(found)] == [10]
    assert reasons(found) == [(None, "The file is cut off. Everything before was read.")]


def test_of_a_file_cut_off_before_its_session_the_time_recorded_is_kept() -> None:
    points = [fit.record(START + timedelta(seconds=s)) for s in range(0, 1300, 10)]
    whole = fit.fit([fit.file_id(START), fit.sport(fit.WALKING), *points])
    found = read(whole[:-60])  # the last point that is whole is at 1,260 s: 21 minutes
    assert workouts(found) == [("2024-05-02 00:30:00+02:00", "walking", 21)]
    assert "cut off" in reasons(found)[0][1]


def test_laps_of_a_cut_off_file_leave_out_its_pauses() -> None:
    laps = [fit.lap(START, 300), fit.lap(START + timedelta(hours=1), 330)]
    points = [fit.record(START), fit.record(START + timedelta(hours=2))]
    whole = fit.fit([fit.file_id(START), fit.sport(fit.RUNNING), *points, *laps, fit.record(START)])
    assert [minutes for _, _, minutes in workouts(read(whole[:-4]))] == [11]  # 630 s


@pytest.mark.parametrize("seconds", [0, 12, 29.9])
def test_what_lasted_less_than_half_a_minute_is_told_not_kept(seconds: float) -> None:
    found = read(fit.fit([fit.file_id(START), fit.session(START, seconds, fit.RUNNING)]))
    assert reasons(found) == [(1, "It lasted less than half a minute.")]


@pytest.mark.parametrize(("seconds", "minutes"), [(30, 1), (89.9, 1), (90, 2), (150, 3)])
def test_half_a_minute_rounds_up(seconds: float, minutes: int) -> None:
    found = read(fit.fit([fit.file_id(START), fit.session(START, seconds, fit.RUNNING)]))
    assert [each for _, _, each in workouts(found)] == [minutes]


@pytest.mark.parametrize(
    ("name", "expected"),
    [  # total_timer_time 45.379 s, 56.887 s and 2,261.85 s
        ("garmin-fenix-5-walk.fit", [("2017-06-11 07:32:51-07:00", "walking", 1)]),
        ("garmin-fenix-5-run.fit", [("2017-06-11 07:34:09-07:00", "running", 1)]),
        ("sample-activity-indoor-trainer.fit", [("2011-11-02 13:54:19+01:00", "cycling", 38)]),
    ],
)
def test_real_files(name: str, expected: list[tuple[str, str, int]]) -> None:
    assert workouts(read(real(name), "renamed.bin")) == expected


def test_a_real_file_that_is_cut_off_and_a_real_monitoring_file() -> None:
    cut = reasons(read(real("activity-unexpected-eof.fit")))
    assert [row for row, _ in cut] == [1, None]
    assert "cut off" in cut[1][1]
    assert "no workout" in reasons(read(real("MonitoringFile.fit")))[0][1]


def test_a_pause_before_the_cut_does_not_count() -> None:
    """Ten minutes, an hour's stop, five minutes, cut off: 15 minutes."""
    later = START + timedelta(minutes=70)
    parts = [
        fit.file_id(START),
        fit.sport(fit.WALKING),
        fit.timer(START, fit.START),
        *(fit.record(START + timedelta(seconds=s)) for s in range(0, 601, 20)),
        fit.timer(START + timedelta(minutes=10), fit.STOP_ALL),
        fit.timer(later, fit.START),
        *(fit.record(later + timedelta(seconds=s)) for s in range(0, 301, 20)),
        fit.record(later),
    ]
    assert [minutes for _, _, minutes in workouts(read(fit.fit(parts)[:-4]))] == [15]


def test_a_pause_that_no_event_tells_of_is_known_by_its_silence() -> None:
    later = START + timedelta(hours=1)
    points = [
        fit.record(begin + timedelta(seconds=s))
        for begin in (START, later)
        for s in range(0, 301, 20)
    ]
    whole = fit.fit([fit.file_id(START), fit.sport(fit.WALKING), *points, fit.record(later)])
    assert [minutes for _, _, minutes in workouts(read(whole[:-4]))] == [10]


def test_what_follows_the_last_lap_of_a_cut_off_file_counts_too() -> None:
    second = START + timedelta(minutes=10)
    parts = [
        fit.file_id(START),
        fit.sport(fit.RUNNING),
        *(fit.record(START + timedelta(seconds=s)) for s in range(0, 601, 20)),
        fit.lap(START, 600),
        *(fit.record(second + timedelta(seconds=s)) for s in range(0, 301, 20)),
        fit.record(second),
    ]
    assert [minutes for _, _, minutes in workouts(read(fit.fit(parts)[:-4]))] == [15]


def test_a_race_of_more_than_a_day_is_split_at_midnight() -> None:
    """30 hours from 00:30 on: 23.5 of the first day, 6.5 of the second."""
    long = fit.session(START, 30 * 3600, fit.RUNNING, metres=120_000)
    found = read(fit.fit([fit.file_id(START), long]))
    assert workouts(found) == [
        ("2024-05-02 00:30:00+02:00", "running", 1410),
        ("2024-05-03 00:00:00+02:00", "running", 390),
    ]
    assert ids(found) == ["777-20240501T223000-1", "777-20240501T223000-1+1"]
    assert "30 hours is split over 2 days" in found.notices[0]


@pytest.mark.parametrize(
    ("hours", "metres", "part"),
    [
        (30, None, "nothing says that it moved"),
        (23, 2_000, "23 hours and went 2.0 km"),
        (30, 2_000, "30 hours and went 2.0 km"),
        (200, 900_000, "more than a week"),
    ],
)
def test_a_watch_that_was_left_running_is_not_believed(
    hours: int, metres: int | None, part: str
) -> None:
    session = fit.session(START, 3600 * hours, fit.WALKING, metres=metres)
    found = read(fit.fit([fit.file_id(START), session]))
    assert found.candidates == ()
    assert part in reasons(found)[0][1]


def test_a_timer_never_runs_longer_than_it_took() -> None:
    session = fit.session(START, 7200, fit.WALKING, elapsed=3600)
    assert [m for _, _, m in workouts(read(fit.fit([fit.file_id(START), session])))] == [60]
