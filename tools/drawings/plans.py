"""What drawings.toml says of each drawing, read strictly."""

from dataclasses import dataclass
from pathlib import Path

from tools.drawings.body import LIMBS
from tools.drawings.skeleton import LIMITS, SPREAD_LIMITS, Arm, Leg, Point, Posture
from tracker.files.toml import Entry, key, read

PARTS = ("trunk", "head", *LIMBS)
PROPS = ("wall", "towel", "dumbbells", "pillow")
VIEWS = {"side": 0.0, "front": 90.0, "back": -90.0}
ORDERS = {  # what is drawn first lies furthest away; far limbs before the trunk are lighter
    "side": ("far arm", "far leg", "trunk", "head", "near leg", "near arm"),
    "front": ("trunk", "head", "near leg", "far leg", "near arm", "far arm"),
    "back": ("trunk", "near leg", "far leg", "near arm", "far arm", "head"),
}
Limits = dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A movement, from point to point in units from the middle of the pose and the floor."""

    start: Point
    end: Point
    bend: float  # how far its middle lies to the left of the straight way


@dataclass(frozen=True, slots=True)
class Pose:
    """One of the pictures of a drawing."""

    label: str
    alt: str
    posture: Posture
    order: tuple[str, ...]
    blades: float | None  # seen from behind: how far each shoulder blade is from the spine
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A drawing before it is drawn."""

    name: str
    fixed: str  # the joint that stays where it is from pose to pose
    working: frozenset[str]  # parts drawn in the accent colour
    props: frozenset[str]
    poses: tuple[Pose, ...]


def read_plans(folder: Path) -> tuple[Plan, ...]:
    """Read drawings.toml of a folder; what is wrong raises LibraryError."""
    file = read(folder / "drawings.toml")
    plans: dict[str, Plan] = {}
    for entry in file.entries("drawing"):
        plan = _plan(entry)
        if key(plan.name) in plans:
            raise entry.error("name", "is used twice")
        plans[key(plan.name)] = plan
    file.end()
    return tuple(plans.values())


def _plan(entry: Entry) -> Plan:
    name = entry.text("name")
    view = _one(entry, "view", entry.text("view", default="side"), tuple(VIEWS))
    plan = Plan(
        name=name,
        fixed=entry.text("fixed"),
        working=frozenset(_some(entry, "working", PARTS)),
        props=frozenset(_some(entry, "props", PROPS)) if entry.has("props") else frozenset(),
        poses=tuple(_pose(pose, view) for pose in entry.entries("pose")),
    )
    entry.end()
    labels = [pose.label for pose in plan.poses]
    if len(labels) < 2 or not (labels[0].startswith("Start") and labels[-1].startswith("End")):
        raise entry.error("pose", "has to begin with a Start and finish with an End")
    return plan


def _pose(entry: Entry, view: str) -> Pose:
    frontal = view != "side"
    pose = Pose(
        label=entry.text("label"),
        alt=entry.text("alt"),
        posture=_posture(entry, VIEWS[view], SPREAD_LIMITS if frontal else LIMITS),
        order=_order(entry, view),
        blades=entry.number("blades", 3, 14) if entry.has("blades") else None,
        arrows=tuple(_arrow(arrow) for arrow in entry.entries("arrow")),
    )
    entry.end()
    return pose


def _posture(entry: Entry, turn: float, limits: Limits) -> Posture:
    near_arm = _arm(entry.table("near_arm"), limits)
    far_arm = _arm(entry.table("far_arm"), limits) if entry.has("far_arm") else near_arm
    near_leg = _leg(entry.table("near_leg"), limits)
    far_leg = _leg(entry.table("far_leg"), limits) if entry.has("far_leg") else near_leg
    return Posture(
        pelvis=entry.number("pelvis", -180, 270),
        spine=_bends(entry, limits["spine"]),
        neck=entry.number("neck", *limits["neck"]),
        turn=(
            turn,
            entry.number("chest_turn", -90, 90, default=turn),
            entry.number("head_turn", -90, 180, default=turn),
        ),
        near_arm=near_arm,
        far_arm=far_arm,
        near_leg=near_leg,
        far_leg=far_leg,
    )


def _arm(entry: Entry, limits: Limits) -> Arm:
    arm = Arm(*(entry.number(joint, *limits[joint]) for joint in ("shoulder", "elbow", "wrist")))
    entry.end()
    return arm


def _leg(entry: Entry, limits: Limits) -> Leg:
    leg = Leg(*(entry.number(joint, *limits[joint]) for joint in ("hip", "knee", "ankle")))
    entry.end()
    return leg


def _bends(entry: Entry, limits: tuple[float, float]) -> tuple[float, ...]:
    bends = entry.numbers("spine", *limits)
    if len(bends) != 3:
        raise entry.error("spine", f"has {len(bends)} bends; its four pieces have 3")
    return bends


def _order(entry: Entry, view: str) -> tuple[str, ...]:
    if not entry.has("order"):
        return ORDERS[view]
    order = entry.texts("order")
    if sorted(order) != sorted(PARTS):
        raise entry.error("order", f"has to name each of {', '.join(PARTS)} once")
    return order


def _arrow(entry: Entry) -> Arrow:
    start, end = entry.numbers("from", -200, 200), entry.numbers("to", -200, 200)
    bend = entry.number("bend", -60, 60, default=0)
    entry.end()
    if len(start) != 2 or len(end) != 2:
        raise entry.error("from and to", "have to be points: [x, y]")
    return Arrow((start[0], start[1]), (end[0], end[1]), bend)


def _some(entry: Entry, field: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_one(entry, field, word, allowed) for word in entry.texts(field))


def _one(entry: Entry, field: str, word: str, allowed: tuple[str, ...]) -> str:
    if word not in allowed:
        raise entry.error(field, f"is {word!r}; allowed is one of {', '.join(allowed)}")
    return word
