"""A PMO makes this month's paper from last month's: begun, written, kept, overridden, commented, compiled and read."""

import pytest
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from portfolios.models import Footprint, Initiative, ReportingPeriod
from reports.actions import papers
from reports.models import CoverFieldKind, Paper, PaperType, Run, SectionDraft
from reports.runner import execute
from stp_portal.accounts.models import User
from tests.browser import PATIENCE, axe, go, set_width
from tests.factories import (
    CoverFieldFactory,
    HighlightReportFactory,
    PaperFactory,
    PaperTypeFactory,
    PeriodFactory,
    PersonFactory,
    RatingFactory,
)
from tests.journeys.test_reading import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SECTIONS = [
    ("introduction", "Introduction"),
    ("progress", "Portfolio progress"),
    ("finance", "Finance"),
    ("conclusion", "Conclusion"),
]
START = "/northmere/papers/start/"


@pytest.fixture
def paper_type(footprint: Footprint, initiative: Initiative, priya: User) -> PaperType:
    """A type with a cover sheet, a paper of last month, and what the initiative reports this month."""
    kind = PaperTypeFactory(
        footprint=footprint,
        sections=SECTIONS,
        recommendation_verb="note",
        recommendation="The board is asked to **note** the report.",
    )
    for key, field in (("purpose", CoverFieldKind.TEXT), ("quality", CoverFieldKind.ASSURANCE)):
        CoverFieldFactory(
            template=kind.cover_template, key=key, kind=field, label=key.title(), prompt="Say in a sentence."
        )
    PersonFactory(footprint=footprint, key="priya", name="Priya Office", user=priya)
    PaperFactory(
        paper_type=kind,
        period=PeriodFactory(footprint=footprint, month=(2018, 3)),
        title="Plan update",
        texts={"introduction": "In March we **began**.", "finance": "On plan in March."},
    )
    april = PeriodFactory(footprint=footprint, month=(2018, 4))
    RatingFactory(initiative=initiative, period=april, word="Amber", reason="No lease yet.")
    HighlightReportFactory(initiative=initiative, period=april, progress=["The unit was built."])
    return kind


def tell_outline(page: Page, title: str) -> Locator:
    """The line of a section in the outline."""
    return page.locator(".outline__line").filter(has_text=title)


