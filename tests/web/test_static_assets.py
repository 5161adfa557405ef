"""The files a browser loads before any screen."""

import asyncio
import gzip
import json
import re
import threading
from typing import Any

import pytest
from starlette.responses import FileResponse, HTMLResponse
from starlette.types import Message, Scope

from tests.running import Server
from tests.web.requests import ask
from tracker.identity.identity import THIS_COMPUTER
from tracker.web import own_files, packed_answer
from tracker.web.asking import with_identity
from tracker.web.static_assets import Outbox, SeenAtOnce, StaticAssets
from tracker.web.streamlit_changes import front_end_folder

GZIP = {"Accept_Encoding": "gzip, deflate, br"}


@pytest.fixture(scope="module")
def script(server: Server) -> str:
    """The path of the front end's largest script."""
    found = re.search(rb"static/js/index\.[\w-]+\.js", ask(server, "/").body)
    assert found
    return f"/{found[0].decode()}"


@pytest.mark.parametrize("path", ["/", "/days", "/no/such/page"])
def test_the_page_is_ours_in_name_language_and_icon(server: Server, path: str) -> None:
    answer = ask(server, path)
    text = answer.body.decode()
    assert answer.status == 200
    assert '<html lang="en">' in text
    assert "<title>Backbeat</title>" in text
    assert 'href="./icon.svg"' in text
    assert 'href="./manifest.webmanifest"' in text
    assert "Streamlit app" not in text
    assert answer.headers["cache-control"] == ("no-store" if path == "/" else "no-cache")
    assert int(answer.headers["content-length"]) == len(answer.body)


def test_the_page_runs_no_inline_script(server: Server) -> None:
    assert not re.search(rb"<script(?![^>]*\bsrc=)", ask(server, "/").body)


def test_the_page_s_header_alone_can_be_asked_for(server: Server) -> None:
    answer = ask(server, "/", method="HEAD")
    assert answer.body == b""
    assert answer.headers["content-length"] == ask(server, "/").headers["content-length"]


def test_scripts_travel_compressed_and_arrive_the_same(server: Server, script: str) -> None:
    plain, first, second = (
        ask(server, script),
        ask(server, script, **GZIP),
        ask(server, script, **GZIP),
    )
    assert "content-encoding" not in plain.headers
    assert first.headers["content-encoding"] == "gzip"
    assert first.headers["content-type"] == plain.headers["content-type"]
    assert gzip.decompress(first.body) == plain.body
    assert second == first or second.body == first.body
    assert len(first.body) < 0.4 * len(plain.body)


@pytest.fixture(scope="module")
def reworded() -> str:
    """The path of the script that says how a file is chosen."""
    (path,) = (front_end_folder() / "static" / "js").glob("FileUploader.*.js")
    return f"/static/js/{path.name}"


@pytest.mark.parametrize("encoding", ["gzip, br", "identity"])
def test_a_file_is_chosen_in_our_words(server: Server, reworded: str, encoding: str) -> None:
    answer = ask(server, reworded, Accept_Encoding=encoding)
    packed = answer.headers.get("content-encoding") == "gzip"
    assert packed == ("gzip" in encoding)
    assert int(answer.headers["content-length"]) == len(answer.body)
    text = (gzip.decompress(answer.body) if packed else answer.body).decode()
    assert "`Choose a file`" in text
    assert "`Choose a folder`" in text
    assert "`Upload" not in text


def test_words_of_ours_that_change_are_seen_by_who_has_the_old_ones(
    server: Server, reworded: str
) -> None:
    """The script's name is Streamlit's and stays, so that nothing may be kept unasked."""
    answer = ask(server, reworded, **GZIP)
    assert answer.headers["cache-control"] == "no-cache"
    known = ask(server, reworded, If_None_Match=answer.headers["etag"], **GZIP)
    assert (known.status, known.body) == (304, b"")
    file = front_end_folder() / reworded[1:]
    theirs = FileResponse(file, stat_result=file.stat()).headers["etag"]
    assert ask(server, reworded, If_None_Match=theirs, **GZIP).status == 200


def test_caches_tell_the_compressed_script_from_the_plain_one(server: Server, script: str) -> None:
    for answer in (ask(server, script), ask(server, script, **GZIP)):
        assert answer.headers["vary"] == "Accept-Encoding"
        assert "immutable" in answer.headers["cache-control"]


def test_a_script_that_is_still_known_is_not_sent_again(server: Server, script: str) -> None:
    known = ask(server, script, **GZIP).headers["etag"]
    again = ask(server, script, If_None_Match=known, **GZIP)
    assert again.status == 304
    assert again.body == b""


def test_part_of_a_script_is_sent_as_it_is(server: Server, script: str) -> None:
    part = ask(server, script, Range="bytes=0-9", **GZIP)
    assert part.status == 206
    assert part.body == ask(server, script).body[:10]


def test_a_script_that_does_not_exist_is_answered_by_the_page(server: Server) -> None:
    assert b"<title>Backbeat</title>" in ask(server, "/static/js/none.js").body


def test_a_phone_can_put_it_on_its_home_screen(server: Server) -> None:
    answer = ask(server, "/manifest.webmanifest")
    manifest = json.loads(answer.body)
    assert answer.headers["content-type"] == "application/manifest+json"
    assert manifest["name"] == "Backbeat"
    assert manifest["display"] == "standalone"
    for icon in manifest["icons"]:
        shown = ask(server, icon["src"].removeprefix("."))
        assert shown.status == 200
        assert shown.headers["content-type"] == icon["type"]


class Sent:
    """What one request to the middleware is answered, and on which thread it was compressed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.compressed_on: list[int] = []
        self.bodies: list[bytes] = []
        compress = packed_answer.gzip.compress

        def noted(*given: Any, **options: Any) -> bytes:
            self.compressed_on.append(threading.get_ident())
            return compress(*given, **options)

        monkeypatch.setattr(packed_answer.gzip, "compress", noted)

    def ask(self, paths: list[str]) -> None:
        """Ask for paths, one after the other, on this thread's event loop."""
        page = HTMLResponse("<html></html>")
        day = SeenAtOnce("day.js", "", lambda visit: "")
        assets = StaticAssets(page, "", {"": day}, Outbox("", "", str))

        async def ask_all() -> None:
            for path in paths:
                asked = with_identity(scope(path), THIS_COMPUTER)
                await assets(asked, self._receive, self._send)

        asyncio.run(ask_all())

    async def _receive(self) -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.body":
            self.bodies.append(message["body"])


def scope(path: str) -> Scope:
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"accept-encoding", b"gzip")],
    }


def test_a_file_and_a_page_are_compressed_once_and_beside_what_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = Sent(monkeypatch)
    paths = ["/week", "/worker.js", own_files.THEME.path]
    sent.ask([*paths, *paths])
    assert len(sent.compressed_on) == len(paths)
    assert threading.get_ident() not in sent.compressed_on
    assert sent.bodies[: len(paths)] == sent.bodies[len(paths) :]
    assert b"<title>Backbeat</title>" in gzip.decompress(sent.bodies[0])


def test_the_check_in_is_made_anew_each_time_and_beside_what_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = Sent(monkeypatch)
    sent.ask(["/", "/"])
    assert len(sent.compressed_on) == 3, "once without a day, then with each"
    assert threading.get_ident() not in sent.compressed_on
