"""How each figure of the report is computed, and what the report does not say."""

from __future__ import annotations

from tracker.analysis.report import Summary
from tracker.analysis.report_data import ReportData
from tracker.charts.amounts import endings_text
from tracker.exporting.pdf.formatting import long_day
from tracker.formatting import counted, range_text
from tracker.model import Section


def counting(found: Summary, contents: ReportData) -> list[list[str]]:
    """How each figure is computed: its name, and the rule."""
    sections = contents.appointment.sections
    rules = [
        [
            "Pain",
            "The person's own rating of the day's average pain, a whole number from 0 (no pain) to "
            "10 (worst pain imaginable), entered at the end of the day or later. Decimals are "
            "those of another program, as it gave them.",
        ],
        [
            "Logged day",
            "A day with a pain rating. It says nothing about activity.",
        ],
        [
            "Known day",
            "For active minutes: a day with some activity recorded, of which the person said that "
            "there was none, or for which a device that counts whole days has a record of its "
            "own. For strength days: the same with exercises. What is not known is unknown and "
            "never counts as 0; a figure over such days is at least so much, and has a +.",
        ],
        [
            "Average",
            "The mean of the logged days of the stretch, beside how many days that were. Nothing "
            "is filled in, and a stretch without a logged day has no average.",
        ],
        [
            "Last 28 days, 28 days before",
            f"The 28 days up to {long_day(found.last)}, the last day of the period, and the 28 "
            "days before those, also where they lie before the period.",
        ],
        [
            "First 28 days",
            "The 28 days from the first logged day of the diary. They are not compared where they "
            "reach into the last 28.",
        ],
        [
            "Change",
            "Average of the last 28 days less the earlier one, in points, and in per cent of the "
            "earlier one, that only where at least 4 of 7 days are logged in both. A fall is "
            "below 0.",
        ],
        [
            "Fell by 2 points, by 30 %",
            "Whether the change reaches it, counted without rounding, and stated only where at "
            "least 4 of 7 days are logged in both stretches (Farrar 2001; Ostelo 2008). Changes "
            "of a diary are not effects of a treatment.",
        ],
        [
            "7-day average",
            "The mean of a day and the six days before it, drawn only where at least 4 of these 7 "
            "days are logged; elsewhere the line has a gap.",
        ],
        ["Flare", "A day that the person marked as a flare. It is never computed from the rating."],
        [
            "Episode of flares",
            "Flare days in a row, from the first to the last. A day marked as no flare ends one; "
            "one day in between that is not answered does not, two do. One at either end of the "
            "period may have been longer.",
        ],
        [
            "Worst pain, interference, sleep",
            "Means of the days that say so, from 0 to 10. Often these are the worse days.",
        ],
        [
            "Hurt most, a leg",
            "Days on which the place was named, of those that name any. A leg is any place from "
            "the thigh to the toes.",
        ],
        [
            "Medicine, off work",
            "Days with a medicine recorded, by the person's names for them, and days ticked as "
            "off work because of the back. A day without either is not known to be without.",
        ],
    ]
    if Section.ACTIVITY in sections:
        rules += [
            [
                "Active minutes",
                "Moderate minutes and twice the vigorous ones (WHO 2020). Light activity is "
                "recorded and counts 0.",
            ],
            [
                "Strength day",
                "A day on which at least one strengthening exercise was done or partly done. One "
                "that was stopped for pain does not count.",
            ],
            [
                "Met, missed, unknown",
                "A week is held against the goal that held on its first day. Met: at least the "
                "goal is recorded. Missed: less, with all seven days known. Unknown: less, and "
                "days are unknown. Only weeks that lie in the period with all their days are "
                "counted.",
            ],
            [
                "Average of weeks",
                "The mean of those weeks of which all seven days are known.",
            ],
        ]
    if Section.EXERCISES in sections:
        rules.append(
            [
                "Done of planned",
                "Over the whole weeks of the period: days on which the exercise was done, of the "
                "days a week it was planned for at the time; in each week at most as many as "
                "planned. + where a week stays below its plan with days that are unknown, or "
                "is not over: more may have been done. Partly done counts, stopped for pain does "
                "not. Whole plan: the sum of all exercises.",
            ]
        )
    if Section.QUESTIONNAIRES in sections and found.questionnaires:
        rules.append(
            [
                "Scores",
                "As each questionnaire says. There is no score where an answer that counts is "
                "missing. The means of the period's first four and last four scores are compared; "
                "one answer against one says little. A fall of about 1 point of the PEG and of 5 "
                "points of the Roland-Morris questionnaire (Ostelo 2008) is what studies say "
                "matters to people; for a rise no figure is agreed on.",
            ]
        )
    return rules


def missing(found: Summary, contents: ReportData, replaced: int) -> list[str]:
    """What the report does not say, one sentence each."""
    gaps = found.missing
    said = []
    if gaps.days_not_logged:
        verb = "has" if gaps.days_not_logged == 1 else "have"
        text = (
            f"{counted(gaps.days_not_logged, 'day')} of {found.days_in_all:,} {verb} no pain rating"
        )
        if gaps.longest_gap:
            first, last = gaps.longest_gap
            length = (last - first).days + 1
            text += f"; the longest gap is {range_text(first, last)} ({counted(length, 'day')})"
        said.append(f"{text}.")
    else:
        said.append("Every day of the period has a pain rating.")
    if gaps.recorded_but_not_logged:
        days = counted(gaps.recorded_but_not_logged, "day")
        verb = "has" if gaps.recorded_but_not_logged == 1 else "have"
        said.append(f"{days} {verb} other entries but no pain rating: their pain is unknown.")
    if gaps.flare_not_answered:
        logged = of_logged(gaps.flare_not_answered, found.days_logged)
        said.append(f"{logged} do not say whether they were a flare.")
    if Section.ACTIVITY in contents.appointment.sections and gaps.endings:
        said.append(endings_text(gaps.endings, found.last.year))
    if Section.ACTIVITY in contents.appointment.sections and gaps.weeks_unknown:
        verb = "is" if gaps.weeks_unknown == 1 else "are"
        said.append(
            f"{counted(gaps.weeks_unknown, 'week')} of {len(found.weeks)} {verb} unknown for a "
            "goal: days are unknown, and more may have been done."
        )
    if found.pain.start is None:
        said.append("No day has a pain rating: there is no first 28 days to compare with.")
    left_out = [
        words
        for section, words in _LEFT_OUT.items()
        if section not in contents.appointment.sections
    ]
    if left_out:
        said.append(f"Left out by choice: {', '.join(left_out)}.")
    if replaced:
        signs = counted(replaced, "character")
        said.append(
            f"{signs} that no font of this report has, or that would run over other lines, "
            "could not be printed (mostly shown as \N{REPLACEMENT CHARACTER}). The diary keeps "
            "them."
        )
    return said


_LEFT_OUT = {
    Section.ACTIVITY: "activity",
    Section.QUESTIONNAIRES: "questionnaires",
    Section.EXERCISES: "exercises",
    Section.QUESTIONS: "questions for the appointment",
    Section.DAYS: "the days one by one",
    Section.NOTES: "notes",
}


def of_logged(n: int, logged: int) -> str:
    """Some of the logged days: "40 of 290 logged days"."""
    return f"{n:,} of {counted(logged, 'logged day')}"
