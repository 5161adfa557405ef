"""Many resources that are alike are written as each would be by itself."""

from datetime import date

import orjson

from tracker.exporting.fhir.elements import MORE, OWN, column, members, score, written


def test_each_has_its_own_id_values_and_members_and_the_rest_of_all() -> None:
    notes = [{"note": '"a", \0 and %s'}, {}]
    alike = {
        "id": f"day-{OWN}",
        "effectiveDateTime": column([date(2026, 11, 15), date(2026, 11, 16)]),
        "valueQuantity": score(column([3, 4.5])),
        MORE: members(notes),
    }
    assert list(written(alike, [b"one", b"two"])) == [
        orjson.dumps({"id": id_, "effectiveDateTime": day, "valueQuantity": score(pain), **note})
        for id_, day, pain, note in [
            ("day-one", "2026-11-15", 3, notes[0]),
            ("day-two", "2026-11-16", 4.5, notes[1]),
        ]
    ]
