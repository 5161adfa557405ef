"""No two people of a database are called the same, whoever gives the name."""

from collections.abc import Callable
from dataclasses import replace
from threading import Barrier, Thread

import pytest

from tests.conftest import ADA
from tests.store.entries import BY, check_in
from tests.store.shared_names import call
from tracker.model import Person
from tracker.store import Diary, PersonNameRefused, Store, find_diary
from tracker.store.names import plain_name, refuse_no_name
from tracker.store.profiles import add_profile

SAME = [
    ("Ada", "ada"),
    ("Ben Okri", "ben  okri"),
    ("Ben Okri", "BenOkri"),
    ("Ben Okri", "Ben\u00a0Okri"),
    ("Zo\u00eb", "Zoe\u0308"),  # one sign, or a letter and its dots
    ("Ada", "\uff21da"),  # as a keyboard for Japanese writes it
    ("Ada", "A\u200bda"),  # with a space that has no width
    ("Stra\u00dfer", "STRASSER"),
    ("\u0130da", "i\u0307da"),
]
DOORS: dict[str, Callable[[Store, str], object]] = {
    "added": lambda store, name: store.add_person(Person(name)),
    "added with a colour": lambda store, name: add_profile(store, Person(name), "rose"),
    "renamed": lambda store, name: rename(store.diary(store.add_person(Person("Cleo"))), name),
    "made anew": lambda store, name: store.diary(store.add_person(Person("Cleo"))).apply(
        [Person(name)], by=BY
    ),
}


def rename(diary: Diary, name: str) -> None:
    seen = diary.person()
    diary.save(replace(seen, name=name), seen, by=BY)


def names(store: Store) -> list[str]:
    return [person.name for _, person in store.people()]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("present", "wanted"), SAME)
def test_a_name_is_refused_that_is_somebodys_however_it_is_written(
    small_store: Store, door: str, present: str, wanted: str
) -> None:
    number = small_store.add_person(Person(present))
    with pytest.raises(PersonNameRefused) as refused:
        DOORS[door](small_store, wanted)
    error = refused.value
    assert (error.name, error.other, error.number) == (wanted, present, number)
    assert str(error) == (
        f"Somebody here is called “{present}” already. Nothing was changed. Choose another name."
    )
    assert names(small_store).count(present) == 1
    assert wanted not in names(small_store)


@pytest.mark.parametrize("other", ["Ad", "Adaa", "Äda", "Ada 2", "Bea"])
def test_names_that_differ_are_different_names(small_store: Store, other: str) -> None:
    small_store.add_person(ADA)
    small_store.add_person(Person(other))
    assert names(small_store) == ["Ada", other]


def test_many_may_have_no_name_yet(small_store: Store) -> None:
    for _ in range(3):
        small_store.add_person(Person())
    assert names(small_store) == ["", "", ""]


def test_ones_own_name_may_be_written_otherwise_and_all_else_changed(store: Store) -> None:
    store.add_person(Person("Ben"))
    diary = store.diary(store.add_person(ADA))
    rename(diary, "ADA")
    seen = diary.person()
    diary.save(replace(seen, time_zone="Asia/Tokyo"), seen, by=BY)
    assert diary.person().name == "ADA"


def test_a_name_that_somebody_took_meanwhile_does_not_come_back_by_an_undo(store: Store) -> None:
    ada, ben = (store.diary(store.add_person(Person(name))) for name in ("Ada", "Ben"))
    rename(ada, "Ann")
    rename(ben, "ada")
    with pytest.raises(PersonNameRefused, match="called “ada” already"):
        ada.undo(by=BY)
    assert names(store) == ["Ann", "ada"]
    rename(ben, "Ben")
    ada.undo(by=BY)
    assert names(store) == ["Ada", "Ben"]


def test_of_many_who_take_one_name_at_once_one_gets_it(store: Store) -> None:
    diaries = [store.diary(store.add_person(Person(f"Nr {number}"))) for number in range(4)]
    begin, refused = Barrier(5), []

    def take(step: Callable[[], object]) -> None:
        begin.wait()
        try:
            step()
        except PersonNameRefused as error:
            refused.append(error)

    steps: list[Callable[[], object]] = [
        *(lambda diary=diary: rename(diary, "Ada") for diary in diaries),  # type: ignore[misc]
        lambda: store.add_person(ADA),
    ]
    threads = [Thread(target=take, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (names(store).count("Ada"), len(refused)) == (1, 4)


def test_two_who_share_a_name_already_go_on_and_are_told_apart_by_number(store: Store) -> None:
    one, other = (store.diary(store.add_person(Person(name))) for name in ("Ada", "Ben"))
    call(store, other.person_id, "ada")
    for diary in (one, other):
        diary.save(check_in(4), by=BY)
        seen = diary.person()
        diary.save(replace(seen, time_zone="Asia/Tokyo"), seen, by=BY)
    with pytest.raises(Exception, match=r"1 \(Ada\), 2 \(ada\).* such as --person 1"):
        find_diary(store, "ADA")
    assert find_diary(store, "2").person_id == other.person_id
    rename(other, "Ben")
    assert find_diary(store, "ada").person_id == one.person_id


@pytest.mark.parametrize("name", ["", "  ", "…", "\u200b", "-"])
def test_what_cannot_be_read_out_is_no_name(name: str) -> None:
    with pytest.raises(PersonNameRefused, match=r"^A name needs a letter or a digit"):
        refuse_no_name(name)
    refuse_no_name("B")
    refuse_no_name("7")


def test_what_is_left_of_a_name_stays_so() -> None:
    for pair in SAME:
        left = [plain_name(name) for name in pair]
        assert left[0] == left[1] == plain_name(left[0])
