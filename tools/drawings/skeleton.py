"""A jointed figure: fixed lengths, joint angles in, points out.

Lengths are in units of which a standing adult has 150. Directions are in degrees,
0 to the right and 90 up; the figure faces right, so that one lying on its back has
its head on the left and one lying face down has it on the right. Joint angles are
what a physiotherapist would measure: 0 is standing upright with hanging arms,
and bending forward is positive.
"""

from dataclasses import dataclass
from math import cos, radians, sin

from tracker.files.toml import DataTable

Point = tuple[float, float]  # x to the right, y up

SPINE = 11.5  # one of its four pieces
NECK = 6.5
HEAD = 10.5  # radius
UPPER_ARM, FOREARM, HAND = 25.0, 22.0, 9.0
THIGH, SHIN = 37.0, 36.0
HEEL, TOES, SOLE = 3.5, 14.0, 5.2  # back, forward and down from the ankle
HIPS_HALF, SHOULDERS_HALF = 7.0, 14.0  # half the widths that a frontal view shows

# Least and greatest angle of each joint, seen from the side ...
LIMITS = {
    "spine": (-30.0, 45.0),
    "neck": (-60.0, 65.0),
    "shoulder": (-65.0, 185.0),
    "elbow": (0.0, 150.0),
    "wrist": (-90.0, 90.0),
    "hip": (-30.0, 140.0),
    "knee": (0.0, 160.0),
    "ankle": (-75.0, 35.0),
}
# ... and from the front or back, where limbs spread to the side.
SPREAD_LIMITS = LIMITS | {
    "shoulder": (-120.0, 185.0),
    "elbow": (-150.0, 150.0),
    "hip": (-25.0, 50.0),
    "knee": (0.0, 0.0),
}


class Arm(DataTable, frozen=True):
    """Angles of an arm; a positive wrist turns the hand the way the elbow bends."""

    shoulder: float
    elbow: float
    wrist: float


class Leg(DataTable, frozen=True):
    """Angles of a leg; at ankle 0 the foot stands at a right angle to the shin."""

    hip: float
    knee: float
    ankle: float


@dataclass(frozen=True, slots=True)
class Posture:
    """All angles of a figure. Near limbs are those on the side towards the viewer."""

    pelvis: float  # direction in which the trunk leaves the hips; 90 is upright
    spine: tuple[float, ...]  # bends between its four pieces
    neck: float
    turn: tuple[float, float, float]  # hips, chest, head: 0 profile, 90 towards, -90 away
    near_arm: Arm
    far_arm: Arm
    near_leg: Leg
    far_leg: Leg

    @property
    def frontal(self) -> bool:
        """Whether the figure is seen from the front or from the back."""
        return abs(self.turn[0]) == 90


@dataclass(frozen=True, slots=True)
class Figure:
    """Where the joints are, by name ("near knee"), and the directions of trunk and head."""

    joints: dict[str, Point]
    spine: tuple[Point, ...]  # from the hips to the root of the neck
    head: float
    posture: Posture

    def moved(self, by: Point) -> "Figure":
        """The same figure elsewhere."""
        joints = {name: plus(point, by) for name, point in self.joints.items()}
        spine = tuple(plus(point, by) for point in self.spine)
        return Figure(joints, spine, self.head, self.posture)


def plus(point: Point, step: Point, times: float = 1.0) -> Point:
    """A point some steps further."""
    return point[0] + times * step[0], point[1] + times * step[1]


def towards(direction: float) -> Point:
    """The step of length 1 in a direction."""
    return cos(radians(direction)), sin(radians(direction))


def stand(posture: Posture) -> Figure:
    """Work out all joints, with the middle of the hips at (0, 0)."""
    spine = [(0.0, 0.0)]
    direction = posture.pelvis
    for bend in (0.0, *posture.spine):
        direction -= bend
        spine.append(plus(spine[-1], towards(direction), SPINE))
    chest, head = direction, direction - posture.neck
    hips_turn, chest_turn, _ = (sin(radians(turn)) for turn in posture.turn)

    joints = {"hips": spine[0], "neck": spine[-1]}
    joints["head"] = plus(spine[-1], towards(head), NECK + HEAD)
    for side, sign in (("near", -1.0), ("far", 1.0)):
        hip = plus(spine[0], towards(posture.pelvis - 90), sign * hips_turn * HIPS_HALF)
        shoulder = plus(spine[-1], towards(chest), -3.0)
        shoulder = plus(shoulder, towards(chest - 90), sign * chest_turn * SHOULDERS_HALF)
        arm, leg = (
            (posture.near_arm, posture.near_leg)
            if side == "near"
            else (posture.far_arm, posture.far_leg)
        )
        outwards = sign * hips_turn if posture.frontal else 1.0
        joints |= _leg(side, hip, posture.pelvis + 180, leg, outwards, posture.frontal)
        joints |= _arm(side, shoulder, chest + 180, arm, outwards)
    return Figure(joints, tuple(spine), head, posture)


def _arm(side: str, shoulder: Point, down: float, arm: Arm, outwards: float) -> dict[str, Point]:
    upper = down + outwards * arm.shoulder
    fore = upper + outwards * arm.elbow
    elbow = plus(shoulder, towards(upper), UPPER_ARM)
    wrist = plus(elbow, towards(fore), FOREARM)
    hand = plus(wrist, towards(fore + outwards * arm.wrist), HAND)
    return {
        f"{side} shoulder": shoulder,
        f"{side} elbow": elbow,
        f"{side} wrist": wrist,
        f"{side} hand": hand,
    }


def _leg(
    side: str, hip: Point, down: float, leg: Leg, outwards: float, frontal: bool
) -> dict[str, Point]:
    thigh = down + outwards * leg.hip
    shin = thigh - outwards * leg.knee
    knee = plus(hip, towards(thigh), THIGH)
    ankle = plus(knee, towards(shin), SHIN)
    if frontal:  # the foot points at the viewer or away: little of it is seen
        heel, toes = plus(ankle, towards(shin), 1.0), plus(ankle, towards(shin), 3.0)
    else:
        foot = shin + 90 + leg.ankle
        heel = plus(plus(ankle, towards(foot), -HEEL), towards(foot - 90), SOLE - 3.4)
        toes = plus(plus(ankle, towards(foot), TOES), towards(foot - 90), SOLE - 2.6)
    return {
        f"{side} hip": hip,
        f"{side} knee": knee,
        f"{side} ankle": ankle,
        f"{side} heel": heel,
        f"{side} toes": toes,
    }
