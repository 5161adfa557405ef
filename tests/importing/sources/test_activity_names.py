"""How devices write kinds, dates and numbers."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tracker.cli.verbs import FORMATS
from tracker.importing.parse_result import ImportFormat
from tracker.importing.sources import NAMES
from tracker.importing.sources.activity_names import is_known, lookup_activity, read_words
from tracker.importing.sources.candidates import number, round_minutes, single_line
from tracker.importing.sources.localized_dates import day, moment
from tracker.importing.sources.service_csv import read_columns
from tracker.importing.tables.titles import read_titles
from tracker.library import LibraryError, activity_kinds, find_workout, strengthening, workouts
from tracker.library.exercises import read_workouts
from tracker.model import Intensity
from tracker.places import DATA


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("HKWorkoutActivityTypeWalking", "walking"),
        ("HKWorkoutActivityTypeHighIntensityIntervalTraining", "interval training"),
        ("HKWorkoutActivityTypeOther", "other activity"),
        ("HKWorkoutActivityTypeMixedCardio", "aerobics"),
        ("HKWorkoutActivityTypeStairClimbing", "stair climbing"),
        ("Ride", "cycling"), ("E-Bike Ride", "e-biking"), ("VirtualRide", "indoor cycling"),
        ("TrailRun", "trail running"), ("Nordic Ski", "cross-country skiing"), ("Hike", "hiking"),
        ("treadmill_running", "running"), ("lap_swimming", "swimming"), ("Outdoor Bike", "cycling"),
        ("Spaziergang", "walking"), ("Course à pied", "running"), ("Nordic Walking", "walking"),
        ("Eisstockschießen", "eisstockschießen"), ("WORKOUT", "other activity"),
    ],
)  # fmt: skip
def test_what_devices_call_an_activity(word: str, name: str) -> None:
    assert lookup_activity(word).name == name
    assert not lookup_activity(word).strengthens


@pytest.mark.parametrize(
    "word",
    ["HKWorkoutActivityTypeTraditionalStrengthTraining", "strength_training", "Weight Training",
     "HKWorkoutActivityTypeFunctionalStrengthTraining", "HKWorkoutActivityTypeCoreTraining",
     "Weights", "Krafttraining", "Musculation", "Entrenamiento con pesas"],
)  # fmt: skip
def test_what_devices_call_strengthening(word: str) -> None:
    assert lookup_activity(word).name == "strength workout"
    assert lookup_activity(word).strengthens


def test_a_strength_workout_makes_a_strength_day_by_any_of_its_names() -> None:
    assert {"strength workout", "weight training", "core training"} <= strengthening()
    assert find_workout("Strength-Workouts") == workouts()[0]
    assert find_workout("walking") is None


@pytest.mark.parametrize("word", ["driving", "Motorcycling", "HKWorkoutActivityTypeMindAndBody"])
def test_what_is_no_exercise(word: str) -> None:
    assert not lookup_activity(word).exercise
    assert is_known(word)


def test_a_word_is_kept_as_people_would_write_it() -> None:
    assert (
        lookup_activity(" Underwater\x0b_Hockey/" + "x" * 90).name
        == "underwater hockey " + "x" * 42
    )
    assert not is_known("underwater hockey")


def test_every_kind_that_devices_know_has_an_intensity() -> None:
    kinds = {kind.name: kind.intensity for kind in activity_kinds()}
    assert kinds["climbing"] is Intensity.VIGOROUS
    assert kinds["downhill skiing"] is Intensity.MODERATE
    assert kinds["pilates"] is Intensity.LIGHT
    assert [*kinds][-1] == "other activity"


def test_the_command_line_knows_every_kind_of_file() -> None:
    assert tuple(ImportFormat) == FORMATS
    assert set(NAMES) == set(FORMATS) - {"auto", "csv", "json", "table"}


def copy(folder: Path, name: str, old: str, new: str) -> Path:
    content = (DATA / name).read_text("utf-8")
    assert old in content
    (folder / name).write_text(content.replace(old, new, 1), "utf-8")
    return folder


def test_mistakes_in_the_words_are_told_with_their_place(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="neither activities"):
        read_words(copy(tmp_path, "devices.toml", 'name = "walking"', 'name = "strolling"'))
    with pytest.raises(LibraryError, match="also"):
        read_words(copy(tmp_path, "devices.toml", '"power walking"', '"street running"'))
    with pytest.raises(LibraryError, match="'driving'"):
        read_words(copy(tmp_path, "devices.toml", '"power walking"', '"driving"'))
    with pytest.raises(LibraryError, match="names 'id'"):
        read_columns(copy(tmp_path, "columns.toml", "\nid = [", "\nidd = ["))
    with pytest.raises(LibraryError, match="other_names"):
        read_workouts(copy(tmp_path, "workouts.toml", "other_names = [", "others = ["))
    with pytest.raises(LibraryError, match="titles: year has to be a list"):
        read_titles(copy(tmp_path, "titles.toml", "\nyear = [", "\nyear = 1\nyears = ["))
    with pytest.raises(LibraryError, match="service strava: titles: moving has to be a list"):
        read_columns(copy(tmp_path, "columns.toml", "\nmoving = [", "\nmoving = 1\nmoved = ["))


PLUS_TWO = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aug 15, 2018, 5:28:46 PM", datetime(2018, 8, 15, 17, 28, 46)),
        ("Aug 15, 2018, 5:28:46\u202fPM", datetime(2018, 8, 15, 17, 28, 46)),
        ("Aug 15, 2018, 12:05:00 AM", datetime(2018, 8, 15, 0, 5)),
        ("15 Aug 2018, 17:28:46", datetime(2018, 8, 15, 17, 28, 46)),
        ("15.08.2018, 17:28:46", datetime(2018, 8, 15, 17, 28, 46)),
        ("15 août 2018 à 17:28:46", datetime(2018, 8, 15, 17, 28, 46)),
        ("15 ago. 2018, 17:28", datetime(2018, 8, 15, 17, 28)),
        ("15 de ago. de 2018, 17:28:46", datetime(2018, 8, 15, 17, 28, 46)),
        ("15 Dez. 2018, 17:28:46", datetime(2018, 12, 15, 17, 28, 46)),
        ("15 mrt. 2018 17:28:46", datetime(2018, 3, 15, 17, 28, 46)),
        ("3 juin 2018, 07:28:46", datetime(2018, 6, 3, 7, 28, 46)),
        ("3 juil. 2018, 07:28:46", datetime(2018, 7, 3, 7, 28, 46)),
        ("2018/08/15 17:28:46", datetime(2018, 8, 15, 17, 28, 46)),
        ("2018年8月15日 17:28:46", datetime(2018, 8, 15, 17, 28, 46)),
        ("15/08/2018 17:28:46", datetime(2018, 8, 15, 17, 28, 46)),
        ("8/15/2018 17:28:46", datetime(2018, 8, 15, 17, 28, 46)),
        ("8/5/2018 5:28:46 PM", datetime(2018, 8, 5, 17, 28, 46)),
        ("05-08-2018 17:28:46", datetime(2018, 8, 5, 17, 28, 46)),
        ("2018-08-15 17:28:46", datetime(2018, 8, 15, 17, 28, 46)),
        ("2018-08-15T17:28:46+02:00", datetime(2018, 8, 15, 17, 28, 46, tzinfo=PLUS_TWO)),
    ],
)
def test_dates_and_times_in_many_ways(text: str, expected: datetime) -> None:
    assert moment(text) == expected
    assert moment(text).tzinfo == expected.tzinfo


@pytest.mark.parametrize(
    "text",
    ["", "soon", "17:28:46", "2018-08-15", "05/08/2018 17:28:46", "Feb 30, 2018, 5:28:46 PM",
     "15.08.2018 25:00:00", "1 2 3 4 5:00", "Foo 15, 2018, 5:28 PM", "15 Aug 2018 1:00 2:00"],
)  # fmt: skip
def test_what_is_no_date_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^.*$"):
        moment(text)


def test_days_alone() -> None:
    expected = date(2024, 5, 1)
    for text in ("2024-05-01", "01.05.2024", "May 1, 2024", "2024-05-01T23:00:00Z", "2024/05/01"):
        assert day(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1790", 1790), ("1790.5", 1790.5), ("1790,5", 1790.5), ("1,790", 1790),
        ("1.790,5", 1790.5),
        ("1,790.5", 1790.5), ("1 790,5", 1790.5), ("1\u00a0790", 1790), ("1'790", 1790),
        ("1,234,567", 1234567), ("-3", -3), ("", None), ("--", None), ("soon", None), ("nan", None),
        ("inf", None), ("1e400", None),
    ],
)  # fmt: skip
def test_numbers_in_many_ways(text: str, value: float | None) -> None:
    assert number(text) == value


def test_half_minutes_round_up_and_texts_are_tidied() -> None:
    assert [round_minutes(s) for s in (0, 29, 30, 89, 90, 150)] == [0, 0, 1, 1, 2, 3]
    assert single_line(" a\x0b\n b\u2028c ", 4) == "a b"
