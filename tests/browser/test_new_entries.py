"""Medicines and events: entered by finger, and what is in a form is kept until it is added."""

from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.browser.check_in_screen import more
from tests.browser.looking import Window, eventually, settle
from tests.pages.builders import BY
from tests.running import Server
from tracker.model import Event, EventKind, MedicineKind, MedicineTaken
from tracker.store import Diary

FORMS = "Object.keys(localStorage).filter(key => key.startsWith('backbeat.form.')).length"


def unfolded(page: Page) -> Locator:
    return page.get_by_test_id("stPopoverBody")


def adding(page: Page, what: str) -> Locator:
    """The form for something new."""
    page.get_by_role("button", name=f"Add {what}").click()
    settle(page)
    form = unfolded(page).locator("form")
    form.wait_for()
    return form


def test_a_medicine_is_named_once_and_then_one_tap(page: Page, diary: Diary, today: date) -> None:
    form = adding(more(page), "a medicine")
    form.get_by_label("Medicine").fill("Ibuprofen")
    form.get_by_label("Amount").fill("400 mg")
    form.get_by_role("button", name="Over the counter").tap()
    form.get_by_role("button", name="Add", exact=True).tap()
    eventually(page, lambda: len(diary.medicines()) == 1)
    kind = MedicineKind.OVER_THE_COUNTER
    assert diary.medicines() == [MedicineTaken(today, "Ibuprofen", "400 mg", kind)]
    settle(page)
    expect(form).to_be_hidden()
    page.get_by_role("button", name="+ Ibuprofen 400 mg").tap()
    eventually(page, lambda: len(diary.medicines()) == 2)


def test_what_is_in_the_form_is_kept_however_one_leaves_until_it_is_added(
    page: Page, server: Server, diary: Diary
) -> None:
    form = adding(more(page), "a medicine")
    form.get_by_label("Medicine").press_sequentially("Paracet")
    form.get_by_role("button", name="Prescribed").tap()
    page.goto(f"{server.address}/week")
    settle(page)
    server.restart()
    page.goto(server.address)
    settle(page)
    form = adding(more(page), "a medicine")
    expect(form.get_by_label("Medicine")).to_have_value("Paracet")
    expect(form.get_by_role("button", name="Prescribed")).to_have_attribute("aria-pressed", "true")
    assert diary.medicines() == []
    form.get_by_label("Medicine").press("End")
    page.keyboard.type("amol")
    page.keyboard.press("Enter")
    eventually(page, lambda: [taken.medicine for taken in diary.medicines()] == ["Paracetamol"])
    settle(page)
    form = adding(page, "a medicine")
    expect(form.get_by_label("Medicine")).to_have_value("")
    assert page.evaluate(FORMS) == 0


def test_a_form_without_its_name_is_told_and_stays_filled(page: Page, diary: Diary) -> None:
    form = adding(more(page), "a medicine")
    form.get_by_label("Amount").fill("2 tablets")
    form.get_by_role("button", name="Add", exact=True).tap()
    expect(page.get_by_text("Not added yet: say what you took.")).to_be_visible()
    expect(form.get_by_label("Amount")).to_have_value("2 tablets")
    assert diary.medicines() == []


def test_an_event_has_a_kind_words_and_an_end(page: Page, diary: Diary, today: date) -> None:
    form = adding(more(page), "an event")
    form.get_by_role("button", name="Treatment began").tap()
    form.get_by_label("In your words").fill("physiotherapy")
    ends = today + timedelta(days=30)
    form.get_by_label("Until").fill(ends.isoformat())
    form.get_by_role("button", name="Add", exact=True).tap()
    eventually(page, lambda: len(diary.events()) == 1)
    assert diary.events() == [Event(today, EventKind.TREATMENT, "physiotherapy", ends)]
    expect(page.get_by_text("Physiotherapy (treatment began), until")).to_be_visible()


def test_an_event_is_changed_and_removed(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    diary.save(Event(today, EventKind.FALL), by=BY)
    page = more(window.open(server.address))
    page.get_by_role("button", name="Change", exact=True).tap()
    settle(page)
    unfolded(page).get_by_label("In your words").fill("on the stairs")
    eventually(page, lambda: diary.events()[0].text == "on the stairs")
    page.get_by_role("button", name="Remove", exact=True).tap()
    eventually(page, lambda: diary.events() == [])


def test_time_of_day_and_note_of_a_medicine_typed_and_left_at_once_are_there_afterwards(
    window: Window, server: Server, diary: Diary, today: date
) -> None:
    day = today - timedelta(days=1)
    taken, fall = MedicineTaken(day, "ibuprofen"), Event(day, EventKind.FALL)
    diary.apply([taken, fall], by=BY)
    page = more(window.open(f"{server.address}/?day={day}"))
    changing = page.get_by_role("button", name="Change", exact=True)
    changing.first.tap()
    settle(page)
    unfolded(page).get_by_label("Time of day").press_sequentially("0805AM")
    page.keyboard.press("Tab")
    unfolded(page).get_by_label("Note about this medicine").press_sequentially("after breakfast")
    page.goto(f"{server.address}/week")
    eventually(page, lambda: [one.note for one in diary.medicines()] == ["after breakfast"])
    assert f"{diary.medicines()[0].taken_at:%H:%M}" == "08:05"

    page.goto(f"{server.address}/?day={day}")
    settle(page)
    more(page)
    expect(page.get_by_text("Ibuprofen, 08:05")).to_be_visible()
    expect(page.get_by_text("after breakfast", exact=True)).to_be_visible()
    changing.last.tap()
    settle(page)
    unfolded(page).get_by_label("Note about this event").fill("on ice")
    page.goto(f"{server.address}/week")
    eventually(page, lambda: [one.note for one in diary.events()] == ["on ice"])
