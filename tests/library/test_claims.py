"""Every claim of the five texts stands in the library, and no figure that none of them claims."""

import tomllib
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from tracker.library import (
    Dose,
    Topic,
    activity_kinds,
    advice,
    advice_on,
    avoid_list,
    exercises,
    find_activity_kind,
    find_exercise,
    references,
)

Figures = dict[str, tuple[int, int] | bool | None]

FIGURES = {"sets": "sets", "reps": "reps", "hold": "hold_seconds", "total": "total_seconds"}
CLAIMS: list[list[str]] = tomllib.loads(
    Path(__file__).with_name("claims.toml").read_text(encoding="utf-8")
)["claims"]


def figures(written: str) -> Figures:
    """What "reps 8-12, hold 10, per side" means; "none" means no figure."""
    found: Figures = dict.fromkeys(FIGURES.values())
    found["per_side"] = False
    for part in written.split(", "):
        if part == "per side":
            found["per_side"] = True
        elif part != "none":
            name, numbers = part.split()
            low, _, high = numbers.partition("-")
            found[FIGURES[name]] = (int(low), int(high or low))
    return found


def is_dose(dose: Dose, text: str, expected: str) -> bool:
    written, _, note = expected.partition(": ")
    return (
        dose.source.file.startswith(text)
        and all(getattr(dose, name) == figure for name, figure in figures(written).items())
        and note in dose.note
    )


def carried(text: str, where: str, expected: str) -> bool:
    """Whether the library says so at that place, and names the text there."""
    entry, _, field = where.partition(" / ")
    kind, _, name = entry.partition(" ")
    if kind == "advice":
        return any(
            expected in point.text and any(s.file.startswith(text) for s in point.sources)
            for point in advice_on(Topic(name)).points
        )
    found = {
        "exercise": lambda: find_exercise(name),
        "activity": lambda: find_activity_kind(name),
        "avoid": lambda: next((item for item in avoid_list() if item.name == name), None),
    }[kind]()
    if found is None or not any(source.file.startswith(text) for source in found.sources):
        return False
    if field == "dose":
        return any(is_dose(dose, text, expected) for dose in found.doses)
    value = getattr(found, field)
    return any(expected in part for part in ([value] if isinstance(value, str) else value))


@pytest.mark.parametrize(
    ("text", "fact", "where", "expected"), CLAIMS, ids=lambda value: value[:40].strip()
)
def test_the_library_carries_what_the_text_claims(
    text: str, fact: str, where: str, expected: str
) -> None:
    assert carried(text, where, expected), f"{text} says: {fact}"


def test_every_text_is_read_and_no_claim_stands_twice() -> None:
    assert {claim[0] for claim in CLAIMS} == {source.file[:3] for source in references()}
    twice = [claim for claim, times in Counter(map(tuple, CLAIMS)).items() if times > 1]
    assert twice == []


def test_a_claim_that_the_library_does_not_carry_is_noticed() -> None:
    assert not carried("000", "exercise wall sit / dose", "sets 3, hold 20-31")
    assert not carried("001", "exercise wall sit / dose", "sets 3, hold 20-30")
    assert not carried("000", "exercise wall sit / dose", "hold 20-30")
    assert not carried("004", "advice how often", "at least 160 minutes")
    assert not carried("003", "advice breaks", "every 50 to 60 minutes")
    assert not carried("004", "exercise burpee / steps", "")


@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
def test_no_dose_of_the_library_is_invented(exercise: object) -> None:
    for dose in exercise.doses:  # type: ignore[attr-defined]
        assert any(
            where == f"exercise {exercise.name} / dose" and is_dose(dose, text, expected)  # type: ignore[attr-defined]
            for text, _, where, expected in CLAIMS
        ), dose


def test_no_text_is_named_for_what_it_does_not_say() -> None:
    pieces = [(f"advice {a.topic}", p.text, p.sources) for a in advice() for p in a.points]
    for where, said, named in pieces:
        for source in named:
            assert any(
                source.file.startswith(text) and place == where and expected in said
                for text, _, place, expected in CLAIMS
            ), f"{source.file}: {said}"
    for kind, item in [*product(["avoid"], avoid_list()), *product(["activity"], activity_kinds())]:
        for source in item.sources:
            assert any(
                source.file.startswith(text) and place.startswith(f"{kind} {item.name} / ")
                for text, _, place, _ in CLAIMS
            ), f"{source.file}: {item.name}"
