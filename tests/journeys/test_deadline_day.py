"""The last evening of the month, as the people of the made-up footprint live it: real web process, real worker."""

import re
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import PATIENCE, axe, go
from tests.faults.live import until
from tests.papers.gate import pdf_text
from tests.processes import OwnPortal
from tests.services import free_port

pytestmark = pytest.mark.journey

PASSWORD = "for one evening only"
PROGRESS = "The surgical assessment unit opened a week early."


@pytest.fixture
def portal(own_portal: OwnPortal) -> str:
    """The address of a running portal with the example footprints, its worker beside it."""
    own_portal.environment |= {"DEMO_PASSWORD": PASSWORD, "HTTPS": "false"}
    own_portal.manage("load_examples", "--accounts", "--verbosity", "0")
    port = free_port()
    web = ["gunicorn", "stp_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    own_portal.start(*web, "--workers", "1", "--threads", "4")
    own_portal.start("celery", "--app", "stp_portal", "worker", "--beat", "--concurrency", "1")
    until(lambda: answers(port), "the web process answers")
    return f"http://127.0.0.1:{port}"


def answers(port: int) -> bool:
    http = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        http.request("GET", "/accounts/login/")
        return http.getresponse().status == 200
    except OSError:
        return False
    finally:
        http.close()


@pytest.fixture
def context(browser: Browser, portal: str) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=portal, accept_downloads=True, locale="en-GB")
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/northmere/**")


def sign_out(page: Page) -> None:
    go(page.get_by_role("banner").get_by_role("button", name="Sign out"))


def change(page: Page, label: str, text: str) -> None:
    """Write into a box of the form; where it holds last time's text, say first that it has changed."""
    question = page.get_by_role("group", name=re.compile(f"^{label} in .* still true"))
    if question.count():
        question.get_by_label("Changed").check()
    page.get_by_label(label, exact=True).fill(text)


def test_a_lead_reports_and_the_pmo_compiles_the_paper(context: BrowserContext):
    page = context.new_page()

    # A lead signs in, finds what waits for them and forgets the reason: the preview says so and leads to its place.
    sign_in(page, "lead.northmere@example.org")
    expect(page.get_by_role("heading", name="My work")).to_be_visible()
    go(page.get_by_role("link", name=re.compile("^(Write|Finish) the report of")).first)
    initiative = page.locator("h1").inner_text().split("\n")[-1]
    page.get_by_role("group", name="Rating this time").get_by_label(re.compile("^Red")).check()
    change(page, "Progress since the last report", PROGRESS)
    change(page, "Reason for the rating", "")
    assert axe(page) == []
    page.get_by_role("button", name="Save and preview").click()
    expect(page.get_by_text("Not ready to submit")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Say why the rating is Red").click()
    expect(page.get_by_label("Progress since the last report", exact=True)).to_have_value(PROGRESS)

    # With its reason it is saved, and the dashboard has changed.
    change(page, "Reason for the rating", "The supplier has withdrawn.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("is saved as a draft")).to_be_visible()
    expect(page.get_by_text(PROGRESS)).to_be_visible()
    page.get_by_role("banner").get_by_role("link", name="Portfolio").click()
    row = page.locator("tr", has=page.get_by_role("rowheader", name=initiative)).first
    expect(row).to_contain_text("Red")
    expect(row).to_contain_text("Draft")
    sign_out(page)

    # The PMO compiles the paper, watches it, and takes it away.
    sign_in(page, "pmo.northmere@example.org")
    page.get_by_role("banner").get_by_role("link", name="Papers").click()
    page.get_by_role("main").get_by_role("link", name=re.compile(r"\(STP\) update")).first.click()
    page.get_by_role("button", name="Compile paper").click()
    expect(page.get_by_role("heading", name="Findings")).to_be_visible(timeout=4 * PATIENCE)
    assert axe(page) == []
    with page.expect_download() as download:
        page.get_by_role("rowheader").get_by_role("link", name=re.compile("^PDF")).click()
    assert download.value.suggested_filename.endswith(".pdf")
    text = pdf_text(download.value.path().read_bytes())
    assert PROGRESS in text
    assert "Red" in text

    # The same paper as a page.
    page.get_by_role("link", name="Read the paper as a page").click()
    expect(page.get_by_text(PROGRESS)).to_be_visible()
    assert axe(page) == []

    # Asked again with nothing changed, there is nothing to do, and it says so.
    page.go_back()
    page.get_by_role("button", name="Compile again").click()
    expect(page.get_by_text("Nothing has changed since this paper was compiled")).to_be_visible()


def test_an_observer_sees_nothing_to_press(context: BrowserContext):
    page = context.new_page()
    sign_in(page, "observer.northmere@example.org")
    expect(page.get_by_text("public risks and asks only")).to_be_visible()
    assert page.get_by_role("link", name=re.compile("^update", re.I)).count() == 0
    go(page.get_by_role("banner").get_by_role("link", name="Papers"))
    go(page.get_by_role("main").get_by_role("link", name=re.compile(r"\(STP\) update")).first)
    assert page.get_by_role("button", name="Compile paper").count() == 0
    assert page.goto("/northmere/people/").status == 403
    assert page.goto("/dorset/").status == 404
