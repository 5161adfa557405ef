"""The scale from 0 to 10 in words, wherever the check-in asks for pain."""

from __future__ import annotations

SCALE = range(11)
NO_PAIN = "No pain"
WORST_PAIN = "Worst pain imaginable"
ANCHORS = (
    f'<div class="bb-anchors" aria-hidden="true"><span>{NO_PAIN}</span>'
    f"<span>{WORST_PAIN}</span></div>"
)
MEANINGS = (
    ("0", "No pain."),
    ("1–3", "It is there, but you can put it out of your mind."),
    ("4–6", "It is hard to ignore, and some things take more effort."),
    ("7–9", "It is on your mind most of the time, and most things are hard."),
    ("10", "The worst pain that you can imagine."),
)


def as_whole(pain: float | None) -> int | None:
    """A rating as one of the eleven targets; a decimal has none."""
    return pain if isinstance(pain, int) else None
