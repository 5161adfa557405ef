"""Files sealed as age seals them (age-encryption.org/v1), but in no time.

How much work a passphrase costs is written in the file: what opens it is the same.
"""

import hmac
from base64 import b64encode
from hashlib import scrypt
from os import urandom

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

WORK = 2  # 2 ** this many rounds, where age itself takes as many as a second allows
CHUNK = 64 * 1024


def seal(data: bytes, passphrase: str) -> bytes:
    """The same bytes as an age file that opens with the passphrase."""
    key, salt, nonce = urandom(16), urandom(16), urandom(16)
    label = b"age-encryption.org/v1/scrypt" + salt
    wrapped = scrypt(passphrase.encode(), salt=label, n=2**WORK, r=8, p=1, dklen=32)
    body = ChaCha20Poly1305(wrapped).encrypt(bytes(12), key, None)
    header = f"age-encryption.org/v1\n-> scrypt {text(salt)} {WORK}\n{text(body)}\n---".encode()
    proof = hmac.digest(derived(key, b"", b"header"), header, "sha256")
    cipher = ChaCha20Poly1305(derived(key, nonce, b"payload"))
    starts = range(0, max(len(data), 1), CHUNK)
    chunks = [
        cipher.encrypt(
            number.to_bytes(11, "big") + bytes([start == starts[-1]]),
            data[start : start + CHUNK],
            None,
        )
        for number, start in enumerate(starts)
    ]
    return header + f" {text(proof)}\n".encode() + nonce + b"".join(chunks)


def derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt or None, purpose).derive(key)


def text(data: bytes) -> str:
    return b64encode(data).decode().rstrip("=")
