import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.importing.sources import apple_files as apple
from tests.importing.sources.reading import (
    days,
    gzipped,
    ids,
    read,
    real,
    reasons,
    strength,
    workouts,
    zipped,
)
from tracker.files.errors import FileError
from tracker.importing.sources.apple_health_xml import HealthRecords, UnreadableElement, parse, scan


def test_a_workout_lasts_what_it_says_without_its_pauses() -> None:
    found = read(apple.export(apple.workout()))
    assert workouts(found) == [("2024-05-01 18:00:00+02:00", "walking", 41)]  # 40.5 minutes
    assert ids(found) == ["20240501T160000Z-Walking"]
    assert reasons(found) == []


@pytest.mark.parametrize(
    ("duration", "unit", "minutes"),
    [("1800", "s", 30), ("0.75", "hr", 45), ("20", None, 20), (None, None, 45), (None, "min", 45)],
)
def test_the_duration_may_be_in_any_unit_or_missing(
    duration: str | None, unit: str | None, minutes: int
) -> None:
    found = read(apple.export(apple.workout(duration=duration, unit=unit)))
    assert [each for _, _, each in workouts(found)] == [minutes]


@pytest.mark.parametrize("kind", ["Traditional", "Functional"])
def test_strength_training_makes_a_strength_day(kind: str) -> None:
    found = read(
        apple.export(apple.workout(f"{kind}StrengthTraining"), apple.workout("CoreTraining"))
    )
    assert strength(found) == [("2024-05-01", "strength workout")] * 2


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("America/New_York", "2024-04-30 21:30:00-04:00"),
        ("Nowhere/Land", "2024-05-01 03:30:00+02:00"),
        ("../etc/passwd", "2024-05-01 03:30:00+02:00"),
    ],
)
def test_the_zone_it_was_recorded_in_decides_the_day(zone: str, start: str) -> None:
    """An export writes all times in the zone that the phone is in when exporting."""
    entry = apple.workout(
        start="2024-05-01 03:30:00 +0200",
        inner=['<WorkoutEvent type="x"/>', apple.time_zone(zone)],
    )
    assert workouts(read(apple.export(entry)))[0][0] == start


def test_a_zone_is_that_of_its_own_workout() -> None:
    found = read(
        apple.export(
            apple.workout(inner=['<MetadataEntry key="HKIndoorWorkout" value="1"/>']),
            f'<Record type="x">{apple.time_zone("Asia/Tokyo")}</Record>',
            apple.workout("Running", inner=[apple.time_zone("Asia/Tokyo")]),
        )
    )
    assert [start for start, _, _ in workouts(found)] == [
        "2024-05-01 18:00:00+02:00", "2024-05-02 01:00:00+09:00",
    ]  # fmt: skip


def test_exercise_minutes_tell_only_days_without_a_workout() -> None:
    found = read(
        apple.export(
            apple.workout(),  # on the 1st
            apple.summary("2024-05-01", "55"),
            apple.summary("2024-05-02", "34"),
            apple.summary("2024-05-03", "0"),
        )
    )
    assert days(found) == {"2024-05-02": (34, 0), "2024-05-03": (0, 0)}
    assert [minutes for _, _, minutes in workouts(found)] == [41, 34, 0]
    assert any("only the workouts count" in notice for notice in found.notices)


def test_minute_records_count_where_there_is_no_summary_and_never_of_two_devices() -> None:
    minutes = [apple.exercise_minute("2024-05-02", "Watch")] * 20
    minutes += [apple.exercise_minute("2024-05-02", "Phone")] * 12
    minutes += [apple.exercise_minute("2024-05-03", "Watch")] * 9
    found = read(apple.export(*minutes, apple.summary("2024-05-03", "7")))
    assert days(found) == {"2024-05-02": (20, 0), "2024-05-03": (7, 0)}


def test_the_malformed_document_type_and_control_characters_of_ios_16() -> None:
    entry = apple.workout(source="Bad \x0b Watch\x01")
    found = read(apple.export(entry, document_type=apple.MALFORMED_TYPE))
    assert [minutes for _, _, minutes in workouts(found)] == [41]
    assert reasons(found) == []


def test_an_export_in_a_zip_is_read_and_its_routes_are_not_counted_again() -> None:
    route = (
        '<?xml version="1.0"?><gpx creator="Apple Health Export"><trk><trkseg>'
        '<trkpt lat="50" lon="8"><time>2024-05-01T16:00:00Z</time></trkpt>'
        '<trkpt lat="50.1" lon="8"><time>2024-05-01T16:40:00Z</time></trkpt>'
        "</trkseg></trk></gpx>"
    )
    found = read(
        zipped(
            {
                "apple_health_export/Exportación.xml": apple.export(apple.workout()),
                "apple_health_export/export_cda.xml": "<?xml version='1.0'?><ClinicalDocument/>",
                "apple_health_export/workout-routes/route_1.gpx": route,
                "apple_health_export/electrocardiograms/ecg.csv": "Name,Anna\nKlasse,x\n",
            }
        ),
        "export.zip",
    )
    assert [minutes for _, _, minutes in workouts(found)] == [41]
    assert any("left out, because the list" in notice for notice in found.notices)
    assert found.rejected == ()


