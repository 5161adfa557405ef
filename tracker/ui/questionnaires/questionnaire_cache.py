"""What the diary holds of questionnaires, read once for every version of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tracker.model import Answers, Person, Questionnaire
from tracker.questionnaires import FormRefused, form, is_due, is_outdated, last_answered, offered
from tracker.store import Diary, Store
from tracker.web.open_store import open_database


@dataclass(frozen=True, slots=True, eq=False)
class QuestionnaireCache:
    """The questionnaires there are and, by their keys, what was answered, by date.

    `stored` are the keys of those that the diary holds; the PEG is there without.
    """

    person: Person
    today: date
    first_day: date | None
    questionnaires: tuple[Questionnaire, ...]
    stored: frozenset[str]
    answers: Mapping[str, tuple[Answers, ...]]

    def find(self, key: str) -> Questionnaire | None:
        """The questionnaire of that key."""
        return next((one for one in self.questionnaires if one.key == key), None)

    def askable(self, key: str) -> Questionnaire | None:
        """The questionnaire of that key, if it can be shown: a damaged one can't."""
        found = self.find(key)
        try:
            return found if found and form(found) else None
        except FormRefused:
            return None

    def answered(self, key: str) -> tuple[Answers, ...]:
        """What was answered to it, by date."""
        return self.answers.get(key, ())

    def outdated(self, questionnaire: Questionnaire) -> tuple[Answers, ...]:
        """Those whose saved score isn't what the present rule makes of them, by date."""
        answered = self.answered(questionnaire.key)
        return tuple(one for one in answered if is_outdated(questionnaire, one))

    def on(self, key: str, day: date) -> Answers | None:
        """What was answered to it on a day, the latest where there is more than one."""
        of_day = [one for one in self.answered(key) if one.date == day]
        return max(of_day, key=lambda one: one.entered_at) if of_day else None

    @property
    def orphans(self) -> dict[str, int]:
        """How many answers there are to questionnaires that the diary doesn't hold, by key."""
        return {key: len(n) for key, n in self.answers.items() if self.find(key) is None}

    def is_due(self, questionnaire: Questionnaire) -> bool:
        """Whether its turn has come."""
        answered = self.answered(questionnaire.key)
        last = answered[-1].date if answered else None
        return is_due(questionnaire, last, self.first_day, self.today)


def read_questionnaires(diary: Diary) -> QuestionnaireCache:
    """All of it; one question to the database unless something was written."""
    return as_of(open_database(), diary.person_id, diary.version(), diary.person().today())


def due(diary: Diary, today: date, first_day: date | None) -> tuple[Questionnaire, ...]:
    """Whose turn has come; reads no more of the diary than that needs."""
    return _due(open_database(), diary.person_id, diary.version(), today, first_day)


@lru_cache(maxsize=256)
def as_of(store: Store, person_id: int, version: int, today: date) -> QuestionnaireCache:
    """All of it as of a version of the diary."""
    with store.diary(person_id).snapshot() as diary:
        person, first_day = diary.person(), diary.first_day()
        stored, answered = diary.questionnaires(), diary.answers()
    answers: dict[str, list[Answers]] = {}
    for one in answered:
        answers.setdefault(one.questionnaire, []).append(one)
    return QuestionnaireCache(
        person=person,
        today=today,
        first_day=first_day,
        questionnaires=offered(stored),
        stored=frozenset(one.key for one in stored),
        answers={key: tuple(of_one) for key, of_one in answers.items()},
    )


@lru_cache(maxsize=1024)  # the check-in of everybody asks
def _due(
    store: Store, person_id: int, version: int, today: date, first_day: date | None
) -> tuple[Questionnaire, ...]:
    with store.diary(person_id).snapshot() as diary:
        asked = [one for one in offered(diary.questionnaires()) if one.every_days is not None]
        longest = max((one.every_days or 0 for one in asked), default=0)
        answered = diary.answers(today - timedelta(days=longest), today) if asked else ()
    last = last_answered(answered)
    return tuple(one for one in asked if is_due(one, last.get(one.key), first_day, today))
