"""Certificates: one of a person's own is looked at before it is used, one made here lasts."""

import os
import shutil
import socket
import ssl
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.cli.running import process
from tests.running import Server
from tests.web.requests import Answer, ask, ask_stranger, open_socket
from tracker.web.https import (
    HERE,
    Certificate,
    CertificateRefused,
    given_certificate,
    made_certificate,
    own_names,
)
from tracker.web.security_headers import is_own_name

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NAMES = [*HERE, "desk", "desk.local", "192.168.1.20"]


@pytest.fixture
def made(tmp_path: Path) -> Certificate:
    return made_certificate(NAMES, tmp_path, NOW)


def shown(certificate: Certificate) -> x509.Certificate:
    return x509.load_pem_x509_certificate(certificate.file.read_bytes())


def authority(certificate: Certificate) -> x509.Certificate:
    assert certificate.authority is not None
    return x509.load_der_x509_certificate(certificate.authority.read_bytes())


# -- made here


def test_it_is_what_an_iphone_takes(made: Certificate) -> None:
    leaf = shown(made)
    lasts = leaf.not_valid_after_utc - leaf.not_valid_before_utc
    assert timedelta(days=800) < lasts <= timedelta(days=825)
    assert leaf.not_valid_before_utc < NOW, "a phone whose clock is behind takes it, too"
    usage = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert set(names.get_values_for_type(x509.DNSName)) == {"localhost", "desk", "desk.local"}
    addresses = set(map(str, names.get_values_for_type(x509.IPAddress)))
    assert addresses == {"127.0.0.1", "::1", "192.168.1.20"}
    leaf.verify_directly_issued_by(authority(made))


def test_the_authority_vouches_for_one_certificate_and_its_key_is_nowhere(
    made: Certificate, tmp_path: Path
) -> None:
    trusted = authority(made)
    basic = trusted.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert (basic.ca, basic.path_length) == (True, 0)
    assert {file.name for file in tmp_path.iterdir()} == {
        *("server.pem", "server.key", "authority.crt"),
    }
    key = serialization.load_pem_private_key(made.key.read_bytes(), None)
    assert key.public_key() != trusted.public_key()
    assert all(file.read_bytes().count(b"PRIVATE KEY") in (0, 2) for file in tmp_path.iterdir())
    assert b"PRIVATE KEY" not in made.file.read_bytes()
    assert stat.S_IMODE(made.key.stat().st_mode) == 0o600


def test_it_is_kept_until_it_is_about_to_end(made: Certificate, tmp_path: Path) -> None:
    before = made.file.read_bytes()
    kept = made_certificate(NAMES, tmp_path, made.ends - timedelta(days=31))
    assert (kept.made, kept.fingerprint) == (False, made.fingerprint)
    assert made.file.read_bytes() == before
    renewed = made_certificate(NAMES, tmp_path, made.ends - timedelta(days=29))
    assert renewed.made
    assert renewed.ends > made.ends
    assert renewed.fingerprint != made.fingerprint, "nobody has the key of the one before"


def test_another_address_has_one_made_that_is_for_the_earlier_ones_too(
    made: Certificate, tmp_path: Path
) -> None:
    office = made_certificate([*HERE, "10.0.0.7"], tmp_path, NOW)
    assert office.made
    assert not made_certificate(NAMES, tmp_path, NOW).made, "back at home it still does"


@pytest.mark.parametrize("lost", ["server.pem", "server.key", "authority.crt"])
@pytest.mark.parametrize("how", ["gone", "broken", "another's"])
def test_where_a_file_of_it_will_not_do_a_new_one_is_made(
    made: Certificate, tmp_path: Path, lost: str, how: str
) -> None:
    file = tmp_path / lost
    if how == "gone":
        file.unlink()
    elif how == "broken":
        file.write_bytes(b"nothing")
    else:
        made_certificate(NAMES, tmp_path / "other", NOW)
        shutil.copy(tmp_path / "other" / lost, file)
    again = made_certificate(NAMES, tmp_path, NOW)
    assert again.made
    shown(again).verify_directly_issued_by(authority(again))


def test_a_key_that_others_could_read_is_used_no_more(made: Certificate, tmp_path: Path) -> None:
    made.key.chmod(0o644)
    assert made_certificate(NAMES, tmp_path, NOW).made


def test_it_is_for_this_computer_and_its_names() -> None:
    names = own_names()
    assert set(HERE) <= set(names)
    assert any(name.endswith(".local") for name in names)


# -- a person's own


