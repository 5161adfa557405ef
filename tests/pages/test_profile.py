"""The profile in Settings: colour, passcode, and whose diary it is in the frame."""

import pytest

from tests.pages.visiting import Visit
from tests.passcodes import cheap_hash
from tracker.identity.identity import Identity
from tracker.identity.passcodes import FREE, check_passcode
from tracker.model import Person
from tracker.store import Diary, Store, open_store
from tracker.store.devices import Device, add_device, devices
from tracker.store.profiles import add_profile, profile_of, set_color, set_passcode

OLD, NEW = "seven lemons", "eight lemons"


@pytest.fixture
def store(database: object, diary: Diary) -> Store:
    return open_store(f"sqlite:///{database}")


def settings(identity: Identity | None = None) -> Visit:
    return Visit("settings") if identity is None else Visit("settings", identity=identity)


def kept(store: Store, diary: Diary) -> str | None:
    return profile_of(store, diary.person_id).passcode


def test_the_colour_is_saved_as_it_is_chosen(store: Store, diary: Diary) -> None:
    visit = settings()
    assert visit.value("Colour") == "blue"
    visit.choose("Colour", "moss")
    assert profile_of(store, diary.person_id).color == "moss"
    assert settings().value("Colour") == "moss"


def test_without_a_passcode_it_is_said_that_it_keeps_nobody_out(diary: Diary) -> None:
    visit = settings()
    assert "it keeps nobody out" in visit.words
    assert "you are asked for it at once" in visit.words
    assert not visit.offers("Your present passcode")


def set_new(visit: Visit, new: str, again: str, press: str = "Set passcode") -> Visit:
    visit.widget("New passcode").set_value(new)
    visit.widget("The new one again").set_value(again)
    return visit.tap(press)


def test_a_passcode_is_set_and_only_its_hash_is_kept(store: Store, diary: Diary) -> None:
    visit = set_new(settings(), NEW, NEW)
    hashed = kept(store, diary)
    assert hashed
    assert NEW not in hashed
    check_passcode(store, diary.person_id, hashed, NEW)
    assert NEW not in visit.words


@pytest.mark.parametrize(
    ("new", "again", "reason"),
    [(NEW, OLD, "The two are not the same."), ("short", "short", "6 to 128 characters.")],
)
def test_what_cannot_be_one_is_said_and_changes_nothing(
    store: Store, diary: Diary, new: str, again: str, reason: str
) -> None:
    visit = set_new(settings(), new, again)
    assert f"{reason} Nothing was changed." in visit.words
    assert kept(store, diary) is None


@pytest.fixture
def guarded(store: Store, diary: Diary) -> Identity:
    """Who is signed in by a passcode on this computer."""
    set_passcode(store, diary.person_id, None, cheap_hash(OLD))
    return signed_in(store, diary)


def signed_in(store: Store, diary: Diary) -> Identity:
    device = device_here(store, diary)
    return Identity(device.id, diary.person_id, here=True)


def device_here(store: Store, diary: Diary) -> Device:
    return add_device(store, diary.person_id, "browser", diary.person().now(), here=True)[0]


def test_to_change_it_the_present_one_is_needed(
    store: Store, diary: Diary, guarded: Identity
) -> None:
    before = kept(store, diary)
    other = device_here(store, diary)
    visit = settings(guarded)
    visit.widget("Your present passcode").set_value("a guess")
    set_new(visit, NEW, NEW, "Change passcode")
    assert "That is not your present passcode. Nothing was changed." in visit.words
    assert kept(store, diary) == before

    visit.widget("Your present passcode").set_value(OLD)
    set_new(visit, NEW, NEW, "Change passcode")
    hashed = kept(store, diary)
    assert hashed
    check_passcode(store, diary.person_id, hashed, NEW)
    left = {one.id for one in devices(store, [diary.person_id])}
    assert guarded.device in left, "who changed it stays"
    assert other.id not in left, "other browsers of this computer are let out"


def test_it_is_removed_by_who_knows_it(store: Store, diary: Diary, guarded: Identity) -> None:
    visit = settings(guarded)
    visit.tap("Remove passcode")
    assert "That is not your present passcode." in visit.words
    visit.widget("Your present passcode").set_value(OLD)
    visit.tap("Remove passcode")
    assert kept(store, diary) is None
    assert "it keeps nobody out" in visit.words


def test_guesses_in_settings_are_counted_with_all_others(
    store: Store, diary: Diary, guarded: Identity
) -> None:
    visit = settings(guarded)
    for _ in range(FREE):
        visit.widget("Your present passcode").set_value("a guess")
        visit.tap("Remove passcode")
    visit.widget("Your present passcode").set_value(OLD)
    visit.tap("Remove passcode")
    assert "Too many wrong tries. Try again in" in visit.words
    assert kept(store, diary)


# -- whose diary it is


def test_with_one_person_nobody_is_named_in_the_frame(diary: Diary) -> None:
    assert not any("bb-who" in markup for markup in settings().markup)


def test_who_was_chosen_is_named_in_the_frame_with_the_way_to_another(
    store: Store, diary: Diary
) -> None:
    ben = store.diary(add_profile(store, Person("Ben <b>", "Europe/Berlin")))
    set_color(store, ben.person_id, "rose")
    drawn = Visit(identity=signed_in(store, ben)).drawn("bb-who")
    assert 'href="profiles" aria-label="Ben &lt;b&gt;: switch person"' in drawn
    assert "face-rose" in drawn
    assert "<b>" not in drawn


def test_on_a_phone_nobody_is_named(store: Store, diary: Diary) -> None:
    phone = Identity("a phone", diary.person_id)
    visit = settings(phone)
    assert not any("bb-who" in markup for markup in visit.markup)
    assert "Switch person, or add one" not in visit.words