def test_gzipped_and_zipped_twice_it_is_read_as_well() -> None:
    whole = apple.export(apple.workout())
    for packed in (gzipped(whole), zipped({"a.zip": zipped({"export.xml": gzipped(whole)})})):
        assert [minutes for _, _, minutes in workouts(read(packed))] == [41]


def test_of_a_file_cut_off_everything_before_the_cut_is_kept() -> None:
    whole = apple.export(apple.workout(), apple.workout("Running"))
    cut = whole[: whole.rindex(b"<Workout") + 30]
    found = read(cut)
    assert [kind for _, kind, _ in workouts(found)] == ["walking"]
    ((row, reason),) = reasons(found)
    assert row is None
    assert "damaged or cut off at line" in reason


def test_an_entity_bomb_is_refused_at_once() -> None:
    bomb = "<!DOCTYPE HealthData [\n<!ENTITY a0 'ha'>\n"
    bomb += "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};&a{n - 1};">\n' for n in range(1, 60))
    found = read(apple.export(apple.workout(source="&a59;"), document_type=bomb + "]>\n"))
    assert workouts(found) == []
    assert "undefined entity" in reasons(found)[0][1]
    outside = '<!DOCTYPE HealthData SYSTEM "file:///etc/passwd">\n'
    assert reasons(read(apple.export(apple.workout(), document_type=outside))) == []


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"<!DOCTYPE HealthData [" + b"<!-- x -->" * 300_000, "has no end"),
        (b"<HealthData>" + b"<a>" * 10_000, "nested"),
        (b'<?xml version="1.0" encoding="no-such"?><HealthData></HealthData>', "unknown way"),
        (b"<HealthData/><HealthData/>", "damaged"),
        (b"<HealthData><!DOCTYPE x></HealthData>", "damaged"),
    ],
)
def test_what_no_export_holds_is_refused(content: bytes, part: str) -> None:
    assert part in reasons(read(content))[0][1]


def test_dates_that_are_none_are_told_with_the_workouts_place() -> None:
    found = read(
        apple.export(apple.workout(), apple.workout(start="yesterday"), apple.workout(end=""))
    )
    assert [row for row, _ in reasons(found)] == [2]  # the third has its duration
    found = read(apple.export(apple.workout(start="2024-05-01 18:00:00")))  # no offset
    assert reasons(found) == [(1, "Its dates cannot be read.")]


def test_a_real_export() -> None:
    found = read(real("apple_health_export.xml"))
    assert workouts(found)[0] == ("2016-04-02 10:40:38+01:00", "other activity", 32)  # 31.74
    assert days(found) == {"2016-04-14": (89, 0), "2016-04-15": (6, 0)}


# -- the search among the bytes finds what the parser finds


def by_parser(data: bytes) -> HealthRecords | None:
    found = HealthRecords()
    try:
        parse(io.BytesIO(data), found)
    except FileError:
        return None
    return found


def by_scan(data: bytes) -> HealthRecords | None:
    found = HealthRecords()
    try:
        scan(io.BytesIO(data), found)
    except (UnreadableElement, FileError):
        return None
    return found


