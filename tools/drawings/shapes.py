"""Outlines as SVG path data. SVG counts y downwards."""

from collections.abc import Sequence
from math import atan2, degrees, hypot, sqrt

from tools.drawings.skeleton import Point

Circle = tuple[Point, float]  # centre, radius
Piece = tuple[Circle, Circle]  # from joint to joint


def capsule(start: Circle, end: Circle) -> str:
    """The closed outline of a rubber band around two circles, neither within the other."""
    open_end = sleeve(start, end, 0.0)
    begin = open_end[1 : open_end.index("L")]
    return f"{open_end}A{start[1]:g} {start[1]:g} 0 {int(start[1] > end[1])} 0 {begin}Z"


def sleeve(start: Circle, end: Circle, from_part: float) -> str:
    """The outline around two circles, open where it begins, part of the way to the end."""
    (ax, ay), ra = start
    (bx, by), rb = end
    length = hypot(bx - ax, by - ay)
    along = ((bx - ax) / length, (by - ay) / length)
    slope = (ra - rb) / length
    across = sqrt(1 - slope * slope)
    lines = []
    for side in (-1.0, 1.0):  # right, then left: counter-clockwise like every outline
        normal = (
            slope * along[0] - side * across * along[1],
            slope * along[1] + side * across * along[0],
        )
        root = (ax + ra * normal[0], ay + ra * normal[1])
        tip = (bx + rb * normal[0], by + rb * normal[1])
        begin = (
            root[0] + from_part * (tip[0] - root[0]),
            root[1] + from_part * (tip[1] - root[1]),
        )
        lines.append((begin, tip))
    (right, right_tip), (left, left_tip) = lines
    return f"M{at(right)}L{at(right_tip)}{_arc(rb, rb > ra, left_tip)}L{at(left)}"


def loop(points: Sequence[Point]) -> str:
    """A smooth closed line through points (Catmull-Rom as cubic curves)."""
    path = "M" + at(points[0])
    for i, here in enumerate(points):
        before, there = points[i - 1], points[(i + 1) % len(points)]
        after = points[(i + 2) % len(points)]
        out = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        into = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        path += f"C{at(out)} {at(into)} {at(there)}"
    return path + "Z"


def direction(start: Point, end: Point) -> float:
    """The direction from one point to another, in degrees."""
    return degrees(atan2(end[1] - start[1], end[0] - start[0]))


def at(point: Point) -> str:
    """A point as path data."""
    return f"{_short(point[0])} {_short(-point[1])}"


def _short(value: float) -> str:
    return f"{round(value, 1) + 0:g}"


def _arc(radius: float, far: bool, end: Point) -> str:
    # Outlines run counter-clockwise with y up: that is sweep 0 with y down.
    return f"A{radius:g} {radius:g} 0 {int(far)} 0 {at(end)}"
