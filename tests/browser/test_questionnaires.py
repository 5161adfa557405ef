"""Questionnaires in a real browser: by finger, by keyboard, for all eyes."""

from datetime import timedelta
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import opened
from tests.browser.looking import LAPTOP, PHONE, Window, boxes, grave, settle
from tests.browser.test_look import THEMES, resized, unfold
from tests.pages.builders import BY, check_in
from tests.questionnaires.files import (
    choice,
    display,
    everything,
    item,
    questionnaire,
    roland_morris,
    scale,
    written,
)
from tests.running import Server
from tracker.model import Answer, Answers, Questionnaire, Scoring
from tracker.questionnaires import form, peg, score, values

MIXED = "https://clinic.example/forms/made-up"
TICKED = "https://clinic.example/s24"


@pytest.fixture
def server(server: Server) -> Server:
    """A server with a diary of questionnaires."""
    fill(server.database)
    return server


def fill(url: str) -> None:
    """Two forms that were loaded and some weeks of answers."""
    with opened(url) as diary:
        person = diary.person()
        today = person.today()
        mixed, ticks = everything(), roland_morris()
        entries: list[Answers] = []
        for weeks in (9, 8, 5, 2):
            given = (
                Answer("average", weeks),
                Answer("enjoyment", weeks),
                Answer("activity", 4),
            )
            made = score(form(peg()), values(given), Scoring.MEAN)
            day = today - timedelta(weeks=weeks)
            entries.append(Answers(day, peg().key, given, made, person.now()))
        diary.apply(
            [
                check_in(today - timedelta(days=90)),
                peg(),
                Questionnaire(MIXED, mixed["title"], written(mixed), Scoring.NONE),
                Questionnaire(TICKED, ticks["title"], written(ticks), Scoring.COUNT, 14),
                *entries,
            ],
            by=BY,
        )


def at(window: Window, server: Server, key: str, view: str = "answer") -> Page:
    return window.open(f"{server.address}/questionnaires?form={key}&view={view}", PHONE)


def kept(server: Server, key: str) -> list[Answers]:
    with opened(server.database) as diary:
        return [one for one in diary.answers() if one.questionnaire == key]


@pytest.mark.parametrize(
    ("key", "view"),
    [(peg().key, "answer"), (peg().key, "scores"), (MIXED, "answer"), (TICKED, "answer")],
)
def test_nobody_is_shut_out_of_a_questionnaire(
    window: Window, server: Server, key: str, view: str
) -> None:
    page = at(window, server, key, view)
    if key == MIXED:
        page.get_by_role("radio", name="Yes").click()
        settle(page)
        page.get_by_role("button", name="Save answers").click()
        expect(page.get_by_text("This needs an answer.")).to_be_visible()
    unfold(page)
    for size, theme in product((PHONE, LAPTOP), THEMES):
        resized(page, size, theme)
        assert grave(page) == [], (size, theme)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_targets_are_as_large_as_a_finger(window: Window, server: Server) -> None:
    page = at(window, server, peg().key)
    expect(page.locator(".st-key-questions button")).not_to_have_count(0)
    for box in boxes(page.locator(".st-key-questions button")):
        assert min(box["width"], box["height"]) >= 44, box
    page = at(window, server, TICKED)
    expect(page.locator(".st-key-questions label")).not_to_have_count(0)
    for box in boxes(page.locator(".st-key-questions label")):
        assert box["height"] >= 44, box


def test_the_peg_is_answered_and_saved_by_keyboard_alone(window: Window, server: Server) -> None:
    page = at(window, server, peg().key)
    for question in range(3):
        scale = page.get_by_role("radiogroup").nth(question)
        scale.get_by_role("radio", name="0", exact=True).focus()
        for _ in range(3 + question):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        settle(page)
    expect(page.get_by_text("3 of 3 answered, not saved yet")).to_be_visible()
    page.get_by_role("button", name="Save answers").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("4.0 of 10, mean of 3 answers.")).to_be_visible()
    assert [answer.value for answer in kept(server, peg().key)[-1].answers] == [3, 4, 5]


def test_a_reader_hears_the_question_with_its_scale(window: Window, server: Server) -> None:
    page = at(window, server, peg().key)
    for question in form(peg()).questions:
        expect(page.get_by_role("radiogroup", name=question.label)).to_have_count(1)
    page = at(window, server, TICKED)
    expect(page.get_by_role("checkbox", name="24. I stay on the sofa")).to_have_count(1)


def test_what_is_typed_last_is_saved_with_the_press_of_save(window: Window, server: Server) -> None:
    page = at(window, server, MIXED)
    page.get_by_role("radio", name="No", exact=True).click()
    settle(page)
    page.get_by_text("Option b").click()
    settle(page)
    page.get_by_label("Anything else?").fill("Typed, and pressed at once")
    page.get_by_role("button", name="Save answers").click()
    expect(page.get_by_role("heading", name="Answers", exact=True)).to_be_visible()
    (saved,) = kept(server, MIXED)
    assert values(saved.answers) == {
        "works": False,
        "help": "b",
        "more": "Typed, and pressed at once",
    }


def test_a_question_appears_where_an_answer_asks_for_it(window: Window, server: Server) -> None:
    page = at(window, server, MIXED)
    expect(page.get_by_label("Hours a week")).to_have_count(0)
    page.get_by_role("radio", name="Yes").click()
    expect(page.get_by_label("Hours a week")).to_be_visible()
    page.get_by_role("radio", name="No", exact=True).click()
    expect(page.get_by_label("Hours a week")).to_have_count(0)


