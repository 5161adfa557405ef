"""Exercises of one's own: named once, then planned, guided and counted like the library's."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from tests.pages.builders import BERLIN, BY, ago
from tests.pages.visiting import PATIENCE, Visit, at_this_computer
from tracker.identity.identity import THIS_COMPUTER
from tracker.library.suggestion import DAYS_A_WEEK
from tracker.model import ExerciseDone, ExerciseKind, OwnExercise, PlanItem, Region
from tracker.store import Diary
from tracker.ui.diary_cache import this_week
from tracker.ui.exercises import plan
from tracker.ui.exercises.library_view import own_entries
from tracker.ui.exercises.own_editor import set_picture
from tracker.ui.session_player.exercise_picker import offer
from tracker.web.autosave.entries import save_entry
from tracker.web.autosave.fields import save_field

HEEL = OwnExercise(
    "heel slides",
    ExerciseKind.STRENGTHENING,
    Region.CORE,
    sets=2,
    reps=8,
    each_side=True,
    steps="Lie on your back.\n\nSlide one <b>heel</b> towards you.",
)


def picture(form: str = "JPEG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (1200, 600), "teal").save(out, form)
    return out.getvalue()


def editor() -> None:
    from tracker.ui import session
    from tracker.ui.exercises.plan import plan_editor

    plan_editor(session.diary())


class Editing(Visit):
    """The plan and what is one's own, in a window of their own."""

    def __init__(self) -> None:
        self.redrawn, self.toasts, self.identity = "", [], THIS_COMPUTER
        self.app = at_this_computer(AppTest.from_function(editor, default_timeout=PATIENCE))
        self.app.context = {"timezone": "Europe/Berlin", "locale": "en-GB"}
        self.app.run()


@pytest.fixture
def owned(diary: Diary) -> Diary:
    """A diary with an exercise of its own."""
    diary.save(HEEL, by=BY)
    return diary


def test_a_name_that_nobody_knows_makes_an_exercise_of_ones_own_and_plans_it(
    diary: Diary, today: date
) -> None:
    editing = Editing()
    assert "Your own exercises" not in editing.words
    editing.choose("Add an exercise", "  heel   slides ")
    assert diary.own_exercises() == [OwnExercise("heel slides", ExerciseKind.MOBILITY)]
    days = DAYS_A_WEEK[ExerciseKind.MOBILITY]
    assert diary.plan() == [PlanItem("heel slides", days, starts=today)]
    assert "Your own exercises" in editing.words
    assert editing.value("What it is for") is ExerciseKind.MOBILITY, "it is shown opened"


def test_a_name_that_the_library_knows_is_the_librarys(diary: Diary) -> None:
    Editing().choose("Add an exercise", "cat cow")
    assert [item.exercise for item in diary.plan()] == ["cat-camel"]
    assert diary.own_exercises() == []


def test_a_workout_that_the_library_counts_as_strengthening_is_no_name_of_ones_own(
    diary: Diary,
) -> None:
    editing = Editing()
    editing.choose("Add an exercise", "Core training")
    assert (diary.own_exercises(), diary.plan()) == ([], [])
    assert "That was not saved. The library has an exercise with that name" in editing.redrawn


def test_what_is_said_of_it_is_saved_as_it_is_touched_or_typed(diary: Diary) -> None:
    editing = Editing().choose("Add an exercise", "Heel slides")
    editing.choose("What it is for", ExerciseKind.STRENGTHENING)
    editing.choose("Where it works", Region.CORE)
    editing.type("Steps, one a line", HEEL.steps).type("Sets", "2").type("Reps", "8")
    editing.choose("Each side", True)
    assert diary.own_exercises() == [replace(HEEL, name="Heel slides")]
    assert "3 days a week: 2 sets of 8" in editing.words
    assert "Slide one <b>heel</b> towards you." in editing.words, "what is typed is text"


def test_its_picture_is_shown_at_once_with_its_words_and_can_be_taken_away(owned: Diary) -> None:
    editing = Editing().open("own-open-heel slides")
    editing.app.file_uploader[0].upload("heel.jpg", picture(), "image/jpeg")
    editing.again()
    kept = owned.own_exercise("heel slides")
    assert kept is not None
    assert kept.picture is not None
    assert Image.open(BytesIO(kept.picture)).size == (800, 400)
    assert 'alt="Your picture of heel slides"' in editing.drawn("bb-own-picture")
    editing.type("What the picture shows, in words", 'A "heel" on the floor')
    assert "A &quot;heel&quot; on the floor" in editing.drawn("bb-own-picture")
    editing.tap("Remove the picture")
    assert owned.own_exercises() == [HEEL]


