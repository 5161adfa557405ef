import re
from pathlib import Path

import pytest

from tracker.library import (
    Exercise,
    ExerciseKind,
    LibraryError,
    Topic,
    activity_kinds,
    advice,
    advice_beside,
    advice_on,
    avoid_list,
    exercises,
    find_activity_kind,
    find_exercise,
    help_panel,
    strengthening,
)
from tracker.library.advice import read_advice, read_avoid_list
from tracker.library.exercises import read_exercises
from tracker.library.safety import read_help_panel
from tracker.model import TERM_LIMIT, Intensity
from tracker.places import DATA

NAMES = """wall sit · spine stretch · partial crunch · press-up back extension · bent-over row
· scapular squeeze · bird dog · cat-camel · knee-to-chest stretch · child's pose · bridge · superman
· plank · pelvic tilt · hamstring stretch · side-lying leg lift · single-leg raise
· seated spinal twist"""


def test_the_library_holds_every_exercise_of_the_texts_once() -> None:
    names = [exercise.name for exercise in exercises()]
    assert sorted(names) == sorted(name.strip() for name in NAMES.split("·"))


@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
def test_one_dose_is_recommended_and_no_other_text_asks_for_less(exercise: Exercise) -> None:
    """The gentlest start: least time held or fewest repetitions, where texts can be compared.

    The wall sit is the exception: one text gives a start to beginners in so many words.
    """
    start = exercise.recommended
    assert start in exercise.doses
    if exercise.name == "wall sit":
        assert "beginners" in start.note
        return
    for dose in exercise.doses:
        if start.hold_seconds and dose.hold_seconds:
            assert start.hold_seconds[0] <= dose.hold_seconds[0]
        if start.reps and dose.reps:
            assert start.reps[0] * (start.sets or (1, 1))[0] <= (
                dose.reps[0] * (dose.sets or (1, 1))[0]
            )


def test_the_texts_that_describe_an_exercise_are_those_of_its_doses() -> None:
    wall_sit = find_exercise("wall sit")
    assert wall_sit is not None
    assert [source.file[:3] for source in wall_sit.sources] == ["000", "001", "004"]


def test_where_a_text_gives_no_figure_the_dose_says_so() -> None:
    lift = find_exercise("side-lying leg lift")
    assert lift is not None
    assert lift.recommended.words == "no dose given"
    assert lift.recommended.reps is lift.recommended.hold_seconds is None


def test_advice_stands_beside_the_kind_of_exercise_it_is_for() -> None:
    beside = {kind: " ".join(point.text for point in advice_beside(kind)) for kind in ExerciseKind}
    assert "once or twice a day" in beside[ExerciseKind.STRETCHING]
    assert "two days a week" in beside[ExerciseKind.STRENGTHENING]
    assert "once or twice a day" not in beside[ExerciseKind.STRENGTHENING]


def test_every_topic_has_advice_and_what_to_avoid_has_something_instead() -> None:
    assert [entry.topic for entry in advice()] == list(Topic)
    assert all(advice_on(topic).points for topic in Topic)
    instead = {item.name: item.exercises for item in avoid_list()}
    assert instead == {
        "standing toe touches": ("hamstring stretch",),
        "full sit-ups": ("partial crunch",),
        "lifting both legs at once": ("single-leg raise",),
    }


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
        ("partial crunches", "partial crunch"),
        ("Press up back extensions", "press-up back extension"),
        ("Bent Over Row", "bent-over row"),
        ("seated spine twist", "seated spinal twist"),
    ],
)
def test_an_exercise_is_found_by_its_other_names(said: str, standard: str) -> None:
    found = find_exercise(said)
    assert found is not None
    assert found.name == standard


@pytest.mark.parametrize("said", ["", "s", "burpee", "wall"])
def test_a_name_that_the_library_lacks_is_not_found(said: str) -> None:
    assert find_exercise(said) is None


