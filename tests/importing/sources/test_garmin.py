"""Garmin Connect's CSV, and the JSON files of a Garmin data export."""

import json

import pytest

from tests.importing.sources import fit_files as fit
from tests.importing.sources.reading import days, ids, read, reasons, strength, workouts, zipped
from tests.importing.sources.test_fit import START
from tracker.importing.sources.garmin import duration

ENGLISH = (
    "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Moving Time,Elapsed Time\n"
)
GERMAN = "Aktivitätstyp,Datum,Favorit,Titel,Distanz,Kalorien,Zeit,Ø Herzfrequenz,Anstieg gesamt\n"


def test_the_timers_time_counts_and_the_date_is_local() -> None:
    row = (
        'Walking,2024-05-01 23:30:00,false,"Park, east","5.01","1,034",00:45:31,101,00:40:00,1:00\n'
    )
    assert workouts(read(ENGLISH + row)) == [("2024-05-01 23:30:00+02:00", "walking", 46)]


def test_of_more_than_a_day_the_time_that_it_moved_counts_and_is_split() -> None:
    row = "Running,2024-05-01 12:00:00,false,Ultra,160,9000,30:00:00,120,{},36:00:00\n"
    assert workouts(read(ENGLISH + row.format("28:00:00"))) == [
        ("2024-05-01 12:00:00+02:00", "running", 720),
        ("2024-05-02 00:00:00+02:00", "running", 960),
    ]
    left_running = workouts(read(ENGLISH + row.format("05:00:00")))
    assert left_running == [("2024-05-01 12:00:00+02:00", "running", 300)]
    ((_, unsaid),) = reasons(read(ENGLISH + row.format("--")))
    assert "nothing says that it moved" in unsaid


def test_another_language_writes_titles_kinds_and_decimals_in_its_own_way() -> None:
    rows = (
        'Laufen,2024-05-01 07:30:00,false,Morgen,"5,01","1.034","01:02:03,5",--,"1.200,5"\n'
        "Krafttraining,2024-05-02 07:30:00,true,--,--,--,00:20:00,--,--\n"
        'Laufbandtraining,2024-05-03 07:30:00,true,--,--,--,"12:30,9",--,--\n'
    )
    found = read(GERMAN + rows)
    assert [(kind, minutes) for _, kind, minutes in workouts(found)] == [
        ("running", 62), ("running", 13),
    ]  # fmt: skip
    assert strength(found) == [("2024-05-02", "strength workout")]


@pytest.mark.parametrize(
    "header",
    [
        "Type d'activité,Date,Favori,Titre,Distance,Calories,Durée\n",
        "Tipo de actividad,Fecha,Favorito,Título,Distancia,Calorías,Tiempo\n",
        "Tipo di attività,Data,Preferito,Titolo,Distanza,Calorie,Tempo\n",
        "Activiteittype,Datum,Favoriet,Titel,Afstand,Calorieën,Tijd\n",
        "Tipo de Atividade;Data;Favorito;Título;Distância;Calorias;Tempo\n",
    ],
)
def test_titles_in_further_languages(header: str) -> None:
    row = 'Yoga,2024-05-01 07:30:00,false,x,"5,01",100,00:45:00\n'
    row = row.replace(",", ";").replace("5;01", "5,01") if ";" in header else row
    assert workouts(read(header + row)) == [("2024-05-01 07:30:00+02:00", "yoga class", 45)]


def test_two_dashes_are_nothing() -> None:
    row = "Walking,2024-05-01 10:00:00,false,x,--,--,--,--,--,--\n"
    assert reasons(read(ENGLISH + row)) == [(2, "It has no duration.")]
    row = "Walking,2024-05-01 10:00:00,false,x,--,--,--,--,00:10:00,--\n"
    assert [minutes for _, _, minutes in workouts(read(ENGLISH + row))] == [10]


def test_a_time_in_the_hour_that_spring_leaves_out_is_still_taken() -> None:
    row = "Walking,2024-03-31 02:30:00,false,x,--,--,00:10:00,--,--,--\n"
    assert [minutes for _, _, minutes in workouts(read(ENGLISH + row))] == [10]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1:02:03", 3723), ("01:02:03.9", 3723), ("45:12,3", 2712), ("12.5", 12.5), ("12,5", 12.5),
        ("100:00:00", 360_000), ("", None), ("--", None), ("1h", None), ("1:2:3:4", None),
        ("-1:00", None),
    ],
)  # fmt: skip
def test_durations(text: str, seconds: float | None) -> None:
    assert duration(text) == seconds


# -- the data export


def summarized(*activities: dict[str, object]) -> str:
    return json.dumps([{"summarizedActivitiesExport": list(activities)}])


