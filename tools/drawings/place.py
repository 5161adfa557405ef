"""Where the figures of a drawing stand: on the floor, side by side, the fixed joint in place."""

from dataclasses import dataclass

from tools.drawings.body import circles
from tools.drawings.plans import Plan, Pose
from tools.drawings.skeleton import Figure, stand
from tracker.files.toml import LibraryError

WIDTH = 430.0
MARGIN = 6.0
FLOOR_MARGIN = 34.0  # below the floor, with room for the label


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure in its place; x counts from the left of the drawing, y up from the floor."""

    pose: Pose
    figure: Figure
    left: float
    right: float
    middle: float  # from which arrows are measured
    back: float  # how far left any of the figures reaches, here: where a wall stands


@dataclass(frozen=True, slots=True)
class Scene:
    """All figures of a drawing and the height above the floor that they need."""

    spots: tuple[Spot, ...]
    top: float


def set_scene(plan: Plan) -> Scene:
    """Place the figures; one that leaves no margin raises LibraryError."""
    figures = [_on_floor(stand(pose.posture), plan) for pose in plan.poses]
    reach = [(x - r, x + r) for figure in figures for (x, _), r in circles(figure)]
    least, most = min(low for low, _ in reach), max(high for _, high in reach)
    width = WIDTH / len(figures)
    if most - least > width - 2 * MARGIN:
        raise LibraryError(
            f"drawings.toml: drawing {plan.name}: pose is {most - least:.0f} wide; "
            f"there is room for {width - 2 * MARGIN:.0f}"
        )
    spots = []
    for place, (pose, figure) in enumerate(zip(plan.poses, figures, strict=True)):
        middle = width * (place + 0.5)
        shift = middle - (least + most) / 2
        moved = figure.moved((shift, 0.0))
        spots.append(Spot(pose, moved, width * place, width * (place + 1), middle, least + shift))
    tops = [y + r for spot in spots for (_, y), r in circles(spot.figure)]
    tops += [y for pose in plan.poses for arrow in pose.arrows for _, y in (arrow.start, arrow.end)]
    return Scene(tuple(spots), max(tops) + 2 * MARGIN)


def _on_floor(figure: Figure, plan: Plan) -> Figure:
    if plan.fixed not in figure.joints:
        raise LibraryError(
            f"drawings.toml: drawing {plan.name}: fixed is {plan.fixed!r}; "
            f"allowed is one of {', '.join(figure.joints)}"
        )
    lowest = min(y - r for (_, y), r in circles(figure))
    return figure.moved((-figure.joints[plan.fixed][0], -lowest))