def test_it_is_an_entry_of_the_library_in_which_what_was_typed_is_text() -> None:
    markup = own_entries([replace(HEEL, name='heel "slides" & more')])
    assert 'data-region="core" data-kind="strengthening"' in markup
    assert "2 sets of 8, each side" in markup
    assert 'data-add="heel &quot;slides&quot; &amp; more"' in markup
    assert "Slide one &lt;b&gt;heel&lt;/b&gt; towards you." in markup
    assert own_entries([]) == ""


def test_what_is_no_picture_is_refused_in_words_and_changes_nothing(owned: Diary) -> None:
    editing = Editing().open("own-open-heel slides")
    editing.app.file_uploader[0].upload("heel.png", b"no picture at all", "image/png")
    editing.again()
    said = "That was not saved. That file is no JPEG or PNG picture."
    assert said in editing.redrawn
    assert owned.own_exercises() == [HEEL]


def test_a_removed_one_is_offered_no_more_and_what_was_done_of_it_stays(
    owned: Diary, today: date
) -> None:
    done = ExerciseDone(ago(today, 1), "heel slides")
    owned.apply([PlanItem("heel slides", 2), done], by=BY)
    editing = Editing().open("own-open-heel slides").tap("Remove this exercise")
    assert owned.plan() == []
    assert owned.exercises_done() == [done]
    assert "Heel slides" not in editing.options("Add an exercise")
    editing.choose("Add an exercise", "Heel slides")
    assert owned.own_exercises() == [HEEL], "named again, it is the one it was"


def test_the_check_in_finds_it_by_name_and_a_plan_makes_it_a_chip(
    owned: Diary, today: date
) -> None:
    visit = Visit().choose("Another exercise", "heel slides")
    assert [entry.exercise for entry in owned.exercises_done(today, today)] == ["heel slides"]
    assert visit.value("Exercises done") == ["heel slides"]
    owned.save(PlanItem("heel slides", 7), by=BY)
    assert "Heel slides" in Visit(day=ago(today, 1).isoformat()).options("Exercises done")


def test_strengthening_of_ones_own_counts_to_the_strength_days(owned: Diary, today: date) -> None:
    owned.apply([PlanItem("heel slides", 3), ExerciseDone(today, "Heel Slides")], by=BY)
    assert this_week(owned, BERLIN, today).strength_days == 1
    assert "Your plan makes at least 3 strength days a week." in Editing().words


def test_a_session_plays_it_with_its_steps_dose_and_picture(owned: Diary) -> None:
    set_picture(owned, "heel slides", picture("PNG"))
    offered = offer(["Heel Slides"], [], [], owned.own_exercises())
    (heel,) = offered.exercises
    assert heel["how"] == ["Lie on your back.", "Slide one <b>heel</b> towards you."]
    assert (heel["sets"], heel["reps"]) == (2, 8)
    assert heel["words"].startswith("2 sets, 8 times, each side")
    assert heel["gentler"] == [], "nobody knows how hard it is"
    assert "data:image/png;base64," in offered.pictures["heel slides"]
    assert "heel slides" in [one["name"] for one in offer([], [], [], [HEEL]).exercises]


def renamed(name: str = "Slow heel slides") -> Editing:
    """The editor after the exercise was given another name."""
    return Editing().open("own-open-heel slides").choose("Name", name)


def test_another_name_is_the_name_of_all_that_was_done_and_planned_of_it(
    owned: Diary, today: date
) -> None:
    before = ago(today, 1)
    owned.apply([PlanItem("heel slides", 7), ExerciseDone(before, "heel slides", 2, 8)], by=BY)
    editing = renamed("  Slow   heel slides ")
    assert owned.own_exercises() == [
        replace(HEEL, name="Slow heel slides", other_names="heel slides")
    ]
    assert [item.exercise for item in owned.plan()] == ["Slow heel slides"]
    assert editing.value("Name") == "Slow heel slides", "its part of the screen stays open"
    assert "Name in older files heel slides" in editing.words
    editing.choose("What it is for", ExerciseKind.MOBILITY).type("Sets", "3")
    assert (kept := owned.own_exercise("slow heel slides")) is not None
    assert (kept.kind, kept.sets) == (ExerciseKind.MOBILITY, 3)
    assert Visit(day=before.isoformat()).value("Exercises done") == ["Slow heel slides"]
    days = Visit("days", month=f"{before:%Y-%m}").listed_days
    assert any("Slow heel slides" in line for line in days[str(before)])


