"""The command line: `backbeat <verb>`.

Exit code 0: done. 1: refused or partly refused, with a message on stderr.
2: wrong usage. With `--json`, stdout holds one JSON object and nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tracker import __version__

# Everything else is imported where it is used, so that `--help` is quick.
if TYPE_CHECKING:
    from tracker.analysis.weeks import Week
    from tracker.catalogue import Exercise
    from tracker.exchange.entries import Progress, Rejected
    from tracker.exchange.importing import Preview
    from tracker.model import Person
    from tracker.store import Diary

SHOWN = 20  # lines of a kind that are printed; --json has them all


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code."""
    options = _parser().parse_args(arguments, argparse.Namespace(database=None))
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # such as `backbeat week | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return _refuse("Stopped. What was not finished was not saved.")
    except Exception as error:  # nobody is shown a traceback
        return _refuse(_explained(error))
    return code


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--database",
        metavar="URL",
        default=argparse.SUPPRESS,  # so that a verb doesn't forget what stood before it
        help="where the diary is (default: BACKBEAT_DATABASE_URL, else your user data folder)",
    )
    parser = argparse.ArgumentParser(
        prog="backbeat",
        description="A private back-pain diary. Without a verb it opens in the browser.",
        parents=[common],
    )
    parser.add_argument("--version", action="version", version=f"backbeat {__version__}")
    parser.set_defaults(port=None, no_browser=False, run=_run)
    verbs = parser.add_subparsers(metavar="verb", title="verbs")

    def verb(name: str, run: Callable[[argparse.Namespace], int], words: str) -> _Verb:
        sub = verbs.add_parser(name, help=words, description=words, parents=[common])
        sub.set_defaults(run=run, wrong=sub.error)
        return sub

    for name, run, words in (
        ("run", _run, "Open the diary in the browser."),
        ("demo", _demo, "Open a made-up year in a throw-away diary."),
    ):
        sub = verb(name, run, words)
        sub.add_argument("--port", type=_port, help="default: the first free one from 8501 on")
        sub.add_argument("--no-browser", action="store_true", help="only start the server")

    sub = verb("import", _import, "Take entries from CSV files, a folder or zip of them, or JSON.")
    sub.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    sub.add_argument("--format", choices=("auto", "csv", "json"), default="auto")
    sub.add_argument("--dry-run", action="store_true", help="only say what would be done")
    _add_json(sub)

    sub = verb("export", _export, "Write the diary to files.")
    sub.add_argument("--format", choices=("csv", "json"), required=True)
    _add_range(sub)
    sub.add_argument(
        "--output", type=Path, metavar="PATH", required=True, help="csv: a folder or a .zip file"
    )

    sub = verb("week", _week, "Hold weeks against the goals; without options, this week.")
    sub.add_argument("--week", type=_week_name, metavar="2026-W47")
    _add_range(sub)
    _add_json(sub)

    sub = verb("exercises", _exercises, "Show the library, or one exercise of it.")
    sub.add_argument("name", nargs="?", metavar="NAME")
    _add_json(sub)
    return parser


_Verb = argparse.ArgumentParser


def _add_json(sub: _Verb) -> None:
    sub.add_argument("--json", action="store_true", help="print one JSON object")


def _add_range(sub: _Verb) -> None:
    sub.add_argument("--from", dest="first", type=_day, metavar="DATE")
    sub.add_argument("--to", dest="last", type=_day, metavar="DATE")


def _run(options: argparse.Namespace) -> int:
    from tracker.ui.server import serve

    return serve(options.database, options.port, not options.no_browser)


def _demo(options: argparse.Namespace) -> int:
    from tracker.exchange.demo import write_demo
    from tracker.store import open_store
    from tracker.ui.server import serve

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)  # so that the throw-away folder goes away too
    _say("A made-up year. Nothing you do here is kept, and your own diary is not touched.")
    with tempfile.TemporaryDirectory(prefix="backbeat-demo-") as folder:
        url = f"sqlite:///{Path(folder, 'demo.db').as_posix()}"
        store = open_store(url)
        diary = store.first_diary(_newcomer("Robin"))
        write_demo(diary, diary.person().today())
        store.close()
        return serve(url, options.port, not options.no_browser)


