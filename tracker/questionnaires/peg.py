"""The PEG, the one questionnaire that ships: three questions about the past week."""

from __future__ import annotations

from functools import cache

from tracker.model import Questionnaire, Scoring
from tracker.places import DATA
from tracker.questionnaires.fhir_parser import decoded, read
from tracker.questionnaires.form import Code
from tracker.questionnaires.known_forms import LOINC

FILE = DATA / "questionnaires" / "peg.json"
EVERY_DAYS = 7  # it asks about the past week
SCORE_CODE = Code(LOINC, "91147-9")
CITATION = (
    "Krebs EE, Lorenz KA, Bair MJ, Damush TM, Wu J, Sutherland JM, Asch SM, Kroenke K. "
    "Development and initial validation of the PEG, a three-item scale assessing pain intensity "
    "and interference. J Gen Intern Med 2009;24(6):733-738."
)


@cache
def peg() -> Questionnaire:
    """The PEG as it ships, asked every week; its score is the mean of its three answers."""
    definition = decoded(FILE.read_bytes())
    form = read(definition)
    return Questionnaire(form.key, form.title, definition, Scoring.MEAN, EVERY_DAYS)