def test_what_counts_as_strengthening_is_in_lower_case_with_other_names() -> None:
    names = strengthening()
    assert names == {name.lower() for name in names}
    assert {"wall sit", "wall squat", "partial crunch", "bird dog", "pelvic tilt"} <= names
    assert not {"cat-camel", "child's pose", "hamstring stretch", "cat-cow"} & names
    assert find_exercise("cat-cow").kind is ExerciseKind.MOBILITY  # type: ignore[union-attr]


def test_names_fit_the_diary() -> None:
    assert all(len(exercise.name) <= TERM_LIMIT for exercise in exercises())
    assert all(len(kind.name) <= TERM_LIMIT for kind in activity_kinds())


def test_doses_read_as_words() -> None:
    words = {dose.words for exercise in exercises() for dose in exercise.doses}
    assert "3 sets, hold 20 to 30 seconds" in words
    assert "2 to 4 times, hold 15 to 30 seconds, each side, at least that long" in words
    assert "1 set of 5, hold 10 to 15 seconds, for beginners" in words
    assert any("30 seconds in all" in dose for dose in words)


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
steps = {STEPS}
feel = []
mistakes = []
cautions = []
start = "Once."
progression = "Longer."
why = []
"""
DOSE = '[[exercise.dose]]\nsource = "a-text"\nhold_seconds = [20, 30]\nrecommended = true\n'
AVOID = """
[[avoid]]
name = "toe touches"
why = "They strain."
instead = "Planks."
exercises = ["plank"]
sources = ["a-text"]
"""
ADVICE = "\n".join(
    f"""
