"""Several rows of a table about one day as the one check-in that a day has."""

from collections.abc import Mapping, Sequence

from tracker.formatting import rounded
from tracker.importing.tables.column_meanings import RATINGS, ColumnMeaning, SameDayRule
from tracker.model import NOTE_LIMIT, SITES_LIMIT

_RATINGS = tuple(m.field for m in RATINGS if m is not ColumnMeaning.FLARE)
_WHOLE = ("interference", "sleep")  # which a diary keeps as whole numbers only

Given = Mapping[str, object]


def differ(rows: Sequence[Given]) -> bool:
    """Whether rows about one day rate it differently, so that somebody has to say what counts."""
    return any(len({row[name] for row in rows if name in row}) > 1 for name in _RATINGS)


def merged_row(rows: Sequence[Given], of_day: SameDayRule) -> dict[str, object]:
    """What rows about one day, the latest last, come to.

    A flare in any of them is one, and what they say of places and in words is kept
    from all of them.
    """
    given: dict[str, object] = {"date": rows[0]["date"]}
    worst = max(rows, key=lambda row: _number(row.get("pain", -1)))
    for name in _RATINGS:
        said = [_number(row[name]) for row in rows if name in row]
        if not said:
            continue
        if of_day is SameDayRule.MEAN:
            given[name] = _mean(said, whole=name in _WHOLE)
        elif of_day is SameDayRule.LAST:
            given[name] = said[-1]
        elif name == "sleep":  # of which the highest is no worst
            given[name] = worst.get(name, said[-1])
        else:
            given[name] = max(said)
    flares = [row["flare"] for row in rows if "flare" in row]
    if flares:
        given["flare"] = any(flares)
    sites = dict.fromkeys(site for row in rows for site in _sites(row))
    if sites:
        given["sites"] = tuple(sites)[:SITES_LIMIT]
    if note := _notes(rows):
        given["note"] = note
    return given


def _mean(numbers: Sequence[int | float], whole: bool) -> int | float:
    """The mean to two decimals; of what is kept whole, to the nearest, a half up."""
    mean = sum(numbers) / len(numbers)
    one = rounded(mean, 0 if whole else 2)
    return int(one) if one == int(one) else float(one)


def _number(value: object) -> int | float:
    return value if isinstance(value, int | float) else -1


def _sites(row: Given) -> tuple[str, ...]:
    sites = row.get("sites", ())
    return sites if isinstance(sites, tuple) else ()


def _notes(rows: Sequence[Given]) -> str:
    """The different notes, one below the other, as far as one note holds them whole."""
    kept = ""
    for note in dict.fromkeys(str(row["note"]) for row in rows if "note" in row):
        longer = f"{kept}\n{note}" if kept else note
        if kept and len(longer) > NOTE_LIMIT:
            break
        kept = longer
    return kept
