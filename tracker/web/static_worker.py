"""The service worker that keeps the program's files, and the list of them.

One of them is the page that is shown for any screen where nobody answers.
"""

import json
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from tracker.web.own_files import FOLDER, HERE, OwnFile
from tracker.web.packed_answer import PackedAnswer, packed_answer

LIST_PATH = f"{FOLDER}files.json"
PATH = "/worker.js"  # beside the screens: it may then answer for all that lies beneath
_SCRIPT = (HERE / "worker.js").read_text(encoding="utf-8")
_ASKED_FOR_ANEW = {"cache-control": "no-cache"}


def file_list(own: Iterable[OwnFile], theirs: Iterable[Path], front_end: Path) -> list[str]:
    """The paths of all that screens are drawn with: our files, and some of Streamlit's."""
    paths = (f"/{file.relative_to(front_end).as_posix()}" for file in theirs)
    return sorted({*(file.path for file in own), *paths})


def version(paths: list[str]) -> str:
    """What changes when any file does: the name of each changes with its contents."""
    served = "\n".join((*paths, _SCRIPT))
    return blake2b(served.encode(), digest_size=8).hexdigest()


def worker(paths: list[str], offline: str, screens: Iterable[str]) -> PackedAnswer:
    """The worker of this version; a browser asks for it anew with every visit.

    `paths` are those of all files, `offline` that of the page without a connection, `screens` the
    names that are asked for by a person who opens one.
    """
    lines = (
        f"const CACHE = {json.dumps(f'backbeat-{version(paths)}')};",
        f"const FILES = {json.dumps(paths)};",
        f"const OFFLINE = {json.dumps(offline)};",
        f"const SCREENS = {json.dumps([f'/{screen}' for screen in screens])};",
        _SCRIPT,
    )
    return packed_answer("\n".join(lines).encode(), "text/javascript", _ASKED_FOR_ANEW)


def listed(paths: list[str]) -> PackedAnswer:
    """The list for a browser that may not have a service worker."""
    return packed_answer(json.dumps(paths).encode(), "application/json", _ASKED_FOR_ANEW)
