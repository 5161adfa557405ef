"""Who said all this, and what wrote it down."""

from __future__ import annotations

from tracker import __version__
from tracker.exporting.fhir.elements import TERMINOLOGY, concept, moment
from tracker.exporting.fhir.patient import DiarySubject
from tracker.exporting.fhir.templates import ResourceTemplate, value

PARTICIPANT = f"{TERMINOLOGY}provenance-participant-type"


def provenance(targets: bytes, who: DiarySubject) -> ResourceTemplate:
    """That the person is the author of the targets, and Backbeat put them together.

    `targets` is a list of references, as JSON.
    """
    first, last = who.contents.first, who.contents.last
    resource = {
        "resourceType": "Provenance",
        "id": who.named("provenance", f"{first} {last}"),
        "target": value("targets"),
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
    return ResourceTemplate(resource, {"targets": [targets]})
