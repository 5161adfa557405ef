"""Opening a browser at a secret address, without an argument that other accounts can read."""

import os
import sys
import time
import webbrowser
from contextlib import suppress
from html import escape
from pathlib import Path
from secrets import token_hex

from tracker.identity.access import TICKET_LIFETIME
from tracker.places import data_folder, make_private

_NAME = "backbeat-open"
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={address}">
<title>Backbeat</title>
<p><a href="{address}">Open Backbeat</a></p>
"""
_SNAPS = ("firefox", "chromium", "brave", "opera")


def has_screen() -> bool:
    """Whether a browser would open in a window, not in this terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_browser(address: str, port: int) -> bool:
    """Open the user's browser at an address, by a file that only they can read.

    False where no browser was opened.
    """
    try:
        file = redirect_file(address, port)
    except OSError:
        return False
    if webbrowser.open(file.as_uri()):
        return True
    file.unlink(missing_ok=True)
    return False


def remove_redirects(port: int, older: float = 0.0) -> None:
    """Delete the pages that led to the server on a port, and are `older` in seconds."""
    with suppress(OSError):
        for file in _visible_folder().glob(f"{_NAME}-{port}-*.html"):
            if time.time() - file.stat().st_mtime >= older:
                file.unlink(missing_ok=True)


def redirect_file(address: str, port: int) -> Path:
    """A page that leads to an address, readable for its owner alone. Raises OSError."""
    remove_redirects(port, TICKET_LIFETIME)
    file = _visible_folder() / f"{_NAME}-{port}-{token_hex(8)}.html"
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as page:
        page.write(_PAGE.format(address=escape(address)))
    return file


def _visible_folder() -> Path:
    """The user's data folder; for a browser in a snap, which sees no hidden one, their home."""
    if any(Path("/snap/bin", name).exists() for name in _SNAPS):
        return Path.home()
    return make_private(data_folder())
