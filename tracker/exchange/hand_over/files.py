"""A hand-over as one file in any of its forms: the one door for the screen and the command line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from tracker.exchange.csv_files import write_csv
from tracker.exchange.entries import List
from tracker.exchange.exporting import zipped
from tracker.exchange.file import File
from tracker.exchange.hand_over.contents import Contents
from tracker.exchange.hand_over.gathering import only_chosen
from tracker.exchange.hand_over.protecting import check_password, protected_pdf, protected_zip
from tracker.exchange.hand_over.readme import readme
from tracker.exchange.json_file import write_json
from tracker.model import Appointment, Entry, Format
from tracker.questionnaires import without_outdated

Paper = Literal["a4", "us-letter"]

ENDINGS = {
    Format.PDF: ".pdf",
    Format.XLSX: ".xlsx",
    Format.FHIR: "-fhir.json",
    Format.CSV: "-csv.zip",
    Format.JSON: ".json",
    Format.ZIP: ".zip",
}
ZIP_MIME = "application/zip"
MIMES = {
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.FHIR: "application/fhir+json",
    Format.CSV: ZIP_MIME,
    Format.JSON: "application/json",
    Format.ZIP: ZIP_MIME,
}
INSIDE = {  # what the files are called in a ZIP: nothing that says whose they are
    Format.PDF: "report.pdf",
    Format.XLSX: "workbook.xlsx",
    Format.FHIR: "fhir.json",
    Format.JSON: "diary.json",
}


def write(
    format: Format,  # noqa: A002  # the diary's word
    contents: Contents,
    *,
    paper: Paper = "a4",
    password: str | None = None,
    named: bool = True,
    report: bytes | None = None,
    report_in_fhir: bool = False,
) -> File:
    """The hand-over in one of its forms, without the sections that are left out.

    `paper` is "a4" or "us-letter". With a `password` a PDF is encrypted, anything
    else comes in an encrypted ZIP; only then do the same contents give other bytes
    each time. `named` False leaves the person's name out. `report` is the PDF of
    the same contents and paper where it has been made already; `report_in_fhir`
    puts it into the FHIR bundle. Raises Refused for a password that protects nothing.
    """
    if password is not None:
        check_password(password)
    contents = chosen(contents, named)
    parts = Parts(contents, paper, named, report, report_in_fhir)
    stem = f"backbeat-{contents.first}-to-{contents.last}"
    ending, mime = ENDINGS[format], MIMES[format]
    if password is None:
        data = zipped(parts.files(format)) if mime == ZIP_MIME else parts.data(format)
        return File(stem + ending, mime, data)
    if format is Format.PDF:
        return File(f"{stem}-protected.pdf", mime, protected_pdf(parts.data(format), password))
    kind = "" if format is Format.ZIP else f"-{format}"
    data = protected_zip(parts.files(format), password)
    return File(f"{stem}{kind}-protected.zip", ZIP_MIME, data)


def chosen(contents: Contents, named: bool = True) -> Contents:
    """What is written of the contents: the sections chosen, with the name or without it."""
    contents = only_chosen(contents)
    return contents if named else replace(contents, person=replace(contents.person, name=""))


def with_counted_scores(contents: Contents) -> Contents:
    """The contents for a reader, without scores that the present rule doesn't make.

    A diary's own files carry every score as it is saved.
    """
    answers = without_outdated(contents.questionnaires, contents.answers)
    return replace(contents, answers=answers)


@dataclass(slots=True)
class Parts:
    """The single files of a hand-over, each made when it is asked for."""

    contents: Contents
    paper: Paper
    named: bool = True
    report: bytes | None = None
    report_in_fhir: bool = False

    def data(self, form: Format) -> bytes:
        """The one file of a form that is one; libraries are loaded only where they are needed."""
        match form:
            case Format.PDF:
                if self.report is None:
                    from tracker.exchange.hand_over.pdf import pdf

                    self.report = pdf(with_counted_scores(self.contents), self.paper)
                return self.report
            case Format.XLSX:
                from tracker.exchange.hand_over.xlsx import xlsx

                return xlsx(with_counted_scores(self.contents), self.paper)
            case Format.FHIR:
                from tracker.exchange.hand_over.fhir.bundle import bundle

                report = self.data(Format.PDF) if self.report_in_fhir else None
                return bundle(with_counted_scores(self.contents), pdf=report, name=self.named)
            case Format.JSON:
                return write_json(lists(self.contents))
        raise ValueError(f"{form} is several files")

    def files(self, form: Format) -> dict[str, bytes]:
        """The files of a form by name, as a ZIP holds them."""
        match form:
            case Format.CSV:
                return csv_files(self.contents)
            case Format.ZIP:
                whole = {name: self.data(one) for one, name in INSIDE.items()}
                csv = {f"csv/{name}": data for name, data in csv_files(self.contents).items()}
                return {"README.txt": readme(self.contents).encode(), **whole, **csv}
        return {INSIDE[form]: self.data(form)}


def csv_files(contents: Contents) -> dict[str, bytes]:
    """The CSV files by name."""
    return {f"{name}.csv": write_csv(name, found) for name, found in lists(contents).items()}


def lists(contents: Contents) -> dict[List, list[Entry]]:
    """The entries by list, as the files of a whole diary have them; reminders stay at home."""
    prepared = contents.appointment
    found: dict[List, list[Entry]] = {
        List.CHECK_INS: [*contents.check_ins],
        List.READINGS: [*contents.readings],
        List.ACTIVITIES: [*contents.activities],
        List.EXERCISES: [*contents.exercises_done],
        List.GOALS: [*contents.goals],
        List.PLAN: [*contents.plan_items],
        List.SKIPS: [*contents.skips],
        List.QUESTIONNAIRES: [*contents.questionnaires],
        List.ANSWERS: [*contents.answers],
        List.APPOINTMENTS: [] if prepared == Appointment() else [prepared],
    }
    return {name: found.get(name, []) for name in List}
