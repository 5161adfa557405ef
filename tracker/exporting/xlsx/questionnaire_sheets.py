"""The sheets of questionnaires: scores, and the answers that they are made of."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.analysis.report_data import ReportData
from tracker.exporting.xlsx.workbook import Cell, CellType, Sheet, SheetColumn
from tracker.model import Answer, Questionnaire
from tracker.questionnaires import FormRefused, Item, form

_TITLE = SheetColumn("Questionnaire", CellType.TEXT, "Its title.", width=36)
_DATE = SheetColumn("Date", CellType.DAY, "The day it was answered for.")
SCORES = (
    _DATE,
    _TITLE,
    SheetColumn(
        "Score (points)", CellType.DECIMAL, "By the questionnaire's scoring.", "No score.", 10
    ),
    SheetColumn("Scoring", CellType.TEXT, "sum, mean, count or none.", "Not known.", 9),
    SheetColumn("Items answered", CellType.WHOLE, "How many."),
    SheetColumn("Entered at", CellType.MOMENT, "By the person's clock.", width=17),
)
ANSWERS = (
    _DATE,
    _TITLE,
    SheetColumn("Item", CellType.TEXT, "The item's link id in the questionnaire.", width=14),
    SheetColumn("Question", CellType.TEXT, "The item's text.", "Not known.", 60),
    SheetColumn("Answer", CellType.ANY, "A number, yes or no, or words.", width=30),
    SheetColumn("Code", CellType.TEXT, "Of the choice made.", "It is no choice.", 14),
)


def questionnaires(contents: ReportData) -> Iterator[Sheet]:
    """Two sheets: one row each time a questionnaire was answered, one row for each answer."""
    known = {questionnaire.key: questionnaire for questionnaire in contents.questionnaires}
    yield Sheet("Questionnaires", SCORES, list(_scores(contents, known)))
    yield Sheet("Answers", ANSWERS, list(_answers(contents, known)))


def _scores(contents: ReportData, known: dict[str, Questionnaire]) -> Iterator[tuple[Cell, ...]]:
    for filled in contents.answers:
        asked = known.get(filled.questionnaire)
        yield (
            filled.date,
            asked.title if asked else filled.questionnaire,
            None if filled.score is None else float(filled.score),
            asked.scoring.value if asked else None,
            len({answer.link_id for answer in filled.answers}),
            filled.entered_at,
        )


def _answers(contents: ReportData, known: dict[str, Questionnaire]) -> Iterator[tuple[Cell, ...]]:
    items = {key: _items(questionnaire) for key, questionnaire in known.items()}
    for filled in contents.answers:
        asked = known.get(filled.questionnaire)
        for answer in filled.answers:
            item = items.get(filled.questionnaire, {}).get(answer.link_id)
            yield (
                filled.date,
                asked.title if asked else filled.questionnaire,
                answer.link_id,
                item.label if item else None,
                *_said(item, answer),
            )


def _items(questionnaire: Questionnaire) -> dict[str, Item]:
    try:
        return {item.link_id: item for item in form(questionnaire).questions}
    except FormRefused:  # loaded by a version that could ask more
        return {}


def _said(item: Item | None, answer: Answer) -> tuple[Cell, Cell]:
    """The answer in words, or as the number that it is, and the code of a choice."""
    if item is not None and (option := item.option(answer.value)) is not None:
        return option.text, str(option.value)
    if isinstance(answer.value, bool):
        return "yes" if answer.value else "no", None
    return answer.value, None
