"""`backbeat export` in the forms for a clinician: the same bytes as the report screen gives."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.output import print_lines, refuse

if TYPE_CHECKING:
    from tracker.exporting.paper_size import Paper
    from tracker.files.named_bytes import ExportFile
    from tracker.model import Appointment, ReportFormat
    from tracker.store import Diary

PASSWORD_FILE_LIMIT = 1_000  # bytes


def is_report_format(options: argparse.Namespace) -> bool:
    """Whether it is more than the diary's own files, which hold everything."""
    chosen = options.sections is not None or options.without_name or _protected(options)
    return options.format not in ("csv", "json") or chosen


def export_report(diary: Diary, options: argparse.Namespace) -> int:
    """Write one file (or the folder of CSV files), and note that it was exported."""
    from tracker.exporting.diary_files import export_tables
    from tracker.exporting.load_report_data import load_report_data
    from tracker.exporting.report_files import ReportParts, report_file, selected_contents
    from tracker.files.atomic import export_file
    from tracker.files.errors import FileError
    from tracker.library.regions import computer_formats, formats_of
    from tracker.model import ExportRecord, ReportFormat
    from tracker.store import StoreError

    form = ReportFormat(options.format)
    password = _password(options)
    person = diary.person()
    today = person.today()
    if options.first is not None and options.first > today:
        raise FileError(f"From {options.first} on nothing has happened yet. Nothing was written.")
    last = options.last and min(options.last, today)
    formats = formats_of(person.region) if person.region else computer_formats()
    contents = load_report_data(diary, options.first, last, formats=formats)
    contents = replace(contents, appointment=_prepared(contents.appointment, options.sections))
    paper, named = _paper(options.paper), not options.without_name
    if form is ReportFormat.CSV and password is None:
        parts = ReportParts(selected_contents(contents, named), paper, named)
        written = export_tables(parts.files(form), options.output)
    else:
        file = report_file(
            form,
            contents,
            paper=paper,
            password=password,
            named=named,
            report_in_fhir=options.pdf_in_fhir,
        )
        written = export_file(file.data, _checked(options.output, file, form))
    print_lines(f"Wrote {path}" for path in written)
    if contents.cut_text:
        print_lines(iter([f"{contents.cut_text} It holds {contents.first} to {contents.last}."]))
    try:
        begin, end = min(contents.first, today), min(contents.last, today)
        diary.record_export(ExportRecord(diary.person().now(), form, begin, end))
    except StoreError as error:
        return refuse(f"The file is written, but the diary could not note it. {error}")
    return 0


def _checked(output: Path, file: ExportFile, form: ReportFormat) -> Path:
    """The output as it is, unless its name would make another program stumble over it."""
    from tracker.files.errors import FileError

    ending = file.name.rpartition(".")[2]
    if ending == "zip" and form != "zip" and output.suffix.lower() != ".zip":
        raise FileError(
            f"{output}: protected with a password this becomes an encrypted ZIP. Nothing was "
            "written. Name a file that ends in .zip."
        )
    return output


def _prepared(appointment: Appointment, sections: list[str] | None) -> Appointment:
    from tracker.model import Section

    if sections is None:
        return appointment
    return replace(appointment, sections=tuple(one for one in Section if one in sections))


def _paper(asked: str | None) -> Paper:
    from tracker.exporting.paper_size import paper_size

    if asked is not None:
        return "us-letter" if asked == "letter" else "a4"
    found = (os.environ.get(name) for name in ("LC_ALL", "LC_PAPER", "LANG"))
    return paper_size(next(filter(None, found), None))


def _protected(options: argparse.Namespace) -> bool:
    return bool(options.password_prompt) or options.password_file is not None


def _password(options: argparse.Namespace) -> str | None:
    """The password, never from the command line itself: others can read that."""
    from tracker.exporting.password_protection import check_password
    from tracker.files.errors import FileError

    if not _protected(options):
        return None
    if options.password_file is not None:
        data: bytes = options.password_file.read_bytes()[:PASSWORD_FILE_LIMIT]
        with _readable(options.password_file):
            password = data.decode("utf-8-sig").partition("\n")[0].rstrip("\r")
    else:
        password = _asked()
    try:
        check_password(password)
    except FileError as refusal:
        raise FileError(f"{refusal} Nothing was written.") from None
    return password


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    from tracker.files.errors import FileError

    try:
        yield
    except UnicodeDecodeError:
        raise FileError(f"{path} is no text file. Nothing was written.") from None


def _asked() -> str:
    from getpass import getpass

    from tracker.files.errors import FileError

    try:
        first, again = getpass("Password: "), getpass("The same again: ")
    except EOFError:
        raise FileError("No password was given. Nothing was written.") from None
    if first != again:
        raise FileError("The two passwords differ. Nothing was written.")
    return first
