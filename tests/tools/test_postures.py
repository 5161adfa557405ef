"""The figures measured: what touches the floor, how far joints bend, what lies in line."""

from collections.abc import Iterator
from itertools import pairwise
from math import atan2, cos, degrees, hypot, pi, sin

import pytest

from tools.drawings.body import TRUNK, trunk
from tools.drawings.place import Spot, set_scene
from tools.drawings.plans import Plan, read_plans
from tools.drawings.skeleton import Figure, Point
from tools.drawings.svg_files import PLANS as FOLDER
from tracker.library import find_exercise

SPOTS = {plan.name: set_scene(plan).spots for plan in read_plans(FOLDER)}
PLANS = {plan.name: plan for plan in read_plans(FOLDER)}
START, END = 0, -1
SLACK = 1.6  # about 2 cm of a person of 170 cm

# What rests on the floor in which pose, from how the exercises are done, and how far
# the middle of each joint is above what it stands on.
THICK = {"toes": 2.6, "heel": 3.4, "ankle": 3.9, "knee": 6, "elbow": 4.2, "wrist": 3.1, "hand": 2.6}
STANDING = ["heel", "toes"]
KNEELING = ["knee", "ankle", "toes"]
ON_FLOOR: dict[tuple[str, int], list[str]] = {
    ("wall sit", 0): STANDING,
    ("wall sit", 1): STANDING,
    ("wall sit", 2): STANDING,
    ("spine stretch", 0): ["near heel", "hips"],
    ("spine stretch", 1): ["near heel", "hips"],
    ("partial crunch", 0): [*STANDING, "hips", "head"],
    ("partial crunch", 1): [*STANDING, "hips"],
    ("press-up back extension", 0): ["hips", "knee", "toes", "hand", "head"],
    ("press-up back extension", 1): ["hips", "knee", "toes", "elbow", "wrist", "hand"],
    ("bent-over row", 0): STANDING,
    ("bent-over row", 1): STANDING,
    ("scapular squeeze", 0): ["toes"],
    ("scapular squeeze", 1): ["toes"],
    ("bird dog", 0): [*KNEELING, "wrist", "hand"],
    ("bird dog", 1): ["far knee", "far ankle", "far toes", "near wrist", "near hand"],
    ("cat-camel", 0): [*KNEELING, "wrist", "hand"],
    ("cat-camel", 1): [*KNEELING, "wrist", "hand"],
    ("knee-to-chest stretch", 0): [*STANDING, "hips", "head"],
    ("knee-to-chest stretch", 1): ["far heel", "far toes", "hips", "head"],
    ("child's pose", 0): [*KNEELING, "wrist", "hand"],
    ("child's pose", 1): [*KNEELING, "wrist", "hand", "head"],
    ("bridge", 0): [*STANDING, "hips", "head", "wrist"],
    ("bridge", 1): [*STANDING, "head", "wrist"],
    ("superman", 0): ["hips", "knee", "toes", "hand", "head"],
    ("superman", 1): ["hips"],
    ("plank", 0): ["knee", "toes", "elbow", "wrist", "hand"],
    ("plank", 1): ["toes", "elbow", "wrist", "hand"],
    ("pelvic tilt", 0): [*STANDING, "hips", "head"],
    ("pelvic tilt", 1): [*STANDING, "head"],
    ("hamstring stretch", 0): ["far heel", "far toes", "hips", "head"],
    ("hamstring stretch", 1): ["far heel", "far toes", "hips", "head"],
    ("side-lying leg lift", 0): ["near ankle", "near hand", "far hand"],
    ("side-lying leg lift", 1): ["near ankle", "near hand", "far hand"],
    ("single-leg raise", 0): ["far heel", "far toes", "near heel", "hips", "head"],
    ("single-leg raise", 1): ["far heel", "far toes", "hips", "head"],
    ("seated spinal twist", 0): ["hips", "heel", "hand"],
    ("seated spinal twist", 1): ["hips", "far heel", "near hand"],
}


def spot(name: str, pose: int) -> Spot:
    return SPOTS[name][pose]


def joint(name: str, pose: int, of: str) -> Point:
    return spot(name, pose).figure.joints[of]


