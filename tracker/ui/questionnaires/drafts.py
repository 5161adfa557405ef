"""What a person has answered and not saved yet: kept for this visit, never in the diary."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

import streamlit as st

from tracker.model import Answers, Questionnaire
from tracker.questionnaires import Value, values
from tracker.ui.questionnaires.questionnaire_cache import QuestionnaireCache


@dataclass(slots=True)
class Draft:
    """Answers to one questionnaire for one day, by link id.

    `seen` is what the diary held for that day when they were begun. The identity is
    made with the draft: a double tap saves once.
    """

    seen: Answers | None
    answers: dict[str, Value]
    touched: bool = False
    tried: bool = False  # whether the person pressed Save with answers missing
    uid: UUID = field(default_factory=uuid4)


def draft(kept: QuestionnaireCache, questionnaire: Questionnaire, day: date) -> Draft:
    """The draft for a day; until it is touched it follows what the diary holds."""
    drafts: dict[tuple[str, date], Draft] = st.session_state.setdefault("drafts", {})
    place = (questionnaire.key, day)
    found = drafts.get(place)
    if found is None or not found.touched:
        seen = kept.on(questionnaire.key, day)
        if found is None or found.seen != seen:
            found = Draft(seen, values(seen.answers) if seen else {})
            if seen is not None:
                found.uid = seen.uid
            drafts[place] = found
    return found


def discard(questionnaire: Questionnaire, day: date) -> None:
    """Forget a draft: it has been saved, or isn't wanted."""
    st.session_state.get("drafts", {}).pop((questionnaire.key, day), None)


def waiting(kept: QuestionnaireCache, questionnaire: Questionnaire) -> date | None:
    """The day of answers that were begun and not saved, the latest; None where there are none."""
    drafts: dict[tuple[str, date], Draft] = st.session_state.get("drafts", {})
    days = [d for (key, d), one in drafts.items() if key == questionnaire.key and one.touched]
    return max(days, default=None)