TRICKS = (
    "<!-- <Workout workoutActivityType='x'/> -->",
    '<![CDATA[<Workout workoutActivityType="a"/>]]>',
    "<?php <Workout?>",
    "<Workout\nworkoutActivityType = 'HKWorkoutActivityTypeYoga'\tstartDate='2024-01-01'/>",
    '<Workout workoutActivityType="A" duration="1" durationUnit="min" startDate="x > y"></Workout>',
    '<Workout workoutActivityType="A"><Workout workoutActivityType="B"/></Workout>',
    '<WorkoutEvent type="<b"/>',
    '<WorkoutActivity duration="3"/><Workouts/><Workout.x/><Workout/>',
    '<Record type="HKQuantityTypeIdentifierAppleExercise&#84;ime" value="3" startDate="x"/>',
    "<Record type='HKQuantityTypeIdentifierAppleExercise&#84;ime' value='3' startDate='x'/>",
    "<Record a=\"it's&#9;\" type='HKQuantityTypeIdentifierAppleExercise&#84;ime' value='3'/>",
    '<Record note="HKQuantityTypeIdentifierAppleExerciseTime" type="other" value="3"/>',
    '<Record type="HKQuantityTypeIdentifierAppleExerciseTime" value="1,5" startDate="2024-01-01"/>',
    '<MetadataEntry key="HKTimeZone" value="Asia/Tokyo"/>',
    "HKQuantityTypeIdentifierAppleExerciseTime in a text &amp; &lt;Workout/&gt;",
    '<ActivitySummary dateComponents="2024-01-09" appleExerciseTime="1&#48;"/>',
    '<ActivitySummary dateComponents="2024-01-09" dateComponents="2024-01-08"/>',
    '<Workout workoutActivityType="A" sourceName="a\n\tb&quot;&apos;" startDate="z"/>',
    "<Some><Record type='HKQuantityTypeIdentifierAppleExerciseTime' value='2'/></Some>",
    '<Work\x0bout workoutActivityType="C"/>',
    "\U0001f6b6 é",
    "<x:Workout/>",
)
ELEMENTS = st.one_of(
    st.builds(
        apple.workout,
        kind=st.sampled_from(["Walking", "Running", "Yoga", "Other"]),
        duration=st.none() | st.floats(0, 500).map(lambda minutes: f"{minutes:.9f}"),
        unit=st.sampled_from([None, "min", "s", "hr", "x"]),
        inner=st.lists(st.sampled_from([apple.time_zone("Asia/Tokyo"), *TRICKS]), max_size=2),
        source=st.text(st.characters(codec="utf-8", exclude_characters='<&"\x0b'), max_size=8),
    ),
    st.builds(apple.summary, st.sampled_from(["2024-01-01", "2024-01-02"]), st.just("7.25")),
    st.builds(
        apple.exercise_minute,
        st.sampled_from(["2024-01-01", "2024-01-02"]),
        st.sampled_from(["Watch", "Phone"]),
        st.floats(0, 9).map(str),
    ),
    st.builds(apple.record, st.sampled_from(["StepCount", "HeartRate"]), st.just("2024-01-01")),
    st.sampled_from(TRICKS),
)


@settings(max_examples=300, deadline=None)
@given(
    elements=st.lists(ELEMENTS, max_size=12),
    document_type=st.sampled_from([apple.TYPE, apple.MALFORMED_TYPE, ""]),
)
@example(elements=list(TRICKS), document_type="")
def test_the_search_finds_what_the_parser_finds(elements: list[str], document_type: str) -> None:
    data = apple.export(*elements, document_type=document_type)
    parsed, scanned = by_parser(data), by_scan(data)
    if parsed is not None and scanned is not None:
        assert scanned == parsed


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_alone_is_seen_through(trick: str) -> None:
    data = apple.export(trick, apple.workout())
    parsed, scanned = by_parser(data), by_scan(data)
    assert scanned is None or parsed is None or scanned == parsed
    assert parsed is None or len(parsed.workouts) >= 1


def test_an_ordinary_export_needs_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    data = apple.export(
        apple.workout(inner=[apple.time_zone("Asia/Tokyo"), '<WorkoutEvent type="a"/>']),
        apple.summary("2024-05-02", "5"),
        apple.exercise_minute("2024-05-02"),
        apple.record("StepCount", "2024-05-02"),
        document_type=apple.MALFORMED_TYPE,
    ).replace(b"&#160;", b" ")
    assert by_scan(data) == by_parser(data)
    assert by_scan(data) is not None


@settings(max_examples=40, deadline=None)
@given(size=st.integers(3, 400))
def test_wherever_a_piece_of_the_file_ends_nothing_is_lost(size: int) -> None:
    from tracker.files import xml_stream

    data = apple.export(
        apple.workout(inner=[apple.time_zone("Asia/Tokyo")]),
        apple.summary("2024-05-02", "5"),
        apple.exercise_minute("2024-05-02"),
        apple.workout("Running"),
        document_type="",
    ).replace(b"&#160;", b" ")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_stream, "CHUNK", size)
        assert by_scan(data) == by_parser(data)
        found = by_scan(data)
    assert found is not None
    assert len(found.workouts) == 2


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's own figures")
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "zipped"])
def test_a_large_export_takes_little_memory(tmp_path: Path, packed: bool) -> None:
    file = tmp_path / "export.xml"
    step = f" {apple.record('StepCount', '2024-01-01')}\n".encode() * 4_000  # about a megabyte
    with file.open("wb") as out:
        out.write(apple.export(apple.workout(), end=""))
        for number in range(60):
            out.write(step.replace(b"10:00", f"{number % 24:02}:00".encode()))
        out.write(b"</HealthData>")
    if packed:
        with zipfile.ZipFile(
            tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED, True, 1
        ) as archive:
            archive.write(file)
        file = tmp_path / "export.zip"
    program = (
        "import sys; from pathlib import Path\n"
        "from tracker.importing.parsing import parse_paths\n"
        "import tracker.importing.sources.apple_health\n"
        "held = lambda: Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]\n"
        "before = held()\n"
        "found = parse_paths([Path(sys.argv[1])], 'UTC')\n"
        "print(held(), before, len(found.candidates), *found.rejected)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True
    )
    after, before, count = map(int, done.stdout.split())
    assert count == 1
    assert after - before < 15_000  # kilobytes
