"""What every part of the benchmark is given."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setup:
    """Two diaries, as database URLs, and how often to measure."""

    ten_years: str
    one_month: str
    rounds: int
    quick: bool