def test_quick_ticks_are_all_kept(window: Window, server: Server) -> None:
    page = at(window, server, TICKED)
    for number in range(24):
        page.locator(".st-key-questions label").nth(number).click()
    settle(page)
    expect(page.get_by_text("24 of 24 ticked, not saved yet")).to_be_visible()
    page.get_by_role("button", name="Save answers").click()
    expect(page.get_by_text("24 of 24 ticked.")).to_be_visible()
    assert kept(server, TICKED)[0].score == 24


def test_the_check_in_leads_to_what_is_due_and_can_be_told_not_this_week(
    window: Window, server: Server
) -> None:
    page = window.open(server.address, PHONE)
    page.get_by_role("link", name="Answer 2 questionnaires").click()
    expect(page.get_by_role("heading", name="Questionnaires", exact=True)).to_be_visible()
    page = window.open(server.address, PHONE)
    page.get_by_role("button", name="Not this week").click()
    expect(page.get_by_role("link", name="Answer 2 questionnaires")).to_have_count(0)
    for theme in THEMES:
        resized(page, PHONE, theme)
        assert grave(page) == []


def test_the_way_back_keeps_what_was_begun(window: Window, server: Server) -> None:
    page = at(window, server, peg().key)
    page.get_by_role("radiogroup").first.get_by_role("radio", name="7").click()
    settle(page)
    page.get_by_role("link", name="Week", exact=True).click()
    expect(page.get_by_role("heading", name="This week", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_text("1 of 3 answered, not saved yet")).to_be_visible()
    chosen = page.get_by_role("radiogroup").first.get_by_role("radio", name="7")
    expect(chosen).to_be_checked()


def test_what_is_typed_last_waits_while_another_screen_is_open(
    window: Window, server: Server
) -> None:
    page = at(window, server, MIXED)
    box = page.get_by_label("Anything else?")
    box.click()
    page.keyboard.type("Typed and left at once")
    page.get_by_role("link", name="Week", exact=True).click()
    expect(page.get_by_role("heading", name="This week", exact=True)).to_be_visible()
    settle(page)
    page.go_back()
    expect(page.get_by_label("Anything else?")).to_have_value("Typed and left at once")
    assert kept(server, MIXED) == [], "nothing is saved without Save"


@pytest.mark.parametrize("size", [PHONE, LAPTOP])
def test_that_nothing_is_saved_without_save_is_said_before_the_first_question(
    window: Window, server: Server, size: tuple[int, int]
) -> None:
    """So that nobody who reloads or closes the page believes it was kept."""
    page = window.open(f"{server.address}/questionnaires?form={MIXED}&view=answer", size)
    said = page.get_by_text("Press Save when you're done.").bounding_box()
    first = page.locator(".st-key-questions").bounding_box()
    assert said is not None
    assert first is not None
    assert said["y"] + said["height"] <= first["y"]
    assert said["y"] + said["height"] < size[1], "seen without scrolling"


def depth(page: Page) -> float:
    return float(page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop"))


def test_what_is_opened_begins_at_its_top(window: Window, server: Server) -> None:
    with opened(server.database) as diary:
        for number in range(8):
            made = questionnaire(
                *(
                    scale(f"q{line}", item=[display(f"d{line}", "Never", "lower")])
                    for line in range(9)
                ),
                url=f"https://clinic.example/{number}",
                title=f"Form {number}",
            )
            diary.save(Questionnaire(made["url"], made["title"], written(made), Scoring.SUM), by=BY)
    page = window.open(f"{server.address}/questionnaires", PHONE)
    last = page.get_by_role("button", name="Answer", exact=True).last
    last.scroll_into_view_if_needed()
    assert depth(page) > 500
    last.click()
    expect(page.get_by_role("heading", level=1, name="Form 7")).to_be_visible()
    settle(page)
    assert depth(page) == 0
    # An answer further down leaves the page where it is.
    page.get_by_role("radiogroup").nth(6).get_by_role("radio", name="4", exact=True).click()
    settle(page)
    assert depth(page) > 500
    # Saving shows the scores, from their top.
    page.get_by_role("button", name="Save answers").click()
    expect(page.get_by_role("heading", name="Answers", exact=True)).to_be_visible()
    settle(page)
    assert depth(page) == 0
    page.get_by_role("button", name="Answer", exact=True).scroll_into_view_if_needed()


def test_markup_in_a_form_is_shown_and_does_nothing(window: Window, server: Server) -> None:
    hostile = (
        "![x](https://example.com/x.png) <script>alert(1)</script> <b>bold</b> *so* :smile: "
        "www.example.com https://example.com a@b.example $x$ and $y$ &amp; :red[r]"
    )
    ends = [display("low", hostile, "lower"), display("high", hostile, "upper")]
    made = questionnaire(
        item("g", "group", hostile, item=[item("a", text=hostile), scale("b", item=ends)]),
        scale("n", 1, 3, text=hostile),
        choice("c", 1, 2, text=hostile),
        item("t", "text", hostile),
        item("o", "choice", answerOption=[{"valueString": hostile}]),
        display("d", hostile),
        url="https://clinic.example/hostile",
        copyright=hostile,
        description=hostile,
    )
    with opened(server.database) as diary:
        diary.save(Questionnaire(made["url"], hostile, written(made), Scoring.NONE), by=BY)
    page = at(window, server, made["url"])
    shown = page.get_by_test_id("stMain")
    for tag in ("img", "script", "b:has-text('bold')", "em", "a[href*='example']", ".katex"):
        assert shown.locator(tag).all_inner_texts() == [], tag
    plain = shown.inner_text().replace("\N{WORD JOINER}", "")
    assert plain.count(hostile) == 12, plain
