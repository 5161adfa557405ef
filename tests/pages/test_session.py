"""The session's screen around the player that runs in the browser."""

import json
from typing import Any

from tests.pages.builders import BERLIN, BY, ago
from tests.pages.visiting import Visit
from tracker.model import Context, ExerciseDone, PlanItem, Reading
from tracker.store import Diary


def sent_to_the_browser(visit: Visit) -> dict[str, Any]:
    (player,) = visit.app.get("bidi_component")
    found: dict[str, Any] = json.loads(player.proto.json or player.proto.mixed.json)
    return found


def test_the_session_is_not_in_the_menu_and_opens_by_its_address() -> None:
    visit = Visit("session")
    assert "Session" in visit.words
    menu = visit.drawn("bb-menu")
    assert ">Week</a>" in menu
    assert "Session" not in menu


def test_the_browser_gets_the_plan_and_the_stop_rule(diary: Diary) -> None:
    diary.apply([PlanItem("wall sit", sets=2, hold_seconds=20)], by=BY)
    data = sent_to_the_browser(Visit("session"))
    assert [exercise["name"] for exercise in data["exercises"]] == ["wall sit"]
    assert any("15 minutes" in line for line in data["stop_rule"])
    assert data["speed"] == 1
    assert data["diary"] == str(diary.identity())


def test_chosen_exercises_come_by_address() -> None:
    visit = Visit("session", exercise="bridge")
    data = sent_to_the_browser(visit)
    assert [exercise["name"] for exercise in data["exercises"]] == ["bridge"]


def test_the_traffic_light_says_that_its_limits_vary() -> None:
    assert "limits vary from clinic to clinic" in Visit("session").words


def test_pain_around_sessions_is_shown_with_its_numbers(diary: Diary) -> None:
    assert "Pain around your sessions" not in Visit("session").words
    now = BERLIN.now()
    yesterday, today = ago(now.date(), 1), now.date()
    diary.apply(
        [
            ExerciseDone(yesterday, "bridge", source="session"),
            ExerciseDone(today, "bridge", source="session"),
            Reading(
                now.replace(year=yesterday.year, month=yesterday.month, day=yesterday.day),
                5,
                Context.BEFORE,
            ),
            Reading(now, 4, Context.BEFORE),
            Reading(now, 2, Context.MORNING),
        ],
        by=BY,
    )
    words = Visit("session").words
    assert "Pain around your sessions, last 12 weeks" in words
    assert "Bridge 4.5 (n 2) – 2.0 (n 1)" in words
