"""Whose diary is meant: by name, by number, or because it is the only one."""

from collections.abc import Callable

import pytest

from tests.store.shared_names import call
from tracker.model import Person
from tracker.store import NoDiary, NoSuchPerson, Store, WhichPerson, find_diary

ADA, BEN = Person("Ada"), Person("Ben Okri")


@pytest.fixture
def family(store: Store) -> Callable[..., dict[str, int]]:
    """People who come one after the other: their numbers by name. Some share one."""

    def come(*names: str) -> dict[str, int]:
        numbers = {name: store.add_person(Person()) for name in names}
        for name, number in numbers.items():
            call(store, number, name)
        return numbers

    return come


def test_the_only_person_need_not_be_named(store: Store) -> None:
    number = store.add_person(ADA)
    assert find_diary(store).person_id == number
    assert find_diary(store, newcomer=BEN).person_id == number, "and nobody comes by that"
    assert [person for _, person in store.people()] == [ADA]


def test_where_there_is_nobody_a_newcomer_begins_or_it_is_said(store: Store) -> None:
    for wanted, newcomer in ((None, None), ("Ada", None), ("Ada", ADA)):
        with pytest.raises(NoDiary, match=r"There is no diary at .*None was made|none was made"):
            find_diary(store, wanted, newcomer)
    assert store.people() == []
    assert find_diary(store, newcomer=ADA).person() == ADA


def test_of_two_who_begin_at_the_same_moment_one_does(store: Store) -> None:
    first = store.begin(ADA)
    assert store.begin(BEN) == first, "who looked when there was nobody finds who was faster"
    assert [person for _, person in store.people()] == [ADA]


@pytest.mark.parametrize("wanted", ["Ben Okri", "ben okri", " BEN OKRI ", "2"])
def test_somebody_is_found_by_name_or_number(
    store: Store, family: Callable[..., dict[str, int]], wanted: str
) -> None:
    numbers = family("Ada", "Ben Okri", "")
    assert find_diary(store, wanted).person_id == numbers["Ben Okri"] == 2


def test_a_name_goes_before_a_number(store: Store, family: Callable[..., dict[str, int]]) -> None:
    numbers = family("Ada", "1")
    assert find_diary(store, "1").person_id == numbers["1"] == 2
    assert find_diary(store, "2").person_id == 2


def test_of_several_one_has_to_be_named_and_it_is_said_how(
    store: Store, family: Callable[..., dict[str, int]]
) -> None:
    family("Ben Okri", "Ada", "", "ada")
    with pytest.raises(WhichPerson) as told:
        find_diary(store, newcomer=ADA)
    assert str(told.value) == (
        f"{store.name} holds several diaries: Ben Okri, 2 (Ada), 3 (no name yet), 4 (ada). Say"
        ' whose you mean, such as --person "Ben Okri".'
    )


def test_a_name_that_nobody_has_is_told_with_those_there_are(
    store: Store, family: Callable[..., dict[str, int]]
) -> None:
    family("Ada", "Ben Okri")
    for wanted in ("Bob", "3", "0", "", "%", "Ben"):
        with pytest.raises(NoSuchPerson) as told:
            find_diary(store, wanted, ADA)
        assert f"called “{wanted}”. There are: Ada, Ben Okri. Nothing was done." in str(told.value)
    assert len(store.people()) == 2


def test_a_name_that_two_share_is_told_with_their_numbers(
    store: Store, family: Callable[..., dict[str, int]]
) -> None:
    family("Ada", "Ben", "ADA")
    with pytest.raises(WhichPerson) as told:
        find_diary(store, "ada")
    assert "called “ada”: 1 (Ada), 3 (ADA). Nothing was done." in str(told.value)
    assert str(told.value).endswith("by the number, such as --person 1.")
    assert find_diary(store, "3").person().name == "ADA"


def test_of_very_many_people_the_first_are_named(
    store: Store, family: Callable[..., dict[str, int]]
) -> None:
    family(*(f"Patient {number}" for number in range(1, 31)))
    with pytest.raises(WhichPerson, match="Patient 20, and more, whom “backbeat people list”"):
        find_diary(store)
