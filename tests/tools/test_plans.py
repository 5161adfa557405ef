from pathlib import Path

import pytest

from tools.drawings.place import set_scene
from tools.drawings.plans import read_plans
from tracker.library import LibraryError

GOOD = """
[[drawing]]
name = "standing"
fixed = "near ankle"
working = ["near arm"]
{more}

[[drawing.pose]]
label = "Start"
alt = "standing upright with the arms hanging"
pelvis = 90
spine = [0, 0, 0]
neck = 0
near_arm = {{ shoulder = 0, elbow = 0, wrist = 0 }}
near_leg = {{ hip = 0, knee = 0, ankle = 0 }}

[[drawing.pose]]
label = "End"
alt = "standing upright with one arm raised"
pelvis = 90
spine = [0, 0, 0]
neck = 0
near_arm = {{ shoulder = 170, elbow = 5, wrist = 0 }}
far_arm = {{ shoulder = 0, elbow = 0, wrist = 0 }}
near_leg = {{ hip = 0, knee = 0, ankle = 0 }}
"""
FINE = GOOD.format(more="")


def read(folder: Path, text: str) -> None:
    (folder / "drawings.toml").write_text(text, encoding="utf-8")
    for plan in read_plans(folder):
        set_scene(plan)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    read(tmp_path, FINE)


# What is changed in the good file -> what the message has to name.
MISTAKES = [
    ("knee = 0, ankle", "knee = 170, ankle", "pose Start: near_leg: knee is 170; allowed is 0 to"),
    ("knee = 0, ankle", "knee = -5, ankle", "near_leg: knee is -5"),
    ("shoulder = 170", "shoulder = 250", "drawing standing: pose End: near_arm: shoulder is 250"),
    ("elbow = 5,", 'elbow = "bent",', "pose End: near_arm: elbow has to be a number"),
    ("elbow = 5,", "elbow = true,", "pose End: near_arm: elbow has to be a number"),
    ("elbow = 5,", "elbow = nan,", "pose End: near_arm: elbow is nan"),
    ("elbow = 5,", "elbw = 5,", "pose End: near_arm: elbw is not a field of this entry; its"),
    ("spine = [0, 0, 0]", "spine = [0, 0]", "pose Start: spine has 2 bends"),
    ("spine = [0, 0, 0]", "spine = [0, 90, 0]", "pose Start: spine is 90"),
    ("spine = [0, 0, 0]", "spine = 0", "pose Start: spine has to be a list"),
    ('label = "End"', 'label = "Middle"', "drawing standing: pose has to begin with a Start"),
    ('alt = "standing upright with one arm raised"', "", "pose End: alt is missing"),
    ("pelvis = 90", "pelvis = 900", "pose Start: pelvis is 900"),
    ("pelvis = 90", "pelvis = 90\nhat = 1", "pose Start: hat is not a field"),
    ("pelvis = 90", 'pelvis = 90\norder = ["head"]', "pose Start: order has to name each of"),
    ("pelvis = 90", "pelvis = 90\nblades = 40", "pose Start: blades is 40"),
    ('fixed = "near ankle"', 'fixed = "near wheel"', "drawing standing: fixed is 'near wheel'"),
    ('["near arm"]', '["near tail"]', "drawing standing: working is 'near tail'; allowed is one"),
    ('name = "standing"', 'name = "standing"\nview = "above"', "view is 'above'; allowed is one"),
    ('name = "standing"', 'name = "standing"\nprops = ["ball"]', "props is 'ball'; allowed is one"),
    ('name = "standing"', "", "drawing 1: name is missing"),
]


@pytest.mark.parametrize(("good", "bad", "said"), MISTAKES)
def test_a_mistake_names_file_drawing_pose_and_field(
    tmp_path: Path, good: str, bad: str, said: str
) -> None:
    assert good in FINE
    with pytest.raises(LibraryError) as caught:
        read(tmp_path, FINE.replace(good, bad, 1))
    assert str(caught.value).startswith("drawings.toml: drawing ")
    assert said in str(caught.value)


def test_an_arrow_is_from_a_point_to_a_point(tmp_path: Path) -> None:
    arrow = "[[drawing.pose.arrow]]\nfrom = [0]\nto = [0, 10]\n"
    with pytest.raises(LibraryError, match="pose End: arrow 1: from has to be a list of 2"):
        read(tmp_path, FINE + arrow)


def test_two_drawings_of_one_exercise_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="drawing standing: name is used twice"):
        read(tmp_path, FINE + FINE)


def test_a_figure_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    lying = FINE.replace("pelvis = 90", "pelvis = 0").replace('label = "End"', 'label = "Then"')
    third = "[[drawing.pose]]" + FINE.split("[[drawing.pose]]")[2]  # three share the width
    with pytest.raises(LibraryError, match=r"drawing standing: pose is \d+ wide; there is room"):
        read(tmp_path, lying + third)


def test_a_file_that_is_no_toml_or_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"drawings\.toml cannot be read"):
        read_plans(tmp_path)
    (tmp_path / "drawings.toml").write_text("[[drawing", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"drawings\.toml cannot be read"):
        read_plans(tmp_path)
