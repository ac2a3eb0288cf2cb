"""All that may become of the record once its period is locked."""

from datetime import UTC, date, datetime

from portfolios.models import (
    Ask,
    AskState,
    Footprint,
    HighlightReport,
    Initiative,
    InitiativeAlias,
    Meeting,
    Milestone,
    Person,
    PlannedOutcome,
    Rating,
    ReportingPeriod,
    ReportParagraph,
    ReportState,
    RoleAssignment,
)
from risks.models import Assessment, Risk, RiskStatus
from stp_portal.accounts.models import User
from tests.factories import (
    AskFactory,
    AssessmentFactory,
    InitiativeFactory,
    PersonFactory,
    RiskFactory,
    RoleAssignmentFactory,
)


def change_everything(footprint: Footprint, by: User) -> None:
    """What anybody may do on later days, and what nobody may any more."""
    care = Initiative.objects.get(slug="urgent-care")
    Initiative.objects.update(
        name="Renamed", short_name="New", description="Another one.", category="place", is_rated=False
    )
    Initiative.objects.filter(slug="frailty").update(parent=None, kind="portfolio", ended_on=date(2017, 9, 2))
    InitiativeFactory(footprint=footprint, name="Brand new", started_on=date(2017, 9, 1))
    InitiativeAlias.objects.update(name="Another alias")
    Person.objects.update(name="Somebody else", post="Another post", organisation=None)
    RoleAssignment.objects.update(valid_to=date(2017, 9, 3))
    RoleAssignmentFactory(initiative=care, person=PersonFactory(footprint=footprint), role="sponsor")
    answered = {"state": AskState.ANSWERED, "outcome_text": "Agreed.", "verb": "forget", "text": "it all."}
    Ask.objects.update(**answered, answered_at=datetime(2017, 10, 18, tzinfo=UTC), answered_by=by)
    AskFactory(initiative=care, period=ReportingPeriod.objects.get(slug="2017-09"), text="something new.")
    Milestone.objects.update(title="Moved", forecast="June 2019", actual="May 2019", heading="Elsewhere")
    Risk.objects.filter(number=1).update(
        status=RiskStatus.CLOSED, closed_reason="All is well.", title="Closed"
    )
    Assessment.objects.update(superseded_at=datetime(2017, 10, 1, tzinfo=UTC))
    AssessmentFactory(risk=Risk.objects.get(number=2), factors=(1, 1))
    RiskFactory(footprint=footprint, number=9, initiative=care, title="Brand new risk", score=(5, 5))
    Meeting.objects.filter(date=date(2017, 9, 20)).update(date=date(2017, 9, 30))
    ReportParagraph.objects.update(text="Rewritten.")
    PlannedOutcome.objects.update(text="Rewritten.")
    HighlightReport.objects.filter(period__slug="2017-09").update(
        state=ReportState.DRAFT, route_to_green="Another route.", not_updated_days=None, carried_from=None
    )
    level = Rating.objects.filter(level__label="Green").first()
    assert level is not None
    now = ReportingPeriod.objects.filter(slug__in=["2017-08", "2017-09"])
    Rating.objects.filter(period__in=now).update(level=level.level, reason="Changed.")
