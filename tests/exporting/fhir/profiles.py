"""The rules of FHIR R4 and of the HL7 Physical Activity guide 1.0.0, as FHIRPath invariants.

fhir.resources checks structure; it knows neither required codes nor profiles.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import fhirpathpy

PROFILES = "http://hl7.org/fhir/us/physical-activity/StructureDefinition/"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
ACTIVITY = (
    "category.coding.where(system = 'http://terminology.hl7.org/CodeSystem/observation-category'"
    " and code = 'activity').count() = 1"
)
PHYSICAL_ACTIVITY = (
    "category.coding.where(system ="
    " 'http://hl7.org/fhir/us/physical-activity/CodeSystem/pa-temporary-codes'"
    " and code = 'PhysicalActivity').count() = 1"
)
SURVEY = ACTIVITY.replace("'activity'", "'survey'")
FULL_DATE = "matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?$')"
MOMENT = (
    "matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"
    "(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))$')"
)
QUANTITY = f"system = '{UCUM}' and value.exists() and code.exists() and comparator.empty()"

OBSERVATION = (
    "status in ('final' | 'amended' | 'corrected')",
    "code.coding.exists() or code.text.exists()",
    "category.exists()",
    "subject.reference.exists()",
    "performer.count() = 1 and performer.reference = subject.reference",
    f"effectiveDateTime.{FULL_DATE}",
    "effectivePeriod.empty()",
    f"issued.all($this.{MOMENT})",
    "valueQuantity.empty() or dataAbsentReason.empty()",
    f"valueQuantity.all({QUANTITY})",
    f"component.valueQuantity.all({QUANTITY})",
    "hasMember.exists() or valueQuantity.exists() or dataAbsentReason.exists()",  # obs-us-core-2
    f"note.all(authorReference.exists() and time.{MOMENT} and text.exists())",
    "identifier.count() = 1 and identifier.system = 'urn:ietf:rfc:3986'",
    "device.empty() and implicitRules.empty() and modifierExtension.empty()",
)
SURVEYED = (SURVEY, "valueQuantity.all(code = '{score}')")
PA_OBSERVATION = (
    "category.count() >= 2",
    ACTIVITY,
    PHYSICAL_ACTIVITY,
    "effectiveDateTime.length() = 10",
    "focus.empty() and specimen.empty() and bodySite.empty() and component.empty()",
    "valueQuantity.exists() xor dataAbsentReason.exists()",
)
MEASURES = {
    "pa-observation-evs-min-per-week": ("82290-8", "min/wk"),
    "pa-observation-strength-days-per-week": ("82291-6", "d/wk"),
    "pa-observation-evs-days-per-week": ("89555-7", "d/wk"),
    "pa-observation-evs-min-per-day": ("68516-4", "min/d"),
}
GOAL = (
    "lifecycleStatus in ('active' | 'completed')",
    PHYSICAL_ACTIVITY,
    "description.text.exists()",
    "subject.reference.exists()",
    "expressedBy.reference = subject.reference",
    "target.count() = 1",
    f"target.all(detailQuantity.all({QUANTITY}))",
    "target.all(measure.coding.where(system = 'http://loinc.org').count() = 1)",
    "target.measure.coding.all("
    "(code = '82290-8' and %resource.target.detailQuantity.code = 'min/wk') or "
    "(code = '82291-6' and %resource.target.detailQuantity.code = 'd/wk'))",
    "target.all(dueDate.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}$'))",
    "startDate.all($this <= %resource.target.dueDate.first())",
    "note.empty() and modifierExtension.empty()",
)
RESPONSE = (
    "status = 'completed'",
    "subject.reference.exists() and author.reference = subject.reference",
    f"authored.{FULL_DATE}",
    "item.all(linkId.exists())",
)
DOCUMENT = (
    "status = 'current'",
    "content.count() = 1",
    "content.attachment.all(contentType = 'application/pdf' and data.exists() and hash.exists()"
    " and size.exists() and title.exists())",
    f"date.{MOMENT}",
    "author.reference = subject.reference",
    "context.period.all(start <= end)",
)
PROVENANCE = (
    "target.exists()",
    f"recorded.{MOMENT}",
    "agent.where(type.coding.code = 'author').who.reference.count() = 1",
    "agent.where(type.coding.code = 'assembler').who.display.count() = 1",
)
PATIENT = ("identifier.count() = 1", "name.count() <= 1", "name.all(text.exists())")
QUESTIONNAIRE = (
    "status in ('draft' | 'active' | 'retired' | 'unknown')",
    "url.exists()",
    "item.exists()",
)
MEDICATION_STATEMENT = (
    "status = 'completed'",
    "medicationCodeableConcept.text.exists() and medicationCodeableConcept.coding.empty()",
    "category.coding.code = 'patientspecified' and category.text.exists()",
    "informationSource.reference = subject.reference",
    f"effectiveDateTime.{FULL_DATE}",
    "dosage.all(text.exists())",
    f"note.all(authorReference.exists() and time.{MOMENT} and text.exists())",
    "identifier.count() = 1 and identifier.system = 'urn:ietf:rfc:3986'",
)
OF_TYPE = {
    "MedicationStatement": MEDICATION_STATEMENT,
    "Observation": OBSERVATION,
    "Goal": GOAL,
    "QuestionnaireResponse": RESPONSE,
    "DocumentReference": DOCUMENT,
    "Provenance": PROVENANCE,
    "Patient": PATIENT,
    "Questionnaire": QUESTIONNAIRE,
}


def rules(resource: dict[str, Any]) -> list[str]:
    """The invariants that hold for a resource, by its type, code and profile."""
    kind = str(resource.get("resourceType"))
    found = list(OF_TYPE.get(kind, ("resourceType = 'one that is sent'",)))
    claimed = resource.get("meta", {}).get("profile", [])
    codes = (
        [code.get("code") for code in resource.get("code", {}).get("coding", [])]
        if (kind == "Observation")
        else []
    )
    if kind == "Goal":
        found.append(f"meta.profile = '{PROFILES}pa-goal'")
    if kind == "Observation":
        by_code = {code: profile for profile, (code, _) in MEASURES.items()}
        profile = next((by_code[code] for code in codes if code in by_code), None)
        if profile is None and any(PROFILES in url for url in claimed):
            profile = claimed[0].removeprefix(PROFILES)
        if profile is None:
            found += SURVEYED
        else:
            code, unit = MEASURES[profile]
            found += PA_OBSERVATION
            found += [
                f"meta.profile = '{PROFILES}{profile}'",
                f"code.coding.where(system = '{LOINC}' and code = '{code}').count() = 1",
                f"valueQuantity.all(code = '{unit}')",
            ]
    return found


def broken_rules(resource: dict[str, Any]) -> list[str]:
    """The invariants that do not hold."""
    broken = []
    for rule in rules(resource):
        try:
            holds = _compiled(rule)(resource) == [True]
        except Exception as error:  # a rule that cannot even be asked does not hold
            broken.append(f"{rule}: {error}")
            continue
        if not holds:
            broken.append(rule)
    return broken


@cache
def _compiled(rule: str) -> Callable[[dict[str, Any]], list[Any]]:
    ask = fhirpathpy.compile(rule)

    def asked(resource: dict[str, Any]) -> list[Any]:
        found = ask(resource, {"resource": resource})
        return list(found)

    return asked
