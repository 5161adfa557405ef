"""The report read back, and diaries to make it from."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from random import Random
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tests.exporting.report_builders import CET, contents
from tracker.analysis.report_data import ReportData
from tracker.exporting.paper_size import Paper
from tracker.exporting.pdf import pdf
from tracker.model import (
    Activity,
    Answer,
    Answers,
    Appointment,
    CheckIn,
    Event,
    EventKind,
    ExerciseDone,
    Goal,
    Intensity,
    MedicineTaken,
    PlanItem,
    Section,
    Skip,
    SkipReason,
)
from tracker.questionnaires import form, peg, score, values

LAST = date(2026, 11, 21)
EVERYTHING = tuple(Section)


def report(given: ReportData, paper: Paper = "a4") -> PdfReader:
    """The report of these contents, opened."""
    return PdfReader(BytesIO(pdf(given, paper)))


def said(pages: PdfReader, *numbers: int) -> str:
    """The text of the pages with these numbers (all without any), on one line.

    Places to break that nobody sees are left out.
    """
    chosen = numbers or range(len(pages.pages))
    text = " ".join(pages.pages[number].extract_text() for number in chosen)
    return re.sub(r"\s+", " ", text.replace("\u200b", "")).strip()


def tags(pages: PdfReader) -> list[DictionaryObject]:
    """Every element of the structure tree, in reading order."""
    found = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for below in node:
                walk(below)
        elif isinstance(node, dict) and "/S" in node:
            found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(pages.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def titles(outline: list[Any]) -> list[str]:
    """The bookmarks from top to bottom."""
    return [
        title
        for each in outline
        for title in (titles(each) if isinstance(each, list) else [each.title])
    ]


def at(day: date, hour: int = 20) -> datetime:
    """A time of a day."""
    return datetime.combine(day, time(hour, 15), CET)


def year(days: int = 365, seed: int = 4, **more: Any) -> ReportData:
    """A made-up diary of `days` days up to LAST, with everything a report can show."""
    chance = Random(seed)
    first = LAST - timedelta(days=days - 1)
    check_ins, activities, exercises, skips = [], [], [], []
    for number in range(days):
        day = first + timedelta(days=number)
        if chance.random() < 0.85:
            check_ins.append(
                CheckIn(
                    day,
                    chance.randint(1, 8),
                    at(day),
                    worst_pain=chance.choice((None, 9)),
                    flare=chance.choice((None, False, False, True)),
                    sites=chance.choice(((), ("lower back",))),
                    off_work=number % 20 == 7,
                    note=chance.choice(("", "", "Long drive.")),
                )
            )
        if chance.random() < 0.6:
            intensity = chance.choice(tuple(Intensity))
            activities.append(Activity(day, "walking", chance.choice((20, 30, 45)), intensity))
        if chance.random() < 0.4:
            exercises.append(ExerciseDone(day, "wall sit", 3, None, 20))
        elif chance.random() < 0.1:
            skips.append(Skip(day, "wall sit", SkipReason.PAIN))
    active, trained = {bout.date for bout in activities}, {done.date for done in exercises}
    given: dict[str, Any] = {
        "check_ins": [
            replace(
                check_in,
                no_activity=check_in.date not in active and chance.random() < 0.8,
                no_exercises=check_in.date not in trained and chance.random() < 0.8,
            )
            for check_in in check_ins
        ],
        "activities": activities,
        "exercises_done": exercises,
        "skips": skips,
        "goals": [Goal(first, 120, 2), Goal(first + timedelta(days=days // 2), 150, 3)],
        "plan_items": [PlanItem("wall sit", 3, sets=3, hold_seconds=20, starts=first)],
        "questionnaires": [peg()],
        "answers": [pegged(LAST - timedelta(weeks=n), 3 + n % 4) for n in range(days // 7)],
        "medicines": [
            MedicineTaken(LAST - timedelta(days=n), "ibuprofen") for n in range(0, 21, 3)
        ],
        "events": [Event(first + timedelta(days=days // 3), EventKind.FALL, "slipped on ice")],
        "appointment": Appointment("May I row again?\nWhat about long drives?", EVERYTHING),
    }
    return contents(given.pop("first", first), LAST, **(given | more))


def pegged(day: date, level: int) -> Answers:
    """The PEG answered on a day, with `level`, one more and two more."""
    asked = peg()
    read = form(asked)
    answers = tuple(
        Answer(item.link_id, level + number) for number, item in enumerate(read.questions)
    )
    return Answers(day, asked.key, answers, score(read, values(answers), asked.scoring), at(day))