def test_a_name_given_by_mistake_is_undone_by_one_tap(owned: Diary, today: date) -> None:
    done = [ExerciseDone(ago(today, n), "heel slides") for n in range(30)]
    owned.apply([PlanItem("heel slides", 7), *done], by=BY)
    renamed()
    visit = Visit().tap("Undo renaming heel slides to Slow heel slides")
    assert owned.own_exercises() == [HEEL]
    assert owned.exercises_done() == done[::-1]
    assert "Undone: renaming heel slides to Slow heel slides" in visit.toasts
    visit.tap("Redo renaming heel slides to Slow heel slides")
    assert {entry.exercise for entry in owned.exercises_done()} == {"Slow heel slides"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cat cow", "The library has an exercise with that name"),
        ("Core training", "The library has an exercise with that name"),
        ("LEG swings", "an exercise called “LEG swings” already. Choose another name."),
    ],
)
def test_a_name_that_something_else_has_is_refused_and_stays_to_be_changed(
    owned: Diary, name: str, said: str
) -> None:
    owned.save(OwnExercise("leg swings", ExerciseKind.MOBILITY), by=BY)
    editing = renamed(name)
    assert said in editing.redrawn
    assert editing.value("Name") == name
    assert [own.name for own in owned.own_exercises()] == ["heel slides", "leg swings"]
    editing.choose("Name", "Heel slides, lying")
    assert owned.own_exercises()[0].name == "Heel slides, lying"
    assert "Choose another name" not in editing.words


def test_the_old_name_is_free_for_another_one(owned: Diary) -> None:
    editing = renamed().choose("Add an exercise", "Heel slides")
    assert [own.name for own in owned.own_exercises()] == ["Slow heel slides", "Heel slides"]
    names = [one.value for one in editing.app.text_input if one.label == "Name"]
    assert names == ["Slow heel slides", "Heel slides"]


def test_a_field_that_was_drawn_under_the_old_name_still_saves(owned: Diary) -> None:
    owned.save(PlanItem("heel slides", 2), by=BY)
    owned.rename_own_exercise("heel slides", "Slow heel slides", by=BY)
    save_field(owned, "own-exercise/heel slides/steps", "Slowly.", HEEL.steps)
    save_field(owned, "plan/heel slides/sets", "4", "")
    assert owned.own_exercises()[0].steps == "Slowly."
    assert [(item.exercise, item.sets) for item in owned.plan()] == [("Slow heel slides", 4)]


def test_a_plan_that_was_drawn_under_the_old_name_is_changed_and_given_up(
    owned: Diary, today: date
) -> None:
    owned.save(PlanItem("heel slides", 2, starts=ago(today, 9)), by=BY)
    owned.rename_own_exercise("heel slides", "Slow heel slides", by=BY)
    plan.change(owned, "heel slides", today, days_a_week=5)
    assert [(item.exercise, item.days_a_week) for item in owned.plan()] == [("Slow heel slides", 5)]
    plan.give_up(owned, "heel slides", today)
    assert owned.plan() == []


def test_a_session_that_was_begun_under_the_old_name_is_saved_under_the_new(
    owned: Diary, today: date
) -> None:
    owned.rename_own_exercise("heel slides", "Slow heel slides", by=BY)
    offered = offer(["heel slides"], [], [], owned.own_exercises())
    assert [one["name"] for one in offered.exercises] == ["Slow heel slides"]
    now = {"name": "Slow heel slides", "label": "Slow heel slides"}
    assert offered.renamed == {"heel slides": now}
    at, uid = owned.person().now().timestamp() * 1000, str(uuid4())
    entry = {
        "id": uid, "uid": uid, "at": at, "kind": "exercise", "exercise": "Heel slides", "sets": 2,
        "reps": 8, "hold_seconds": None, "note": "", "outcome": "done",
    }  # fmt: skip
    save_entry(owned, entry)
    assert [done.exercise for done in owned.exercises_done()] == ["Slow heel slides"]


def test_the_library_is_searched_by_the_old_name_too() -> None:
    markup = own_entries([replace(HEEL, name="Slow slides", other_names="heel <slides>")])
    assert 'data-find="slow slides heel &lt;slides&gt; ' in markup
    assert "Also called heel &lt;slides&gt;." in markup
