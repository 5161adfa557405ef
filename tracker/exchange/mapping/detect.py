"""What a table probably means, by its titles and its values; the person has the last word."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from tracker.catalogue import find_activity_kind, find_exercise
from tracker.exchange.mapping.meanings import (
    DURATIONS,
    MEANINGS,
    Column,
    DateOrder,
    Mapping,
    Meaning,
    What,
)
from tracker.exchange.mapping.table import Table
from tracker.exchange.mapping.values import NUMBERS, looks_like_day, looks_like_time
from tracker.model import TERM_LIMIT

_TELLING = (Meaning.WORST_PAIN, Meaning.HOLD_SECONDS, Meaning.SECONDS, Meaning.HOURS)
_FIGURE = re.compile(r"[+-]?\d+([.,]\d+)?(\s*/\s*10)?")
_UNITS = re.compile(r"(\d+([.,]\d+)?\s*(h|m|s)[a-zäöüé]*\.?\s*)+", re.IGNORECASE)
SAMPLE = 2_000  # cells of a column that are looked at
_WORDS: dict[Meaning, str] = {
    Meaning.DATE: r"date|day|datum|tag|fecha|data|jour|dia",
    Meaning.START: r"start\w*|began|begin\w*|time|timestamp|datetime|when|uhrzeit|beginn|zeitpunkt"
    r"|inicio|début|debut|hora|heure",
    Meaning.END: r"end|ended|finish\w*|stop\w*|ende|fin",
    Meaning.MINUTES: r"min|mins|minutes|minuten|minutos|duration|dauer|durée|duracion|duración"
    r"|length",
    Meaning.SECONDS: r"s|sec|secs|seconds|sekunden|segundos|secondes",
    Meaning.HOURS: r"h|hours|hrs|stunden|horas|heures",
    Meaning.KIND: r"activity|activities|type|sport|workout|kind|aktivität|aktivitätstyp|sportart"
    r"|tipo|actividad|activité",
    Meaning.INTENSITY: r"intensity|effort|zone|level|intensität|anstrengung|intensidad|intensité",
    Meaning.EXTERNAL_ID: r"id|uuid|guid|identifier",
    Meaning.PAIN: r"pain|nrs|vas|schmerz|schmerzen|dolor|douleur|dolore|pijn|score|rating",
    Meaning.WORST_PAIN: r"worst|max|maximum|highest|stärkster",
    Meaning.INTERFERENCE: r"interference|disability|impact|beeinträchtigung",
    Meaning.FLARE: r"flare|flareup|schub",
    Meaning.SLEEP: r"sleep|schlaf|sueño|sommeil",
    Meaning.SITES: r"site|sites|location|where|area|region|ort|körperstelle|lugar",
    Meaning.CONTEXT: r"context|occasion|kontext",
    Meaning.EXERCISE: r"exercise|exercises|übung|übungen|ejercicio|exercice|movement",
    Meaning.SETS: r"set|sets|sätze|series",
    Meaning.REPS: r"rep|reps|repetitions|wiederholungen|wdh|repeticiones|répétitions",
    Meaning.HOLD_SECONDS: r"hold|held|halten|haltezeit",
    Meaning.NOTE: r"note|notes|comment|comments|remark\w*|notiz|notizen|kommentar|bemerkung|nota"
    r"|notas|description|title|titel|name|remarques",
}  # fmt: skip


def guess(table: Table, name: str, what: What | None = None) -> Mapping:
    """A first mapping of a table from the file `name`, to be confirmed.

    `what` is what its rows are, where the person has said so.
    """
    day = date_order(table)
    likely = {place: _meanings(table, place) for place in range(len(table.titles))}
    what = what or _what(table, likely)
    columns: list[Column] = []
    taken: set[Meaning] = set()
    for place, title in enumerate(table.titles):
        meaning = next((m for m in likely[place] if m in MEANINGS[what] and m not in taken), None)
        if meaning in DURATIONS and taken & {*DURATIONS}:
            meaning = None
        if what is What.DAY and meaning is None:
            columns.append(_habit(table, place, title))
            continue
        if meaning:
            taken.add(meaning)
        columns.append(Column(meaning))
    if what is What.ACTIVITY and Meaning.END in taken and taken & {*DURATIONS}:
        columns = [Column() if c.meaning is Meaning.END else c for c in columns]
    return Mapping(
        what,
        tuple(columns),
        day,
        decimal_sign(table, columns),
        source=_source(name),
    )


def date_order(table: Table) -> DateOrder | None:
    """How the dates of a table are written; None where they could be read in two ways."""
    left: set[DateOrder] = set(DateOrder)
    asked = False
    for place in range(len(table.titles)):
        cells = list(islice(table.column(place), SAMPLE))
        if 2 * sum(map(looks_like_day, cells[:50])) > len(cells[:50]):
            unsaid = [numbers for numbers in map(_numbers, cells) if numbers]
            asked = asked or bool(unsaid)
            left &= _orders(unsaid)
    if not asked:
        return DateOrder.YEAR_FIRST
    return left.pop() if len(left) == 1 else None


def _numbers(cell: str) -> tuple[int, int, int] | None:
    """The three numbers of a date that doesn't itself say how it is meant."""
    found = NUMBERS.match(cell.strip())
    if not found or len(found[1]) == 4:
        return None
    first, second, third = map(int, found.groups())
    return first, second, third


