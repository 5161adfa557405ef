import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tests.store.entries import own_exercise
from tracker.importing.importer import apply_preview, preview
from tracker.importing.parse_result import ParseResult
from tracker.importing.parsing import parse_uploads
from tracker.importing.preview import Difference, Preview, keeping_stored
from tracker.model import Activity, CheckIn, ExerciseDone, Intensity, Reading
from tracker.store import Diary, Stale

DAY = date(2026, 3, 1)
BERLIN_WINTER = timezone(timedelta(hours=1))
EVENING = datetime(2026, 3, 1, 20, 14, tzinfo=BERLIN_WINTER)
WALK = Activity(DAY, "walking", 30, Intensity.MODERATE)
Take = Callable[..., Preview]
Read = Callable[..., ParseResult]


def counts(plan: Preview) -> tuple[int, int, int, int]:
    return plan.added, plan.updated, plan.unchanged, len(plan.rejected)


def test_only_date_and_pain_are_needed(ada: Diary, take: Take) -> None:
    before = ada.person().now()
    assert counts(take("date,pain\n2026-03-01,4\n")) == (1, 0, 0, 0)
    (check_in,) = ada.check_ins()
    assert (check_in.date, check_in.pain, check_in.sites, check_in.flare) == (DAY, 4, (), None)
    assert before <= check_in.entered_at <= ada.person().now()


def test_every_column_is_read(ada: Diary, take: Take) -> None:
    take(
        "date,pain,worst_pain,interference,flare,sleep,sites,note,entered_at\n"
        '2026-03-01,4,6,0,yes,7,"lower back; left leg","one\ntwo, ""three""",2026-03-01T20:14\n'
    )
    assert ada.check_ins() == [
        CheckIn(DAY, 4, EVENING, 6, 0, True, 7, ("lower back", "left leg"), 'one\ntwo, "three"')
    ]


def test_a_cell_says_in_each_row_what_it_says_in_the_first(ada: Diary, take: Take) -> None:
    found = take(
        "date,minutes,activity,intensity\n"
        "2026-03-01,30,swim,\n2026-03-01,soon,swim,light\n"
        "2026-03-02,30,swim,\n2026-03-02,soon,,light\n2026-03-03,30,'=swim,light\n",
        "activities.csv",
    )
    assert [(one.date.day, one.minutes, one.activity) for one in ada.activities()] == [
        (1, 30, "swim"),
        (2, 30, "swim"),
        (3, 30, "=swim"),
    ]
    assert [(row.row, row.field) for row in found.rejected] == [(3, "minutes"), (5, "minutes")]


def test_a_time_without_offset_is_local_to_the_person(ada: Diary, take: Take) -> None:
    take("at,pain\n2026-03-01T20:14,4\n2026-07-01 20:14:05.5,5\n2026-07-01T20:14Z,6\n", "r.csv")
    assert [reading.at.isoformat() for reading in ada.readings()] == [
        "2026-03-01T20:14:00+01:00",
        "2026-07-01T20:14:05+02:00",
        "2026-07-01T20:14:00+00:00",
    ]


def test_twice_the_same_adds_nothing_the_second_time(take: Take) -> None:
    for name, content in {
        "check_ins.csv": "date,pain\n2026-03-01,4\n",
        "readings.csv": "at,pain\n2026-03-01T20:14,4\n2026-03-01T20:14,4\n",
        "activities.csv": "date,minutes\n2026-03-01,30\n2026-03-01,30\n",
        "exercises.csv": "date,exercise\n2026-03-01,Wall squat\n2026-03-01,wall sit\n",
    }.items():
        rows = content.count("\n") - 1
        assert counts(take(content, name)) == (rows, 0, 0, 0)
        assert counts(take(content, name)) == (0, 0, rows, 0)


def test_an_empty_cell_or_a_missing_column_wipes_nothing(ada: Diary, take: Take) -> None:
    full = CheckIn(DAY, 4, EVENING, 6, 5, True, 7, ("neck",), "kept")
    ada.apply([full], by="Ada")
    assert counts(take("date,pain\n2026-03-01,4\n")) == (0, 0, 1, 0)
    assert counts(take("date,pain,worst_pain,flare,sites,note\n2026-03-01,4,,,,\n")) == (0, 0, 1, 0)
    assert ada.check_ins() == [full]


