"""A diary of a few months that has one of everything, also gaps; made up by a seed."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import orjson

from tests.exporting.report_builders import CET, contents
from tracker.analysis.report_data import ReportData
from tracker.model import (
    Activity,
    Answer,
    Answers,
    CheckIn,
    Context,
    ExerciseDone,
    Goal,
    Intensity,
    Questionnaire,
    Reading,
    Scoring,
)
from tracker.questionnaires import peg

FIRST, LAST = date(2026, 8, 24), date(2026, 11, 20)  # a Monday, a Friday
SENTENCES = ("I stay at home because of my back", "I sleep less well", "I avoid heavy jobs")
ROLAND = Questionnaire(
    key="http://example.org/rmdq",
    title="Roland-Morris, in part",
    definition=orjson.dumps(
        {
            "resourceType": "Questionnaire",
            "url": "http://example.org/rmdq",
            "version": "2",
            "title": "Roland-Morris, in part",
            "status": "active",
            "item": [
                {
                    "linkId": "today",
                    "type": "group",
                    "text": "100 % of today",
                    "item": [
                        {"linkId": f"s{number}", "type": "boolean", "text": sentence}
                        for number, sentence in enumerate(SENTENCES)
                    ],
                },
                {
                    "linkId": "side",
                    "type": "choice",
                    "text": "Which side?",
                    "answerOption": [
                        {"valueCoding": {"system": "http://example.org/s", "code": "l"}},
                        {"valueCoding": {"code": "r", "display": "Right"}},
                    ],
                },
                {"linkId": "hours", "type": "decimal", "text": "Hours in bed"},
                {"linkId": "else", "type": "text", "text": "Anything else?"},
            ],
        }
    ).decode(),
    scoring=Scoring.COUNT,
)


def days() -> Iterator[date]:
    for number in range((LAST - FIRST).days + 1):
        yield FIRST + timedelta(days=number)


def pegged(day: date, *values: int) -> Answers:
    names = ("average", "enjoyment", "activity")
    answers = tuple(Answer(name, said) for name, said in zip(names, values, strict=True))
    return Answers(
        day,
        peg().key,
        answers,
        sum(values) / 3,
        datetime.combine(day, time(21), CET),
        uid=UUID(int=day.toordinal()),
    )


@cache
def diary(first: date = FIRST, last: date = LAST, **fields: Any) -> ReportData:
    """A share of days is not logged, weeks 38 and 39 are empty but for a walk, 41 is whole."""
    chance = random.Random(7)
    logged = [
        day
        for day in days()
        if day.isocalendar().week not in (38, 39)
        and (day.isocalendar().week == 41 or chance.random() < 0.8)
    ]
    check_ins = [
        CheckIn(
            day,
            chance.randint(0, 10),
            datetime.combine(day, time(20, chance.randint(0, 59)), CET),
            worst_pain=chance.choice([None, 7, 10]),
            interference=chance.choice([None, 0, 5]),
            flare=chance.choice([None, None, False, True]),
            sleep=chance.choice([None, 6]),
            sites=chance.choice([(), ("lower back",), ("lower back", "left leg")]),
            note=chance.choice(["", "Long drive, <b>then</b> the garden & 50 % of the hedge."]),
        )
        for day in logged
    ]
    walks = [
        Activity(day, "walk", chance.choice([20, 45]), chance.choice(list(Intensity)))
        for day in days()
        if day in logged and chance.random() < 0.6
    ]
    walks.append(Activity(date(2026, 9, 24), "walk", 25, Intensity.VIGOROUS))
    exercises = [
        ExerciseDone(day, name, sets=3, reps=10)
        for day in logged
        for name in ("wall sit", "child's pose")
        if chance.random() < 0.4
    ]
    readings = [
        Reading(
            datetime.combine(day, time(7, 30), CET),
            chance.randint(0, 10),
            chance.choice([None, Context.MORNING]),
            chance.choice(["", "bird dog"]),
            chance.choice(["", "stiff"]),
            uid=UUID(int=day.toordinal() << 64),
        )
        for day in logged[::9]
    ]
    roland = Answers(
        date(2026, 10, 3),
        ROLAND.key,
        (
            Answer("s0", True),
            Answer("s1", False),
            Answer("s2", True),
            Answer("side", "l"),
            Answer("hours", 7.5),
            Answer("else", "no"),
        ),
        2,
        datetime(2026, 10, 4, 9, tzinfo=CET),
        uid=UUID(int=5),
    )
    made: dict[str, Any] = {
        "check_ins": check_ins,
        "activities": walks,
        "exercises_done": exercises,
        "readings": readings,
        "answers": [pegged(FIRST, 6, 4, 5), pegged(date(2026, 10, 1), 7, 7, 6), roland],
        "goals": [Goal(date(2026, 8, 1), 100, 1), Goal(date(2026, 10, 5), 150, 2)],
        "questionnaires": [peg(), ROLAND],
        **fields,
    }
    return contents(first, last, **made)


def codes_of(resource: dict[str, Any]) -> list[str]:
    """The codes of an Observation."""
    if resource["resourceType"] != "Observation":
        return []
    return [coding["code"] for coding in resource["code"].get("coding", [])]


def resources(data: bytes, kind: str = "", code: str = "") -> list[dict[str, Any]]:
    """The resources of a bundle, of one kind or with one code."""
    return [
        resource
        for resource in (entry["resource"] for entry in orjson.loads(data)["entry"])
        if (not kind or resource["resourceType"] == kind)
        and (not code or code in codes_of(resource))
    ]
