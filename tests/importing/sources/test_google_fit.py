import pytest

from tests.importing.sources import test_tracks as tracks
from tests.importing.sources.reading import days, read, reasons, strength, workouts, zipped

HEAD = (
    "Date,Move Minutes count,Calories (kcal),Distance (m),Heart Points,Heart Minutes,"
    "Low latitude (deg),Step count,Walking duration (ms),Biking duration (ms),"
    "Strength training duration (ms),Inactive duration (ms),Light sleeping duration (ms)\n"
)


def row(
    day: str,
    points: str = "",
    minutes: str = "",
    walked: str = "",
    cycled: str = "",
    lifted: str = "",
    moved: str = "90",
) -> str:
    heart = f"{points},{minutes}"
    lasted = f"{walked},{cycled},{lifted},40000000,20000000"
    return f"{day},{moved},1800.5,4000,{heart},50.1,6000,{lasted}\n"


def test_heart_points_and_minutes_tell_moderate_from_vigorous() -> None:
    # 40 minutes gave 50 points: 30 moderate ones 30, and 10 vigorous ones 20.
    assert days(read(HEAD + row("2024-05-01", "50.0", "40"))) == {"2024-05-01": (30, 10)}


@pytest.mark.parametrize(
    ("points", "minutes", "expected"),
    [
        ("20", "20", (20, 0)), ("20", "10", (0, 10)), ("25", "", (25, 0)),
        ("20", "25", (20, 0)), ("30", "10", (10, 10)),
    ],
)  # fmt: skip
def test_active_minutes_are_always_the_heart_points(
    points: str, minutes: str, expected: tuple[int, int]
) -> None:
    found = read(HEAD + row("2024-05-01", points, minutes))
    assert days(found) == {"2024-05-01": expected}
    assert expected[0] + 2 * expected[1] == int(points)


def test_days_before_heart_points_are_told_by_what_was_done() -> None:
    found = read(HEAD + row("2017-05-01", walked="1800000", cycled="600000"))
    assert workouts(found) == [("2017-05-01", "walking", 30), ("2017-05-01", "cycling", 10)]
    assert all("intensity" not in candidate.given for candidate in found.candidates)


def test_strength_training_makes_a_strength_day() -> None:
    assert strength(read(HEAD + row("2024-05-01", lifted="2400000"))) == [
        ("2024-05-01", "strength workout")
    ]


def test_a_workout_beside_it_tells_its_day() -> None:
    found = read(
        zipped(
            {
                "Takeout/Fit/Daily activity metrics.csv": HEAD
                + row("2024-05-01", "50", "40")
                + row("2024-05-02", "5", "5"),
                "Takeout/Fit/Activities/run.tcx": tracks.tcx(
                    tracks.activity("Running", "2024-05-01T10:00:00Z", 600)
                ),
            }
        )
    )
    assert workouts(found) == [
        ("2024-05-02", "minutes of the day", 5), ("2024-05-01 12:00:00+02:00", "running", 10),
    ]  # fmt: skip


def test_the_file_of_a_single_day_names_none_and_is_refused() -> None:
    content = (
        "Start time,End time,Move Minutes count,Calories (kcal),Heart Points\n"
        "00:00:00.000+01:00,00:15:00.000+01:00,3,20,2\n"
    )
    assert "Daily activity metrics.csv" in reasons(read(content))[0][1]


def test_german_titles() -> None:
    content = (
        "Datum,Aktive Minuten (Anzahl),Kalorien (kcal),Kardiopunkte,Kardiominuten\n"
        "01.05.2024,9,1800,50,40\n"
    )
    assert days(read(content)) == {"2024-05-01": (30, 10)}


@pytest.mark.parametrize(
    ("line", "part"),
    [(row("soon", "5", "5"), "date"), (row("2024-05-01", "-5", "5"), "not in a day"),
     (row("2024-05-01", "5000", "5000"), "not in a day")],
)  # fmt: skip
def test_what_is_wrong_with_a_row(line: str, part: str) -> None:
    found = read(HEAD + line + row("2024-05-02", "5", "5"))
    assert part in reasons(found)[0][1]
    assert days(found) == {"2024-05-02": (5, 0)}


HOURS = 3_600_000


def test_a_walk_of_23_hours_gives_way_to_the_minutes_moved() -> None:
    found = read(HEAD + row("2019-05-01", walked=str(23 * HOURS), moved="64"))
    assert workouts(found) == [("2019-05-01", "walking", 64)]
    assert any("The minutes moved were taken" in notice for notice in found.notices)


def test_parts_of_what_was_moved_keep_their_shares() -> None:
    walked, cycled = str(6 * HOURS), str(2 * HOURS)
    found = read(HEAD + row("2019-05-01", walked=walked, cycled=cycled, moved="100"))
    assert workouts(found) == [("2019-05-01", "walking", 75), ("2019-05-01", "cycling", 25)]


@pytest.mark.parametrize("moved", ["", "1300"])
def test_where_no_figure_of_a_day_is_plausible_none_is_taken(moved: str) -> None:
    found = read(HEAD + row("2019-05-01", walked=str(23 * HOURS), moved=moved))
    assert found.candidates == ()
    assert "walking 1380 min" in reasons(found)[0][1]


def test_a_walk_on_a_day_without_heart_points_is_light_while_they_are_counted() -> None:
    """A blank cell beside days with points: the walk was too slow for any."""
    counted = row("2019-05-01", "30", "30") + row("2019-05-04", walked="1800000")
    found = read(HEAD + counted + row("2019-06-01", walked="1800000"))
    taken = {str(c.given["date"]): c.given.get("intensity") for c in found.candidates}
    assert taken == {"2019-05-01": "moderate", "2019-05-04": "light", "2019-06-01": None}
    assert any("2019-05-04 you walked and no heart points" in n for n in found.notices)


def test_other_sports_without_heart_points_are_taken_as_they_are() -> None:
    found = read(HEAD + row("2019-05-01", "30", "30") + row("2019-05-04", cycled="1800000"))
    assert [c.given.get("intensity") for c in found.candidates] == ["moderate", None]