def way(name: str, pose: int, start: str, end: str) -> float:
    """The direction from one joint to another: 0 forwards, 90 up."""
    (ax, ay), (bx, by) = joint(name, pose, start), joint(name, pose, end)
    return degrees(atan2(by - ay, bx - ax))


def between(first: float, second: float) -> float:
    """The turn from one direction to another, from -180 to 180."""
    return (second - first + 180) % 360 - 180


def all_spots() -> Iterator[tuple[str, int, Plan, Spot]]:
    for name, spots in SPOTS.items():
        for pose, found in enumerate(spots):
            yield name, pose, PLANS[name], found


def test_every_pose_says_what_it_rests_on() -> None:
    assert set(ON_FLOOR) == {(name, pose) for name, pose, _, _ in all_spots()}


@pytest.mark.parametrize(("name", "pose"), ON_FLOOR)
def test_what_should_rest_on_the_floor_does(name: str, pose: int) -> None:
    for wanted in ON_FLOOR[name, pose]:
        if wanted in ("hips", "head"):
            assert joint(name, pose, wanted)[1] == pytest.approx(10, abs=SLACK + 0.5), wanted
            continue
        sides = [wanted] if " " in wanted else [f"near {wanted}", f"far {wanted}"]
        for of in sides:
            if of == "far heel" and name == "spine stretch":
                continue
            height = joint(name, pose, of)[1] - THICK[of.split()[1]]
            assert height == pytest.approx(0, abs=SLACK), of


def test_nobody_sinks_into_the_floor() -> None:
    for name, pose, _, found in all_spots():
        for of, (_, y) in found.figure.joints.items():
            thick = THICK.get(of.split()[-1], 3.0)
            assert y - thick >= -0.01, (name, pose, of)


def test_knees_elbows_and_hips_bend_the_way_and_as_far_as_a_body_does() -> None:
    for name, pose, plan, found in all_spots():
        if found.pose.posture.frontal:
            continue
        for side in ("near", "far"):
            thigh = way(name, pose, f"{side} hip", f"{side} knee")
            shin = way(name, pose, f"{side} knee", f"{side} ankle")
            upper = way(name, pose, f"{side} shoulder", f"{side} elbow")
            fore = way(name, pose, f"{side} elbow", f"{side} wrist")
            foot = way(name, pose, f"{side} heel", f"{side} toes")
            first, second = found.figure.spine[:2]
            trunk = degrees(atan2(second[1] - first[1], second[0] - first[0]))
            assert -0.1 <= between(shin, thigh) <= 160.1, (plan.name, pose, side)
            assert -0.1 <= between(upper, fore) <= 150.1, (plan.name, pose, side)
            assert -30.1 <= between(trunk + 180, thigh) <= 140.1, (plan.name, pose, side)
            assert 10 <= between(shin, foot) <= 130, (plan.name, pose, side)


def test_a_back_bends_only_gently_from_piece_to_piece() -> None:
    for name, pose, _, found in all_spots():
        spine = found.figure.spine
        ways = [degrees(atan2(b[1] - a[1], b[0] - a[0])) for a, b in pairwise(spine)]
        for first, second in pairwise(ways):
            assert -45 <= between(first, second) <= 30, (name, pose)


def test_a_wall_sit_has_its_back_to_the_wall_and_its_thighs_level_when_deep() -> None:
    for pose in range(3):
        found = spot("wall sit", pose)
        assert found.back == pytest.approx(found.figure.spine[3][0] - 10.4, abs=0.5)
        assert way("wall sit", pose, "hips", "neck") == pytest.approx(90)
    assert way("wall sit", 2, "near hip", "near knee") == pytest.approx(0, abs=5)
    gentle = between(
        way("wall sit", 1, "near knee", "near ankle"), way("wall sit", 1, "near hip", "near knee")
    )
    assert 25 <= gentle <= 50


def test_a_bird_dog_has_opposite_arm_and_leg_in_line_with_its_back() -> None:
    back = way("bird dog", END, "hips", "neck")
    assert abs(between(back, way("bird dog", END, "near ankle", "near hip"))) <= 15
    assert abs(between(back, way("bird dog", END, "far shoulder", "far wrist"))) <= 15


