"""Being asked to end: by the system, by a closed terminal, by Ctrl+C, all the same way."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn


@contextmanager
def end_on_signals() -> Iterator[None]:
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
