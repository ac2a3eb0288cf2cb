"""Raising a risk: numbered, scored, once however often the form is sent."""

from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from portfolios.models import Notice, Person
from risks.actions import risks
from risks.actions.references import Reference
from risks.models import Risk, RiskBand, RiskOwner
from stp_portal.core.models import AuditEvent
from tests.factories import (
    InitiativeFactory,
    PersonFactory,
    RiskCategoryFactory,
    RiskFactory,
    RiskMatrixFactory,
    UserFactory,
)

DAY = date(2018, 4, 30)
FORM = UUID(int=7)


@pytest.fixture
def raise_risk(initiative, footprint, alice):
    RiskMatrixFactory(footprint=footprint)
    return partial(
        risks.raise_risk,
        initiative=initiative,
        title="Vacant posts",
        cause="a shortage of nurses",
        event="wards closing in winter",
        effect="longer waits",
        likelihood=4,
        impact=4,
        on=DAY,
        by=alice,
        form=FORM,
    )


def test_it_gets_the_next_number_and_its_score(raise_risk, footprint, initiative):
    RiskFactory(footprint=footprint, number=41)
    risk = raise_risk()
    assert (risk.number, risk.initiative, risk.level, risk.status) == (42, initiative, "portfolio", "open")
    assert str(risk.logged) == "30 April 2018"
    score = risk.assessments.standing().get()
    assert (score.kind, score.cell.score, score.assessed_on) == ("current", 16, DAY)
    assert AuditEvent.objects.get(event="risk.raised").after["score"] == "4 x 4 = 16"


def test_the_audit_trail_does_not_say_what_is_private(raise_risk):
    raise_risk(private_reason="Commercial interests.")
    event = AuditEvent.objects.get(event="risk.raised")
    assert (event.subject_label, event.after["number"]) == ("private risk", 1)
    assert event.after["event"] == "23 characters"
    assert not {"posts", "nurses", "wards", "waits"} & set(str(event.after).split())


def test_the_first_one_is_number_one(raise_risk):
    assert raise_risk().number == 1


def test_sent_twice_it_is_raised_once(raise_risk):
    assert raise_risk() == raise_risk()
    assert Risk.objects.count() == 1


def test_another_risk_from_the_same_form_is_refused_not_swallowed(raise_risk):
    raise_risk()
    with pytest.raises(ValidationError, match="This form has raised risk 1 already"):
        raise_risk(title="Another")


def test_private_where_it_says_why(raise_risk):
    assert raise_risk(private_reason="Section 43").is_private


@pytest.mark.parametrize(("kind", "level"), [("programme", "programme"), ("project", "workstream")])
def test_it_is_born_at_the_level_of_what_it_threatens(raise_risk, footprint, initiative, kind, level):
    lower = InitiativeFactory(footprint=footprint, parent=initiative, kind=kind)
    assert raise_risk(initiative=lower).level == level


def test_everything_that_is_missing_is_said_at_once(raise_risk):
    with pytest.raises(ValidationError) as refused:
        raise_risk(title=" ", event="", likelihood=None, impact=9)
    assert set(refused.value.message_dict) == {"title", "event", "likelihood", "impact"}
    assert "5x5" in refused.value.message_dict["impact"][0]
    assert not Risk.objects.exists()


def test_a_long_title_is_refused(raise_risk):
    with pytest.raises(ValidationError, match="300 characters"):
        raise_risk(title="x" * 301)


def test_it_is_raised_with_all_that_is_known_of_it(raise_risk, footprint, sam):
    category = RiskCategoryFactory(footprint=footprint, name="Workforce")
    sams, jo = Person.objects.get(user=sam), PersonFactory(footprint=footprint, name="Jo Owner")
    risk = raise_risk(
        category=category,
        proximity="quarter",
        response="treat",
        owners=[sams, jo],
        references=[Reference("baf", "CDG 4.1", "GBAF"), Reference("baf", "CDG4.1", "GBAF")],
    )
    assert (risk.category, risk.proximity, risk.response) == (category, "quarter", "treat")
    owned = RiskOwner.objects.on(DAY).filter(risk=risk)
    assert {row.person for row in owned} == {sams, jo}
    assert [str(row) for row in risk.references.all()] == ["GBAF CDG 4.1"]
    assert Notice.objects.get().user == sam
    assert AuditEvent.objects.get(event="risk.raised").after == {
        "title": "Vacant posts",
        "event": "wards closing in winter",
        "cause": "a shortage of nurses",
        "effect": "longer waits",
        "initiative": "Urgent Care",
        "category": "Workforce",
        "proximity": "Within three months",
        "response": "Treat",
        "number": 1,
        "score": "4 x 4 = 16",
        "level": "Portfolio",
        "owners": ["Sam Owner", "Jo Owner"],
        "references": ["GBAF CDG 4.1"],
    }


def test_of_a_private_one_the_trail_keeps_its_references_out(raise_risk):
    raise_risk(private_reason="Section 43", references=[Reference("baf", "CDG 4.1")])
    assert AuditEvent.objects.get(event="risk.raised").after["references"] == ["33 characters"]


def test_owners_who_left_and_references_without_a_register_are_said_with_the_rest(raise_risk, footprint):
    gone = PersonFactory(footprint=footprint, user=UserFactory(is_active=False))
    with pytest.raises(ValidationError) as refused:
        raise_risk(
            title="",
            owners=[gone],
            references=[Reference("baf", "1"), Reference("", "CDG 4.1")],
            response="pray",
        )
    assert set(refused.value.message_dict) == {"title", "people", "reference_2_register", "response"}
    assert not Risk.objects.exists()


def test_it_is_to_be_reviewed_as_often_as_its_band_says(raise_risk):
    RiskBand.objects.filter(label="Major").update(review_days=30)
    assert raise_risk().review_due == DAY + timedelta(days=30)


def test_where_the_band_says_nothing_no_day_is_set(raise_risk):
    assert raise_risk().review_due is None
