"""Certificates for https: a person's own, or one that is made here for this computer.

For one made here an authority is made, too, which a phone comes to trust. Its key is
forgotten as soon as it has signed: nobody can make another certificate that the phone would
believe, not even this computer.
"""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from tracker.files.atomic import write_all
from tracker.places import data_folder, make_private

if TYPE_CHECKING:  # loaded where it is needed: https is an option
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

LASTS = timedelta(days=825)  # at most, else an iPhone refuses it
RENEWED = timedelta(days=30)  # before its end
SLOW_CLOCKS = timedelta(days=1)  # of phones: it holds from before it was made
CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"  # of TLS 1.2; those of 1.3 are all good
HERE = ("localhost", "127.0.0.1", "::1")
NAME_SETTING, NO_NAME = "BACKBEAT_NAME", "no"  # of the environment
_PART = 50  # letters of a part of a name at most; with what stands before it DNS takes 63
_FILE, _KEY, _AUTHORITY = "server.pem", "server.key", "authority.crt"

_UNREADABLE = "{file} cannot be read ({why}). Nothing was started. Name a file that you may read."
_NO_CERTIFICATE = (
    "{file} holds no certificate in PEM form, which begins with -----BEGIN CERTIFICATE-----."
    " Nothing was started. Name the file of the whole chain, the server's own first."
)
_NO_KEY = (
    "{file} holds no private key in PEM form. Nothing was started. Name the key that belongs to"
    " the certificate."
)
_LOCKED_KEY = (
    "The key {file} has a passphrase, which nobody could type each time. Nothing was started."
    " Write it without one: openssl pkey -in {file} -out server.key"
)
_NO_PAIR = (
    "The key {key} does not belong to the certificate {file}. Nothing was started. Name the two"
    " that were made together."
)
_ENDED = "The certificate {file} ended on {day:%Y-%m-%d}. Nothing was started. Renew it."
_NOT_BEGUN = (
    "The certificate {file} begins on {day:%Y-%m-%d} only. Nothing was started. Check this"
    " computer's clock."
)
_OPEN_KEY = (
    "The key {file} can be read by others on this computer. Nothing was started. Close it to"
    " them: chmod 600 {file}"
)
_UNUSABLE = (
    "{file} and {key} cannot be used for https ({why}). Nothing was started. Have them made again."
)


class CertificateRefused(Exception):
    """A certificate or key cannot be used; the message says which, why and what to do."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a server shows: the files of its certificate and of its key, and when it ends.

    `names` are the host names and addresses that it is for; `*.` stands for any first part.
    `authority` is the file that a phone has to trust before it trusts this one, with its
    SHA-256 fingerprint; None for a certificate of the person's own. `made` says whether it was
    made just now.
    """

    file: Path
    key: Path
    ends: datetime
    names: frozenset[str]
    authority: Path | None = None
    fingerprint: str = ""
    made: bool = False

    @property
    def settings(self) -> dict[str, str]:
        """Streamlit's settings, by which the whole server goes."""
        return {"server.sslCertFile": str(self.file), "server.sslKeyFile": str(self.key)}


def scheme() -> str:
    """How this process's server is addressed: https, or http."""
    return "https" if st.get_option("server.sslCertFile") else "http"


def name_on_the_network() -> str | None:
    """What Backbeat on this computer is called in its network; None where a person wants no name.

    It has the computer's own name in it, unless BACKBEAT_NAME says another.
    """
    chosen = os.environ.get(NAME_SETTING, "")
    if chosen.lower() == NO_NAME:
        return None
    return f"{_as_part(chosen) or f'backbeat-{_computer_name()}'}.local"


def own_names() -> list[str]:
    """What this computer is called at home: localhost, its name, and those that mDNS has."""
    name, announced = _computer_name(), name_on_the_network()
    names = [*HERE, name, f"{name}.local", *([announced] if announced else [])]
    return list(dict.fromkeys(names))


def _computer_name() -> str:
    return _as_part(socket.gethostname().partition(".")[0]) or "localhost"


def _as_part(name: str) -> str:
    """A name as a part of host names; empty where it can be none."""
    part = name.lower().strip("-")[:_PART]
    return part if part.isascii() and part.replace("-", "").isalnum() else ""


def given_certificate(file: Path, key: Path, now: datetime | None = None) -> Certificate:
    """A person's own certificate, looked at before anything is started with it.

    Raises :class:`CertificateRefused`.
    """
    chain, private = _read_chain(file), _read_key(key)
    now = now or datetime.now(UTC)
    _check_pair(file, key, chain[0], private)
    if chain[0].not_valid_after_utc <= now:
        raise CertificateRefused(_ENDED.format(file=file, day=chain[0].not_valid_after_utc))
    if chain[0].not_valid_before_utc > now:
        raise CertificateRefused(_NOT_BEGUN.format(file=file, day=chain[0].not_valid_before_utc))
    return Certificate(file, key, chain[0].not_valid_after_utc, _names_of(chain[0]))


