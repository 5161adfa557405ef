"""The drawing of an exercise: its poses from start to end, and the same in words."""

from dataclasses import dataclass
from functools import cache

from tools.drawings.plans import Plan, read_plans
from tools.drawings.svg import draw
from tracker.files.toml import key
from tracker.places import DATA


@dataclass(frozen=True, slots=True)
class Drawing:
    """An inline SVG that follows the page's theme and size, and what it shows in words."""

    svg: str
    alt: str


def drawing(name: str) -> Drawing | None:
    """The drawing of the exercise of this standard name; case and hyphens don't matter."""
    return _drawn(key(name))


@cache
def names() -> tuple[str, ...]:
    """The exercises that have a drawing, by their standard names, in the order of the file."""
    return tuple(plan.name for plan in _plans().values())


def in_words(plan: Plan) -> str:
    """What a drawing shows, pose by pose."""
    name = plan.name[0].upper() + plan.name[1:]
    labels = (pose.label.replace(":", ",") for pose in plan.poses)
    poses = (f"{label}: {pose.alt}." for label, pose in zip(labels, plan.poses, strict=True))
    return " ".join([f"{name}.", *poses])


@cache
def _plans() -> dict[str, Plan]:
    return {key(plan.name): plan for plan in read_plans(DATA)}


@cache
def _drawn(wanted: str) -> Drawing | None:
    plan = _plans().get(wanted)
    if plan is None:
        return None
    alt = in_words(plan)
    return Drawing(draw(plan, alt), alt)
