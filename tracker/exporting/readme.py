"""The note in the ZIP that says, in plain words, what each file is."""

from __future__ import annotations

from textwrap import fill

from tracker.analysis.report_data import ReportData
from tracker.exporting.load_report_data import sections_left_out
from tracker.files.entry_types import EntryType
from tracker.model import Section

_FILES = """\
report.pdf
    Open this first. Its first page can be read in a minute; what follows holds
    every week and how each figure is computed.

workbook.xlsx
    The same for a spreadsheet: summary with charts, weeks, days and single
    entries. Its last sheet says what every column means.

fhir.json
    For a record system: an HL7 FHIR R4 Bundle with weekly activity, daily pain,
    questionnaires and goals as coded observations.

{csv}
    The same as plain tables, one row an entry, for any program.

diary.json
    The entries in one file, for scripts and for bringing them into another
    Backbeat diary.
"""

_READING = """\
All of it was entered by the person themselves, or came from their devices. What
nobody recorded or said is unknown, never zero: an empty cell says "not known".
Active minutes are moderate minutes and twice the vigorous ones. Pain is the
day's average as the person rated it, from 0 (no pain) to 10 (worst pain
imaginable). Nothing in here is a diagnosis or advice.
"""


def readme(contents: ReportData) -> str:
    """What is in the ZIP, whose it is, of which days, and what was left out by choice."""
    name = contents.person.name
    logged = sum(check_in.pain is not None for check_in in contents.check_ins)
    csv = ", ".join(f"csv/{name}.csv" for name in EntryType)
    lines = [
        f"Back-pain diary of {name}" if name else "A back-pain diary",
        f"{contents.first} to {contents.last}: {logged:,} of {contents.days_in_all:,} days logged",
        f"Made {contents.made_at:%Y-%m-%d %H:%M} with Backbeat",
        "",
        _FILES.format(csv=fill(csv, 80)),
        "How to read it",
        "",
        _READING,
    ]
    absent = sections_left_out(contents)
    if absent:
        lines.append(f"Left out by choice: {', '.join(absent)}.\n")
    if Section.DAYS not in contents.appointment.sections:
        lines.append("The CSV files, diary.json and fhir.json hold the days one by one anyway.\n")
    return "\n".join(lines)
