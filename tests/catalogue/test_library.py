import re
from pathlib import Path

import pytest

from tracker.catalogue import (
    CatalogueError,
    Kind,
    activity_kinds,
    exercises,
    find_activity_kind,
    find_exercise,
    help_panel,
    strengthening,
)
from tracker.catalogue.library import read_exercises
from tracker.catalogue.safety import read_help_panel
from tracker.model import TERM_LIMIT, Intensity
from tracker.places import DATA

# Read from the texts by hand: exercise -> (source, sets, reps, seconds, per side)
DOSES = {
    "wall sit": {
        ("back-workouts", (3, 3), None, (20, 30), False),
        ("back-workouts", None, (5, 5), (10, 15), False),
        ("six-exercises", None, (3, 3), (15, 15), False),
        ("lower-back-pain", None, (8, 12), (10, 10), False),
    },
    "partial crunch": {
        ("six-exercises", (2, 2), (10, 15), None, False),
        ("lower-back-pain", None, (8, 12), None, False),
    },
    "bird dog": {
        ("six-exercises", None, (5, 5), (10, 10), True),
        ("lower-back-pain", None, None, (3, 5), True),
    },
    "cat-camel": {("lower-back-pain", None, None, (5, 5), False)},
    "knee-to-chest stretch": {
        ("relief-with-exercise", None, None, (20, 30), True),
        ("exercises-at-home", None, None, (30, 30), True),
    },
    "child's pose": {
        ("relief-with-exercise", None, None, (30, 30), False),
        ("lower-back-pain", None, None, (20, 30), False),
    },
    "pelvic tilt": {("lower-back-pain", None, (12, 15), None, False)},
    "hamstring stretch": {
        ("exercises-at-home", None, None, (15, 30), True),
        ("lower-back-pain", None, (2, 4), (15, 30), True),
    },
}


def test_the_library_holds_the_eight_exercises_that_two_texts_name() -> None:
    assert {exercise.name for exercise in exercises()} == set(DOSES)
    assert all(len(exercise.sources) >= 2 for exercise in exercises())


@pytest.mark.parametrize("name", DOSES)
def test_doses_are_those_of_the_texts_and_name_them(name: str) -> None:
    exercise = find_exercise(name)
    assert exercise is not None
    found = {(d.source.id, d.sets, d.reps, d.hold_seconds, d.per_side) for d in exercise.doses}
    assert found == DOSES[name]
    assert {dose.source for dose in exercise.doses} <= set(exercise.sources)


@pytest.mark.parametrize(
    ("said", "standard"),
    [
        ("wall squat", "wall sit"),
        ("Wall Sits", "wall sit"),
        ("partial sit-up", "partial crunch"),
        ("opposite arm and leg raise", "bird dog"),
        ("Bird-Dog", "bird dog"),
        ("cat-cow", "cat-camel"),
        ("Cat Cow Stretch", "cat-camel"),
        ("cat stretch", "cat-camel"),
        ("feline stretch", "cat-camel"),
        ("Child’s Pose", "child's pose"),
        (" pelvic  TILTS ", "pelvic tilt"),
    ],
)
def test_an_exercise_is_found_by_its_other_names(said: str, standard: str) -> None:
    found = find_exercise(said)
    assert found is not None
    assert found.name == standard


@pytest.mark.parametrize("said", ["", "s", "plank", "wall"])
def test_a_name_that_the_library_lacks_is_not_found(said: str) -> None:
    assert find_exercise(said) is None


def test_what_counts_as_strengthening_is_in_lower_case_with_other_names() -> None:
    names = strengthening()
    assert names == {name.lower() for name in names}
    assert {"wall sit", "wall squat", "partial crunch", "bird dog", "pelvic tilt"} <= names
    assert not {"cat-camel", "child's pose", "hamstring stretch", "cat-cow"} & names
    assert find_exercise("cat-cow").kind is Kind.MOBILITY  # type: ignore[union-attr]


def test_names_fit_the_diary() -> None:
    assert all(len(exercise.name) <= TERM_LIMIT for exercise in exercises())
    assert all(len(kind.name) <= TERM_LIMIT for kind in activity_kinds())


def test_doses_read_as_words() -> None:
    words = {dose.words for exercise in exercises() for dose in exercise.doses}
    assert "3 sets, hold 20 to 30 seconds" in words
    assert "2 to 4 times, hold 15 to 30 seconds, each side" in words