def _orders(dates: Iterable[tuple[int, int, int]]) -> set[DateOrder]:
    """The ways of reading that make every one of the dates a day."""
    left = set(DateOrder)
    for first, second, third in dates:
        if first > 31:
            left &= {DateOrder.YEAR_FIRST}
        if third > 31:
            left -= {DateOrder.YEAR_FIRST}
        if first > 12:
            left -= {DateOrder.MONTH_FIRST}
        if second > 12:
            left &= {DateOrder.MONTH_FIRST}
    return left


def decimal_sign(table: Table, columns: Sequence[Column]) -> str:
    """The sign before the decimals: what stands in figures, else by the sign between columns."""
    commas = points = 0
    for place, column in enumerate(columns):
        if column.meaning in (None, Meaning.DATE, Meaning.START, Meaning.END, Meaning.NOTE):
            continue
        for cell in islice(table.column(place), SAMPLE):
            commas += bool(re.fullmatch(r"[+-]?\d+(\.\d{3})*,\d+", cell))
            points += bool(re.fullmatch(r"[+-]?\d+(,\d{3})*\.\d+", cell))
    if commas == points:
        return "." if not table.form or table.form.delimiter != ";" else ","
    return "," if commas > points else "."


def _meanings(table: Table, place: int) -> list[Meaning]:
    """What a column may mean, the likeliest first; values count for more than titles."""
    title = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", table.titles[place])
    words = re.findall(r"\w+", title.lower().replace("_", " "))
    named = [m for m, these in _WORDS.items() if any(re.fullmatch(these, w) for w in words)]
    cells = list(islice(table.column(place), 50))
    if not cells:
        return []
    mostly = len(cells) / 2
    if sum(map(looks_like_day, cells)) > mostly and not all(
        c.isdigit() and len(c) < 8 for c in cells
    ):
        with_time = sum(":" in cell for cell in cells) > mostly
        if Meaning.END in named:
            return [Meaning.END] if with_time else []
        return [Meaning.START, Meaning.DATE] if with_time else [Meaning.DATE]
    if sum(map(looks_like_time, cells)) > mostly:
        return [*_clocks(cells, named), *(m for m in named if m in (Meaning.START, Meaning.END))]
    numeric = sum(bool(_FIGURE.fullmatch(cell)) for cell in cells)
    units = sum(bool(_UNITS.fullmatch(cell)) for cell in cells)
    worded = (Meaning.KIND, Meaning.EXERCISE, Meaning.SITES, Meaning.NOTE, Meaning.CONTEXT)
    figures = {*DURATIONS, Meaning.PAIN, Meaning.WORST_PAIN, Meaning.SETS, Meaning.REPS,
               Meaning.HOLD_SECONDS, Meaning.SLEEP, Meaning.INTERFERENCE}  # fmt: skip
    if units and units + numeric > mostly:
        return [Meaning.MINUTES]
    if numeric > mostly:
        order = [m for m in named if m in _TELLING]
        rest = [m for m in named if m not in worded and m is not Meaning.DATE and m not in order]
        return [*order, *(m for m in rest if m not in (Meaning.START, Meaning.END))]
    dates = (Meaning.DATE, Meaning.START, Meaning.END)
    return [m for m in named if m not in figures and m not in dates]


def _clocks(cells: Sequence[str], named: Sequence[Meaning]) -> list[Meaning]:
    """What times that stand alone may be: a duration, where the title says so."""
    if not any(meaning in DURATIONS for meaning in named):
        return []
    two_parts = [cell for cell in cells if cell.count(":") == 1]
    long = any(int(re.match(r"\d+", cell)[0]) > 23 for cell in two_parts)  # type: ignore[index]
    return [Meaning.SHORT_CLOCK if long else Meaning.CLOCK]


def _what(table: Table, likely: dict[int, list[Meaning]]) -> What:
    """What the rows are: what most of the columns fit, among what could be complete."""
    found = {meaning for some in likely.values() for meaning in some[:2]}
    if found & {*DURATIONS} and found & {Meaning.DATE, Meaning.START}:
        return What.ACTIVITY
    if Meaning.EXERCISE in found and Meaning.DATE in found:
        return What.EXERCISE
    if Meaning.PAIN in found:
        moments = [place for place, some in likely.items() if some[:1] == [Meaning.START]]
        days = [cell.split()[0][:10] for place in moments for cell in table.column(place)]
        return What.READING if len(set(days)) < len(days) else What.DAY
    if Meaning.KIND in found or {Meaning.START, Meaning.END} <= found:
        return What.ACTIVITY
    return What.DAY


def _habit(table: Table, place: int, title: str) -> Column:
    """A column that names an exercise or activity: a tick or minutes of it."""
    cells = list(islice(table.column(place), SAMPLE))
    ticks = {"0", "1", "2", "-1", "x", "yes", "no", "true", "false", "✓", ""}
    ticked = all(cell.strip().lower() in ticks for cell in cells)
    if ticked and (exercise := find_exercise(title)):
        return Column(Meaning.DONE, exercise.name)
    if kind := find_activity_kind(title):
        return Column(Meaning.TICK_OF if ticked else Meaning.MINUTES_OF, kind.name)
    return Column()


def _source(name: str) -> str:
    """Where the rows come from: the file's name without what changes from export to export."""
    stem = re.sub(r"^.*: |\.\w{2,4}$", "", name)
    stem = re.sub(r"[\s_\-(]*[\d][\d.\-_: T)]*$|\(\d+\)", "", stem)
    plain = "".join(sign for sign in stem.replace("_", " ") if sign.isprintable())
    return " ".join(plain.split())[:TERM_LIMIT].strip() or "table"
