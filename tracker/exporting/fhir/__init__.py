"""The diary as FHIR R4, for the record system of a clinician."""
