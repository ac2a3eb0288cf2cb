"""The papers of the registers that a made-up footprint has drafts of."""

from datetime import date

import pytest

from portfolios.models import Footprint
from reports.composition import compose
from reports.document import ComposedSection, Document
from reports.inputs import frozen_input
from reports.models import Paper, Severity
from reports.snapshot_content import build
from reports.synthesise import make_footprint
from risks.models import Recommendation, Risk, RiskStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def northmere() -> Footprint:
    return make_footprint(
        slug="northmere", name="Northmere (made up)", months=6, initiatives=20, until=date(2026, 4, 1)
    )


def composed(slug: str, session: str = "public") -> Document:
    paper = Paper.objects.get(paper_type__slug=slug, session=session)
    return compose(build(paper.period), frozen_input(paper))


def section(document: Document, key: str) -> ComposedSection:
    return next(one for one in document.sections if one.key == key)


def test_the_risk_register_stands_in_a_public_and_in_a_private_version(northmere: Footprint):
    open_risks = Risk.objects.filter(footprint=northmere, status=RiskStatus.OPEN)
    Risk.objects.filter(pk=open_risks[0].pk).update(is_private=True, private_reason="Commercial interests")
    public, private = (
        section(composed("risk-register", session), "risk_log").context["table"]
        for session in ("public", "private")
    )
    assert len(list(private.rows)) == open_risks.count()
    assert len(list(public.rows)) == open_risks.filter(is_private=False).count() < len(list(private.rows))
    assert not [row for row in public.rows if row.private_reason]


@pytest.mark.parametrize(
    ("slug", "session"),
    [("risk-register", "public"), ("risk-register", "private"), ("recommendation-tracker", "public")],
)
def test_nothing_in_them_blocks_their_approval(northmere: Footprint, slug: str, session: str):
    document = composed(slug, session)
    assert [finding for finding in document.findings if finding.severity == Severity.BLOCKING] == []


def test_the_tracker_has_every_recommendation_that_is_open(northmere: Footprint):
    blocks = section(composed("recommendation-tracker"), "review_tracker").context["blocks"]
    number = sum(len(list(block["table"].rows)) for block in blocks)
    assert number >= Recommendation.objects.filter(footprint=northmere).public().open().count()
