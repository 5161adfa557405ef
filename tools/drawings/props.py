"""What stands and lies about: floor, wall, towel, dumbbells, pillow, shoulder blades."""

from collections.abc import Iterator

from tools.drawings.place import MARGIN, Spot
from tools.drawings.plans import Plan
from tools.drawings.shapes import at, capsule, direction, loop
from tools.drawings.skeleton import Figure, Point, plus, towards

WALL, CEILING = 12.0, 66.0  # from where to where a wall is seen behind a figure
THING = 'stroke="var(--far-ink)"'


def behind(plan: Plan, spot: Spot) -> Iterator[str]:
    """Floor and wall, which figures are in front of."""
    beside = "wall" in plan.props and not spot.figure.posture.frontal
    left = spot.back - 1.7 if beside else spot.left + MARGIN
    right = spot.right - MARGIN
    if "wall" in plan.props and not beside:
        yield _wall_behind(left, right)
    yield f'<path d="M{at((left, -1.7))}H{right:g}" {THING} stroke-width="2"/>'
    if beside:
        top = max(y for _, y in spot.figure.joints.values()) + 20
        yield f'<path d="M{at((left, -1.7))}V{-top:.1f}" {THING} stroke-width="2"/>'
        ticks = "".join(f"M{at((left, y))}l-6 5" for y in range(8, int(top), 14))
        yield f'<path d="{ticks}" {THING} stroke-width="1.4"/>'


def _wall_behind(left: float, right: float) -> str:
    """A wall that a figure has in its back, seen from the front, and where it meets the floor."""
    return (
        f'<path d="M{at((left, WALL))}H{right:g}V{-CEILING:g}H{left:g}Z" '
        'fill="var(--far-ink)" fill-opacity="0.16"/>'
        f'<path d="M{at((left, WALL))}H{right:g}" {THING} stroke-width="1.4"/>'
    )


def before(plan: Plan, spot: Spot) -> Iterator[str]:
    """What the hands hold, and what lies in front of a figure."""
    joints = spot.figure.joints
    if "pillow" in plan.props:  # a folded towel fills the gap between waist and floor
        hip, rib = (((spot.figure.spine[place][0], 3.4), 3.4) for place in (1, 2))
        yield f'<path d="{capsule(hip, rib)}" {THING} fill="var(--far-ink)" stroke-width="2"/>'
    if "towel" in plan.props:
        yield _towel(joints["near hand"], joints["near heel"], joints["near toes"])
    if "dumbbells" in plan.props:
        yield _dumbbell(joints["near hand"])


def blades(figure: Figure, apart: float) -> Iterator[str]:
    """The spine and the shoulder blades, seen from behind."""
    across = towards(figure.posture.pelvis - 90)
    up = towards(figure.posture.pelvis)
    middle = figure.spine[3]
    line = [plus(middle, up, step) for step in (8.0, -26.0)]
    yield (
        f'<path d="M{at(line[0])}L{at(line[1])}" {THING} stroke-width="1.6" '
        'stroke-dasharray="0.1 4"/>'
    )
    for sign in (-1.0, 1.0):
        blade: list[Point] = [
            plus(plus(middle, up, high), across, sign * (apart + out))
            for high, out in (
                (6.0, 5.0),
                (4.0, 0.5),
                (-3.0, 0.0),
                (-9.0, 3.0),
                (-2.0, 6.5),
            )
        ]
        yield (
            f'<path d="{loop(blade)}" stroke="var(--work)" fill="var(--tint)" stroke-width="2"/>'
        )


def _towel(hand: Point, heel: Point, toes: Point) -> str:
    """From the hand along the foot to its ball, and round the sole there."""
    foot = direction(heel, toes)
    ball = plus(plus(heel, towards(foot), 12.0), towards(foot - 90), 4.2)
    edges = [plus(ball, towards(foot), step) for step in (-3.5, 3.5)]
    path = f"M{at(hand)}L{at(ball)}M{at(edges[0])}L{at(edges[1])}"
    return f'<path d="{path}" {THING} stroke-width="3"/>'


def _dumbbell(hand: Point) -> str:
    x, y = hand
    ends = "".join(
        capsule(((x + dx, y - 3.0), 2.6), ((x + dx, y + 3.0), 2.6)) for dx in (-9.0, 9.0)
    )
    return (
        f'<path d="M{at((x - 9, y))}H{x + 9:g}" stroke="var(--ink)" stroke-width="3"/>'
        f'<path d="{ends}" stroke="var(--ink)" fill="var(--far-ink)" stroke-width="2"/>'
    )
