from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import (
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.schema import CreateTable, DropTable

from tests.store.entries import BY, DAY, check_in, one_of_each, walk
from tests.store.test_history import NOTHING, contents
from tracker.model import ExerciseDone, Person
from tracker.store import Conflict, Diary, Store
from tracker.store.database_tables import STAGED, check_ins, goals, metadata, persons
from tracker.store.person_scope import PERSON, MissingPerson, StagedInsert, person_scope

MINE = check_ins.c.person_id == PERSON
OTHER = check_ins.alias()
COPY = select(check_ins.c.pain).subquery()

UNGUARDED: dict[str, Any] = {
    "no criterion": select(check_ins),
    "another criterion": select(check_ins.c.pain).where(check_ins.c.pain > 3),
    "a number instead of the person": select(check_ins.c.pain).where(check_ins.c.person_id == 1),
    "another parameter": select(check_ins.c.pain).where(
        check_ins.c.person_id == bindparam("someone")
    ),
    "or": select(check_ins.c.pain).where(MINE | (check_ins.c.pain > 3)),
    "not": select(check_ins.c.pain).where(~MINE),
    "a join with one criterion": select(check_ins.c.pain)
    .join(goals, goals.c.starts == check_ins.c.date)
    .where(MINE),
    "two tables with one criterion": select(check_ins.c.pain, goals.c.starts).where(MINE),
    "an alias": select(check_ins.c.pain, OTHER.c.pain).where(MINE),
    "a subquery": select(COPY.c.pain),
    "a nested query": select(check_ins.c.pain).where(
        MINE, check_ins.c.pain == select(func.max(OTHER.c.pain)).scalar_subquery()
    ),
    "one half of a union": union_all(
        select(check_ins.c.pain).where(MINE), select(check_ins.c.pain)
    ),
    "a common table expression": select(select(check_ins.c.pain).cte().c.pain),
    "everybody's people": select(persons),
    "text": text("SELECT * FROM check_ins"),
    "text in a query": select(text("pain FROM check_ins")),
    "text in a condition": select(check_ins.c.pain).where(MINE, text("1 = 1")),
    "a literal column": select(literal_column("(SELECT max(pain) FROM check_ins)")),
    "an update of everybody": update(check_ins),
    "an update with a value of its own": update(check_ins).where(MINE).values(person_id=2),
    "an update by a hidden value": update(check_ins)
    .where(MINE)
    .values(person_id=bindparam("someone")),
    "an update by way of another table": update(check_ins).where(
        MINE, goals.c.starts == check_ins.c.date
    ),
    "a removal of everybody's": delete(check_ins),
    "a removal by a nested query": delete(check_ins).where(
        MINE, check_ins.c.date.in_(select(goals.c.starts))
    ),
    "an insert with a person of its own": insert(check_ins).values(person_id=2),
    "an insert of many": insert(check_ins).values([{"person_id": 2}]),
    "an insert from a query": insert(check_ins).from_select(["pain"], select(check_ins.c.pain)),
    "another person": insert(persons),
    "a schema change": DropTable(check_ins),
}


@pytest.mark.filterwarnings("ignore:Column 'check_ins.date':sqlalchemy.exc.SAWarning")
@pytest.mark.parametrize("statement", UNGUARDED.values(), ids=UNGUARDED.keys())
def test_no_statement_gets_by_without_the_person(diary: Diary, statement: Any) -> None:
    diary.save(check_in(), by=BY)
    with diary._writes.connect() as connection, pytest.raises(MissingPerson):
        connection.execute(statement)
    assert diary.check_ins() == [check_in()]


GUARDED: dict[str, Any] = {
    "a query": select(check_ins.c.pain).where(MINE),
    "more criteria": select(check_ins.c.pain).where((check_ins.c.pain > 3) & MINE),
    "a join": select(check_ins.c.pain)
    .join(goals, goals.c.starts == check_ins.c.date, isouter=True)
    .where(MINE, goals.c.person_id == PERSON),
    "a subquery": select(select(check_ins.c.pain).where(MINE).subquery().c.pain),
    "the person": select(persons.c.name).where(persons.c.id == PERSON),
}


@pytest.mark.parametrize("statement", GUARDED.values(), ids=GUARDED.keys())
def test_statements_with_the_person_pass(diary: Diary, statement: Any) -> None:
    with diary._reads.connect() as connection:
        connection.execute(statement)


@pytest.mark.parametrize("table", metadata.tables.values(), ids=metadata.tables.keys())
def test_every_table_has_an_owner_that_leads_its_key(table: Any) -> None:
    assert next(iter(table.primary_key.columns)) is person_scope(table)
    assert not person_scope(table).nullable


def test_without_a_person_there_are_only_people(store: Store) -> None:
    with store._engine.connect() as connection:
        assert connection.execute(select(persons.c.name)).all() == []
        for statement in (
            select(check_ins.c.pain),
            select(check_ins.c.pain).where(MINE),
            select(select(check_ins.c.pain).scalar_subquery()),
            select(persons.c.name).where(persons.c.id.in_(select(check_ins.c.pain))),
            select(text("1")),
            delete(persons),
            update(persons),
            insert(check_ins),
            text("SELECT 1"),
        ):
            with pytest.raises(MissingPerson):
                connection.execute(statement)


def test_text_for_the_driver_is_refused(store: Store, diary: Diary) -> None:
    for engine in (store._engine, diary._reads, diary._writes):
        with engine.connect() as connection, pytest.raises(MissingPerson):
            connection.exec_driver_sql("SELECT * FROM check_ins")


def test_only_what_is_laid_ready_goes_in_as_text_and_as_the_persons_own(
    store: Store, diary: Diary
) -> None:
    staged = STAGED[check_ins]
    with store.writing() as nobody, pytest.raises(MissingPerson):
        StagedInsert(nobody, staged)
    with store.writing() as connection:
        connection.execution_options(person=diary.person_id)
        with pytest.raises(MissingPerson):
            StagedInsert(connection, check_ins)
        connection.execute(CreateTable(staged))
        row = {"entry": -1, "date": DAY, "pain": 4, "person_id": diary.person_id + 1}
        StagedInsert(connection, staged).add([row])
        mine = select(staged.c.person_id, staged.c.date, staged.c.pain, staged.c.note).where(
            staged.c.person_id == PERSON
        )
        assert connection.execute(mine).all() == [(diary.person_id, DAY, 4, None)]
        connection.execute(DropTable(staged))


def test_the_number_of_the_person_is_not_the_callers_to_choose(store: Store) -> None:
    ada, grace = (store.diary(store.add_person(Person(name))) for name in ("Ada", "Grace"))
    grace.save(check_in(9), by=BY)
    ask = select(check_ins.c.pain).where(MINE)
    with ada._reads.connect() as connection:
        assert connection.scalars(ask, {"person": grace.person_id}).all() == []
    with ada._writes.begin() as connection, pytest.raises(MissingPerson):
        connection.execute(update(persons).where(persons.c.id == PERSON), {"id": 7})


def test_one_person_never_sees_changes_or_removes_what_is_anothers(store: Store) -> None:
    ada, grace = (store.diary(store.add_person(Person(name))) for name in ("Ada", "Grace"))
    entries: list[Any] = one_of_each()
    grace.apply(entries, by="Grace")
    before = contents(grace), grace.version(), grace.history()

    looks: list[Callable[[], object]] = [
        lambda: contents(ada)[1:],
        lambda: ada.days(None, None, {"wall sit"}),
        lambda: ada.check_in(DAY),
        lambda: ada.first_day(),
        lambda: ada.recent_activities(),
        lambda: ada.history(),
        lambda: ada.history(DAY),
        lambda: ada.last_group(),
    ]
    assert contents(ada)[1:] == NOTHING
    assert not any(looked for look in looks[1:] if (looked := look()))
    assert ada.person() == Person("Ada")
    assert ada.version() == 0

    assert ada.undo(by="Ada") is None
    for entry in entries:
        assert ada.remove(entry, by="Ada") == 0
        with pytest.raises(Conflict):
            ada.save(entry, entry, by="Ada")
    ada.apply([], entries, by="Ada")
    ada.apply([check_in(1), walk(5), ExerciseDone(DAY, "plank"), *entries], by="Ada")
    ada.save(Person("Ada L."), Person("Ada"), by="Ada")
    ada.save(check_in(2), entries[0], by="Ada")
    ada.remove(ada.check_ins()[0], by="Ada")
    while ada.undo(by="Ada"):
        pass

    assert (contents(grace), grace.version(), grace.history()) == before


def test_the_same_entry_may_be_in_two_diaries(store: Store) -> None:
    ada, grace = (store.diary(store.add_person(Person(name))) for name in ("Ada", "Grace"))
    entry = walk(30, DAY - timedelta(days=1))
    ada.save(entry, by=BY)
    grace.save(entry, by=BY)
    ada.remove(entry, by=BY)
    assert grace.activities() == [entry]
