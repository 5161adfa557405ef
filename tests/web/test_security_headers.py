"""What every answer carries, and who gets none."""

import pytest

from tests.running import Server
from tests.web.requests import ask, open_socket
from tracker.web.security_headers import content_policy

PATHS = ("/", "/trends", "/icon.svg", "/_stcore/health", "/_stcore/metrics", "/media/none.csv")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_safe_headers(server: Server, path: str) -> None:
    headers = ask(server, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "microphone=()" in headers["permissions-policy"]
    assert headers["content-security-policy"] == content_policy(f"localhost:{server.port}")
    assert "server" not in headers


def test_a_refusal_carries_the_safe_headers_too_and_repeats_no_foreign_name(server: Server) -> None:
    answer = ask(server, "/", Host="evil.example")
    assert answer.headers["x-frame-options"] == "DENY"
    assert "evil" not in answer.headers["content-security-policy"]


def test_scripts_run_from_this_server_alone() -> None:
    policy = dict(part.split(" ", 1) for part in content_policy("localhost:8501").split("; "))
    assert policy["script-src"] == "'self' blob:"
    assert policy["connect-src"] == "'self' ws://localhost:8501 wss://localhost:8501"
    assert policy["object-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == policy["base-uri"] == policy["default-src"] == "'self'"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8501", "127.0.0.1:1", "[::1]:8501"])
def test_this_machine_s_own_names_are_answered(server: Server, host: str) -> None:
    assert ask(server, "/", Host=host).status == 200
    assert open_socket(server, Host=host) == 101


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "a@localhost", ""]
)
def test_any_other_name_is_refused_on_the_page_and_on_the_websocket(
    server: Server, host: str
) -> None:
    assert ask(server, "/", Host=host).status == 421
    assert ask(server, "/static/js/none.js", Host=host, Accept_Encoding="gzip").status == 421
    assert open_socket(server, Host=host) == 403


def test_a_page_of_another_origin_opens_no_websocket(server: Server) -> None:
    assert open_socket(server, Origin="https://evil.example") == 403
    assert open_socket(server, Origin="http://localhost:1") == 403, "another program's page"
    assert open_socket(server, Origin="null") == 403
    assert open_socket(server, Origin=server.address) == 101


def test_a_page_of_another_origin_sends_nothing(server: Server) -> None:
    path = "/_stcore/upload_file/a/b"
    for method in ("PUT", "POST", "DELETE"):
        assert ask(server, path, method=method, Origin="http://localhost:1").status == 403


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/script-health-check",
    ],
)
def test_doors_for_programs_are_shut(server: Server, path: str) -> None:
    assert ask(server, path).status == 404
    assert ask(server, path, method="POST").status == 404


def test_what_a_person_downloads_is_kept_by_no_cache(server: Server) -> None:
    assert ask(server, "/media/none.csv").headers["cache-control"] == "no-store"
