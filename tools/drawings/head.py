"""The head: outline, hair and eyes tell which way a figure looks."""

from collections.abc import Sequence
from math import cos, radians, sin

from tools.drawings.body import head_circles
from tools.drawings.shapes import capsule, loop
from tools.drawings.skeleton import Figure, Point, plus, towards

RIM = 10.9  # of the hair, just over the skull
# Hair as rim angles (0 is where the face looks, 90 the crown) and points within the head.
PROFILE = ((58, 210), ((-5.5, -4.0), (-1.5, -1.0), (0.0, 3.0), (4.0, 5.0)))
FRONT = ((12, 168), ((-6.5, 4.5), (0.0, 5.5), (6.5, 4.5)))
BACK = ((-35, 215), ((-4.0, -7.5), (4.0, -7.5)))


def outline(figure: Figure) -> str:
    """The skull, in profile with a nose."""
    skull = capsule(*head_circles(figure))
    if _seen(figure) != "profile":
        return skull
    nose = (_point(figure, (9.3, -1.8)), 1.5), (_point(figure, (6.5, 1.5)), 2.0)
    return skull + capsule(*nose)


def hair(figure: Figure) -> str:
    """The hair, a filled shape."""
    (first, last), within = {"profile": PROFILE, "front": FRONT, "back": BACK}[_seen(figure)]
    steps = 9
    angles = [first + (last - first) * step / steps for step in range(steps + 1)]
    rim = [(RIM * cos(radians(angle)), RIM * sin(radians(angle))) for angle in angles]
    return loop([_point(figure, point) for point in (*rim, *within)])


def eyes(figure: Figure) -> list[Point]:
    """Where the eyes are; none from behind."""
    places: dict[str, Sequence[Point]] = {
        "profile": [(5.8, 0.3)],
        "front": [(-3.4, -0.5), (3.4, -0.5)],
        "back": [],
    }
    return [_point(figure, place) for place in places[_seen(figure)]]


def _seen(figure: Figure) -> str:
    turn = figure.posture.turn[2]
    if abs(cos(radians(turn))) >= 0.5:
        return "profile"
    return "front" if turn > 0 else "back"


def _point(figure: Figure, place: Point) -> Point:
    """A place in the head, (forwards, up) from its middle, in the picture."""
    forwards = -1.0 if abs(figure.posture.turn[2]) > 90 else 1.0
    middle = plus(figure.joints["head"], towards(figure.head), place[1])
    return plus(middle, towards(figure.head - 90), forwards * place[0])
