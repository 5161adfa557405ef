"""The scores of one questionnaire: the latest, how it changed, all of them, each day's answers."""

from collections.abc import Sequence

import streamlit as st
from cachetools.keys import hashkey

from tracker.analysis.scores import (
    ANSWERS,
    ScoreChange,
    Scored,
    ScoreMean,
    since_before,
    since_first,
)
from tracker.charts import scores
from tracker.formatting import Formats
from tracker.model import Answers, Questionnaire
from tracker.questionnaires import (
    asks_about_self_harm,
    change_words,
    figure,
    form,
    important_change,
    important_words,
    score_range,
    score_words,
    scored_anew,
    values,
)
from tracker.store import Diary
from tracker.ui import session
from tracker.ui.charts import Drawn, chart, drawn
from tracker.ui.formatting import html, label, long_day
from tracker.ui.made_once import made_once
from tracker.ui.questionnaires.changes import remove, score_anew
from tracker.ui.questionnaires.navigation import View, go
from tracker.ui.questionnaires.questionnaire_cache import QuestionnaireCache
from tracker.ui.questionnaires.widgets import show_crisis_line
from tracker.ui.regional import counted, formats, number_text, range_text


def show_scores(diary: Diary, kept: QuestionnaireCache, questionnaire: Questionnaire) -> None:
    """The latest answers in words, then all scores over time."""
    answered = kept.answered(questionnaire.key)
    if asks_about_self_harm(form(questionnaire)):
        show_crisis_line()
    if not answered:
        st.text("Not answered yet. Scores, and how they change, are shown here.")
        return
    outdated = kept.outdated(questionnaire)
    if outdated:
        _offer_to_score_anew(diary, questionnaire, outdated)
    st.html(_latest(questionnaire, answered, outdated))
    answered = tuple(one for one in answered if one not in outdated)
    scored = _scored(answered)
    if scored:
        st.header(
            label(scores.title(f"{questionnaire.title}, scores", scored, formats())), anchor=False
        )
        spec = scores.spec(session.dark())
        scoring = questionnaire.scoring
        chart(
            "scores",
            _drawn(questionnaire, answered, formats()),
            spec,
            lambda: scores.table(scored, scoring, formats()),
        )


def show_answers(diary: Diary, kept: QuestionnaireCache, questionnaire: Questionnaire) -> None:
    """What was answered on a day, with the ways to correct it and to take it out."""
    answered = kept.answered(questionnaire.key)
    if not answered:
        return
    st.header("Answers", anchor=False)
    newest_first = list(reversed(answered))
    place = st.selectbox(
        "Answers of",
        range(len(newest_first)),
        format_func=lambda number: long_day(newest_first[number].date),
        key=f"answers-of-{len(newest_first)}",
        width=280,
    )
    one = newest_first[place]
    asked = form(questionnaire)
    given = values(one.answers)
    lines = "".join(
        f"<tr><td>{html(item.label)}</td><td>{html(item.said(given[item.link_id]))}</td></tr>"
        for item in (*asked.questions, *asked.left_out)
        if item.link_id in given
    )
    st.html(
        '<table class="bb-plan"><thead><tr><th scope="col">Question</th>'
        f'<th scope="col">Answer</th></tr></thead><tbody>{lines}</tbody></table>'
    )
    with st.container(horizontal=True, key="answers-ways"):
        st.button(
            "Correct these answers",
            key="correct",
            on_click=go,
            args=(questionnaire.key, View.ANSWER, one.date),
        )
        st.button(
            "Remove these answers",
            key="remove-answers",
            type="tertiary",
            on_click=remove,
            args=(diary, None, (one,)),
        )


def _offer_to_score_anew(
    diary: Diary, questionnaire: Questionnaire, outdated: Sequence[Answers]
) -> None:
    """Tell of saved scores that the present rule doesn't make; nothing changes by itself."""
    last = outdated[-1]
    scores = (last.score, scored_anew(questionnaire, last).score)
    saved, made = (
        "no score" if one is None else figure(one, questionnaire.scoring, formats())
        for one in scores
    )
    with st.container(key="outdated-scores", border=True):
        st.text(
            f"{counted(len(outdated), 'saved score')} can't be what your answers make as this "
            f"questionnaire is scored now: on {long_day(last.date)}, {saved} is saved and the "
            f"answers make {made}. Until you score them again they stay as they are and are left "
            "out of the chart, the means and the report."
        )
        st.button(
            "Score them again", key="score-anew", on_click=score_anew, args=(diary, questionnaire)
        )


def _latest(
    questionnaire: Questionnaire, answered: Sequence[Answers], outdated: Sequence[Answers]
) -> str:
    last = answered[-1]
    asked, given = form(questionnaire), values(last.answers)
    words = score_words(asked, given, questionnaire.scoring, last.score, formats())
    if last in outdated:
        words = "its saved score is not counted"
    lines = [f"<strong>{html(long_day(last.date))}: {html(words)}.</strong>"]
    usable = [one for one in answered if one not in outdated]
    lines += map(html, _change(questionnaire, _scored(usable)))
    lines.append(f"Answered {_times(len(answered))}.")
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f'<section class="bb-panel" aria-label="Latest answers">{body}</section>'


def _change(questionnaire: Questionnaire, scored: Sequence[Scored]) -> list[str]:
    """How the latest answers compare with those before and the first: stated, not judged."""
    before, first = since_before(scored), since_first(scored)
    if before is None or first is None:
        said = f"From {2 * ANSWERS} scores on, the means of {ANSWERS} are compared with each other"
        return [f"{said}: one answer against one says little."] if len(scored) > 1 else []
    lines = [
        f"Mean of the last {_mean(before.now)}.",
        f"{_compared(before)} the mean of the {before.before.n} before, {_when(before.before)}.",
    ]
    if first.before.last < before.before.first:
        lines.append(f"{_compared(first)} the mean of the first {_mean(first.before)}.")
    points = important_change(questionnaire)
    return lines if points is None else [*lines, important_words(points, formats())]


def _compared(found: ScoreChange) -> str:
    return change_words(found.now.mean, found.before.mean, formats())


def _mean(found: ScoreMean) -> str:
    return f"{found.n} answers, {_when(found)}"


def _when(found: ScoreMean) -> str:
    return f"{range_text(found.first, found.last)}: {number_text(found.mean, 1)}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{number_text(count)} times")


def _scored(answered: Sequence[Answers]) -> list[Scored]:
    return [Scored(one.date, one.score) for one in answered if one.score is not None]


@made_once(hashkey)
def _drawn(questionnaire: Questionnaire, answered: tuple[Answers, ...], here: Formats) -> Drawn:
    scored, scoring = _scored(answered), questionnaire.scoring
    bounds = score_range(form(questionnaire), scoring)
    ends = (bounds.low, bounds.high) if bounds else None
    name = f"{questionnaire.title}, scores"
    return drawn(scores.rows(scored, scoring, ends, here), scores.alt(name, scored, scoring, here))