def made_certificate(
    names: Iterable[str],
    folder: Path | None = None,
    now: datetime | None = None,
    *,
    also: Iterable[str] = (),
) -> Certificate:
    """The certificate that was made for this computer; a new one where there is none that will do.

    A new one takes the place of one that ends within 30 days, cannot be read, or lacks a name:
    a phone has to trust it anew. It keeps the names of the one before, so that a laptop that is in
    two networks in turn needs one certificate.

    Parameters
    ----------
    names
        Host names and addresses that it has to be for.
    folder
        Where it is kept, by default in the user's data folder.
    now
        The moment it is, with a time zone.
    also
        What a new one is for as well; that one lacks it is no reason to make another.

    Raises
    ------
    OSError, tracker.files.errors.FileError
        It cannot be kept.
    """
    folder = make_private(make_private(data_folder()) / "https") if folder is None else folder
    now = now or datetime.now(UTC)
    wanted, before = frozenset(names), frozenset[str]()
    with suppress(CertificateRefused, OSError, ValueError):
        kept = _kept(folder, now)
        before = kept.names
        if wanted <= before and kept.ends - now > RENEWED:
            return kept
    _write_new(sorted(wanted | before | {*also}), folder, now)
    return replace(_kept(folder, now), made=True)


def _kept(folder: Path, now: datetime) -> Certificate:
    """The certificate in a folder; raises where it will not do."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes

    kept = given_certificate(folder / _FILE, folder / _KEY, now)
    shown = _read_chain(kept.file)[0]
    file = folder / _AUTHORITY
    authority = x509.load_der_x509_certificate(file.read_bytes())
    try:
        shown.verify_directly_issued_by(authority)
    except (InvalidSignature, TypeError) as error:
        raise ValueError("made by another authority") from error
    print_ = authority.fingerprint(hashes.SHA256()).hex(":").upper()
    return replace(kept, authority=file, fingerprint=print_)


def _names_of(certificate: x509.Certificate) -> frozenset[str]:
    from cryptography import x509

    try:
        said = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):  # then browsers take it for nothing
        return frozenset()
    names = (name.lower() for name in said.get_values_for_type(x509.DNSName))
    return frozenset([*names, *map(str, said.get_values_for_type(x509.IPAddress))])


def _write_new(names: list[str], folder: Path, now: datetime) -> None:
    """Make an authority and a certificate of it; of the authority's key nothing is kept."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    def called(name: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])

    def begun(subject: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        begins = now - SLOW_CLOCKS
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(signer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(begins + LASTS)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        )

    signing, serving = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    signer = called(f"Backbeat on {socket.gethostname().partition('.')[0]}")
    authority = (
        begun(signer, signing)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .add_extension(_usage(signs=True), True)
        .sign(signing, hashes.SHA256())
    )
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key())
    shown = (
        begun(called("Backbeat"), serving)
        .add_extension(x509.SubjectAlternativeName(list(map(_general_name, names))), False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        .add_extension(_usage(signs=False), True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
        .add_extension(issuer, False)
        .sign(signing, hashes.SHA256())
    )
    write_all(
        {
            folder / _KEY: serving.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
            folder / _FILE: shown.public_bytes(Encoding.PEM) + authority.public_bytes(Encoding.PEM),
            folder / _AUTHORITY: authority.public_bytes(Encoding.DER),
        }
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(name: str) -> x509.GeneralName:
    from cryptography import x509

    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _read_chain(file: Path) -> list[x509.Certificate]:
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificates(_bytes_of(file))
    except ValueError:
        raise CertificateRefused(_NO_CERTIFICATE.format(file=file)) from None


def _read_key(file: Path) -> PrivateKeyTypes:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    data = _bytes_of(file)
    if _is_open_to_others(file):
        raise CertificateRefused(_OPEN_KEY.format(file=file))
    try:
        return load_pem_private_key(data, password=None)
    except TypeError:
        raise CertificateRefused(_LOCKED_KEY.format(file=file)) from None
    except (ValueError, UnsupportedAlgorithm):
        raise CertificateRefused(_NO_KEY.format(file=file)) from None


def _check_pair(
    file: Path, key: Path, certificate: x509.Certificate, private: PrivateKeyTypes
) -> None:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    form = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    shown, mine = certificate.public_key(), private.public_key()
    if shown.public_bytes(*form) != mine.public_bytes(*form):
        raise CertificateRefused(_NO_PAIR.format(file=file, key=key))
    try:  # as the server will
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(file, key)
    except (ssl.SSLError, OSError) as error:
        raise CertificateRefused(_UNUSABLE.format(file=file, key=key, why=error)) from None


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CertificateRefused(_UNREADABLE.format(file=file, why=error.strerror)) from None


def _is_open_to_others(file: Path) -> bool:
    """Whether others may read a key; a group may where the system keeps it for one."""
    if os.name != "posix":
        return False
    found = file.stat()
    return bool(found.st_mode & (0o077 if found.st_uid == os.geteuid() else 0o007))
