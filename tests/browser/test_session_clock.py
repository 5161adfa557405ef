"""What the session's clock says was done of an exercise that was left at any moment."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tracker.analysis.session_steps import WORK, Work, steps
from tracker.ui import session_player

CLOCK = (Path(session_player.__file__).parent / "clock.js").read_text(encoding="utf-8")


def left_at(browser: Browser, work: Work, moments: list[tuple[int, float]]) -> list[Any]:
    """What is done of an exercise after so many whole steps and so many seconds into the next."""
    session = {
        "exercises": [
            {
                "sets": work.sets,
                "reps": work.reps,
                "hold_seconds": work.hold_seconds,
                "steps": [asdict(step) for step in steps(work)],
            }
        ],
        "exercise": 0,
    }
    page = browser.new_page()
    found: list[Any] = page.evaluate(
        f"""({{ session, moments }}) => {{
            {CLOCK}
            return moments.map(([step, into]) => doneSoFar({{ ...session, step, into }}));
        }}""",
        {"session": session, "moments": moments},
    )
    page.close()
    return found


def counted(sets: int | None, reps: int | None, hold: int | None, note: str = "") -> dict[str, Any]:
    return {"sets": sets, "reps": reps, "hold_seconds": hold, "note": note}


def place(work: Work, number: int) -> int:
    """The place of the so-many-th step of work among all steps."""
    some = [place for place, step in enumerate(steps(work)) if step.doing in WORK]
    return some[number]


def test_holds_without_sides(browser: Browser) -> None:
    work = Work(sets=2, reps=3, hold_seconds=10)
    moments = [
        (0, 5.0),
        (place(work, 0), 0.9),
        (place(work, 0), 3.4),
        (place(work, 1), 0.0),
        (place(work, 2), 6.0),
        (place(work, 3) - 1, 12.0),
        (place(work, 3), 4.2),
        (place(work, 5), 2.0),
    ]
    assert left_at(browser, work, moments) == [
        None,
        None,
        counted(1, 1, 3),
        counted(1, 1, 10),
        counted(1, 2, 10, "and held 6 s"),
        counted(1, 3, 10),
        counted(1, 3, 10, "and held 4 s"),
        counted(1, 3, 10, "and 2 times, held 2 s"),
    ]


def test_both_sides_count_once_both_are_done(browser: Browser) -> None:
    work = Work(sets=None, reps=2, hold_seconds=5, per_side=True)
    moments = [
        (place(work, 0), 3.0),
        (place(work, 1), 2.0),
        (place(work, 2), 0.0),
        (place(work, 2), 4.0),
        (place(work, 3), 1.0),
    ]
    assert left_at(browser, work, moments) == [
        counted(None, 1, 3, "left side only"),
        counted(None, 1, 5, "left side only, and held 2 s"),
        counted(None, 2, 5, "left side only"),
        counted(None, 2, 5, "left side, and right side held 4 s"),
        counted(None, 1, 5, "and left side once, right side held 1 s"),
    ]


def test_movements_are_counted_whole(browser: Browser) -> None:
    work = Work(sets=2, reps=4)
    moments = [(place(work, 0), 3.0), (place(work, 3), 3.0), (place(work, 5), 1.0)]
    assert left_at(browser, work, moments) == [
        None,
        counted(1, 3, None),
        counted(1, 4, None, "and once"),
    ]


def test_at_one_s_own_pace_there_are_only_seconds(browser: Browser) -> None:
    assert left_at(browser, Work(), [(0, 4.0), (1, 0.5), (1, 12.7)]) == [
        None,
        None,
        counted(None, None, None, "for 12 s"),
    ]
