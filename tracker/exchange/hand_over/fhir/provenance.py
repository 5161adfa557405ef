"""Who said all this, and what wrote it down."""

from __future__ import annotations

import orjson

from tracker import __version__
from tracker.exchange.hand_over.fhir.author import Author
from tracker.exchange.hand_over.fhir.elements import (
    TERMINOLOGY,
    Resource,
    concept,
    moment,
)

PARTICIPANT = f"{TERMINOLOGY}provenance-participant-type"


def provenance(targets: bytes, who: Author) -> Resource:
    """That the person is the author of the targets, and Backbeat put them together.

    `targets` are references as JSON, with commas between them.
    """
    first, last = who.contents.first, who.contents.last
    return {
        "resourceType": "Provenance",
        "id": who.named("provenance", f"{first} {last}"),
        "target": orjson.Fragment(b"[" + targets + b"]"),
        "occurredPeriod": {"start": first, "end": who.until},
        "recorded": moment(who.contents.made_at),
        "agent": [
            {"type": concept(PARTICIPANT, "author", "Author"), "who": who.itself},
            {
                "type": concept(PARTICIPANT, "assembler", "Assembler"),
                "who": {"display": f"Backbeat {__version__}"},
            },
        ],
    }
