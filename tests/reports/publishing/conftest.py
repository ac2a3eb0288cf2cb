"""A paper that can go its way: written, of a locked period, with people in their parts.

Models can be imported once Django is set up, so not at the top.
"""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from portfolios.models import Footprint, ReportingPeriod
    from reports.models import Paper, Publication
    from stp_portal.accounts.models import User


@pytest.fixture
def ann(footprint: "Footprint") -> "User":
    """The author: an analyst of the PMO."""
    from stp_portal.accounts.roles import Role
    from tests.factories import UserFactory

    return UserFactory(name="Ann Author", email="ann@example.org", role=Role.PMO_ANALYST, footprint=footprint)


@pytest.fixture
def period(footprint: "Footprint") -> "ReportingPeriod":
    """January 2018, locked with its snapshot."""
    from portfolios.models import PeriodState
    from reports.actions import snapshots
    from reports.models import SnapshotKind
    from tests.factories import PeriodFactory

    period = PeriodFactory(footprint=footprint, month=(2018, 1), state=PeriodState.LOCKED)
    snapshots.take(period=period, kind=SnapshotKind.LOCKED, by=None)
    return period


@pytest.fixture
def paper(footprint: "Footprint", period: "ReportingPeriod", ann: "User") -> "Paper":
    """A draft that Ann wrote for the Governing Body of 21 February 2018."""
    from tests.factories import BodyFactory, MeetingFactory, PaperFactory, PaperTypeFactory, PersonFactory

    body = BodyFactory(footprint=footprint, name="Governing Body")
    return PaperFactory(
        paper_type=PaperTypeFactory(footprint=footprint, sections=[("introduction", "Introduction")]),
        period=period,
        meeting=MeetingFactory(body=body, date="2018-02-21"),
        author=PersonFactory(footprint=footprint, name="Ann Author", post="Analyst", user=ann),
        texts={"introduction": "The first words."},
    )


@pytest.fixture
def in_review(paper: "Paper", ann: "User") -> "Paper":
    """Handed in by Ann and compiled."""
    from reports.actions import approval
    from tests.reports.publishing.way import finish

    paper = approval.submit(paper=paper, by=ann)
    finish(paper)
    return paper


@pytest.fixture
def approved(in_review: "Paper", sam: "User") -> "Paper":
    """Approved by Sam and compiled without the word draft."""
    from reports.actions import approval
    from tests.reports.publishing.way import finish

    paper = approval.approve(paper=in_review, by=sam)
    finish(paper)
    return paper


@pytest.fixture
def publication(approved: "Paper", priya: "User") -> "Publication":
    """Published by Priya."""
    from reports.actions import publishing

    return publishing.publish(paper=approved, by=priya)
