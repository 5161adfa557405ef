"""The report handed to another app by the browser's own means, where it has them."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import Window, eventually, settle
from tests.running import Server

# What a phone's browser offers: Chromium without a screen has no apps to share with.
A_PHONE = """(fails) => {
    window.shared = [];
    navigator.canShare = ({files}) => files.every(file => /pdf|csv|sheet/.test(file.type));
    navigator.share = async ({files}) => {
        const error = fails.shift();
        if (error) throw new DOMException("no", error);
        for (const file of files) {
            window.shared.push({name: file.name, type: file.type, size: file.size});
        }
    };
}"""


def report(window: Window, server: Server, fails: list[str] | None = None) -> Page:
    """The report in a browser that shares PDF and XLSX, after `fails`; None: that shares nothing.

    Another screen comes first: what the browser has is looked at when the report is drawn.
    """
    page = window.open(f"{server.address}/week")
    if fails is None:
        page.evaluate("navigator.canShare = undefined")
    else:
        page.evaluate(A_PHONE, fails)
    page.get_by_role("link", name="Report", exact=True).click()
    settle(page)
    expect(page.get_by_role("button", name="Download PDF")).to_be_visible()
    return page


def shares(page: Page) -> list[str]:
    return page.locator(".bb-shares .bb-share").all_inner_texts()


def shared(page: Page) -> dict[str, object]:
    found: dict[str, object] = eventually(page, lambda: page.evaluate("window.shared[0]"))
    return found


def test_a_browser_that_cannot_share_offers_no_sharing(window: Window, a_year: Server) -> None:
    page = report(window, a_year)
    expect(page.locator(".bb-shares")).to_be_attached()
    expect(page.locator(".bb-shares")).to_be_hidden()


def test_only_what_the_browser_shares_is_offered_and_the_file_itself_is_shared(
    window: Window, a_year: Server
) -> None:
    page = report(window, a_year, [])
    assert shares(page) == ["PDF", "XLSX"]
    group = page.get_by_role("group", name="Share with an app on this device")
    group.get_by_role("button", name="PDF").click()
    file = shared(page)
    assert str(file["name"]).startswith("backbeat-")
    assert str(file["name"]).endswith(".pdf")
    assert file["type"] == "application/pdf"
    assert int(str(file["size"])) > 10_000
    settle(page)
    assert page.evaluate("window.shared.length") == 1, "once, however often the screen is drawn"


def test_a_file_that_took_too_long_to_make_is_one_more_press_away(
    window: Window, a_year: Server
) -> None:
    page = report(window, a_year, ["NotAllowedError"])
    page.locator(".bb-shares").get_by_role("button", name="PDF").click()
    page.get_by_role("button", name="Ready. Share backbeat-").click()
    assert str(shared(page)["name"]).endswith(".pdf")
    expect(page.get_by_role("button", name="Ready. Share")).to_have_count(0)


def test_who_thinks_better_of_it_is_told_nothing(window: Window, a_year: Server) -> None:
    page = report(window, a_year, ["AbortError"])
    page.locator(".bb-shares").get_by_role("button", name="PDF").click()
    settle(page)
    expect(page.locator(".bb-shares [role=status]")).to_be_empty()


def test_a_file_that_never_arrives_is_said(window: Window, a_year: Server) -> None:
    page = report(window, a_year, [])
    page.evaluate("window.fetch = async () => new Response('', {status: 404})")
    page.locator(".bb-shares").get_by_role("button", name="PDF").click()
    said = page.locator(".bb-shares [role=status]")
    expect(said).to_have_text("The file didn't arrive here. Press its button again.")


@pytest.mark.parametrize("form", ["PDF", "XLSX"])
def test_what_cannot_be_shared_is_downloaded(
    window: Window, a_year: Server, form: str, tmp_path: Path
) -> None:
    page = report(window, a_year, ["DataError"])
    with page.expect_download() as downloading:
        page.locator(".bb-shares").get_by_role("button", name=form).click()
    downloading.value.save_as(tmp_path / "file")
    assert (tmp_path / "file").stat().st_size > 5_000
    expect(page.get_by_text("It could not be shared, so it was downloaded.")).to_be_visible()
