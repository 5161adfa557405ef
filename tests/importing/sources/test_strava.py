from pathlib import Path

import pytest

from tests.importing.sources import fit_files as fit
from tests.importing.sources import test_tracks as tracks
from tests.importing.sources.reading import gzipped, ids, read, reasons, strength, workouts, zipped
from tests.importing.sources.test_fit import START
from tracker.importing.parsing import parse_paths

ENGLISH = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
    "Distance,Max Heart Rate,Filename,Elapsed Time,Moving Time,Distance,Max Speed\n"
)
WALK = (
    '{id},"{date}","Evening, walk",{kind},"two\nlines",3600,5.01,120,a.fit.gz,'
    "3600.0,1790.0,5010.0,2\n"
)
GERMAN = (
    "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Aktivitätsbeschreibung,"
    "Verstrichene Zeit,Distanz,Dateiname,Verstrichene Zeit,Bewegungszeit,Distanz\n"
)


def walk(date: str = "May 1, 2024, 10:30:00 PM", kind: str = "Walk", number: int = 7) -> str:
    return WALK.format(id=number, date=date, kind=kind)


def test_moving_time_counts_and_the_date_is_utc() -> None:
    found = read(ENGLISH + walk())  # 1,790 s: 30 minutes
    assert workouts(found) == [("2024-05-02 00:30:00+02:00", "walking", 30)]
    assert ids(found) == ["7"]
    assert workouts(read(ENGLISH + walk(), zone="America/New_York"))[0][0] == (
        "2024-05-01 18:30:00-04:00"
    )


def test_weight_training_makes_a_strength_day() -> None:
    assert strength(read(ENGLISH + walk(kind="Weight Training"))) == [
        ("2024-05-02", "strength workout")
    ]


@pytest.mark.parametrize(
    ("header", "row", "kind"),
    [
        (
            GERMAN,
            '7,"01.05.2024, 22:30:00",Lauf am Abend,Lauf,,3600,"5,01",a.fit.gz,'
            '"3600,0","1790,0","5010,0"\n',
            "running",
        ),
        (
            "ID de l'activité,Date de l'activité,Nom de l'activité,Type d'activité,"
            "Temps écoulé,Durée de déplacement\n",
            "7,1 mai 2024 à 22:30:00,Sortie,Randonnée,3600,1790\n",
            "hiking",
        ),
        (
            "ID de la actividad,Fecha de la actividad,Tipo de actividad,Tiempo transcurrido,"
            "Tiempo en movimiento\n",
            '7,"1 may 2024, 22:30:00",Caminata,3600,1790\n',
            "walking",
        ),
        (
            "ID attività;Data dell'attività;Tipo di attività;Tempo trascorso;Tempo in movimento\n",
            "7;1 mag 2024, 22:30:00;Corsa;3600;1790\n",
            "running",
        ),
        (
            "Activiteits-ID,Activiteitsdatum,Activiteitstype,Verstreken tijd,Beweegtijd\n",
            "7,1 mei 2024 22:30:00,Fietsrit,3600,1790\n",
            "cycling",
        ),
        (
            "ID da atividade,Data da atividade,Tipo de atividade,Tempo decorrido,"
            "Tempo de movimentação\n",
            '7,"1 de mai. de 2024, 22:30:00",Caminhada,3600,1790\n',
            "walking",
        ),
    ],
)
def test_an_archive_in_any_of_its_languages(header: str, row: str, kind: str) -> None:
    assert workouts(read(header + row)) == [("2024-05-02 00:30:00+02:00", kind, 30)]


def test_columns_are_found_by_name_wherever_they_stand() -> None:
    """Two years of exports: columns were added, moved, and one was left out."""
    old = (
        "Activity ID,Activity Date,Activity Type,Elapsed Time,Distance,Filename\n"
        '7,"May 1, 2024, 10:30:00 PM",Walk,1790,5,x\n'
    )
    new = (
        "\ufeffMedia,Moving Time,Activity Type,Elapsed Time,Activity Date,Elapsed Time,"
        "Activity ID\n"
        ',1790,Walk,9,"May 1, 2024, 10:30:00 PM",3600,7\n'
    )
    assert read(old).candidates[0].given == read(new).candidates[0].given


