"""Outlines: hulls around circles, as SVG path data. SVG counts y downwards."""

from collections.abc import Sequence
from math import atan2, cos, degrees, hypot, pi, sin, sqrt

from tracker.drawings.skeleton import Point

Circle = tuple[Point, float]  # centre, radius

STEPS = 72  # points by which a hull is found; its arcs are true arcs


def hull(circles: Sequence[Circle]) -> str:
    """The closed outline of a rubber band around two or more circles, none within another."""
    rim = [
        (x + radius * cos(2 * pi * step / STEPS), y + radius * sin(2 * pi * step / STEPS), place)
        for place, ((x, y), radius) in enumerate(circles)
        for step in range(STEPS)
    ]
    band = _around(rim)
    first = next((i for i in range(len(band)) if band[i][2] != band[i - 1][2]), 0)
    band = band[first:] + band[:first]
    runs: list[list[tuple[float, float, int]]] = []
    for point in band:
        if runs and runs[-1][-1][2] == point[2]:
            runs[-1].append(point)
        else:
            runs.append([point])
    path: list[str] = []
    for run in runs:
        (x, y, place), (end_x, end_y, _) = run[0], run[-1]
        path.append(("L" if path else "M") + at((x, y)))
        if len(run) > 1:
            far = len(run) - 1 > STEPS // 2
            path.append(_arc(circles[place][1], far, (end_x, end_y)))
    return "".join(path) + "Z"


def sleeve(start: Circle, end: Circle, from_part: float) -> str:
    """The outline around two circles, open where it begins, part of the way to the end."""
    (ax, ay), ra = start
    (bx, by), rb = end
    length = hypot(bx - ax, by - ay)
    along = ((bx - ax) / length, (by - ay) / length)
    slope = (ra - rb) / length
    across = sqrt(1 - slope * slope)
    lines = []
    for side in (-1.0, 1.0):  # right, then left: counter-clockwise like every hull
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
    # Hulls run counter-clockwise with y up: that is sweep 0 with y down.
    return f"A{radius:g} {radius:g} 0 {int(far)} 0 {at(end)}"


def _around(points: list[tuple[float, float, int]]) -> list[tuple[float, float, int]]:
    """The convex hull, counter-clockwise (Andrew's monotone chain)."""
    ordered = sorted(points)
    halves = []
    for line in (ordered, ordered[::-1]):
        half: list[tuple[float, float, int]] = []
        for point in line:
            while len(half) > 1 and _turn(half[-2], half[-1], point) <= 1e-9:
                half.pop()
            half.append(point)
        halves.append(half[:-1])
    return halves[0] + halves[1]


def _turn(
    a: tuple[float, float, int], b: tuple[float, float, int], c: tuple[float, float, int]
) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