def test_a_good_pair_is_taken(made: Certificate) -> None:
    given = given_certificate(made.file, made.key, NOW)
    assert (given.ends, given.authority) == (made.ends, None)


def _other_key(made: Certificate, folder: Path) -> None:
    other = made_certificate(NAMES, folder / "other", NOW)
    shutil.copy(other.key, made.key)


def _locked(made: Certificate, _: Path) -> None:
    key = serialization.load_pem_private_key(made.key.read_bytes(), None)
    made.key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"secret"),
        )
    )


SPOILT: dict[str, tuple[Callable[[Certificate, Path], object], str]] = {
    "no certificate": (lambda made, _: made.file.unlink(), r"server\.pem cannot be read \(No such"),
    "no key": (lambda made, _: made.key.unlink(), r"server\.key cannot be read \(No such"),
    "no PEM": (lambda made, _: made.file.write_bytes(b"\x30\x82"), "BEGIN CERTIFICATE"),
    "no key in it": (lambda made, _: made.key.write_text("key"), "holds no private key"),
    "swapped": (lambda made, _: made.key.write_bytes(made.file.read_bytes()), "no private key"),
    "a passphrase": (_locked, "has a passphrase.*openssl pkey"),
    "another's key": (_other_key, "does not belong to the certificate"),
    "open to all": (lambda made, _: made.key.chmod(0o644), "chmod 600"),
    "open to a group": (lambda made, _: made.key.chmod(0o640), "chmod 600"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_one_that_cannot_be_used_is_refused_in_words(
    made: Certificate, tmp_path: Path, what: str
) -> None:
    spoil, words = SPOILT[what]
    spoil(made, tmp_path)
    with pytest.raises(CertificateRefused, match=words) as refused:
        given_certificate(made.file, made.key, NOW)
    assert "Nothing was started." in str(refused.value)


def test_one_that_has_ended_or_not_begun_is_refused(made: Certificate) -> None:
    with pytest.raises(CertificateRefused, match=r"ended on 2028-06-02.*Renew it"):
        given_certificate(made.file, made.key, made.ends + timedelta(seconds=1))
    with pytest.raises(CertificateRefused, match=r"begins on 2026-02-28 only.*clock"):
        given_certificate(made.file, made.key, NOW - timedelta(days=2))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_key_that_may_not_be_read_is_told(made: Certificate) -> None:
    made.key.chmod(0)
    with pytest.raises(CertificateRefused, match="Permission denied"):
        given_certificate(made.file, made.key, NOW)


@pytest.mark.parametrize(
    ("host", "always"),
    [
        ("diary.example.org:8501", True),
        ("diary.example.org", True),
        ("localhost:8501", False),
        ("desk.local:8501", False),
        ("desk:8501", False),
        ("192.168.1.20:8501", False),
        ("[::1]:8501", False),
        ("", False),
    ],
)
def test_always_https_is_said_of_a_name_of_ones_own_in_the_world(host: str, always: bool) -> None:
    """Of localhost it would shut every other program of this computer out of the browser."""
    assert is_own_name(host) is always


# -- served


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("https")
    with Server(
        f"sqlite:///{folder / 'diary.sqlite'}",
        "--https",
        environment={"XDG_DATA_HOME": str(folder)},
    ) as running:
        yield running


def test_who_trusts_the_authority_opens_it_without_a_warning(secure: Server) -> None:
    trusted = (secure.data / "https" / "authority.crt").read_bytes()
    trusting = ssl.create_default_context(cadata=trusted)
    trusting.verify_flags |= ssl.VERIFY_X509_STRICT
    for name in HERE:
        with (
            socket.create_connection(("localhost", secure.port), 30) as line,
            trusting.wrap_socket(line, server_hostname=name) as spoken,
        ):
            assert spoken.version() == "TLSv1.3"
    with socket.create_connection(("localhost", secure.port), 30) as line:
        everybodys = ssl.create_default_context()
        with pytest.raises(ssl.SSLCertVerificationError):
            everybodys.wrap_socket(line, server_hostname="localhost")


def test_an_old_protocol_and_plain_http_get_no_answer(secure: Server) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    with socket.create_connection(("localhost", secure.port), 30) as line:
        spoken = old.wrap_socket(line)
        assert spoken.cipher()[0].startswith("ECDHE-ECDSA-AES")  # type: ignore[index]
        assert "GCM" in spoken.cipher()[0]  # type: ignore[index]
        spoken.close()
    with socket.create_connection(("localhost", secure.port), 30) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(1000)[:4] != b"HTTP"


def beside(server: Server, path: str) -> Answer:
    """What the page beside a server answers, over plain http."""
    connection = HTTPConnection("localhost", server.port + 1, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    headers = {name.lower(): value for name, value in response.getheaders()}
    answer = Answer(response.status, headers, response.read())
    connection.close()
    return answer


def test_a_page_beside_it_gives_the_authority_and_tells_how_to_trust_it(secure: Server) -> None:
    page = beside(secure, "/")
    words = unescape(page.body.decode())
    assert page.status == 200
    for told in ("iPhone", "Android", "Certificate Trust Settings", "Install anyway", "undo"):
        assert told in words
    assert words.count("<svg") >= 8
    assert "<script" not in words
    assert f"https://localhost:{secure.port}" in words
    given = beside(secure, "/backbeat.crt")
    assert given.headers["content-type"] == "application/x-x509-ca-cert"
    trusted = x509.load_der_x509_certificate(given.body)
    assert trusted.fingerprint(hashes.SHA256()).hex(":").upper() in words
    assert beside(secure, "/week").status == 404, "nothing of a diary is there"


def test_the_terminal_says_where_and_what_to_compare(tmp_path: Path) -> None:
    with Server(
        f"sqlite:///{tmp_path / 'diary.sqlite'}",
        "--https",
        environment={"XDG_DATA_HOME": str(tmp_path)},
    ) as running:
        said = [running.says() for _ in range(5)]
        trusted = x509.load_der_x509_certificate(
            (running.data / "https" / "authority.crt").read_bytes()
        )
        assert said[0].startswith(f"Backbeat is open at https://localhost:{running.port}/enter/")
        assert f"http://localhost:{running.port + 1}/" in said[3]
        assert trusted.fingerprint(hashes.SHA256()).hex(":").upper() in said[4]
        opened = process(
            *("open", "--no-browser", "--port", running.port), XDG_DATA_HOME=str(tmp_path)
        )
        assert opened.stdout.startswith(f"https://localhost:{running.port}/enter/")
        assert ask_stranger(running, urlsplit(opened.stdout.strip()).path).status == 303


def test_a_phone_finds_the_page_and_the_diary_at_the_address_of_the_network(
    tmp_path: Path,
) -> None:
    address = "127.0.0.7"  # which stands for one of the home's network
    with Server(
        f"sqlite:///{tmp_path / 'diary.sqlite'}",
        *("--https", "--phone", address),
        environment={"XDG_DATA_HOME": str(tmp_path)},
    ) as running:
        said = [running.says() for _ in range(6)]
        assert said[5] == (
            f"Do that first on each phone, at http://{address}:{running.port + 1}/\n"
        )
        connection = HTTPConnection(address, running.port + 1, timeout=30)
        connection.request("GET", "/")
        assert f"https://{address}:{running.port}" in connection.getresponse().read().decode()
        connection.close()
        trusting = ssl.create_default_context(
            cadata=(running.data / "https" / "authority.crt").read_bytes()
        )
        phone = HTTPSConnection(address, running.port, timeout=30, context=trusting)
        phone.request("GET", "/icon.svg")
        assert phone.getresponse().status == 200
        phone.close()


def test_a_pair_of_ones_own_is_served_and_a_bad_one_starts_nothing(
    tmp_path: Path, sqlite_url: str
) -> None:
    own = made_certificate(HERE, tmp_path)
    pair = ("--certificate", str(own.file), "--key", str(own.key))
    with Server(sqlite_url, *pair) as running:
        assert ask(running, "/week").status == 200
        shown_there = ssl.get_server_certificate(("localhost", running.port), timeout=30)
        assert x509.load_pem_x509_certificate(shown_there.encode()) == shown(own)
        with pytest.raises(ConnectionRefusedError):
            beside(running, "/")
    own.key.chmod(0o644)
    refused = process("run", "--no-browser", *pair)
    assert (refused.returncode, "chmod 600" in refused.stderr) == (1, True)
    half = process("run", "--no-browser", *pair[:2])
    assert (half.returncode, "--key" in half.stderr) == (2, True)


def test_the_cookie_and_streamlits_own_are_secure_and_the_screens_open(secure: Server) -> None:
    answer = ask(secure, "/week")
    given = answer.headers["set-cookie"].splitlines()
    assert len(given) >= 2
    assert all("; Secure" in one for one in given), given
    assert "strict-transport-security" not in answer.headers, "not of localhost"
    assert open_socket(secure, Origin=secure.address) == 101
    assert open_socket(secure, Origin=f"https://localhost:{secure.port + 1}") == 403
    assert ask_stranger(secure, "/week").status == 403
