"""The command line: `backbeat <verb>`.

Exit code 0: done. 1: refused or partly refused, with a message on stderr.
2: wrong usage. With `--json`, stdout holds one JSON object and nothing else.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from tracker.cli.output import refuse
from tracker.cli.passphrases import keep_out_of_sight
from tracker.cli.usage import parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code."""
    options = parser().parse_args(
        arguments, argparse.Namespace(database=None, port=None, no_browser=False)
    )
    keep_out_of_sight(options.database)
    try:
        with _end_on_signals():
            code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # such as `backbeat week | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return refuse("Stopped. What was not finished was not saved.")
    except Exception as error:  # nobody is shown a traceback
        return refuse(_explained(error))
    return code


def _explained(error: Exception) -> str:
    """What to tell about an error: its own words where they are meant for a person."""
    from tracker.files.errors import FileError
    from tracker.files.toml import LibraryError
    from tracker.log import log_failure
    from tracker.store import StoreError

    if isinstance(error, LibraryError):
        return f"The exercise library has a mistake. {error}"
    if isinstance(error, (StoreError, FileError)):
        return str(error)
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return f"{error.filename}: {error.strerror}. Nothing was changed."
    if isinstance(error, OSError) and error.strerror:
        return f"Could not write here: {error.strerror}."
    words = "Something went wrong that should not have. Everything saved before is kept."
    try:
        path = log_failure(error)
    except OSError:
        return f"{words} It could not be noted in the log file."
    return f"{words} Where it happened is noted, without anything from your diary, in {path}"


# -- being asked to end: by the system, by a closed terminal, by Ctrl+C, all the same way


@contextmanager
def _end_on_signals() -> Iterator[None]:
    """While a verb runs, whoever ends it lets it close its files: KeyboardInterrupt."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _HANDLERS}
    ours = [number for number, handler in before.items() if handler is not signal.SIG_IGN]
    for number in ours:  # what nohup has it ignore stays ignored
        signal.signal(number, _HANDLERS[number])
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, before[number])


def _stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _hang_up(*_: object) -> None:
    signal.raise_signal(signal.SIGTERM)  # which a running server knows to end by


_HANDLERS: dict[int, Any] = {signal.SIGTERM: _stop}
if hasattr(signal, "SIGHUP"):  # Windows has none
    _HANDLERS[signal.SIGHUP] = _hang_up