def test_activities_have_a_usual_intensity() -> None:
    assert find_activity_kind("Walk").intensity is Intensity.MODERATE  # type: ignore[union-attr]
    assert find_activity_kind("jogging").intensity is Intensity.VIGOROUS  # type: ignore[union-attr]
    assert find_activity_kind("moon hopping") is None


def test_the_data_names_no_path_outside_the_project() -> None:
    for file in DATA.glob("*.toml"):
        assert not re.search(r"shared|\.\./|seeds", file.read_text("utf-8")), file


@pytest.mark.parametrize(
    ("locale", "number"),
    [
        ("en-GB", "999"), ("en_GB.UTF-8", "999"), ("en-US", "911"), ("fr-CA", "911"),
        ("de-DE", "112"), ("en", "112"), ("", "112"), (None, "112"), ("C.UTF-8", "112"),
    ],
)  # fmt: skip
def test_the_emergency_number_follows_the_locale(locale: str | None, number: str) -> None:
    panel = help_panel()
    assert panel.emergency_number(locale) == number
    assert f"Call {number} " in panel.heading(panel.levels[0], locale)


def test_the_help_panel_holds_every_red_flag() -> None:
    signs = {level.name: " ".join(level.signs) for level in help_panel().levels}
    for words in ("both legs", "genitals", "passing urine", "bowels", "chest pain", "accident"):
        assert words in signs["emergency"]
    for words in ("fever", "weight", "lump", "night", "sneeze", "shoulder blades"):
        assert words in signs["urgent"]
    for words in ("few weeks", "daily activities", "worse", "worries"):
        assert words in signs["routine"]


STEPS = '["Hold yourself up on your forearms and toes."]'
EXERCISE = f"""
[[exercise]]
name = "plank"
other_names = []
kind = "strengthening"
region = "core"
position = "face down"
equipment = []
sources = ["a-text"]
steps = {STEPS}
cautions = []
"""
DOSE = '[[exercise.dose]]\nsource = "a-text"\nhold_seconds = [20, 30]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources.toml").write_text('[[source]]\nid = "a-text"\ntitle = "A text"\n')
    return tmp_path


def test_a_small_library_reads(folder: Path) -> None:
    (folder / "exercises.toml").write_text(EXERCISE + DOSE)
    (plank,) = read_exercises(folder)
    assert plank.doses[0].hold_seconds == (20, 30)


@pytest.mark.parametrize(
    ("wrong", "field", "entry"),
    [
        (EXERCISE.replace('"strengthening"', '"strength"'), "kind", "plank"),
        (EXERCISE.replace('region = "core"', ""), "region", "plank"),
        (EXERCISE.replace("steps = [", "steps = [3, "), "steps", "plank"),
        (EXERCISE.replace(STEPS, "[]"), "steps", "plank"),
        (EXERCISE + 'secret = "x"\n', "secret", "plank"),
        (EXERCISE.replace('["a-text"]', '["b-text"]'), "sources", "plank"),
        (EXERCISE.replace('["a-text"]', "[]") + DOSE, "sources", "plank"),
        (EXERCISE + DOSE.replace("[20, 30]", "[30, 20]"), "hold_seconds", "dose 1"),
        (EXERCISE + DOSE.replace("[20, 30]", "true"), "hold_seconds", "dose 1"),
        (EXERCISE + DOSE.replace("[20, 30]", "0"), "hold_seconds", "dose 1"),
        (EXERCISE + DOSE.replace("hold_seconds = [20, 30]", ""), "hold_seconds", "dose 1"),
        (EXERCISE + DOSE + 'per_side = "yes"\n', "per_side", "dose 1"),
        (EXERCISE + EXERCISE.replace('"plank"', '"Planks"'), "Planks", "Planks"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_data_names_file_entry_and_field(
    folder: Path, wrong: str, field: str, entry: str
) -> None:
    (folder / "exercises.toml").write_text(wrong)
    with pytest.raises(CatalogueError) as caught:
        read_exercises(folder)
    for part in ("exercises.toml", entry, field):
        assert part in str(caught.value)


def test_a_file_that_is_no_toml_or_missing_is_named(folder: Path) -> None:
    with pytest.raises(CatalogueError, match=r"exercises\.toml"):
        read_exercises(folder)
    (folder / "safety.toml").write_text("title = ")
    with pytest.raises(CatalogueError, match=r"safety\.toml"):
        read_help_panel(folder)
