"""Names as databases of earlier versions hold them: nobody looked whether they were taken."""

from sqlalchemy import update

from tracker.store import Store
from tracker.store.database_tables import persons
from tracker.store.person_scope import PERSON

_CALL = update(persons).where(persons.c.id == PERSON)


def call(store: Store, number: int, name: str) -> None:
    """Give somebody a name, whoever has it already."""
    with store.writing() as connection:
        connection.execution_options(person=number).execute(_CALL, {"name": name})
