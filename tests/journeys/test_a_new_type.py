"""A PMO makes a new type of paper from shipped sections, gives it a cover sheet and a logo, and reads a paper of it."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from portfolios.models import Footprint
from reports.models import Paper, PaperType
from stp_portal.accounts.models import User
from tests.browser import PATIENCE, axe, go, set_width
from tests.factories import PeriodFactory, PersonFactory, RiskFactory
from tests.journeys.conftest import compiled
from tests.journeys.test_reading import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TYPES = "/northmere/paper-types/"


@pytest.fixture
def record(footprint: Footprint, priya: User) -> None:
    """A period with an open risk, and the PMO lead as a person who can write papers."""
    PeriodFactory(footprint=footprint, month=(2018, 4))
    PersonFactory(footprint=footprint, key="priya", name="Priya Office", user=priya)
    RiskFactory(footprint=footprint, number=1, event="the lease being signed late")


def titles(page: Page) -> list[str]:
    """The sections of the type that is shown, in order."""
    return page.locator(".order h3").all_inner_texts()


def press(page: Page, name: str) -> None:
    """Press the button or follow the link of this name in the page itself, and wait for where it leads."""
    main = page.locator("main")
    button, link = (main.get_by_role(kind, name=name, exact=True) for kind in ("button", "link"))
    go(button.or_(link).first)


def test_from_shipped_sections_to_a_paper_that_is_read(desk, priya: User, record: None, tmp_path: Path):
    page = desk(priya)
    page.goto("/northmere/papers/")
    page.get_by_role("link", name="Types of paper, cover sheets and house styles").click()
    expect(page.get_by_text("there is no type of paper")).to_be_visible()
    assert axe(page) == []

    # A house style: too pale, then dark enough, with a logo.
    press(page, "House styles")
    press(page, "Make a house style")
    page.get_by_label("Name").fill("NHS Northmere")
    page.get_by_label("Colour of headings and rules").fill("#ffb81c")
    page.get_by_label("Line at the foot").fill("Together for Northmere")
    press(page, "Save")
    expect(page.locator("#id_colour_error, .nhsuk-error-message").first).to_contain_text("1.7 to 1")
    assert axe(page) == []
    page.get_by_label("Colour of headings and rules").fill("#78003c")
    press(page, "Save")
    press(page, "Add a logo")
    Image.new("RGBA", (900, 300), (120, 0, 60, 255)).save(tmp_path / "logo.png")
    page.get_by_label("Logo", exact=False).first.set_input_files(tmp_path / "logo.png")
    page.get_by_label("What the logo shows").fill("Northmere Partnership")
    press(page, "Save")
    expect(page.get_by_role("img", name="Northmere Partnership")).to_be_visible()
    assert axe(page) == []

    # The type, from one that ships; then its own sections.
    press(page, "Types of paper")
    press(page, "Make a type of paper")
    assert axe(page) == []
    page.get_by_label("Name", exact=True).fill("Board update")
    page.get_by_label("Organisation, as headed").fill("NHS NORTHMERE")
    page.get_by_label(re.compile("^Governing Body update")).check()
    press(page, "Make it")
    assert titles(page)[:3] == ["Introduction", "Report", "Portfolio Progress"]
    for gone in ("Items raised for discussion at SLT", "Items raised for decision at SLT", "Finance Update"):
        press(page, f"Take out {gone}")
    press(page, "Move up Portfolio Progress")
    assert titles(page)[:3] == ["Introduction", "Portfolio Progress", "Report"]
    expect(page.get_by_role("button", name="Move up Portfolio Progress")).to_be_focused()
    assert axe(page) == []
    press(page, "Add a section")
    assert axe(page) == []
    press(page, "Risk log")
    page.get_by_label("Title").fill("Our risks")
    page.get_by_label("Place of Risk description").fill("1")
    page.get_by_label("Place of Level").fill("2")
    page.get_by_label("Head of Level").fill("Held at")
    assert axe(page) == []
    press(page, "Save")
    expect(page.get_by_text("Columns: Risk description and Held at")).to_be_visible()
    press(page, "Change these")
    page.get_by_label("House style").select_option(label="NHS Northmere")
    page.get_by_label("Usual verb of the recommendation").fill("note")
    page.get_by_label("Usual recommendation").fill("The Board is asked to **note** the report.")
    assert axe(page) == []
    press(page, "Save")
    for width in (320, 375):
        set_width(page, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    set_width(page, 1280)

    # A paper of it: begun, compiled and read.
    press(page, "Start a paper of this type")
    press(page, "Start the paper")
    paper = Paper.objects.get()
    assert [section.title for section in paper.sections.order_by("position")][-1] == "Our risks"
    page.goto(f"/northmere/papers/{paper.pk}/")
    press(page, "Compile paper")
    compiled(page, f"/northmere/papers/{paper.pk}/read/")
    article = page.locator("article.paper")
    expect(article.get_by_role("img", name="Northmere Partnership")).to_be_visible()
    expect(article).to_contain_text("Together for Northmere")
    expect(article.get_by_role("columnheader", name="Held at")).to_be_visible()
    expect(article).to_contain_text("the lease being signed late")
    colour = article.locator(".cover__band").evaluate("band => getComputedStyle(band).backgroundColor")
    assert colour == "rgb(120, 0, 60)"
    assert axe(page) == []

    # Its cover sheet is used now: a new edition is made of it.
    page.goto("/northmere/cover-sheets/")
    page.locator("main table").get_by_role("link").first.click()
    expect(page.get_by_text("Papers use this edition, so it is never changed")).to_be_visible()
    press(page, "See it as it prints")
    expect(page.locator("article.paper")).to_contain_text("Monitoring and Assurance Summary")
    assert axe(page) == []


def test_it_works_without_scripts(browser: Browser, live_server, priya: User, record: None):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    with_scripts = browser.new_context(base_url=live_server.url)
    signed_in = with_scripts.new_page()
    sign_in(signed_in, priya)
    context.add_cookies(with_scripts.cookies())
    with_scripts.close()
    page.goto(f"{TYPES}add/")
    page.get_by_label("Name", exact=True).fill("Short paper")
    page.get_by_label("Organisation, as headed").fill("NHS NORTHMERE")
    press(page, "Make it")
    for title in ("Opening", "Money"):
        press(page, "Add a section")
        press(page, "Text")
        page.get_by_label("Title").fill(title)
        press(page, "Save")
    press(page, "Move up Money")
    press(page, "Retire this type")
    press(page, "Bring it back")
    context.close()
    made = PaperType.objects.get()
    assert [(one.key, one.title) for one in made.sections.order_by("position")] == [
        ("text-money", "Money"),
        ("text-opening", "Opening"),
    ]