def test_a_different_value_is_an_update_that_shows_both(ada: Diary, take: Take) -> None:
    ada.apply([CheckIn(DAY, 4, EVENING, note="kept")], by="Ada")
    plan = take("date,pain,flare\n2026-03-01,5,no\n")
    assert counts(plan) == (0, 1, 0, 0)
    (update,) = plan.updates
    assert (update.file, update.row) == ("check_ins.csv", 2)
    assert update.differences == (Difference("pain", 4, 5), Difference("flare", None, False))
    assert ada.check_ins() == [CheckIn(DAY, 5, EVENING, flare=False, note="kept")]


def test_when_a_day_was_first_entered_stays(ada: Diary, take: Take) -> None:
    ada.apply([CheckIn(DAY, 4, EVENING)], by="Ada")
    assert counts(take("date,pain,entered_at\n2026-03-01,4,2026-03-05T08:00\n")) == (0, 0, 1, 0)
    assert counts(take("date,pain,entered_at\n2026-03-01,5,2026-03-05T08:00\n")) == (0, 1, 0, 0)
    assert ada.check_ins() == [CheckIn(DAY, 5, EVENING)]


def test_a_preview_writes_nothing(ada: Diary, read: Read) -> None:
    version = ada.version()
    assert counts(preview(ada, read("date,pain\n2026-03-01,4\n"))) == (1, 0, 0, 0)
    assert ada.version() == version
    assert ada.check_ins() == []


def test_where_the_diary_wins_a_file_only_fills_in_what_is_missing(ada: Diary, read: Read) -> None:
    other = CheckIn(date(2026, 3, 2), 2, EVENING + timedelta(days=1), note="mine")
    ada.apply([CheckIn(DAY, 4, EVENING), other], by="check in")
    rows = "date,pain,note\n2026-03-01,7,theirs\n2026-03-02,9,theirs\n2026-03-03,5,new\n"
    plan = keeping_stored(preview(ada, read(rows)))
    assert counts(plan) == (1, 1, 1, 0)
    apply_preview(ada, plan)
    assert [(c.pain, c.note) for c in ada.check_ins()] == [(4, "theirs"), (2, "mine"), (5, "new")]


def test_where_the_diary_wins_a_tick_that_is_not_set_is_missing_and_a_no_is_not(
    ada: Diary, read: Read
) -> None:
    ada.apply([CheckIn(DAY, 4, EVENING, flare=False)], by="check in")
    rows = "date,pain,flare,off_work\n2026-03-01,4,yes,yes\n"
    apply_preview(ada, keeping_stored(preview(ada, read(rows))))
    assert ada.check_ins() == [CheckIn(DAY, 4, EVENING, flare=False, off_work=True)]


def test_a_diary_that_changed_since_the_preview_is_not_written(ada: Diary, read: Read) -> None:
    plan = preview(ada, read("date,pain\n2026-03-01,4\n2026-03-02,4\n"))
    mine = CheckIn(DAY, 7, EVENING)
    ada.save(mine, by="Ada")
    with pytest.raises(Stale):
        apply_preview(ada, plan)
    assert ada.check_ins() == [mine]


def test_an_import_is_one_change_that_undo_takes_back(ada: Diary, take: Take) -> None:
    take("date,pain\n2026-03-01,4\n2026-03-02,4\n")
    ada.undo(by="Ada")
    assert ada.check_ins() == []


def test_a_bad_row_leaves_the_good_ones(ada: Diary, take: Take) -> None:
    plan = take("date,pain\n2026-03-01,4\n2026-03-02,11\n2026-03-03,5\n")
    assert counts(plan) == (2, 0, 0, 1)
    assert (plan.rejected[0].file, plan.rejected[0].row) == ("check_ins.csv", 3)
    assert [check_in.pain for check_in in ada.check_ins()] == [4, 5]


def test_the_later_of_two_rows_about_a_day_is_refused_and_names_the_first(
    ada: Diary, take: Take
) -> None:
    plan = take("date,pain\n2026-03-01,4\n2026-03-02,1\n2026-03-01,5\n")
    assert counts(plan) == (2, 0, 0, 1)
    (refusal,) = plan.rejected
    assert refusal.row == 4
    for part in ("check_ins.csv, row 2", "pain", "4", "5"):
        assert part in refusal.reason
    assert [check_in.pain for check_in in ada.check_ins()] == [4, 1]


