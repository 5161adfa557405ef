"""The parts of a figure and how thick they are: circles round its joints."""

from collections.abc import Iterator
from math import radians, sin

from tools.drawings.shapes import Circle, Piece, capsule, loop, sleeve
from tools.drawings.skeleton import HEAD, HIPS_HALF, SHOULDERS_HALF, Figure, Point, plus, towards

LIMBS = ("far arm", "far leg", "near leg", "near arm")
THICKNESS = {  # radii
    "hip": 9.0,
    "knee": 6.0,
    "ankle": 3.9,
    "heel": 3.4,
    "toes": 2.6,
    "shoulder": 5.6,
    "elbow": 4.2,
    "wrist": 3.1,
    "hand": 2.6,
}
TRUNK = (10.0, 9.4, 9.6, 10.4, 7.0)  # at the five points of the spine
TRUNK_FRONTAL = (8.0, 7.0, 7.0, 7.0, 5.0)
WAIST = (1.0, 0.75, 0.8, 0.95, 0.85)  # of the half width, where the trunk is seen frontally
NECK_RADIUS = 4.2
ROOT = 0.3  # part of thigh and upper arm that belongs to the outline of the trunk


def trunk(figure: Figure) -> list[Circle]:
    """The circles that the trunk lies around, from the hips up; two at each height."""
    found: list[Circle] = []
    for place, point in enumerate(figure.spine):
        half, radius = _width(figure, place)
        across = towards(_direction(figure, place) - 90)
        found += [(plus(point, across, sign * half), radius) for sign in (-1.0, 1.0)]
    return found


def trunk_path(figure: Figure) -> str:
    """The smooth outline of the trunk, and the neck that comes out of it."""
    sides: dict[float, list[Point]] = {-1.0: [], 1.0: []}
    for place, point in enumerate(figure.spine):
        half, radius = _width(figure, place)
        across = towards(_direction(figure, place) - 90)
        for sign, side in sides.items():
            side.append(plus(point, across, sign * (half + radius)))
    bottom, top = figure.spine[0], figure.spine[-1]
    (half, radius), pelvis = _width(figure, 0), figure.posture.pelvis
    seat = [
        plus(
            plus(bottom, towards(pelvis - 90), half if angle > 0 else -half),
            towards(pelvis + 180 + angle),
            radius,
        )
        for angle in (-50, -17, 17, 50)
    ]
    crest = plus(top, towards(figure.head), TRUNK[-1] * 0.6)
    outline = [*seat, *sides[1.0], crest, *reversed(sides[-1.0])]
    neck = plus(figure.joints["neck"], towards(figure.head), -3.0)
    return loop(outline) + capsule((neck, NECK_RADIUS + 1), (figure.joints["head"], NECK_RADIUS))


def head_circles(figure: Figure) -> Piece:
    """The skull, a little longer than wide."""
    centre, up = figure.joints["head"], towards(figure.head)
    return (plus(centre, up, 1.0), HEAD - 1.0), (plus(centre, up, -1.5), HEAD - 1.8)


def limb(figure: Figure, name: str) -> list[Piece]:
    """The circles of a limb, piece by piece from the trunk outwards."""
    side, kind = name.split()
    joint = {joint: (figure.joints[f"{side} {joint}"], THICKNESS[joint]) for joint in _joints(kind)}
    if kind == "arm":
        return [
            (joint["shoulder"], joint["elbow"]),
            (joint["elbow"], joint["wrist"]),
            (joint["wrist"], joint["hand"]),
        ]
    return [
        (joint["hip"], joint["knee"]),
        (joint["knee"], joint["ankle"]),
        (joint["ankle"], joint["toes"]),
        (joint["heel"], joint["toes"]),
    ]


def limb_path(pieces: list[Piece], whole: bool) -> str:
    """The outline of a limb; not whole, it is open where it joins the trunk."""
    (root, next_to_root), *others = pieces
    first = capsule(root, next_to_root) if whole else sleeve(root, next_to_root, ROOT)
    return first + "".join(capsule(start, end) for start, end in others)


def circles(figure: Figure) -> Iterator[Circle]:
    """Every circle of the figure: what it touches and how far it reaches."""
    yield from trunk(figure)
    yield from head_circles(figure)
    for name in LIMBS:
        for piece in limb(figure, name):
            yield from piece


def _direction(figure: Figure, place: int) -> float:
    """The direction of the spine at one of its points, midway between its pieces."""
    bends = [0.0, *figure.posture.spine, 0.0]
    return figure.posture.pelvis - sum(bends[:place]) - bends[place] / 2


def _width(figure: Figure, place: int) -> tuple[float, float]:
    """Half the frontal width shown at a point of the spine, and the radius around its ends."""
    hips_turn, chest_turn, _ = figure.posture.turn
    part = place / (len(figure.spine) - 1)
    spread = abs(sin(radians(hips_turn + part * (chest_turn - hips_turn))))
    half = spread * WAIST[place] * (HIPS_HALF + part * (SHOULDERS_HALF - HIPS_HALF))
    return half, TRUNK[place] + spread * (TRUNK_FRONTAL[place] - TRUNK[place])


def _joints(kind: str) -> tuple[str, ...]:
    if kind == "arm":
        return "shoulder", "elbow", "wrist", "hand"
    return "hip", "knee", "ankle", "heel", "toes"
