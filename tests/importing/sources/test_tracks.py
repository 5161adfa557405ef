"""TCX and GPX."""

import gpxpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importing.sources.reading import gzipped, ids, read, reasons, strength, workouts, zipped

TCX_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<TrainingCenterDatabase xmlns='
    '"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>'
)


def tcx(*activities: str) -> str:
    return f"{TCX_HEAD}{''.join(activities)}</Activities></TrainingCenterDatabase>"


def activity(sport: str, start: str, *laps: float) -> str:
    body = "".join(
        f'<Lap StartTime="{start}"><TotalTimeSeconds>{seconds}</TotalTimeSeconds>'
        f"<DistanceMeters>1</DistanceMeters><Track><Trackpoint><Time>{start}</Time></Trackpoint>"
        "</Track></Lap>"
        for seconds in laps
    )
    return f'<Activity Sport="{sport}"><Id>{start}</Id>{body}</Activity>'


def gpx(*tracks: str, head: str = '<gpx version="1.1" creator="App">') -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{"".join(tracks)}</gpx>'


def track(*segments: list[tuple[float, str]], kind: str = "") -> str:
    """Segments of points, each so many metres to the north of the first and at a time."""
    said = f"<type>{kind}</type>" if kind else ""
    body = "".join(
        "<trkseg>"
        + "".join(
            f'<trkpt lat="{50 + metres / 111_195:.7f}" lon="8"><time>{time}</time></trkpt>'
            for metres, time in segment
        )
        + "</trkseg>"
        for segment in segments
    )
    return f"<trk><name>Evening</name>{said}{body}</trk>"


def clock(minutes: float) -> str:
    return f"2024-05-01T22:{int(minutes):02}:{round(minutes % 1 * 60):02}Z"


# -- TCX


def test_laps_add_up_and_the_persons_zone_has_the_day() -> None:
    found = read(tcx(activity("Running", "2024-05-01T22:30:00Z", 600, 605.5, 300)))  # 25.1 min
    assert workouts(found) == [("2024-05-02 00:30:00+02:00", "running", 25)]
    assert ids(found) == ["2024-05-01T22:30:00Z"]


def test_an_offset_of_its_own_decides_the_day() -> None:
    found = read(tcx(activity("Biking", "2024-05-01T22:30:00-07:00", 1800)))
    assert workouts(found) == [("2024-05-01 22:30:00-07:00", "cycling", 30)]


def test_several_activities_also_of_a_multisport_session() -> None:
    legs = "".join(
        f"<{leg}>{activity(sport, '2024-05-01T10:00:00Z', 900)}</{leg}>"
        for leg, sport in (("FirstSport", "Running"), ("NextSport", "Biking"))
    )
    found = read(
        tcx(
            f"<MultiSportSession>{legs}</MultiSportSession>",
            activity("Other", "2024-05-02T10:00:00Z", 60),
        )
    )
    assert [(kind, minutes) for _, kind, minutes in workouts(found)] == [
        ("running", 15), ("cycling", 15), ("other activity", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (tcx(), "no activity"),
        (tcx('<Activity Sport="Running"></Activity>'), "when it began"),
        (tcx(activity("Running", "2024-05-01T10:00:00Z")), "less than half a minute"),
        (tcx(activity("Running", "2024-05-01T10:00:00Z", 90_000)), "left running"),
        (tcx(activity("Running", "2024-02-30T10:00:00Z", 600)), "when it began"),
        (tcx(activity("Running", "0001-01-01T00:00:00Z", 600)), "when it began"),
    ],
)
def test_what_is_wrong_with_a_tcx_file_is_told(content: str, part: str) -> None:
    assert part in reasons(read(content))[0][1]


def test_a_tcx_file_cut_off_in_a_lap_gives_the_laps_before() -> None:
    whole = tcx(activity("Running", "2024-05-01T10:00:00Z", 600, 700))
    found = read(whole[: whole.rindex("<DistanceMeters>")])
    assert [minutes for _, _, minutes in workouts(found)] == [22]  # 1,300 s
    assert "cut off" in reasons(found)[0][1]


def test_utf_16_is_read_too() -> None:
    content = tcx(activity("Running", "2024-05-01T10:00:00Z", 600)).replace("UTF-8", "UTF-16")
    assert [minutes for _, _, minutes in workouts(read(content.encode("utf-16")))] == [10]


# -- GPX


def test_only_the_time_in_which_it_moved_counts() -> None:
    # Ten minutes at 6 km/h, twenty standing (5 m of drift), ten more minutes: 20 minutes.
    walk = [(0, clock(0)), (1000, clock(10)), (1005, clock(30)), (2005, clock(40))]
    found = read(gpx(track(walk, kind="walking")))
    assert workouts(found) == [("2024-05-02 00:00:00+02:00", "walking", 20)]


