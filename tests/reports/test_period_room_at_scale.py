"""The period room asks the database as often for a thousand initiatives as for ten."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portfolios.models import (
    HighlightReport,
    Initiative,
    InitiativeKind,
    InitiativeRole,
    Membership,
    Milestone,
    PeriodState,
    Person,
    Rating,
    ReportingPeriod,
    ReportState,
    RoleAssignment,
)
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Role
from tests.factories import PeriodFactory, RatingSchemeFactory
from tests.factories.portfolios import FIRST_DAY

# Asked by every page: the session, the account, and whether the account needs a second factor.
OF_EVERY_PAGE = 3
STATES = list(ReportState)


@pytest.fixture
def period(footprint) -> ReportingPeriod:
    PeriodFactory(footprint=footprint, month=(2018, 1), state=PeriodState.LOCKED)
    return PeriodFactory(
        footprint=footprint, month=(2018, 2), returns_due=timezone.localdate() - timedelta(days=3)
    )


def fill(period: ReportingPeriod, number: int) -> None:
    """So many more workstreams, each with a lead, a return, a rating, and a milestone that is overdue."""
    place = period.footprint
    green = RatingSchemeFactory(footprint=place).levels.first()
    top = Initiative.objects.create(
        footprint=place, kind=InitiativeKind.PORTFOLIO, slug=f"top-{number}", name="Top"
    )
    known = Milestone.objects.filter(footprint=place).count()
    rows = range(known, known + number)

    def bulk(model, make):
        return model.objects.bulk_create([make(index) for index in rows], batch_size=500)

    users = bulk(User, lambda i: User(email=f"lead{i}@example.org", name=f"Lead {i}"))
    bulk(
        Membership,
        lambda i: Membership(footprint=place, user=users[i - known], role=Role.LEAD, valid_from=FIRST_DAY),
    )
    people = bulk(
        Person, lambda i: Person(footprint=place, key=f"p{i}", name=f"Lead {i}", user=users[i - known])
    )
    work = bulk(
        Initiative,
        lambda i: Initiative(
            footprint=place, kind=InitiativeKind.WORKSTREAM, parent=top, slug=f"work-{i}", name=f"Work {i}"
        ),
    )

    def of(i, **more):
        return {"footprint": place, "initiative": work[i - known], **more}

    bulk(
        RoleAssignment, lambda i: RoleAssignment(**of(i), person=people[i - known], role=InitiativeRole.LEAD)
    )
    bulk(HighlightReport, lambda i: HighlightReport(**of(i), period=period, state=STATES[i % len(STATES)]))
    bulk(Rating, lambda i: Rating(**of(i), period=period, level=green))
    bulk(Milestone, lambda i: Milestone(**of(i), number=i + 1, title="Plan", baseline="January 2016"))


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_as_many_queries_for_a_thousand_as_for_ten(client, priya, period):
    client.force_login(priya)
    fill(period, 10)
    few = queries_of(client, "/northmere/periods/2018-02/")
    fill(period, 990)
    many = queries_of(client, "/northmere/periods/2018-02/?only=late&q=work")
    assert many == few <= 12 + OF_EVERY_PAGE


def test_a_page_holds_sixty(client, priya, period):
    client.force_login(priya)
    fill(period, 130)
    room = client.get("/northmere/periods/2018-02/?page=3").context["room"]
    assert (len(room.page), room.page.paginator.count) == (10, 130)


def test_a_filter_offers_sixty_people_and_the_one_chosen(client, priya, period):
    client.force_login(priya)
    fill(period, 200)
    offered = client.get("/northmere/periods/2018-02/").context["form"].fields["who"].choices
    assert len(offered) == 1 + 2 + 60  # anybody, the PMO, nobody
    other = User.objects.filter(name__startswith="Lead").exclude(pk__in=[word for word, _ in offered[3:]])
    other = other.filter(people__roles__initiative__highlight_reports__state=ReportState.DRAFT).first()
    found = client.get(f"/northmere/periods/2018-02/?who={other.pk}")
    assert [row.report.who for row in found.context["room"].page] == [other.name]
