"""An entry of whichever kind: what goes into files and comes back from them."""

from tracker.model.entries import Activity, CheckIn, ExerciseDone, Reading, Skip
from tracker.model.plan import Goal, PlanItem, Reminder
from tracker.model.questionnaires import Answers, Questionnaire
from tracker.model.report import Appointment

Entry = (
    CheckIn
    | Reading
    | Activity
    | ExerciseDone
    | Goal
    | PlanItem
    | Skip
    | Reminder
    | Questionnaire
    | Answers
    | Appointment
)
