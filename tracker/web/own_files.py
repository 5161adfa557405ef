"""Our own files that a browser keeps for ever: the name of each changes with its contents."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

FOLDER = "/static/backbeat/"  # the same for everybody: nobody's diary is in any of them
KEPT = "public, immutable, max-age=31536000"
HERE = Path(__file__).parent


@dataclass(frozen=True)
class OwnFile:
    """A file as it is sent; `name` is what it is called here, `path` what it is asked for by."""

    name: str
    media_type: str
    body: bytes

    @cached_property
    def path(self) -> str:
        """Its path on the server, with a digest of its contents."""
        stem, _, kind = self.name.rpartition(".")
        return f"{FOLDER}{stem}.{blake2b(self.body, digest_size=8).hexdigest()}.{kind}"

    @property
    def link(self) -> str:
        """Its address from any screen, wherever the server is mounted."""
        return f".{self.path}"

    @cached_property
    def compressed(self) -> bytes:
        """The body, gzipped as small as it gets: that happens once."""
        return gzip.compress(self.body, 9, mtime=0)


def script(name: str) -> OwnFile:
    """A script of this room."""
    return OwnFile(name, "text/javascript", (HERE / name).read_bytes())


def style_sheet(rules: str) -> OwnFile:
    """The rules of every screen."""
    return OwnFile("style.css", "text/css", rules.encode())


def day_script(text: str) -> OwnFile:
    """The script of the day that comes with the check-in's page."""
    return OwnFile("day.js", "text/javascript", text.encode())


THEME = script("theme.js")
CONNECTION = script("connection.js")
PAGE = script("page.js")
LOADING = script("loading.js")
SCRIPTS = (THEME, CONNECTION, PAGE, LOADING)


def answer(files: Iterable[OwnFile], scope: Scope) -> Response:
    """One of the files, compressed where that is understood; 404 for a name of another version."""
    for file in files:
        if file.path == scope["path"]:
            break
    else:
        return PlainTextResponse("There is nothing here.", status_code=404)
    headers = {"cache-control": KEPT, "vary": "Accept-Encoding"}
    readable = "gzip" in Headers(scope=scope).get("accept-encoding", "")
    if not readable or file.media_type.startswith("font/"):  # which are packed already
        return Response(file.body, media_type=file.media_type, headers=headers)
    headers["content-encoding"] = "gzip"
    return Response(file.compressed, media_type=file.media_type, headers=headers)
