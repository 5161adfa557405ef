"""Medicine taken: again in one tap, the first time in the person's words."""

from dataclasses import replace
from datetime import date, datetime, time
from unittest.mock import patch
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from tests.pages.builders import BERLIN, BY, ago
from tests.pages.visiting import Visit
from tracker.model import NAME_LIMIT, MedicineKind, MedicineTaken, Person, at_offset
from tracker.store import Diary

SOLD, PRESCRIBED = MedicineKind


def opened(day: date) -> Visit:
    """The check-in of a day with the form for a medicine."""
    return Visit(day=day.isoformat()).open("more").open(f"medicine-add-{day}")


def filled(day: date, **values: str) -> Visit:
    return opened(day).fill(f"medicine-form-{day}", values)


def test_nothing_is_named_before_the_person_named_it(today: date) -> None:
    visit = Visit().open("more")
    assert "Medicine" in visit.words
    assert not [label for label in visit.buttons if label.startswith("+")]


def test_the_first_time_it_is_said_by_name_amount_and_kind(diary: Diary, today: date) -> None:
    visit = filled(today, medicine="Ibuprofen", amount="400 mg", kind=SOLD)
    assert diary.medicines() == [MedicineTaken(today, "Ibuprofen", "400 mg", SOLD)]
    assert "Ibuprofen 400 mg, over the counter" in visit.words


def test_a_name_alone_is_enough(diary: Diary, today: date) -> None:
    filled(today, medicine="  willow bark ")
    assert diary.medicines() == [MedicineTaken(today, "willow bark")]


def test_nothing_is_added_without_a_name(diary: Diary, today: date) -> None:
    visit = filled(today, amount="400 mg")
    assert "Not added yet: say what you took." in visit.redrawn
    assert diary.medicines() == []


def test_what_is_too_long_is_refused_in_words(diary: Diary, today: date) -> None:
    visit = filled(today, medicine="x" * (NAME_LIMIT + 1))
    assert f"{NAME_LIMIT} characters" in visit.redrawn
    assert diary.medicines() == []


def test_a_second_press_adds_nothing(diary: Diary, today: date) -> None:
    uid, said = uuid4(), {"medicine": "Ibuprofen"}
    for _ in range(2):
        opened(today).fill(f"medicine-form-{today}", said, uid)
    assert [taken.uid for taken in diary.medicines()] == [uid]


@pytest.mark.parametrize("sent", [None, {}, {"uid": "x", "values": {}}, {"values": 3}])
def test_what_no_form_sends_changes_nothing(diary: Diary, today: date, sent: object) -> None:
    visit = opened(today)
    visit._tell(f"medicine-form-{today}", "added", sent)
    assert diary.medicines() == []


def test_lately_taken_is_one_tap_again_and_again(diary: Diary, today: date) -> None:
    diary.save(MedicineTaken(ago(today, 2), "ibuprofen", "400 mg", SOLD), by=BY)
    visit = Visit().open("more").tap("+ Ibuprofen 400 mg")
    assert diary.medicines(today, today) == [MedicineTaken(today, "ibuprofen", "400 mg", SOLD)]
    visit.tap("+ Ibuprofen 400 mg")
    assert len(diary.medicines(today, today)) == 2, "a day may have several"
    assert visit.tap("Undo").words.count("Ibuprofen 400 mg, over the counter") == 1


def test_a_double_tap_on_a_chip_adds_it_once(diary: Diary, today: date) -> None:
    diary.save(MedicineTaken(ago(today, 2), "ibuprofen"), by=BY)
    visit = Visit().open("more")
    next(chip for chip in visit.app.button if "Ibuprofen" in chip.label).click()
    tapped = visit.app.main.root.get_widget_states()
    for _ in range(2):  # the second tap left the browser before the page changed
        visit.app._run(tapped)
    assert len(diary.medicines(today, today)) == 1


def test_the_latest_four_are_offered(diary: Diary, today: date) -> None:
    names = ["a", "b", "c", "d", "e"]
    diary.apply([MedicineTaken(ago(today, 9 - i), names[i]) for i in range(5)], by=BY)
    chips = [label for label in Visit().open("more").buttons if label.startswith("+")]
    assert chips == ["+ E", "+ D", "+ C", "+ B"]


