"""A period with rows of every kind, open and locked.

Models can be imported once Django is set up, so not at the top.
"""

from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from portfolios.models import Footprint, Initiative, ReportingPeriod
    from stp_portal.accounts.models import User


@pytest.fixture
def record(
    footprint: "Footprint", initiative: "Initiative", alice: "User", sam: "User", priya: "User"
) -> "ReportingPeriod":
    """September 2017, open, with rows of every kind, public and private; two months before it are locked."""
    from portfolios.models import (
        HighlightReport,
        Initiative,
        InitiativeAlias,
        Outcome,
        PlannedOutcome,
        RatingSource,
        ReportPart,
        ReportState,
    )
    from reports.actions import periods
    from tests.factories import (
        AskFactory,
        BodyFactory,
        HighlightReportFactory,
        InitiativeFactory,
        MeetingFactory,
        MilestoneFactory,
        OrganisationFactory,
        PaperFactory,
        PeriodFactory,
        PersonFactory,
        RatingFactory,
        ReportParagraphFactory,
        RiskFactory,
        RiskOwnerFactory,
        RoleAssignmentFactory,
    )
    from tests.reports.marks import PRIVATE

    july, august, september, _ = (
        PeriodFactory(footprint=footprint, month=(2017, month)) for month in (7, 8, 9, 10)
    )
    Initiative.objects.filter(pk=initiative.pk).update(description="Care at any hour.", short_name="Care")
    InitiativeAlias.objects.create(footprint=footprint, initiative=initiative, name="The first programme")
    frailty = InitiativeFactory(
        footprint=footprint, parent=initiative, kind="programme", slug="frailty", name="Frailty"
    )
    nurse = PersonFactory(
        footprint=footprint,
        key="nurse",
        name="Nora Nurse",
        organisation=OrganisationFactory(footprint=footprint, name="A trust"),
    )
    RoleAssignmentFactory(initiative=frailty, person=nurse)
    for month, word in ((july, "Green"), (august, "Red"), (september, "Amber")):
        RatingFactory(initiative=initiative, period=month, word=word)
        HighlightReportFactory(initiative=initiative, period=month, state=ReportState.SIGNED_OFF)
    RatingFactory(initiative=initiative, period=september, word="Red", source=RatingSource.PMO)
    RatingFactory(initiative=frailty, period=august, word="Red")
    HighlightReportFactory(initiative=frailty, period=august, state=ReportState.SIGNED_OFF)
    HighlightReportFactory(
        initiative=frailty,
        period=september,
        state=ReportState.DRAFT,
        progress=["Half written, never returned."],
    )
    RatingFactory(initiative=frailty, period=september, word="Green")
    returned = HighlightReport.objects.get(initiative=initiative, period=september)
    HighlightReport.objects.filter(pk=returned.pk).update(
        route_to_green="Recruit two nurses.", source="Board paper of September"
    )
    ReportParagraphFactory(report=returned, position=1, text="The first ward is open.")
    ReportParagraphFactory(report=returned, position=2, text="A buyer was found.", is_private=True)
    ReportParagraphFactory(report=returned, part=ReportPart.PLANNED, position=1, text="Open the second ward.")
    PlannedOutcome.objects.create(
        footprint=footprint, report=returned, position=1, text="Open the first ward", outcome=Outcome.DONE
    )
    body = BodyFactory(footprint=footprint, key="slt", name="System Leadership Team", abbreviation="SLT")
    for held in (date(2017, 9, 20), date(2017, 10, 18)):
        MeetingFactory(body=body, date=held)
    common = {"initiative": initiative, "body": body, "period": september}
    AskFactory(key="staff", text="the workforce plan.", **common)
    AskFactory(key="sale", text="the sale of the site.", purpose="decision", **common, **PRIVATE)
    MilestoneFactory(initiative=initiative, number=1, title="Open the second ward", forecast="December 2017")
    MilestoneFactory(initiative=initiative, number=2, title="Sign the sale", **PRIVATE)
    for number, title, extra in (
        (1, "Too few nurses", {}),
        (2, "The buyer leaves", PRIVATE),
        (3, "Rain", {}),
    ):
        risk = RiskFactory(
            footprint=footprint, number=number, title=title, initiative=initiative, score=(4, 4), **extra
        )
        RiskOwnerFactory(risk=risk, person=nurse)
    PaperFactory(
        paper_type__footprint=footprint,
        period=september,
        texts={"report": "There are {{ risks.total }} risks."},
    )
    for month in (july, august):
        periods.lock(period=month, version=1, by=priya)
    return september


@pytest.fixture
def september(record: "ReportingPeriod", priya: "User") -> "ReportingPeriod":
    """The same, locked."""
    from reports.actions import periods

    periods.lock(period=record, version=1, by=priya, accept=["frailty"])
    record.refresh_from_db()
    return record
