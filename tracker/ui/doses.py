"""The figures of an exercise's dose, as they are asked for on every screen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a dose: a whole number from 1 to `most`, with the usual ones as chips."""

    field: str
    label: str
    what: str  # begins a sentence about it
    most: int
    chips: tuple[int, ...]


DOSE = (
    Figure("sets", "Sets", "Sets", 100, (1, 2, 3, 4)),
    Figure("reps", "Reps", "Reps", 1000, (5, 8, 10, 12, 15)),
    Figure("hold_seconds", "Hold, seconds", "Seconds", 3600, (5, 10, 15, 20, 30, 45, 60)),
)