def test_the_gap_between_two_segments_is_a_pause() -> None:
    first, second = [(0, clock(0)), (900, clock(9))], [(2000, clock(30)), (3000, clock(40))]
    assert [minutes for _, _, minutes in workouts(read(gpx(track(first, second))))] == [19]


def test_each_track_is_a_workout() -> None:
    run, ride = [(0, clock(0)), (900, clock(5))], [(0, clock(10)), (9000, clock(30))]
    found = read(gpx(track(run, kind="9"), track(ride, kind="cycling"), track(ride)))
    assert [(kind, minutes) for _, kind, minutes in workouts(found)] == [
        ("running", 5), ("cycling", 20), ("?", 20),
    ]  # fmt: skip


def test_a_strength_workout_may_come_as_gpx() -> None:
    found = read(gpx(track([(0, clock(0)), (900, clock(5))], kind="strength_training")))
    assert strength(found) == [("2024-05-02", "strength workout")]


@settings(max_examples=60, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.integers(1, 50), st.sampled_from([0.0, 1.5, 3.0, 12.0])),
        min_size=2,
        max_size=12,
    )
)
def test_moving_time_agrees_with_gpxpy(steps: list[tuple[int, float]]) -> None:
    metres, seconds = 0.0, 0
    points = [(0.0, "2024-05-01T10:00:00Z")]
    for duration, speed in steps:
        metres += duration * speed
        seconds += duration
        points.append((metres, f"2024-05-01T10:{seconds // 60:02}:{seconds % 60:02}Z"))
    content = gpx(track(points))
    moving = gpxpy.parse(content).get_moving_data(raw=True).moving_time
    expected = [int(moving / 60 + 0.5)] if moving >= 30 else []
    assert [minutes for _, _, minutes in workouts(read(content))] == expected


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (gpx(), "no track"),
        (gpx('<wpt lat="1" lon="2"/>'), "no track"),
        (gpx('<trk><trkseg><trkpt lat="1" lon="2"/></trkseg></trk>'), "when they were passed"),
        (gpx(track([(0, "yesterday"), (5, "today")])), "when they were passed"),
        (gpx(track([(0, clock(0)), (0, clock(9))])), "less than half a minute"),
        (gpx(track([(0, clock(9)), (900, clock(0))])), "less than half a minute"),
        (gpx(track([(0, clock(0))])).replace('lat="50', 'lat="x'), "when they were passed"),
    ],
)
def test_what_is_wrong_with_a_gpx_file_is_told(content: str, part: str) -> None:
    assert part in reasons(read(content))[0][1]


@pytest.mark.parametrize("make", [gpx, tcx])
def test_an_entity_bomb_in_a_track_does_nothing(make: object) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    content = (make == tcx and tcx("&b;")) or gpx("&b;")
    head, rest = content.split("\n", 1)
    assert "undefined entity" in reasons(read(f"{head}\n{bomb}{rest}"))[0][1]


def test_many_in_a_zip_gzipped_or_not_and_a_bad_one_among_them() -> None:
    good = gpx(track([(0, clock(0)), (900, clock(5))], kind="running"))
    other = tcx(activity("Biking", "2024-05-01T10:00:00Z", 600))
    found = read(
        zipped(
            {
                "a/1.gpx.gz": gzipped(good),
                "a/2.dat": other,
                "a/3.gpx": good[:-20],
                "b/4.jpg": b"\xff",
            }
        )
    )
    assert [kind for _, kind, _ in workouts(found)] == ["running", "cycling", "running"]
    assert [rejected.file for rejected in found.rejected] == ["file: 3.gpx"]


def test_laps_that_are_longer_than_their_activity_are_not_believed() -> None:
    """Google Fit writes segments that run on after the walk: 23 hours of one of 40 minutes."""
    walk = activity("Walking", "2019-05-01T10:00:00Z", 23 * 3600).replace(
        "</Track>", "<Trackpoint><Time>2019-05-01T10:40:00Z</Time></Trackpoint></Track>"
    )
    found = read(tcx(walk))
    assert [minutes for _, _, minutes in workouts(found)] == [40]
    assert "40 minutes instead of 1380" in found.notices[0]


def test_a_track_of_more_than_a_day_is_split() -> None:
    points = [(60.0 * n, f"2024-05-{1 + n // 1440:02}T{n // 60 % 24:02}:{n % 60:02}:00Z")
              for n in range(1_800)]  # fmt: skip
    found = read(gpx(track(points, kind="hiking")))
    assert [minutes for _, _, minutes in workouts(found)] == [1320, 479]
    assert "30 hours is split over 2 days" in found.notices[0]
