"""Our own files that a browser keeps for ever: the name of each changes with its contents."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from starlette.responses import Response

from tracker.web.packed_answer import SMALLEST, PackedAnswer, packed_answer

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
        """Its address on a screen's page, which lies beside it wherever the server is mounted."""
        return f".{self.path}"


def script(name: str) -> OwnFile:
    """A script of this room."""
    return OwnFile(name, "text/javascript", (HERE / name).read_bytes())


def style_sheet(rules: str) -> OwnFile:
    """The rules of every screen."""
    return OwnFile("style.css", "text/css", rules.encode())


def made_script(name: str, text: str) -> OwnFile:
    """A script that other rooms have put together."""
    return OwnFile(name, "text/javascript", text.encode())


THEME = script("theme.js")
CONNECTION = script("connection.js")
PAGE = script("page.js")
LOADING = script("loading.js")
FORGET = script("forget.js")
UNSAVED = script("unsaved.js")
LOCK = OwnFile("lock.js", UNSAVED.media_type, script("lock.js").body + UNSAVED.body)
SCRIPTS = (THEME, CONNECTION, PAGE, LOADING)  # of the screens
PAIR_BY_ITSELF = script("pair_by_itself.js")
BESIDE = (FORGET, LOCK, UNSAVED, PAIR_BY_ITSELF)  # of pages that are no screens


def answer(file: OwnFile) -> PackedAnswer:
    """The file as it is sent, compressed as small as it gets; a font is packed already."""
    headers = {"cache-control": KEPT}
    if file.media_type.startswith("font/"):
        font = Response(file.body, media_type=file.media_type, headers=headers)
        return PackedAnswer(font, font)
    return packed_answer(file.body, file.media_type, headers, level=SMALLEST)