def test_two_rows_that_say_the_same_of_a_day_are_one(ada: Diary, take: Take) -> None:
    plan = take("date,pain,note\n2026-03-01,4,\n2026-03-01,4,stiff\n2026-03-01,4,stiff\n")
    assert counts(plan) == (1, 0, 2, 0)
    assert [(c.pain, c.note) for c in ada.check_ins()] == [(4, "stiff")]


def test_an_activity_is_known_by_its_source_and_external_id(ada: Diary, take: Take) -> None:
    header = "date,activity,minutes,intensity,source,external_id,note\n"
    ride = "2026-03-01,cycling,{minutes},{intensity},watch,17,\n"
    take(header + ride.format(minutes=40, intensity="vigorous"), "activities.csv")
    (stored,) = ada.activities()
    plan = take(header + ride.format(minutes=41, intensity=""), "activities.csv")
    assert counts(plan) == (0, 1, 0, 0)
    assert plan.updates[0].differences == (Difference("minutes", 40, 41),)
    (changed,) = ada.activities()
    assert (changed.uid, changed.minutes, changed.intensity) == (stored.uid, 41, "vigorous")
    same_id = ride.format(minutes=41, intensity="") + ride.format(minutes=50, intensity="")
    plan = take(header + same_id, "activities.csv")
    assert counts(plan) == (0, 0, 1, 1)
    assert "row 2" in plan.rejected[0].reason
    assert counts(take(header + ride.format(minutes=41, intensity="").replace("watch", "phone"),
                       "activities.csv")) == (1, 0, 0, 0)  # fmt: skip


def test_equal_rows_match_equal_entries_one_by_one(ada: Diary, take: Take) -> None:
    ada.apply([WALK], by="Ada")
    three = "date,activity,minutes,intensity\n" + 3 * "2026-03-01,walking,30,moderate\n"
    assert counts(take(three, "activities.csv")) == (2, 0, 1, 0)
    assert ada.activities() == [WALK, WALK, WALK]


def test_a_file_without_a_column_matches_whatever_is_stored_there(ada: Diary, take: Take) -> None:
    ada.apply([Activity(DAY, "walking", 30, Intensity.VIGOROUS, note="hills")], by="Ada")
    assert counts(take("date,activity,minutes\n2026-03-01,walking,30\n", "a.csv")) == (0, 0, 1, 0)
    # A file that has the column and leaves it empty is about another walk.
    plan = take("date,activity,minutes,note\n2026-03-01,walking,30,\n", "activities.csv")
    assert counts(plan) == (1, 0, 0, 0)


def test_a_row_that_says_more_finds_its_equal_first(ada: Diary, take: Take) -> None:
    ada.apply([WALK, Activity(DAY, "walking", 30, Intensity.VIGOROUS)], by="Ada")
    rows = "2026-03-01,walking,30,\n2026-03-01,walking,30,moderate\n"
    plan = take("date,activity,minutes,intensity\n" + rows, "activities.csv")
    assert counts(plan) == (0, 0, 2, 0)


def test_the_same_files_named_twice_are_imported_once(ada: Diary) -> None:
    activities = b"date,activity,minutes\n2026-03-01,walking,30\n2026-03-01,walking,30\n"
    files = [("activities.csv", activities), ("activities.csv", activities)]
    plan = preview(ada, parse_uploads(files, "UTC"))
    assert counts(plan) == (2, 0, 2, 0)


def test_two_files_that_differ_on_a_day_name_each_other(ada: Diary) -> None:
    files = [
        ("check_ins.csv", b"date,pain\n2026-03-01,4\n"),
        ("check_ins.csv", b"date,pain\n2026-03-01,5\n"),
    ]
    plan = preview(ada, parse_uploads(files, "UTC"))
    assert counts(plan) == (1, 0, 0, 1)
    assert plan.rejected[0].file == "check_ins.csv (2)"
    assert "check_ins.csv, row 2" in plan.rejected[0].reason


def test_an_exercise_gets_its_standard_name(ada: Diary, take: Take) -> None:
    plan = take("date,exercise,reps\n2026-03-01,Cat Cow,5\n2026-03-01,burpee,\n", "exercises.csv")
    assert ada.exercises_done() == [
        ExerciseDone(DAY, "cat-camel", reps=5), ExerciseDone(DAY, "burpee"),
    ]  # fmt: skip
    (notice,) = plan.notices
    assert "burpee" in notice
    assert "strengthening" in notice


