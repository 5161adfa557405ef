"""What drawings.toml says of each drawing, read strictly."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from msgspec import field
from msgspec.structs import asdict

from tools.drawings.skeleton import LIMITS, SPREAD_LIMITS, Arm, Leg, Point, Posture
from tracker.files.toml import DataTable, LibraryError, Text, key, read

Part = Literal["trunk", "head", "near arm", "far arm", "near leg", "far leg"]
Prop = Literal["wall", "towel", "dumbbells", "pillow"]
View = Literal["side", "front", "back"]
TURNS: dict[View, float] = {"side": 0.0, "front": 90.0, "back": -90.0}
ORDERS: dict[View, tuple[Part, ...]] = {
    # what is drawn first lies furthest away; far limbs before the trunk are lighter
    "side": ("far arm", "far leg", "trunk", "head", "near leg", "near arm"),
    "front": ("trunk", "head", "near leg", "far leg", "near arm", "far arm"),
    "back": ("trunk", "near leg", "far leg", "near arm", "far arm", "head"),
}
Limits = dict[str, tuple[float, float]]


class Arrow(DataTable, frozen=True):
    """A movement, from point to point in units from the middle of the pose and the floor."""

    start: Point = field(name="from")
    end: Point = field(name="to")
    bend: float = 0.0  # how far its middle lies to the left of the straight way

    def __post_init__(self) -> None:
        _within("from", -200, 200, *self.start)
        _within("to", -200, 200, *self.end)
        _within("bend", -60, 60, self.bend)


@dataclass(frozen=True, slots=True)
class Pose:
    """One of the pictures of a drawing."""

    label: str
    alt: str
    posture: Posture
    order: tuple[Part, ...]
    blades: float | None  # seen from behind: how far each shoulder blade is from the spine
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A drawing before it is drawn."""

    name: str
    fixed: str  # the joint that stays where it is from pose to pose
    working: frozenset[Part]  # parts drawn in the accent colour
    props: frozenset[Prop]
    poses: tuple[Pose, ...]
    mirrored: bool  # drawn looking to the left, so that near limbs are the left ones


def read_plans(folder: Path) -> tuple[Plan, ...]:
    """Read drawings.toml of a folder; what is wrong raises LibraryError."""
    plans: dict[str, Plan] = {}
    for drawing in read(folder / "drawings.toml", _DrawingsFile).drawing:
        if key(drawing.name) in plans:
            raise LibraryError(f"drawings.toml: drawing {drawing.name}: name is used twice")
        plans[key(drawing.name)] = Plan(
            drawing.name,
            drawing.fixed,
            drawing.working,
            drawing.props,
            tuple(pose.in_view(drawing.view) for pose in drawing.pose),
            drawing.faces == "left",
        )
    return tuple(plans.values())


class _Pose(DataTable, frozen=True):
    label: Text
    alt: Text
    pelvis: float
    spine: tuple[float, ...]
    neck: float
    near_arm: Arm
    near_leg: Leg
    far_arm: Arm | None = None
    far_leg: Leg | None = None
    chest_turn: float | None = None
    head_turn: float | None = None
    order: tuple[Part, ...] | None = None
    blades: float | None = None
    arrow: tuple[Arrow, ...] = ()

    def __post_init__(self) -> None:
        _within("pelvis", -180, 270, self.pelvis)
        _within("chest_turn", -90, 90, self.chest_turn)
        _within("head_turn", -90, 180, self.head_turn)
        _within("blades", 3, 14, self.blades)
        if len(self.spine) != 3:
            raise ValueError(f"spine has {len(self.spine)} bends; its four pieces have 3")
        if self.order is not None and sorted(self.order) != sorted(get_args(Part)):
            raise ValueError(f"order has to name each of {', '.join(get_args(Part))} once")

    def check_joints(self, limits: Limits) -> None:
        """Raise ValueError where an angle is none that a joint has."""
        _within("spine", *limits["spine"], *self.spine)
        _within("neck", *limits["neck"], self.neck)
        for limb in ("near_arm", "far_arm", "near_leg", "far_leg"):
            angles: Arm | Leg | None = getattr(self, limb)
            for joint, angle in asdict(angles).items() if angles else ():
                _within(f"{limb}: {joint}", *limits[joint], angle)

    def in_view(self, view: View) -> Pose:
        """The pose as it is seen from there."""
        turn = TURNS[view]
        posture = Posture(
            pelvis=self.pelvis,
            spine=self.spine,
            neck=self.neck,
            turn=(
                turn,
                turn if self.chest_turn is None else self.chest_turn,
                turn if self.head_turn is None else self.head_turn,
            ),
            near_arm=self.near_arm,
            far_arm=self.far_arm or self.near_arm,
            near_leg=self.near_leg,
            far_leg=self.far_leg or self.near_leg,
        )
        order = self.order or ORDERS[view]
        return Pose(self.label, self.alt, posture, order, self.blades, self.arrow)


class _Drawing(DataTable, frozen=True):
    name: Text
    fixed: Text
    working: frozenset[Part]
    pose: tuple[_Pose, ...]
    view: View = "side"
    faces: Literal["right", "left"] = "right"
    props: frozenset[Prop] = frozenset()

    def __post_init__(self) -> None:
        labels = [pose.label for pose in self.pose]
        if len(labels) < 2 or not (labels[0].startswith("Start") and labels[-1].startswith("End")):
            raise ValueError("pose has to begin with a Start and finish with an End")
        for pose in self.pose:
            try:
                pose.check_joints(LIMITS if self.view == "side" else SPREAD_LIMITS)
            except ValueError as error:
                raise ValueError(f"pose {pose.label}: {error}") from None


class _DrawingsFile(DataTable, frozen=True):
    drawing: tuple[_Drawing, ...]


def _within(name: str, low: float, high: float, *numbers: float | None) -> None:
    for number in numbers:
        if number is not None and not low <= number <= high:
            raise ValueError(f"{name} is {number:g}; allowed is {low:g} to {high:g}")
