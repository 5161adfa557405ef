"""How each figure of the report is computed, and what the report does not say."""

from __future__ import annotations

from tracker.analysis.report import Summary
from tracker.analysis.report_data import ReportData
from tracker.charts.amounts import endings_text
from tracker.exporting.pdf.formatting import long_day
from tracker.formatting import listed, plural
from tracker.model import Section


def counting(found: Summary, contents: ReportData) -> list[list[str]]:
    """How each figure is computed: its name, and the rule."""
    sections = contents.appointment.sections
    last = long_day(found.last, formats=contents.formats)
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
            "For active minutes: a day with activity recorded, a day that the person marked as "
            "none, or a day that a device counted as a whole. For strength days: the same with "
            "exercises. Other days are unknown and never count as 0. A figure with unknown days "
            "is a minimum and has a +.",
        ],
        [
            "Average",
            "The mean of the logged days, with how many they are. Nothing is filled in. Without a "
            "logged day there is no average.",
        ],
        [
            "Last 28 days, 28 days before",
            f"The 28 days up to {last}, the last day of the period, and the 28 "
            "days before those, even if those are outside the period.",
        ],
        [
            "First 28 days",
            "The 28 days from the first logged day of the diary. They are not compared where they "
            "reach into the last 28.",
        ],
        [
            "Change",
            "The average of the last 28 days minus the earlier one, in points and in per cent of "
            "the earlier one. Per cent only where at least 4 of 7 days are logged in both. A fall "
            "is below 0.",
        ],
        [
            "Fell by 2 points, by 30 %",
            "Whether the change reaches this, before rounding. Shown only where at least 4 of 7 "
            "days are logged in both periods (Farrar 2001; Ostelo 2008). Changes in a diary are "
            "not effects of a treatment.",
        ],
        [
            "7-day average",
            "The mean of a day and the six days before it. Drawn only where at least 4 of these 7 "
            "days are logged; elsewhere the line has a gap.",
        ],
        ["Flare", "A day that the person marked as a flare, never computed from the rating."],
        [
            "Episode of flares",
            "Flare days in a row. A day marked as no flare ends one. One unanswered day in "
            "between does not, two do. An episode at either end of the period may have been "
            "longer.",
        ],
        [
            "Worst pain, interference, sleep",
            "Means of the days with an answer, from 0 to 10. These are often the worse days.",
        ],
        [
            "Hurt most, a leg",
            "Days with the place named, of the days with any place named. A leg is any place from "
            "the thigh to the toes.",
        ],
        [
            "Medicine, off work",
            "Days with a medicine recorded, under the person's names for them, and days ticked as "
            "off work because of the back. For a day without either it is unknown.",
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
                "A week is compared with the goal on its first day. Met: at least the goal is "
                "recorded. Missed: less, with all seven days known. Unknown: less, with unknown "
                "days. Only weeks that are wholly in the period count.",
            ],
            [
                "Average of weeks",
                "The mean of the weeks with all seven days known.",
            ],
        ]
    if Section.EXERCISES in sections:
        rules.append(
            [
                "Done of planned",
                "In the whole weeks of the period: days on which the exercise was done, of the "
                "days it was planned for. Each week counts at most its planned days. + means that "
                "more may have been done: a week below its plan has unknown days, or is not over. "
                "Partly done counts, stopped for pain does not. Whole plan: the sum of all "
                "exercises.",
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
    gaps, formats = found.missing, contents.formats
    counted, sections = formats.counted, contents.appointment.sections
    said = []
    if gaps.days_not_logged and gaps.longest_gap:
        first, last = gaps.longest_gap
        said.append(
            plural(gaps.days_not_logged, *NOT_RATED_LONGEST).format(
                n=formats.number(gaps.days_not_logged),
                all=formats.number(found.days_in_all),
                gap=formats.range_text(first, last),
                length=counted((last - first).days + 1, "day"),
            )
        )
    elif gaps.days_not_logged:
        said.append(
            plural(gaps.days_not_logged, *NOT_RATED).format(
                n=formats.number(gaps.days_not_logged), all=formats.number(found.days_in_all)
            )
        )
    else:
        said.append(ALL_RATED)
    if gaps.recorded_but_not_logged:
        n = gaps.recorded_but_not_logged
        said.append(plural(n, *OTHER_ENTRIES).format(n=formats.number(n)))
    if gaps.flare_not_answered:
        logged = formats.out_of(gaps.flare_not_answered, found.days_logged, "logged day")
        said.append(NO_FLARE_ANSWER.format(logged=logged))
    if Section.ACTIVITY in sections and gaps.endings:
        said.append(endings_text(gaps.endings, found.last.year, formats=formats))
    if Section.ACTIVITY in sections and gaps.weeks_unknown:
        n = gaps.weeks_unknown
        said.append(
            plural(n, *WEEKS_UNKNOWN).format(
                n=formats.number(n), all=formats.number(len(found.weeks))
            )
        )
    if found.pain.start is None:
        said.append(NO_START)
    left_out = [words for section, words in _LEFT_OUT.items() if section not in sections]
    if left_out:
        said.append(LEFT_OUT.format(parts=listed(left_out)))
    if replaced:
        said.append(REPLACED.format(signs=counted(replaced, "character")))
    return said


ALL_RATED = "Every day of the period has a pain rating."
NOT_RATED = (
    "{n} day of {all} has no pain rating.",
    "{n} days of {all} have no pain rating.",
)
NOT_RATED_LONGEST = (
    "{n} day of {all} has no pain rating; the longest gap is {gap} ({length}).",
    "{n} days of {all} have no pain rating; the longest gap is {gap} ({length}).",
)
OTHER_ENTRIES = (
    "{n} day has other entries but no pain rating: its pain is unknown.",
    "{n} days have other entries but no pain rating: their pain is unknown.",
)
NO_FLARE_ANSWER = "Flare not answered on {logged}."
WEEKS_UNKNOWN = (
    "{n} week of {all} is unknown for a goal: days are unknown, and more may have been done.",
    "{n} weeks of {all} are unknown for a goal: days are unknown, and more may have been done.",
)
NO_START = "No day has a pain rating: there is no first 28 days to compare with."
LEFT_OUT = "Left out by choice: {parts}."
REPLACED = (
    "{signs} could not be printed (mostly shown as \N{REPLACEMENT CHARACTER}): the report's fonts "
    "have no such sign, or it would run over other lines. The diary keeps the whole text."
)
_LEFT_OUT = {
    Section.ACTIVITY: "activity",
    Section.QUESTIONNAIRES: "questionnaires",
    Section.EXERCISES: "exercises",
    Section.QUESTIONS: "questions for the appointment",
    Section.DAYS: "the days one by one",
    Section.NOTES: "notes",
}
