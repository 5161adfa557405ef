"""Values as bytes for another process, and back: only plain ones, so that no bytes act.

Pickle carries our own frozen values as they are, and quickly; its reader here makes our
values, enumerations, dates and times, and refuses whatever else is named.
"""

import io
import pickle
from dataclasses import is_dataclass
from enum import Enum
from importlib import import_module
from typing import Any

_OTHERS = {
    ("builtins", "bytearray"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "time"),
    ("datetime", "timedelta"),
    ("datetime", "timezone"),
    ("decimal", "Decimal"),
    ("zoneinfo", "ZoneInfo._unpickle"),
}
_OURS = ("tracker.model.", "tracker.files.", "tracker.importing.")


class NotPlain(Exception):
    """Bytes that name something else than a plain value."""


def to_bytes(value: object) -> bytes:
    """A plain value as bytes."""
    out = io.BytesIO()
    _Writer(out, protocol=5).dump(value)
    return out.getvalue()


def from_bytes(data: bytes) -> Any:
    """What :func:`to_bytes` made bytes of; raises NotPlain for what it never makes."""
    try:
        return _Reader(io.BytesIO(data)).load()
    except NotPlain:
        raise
    except Exception as error:  # damaged bytes fail in many ways
        raise NotPlain("damaged") from error


class _Writer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """Enumerations by their values, whatever the version of Python writes for them."""
        return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Only our own values and what says when."""
        if (module, name) in _OTHERS:
            found: Any = import_module(module)
            for part in name.split("."):
                found = getattr(found, part)
            return found
        if module.startswith(_OURS) and "." not in name:
            found = getattr(import_module(module), name, None)
            if isinstance(found, type) and found.__module__ == module and _is_plain(found):
                return found
        raise NotPlain(f"{module}.{name}")


def _is_plain(found: type) -> bool:
    return is_dataclass(found) or issubclass(found, Enum)
