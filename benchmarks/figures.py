"""What a benchmark prints: two figures side by side, and whether their ratio holds."""

import statistics
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

Measure = Callable[[], Awaitable[float]]


@dataclass(frozen=True)
class Figure:
    """Ours beside theirs, with the ratio that is aimed for."""

    name: str
    ours: float
    theirs: float
    unit: str
    target: float
    at_least: bool = False  # else the ratio is to be at most the target

    @property
    def ratio(self) -> float:
        """Ours over theirs."""
        return self.ours / self.theirs

    @property
    def holds(self) -> bool:
        """Whether the ratio is what was aimed for."""
        return self.ratio >= self.target if self.at_least else self.ratio <= self.target

    def row(self) -> str:
        """A line of a Markdown table."""
        sign = "≥" if self.at_least else "≤"
        return (
            f"| {self.name} | {self.ours:.1f} {self.unit} | {self.theirs:.1f} {self.unit} "
            f"| {self.ratio:.2f} | {sign} {self.target:.2f} | {'yes' if self.holds else 'NO'} |"
        )


HEAD = "| what | ours | beside it | ratio | target | holds |\n|---|---|---|---|---|---|"


async def alternate(rounds: int, measures: Sequence[Measure], warm_up: int = 3) -> list[float]:
    """The median of each measure; they take turns, and who begins changes every round."""
    taken: list[list[float]] = [[] for _ in measures]
    for number in range(warm_up + rounds):
        for place in range(len(measures)):
            index = (place + number) % len(measures)
            seconds = await measures[index]()
            if number >= warm_up:
                taken[index].append(seconds)
    return [statistics.median(seconds) for seconds in taken]


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of them don't exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
