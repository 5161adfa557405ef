"""A report as one file in any of its forms: the one door for the screen and the command line."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tracker.analysis.report_data import ReportData
from tracker.exporting.diary_files import write_csv, write_json
from tracker.exporting.load_report_data import selected_sections
from tracker.exporting.paper_size import Paper
from tracker.exporting.password_protection import check_password, protected_pdf, protected_zip
from tracker.exporting.readme import readme
from tracker.files.archives import zipped
from tracker.files.entry_types import EntryType
from tracker.files.named_bytes import ExportFile
from tracker.model import Appointment, Entry, ReportFormat
from tracker.questionnaires import without_outdated

ENDINGS = {
    ReportFormat.PDF: ".pdf",
    ReportFormat.XLSX: ".xlsx",
    ReportFormat.FHIR: "-fhir.json",
    ReportFormat.CSV: "-csv.zip",
    ReportFormat.JSON: ".json",
    ReportFormat.ZIP: ".zip",
}
ZIP_MIME = "application/zip"
MIMES = {
    ReportFormat.PDF: "application/pdf",
    ReportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ReportFormat.FHIR: "application/fhir+json",
    ReportFormat.CSV: ZIP_MIME,
    ReportFormat.JSON: "application/json",
    ReportFormat.ZIP: ZIP_MIME,
}
INSIDE = {  # what the files are called in a ZIP: nothing that says whose they are
    ReportFormat.PDF: "report.pdf",
    ReportFormat.XLSX: "workbook.xlsx",
    ReportFormat.FHIR: "fhir.json",
    ReportFormat.JSON: "diary.json",
}


def report_file(
    format: ReportFormat,  # noqa: A002  # the diary's word
    contents: ReportData,
    *,
    paper: Paper = "a4",
    password: str | None = None,
    named: bool = True,
    report: bytes | None = None,
    report_in_fhir: bool = False,
) -> ExportFile:
    """The report in one of its forms, without the sections that are left out.

    The same contents give the same bytes, except with a password.

    Parameters
    ----------
    format
        PDF, XLSX, FHIR, CSV, JSON, or a ZIP of all.
    contents
        The diary of the period.
    paper
        What PDF and XLSX are printed on.
    password
        A PDF is encrypted with it, anything else comes in an encrypted ZIP.
    named
        Whether the person's name is in it.
    report
        The PDF of the same contents and paper, where it has been made already.
    report_in_fhir
        Whether the PDF is in the FHIR bundle, too.

    Raises
    ------
    FileError
        For a password that protects nothing.
    """
    if password is not None:
        check_password(password)
    contents = selected_contents(contents, named)
    parts = ReportParts(contents, paper, named, report, report_in_fhir)
    stem = f"backbeat-{contents.first}-to-{contents.last}"
    ending, mime = ENDINGS[format], MIMES[format]
    if password is None:
        data = zipped(parts.files(format)) if mime == ZIP_MIME else parts.data(format)
        return ExportFile(stem + ending, mime, data)
    if format is ReportFormat.PDF:
        return ExportFile(
            f"{stem}-protected.pdf", mime, protected_pdf(parts.data(format), password)
        )
    kind = "" if format is ReportFormat.ZIP else f"-{format}"
    data = protected_zip(parts.files(format), password)
    return ExportFile(f"{stem}{kind}-protected.zip", ZIP_MIME, data)


def selected_contents(contents: ReportData, named: bool = True) -> ReportData:
    """What is written of the contents: the sections chosen, with the name or without it."""
    contents = selected_sections(contents)
    return contents if named else replace(contents, person=replace(contents.person, name=""))


def with_counted_scores(contents: ReportData) -> ReportData:
    """The contents for a reader, without scores that the present rule doesn't make.

    A diary's own files carry every score as it is saved.
    """
    answers = without_outdated(contents.questionnaires, contents.answers)
    return replace(contents, answers=answers)


@dataclass(slots=True)
class ReportParts:
    """The single files of a report, each made when it is asked for."""

    contents: ReportData
    paper: Paper
    named: bool = True
    report: bytes | None = None
    report_in_fhir: bool = False

    def data(self, form: ReportFormat) -> bytes:
        """The one file of a form that is one; libraries are loaded only where they are needed."""
        match form:
            case ReportFormat.PDF:
                if self.report is None:
                    from tracker.exporting.pdf import pdf

                    self.report = pdf(with_counted_scores(self.contents), self.paper)
                return self.report
            case ReportFormat.XLSX:
                from tracker.exporting.xlsx.report_workbook import xlsx

                return xlsx(with_counted_scores(self.contents), self.paper)
            case ReportFormat.FHIR:
                from tracker.exporting.fhir.bundle import bundle

                report = self.data(ReportFormat.PDF) if self.report_in_fhir else None
                return bundle(with_counted_scores(self.contents), pdf=report, name=self.named)
            case ReportFormat.JSON:
                return write_json(lists(self.contents))
        raise ValueError(f"{form} is several files")

    def files(self, form: ReportFormat) -> dict[str, bytes]:
        """The files of a form by name, as a ZIP holds them."""
        match form:
            case ReportFormat.CSV:
                return csv_files(self.contents)
            case ReportFormat.ZIP:
                whole = {name: self.data(one) for one, name in INSIDE.items()}
                csv = {f"csv/{name}": data for name, data in csv_files(self.contents).items()}
                return {"README.txt": readme(self.contents).encode(), **whole, **csv}
        return {INSIDE[form]: self.data(form)}


def csv_files(contents: ReportData) -> dict[str, bytes]:
    """The CSV files by name."""
    return {f"{name}.csv": write_csv(name, found) for name, found in lists(contents).items()}


def lists(contents: ReportData) -> dict[EntryType, list[Entry]]:
    """The entries by list, as the files of a whole diary have them; reminders stay at home."""
    prepared = contents.appointment
    found: dict[EntryType, list[Entry]] = {
        EntryType.CHECK_INS: [*contents.check_ins],
        EntryType.READINGS: [*contents.readings],
        EntryType.ACTIVITIES: [*contents.activities],
        EntryType.EXERCISES: [*contents.exercises_done],
        EntryType.GOALS: [*contents.goals],
        EntryType.PLAN: [*contents.plan_items],
        EntryType.SKIPS: [*contents.skips],
        EntryType.QUESTIONNAIRES: [*contents.questionnaires],
        EntryType.ANSWERS: [*contents.answers],
        EntryType.APPOINTMENTS: [] if prepared == Appointment() else [prepared],
        EntryType.MEDICINES: [*contents.medicines],
        EntryType.EVENTS: [*contents.events],
        EntryType.OWN_EXERCISES: [*contents.own_exercises],
    }
    return {name: found.get(name, []) for name in EntryType}
