"""What was tapped takes effect, and nothing is taken away that nobody took away."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from tracker.ui.check_in.chips import ON_ITS_WAY, Chips, draw, shown_when_tapped

NAMES = ("bird dog", "bridge", "wall sit")


@dataclass
class Screen:
    """A browser and its server: what is drawn arrives `late` seconds after it was drawn."""

    late: float = 0.0
    now: float = 100.0
    view: set[str] = field(default_factory=set)
    stored: set[str] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)
    known: Chips | None = None
    on_its_way: list[tuple[float, set[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.draw()

    def draw(self) -> None:
        before = self.known
        self.known = draw(before, sorted(self.stored), self.now)
        if before is not None and self.known.drawn is not None and self.known is not before:
            self.on_its_way.append((self.now + self.late, set(self.stored)))

    def wait(self, seconds: float) -> None:
        self.now += seconds
        while self.on_its_way and self.on_its_way[0][0] <= self.now:
            self.view = self.on_its_way.pop(0)[1]

    def tap(self, name: str) -> None:
        self.view = self.view ^ {name}
        self.wanted = self.wanted | {name} if name in self.view else self.wanted - {name}
        assert self.known is not None
        seen = set(shown_when_tapped(self.known, sorted(self.view), self.now))
        self.stored = (self.stored | (self.view - seen)) - (seen - self.view)
        self.known = Chips(tuple(sorted(self.view)))
        self.draw()

    def tap_all(self) -> None:
        self.stored = self.wanted = set(NAMES)
        self.draw()


TAPS = st.lists(
    st.sampled_from([*NAMES, "all"]) | st.floats(0.05, 3.0).map(lambda s: round(s, 2)), max_size=14
)


def do(screen: Screen, taps: list[str | float]) -> None:
    for one in taps:
        if isinstance(one, float):
            screen.wait(one)
        elif one == "all":
            screen.tap_all()
        else:
            screen.tap(one)


def test_all_and_at_once_one_of_them_leaves_all() -> None:
    screen = Screen(late=0.3)
    do(screen, ["all", 0.1, "bridge"])
    assert screen.stored == set(NAMES)


def test_of_all_that_are_seen_one_is_taken_away_by_a_tap() -> None:
    screen = Screen(late=0.05)
    do(screen, ["all", 0.2, "bridge"])
    assert screen.stored == {"bird dog", "wall sit"}


def test_quick_taps_on_and_off_all_count() -> None:
    screen = Screen(late=0.3)
    do(screen, ["bridge", "wall sit", "bridge", "bird dog", "bird dog"])
    assert screen.stored == {"wall sit"}


@given(TAPS, st.sampled_from([0.0, 0.04, 0.3, 0.9]))
def test_nothing_goes_that_nobody_took_away(taps: list[str | float], late: float) -> None:
    screen = Screen(late)
    do(screen, taps)
    assert screen.wanted <= screen.stored


@given(TAPS)
def test_who_sees_what_is_drawn_before_they_tap_has_each_tap_count(
    taps: list[str | float],
) -> None:
    screen = Screen(late=0.3)
    for one in taps:
        do(screen, [one, ON_ITS_WAY])
    assert screen.stored == screen.wanted == screen.view
