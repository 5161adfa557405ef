"""`backbeat export` in the forms for a clinician: the same bytes as the report screen gives."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.words import print_lines, refuse

if TYPE_CHECKING:
    from tracker.exchange.file import File
    from tracker.exchange.hand_over.files import Paper
    from tracker.model import Appointment, Format
    from tracker.store import Diary

PASSWORD_FILE_LIMIT = 1_000  # bytes


def is_hand_over(options: argparse.Namespace) -> bool:
    """Whether it is more than the diary's own files, which hold everything."""
    chosen = options.sections is not None or options.without_name or _protected(options)
    return options.format not in ("csv", "json") or chosen


def hand_over(diary: Diary, options: argparse.Namespace) -> int:
    """Write one file (or the folder of CSV files), and note that it was handed over."""
    from tracker.exchange.entries import Refused
    from tracker.exchange.exporting import export_file, export_tables
    from tracker.exchange.hand_over.files import Parts, chosen, write
    from tracker.exchange.hand_over.gathering import gather
    from tracker.model import Format, HandOver
    from tracker.store import StoreError

    form = Format(options.format)
    password = _password(options)
    today = diary.person().today()
    if options.first is not None and options.first > today:
        raise Refused(f"From {options.first} on nothing has happened yet. Nothing was written.")
    last = options.last and min(options.last, today)
    contents = gather(diary, options.first, last)
    contents = replace(contents, appointment=_prepared(contents.appointment, options.sections))
    paper, named = _paper(options.paper), not options.without_name
    if form is Format.CSV and password is None:
        parts = Parts(chosen(contents, named), paper, named)
        written = export_tables(parts.files(form), options.output)
    else:
        file = write(
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
        diary.record_hand_over(HandOver(diary.person().now(), form, begin, end))
    except StoreError as error:
        return refuse(f"The file is written, but the diary could not note it. {error}")
    return 0


def _checked(output: Path, file: File, form: Format) -> Path:
    """The output as it is, unless its name would make another program stumble over it."""
    from tracker.exchange.entries import Refused

    ending = file.name.rpartition(".")[2]
    if ending == "zip" and form != "zip" and output.suffix.lower() != ".zip":
        raise Refused(
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
    from tracker.exchange.hand_over.papers import paper_of

    if asked is not None:
        return "us-letter" if asked == "letter" else "a4"
    found = (os.environ.get(name) for name in ("LC_ALL", "LC_PAPER", "LANG"))
    return paper_of(next(filter(None, found), None))


def _protected(options: argparse.Namespace) -> bool:
    return bool(options.password_prompt) or options.password_file is not None


def _password(options: argparse.Namespace) -> str | None:
    """The password, never from the command line itself: others can read that."""
    from tracker.exchange.entries import Refused
    from tracker.exchange.hand_over.protecting import check_password

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
    except Refused as refusal:
        raise Refused(f"{refusal} Nothing was written.") from None
    return password


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    from tracker.exchange.entries import Refused

    try:
        yield
    except UnicodeDecodeError:
        raise Refused(f"{path} is no text file. Nothing was written.") from None


def _asked() -> str:
    from getpass import getpass

    from tracker.exchange.entries import Refused

    try:
        first, again = getpass("Password: "), getpass("The same again: ")
    except EOFError:
        raise Refused("No password was given. Nothing was written.") from None
    if first != again:
        raise Refused("The two passwords differ. Nothing was written.")
    return first