def _import(options: argparse.Namespace) -> int:
    from tracker.exchange.importing import carry_out, preview
    from tracker.exchange.reading import Format, read_paths
    from tracker.store import Stale

    with _diary(options.database) as diary:
        form = Format(options.format)
        zone = diary.person().time_zone
        found = read_paths(options.paths, zone, form, _progress("Reading"))
        while True:
            plan = preview(diary, found, _progress("Comparing"))
            if options.dry_run:
                break
            try:
                carry_out(diary, plan, progress=_progress("Saving"))
                break
            except Stale:
                _say("The diary was changed in the meantime; comparing again.")
    if options.json:
        _print_json(
            {
                "added": plan.added,
                "updated": plan.updated,
                "unchanged": plan.unchanged,
                "rejected": [
                    {"file": r.file, "row": r.row, "reason": r.reason} for r in plan.rejected
                ],
            }
        )
    else:
        _print_lines(_import_words(plan, options.dry_run))
    for notice in plan.notices:
        _say(notice)
    _say_rejected(plan.rejected)
    return 1 if plan.rejected else 0


def _export(options: argparse.Namespace) -> int:
    from tracker.exchange.exporting import export_csv, export_json

    _check_range(options)
    export = export_csv if options.format == "csv" else export_json
    with _diary(options.database) as diary:
        written = export(diary, options.output, options.first, options.last)
    _print_lines(f"Wrote {path}" for path in written)
    return 0


def _week(options: argparse.Namespace) -> int:
    from tracker.analysis.weeks import parse_week, week_of, weeks
    from tracker.catalogue import strengthening

    if options.week and (options.first or options.last):
        options.wrong("give either --week or --from and --to")
    _check_range(options)
    with _diary(options.database) as diary:
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
    if options.json:
        _print_json({"weeks": [_week_record(week) for week in found]})
    else:
        _print_lines(_week_words(found))
    return 0