@pytest.mark.parametrize("name", ["bird dog", "child's pose"])
def test_on_all_fours_hands_are_under_shoulders_and_knees_under_hips(name: str) -> None:
    for side in ("near", "far"):
        for above, below in (("shoulder", "wrist"), ("hip", "knee")):
            over = joint(name, START, f"{side} {above}")[0]
            assert joint(name, START, f"{side} {below}")[0] == pytest.approx(over, abs=3)


def test_a_childs_pose_sits_on_its_heels_with_arms_stretched_forward() -> None:
    (hip, heel) = joint("child's pose", END, "near hip"), joint("child's pose", END, "near heel")
    assert hypot(hip[0] - heel[0], hip[1] - heel[1]) <= 9 + 10 + 3.4  # thigh, seat, heel
    assert joint("child's pose", END, "near hand")[0] > joint("child's pose", END, "head")[0] + 10


def test_a_bridge_is_one_line_from_shoulders_to_knees() -> None:
    trunk = way("bridge", END, "neck", "hips")
    assert abs(between(trunk, way("bridge", END, "near hip", "near knee"))) <= 8


def test_a_plank_is_one_line_from_head_to_heels_with_elbows_under_the_shoulders() -> None:
    trunk = way("plank", END, "hips", "neck")
    assert abs(between(trunk, way("plank", END, "near ankle", "near hip"))) <= 8
    assert abs(between(trunk, way("plank", END, "neck", "head"))) <= 15
    shoulder, elbow = joint("plank", END, "near shoulder"), joint("plank", END, "near elbow")
    assert shoulder[0] == pytest.approx(elbow[0], abs=3)


def test_a_press_up_rests_on_forearms_with_the_elbows_under_the_shoulders() -> None:
    name = "press-up back extension"
    assert joint(name, END, "near shoulder")[0] == pytest.approx(
        joint(name, END, "near elbow")[0], abs=4
    )
    assert joint(name, END, "neck")[1] > joint(name, START, "neck")[1] + 15


def test_a_bent_over_row_keeps_its_back_flat_and_draws_the_elbows_above_it() -> None:
    for found in SPOTS["bent-over row"]:
        figure = found.figure
        upper = [point for circles in back_of(figure) for point in circles]
        (ax, ay), (bx, by) = upper[0], upper[-1]
        for x, y in upper:  # a rounded back would stand above the straight line
            assert y - (ay + (by - ay) * (x - ax) / (bx - ax)) <= 2
        assert all(bend <= 0 for bend in found.pose.posture.spine)
    for pose in (START, END):
        assert 15 <= way("bent-over row", pose, "hips", "neck") <= 45
    assert way("bent-over row", START, "near shoulder", "near hand") == pytest.approx(-90, abs=4)
    assert (
        joint("bent-over row", END, "near elbow")[1] > joint("bent-over row", END, "near wrist")[1]
    )


def back_of(figure: Figure) -> Iterator[list[Point]]:
    """Where the line of the back runs, from the hips to the shoulders."""
    for lower, upper in pairwise(figure.spine):
        direction = atan2(upper[1] - lower[1], upper[0] - lower[0]) + pi / 2
        place = figure.spine.index(upper)
        radius = TRUNK[place]
        yield [(upper[0] + radius * cos(direction), upper[1] + radius * sin(direction))]


def test_a_superman_is_lifted_a_little_and_its_back_hardly_hollow() -> None:
    figure = spot("superman", END).figure
    first, last = (way("superman", END, of, to) for of, to in (("hips", "neck"), ("neck", "head")))
    assert abs(between(0, first)) <= 10
    assert abs(between(0, last)) <= 15
    assert sum(abs(bend) for bend in figure.posture.spine) <= 15
    for limb in ("near hand", "near toes", "far hand", "far toes"):
        assert 4 <= joint("superman", END, limb)[1] <= 24, "about 5 to 25 cm"


def test_a_crunch_lifts_the_shoulders_only() -> None:
    start, end = spot("partial crunch", START).figure, spot("partial crunch", END).figure
    assert start.posture.pelvis == end.posture.pelvis, "the pelvis does not rotate"
    assert start.posture.near_leg == end.posture.near_leg, "nor do the legs move"
    assert end.spine[-1][1] > start.spine[-1][1] + 6
    assert end.spine[1][1] == pytest.approx(start.spine[1][1], abs=SLACK + 0.5)


