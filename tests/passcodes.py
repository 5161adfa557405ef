"""Hashes of passcodes that cost nothing to look at: what a hash says of its cost is followed."""

from argon2 import PasswordHasher

_CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def cheap_hash(passcode: str) -> str:
    """What could be kept of a passcode, as nobody would in earnest."""
    return _CHEAP.hash(passcode)