[[advice]]
topic = "{topic}"
heading = "Heading"
[[advice.point]]
text = "Begin gently."
sources = ["a-text"]
"""
    for topic in Topic
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nid = "a-text"\nfile = "a.txt"\ntitle = "A text"\n'
    )
    (tmp_path / "exercises.toml").write_text(EXERCISE + DOSE)
    return tmp_path


def test_a_small_library_reads(folder: Path) -> None:
    (plank,) = read_exercises(folder)
    assert plank.recommended.hold_seconds == (20, 30)
    (folder / "avoid.toml").write_text(AVOID)
    assert read_avoid_list(folder)[0].exercises == ("plank",)
    (folder / "advice.toml").write_text(ADVICE)
    assert len(read_advice(folder)) == len(Topic)


@pytest.mark.parametrize(
    ("wrong", "field", "entry"),
    [
        (EXERCISE.replace('"strengthening"', '"strength"') + DOSE, "kind", "plank"),
        (EXERCISE.replace('region = "core"', "") + DOSE, "region", "plank"),
        (EXERCISE.replace("steps = [", "steps = [3, ") + DOSE, "steps", "plank"),
        (EXERCISE.replace(STEPS, "[]") + DOSE, "steps", "plank"),
        (EXERCISE.replace('"Longer."', '""') + DOSE, "progression", "plank"),
        (EXERCISE.replace('start = "Once."', "start = 1") + DOSE, "start", "plank"),
        (EXERCISE.replace("feel = []", "") + DOSE, "feel", "plank"),
        (EXERCISE + 'secret = "x"\n' + DOSE, "secret", "plank"),
        (EXERCISE, "dose", "plank"),
        (EXERCISE + DOSE + DOSE, "dose", "plank"),
        (EXERCISE + DOSE.replace("recommended = true", ""), "dose", "plank"),
        (EXERCISE + DOSE.replace('"a-text"', '"b-text"'), "source", "dose 1"),
        (EXERCISE + DOSE.replace("[20, 30]", "[30, 20]"), "hold_seconds", "dose 1"),
        (EXERCISE + DOSE.replace("[20, 30]", "true"), "hold_seconds", "dose 1"),
        (EXERCISE + DOSE.replace("[20, 30]", "0"), "hold_seconds", "dose 1"),
        (EXERCISE + DOSE.replace("hold_seconds = [20, 30]", ""), "note", "dose 1"),
        (EXERCISE + DOSE + 'per_side = "yes"\n', "per_side", "dose 1"),
        (EXERCISE + DOSE + EXERCISE.replace('"plank"', '"Planks"') + DOSE, "name", "Planks"),
        (EXERCISE + DOSE + EXERCISE + DOSE, "name", "plank"),
        (EXERCISE + DOSE + "\n[extra]\n", "extra", "the file"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_exercises_names_file_entry_and_field(
    folder: Path, wrong: str, field: str, entry: str
) -> None:
    (folder / "exercises.toml").write_text(wrong)
    with pytest.raises(LibraryError) as caught:
        read_exercises(folder)
    for part in ("exercises.toml", entry, field):
        assert part in str(caught.value)


@pytest.mark.parametrize(
    ("file", "right", "wrong", "entry", "field"),
    [
        ("avoid", '["plank"]', '["burpee"]', "avoid toe touches", "exercises"),
        ("avoid", '["a-text"]', "[]", "avoid toe touches", "sources"),
        ("avoid", '["a-text"]', '["b-text"]', "avoid toe touches", "sources"),
        ("avoid", 'instead = "Planks."', "", "avoid toe touches", "instead"),
        ("advice", '"Begin gently."', "3", "point 1", "text"),
        ("advice", '"how often"', '"how seldom"', "advice how seldom", "topic"),
        ("advice", '"breaks"', '"lifting"', "the file", "advice"),
        ("advice", '["a-text"]', '["a-text"]\nkinds = ["yoga"]', "point 1", "kinds"),
        ("advice", 'heading = "Heading"', "", "advice before you start", "heading"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_advice_names_file_entry_and_field(
    folder: Path, file: str, right: str, wrong: str, entry: str, field: str
) -> None:
    read, text = {"avoid": (read_avoid_list, AVOID), "advice": (read_advice, ADVICE)}[file]
    assert right in text
    (folder / f"{file}.toml").write_text(text.replace(right, wrong))
    with pytest.raises(LibraryError) as caught:
        read(folder)
    for part in (f"{file}.toml", entry, field):
        assert part in str(caught.value)


@pytest.mark.parametrize(
    ("file", "right", "wrong", "said"),
    [
        ("exercises", '"core"', '"leg"', "exercise plank: region is 'leg'; allowed is one of"),
        ("exercises", "[20, 30]", '"long"', "exercise plank: dose 1: hold_seconds is 'long'; all"),
        ("exercises", '"Once."', '" "', "exercise plank: start is empty"),
        ("exercises", "feel =", "fel =", "exercise plank: fel is not a field of this entry; its f"),
        ("exercises", "feel = []", 'feel = ""', "exercise plank: feel has to be a list"),
        ("exercises", '"a-text"', '["a-text"]', "exercise plank: dose 1: source is ['a-text']"),
        ("safety", 'GB = "999"', "GB = 999", "emergency_numbers: GB has to be a text"),
        ("safety", 'default = "112"', "", "the file: emergency_numbers: default is missing"),
        ("safety", 'name = "urgent"', 'name = "soon"', "the file: level has to be there for"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_plain_words(
    folder: Path, file: str, right: str, wrong: str, said: str
) -> None:
    (folder / "safety.toml").write_text((DATA / "safety.toml").read_text("utf-8"), "utf-8")
    text = (folder / f"{file}.toml").read_text("utf-8")
    assert right in text
    (folder / f"{file}.toml").write_text(text.replace(right, wrong), "utf-8")
    with pytest.raises(LibraryError, match=f"^{re.escape(f'{file}.toml: {said}')}"):
        {"exercises": read_exercises, "safety": read_help_panel}[file](folder)


def test_a_file_that_is_no_toml_or_missing_is_named(folder: Path) -> None:
    (folder / "exercises.toml").unlink()
    with pytest.raises(LibraryError, match=r"exercises\.toml"):
        read_exercises(folder)
    (folder / "safety.toml").write_text("title = ")
    with pytest.raises(LibraryError, match=r"safety\.toml"):
        read_help_panel(folder)
