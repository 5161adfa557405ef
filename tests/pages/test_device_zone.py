"""A device on another clock than the diary: its time zone is offered at the check-in."""

from dataclasses import replace

from tests.pages.builders import BY
from tests.pages.visiting import Visit
from tracker.store import Diary

OFFER = "This device is in Europe/Berlin"


def live_in(diary: Diary, zone: str) -> None:
    """Let the diary's days end as they do in a zone."""
    seen = diary.person()
    diary.save(replace(seen, time_zone=zone), seen, by=BY)


def test_a_device_on_the_diary_s_clock_is_offered_nothing(diary: Diary) -> None:
    assert OFFER not in Visit().words
    live_in(diary, "Europe/Paris")
    assert OFFER not in Visit().words, "another zone, but the same time"


def test_a_device_elsewhere_is_offered_its_zone_and_uses_it(diary: Diary) -> None:
    live_in(diary, "Pacific/Auckland")
    visit = Visit()
    assert OFFER in visit.words
    assert "Your days still end as in Pacific/Auckland." in visit.words
    visit.tap("Use Europe/Berlin")
    assert diary.person().time_zone == "Europe/Berlin"
    assert OFFER not in Visit().words


def test_who_keeps_the_diary_s_zone_is_not_asked_again_in_this_visit(diary: Diary) -> None:
    live_in(diary, "Pacific/Auckland")
    visit = Visit().tap("Keep Pacific/Auckland")
    assert OFFER not in visit.again().words
    assert diary.person().time_zone == "Pacific/Auckland"
