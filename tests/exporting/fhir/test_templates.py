"""Resources written together are what each would be by itself; names say what they name."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import orjson
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as some
from tracker.exporting.fhir.resource_ids import begun, begun_each, of_days, of_weeks, resource_id
from tracker.exporting.fhir.templates import MORE, ResourceTemplate, blank, members, value

ROWS = st.lists(st.tuples(st.uuids(), some.notes, some.ratings, st.booleans()), max_size=5)


@given(rows=ROWS, constant=some.notes)
def test_many_are_written_as_one_by_one(
    rows: list[tuple[UUID, str, int, bool]], constant: str
) -> None:
    def one(name: object, text: object, rating: object) -> dict[str, object]:
        return {"id": name, "url": f"urn:{name}/x", "c": constant, "text": text, "score": [rating]}

    many = ResourceTemplate(
        one(blank("name"), value("text"), value("rating")) | MORE,
        {
            "name": [str(name).encode() for name, *_ in rows],
            "text": [orjson.dumps(text) for _, text, *_ in rows],
            "rating": [orjson.dumps(rating) for *_, rating, _ in rows],
            "more": [members({"flare": True} if flare else {}) for *_, flare in rows],
        },
    )
    written = b"".join(many.written(many.resource))
    expected = [
        one(str(name), text, rating) | ({"flare": True} if flare else {})
        for name, text, rating, flare in rows
    ]
    assert written == b"".join(b"," + orjson.dumps(found) for found in expected)


def test_without_columns_there_is_one() -> None:
    assert (
        b"".join(ResourceTemplate({"id": "1 %s"}, {}).written({"id": "1 %s"})) == b',{"id":"1 %s"}'
    )


def test_a_name_of_a_day_or_week_says_which() -> None:
    sunday, monday = date(2026, 11, 15), date(2026, 11, 16)
    assert of_days([sunday, monday]) == [b"20261115", b"20261116"]
    assert of_weeks([sunday]) == of_weeks([monday]) == [b"20261116"]
    weeks = [sunday + timedelta(weeks=number) for number in range(60)]
    assert len(set(of_weeks(weeks))) == 60
    assert of_days([]) == of_weeks([]) == []


@given(diary=st.uuids(), other=st.uuids(), what=some.terms)
def test_names_are_uuids_of_their_diary_and_kind(diary: UUID, other: UUID, what: str) -> None:
    name = resource_id(diary, "goal", what)
    assert str(UUID(name)) == name
    assert (UUID(name).version, UUID(name).variant) == (8, UUID(int=0x8 << 60).variant)
    assert resource_id(diary, "goal", what) == name
    assert resource_id(diary, "score", what) != name
    assert (resource_id(other, "goal", what) == name) == (other == diary)


def test_entries_have_names_of_their_own() -> None:
    diary, entries = uuid4(), [uuid4() for _ in range(100)]
    names = begun_each(diary, "answers", entries)
    assert len(set(names)) == 100
    assert begun_each(uuid4(), "answers", entries) != names
    assert len(begun(diary, "pain")) == len(names[0]) == 28
