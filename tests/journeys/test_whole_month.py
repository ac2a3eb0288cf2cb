"""A whole month for three people: opened, written, returned, assured, signed off, locked, and printed for the board."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from portfolios.models import (
    Footprint,
    HighlightReport,
    Initiative,
    Notice,
    NoticeKind,
    PeriodState,
    ReportingPeriod,
    ReportState,
)
from reports.actions import periods
from reports.models import Paper, Snapshot
from stp_portal.accounts.models import User
from tests.browser import axe, go
from tests.factories import (
    HighlightReportFactory,
    InitiativeFactory,
    PaperFactory,
    PaperTypeFactory,
    PeriodFactory,
    RatingFactory,
)
from tests.journeys.conftest import compiled
from tests.papers.gate import pdf_text

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SECTIONS = [("changes", "What changed since last time"), ("highlight-boxes", "Highlight report")]


@pytest.fixture
def april(footprint: Footprint, initiative: Initiative, priya: User) -> ReportingPeriod:
    """March is locked, with two reports signed off; April is planned; the paper of April is a draft."""
    march = PeriodFactory(footprint=footprint, month=(2018, 3))
    silent = InitiativeFactory(footprint=footprint, slug="planned-care", name="Planned Care", position=2)
    for one, word in ((initiative, "Green"), (silent, "Amber")):
        RatingFactory(initiative=one, period=march, word=word, reason="As planned.")
        HighlightReportFactory(
            initiative=one,
            period=march,
            state=ReportState.SIGNED_OFF,
            progress=["The unit was designed."],
            planned=["- Build the unit"],
        )
    periods.lock(period=march, version=march.version, by=priya)
    april = PeriodFactory(footprint=footprint, month=(2018, 4), state=PeriodState.PLANNED)
    kind = PaperTypeFactory(
        footprint=footprint, slug="highlight-report", name="Highlight report", sections=SECTIONS
    )
    kind.sections.filter(key="highlight-boxes").update(options={"appendix": True, "kinds": ["portfolio"]})
    PaperFactory(paper_type=kind, period=april, title="Highlight report, April 2018")
    return april


def test_a_month(
    desk: Callable[[User], Page],
    april: ReportingPeriod,
    initiative: Initiative,
    alice: User,
    sam: User,
    priya: User,
):
    # The PMO opens the period.
    office = desk(priya)
    office.get_by_role("banner").get_by_role("link", name="Calendar").click()
    office.get_by_role("link", name=re.compile("^Open")).first.click()
    expect(office.get_by_text("2 reports")).to_be_visible()
    go(office.get_by_role("button", name="Open this period"))
    assert Notice.objects.filter(user=alice, kind=NoticeKind.OPENED).count() == 1

    # The lead has one report to write, so they land on its form.
    lead = desk(alice)
    expect(lead.get_by_role("heading", level=1)).to_contain_text("Urgent Care")
    lead.get_by_label(re.compile("^Amber")).check()
    lead.get_by_role("group", name="Build the unit").get_by_label("Done").check()
    lead.get_by_role("group", name=re.compile("^Progress")).get_by_label("Changed").check()
    lead.get_by_label("Progress since the last report", exact=True).fill("The unit is built.")
    lead.get_by_role("group", name=re.compile("^Planned next")).get_by_label("Changed").check()
    lead.get_by_label("Planned next", exact=True).fill("- Open the unit")
    lead.get_by_role("group", name=re.compile("^Reason")).get_by_label("Changed").check()
    lead.get_by_label("Reason for the rating", exact=True).fill("Staff are not recruited yet.")
    lead.get_by_role("button", name="Save and preview").click()

    # Without a route to green it is not submitted, and the page says what is missing and where.
    expect(lead.get_by_text("Say what will be done about it").first).to_be_visible()
    assert axe(lead) == []
    lead.get_by_role("link", name=re.compile("Say what will be done about it")).first.click()
    lead.get_by_label("What will be done").fill("Recruit from the second list.")
    lead.get_by_label("Who does it").fill("Jo Recruiter")
    lead.get_by_label("By when").fill("March 2098")
    go(lead.get_by_role("button", name="Save and preview"))
    lead.get_by_role("button", name="Submit").click()
    expect(lead.get_by_text(re.compile("Submitted")).first).to_be_visible()

    # The PMO sends it back from the period room; the lead reads why, and submits again.
    go(office.get_by_role("banner").get_by_role("link", name="Period room"))
    assert axe(office) == []
    office.get_by_role("main").get_by_role("link", name="Urgent Care").first.click()
    returned = office.locator("form", has=office.get_by_role("button", name=re.compile("^Return")))
    returned.get_by_role("textbox").fill("Say how many staff.")
    go(returned.get_by_role("button", name=re.compile("^Return")))
    lead.goto("/")
    expect(lead.get_by_text("Say how many staff.")).to_be_visible()
    lead.get_by_label("Reason for the rating", exact=True).fill("Twelve staff are not recruited yet.")
    go(lead.get_by_role("button", name="Save and preview"))
    go(lead.get_by_role("button", name="Submit"))

    # The PMO sees it darker, and assures the report.
    office.reload()
    darker = office.locator("form", has=office.get_by_role("button", name=re.compile("PMO", re.I)))
    darker.get_by_label(re.compile("^Red")).check()
    darker.get_by_label(re.compile("reason", re.I)).fill("The second list is empty.")
    go(darker.get_by_role("button", name=re.compile("PMO", re.I)).first)
    office.get_by_role("button", name=re.compile("^Assure")).click()
    expect(office.get_by_text(re.compile("Sam Owner")).first).to_be_visible()

    # The senior responsible owner finds it in their list and signs it off.
    owner = desk(sam)
    expect(owner.get_by_role("heading", name="My work")).to_be_visible()
    assert axe(owner) == []
    go(owner.get_by_role("main").get_by_role("link", name=re.compile("Urgent Care")).first)
    go(owner.get_by_role("button", name=re.compile("^Sign off")))
    assert HighlightReport.objects.get(initiative=initiative, period=april).state == ReportState.SIGNED_OFF

    # The month is locked, knowingly without the one that stayed silent.
    go(office.get_by_role("banner").get_by_role("link", name="Period room"))
    go(office.get_by_role("button", name="Lock this period"))
    go(office.get_by_role("button", name="Lock this period"))
    expect(office.locator(".nhsuk-error-summary")).to_contain_text("Planned Care is not signed off")
    office.get_by_role("checkbox", name=re.compile("Planned Care")).check()
    go(office.get_by_role("button", name="Lock this period"))
    april.refresh_from_db()
    assert april.state == PeriodState.LOCKED
    assert Snapshot.objects.locked().filter(period=april).exists()

    # What is printed for the board is that record.
    paper = f"/northmere/papers/{Paper.objects.get().pk}/"
    office.goto(paper)
    go(office.get_by_role("button", name=re.compile("^Compile")))
    compiled(office, paper)
    with office.expect_download() as download:
        office.get_by_role("rowheader").get_by_role("link", name=re.compile("^PDF")).click()
    text = " ".join(pdf_text(download.value.path().read_bytes()).split())
    assert "The unit is built." in text
    assert "Urgent Care worsened from Green to Red" in text
    assert "Recruit from the second list." in text
    assert "not updated for 30 days" in text
