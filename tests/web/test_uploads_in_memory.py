"""What a browser sends stays in memory while it is received."""

import tempfile
from typing import Any

import pytest
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.types import Message

from tests.running import outcome
from tracker.web import server

NOTE = b"date,pain,note\n2026-03-01,4,nobody should read this\n"
BOUNDARY = "----a"
PART = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'
BODY = PART.encode() + NOTE + b" " * 5_000_000 + f"\r\n--{BOUNDARY}--\r\n".encode()


def test_an_upload_of_several_megabytes_never_becomes_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> Any:
        raise AssertionError("an upload was written to the disk")

    async def receive() -> Message:
        return {"type": "http.request", "body": BODY, "more_body": False}

    async def upload() -> bytes:
        async with server.lifespan(None):  # type: ignore[arg-type]
            monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
            kind = f"multipart/form-data; boundary={BOUNDARY}".encode()
            headers = [(b"content-type", kind)]
            form = await Request({"type": "http", "headers": headers}, receive).form()
            file = form["f"]
            assert isinstance(file, UploadFile)
            return await file.read()

    for name in ("keep_copies", "warm_up"):
        monkeypatch.setattr(server, name, lambda *_: None)
    assert outcome(upload()).startswith(NOTE)