def test_this_months_paper_from_last_months(desk, priya: User, sam: User, paper_type: PaperType):
    page = desk(priya)
    page.goto("/northmere/papers/")
    go(page.get_by_role("button", name="Start a paper"))
    assert axe(page) == []
    page.get_by_label("Reporting period").select_option(label="April 2018")
    page.get_by_role("button", name="Start the paper").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Plan update")
    expect(page.get_by_text("2 sections are carried from")).to_be_visible()
    expect(tell_outline(page, "Introduction")).to_contain_text("Carried")
    expect(page.get_by_text("In March we began.")).to_be_visible()
    assert axe(page) == []
    paper = Paper.objects.get(period=ReportingPeriod.objects.get(slug="2018-04"))

    # Written, and kept when the page is closed before it is saved.
    go(tell_outline(page, "Introduction").get_by_role("link"))
    assert axe(page) == []
    page.get_by_label("Text").fill("In April we **built**.")
    expect(page.get_by_text("What you typed is kept")).to_be_visible()
    expect(page.locator("[data-compose=after]").get_by_text("In April we built.")).to_be_visible()
    assert SectionDraft.objects.get().text == "In April we **built**."
    page.goto("/northmere/papers/")
    page.goto(f"/northmere/papers/{paper.pk}/compose/")
    tell_outline(page, "Introduction").get_by_role("link").click()
    expect(page.get_by_label("Text")).to_have_value("In April we **built**.")
    page.get_by_role("button", name="Save as it stands, or as changed").click()
    expect(page.get_by_text("“Introduction” is saved")).to_be_visible()
    expect(tell_outline(page, "Introduction")).to_contain_text("Written")

    # What the record gives is not typed over: something stands in its place, with its reason.
    tell_outline(page, "Portfolio progress").get_by_role("link").click()
    expect(page.get_by_text("The unit was built.")).to_be_visible()
    page.get_by_text("Write something else in place of the record").click()
    page.get_by_label("Text in place of the record").fill("The report came too late.")
    page.get_by_label("Reason", exact=True).fill("The record was wrong on the day.")
    assert axe(page) == []
    page.get_by_role("button", name="Print this in place of the record").click()
    expect(page.locator("[data-compose=after]")).to_contain_text(
        "Written by hand in place of the record: The record was wrong on the day."
    )
    expect(tell_outline(page, "Portfolio progress")).to_contain_text("Written by hand")
    page.get_by_role("button", name="Draw it from the record again").click()
    expect(page.locator("[data-compose=after]").get_by_text("The unit was built.")).to_be_visible()

    # Somebody who approves papers asks for a change, and sees no way to write.
    reader = desk(sam)
    reader.goto(f"/northmere/papers/{paper.pk}/compose/")
    go(tell_outline(reader, "Finance").get_by_role("link"))
    expect(reader.get_by_role("button", name="Save")).to_have_count(0)
    reader.get_by_text("Comment, or request a change").click()
    reader.get_by_label("What do you have to say?").fill("This is of March.")
    reader.get_by_label("A request for change").check()
    assert axe(reader) == []
    reader.get_by_role("button", name="Say it").click()
    expect(reader.get_by_text("This is of March.")).to_be_visible()

    # Left out, and the request settled.
    page.goto(f"/northmere/papers/{paper.pk}/compose/")
    expect(tell_outline(page, "Finance")).to_contain_text("1 comment")
    tell_outline(page, "Finance").get_by_role("link").click()
    page.get_by_role("button", name="Leave out of this paper").click()
    expect(page.get_by_text("This section is left out of the paper.")).to_be_visible()
    page.get_by_text("Settle this").click()
    page.get_by_label("Answer").fill("Left out: there are no figures of April yet.")
    page.get_by_role("button", name="Settle").click()
    expect(page.get_by_text("Request for change, settled")).to_be_visible()
    assert axe(page) == []

    # The cover sheet, answered.
    page.get_by_role("link", name="Cover sheet").click()
    expect(
        page.get_by_label("Purpose", exact=True).or_(page.get_by_label("Purpose (optional)"))
    ).to_have_value("")
    page.locator("textarea").first.fill("To tell what was built.")
    row = page.get_by_role("group", name="Quality: implications considered")
    expect(row.get_by_label("Yes")).not_to_be_checked()
    row.get_by_label("Yes").check()
    assert axe(page) == []
    page.get_by_role("button", name="Save cover sheet").click()
    expect(page.locator("[data-compose=after]").get_by_text("To tell what was built.")).to_be_visible()

    # Compiled, with its progress, and read.
    page.get_by_role("button", name="Compile paper").click()
    expect(page.get_by_text("Waiting its turn")).to_be_visible()
    execute(Run.objects.get(paper=paper).pk)
    expect(page.get_by_role("link", name="Read the paper as a page")).to_be_visible()
    page.get_by_role("link", name="Read the paper as a page").click()
    expect(page.get_by_text("In April we built.")).to_be_visible()
    expect(page.get_by_text("To tell what was built.")).to_be_visible()
    expect(page.get_by_text("On plan in March.")).to_have_count(0)


@pytest.fixture
def paper(paper_type: PaperType) -> Paper:
    return PaperFactory(
        paper_type=paper_type,
        period=ReportingPeriod.objects.get(slug="2018-04"),
        title="Plan update of April",
        texts={"introduction": "As written."},
    )


def test_sections_are_moved_with_the_keyboard_on_a_phone(page: Page, priya: User, paper: Paper):
    sign_in(page, priya)
    set_width(page, 320)
    page.goto(f"/northmere/papers/{paper.pk}/compose/")
    down = page.get_by_role("button", name="Move Introduction down")
    down.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".outline__line").first).to_contain_text("1. Portfolio progress")
    expect(down).to_be_focused()  # to be pressed again
    expect(down).to_have_accessible_description("“Introduction” is moved down.")
    for rest in ("compose/", f"sections/{paper.sections.first().pk}/", "cover/", "details/", "comments/"):
        page.goto(f"/northmere/papers/{paper.pk}/{rest}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, rest
        assert axe(page) == [], rest


def test_of_two_who_save_the_second_hears_of_it_first(page: Page, priya: User, paper: Paper):
    sign_in(page, priya)
    section = paper.sections.get(key="introduction")
    page.goto(f"/northmere/papers/{paper.pk}/sections/{section.pk}/")
    papers.write_section(section=section, version=section.version, text="Theirs.", by=priya)
    page.get_by_label("Text").first.fill("Mine.")
    go(page.get_by_role("button", name="Save section"))
    told = page.get_by_role("alert").filter(has_text="Somebody else saved this section")
    expect(told).to_be_focused()
    assert axe(page) == []


def test_everything_works_without_scripts(browser: Browser, live_server, priya: User, paper: Paper):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    client = Client()
    client.force_login(priya)
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(f"/northmere/papers/{paper.pk}/compose/")
    tell_outline(page, "Introduction").get_by_role("link").click()
    page.get_by_label("Text").first.fill("Without scripts.")
    page.get_by_role("button", name="Save section").click()
    expect(page.locator("[data-compose=after]").get_by_text("Without scripts.")).to_be_visible()
    context.close()