RUN = {
    "activityId": 111,
    "name": "Evening",
    "activityType": "running",
    "beginTimestamp": 1714602600000.0,  # 2024-05-01 22:30 UTC
    "startTimeGmt": 1714602600000.0,
    "startTimeLocal": 1714577400000.0,  # seven hours behind
    "duration": 1790000.0,
    "movingDuration": 1700000.0,
}


def test_an_exported_activity_has_its_own_offset_and_milliseconds() -> None:
    found = read(summarized(RUN))
    assert workouts(found) == [("2024-05-01 15:30:00-07:00", "running", 30)]
    assert ids(found) == ["111"]
    without = {key: value for key, value in RUN.items() if key != "startTimeLocal"}
    assert workouts(read(summarized(without)))[0][0] == "2024-05-02 00:30:00+02:00"


def test_a_triathlon_is_taken_by_its_sports_and_not_once_more_as_a_whole() -> None:
    whole = {**RUN, "activityId": 9, "activityType": "multi_sport", "duration": 5400000.0}
    legs = [
        {**RUN, "activityId": 10, "parentId": 9, "activityType": "cycling"},
        {**RUN, "activityId": 11, "parentId": 9, "activityType": "running"},
    ]
    found = read(summarized(whole, *legs, {**RUN, "parentId": None}))
    assert ids(found) == ["10", "11", "111"]
    assert "not once more as a whole" in found.notices[0]


def test_exported_strength_training() -> None:
    found = read(summarized({**RUN, "activityType": "strength_training"}))
    assert strength(found) == [("2024-05-01", "strength workout")]


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"beginTimestamp": None, "startTimeGmt": None}, "when it began"),
        ({"duration": "soon"}, "how long"),
        ({"startTimeGmt": 9e14, "startTimeLocal": 9e14}, "date cannot be read"),
        ({"startTimeGmt": True, "beginTimestamp": []}, "when it began"),
        ({"duration": 5.0}, "half a minute"),
    ],
)
def test_what_is_wrong_with_an_exported_activity(changed: dict[str, object], part: str) -> None:
    found = read(summarized({**RUN, **changed}, RUN))
    assert part in reasons(found)[0][1]
    assert len(workouts(found)) == 1


def uds(*entries: dict[str, object]) -> str:
    return json.dumps(list(entries))


def test_intensity_minutes_of_days_are_neither_doubled_nor_halved() -> None:
    found = read(
        uds(
            {
                "calendarDate": "2024-01-15",
                "totalSteps": 9,
                "moderateIntensityMinutes": 28,
                "vigorousIntensityMinutes": 15,
            },
            {"calendarDate": {"date": "2024-01-16"}, "moderateIntensityMinutes": 4},
            {
                "calendarDate": "2024-01-17",
                "moderateIntensityMinutes": 0,
                "vigorousIntensityMinutes": None,
            },
        )
    )
    assert days(found) == {"2024-01-15": (28, 15), "2024-01-16": (4, 0)}
    assert reasons(found) == []


def test_days_with_a_workout_are_told_by_it() -> None:
    found = read(
        zipped(
            {
                "DI_CONNECT/a_summarizedActivities.json": summarized(RUN),
                "DI_CONNECT/UDSFile.json": uds(
                    {"calendarDate": "2024-05-01", "moderateIntensityMinutes": 50},
                    {"calendarDate": "2024-05-02", "moderateIntensityMinutes": 20},
                ),
                "DI_CONNECT/Uploaded.zip": zipped(
                    {"a.fit": fit.fit([fit.file_id(START), fit.session(START, 600, fit.RUNNING)])}
                ),
            }
        ),
        "garmin.zip",
    )
    assert days(found) == {"2024-05-02": (20, 0)}
    assert [minutes for _, _, minutes in workouts(found)] == [30, 20]


@pytest.mark.parametrize(
    ("entry", "part"),
    [
        ({"moderateIntensityMinutes": 4, "x": "calendarDate"}, "of which day"),
        ({"calendarDate": "15", "moderateIntensityMinutes": 4}, "of which day"),
        ({"calendarDate": "2024-01-15", "moderateIntensityMinutes": 4000}, "not in a day"),
        ({"calendarDate": "2024-01-15", "moderateIntensityMinutes": -3}, "not in a day"),
    ],
)
def test_what_is_wrong_with_a_day(entry: dict[str, object], part: str) -> None:
    good = {"calendarDate": "2024-01-14", "moderateIntensityMinutes": 4}
    found = read(uds(good, entry))
    assert part in reasons(found)[0][1]
    assert days(found) == {"2024-01-14": (4, 0)}


def test_json_cut_off_is_refused() -> None:
    assert "cut off" in reasons(read(summarized(RUN)[:-5]))[0][1]
