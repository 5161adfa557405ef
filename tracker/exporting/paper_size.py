"""Which paper a report is printed on where a person lives."""

from __future__ import annotations

import re
from typing import Literal

Paper = Literal["a4", "us-letter"]

# CLDR, supplemental data: territories whose paper is US Letter.
_LETTER = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)


def paper_size(locale: str | None) -> Paper:
    """The paper of a locale such as "en-US" or "es_MX.UTF-8"; A4 where it names no country."""
    country = re.search(r"[-_]([A-Z]{2})\b", locale or "")
    return "us-letter" if country and country[1] in _LETTER else "a4"
