"""The file as a reader, a screen reader and a printer meet it."""

import hashlib
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import BooleanObject, IndirectObject

from tests.exporting.pdf.reading import (
    EVERYTHING,
    LAST,
    at,
    pegged,
    report,
    said,
    tags,
    titles,
    year,
)
from tests.exporting.report_builders import contents
from tracker.analysis.report_data import ReportData
from tracker.exporting.paper_size import Paper
from tracker.exporting.pdf import pdf
from tracker.model import (
    Activity,
    Answers,
    Appointment,
    CheckIn,
    Event,
    EventKind,
    ExerciseDone,
    Intensity,
    MedicineTaken,
    Person,
    PlanItem,
    Questionnaire,
    Section,
)
from tracker.questionnaires import peg

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def pages() -> PdfReader:
    return report(year())


def test_it_is_tagged_and_says_so(pages: PdfReader) -> None:
    root = pages.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == BooleanObject(True)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    kinds = Counter(tag["/S"] for tag in tags(pages))
    assert kinds["/Figure"] == 3
    assert kinds["/TH"] > 20
    assert kinds["/TD"] > 1000
    assert kinds["/H1"] >= 8


def test_it_has_a_title_a_language_and_an_author(pages: PdfReader) -> None:
    assert pages.trailer["/Root"]["/Lang"] == "en-GB"
    assert pages.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"] == BooleanObject(True)
    assert pages.metadata is not None
    assert pages.metadata.title == (
        "Back-pain diary of Ada Example, 22 November 2025 to 21 November 2026"
    )
    assert pages.metadata.author == "Ada Example"
    assert pages.metadata["/CreationDate"] == "D:20261122191500Z"  # 20:15 in Berlin


def test_every_chart_says_in_words_what_it_shows(pages: PdfReader) -> None:
    told = [str(tag["/Alt"]) for tag in tags(pages) if tag["/S"] == "/Figure"]
    assert [text.split(",")[0].split(":")[0] for text in told[:2]] == [
        "Chart of pain from 0 to 10",
        "Chart of active minutes and strength days a week",
    ]
    assert re.search(r"\d\.\d on average \(\d+ of 365 days logged\)", told[0])
    assert re.search(r"\d+ of 51 weeks met the goal for active minutes", told[1])
    assert re.search(r"Chart of 52 scores, .*: the first [\d.]+, the last [\d.]+\.", told[2])


def test_bookmarks_lead_to_every_part_and_month(pages: PdfReader) -> None:
    found = titles(pages.outline)
    assert found[:6] == [
        "Pain from 0 (none) to 10 (worst imaginable)",
        "Function, flares and medicine",
        "Activity against the goals",
        "Exercises against the plan",
        "Questionnaires",
        "Questions for the appointment",
    ]
    for title in ("every week", "exercises", "questionnaires", "every day"):
        assert f"Appendix: {title}" in found
    assert found[-2:] == ["How each figure is computed", "What is missing"]
    assert "February 2026" in found


def test_its_fonts_are_all_inside(pages: PdfReader) -> None:
    fonts = [font for number in pages.pages for font in fonts_of(number["/Resources"])]
    assert fonts
    for font in fonts:
        for below in font["/DescendantFonts"]:
            described = below.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & described.keys()
            assert "SourceSans3" in described["/FontName"]
        assert "/ToUnicode" in font


def fonts_of(resources: Any) -> list[Any]:
    """The fonts of a page, and of the drawings on it."""
    resources = resources.get_object()
    found = [font.get_object() for font in resources.get("/Font", {}).values()]
    for drawing in resources.get("/XObject", {}).values():
        if "/Resources" in drawing.get_object():
            found += fonts_of(drawing.get_object()["/Resources"])
    return found


def test_nothing_in_it_is_a_picture_of_text_a_script_or_an_address(pages: PdfReader) -> None:
    for number in range(len(pages.xref[0]) + 1):
        found = pages.get_object(IndirectObject(number, 0, pages)) if number else None
        if isinstance(found, dict):
            assert found.get("/Subtype") != "/Image"
            assert not {"/JS", "/URI", "/Launch", "/EmbeddedFile"} & found.keys()


@pytest.mark.parametrize(
    ("paper", "size"), [("a4", (595.276, 841.89)), ("us-letter", (612.0, 792.0))]
)
def test_the_paper_is_the_callers(paper: Paper, size: tuple[float, float]) -> None:
    for page in report(year(30), paper).pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        assert (width, height) == pytest.approx(size, abs=0.1)