def test_hands_hold_the_knee_that_is_drawn_to_the_chest() -> None:
    name = "knee-to-chest stretch"
    (x, y), (knee_x, knee_y) = joint(name, END, "near hand"), joint(name, END, "near knee")
    assert hypot(x - knee_x, y - knee_y) <= 6 + 2.6 + 5
    assert knee_x < joint(name, END, "near hip")[0]  # the head is on the left


def test_a_pelvic_tilt_closes_the_hollow_under_the_lower_back() -> None:
    def hollow(pose: int) -> float:
        circles = trunk(spot("pelvic tilt", pose).figure)[2:6]  # the lower back
        return min(y - radius for (_, y), radius in circles)

    assert hollow(START) >= 3
    assert hollow(END) <= 1.5


def test_a_hamstring_stretch_ends_with_a_straight_leg_above_the_hip() -> None:
    name = "hamstring stretch"
    thigh, shin = way(name, END, "near hip", "near knee"), way(name, END, "near knee", "near ankle")
    assert between(shin, thigh) <= 10
    assert 65 <= thigh <= 110


def test_a_single_straight_leg_is_raised_by_about_15_centimetres() -> None:
    name = "single-leg raise"
    raised = joint(name, END, "near ankle")[1] - joint(name, START, "near ankle")[1]
    assert 11 <= raised <= 20  # 150 units are some 170 cm
    for pose in (START, END):
        thigh = way(name, pose, "near hip", "near knee")
        assert between(way(name, pose, "near knee", "near ankle"), thigh) <= 5


def test_a_spine_stretch_does_not_reach_past_the_toes() -> None:
    name = "spine stretch"
    assert joint(name, END, "near hand")[0] <= joint(name, END, "near toes")[0]
    assert joint(name, END, "neck")[0] > joint(name, START, "neck")[0] + 15


def test_shoulder_blades_come_together_and_hands_stay_beside_the_ears() -> None:
    start, end = SPOTS["scapular squeeze"]
    assert start.pose.blades
    assert end.pose.blades
    assert end.pose.blades < start.pose.blades
    for pose in (START, END):
        (x, y), (head_x, head_y) = (
            joint("scapular squeeze", pose, of) for of in ("near hand", "head")
        )
        assert abs(y - head_y) <= 21
        assert 10 <= x - head_x <= 40


def test_a_lifted_leg_is_straight_and_the_other_stays_down() -> None:
    name = "side-lying leg lift"
    thigh = way(name, END, "far hip", "far knee")
    assert thigh == pytest.approx(way(name, END, "far knee", "far ankle"), abs=0.1)
    assert thigh - way(name, START, "far hip", "far knee") >= 20
    for pose in (START, END):
        assert abs(way(name, pose, "near hip", "near ankle")) <= 8


def test_a_side_lift_has_a_wall_behind_and_a_towel_under_its_waist_free_of_the_hand() -> None:
    name = "side-lying leg lift"
    assert PLANS[name].props == {"wall", "pillow"}
    for pose in (START, END):
        waist = spot(name, pose).figure.spine[2][0]
        for of in ("hand", "wrist"):
            assert joint(name, pose, f"far {of}")[0] + THICK[of] <= waist


def test_a_seated_twist_bends_the_left_knee_and_turns_left_as_its_steps_say() -> None:
    assert PLANS["seated spinal twist"].mirrored, "it looks left: what is near is its left side"
    assert PLANS["seated spinal twist"].working == {"near leg"}, "which leg crosses is coloured"
    order = spot("seated spinal twist", END).pose.order
    assert order.index("near leg") < order.index("far leg"), "its foot is behind the straight one"
    assert order.index("far arm") > order.index("near leg"), "the right arm is outside the thigh"
    steps = " ".join(find_exercise("seated spinal twist").steps)  # type: ignore[union-attr]
    assert "Bend your left knee" in steps
    assert "Turn to the left" in steps


def test_a_seated_twist_turns_chest_and_head_towards_the_bent_knee() -> None:
    hips, chest, head = spot("seated spinal twist", END).pose.posture.turn
    assert hips < chest < head
    name = "seated spinal twist"
    assert joint(name, END, "near knee")[1] > joint(name, END, "far knee")[1] + 20
    assert joint(name, END, "near hand")[0] < joint(name, END, "hips")[0] - 15