def _exercises(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from tracker.catalogue import exercises, find_exercise

    chosen = list(exercises())
    if options.name is not None:
        found = find_exercise(options.name)
        if found is None:
            names = ", ".join(exercise.name for exercise in chosen)
            return _refuse(f"The library has no exercise called '{options.name}'. It has {names}.")
        chosen = [found]
    if options.json:
        _print_json({"exercises": [asdict(exercise) for exercise in chosen]})
    elif options.name is None:
        width = max(len(exercise.name) for exercise in chosen)
        _print_lines(f"{e.name:<{width}}  {e.kind:<13}  {e.region}" for e in chosen)
    else:
        _print_lines(_exercise_words(chosen[0]))
    return 0


def _import_words(plan: Preview, dry_run: bool) -> Iterator[str]:
    yield f"{'Would add' if dry_run else 'Added'} {plan.added}, " + (
        f"{'update' if dry_run else 'updated'} {plan.updated}; {plan.unchanged} unchanged."
    )
    for update in plan.updates[:SHOWN]:
        changes = "; ".join(
            f"{d.field}: {_shown(d.stored)} -> {_shown(d.file)}" for d in update.differences
        )
        yield f"  {update.file}, row {update.row}, {update.before.date}: {changes}"
    if plan.updated > SHOWN:
        yield f"  and {plan.updated - SHOWN} more"


def _shown(value: object) -> str:
    match value:
        case None | "" | ():
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(value)
    words = " ".join(str(value).split())
    return words if len(words) <= 40 else f"{words[:39]}…"


def _week_record(week: Week) -> dict[str, object]:
    return {
        "week": week.name,
        "start": week.start.isoformat(),
        "end": week.end.isoformat(),
        "days_logged": week.days_logged,
        "moderate_minutes": week.moderate_minutes,
        "vigorous_minutes": week.vigorous_minutes,
        "light_minutes": week.light_minutes,
        "active_minutes": week.active_minutes,
        "minutes_goal": week.minutes_goal,
        "minutes_state": week.minutes_state.value,
        "strength_days": week.strength_days,
        "strength_goal": week.strength_goal,
        "strength_state": week.strength_state.value,
        "pain_mean": week.pain_mean,
        "pain_days": week.pain_days,
    }


def _week_words(found: Sequence[Week]) -> Iterator[str]:
    titles = ("Week", "Days", "Logged", "Active minutes", "Strength days", "Pain on average")
    rows = [titles]
    for week in found:
        pain = "nothing logged"
        if week.pain_mean is not None:
            pain = f"{week.pain_mean:.1f} ({week.pain_days} of 7 days)"
        rows.append(
            (
                week.name,
                f"{week.start} to {week.end}",
                f"{week.days_logged} of 7",
                f"{week.active_minutes} of {week.minutes_goal}, {week.minutes_state}",
                f"{week.strength_days} of {week.strength_goal}, {week.strength_state}",
                pain,
            )
        )
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip()


def _exercise_words(exercise: Exercise) -> Iterator[str]:
    yield f"{exercise.name} ({exercise.kind}, {exercise.region})"
    if exercise.other_names:
        yield f"Also called: {', '.join(exercise.other_names)}"
    yield f"Position: {exercise.position}"
    if exercise.equipment:
        yield f"You need: {', '.join(exercise.equipment)}"
    for number, step in enumerate(exercise.steps, start=1):
        yield f"{number}. {step}"
    for caution in exercise.cautions:
        yield f"Take care: {caution}"
    if exercise.progression:
        yield f"Later: {exercise.progression}"
    for dose in exercise.doses:
        yield f"How much: {dose.words} ({dose.source.title})"
    yield f"From: {'; '.join(source.title for source in exercise.sources)}"


@contextmanager
def _diary(database: str | None) -> Iterator[Diary]:
    from tracker.store import open_store

    store = open_store(database)
    try:
        yield store.first_diary(_newcomer())
    finally:
        store.close()


def _newcomer(name: str = "") -> Person:
    """Somebody who begins a diary, in this computer's time zone."""
    from tzlocal import get_localzone_name

    from tracker.model import InvalidValue, Person

    try:
        return Person(name, get_localzone_name() or "UTC")
    except (InvalidValue, LookupError, ValueError, OSError):  # a computer set up unusually
        return Person(name)


def _explained(error: Exception) -> str:
    """What to tell about an error: its own words where they are meant for a person."""
    from tracker.exchange.entries import Refused
    from tracker.log import log_failure
    from tracker.store import StoreError

    if isinstance(error, (StoreError, Refused)):
        return str(error)
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return f"{error.filename}: {error.strerror}. Nothing was changed."
    words = "Something went wrong that should not have. Everything saved before is kept."
    try:
        path = log_failure(error)
    except OSError:
        return f"{words} It could not be noted in the log file."
    return f"{words} Where it happened is noted, without anything from your diary, in {path}"


def _progress(label: str) -> Progress | None:
    """Report on stderr what takes over a second, where somebody is looking."""
    if not sys.stderr.isatty():
        return None
    begun = time.monotonic()
    shown = -1

    def report(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // max(total, 1)
        if percent == shown or time.monotonic() - begun < 1:
            return
        shown = percent
        sys.stderr.write(f"\r{label} {percent:3} %" + ("\n" if done >= total else ""))
        sys.stderr.flush()

    return report


def _check_range(options: argparse.Namespace) -> None:
    if options.first and options.last and options.first > options.last:
        options.wrong("--from lies after --to")


def _day(text: str) -> date:
    try:
        if len(text) == len("2026-11-21"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!r} is no date. Write it as 2026-11-21.")


def _week_name(text: str) -> str:
    from tracker.analysis.weeks import parse_week
    from tracker.model import WeekStart

    try:
        parse_week(text, WeekStart.MONDAY)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is no port. Ports are 1 to 65535.")
    return int(text)


def _say_rejected(rejected: Sequence[Rejected]) -> None:
    for refusal in rejected[:SHOWN]:
        _say(f"Not imported: {refusal}")
    if len(rejected) > SHOWN:
        _say(f"Not imported: {len(rejected) - SHOWN} more; --json lists them all.")


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, indent=2) + "\n")


def _print_lines(lines: Iterator[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def _refuse(words: str) -> int:
    _say(words)
    return 1


if __name__ == "__main__":
    sys.exit(main())