def test_the_same_contents_give_the_same_bytes() -> None:
    assert pdf(year(120)) == pdf(year(120))
    assert pdf(year(120)) != pdf(year(121))


def test_reports_made_at_the_same_time_are_those_made_alone() -> None:
    diaries = [year(40, seed) for seed in range(4)]
    alone = [pdf(given) for given in diaries]
    with ThreadPoolExecutor(4) as several:
        assert list(several.map(pdf, diaries)) == alone


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import hashlib; from tests.exporting.pdf.reading import year, pdf; "
        "print(hashlib.sha256(pdf(year(40))).hexdigest())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert ran.stdout.strip() == hashlib.sha256(pdf(year(40))).hexdigest()


def crowded(paper: Paper, questionnaires: int, exercises: int, letters: int) -> PdfReader:
    """A report with as much on it as a diary can hold."""
    names = [f"exercise number {number} with a long name" for number in range(exercises)]
    forms = [named(number) for number in range(questionnaires)]
    day = LAST - timedelta(days=3)
    return report(
        year(
            84,
            person=Person("W" * 80),
            check_ins=[
                CheckIn(
                    LAST - timedelta(days=n),
                    5,
                    at(LAST),
                    worst_pain=9,
                    interference=4,
                    sleep=5,
                    flare=n % 4 == 0,
                    off_work=True,
                    sites=tuple(f"W{k} {'WWWWWW ' * 5}".strip() for k in range(9)),
                )
                for n in range(84)
            ],
            medicines=[
                MedicineTaken(LAST - timedelta(days=n), f"W{n % 5} {'WWWWWW ' * 9}".strip())
                for n in range(84)
            ],
            events=[
                Event(LAST - timedelta(days=4 * n), EventKind.OTHER, f"{'WWWWWW ' * 11}".strip())
                for n in range(20)
            ],
            plan_items=[PlanItem(name, 3) for name in names],
            exercises_done=[ExerciseDone(day, name) for name in names],
            questionnaires=forms,
            answers=[
                answered(form.key, LAST - timedelta(days=7 * week))
                for form in forms
                for week in range(4)
            ],
            appointment=Appointment(" ".join(["word"] * (letters // 5)), EVERYTHING),
        ),
        paper,
    )


def named(number: int) -> Questionnaire:
    """The PEG under another name."""
    title = f"Form {number} with a title {'that is long ' * 12}".strip()
    return replace(peg(), key=f"https://example.org/{number}", title=title)


def answered(key: str, day: date) -> Answers:
    return replace(pegged(day, 3), questionnaire=key)


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize("questionnaires", [0, 2, 5])
@pytest.mark.parametrize("letters", [0, 5000])
def test_the_first_page_is_one_page(paper: Paper, questionnaires: int, letters: int) -> None:
    pages = crowded(paper, questionnaires, 40, letters)
    assert "Questions for the appointment" in said(pages, 0)
    second = said(pages, 1)
    begin = "Appendix: questions for the appointment" if letters else "Appendix: every week"
    assert second.startswith(begin)
    if letters == 5000:
        assert "continued in the appendix" in said(pages, 0)
        assert said(pages).count("word") > 1000
    assert lowest(pages) > 30
    assert "and 34 more exercises in the appendix" in said(pages, 0)
    if questionnaires > 2:
        assert f"and {questionnaires - 2} more questionnaire" in said(pages, 0)


def lowest(pages: PdfReader) -> float:
    """Where the questions end on the first page, in points from its foot, above the footer."""
    heights: list[float] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip() and "Recorded by the person" not in text and "Page " not in text:
            heights.append(tm[5] * cm[3] + cm[5])

    pages.pages[0].extract_text(visitor_text=visit)
    return min(heights)


def test_ten_years_are_a_report_with_every_day() -> None:
    pages = report(year(3653, questionnaires=(), answers=()))
    assert len(pages.pages) > 60
    found = titles(pages.outline)
    assert found.count("November 2016") == found.count("November 2026") == 1
    assert "4 weeks on average" in said(pages, 0)


def test_the_appendix_leaves_no_day_out() -> None:
    given = year(60)
    days = said(report(given)).split("Appendix: every day")[1]
    recorded = {check_in.date for check_in in given.check_ins}
    recorded |= {bout.date for bout in given.activities}
    recorded |= {done.date for done in given.exercises_done} | {skip.date for skip in given.skips}
    recorded |= {taken.date for taken in given.medicines} | {event.date for event in given.events}
    for day in recorded:
        assert f"{day:%a} {day.day} {day:%b} " in days
    empty = sum(int(n) for n in re.findall(r": (\d+) days?, nothing recorded", days))
    assert empty == 60 - len(recorded)


def test_every_week_is_in_the_appendix() -> None:
    given = year(60)
    text = said(report(given)).split("Appendix: every week")[1].split("Appendix: exercises")[0]
    for week in given.weeks:
        moderate, vigorous = week.moderate_minutes, week.vigorous_minutes
        totals = (week.light_minutes, moderate, vigorous, moderate + 2 * vigorous)
        whole = week.minutes_days_known == 7
        told = [str(n) if whole else f"{n}+" if n else "–" for n in totals]
        row = f"{' '.join(told)} {week.minutes_goal}, "
        assert row + week.minutes_state in text
        assert f"{week.days_logged} of 7 " in text


def test_a_week_without_a_check_in_is_not_told_as_zero() -> None:
    first, last = LAST - timedelta(days=12), LAST - timedelta(days=6)
    before = CheckIn(first - timedelta(days=7), 4, at(LAST))
    given = contents(first, last, check_ins=[before])
    text = said(report(given)).split("Appendix: every week")[1]
    assert "9–15 Nov 2026 0 of 7 – – – – – 150, unknown – 2, unknown" in text
    logged = [
        CheckIn(given.first + timedelta(days=n), 4, at(LAST), no_activity=n > 0, no_exercises=True)
        for n in range(7)
    ]
    bouts = [Activity(given.first, "walking", 20, Intensity.VIGOROUS)]
    text = said(report(contents(given.first, given.last, check_ins=logged, activities=bouts)))
    assert "9–15 Nov 2026 7 of 7 4.0 0 0 20 40 150, missed 0 2, missed" in text
    text = said(report(contents(given.first, given.last, check_ins=logged[2:], activities=bouts)))
    assert "9–15 Nov 2026 5 of 7 4.0 – – 20+ 40+ 150, unknown – 2, unknown" in text


def test_notes_come_only_when_they_are_chosen_even_without_the_days() -> None:
    without = tuple(each for each in Section if each is not Section.NOTES)
    assert "Long drive." not in said(report(year(30, appointment=Appointment("", without))))
    only = Appointment("", (Section.NOTES,))
    text = said(report(year(30, appointment=only)))
    assert "Appendix: notes" in text
    assert "Long drive." in text


def test_an_empty_diary_says_what_is_missing() -> None:
    text = said(report(contents(LAST - timedelta(days=6), LAST)))
    assert (
        "7 days of 7 have no pain rating; the longest gap is 15 to 21 November 2026 (7 days)"
        in text
    )
    assert "not a medical device" in text


TEN_YEARS = 3653  # days


def decade(*sections: Section) -> ReportData:
    """Ten years of check-ins and of the PEG once a week."""
    days = [LAST - timedelta(days=number) for number in range(TEN_YEARS)]
    chosen = Appointment(sections=sections) if sections else Appointment()
    return contents(
        days[-1],
        LAST,
        check_ins=[CheckIn(day, 4, at(day), note=f"Note of {day}.") for day in days],
        questionnaires=[peg()],
        answers=[pegged(day, 3) for day in days[::7]],
        appointment=chosen,
    )


def test_ten_years_are_under_twelve_pages_and_say_what_is_not_printed() -> None:
    pages = report(decade())
    assert len(pages.pages) < 12
    text = said(pages)
    assert "The 3,625 days before are not printed here; the workbook (XLSX)" in text
    assert "Sat 21 Nov 4" in text
    assert "Sat 24 Oct" not in text
    assert "The last 52 of 522 times" in text


def test_every_day_of_ten_years_is_printed_where_it_is_asked_for() -> None:
    text = said(report(decade(Section.EVERY_DAY)))
    assert "not printed here" not in text
    assert "Thu 24 Nov 4" in text  # of 2016


@pytest.mark.parametrize("sections", [(Section.DAYS, Section.NOTES), (Section.NOTES,)])
def test_notes_of_days_that_are_not_printed_are_counted(sections: tuple[Section, ...]) -> None:
    pages = report(decade(*sections))
    assert len(pages.pages) < 12
    text = said(pages)
    assert text.count("Note of 2026-11-21.") == 1
    assert "Note of 2017-03-01." not in text
    assert "The 3,625 notes before are not printed here; the workbook (XLSX)" in text


def test_every_note_of_ten_years_is_printed_where_every_day_is_asked_for() -> None:
    text = said(report(decade(Section.EVERY_DAY, Section.NOTES)))
    assert text.count("Note of 2017-03-01.") == 1
    assert "not printed here" not in text