def test_without_moving_time_the_elapsed_time_counts() -> None:
    row = walk().replace("1790.0", "")
    assert [minutes for _, _, minutes in workouts(read(ENGLISH + row))] == [60]


@pytest.mark.parametrize(
    ("row", "part"),
    [
        (walk(date="soon"), "date cannot be read"),
        (walk(date="05/06/2024, 22:30:00"), "date cannot be read"),  # May or June
        (walk(date="Feb 30, 2024, 10:30:00 PM"), "date cannot be read"),
        (walk().replace("3600", "").replace("1790.0", "--").replace(".0", ""), "no moving time"),
        (walk().replace("1790.0", "12"), "less than half a minute"),
        (walk().replace("1790.0", "nan"), "half"),
        (walk().replace("1790.0", "1e300"), "half"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_and_the_rest_is_read(row: str, part: str) -> None:
    found = read(ENGLISH + row + walk(number=8))
    if "half" in part and found.rejected == ():
        assert len(workouts(found)) == 2  # what is no number falls back on the elapsed time
    else:
        assert part in reasons(found)[0][1]
    assert "8" in ids(found)


def test_an_archive_counts_each_activity_once() -> None:
    """The files beside the list are the same activities."""
    same = tracks.tcx(tracks.activity("Walking", "2024-05-01T22:30:10Z", 1700))
    found = read(
        zipped(
            {
                "activities.csv": ENGLISH + walk(),
                "activities/7.tcx.gz": gzipped(same),
                "activities/8.tcx": same.replace("22:30:10", "22:36:00"),
                "profile.csv": "Athlete ID,Email\n1,a@example.org\n",
                **{f"{name}.csv": "a,b\n1,2\n" for name in "bcdefgh"},
                "media/photo.jpg": b"\xff\xd8\xff",
            }
        ),
        "export_1.zip",
    )
    assert workouts(found) == [("2024-05-02 00:30:00+02:00", "walking", 30)]
    assert found.rejected == ()
    assert any("2 files of single activities were left out" in notice for notice in found.notices)
    assert any("8 files that Backbeat doesn't know" in notice for notice in found.notices)


def test_a_file_of_an_activity_that_is_named_by_itself_is_read() -> None:
    ride = tracks.tcx(tracks.activity("Biking", "2024-05-01T10:00:00Z", 600))
    assert [kind for _, kind, _ in workouts(read(gzipped(ride), "7.tcx.gz"))] == ["cycling"]


def test_a_file_of_an_activity_that_the_list_beside_it_lacks_is_read(tmp_path: Path) -> None:
    """A folder with the list of this year, and files of this year and of six years ago."""
    for number, year in enumerate((2018, 2024)):
        ride = tracks.tcx(tracks.activity("Biking", f"{year}-05-01T22:30:00Z", 600))
        (tmp_path / f"{number}.tcx").write_text(ride)
        run = fit.session(START.replace(year=year), 1800, fit.RUNNING)
        file = fit.fit([fit.file_id(START.replace(year=year)), run])
        (tmp_path / f"{number}.fit").write_bytes(file)
    (tmp_path / "activities.csv").write_text(ENGLISH + walk())
    found = parse_paths([tmp_path], "Europe/Berlin")
    assert sorted(workouts(found)) == [
        ("2018-05-02 00:30:00+02:00", "cycling", 10),
        ("2018-05-02 00:30:00+02:00", "running", 30),
        ("2024-05-02 00:30:00+02:00", "walking", 30),
    ]
    assert any("2 files of single activities were left out" in n for n in found.notices)


def test_a_listed_strength_workout_leaves_out_its_file_and_no_other() -> None:
    lifted = fit.session(START, 2400, fit.TRAINING, fit.STRENGTH_TRAINING)
    evening = START.replace(hour=18)
    ran = fit.session(evening, 1800, fit.RUNNING)
    found = read(
        zipped(
            {
                "activities.csv": ENGLISH + walk(kind="Weight Training"),
                "activities/7.fit": fit.fit([fit.file_id(START), lifted]),
                "activities/8.fit": fit.fit([fit.file_id(evening), ran]),
            }
        )
    )
    assert strength(found) == [("2024-05-02", "strength workout")]
    assert [kind for _, kind, _ in workouts(found)] == ["running"]
