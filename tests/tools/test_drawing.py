import re
from math import hypot
from pathlib import Path
from xml.etree import ElementTree

import pytest

import tracker.ui
from tools.drawings.place import set_scene
from tools.drawings.plans import read_plans
from tools.drawings.svg_files import PLANS as FOLDER
from tools.drawings.svg_files import svg_files
from tracker.library import exercises
from tracker.library.drawings import drawing, drawing_file
from tracker.places import DATA

PLANS = {plan.name: plan for plan in read_plans(FOLDER)}
SVG = "{http://www.w3.org/2000/svg}"


def svg(name: str) -> ElementTree.Element:
    shown = drawing(name)
    assert shown is not None
    return ElementTree.fromstring(shown.svg)  # noqa: S314 - our own


def test_every_exercise_of_the_library_has_a_drawing_and_none_is_left_over() -> None:
    assert {exercise.name for exercise in exercises()} == set(PLANS)


def test_the_files_of_the_drawings_are_those_that_the_code_makes() -> None:
    files = {file.name: file.read_text("utf-8") for file in (DATA / "drawings").iterdir()}
    assert files == svg_files()  # else: python -m tools.drawings
    assert {drawing_file(name) for name in PLANS} == files.keys()


def test_a_drawing_is_found_however_its_name_is_written() -> None:
    assert drawing("Bird-Dog") is drawing("bird dog") is not None
    assert drawing("Child’s pose") is drawing("child's pose") is not None


def test_an_exercise_that_nobody_drew_has_no_drawing() -> None:
    assert drawing("handstand") is None


@pytest.mark.parametrize("name", PLANS)
def test_the_words_say_every_pose_from_start_to_end(name: str) -> None:
    shown = drawing(name)
    assert shown is not None
    said = [pose.alt for pose in PLANS[name].poses]
    assert len(said) >= 2
    assert len(set(said)) == len(said)
    assert re.search(r"Start(, \w+)?: .+ End(, \w+)?: ", shown.alt)
    assert all(len(words.split()) >= 4 and words in shown.alt for words in said)
    assert svg(name).get("aria-label") == shown.alt
    assert svg(name).get("role") == "img"


@pytest.mark.parametrize("name", PLANS)
def test_every_pose_is_labelled_in_the_picture(name: str) -> None:
    labels = [text.text for text in svg(name).iter(f"{SVG}text")]
    assert labels == [pose.label for pose in PLANS[name].poses]


@pytest.mark.parametrize("name", PLANS)
def test_labels_are_at_least_12_pixels_high_on_a_phone(name: str) -> None:
    width = float((svg(name).get("viewBox") or "").split()[2])
    for text in svg(name).iter(f"{SVG}text"):
        assert float(text.get("font-size") or 0) * 350 / width >= 12


@pytest.mark.parametrize("name", PLANS)
def test_a_drawing_runs_nothing_and_fetches_nothing(name: str) -> None:
    for element in svg(name).iter():
        assert element.tag.removeprefix(SVG) in {"svg", "g", "path", "text"}
        for attribute, value in element.attrib.items():
            assert not attribute.startswith("on")
            assert attribute not in {"id", "class", "href"}
            assert "url(" not in value


def test_no_colour_is_its_own_but_those_of_the_page() -> None:
    style = Path(tracker.ui.__file__).parent / "style" / "tokens.css"
    light = style.read_text(encoding="utf-8").split("[data-theme")[0]
    for name in PLANS:
        shown = drawing(name)
        assert shown is not None
        for variable, fallback in re.findall(r"var\((--bb-\w+),(#\w+)\)", shown.svg):
            assert f"{variable}: {fallback};" in light
        bare = re.sub(r"var\(--bb-\w+,#\w+\)|&#x27;", "", shown.svg)
        assert "#" not in bare
        assert "rgb(" not in bare


@pytest.mark.parametrize("name", PLANS)
def test_nothing_leaves_the_picture(name: str) -> None:
    left, top, width, height = map(float, (svg(name).get("viewBox") or "").split())
    for path in svg(name).iter(f"{SVG}path"):
        thick = float(path.get("stroke-width") or 3.4) / 2 if path.get("stroke") else 0.0
        for x, y in points(path.get("d") or ""):
            assert left + thick <= x <= left + width - thick
            assert top + thick <= y <= top + height - thick


def points(path: str) -> list[tuple[float, float]]:
    """Where a path's pen comes, and the poles that its curves are drawn towards."""
    found = []
    x = y = 0.0
    for command, numbers in re.findall(r"([MLHVCQAZhl])([^MLHVCQAZhl]*)", path):
        values = [float(number) for number in re.findall(r"-?\d+\.?\d*", numbers)]
        if command == "H":
            x = values[0]
        elif command == "V":
            y = values[0]
        elif command in "hl":
            x, y = x + values[0], y + (values[1] if command == "l" else 0)
        elif command == "A":
            x, y = values[5:7]
        elif command != "Z":
            found += list(zip(values[::2], values[1::2], strict=True))
            x, y = values[-2:]
        found.append((x, y))
    return found


def test_the_same_body_is_drawn_everywhere() -> None:
    """Lengths between joints, measured in the points, are those of one person."""
    bones = {
        ("shoulder", "elbow"): 25,
        ("elbow", "wrist"): 22,
        ("wrist", "hand"): 9,
        ("hip", "knee"): 37,
        ("knee", "ankle"): 36,
    }
    for plan in PLANS.values():
        for spot in set_scene(plan).spots:
            joints = spot.figure.joints
            for side in ("near", "far"):
                for (upper, lower), length in bones.items():
                    (ax, ay), (bx, by) = joints[f"{side} {upper}"], joints[f"{side} {lower}"]
                    assert hypot(ax - bx, ay - by) == pytest.approx(length)


def test_the_sheet_of_all_drawings_is_there_for_the_readme() -> None:
    for name in ("drawings.png", "drawings-dark.png"):
        assert (Path(__file__).parents[2] / "docs" / "screenshots" / name).stat().st_size > 10_000
