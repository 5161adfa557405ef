"""What screens make of diaries, made once: kept for as many diaries as there is memory for.

What is kept is shared between sessions: read it only.
"""

from collections.abc import Callable, Hashable
from functools import partial
from sys import getsizeof
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from cachetools import LRUCache, cached

P = ParamSpec("P")
V = TypeVar("V")

MEMORY = 128_000_000  # bytes of all diaries together; what is used least is let go of
made: LRUCache[Hashable, Any] = LRUCache(MEMORY, getsizeof)
_lock = Lock()


def made_once(key: Callable[..., Hashable]) -> Callable[[Callable[P, V]], Callable[P, V]]:
    """Keep what a function makes by the `key` of what it is called with.

    Its size is what `sys.getsizeof` says of it: a class of ours has a ``__sizeof__`` that counts
    what it holds.
    """

    def kept(make: Callable[P, V]) -> Callable[P, V]:
        return cached(made, key=partial(_key_of, make, key), lock=_lock)(make)

    return kept


def forget() -> None:
    """Let go of everything that was made."""
    with _lock:
        made.clear()


def _key_of(make: object, key: Callable[..., Hashable], *asked: Hashable) -> Hashable:
    return make, key(*asked)
