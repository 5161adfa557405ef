"""What each verb does: options in, exit code out."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.column_options import as_said, column_description
from tracker.cli.diaries import opened_diary
from tracker.cli.output import (
    exercise_words,
    library_record,
    print_json,
    print_lines,
    progress,
    refuse,
    say,
    say_rejected,
    week_record,
    week_words,
)
from tracker.cli.passphrases import unlock
from tracker.identity.identity import newcomer

# Everything else is imported where it is used, so that `--help` is quick.
if TYPE_CHECKING:
    from tracker.model import FileMapping
    from tracker.store import Diary
    from tracker.web.https import Certificate

GIVING_UP = 60.0  # seconds in which an import compares again with a diary that is being changed

FORMATS = (  # of files to import; what the package of importers knows besides CSV and JSON
    *("auto", "csv", "json", "fit", "apple", "tcx", "gpx", "strava", "garmin", "garmin-export"),
    *("garmin-days", "fitbit", "fitbit-days", "google-fit", "loop", "table"),
)


def run(options: argparse.Namespace) -> int:
    """Open the diary in the browser."""
    if (options.certificate is None) != (options.key is None):
        options.wrong("give both --certificate and --key, or neither")
    if options.dev and (options.phone is not None or options.https or options.certificate):
        options.wrong("--dev serves this computer alone, by http: leave out what is for others")
    if options.dev:
        from tracker.cli.dev_server import serve_and_reload

        return serve_and_reload(options.database, options.port, not options.no_browser)
    from tracker.web.https import CertificateRefused
    from tracker.web.server import serve

    try:
        certificate = _certificate(options)
    except CertificateRefused as refusal:
        return refuse(str(refusal))
    unlock(options.database)
    return serve(
        options.database,
        options.port,
        not options.no_browser,
        certificate=certificate,
        phone=options.phone,
    )


def _certificate(options: argparse.Namespace) -> Certificate | None:
    """What the diary is to be served by over https, as was asked for; None: over http."""
    from tracker.web.https import given_certificate, made_certificate, own_names
    from tracker.web.local_network import home_address

    if options.certificate is not None:
        return given_certificate(options.certificate.absolute(), options.key.absolute())
    if not options.https:
        return None
    at_home = None if options.phone is None else options.phone or home_address()
    return made_certificate(own_names(), also=[at_home] if at_home else [])


def open_running(options: argparse.Namespace) -> int:
    """Open the running Backbeat in the browser, which is let in by that."""
    from tracker.identity.browser import has_screen, open_browser
    from tracker.identity.running import address_for, running, ticket_for

    found = running(options.port)
    if not found:
        where = f"on port {options.port}" if options.port is not None else "for this account"
        return refuse(f"No Backbeat is running {where}. Start it with: backbeat")
    if len(found) > 1:
        for server in found:
            say(f"  port {server.port}: {server.database or 'a diary'}")
        return refuse(f"Several are running. Say which: backbeat open --port {found[0].port}")
    address = address_for(found[0], ticket_for(found[0]))
    if not options.no_browser and has_screen() and open_browser(address, found[0].port):
        say("Your browser opens, and is let in.")
        return 0
    print_lines(iter([address]))
    say("Open this address within five minutes. It lets one browser in, once.")
    return 0


def demo(options: argparse.Namespace) -> int:
    """Open a made-up year that is thrown away."""
    from tracker.demo import write_demo
    from tracker.store import open_store
    from tracker.web.server import serve

    say("A made-up year. Nothing you do here is kept, and your own diary is not touched.")
    with tempfile.TemporaryDirectory(prefix="backbeat-demo-") as folder:
        url = f"sqlite:///{Path(folder, 'demo.db').as_posix()}"
        store = open_store(url)
        diary = store.diary(store.add_person(newcomer("Robin")))
        write_demo(diary, diary.person().today())
        store.close()
        os.environ["BACKBEAT_COPIES"] = "off"  # what is thrown away needs none
        try:
            return serve(
                url, options.port, not options.no_browser, goodbye="The made-up year is gone."
            )
        finally:
            del os.environ["BACKBEAT_COPIES"]


def import_files(options: argparse.Namespace) -> int:
    """Take entries from files; good rows are kept, bad ones told."""
    from tracker.cli.import_output import import_record, import_words
    from tracker.files.many_values import expect_many_values
    from tracker.importing.importer import apply_preview, preview
    from tracker.importing.parse_result import ImportFormat
    from tracker.importing.parser_process import parse_paths
    from tracker.importing.preview import choosing
    from tracker.store import Stale

    expect_many_values()
    with (
        _diary_to_compare(options) if options.dry_run else opened_diary(options, make=True)
    ) as diary:
        form, zone = ImportFormat(options.format), diary.person().time_zone
        described, own = diary.file_mappings(), diary.own_exercises(pictures=False)
        said = column_description(options)
        if said and form is ImportFormat.AUTO:
            form = ImportFormat.TABLE
        found = parse_paths(options.paths, zone, form, progress("Reading"), described, own)
        mappings: Sequence[FileMapping] = ()
        if said:
            found, mappings = as_said(found, said, diary)
        end = time.monotonic() + GIVING_UP
        while True:
            plan = preview(diary, found, progress("Comparing"), again=options.again)
            if options.doubles == "all":
                plan = choosing(plan, dict.fromkeys(range(len(plan.duplicates))))
            plan = replace(plan, mappings=tuple(mappings))
            if options.dry_run:
                break
            try:
                apply_preview(diary, plan, progress=progress("Saving"))
                break
            except Stale:
                if time.monotonic() > end:
                    return refuse(
                        "The same days of the diary were changed again and again for"
                        f" {GIVING_UP:.0f} seconds while they were compared with the files."
                        " Nothing was imported; everything saved before is kept. Try again when"
                        " nobody enters anything."
                    )
                say("The diary was changed in the meantime; comparing again.")
    if options.json:
        print_json(import_record(plan))
    else:
        print_lines(import_words(plan, options.dry_run))
    for notice in plan.notices:
        say(notice)
    say_rejected(plan.rejected)
    return 1 if plan.rejected else 0


def export(options: argparse.Namespace) -> int:
    """Write the diary to files."""
    from tracker.cli.report_export import export_report, is_report_format
    from tracker.exporting.diary_files import export_csv, export_json
    from tracker.files.many_values import expect_many_values

    _check_range(options)
    expect_many_values()
    if is_report_format(options):
        with opened_diary(options) as diary:
            return export_report(diary, options)
    export = export_csv if options.format == "csv" else export_json
    with opened_diary(options) as diary:
        written = export(diary, options.output, options.first, options.last)
    print_lines(f"Wrote {path}" for path in written)
    return 0


def week(options: argparse.Namespace) -> int:
    """Show weeks against the goals."""
    from tracker.analysis.weeks import parse_week, week_of, weeks
    from tracker.library import strengthening

    if options.week and (options.first or options.last):
        options.wrong("give either --week or --from and --to")
    _check_range(options)
    with opened_diary(options) as opened, opened.snapshot() as diary:
        person = diary.person()
        today = person.today()
        first, last = options.first, options.last
        if options.week:
            first, last = parse_week(options.week, person.week_start)
        elif first is None and last is None:
            first = last = today
        elif first is None:
            first = min(last, diary.first_day() or last)
        elif last is None:
            last = max(first, today)
        begin, end = week_of(first, person.week_start)[0], week_of(last, person.week_start)[1]
        days = diary.days(begin, end, strengthening())
        found = weeks(days, diary.goals(), person.week_start, today, first, last)
        before = [] if options.json else diary.days(None, end, strengthening())
    if options.json:
        print_json({"weeks": [week_record(week) for week in found]})
    else:
        print_lines(week_words(found, before, today))
    return 0


def exercises(options: argparse.Namespace) -> int:
    """Show the library, or one exercise of it."""
    from tracker.library import exercises, find_exercise

    listed = list(exercises())
    if options.name is not None:
        found = find_exercise(options.name)
        if found is None:
            names = ", ".join(exercise.name for exercise in listed)
            return refuse(f"The library has no exercise called '{options.name}'. It has {names}.")
        listed = [found]
    if options.json:
        print_json(library_record(listed, whole=options.name is None))
    elif options.name is None:
        width = max(len(exercise.name) for exercise in listed)
        print_lines(f"{e.name:<{width}}  {e.kind:<13}  {e.region}" for e in listed)
    else:
        print_lines(exercise_words(listed[0]))
    return 0


def _check_range(options: argparse.Namespace) -> None:
    if options.first and options.last and options.first > options.last:
        options.wrong("--from is after --to")


@contextmanager
def _diary_to_compare(options: argparse.Namespace) -> Iterator[Diary]:
    """The diary that files are only compared with: an empty one in memory where there is none."""
    from tracker.store import NoDiary, empty_store

    try:
        with opened_diary(options) as diary:
            yield diary
    except NoDiary as absent:
        say(f"{absent} The files are compared with an empty diary.")
        store = empty_store()
        try:
            yield store.diary(store.add_person(newcomer()))
        finally:
            store.close()