def test_an_own_exercise_is_known_by_its_name_and_counts(ada: Diary, take: Take) -> None:
    ada.apply([own_exercise("Wall slide"), ExerciseDone(DAY, "WALL SLIDE", reps=3)], by="Ada")
    rows = "2026-03-01,wall slide,3\n2026-03-02,wall slide,4\n"
    plan = take("date,exercise,reps\n" + rows, "exercises.csv")
    assert (counts(plan), plan.notices) == ((1, 0, 1, 0), ())
    assert [done.exercise for done in ada.exercises_done()] == ["WALL SLIDE", "Wall slide"]
    assert [day.strength for day in ada.days(None, None, ())] == [True, True]


def test_an_own_exercise_of_the_same_file_is_known_too(ada: Diary, take: Take) -> None:
    whole = {
        "exercises": [{"date": "2026-03-01", "exercise": "Wall slide"}],
        "own_exercises": [{"name": "wall slide", "kind": "strengthening"}],
    }
    assert take(json.dumps(whole), "diary.json").notices == ()


def test_a_name_of_the_library_is_no_name_of_an_own_exercise(ada: Diary, take: Take) -> None:
    plan = take("name,kind\nWall-Sit,mobility\nwall slide,mobility\n", "own_exercises.csv")
    assert counts(plan) == (1, 0, 0, 1)
    assert "The library has an exercise called 'Wall-Sit'" in plan.rejected[0].reason
    assert [own.name for own in ada.own_exercises()] == ["wall slide"]


def test_an_exercise_stored_under_another_name_is_not_added_again(ada: Diary, take: Take) -> None:
    ada.apply([ExerciseDone(DAY, "wall squat")], by="Ada")
    assert counts(take("date,exercise\n2026-03-01,wall sit\n", "exercises.csv")) == (0, 0, 1, 0)
    assert counts(take("date,exercise\n2026-03-01,wall squat\n", "exercises.csv")) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("kind", "intensity", "said"),
    [("running", "vigorous", False), ("Yoga", "light", False), ("moon hopping", "moderate", True)],
)
def test_an_activity_without_intensity_gets_the_usual_one(
    ada: Diary, take: Take, kind: str, intensity: str, said: bool
) -> None:
    plan = take(f"date,activity,minutes\n2026-03-01,{kind},30\n", "activities.csv")
    assert [(a.activity, a.intensity) for a in ada.activities()] == [(kind, intensity)]
    assert bool(plan.notices) is said


def test_minutes_alone_are_an_activity_of_an_unsaid_kind(ada: Diary, take: Take) -> None:
    plan = take("date,minutes\n2026-03-01,30\n", "activities.csv")
    assert [(a.activity, a.intensity) for a in ada.activities()] == [("other activity", "moderate")]
    assert len(plan.notices) == 1


def test_a_day_that_has_not_begun_is_refused(ada: Diary, take: Take) -> None:
    tomorrow = ada.person().today() + timedelta(days=1)
    plan = take(f"date,pain\n{tomorrow},4\n")
    assert counts(plan) == (0, 0, 0, 1)
    assert "date" in plan.rejected[0].reason


def test_progress_ends_at_everything(ada: Diary, read: Read) -> None:
    found = read("date,pain\n" + "".join(f"2025-{m:02}-{d:02},4\n" for m in range(1, 13)
                                         for d in range(1, 29)))  # fmt: skip
    seen: list[tuple[int, int]] = []
    plan = preview(ada, found, lambda done, total: seen.append((done, total)))
    apply_preview(ada, plan, progress=lambda done, total: seen.append((done, total)))
    assert (336, 336) in seen
    assert seen[-1][0] == seen[-1][1]


def test_readings_keep_their_context_and_exercise(ada: Diary, take: Take) -> None:
    take("at,pain,context,exercise\n2026-03-01T20:14,4,Before,wall squat\n", "readings.csv")
    (reading,) = ada.readings()
    assert isinstance(reading, Reading)
    assert (reading.context, reading.exercise, reading.at) == ("before", "wall sit", EVENING)
    assert reading.at.astimezone(UTC).hour == 19