def test_it_can_be_corrected_and_removed(diary: Diary, today: date) -> None:
    taken = MedicineTaken(today, "ibuprofen", "400 mg")
    diary.save(taken, by=BY)
    visit = Visit().open("more").open(f"change-{taken.uid}")
    visit.type("Medicine", "naproxen").type("Amount", "")
    visit.app.button_group(key=f"medicine-kind-{taken.uid}").set_value(PRESCRIBED)
    visit.again()
    assert diary.medicines() == [MedicineTaken(today, "naproxen", "", PRESCRIBED)]
    visit.app.button_group(key=f"medicine-kind-{taken.uid}").set_value(None)
    visit.again()
    assert diary.medicines()[0].kind is None
    visit.app.button(key=f"remove-{taken.uid}").click()
    visit.again()
    assert diary.medicines() == []
    visit.tap("Undo")
    assert len(diary.medicines()) == 1


def test_a_name_cannot_be_emptied(diary: Diary, today: date) -> None:
    taken = MedicineTaken(today, "ibuprofen")
    diary.save(taken, by=BY)
    visit = Visit().open("more").open(f"change-{taken.uid}").type("Medicine", "")
    assert "refused" in visit.answer
    assert diary.medicines() == [taken]


def test_a_past_day_has_its_own(diary: Diary, today: date) -> None:
    day = ago(today, 3)
    filled(day, medicine="ibuprofen")
    assert [taken.date for taken in diary.medicines()] == [day]
    assert "Ibuprofen\n" not in f"{Visit().open('more').words}\n"


def morning(day: date) -> datetime:
    return at_offset(datetime.combine(day, time(8, 5), ZoneInfo(BERLIN.time_zone)))


def test_a_time_of_day_and_a_note_of_another_program_are_told(diary: Diary, today: date) -> None:
    day = ago(today, 1)
    diary.save(MedicineTaken(day, "ibuprofen", "", None, morning(day), "helped"), by="import")
    assert Visit(day=day.isoformat()).open("more").recorded == ["Ibuprofen, 08:05 helped"]


def test_a_time_of_day_can_be_said_when_it_is_added(diary: Diary, today: date) -> None:
    day = ago(today, 1)
    filled(day, medicine="ibuprofen", at="08:05")
    assert diary.medicines() == [MedicineTaken(day, "ibuprofen", taken_at=morning(day))]


@pytest.mark.parametrize("at", ["soon", "25:00"])
def test_what_is_no_time_of_day_is_refused_in_words(diary: Diary, today: date, at: str) -> None:
    assert "Not added. time of day" in filled(today, medicine="ibuprofen", at=at).redrawn
    assert diary.medicines() == []


def test_time_of_day_and_note_are_changed_seen_in_the_history_and_taken_back(
    diary: Diary, today: date
) -> None:
    day = ago(today, 1)
    taken = MedicineTaken(day, "ibuprofen")
    diary.save(taken, by=BY)
    visit = Visit(day=day.isoformat()).open("more").open(f"change-{taken.uid}")
    visit.type("Time of day", "08:05").type("Note about this medicine", "after breakfast")
    assert diary.medicines() == [replace(taken, taken_at=morning(day), note="after breakfast")]
    assert visit.recorded == ["Ibuprofen, 08:05 after breakfast"]
    assert "Ibuprofen, at 08:05, “after breakfast”" in Visit("data", day=day.isoformat()).words
    visit.tap("Undo").tap("Undo")
    assert diary.medicines() == [taken]
    visit.tap("Redo")
    visit.open(f"change-{taken.uid}").type("Time of day", "")
    assert diary.medicines()[0].taken_at is None


def test_a_time_that_has_not_come_is_refused(diary: Diary, today: date) -> None:
    taken = MedicineTaken(today, "ibuprofen")
    diary.save(taken, by=BY)
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=BERLIN.now().tzinfo)
    with patch.object(Person, "now", lambda _: noon):
        visit = Visit().open("more").open(f"change-{taken.uid}").type("Time of day", "12:01")
        assert "a time that has come" in visit.answer["refused"]
        visit.type("Time of day", "11:59")
    assert [one.taken_at.hour for one in diary.medicines()] == [11]


def test_markup_in_a_name_stays_text(diary: Diary, today: date) -> None:
    name = "*![x](https://example.com/x.png)*"
    diary.save(MedicineTaken(ago(today, 1), name), by=BY)
    visit = Visit().open("more")
    visit.app.button(key=f"medicine-again-{today}-0-{name}-None").click()
    visit.again()
    assert diary.medicines(today, today) == [MedicineTaken(today, name)]
    assert visit.recorded == [name]
