"""The life of a risk, by the real actions of all its parts, told from beginning to end."""

from datetime import date

import pytest
from django.utils import timezone

from portfolios.models import Person
from risks.actions import (
    acceptances,
    actions,
    assessments,
    controls,
    escalations,
    happened,
    owners,
    references,
    reviews,
    risks,
)
from risks.actions.issue_content import IssueContent
from risks.models import Risk
from risks.story import story_of
from stp_portal.core.fuzzy_dates import FuzzyDate
from tests.factories import RiskCategoryFactory, RiskMatrixFactory

DAY = date(2018, 4, 30)


@pytest.fixture
def lived(footprint, initiative, alice, priya, monkeypatch):
    """A risk from its raising to its end; with the issue that it became."""
    monkeypatch.setattr(timezone, "localdate", lambda value=None, *_: value.date() if value else DAY)
    matrix = RiskMatrixFactory(footprint=footprint)
    alices = Person.objects.get(user=alice)
    risk = risks.raise_risk(
        initiative=initiative,
        title="Vacant posts",
        event="wards closing",
        likelihood=3,
        impact=4,
        on=DAY,
        by=alice,
        owners=[alices],
    )

    def version():
        return Risk.objects.get(pk=risk.pk).version

    category = RiskCategoryFactory(
        footprint=footprint, name="Workforce", tolerated=matrix.bands.get(label="Low")
    )
    content = {
        "title": "Empty posts",
        "cause": "pay",
        "event": "wards closing",
        "effect": "",
        "description": "",
    }
    choices = {"initiative": initiative, "category": category, "proximity": "", "response": "treat"}
    risks.edit(risk=risk, version=version(), private_reason="", by=alice, **content, **choices)
    references.add(risk=risk, register="baf", register_name="GBAF", reference="4.1", by=priya)
    control = controls.add(risk=risk, text="Weekly staffing review.", gap="Nights are left out.", by=alice)
    controls.assure(control=control, line="second", level="limited", text="Two missed.", on=DAY, by=priya)
    controls.edit(control=control, version=1, text="Daily staffing review.", gap="", by=alice)
    controls.end(control=control, version=2, reason="It is an action.", by=alice)
    acceptance = acceptances.accept(risk=risk, until=date(2018, 12, 31), reason="No money.", by=priya)
    acceptances.end(acceptance=acceptance, reason="Money came.", by=priya)
    action = actions.add(
        risk=risk, text="Agree the rota.", lead=alices, due=FuzzyDate.of(date(2018, 6, 30)), by=alice
    )
    actions.update(
        action=action,
        version=1,
        text="The union reads it.",
        status="on_track",
        due=FuzzyDate.of(date(2018, 7, 31)),
        on=DAY,
        by=alice,
    )
    assessments.score(
        risk=risk,
        version=version(),
        likelihood=1,
        impact=3,
        reason="The aim.",
        on=DAY,
        by=alice,
        kind="target",
    )
    assessments.rescore(
        risk=risk, version=version(), likelihood=4, impact=5, reason="Two left.", on=DAY, by=alice
    )
    reviews.review_still_right(
        risk=risk, version=version(), reason="Seen.", on=DAY, next_due=date(2018, 7, 31), by=priya
    )
    first = escalations.propose(row=risk, to_level="system", reason="Too large.", by=alice)
    escalations.send_back(escalation=first, answer="Not yet.", by=priya)
    second = escalations.propose(row=risk, to_level="system", reason="Larger still.", by=alice)
    escalations.accept(escalation=second, answer="Agreed.", by=priya)
    third = escalations.propose(row=risk, to_level="governing", reason="Higher.", by=alice)
    escalations.withdraw(escalation=third, by=alice)
    issue = happened.become_issue(
        risk=risk,
        version=version(),
        content=IssueContent(
            title="A ward closed",
            text="Ward 3 closed.",
            severity="high",
            initiative=initiative,
            owner=None,
            due=FuzzyDate.of(date(2018, 6, 30)),
        ),
        closes=False,
        moved=[action],
        on=DAY,
        by=alice,
    )
    owners.name_owners(risk=risk, version=version(), people=[], on=DAY, by=priya)
    risks.close(risk=risk, version=version(), reason="The issue has it now.", by=priya)
    return risk, issue


STORY = """
Alice Lead raised risk 1, “Vacant posts”, at portfolio level, scored 3 x 4 = 12, owned by Alice Lead.
Alice Lead changed its title from “Vacant posts” to “Empty posts”, its category to “Workforce”, its response to “Treat” and its cause.
Priya Office added the reference GBAF 4.1.
Alice Lead added a control: “Weekly staffing review.”, with the gap “Nights are left out.”
Priya Office noted limited assurance of the control “Weekly staffing review.” (second line: those who oversee it) as at 30 April 2018: Two missed.
Alice Lead changed a control: “Daily staffing review.”
Alice Lead ended a control: “Daily staffing review.”, because: It is an action.
Priya Office accepted it as it is until 31 December 2018: No money.
Priya Office ended its acceptance, which was to last until 31 December 2018: Money came.
Alice Lead added action 1, “Agree the rota.”, led by Alice Lead, due 30 June 2018.
Alice Lead updated action 1, now on track, due 31 July 2018 instead of 30 June 2018: The union reads it.
Alice Lead scored its target score 1 x 3 = 3, Low: The aim.
Alice Lead rescored it from 3 x 4 = 12, Significant to 4 x 5 = 20, Major: Two left.
Priya Office reviewed it and found its score still right (4 x 5 = 20, Major); the next review is due on 31 July 2018: Seen.
Alice Lead proposed to move it from portfolio to system leadership level: Too large.
Priya Office returned the proposal for system leadership level, so it stays at portfolio level: Not yet.
Alice Lead proposed to move it from portfolio to system leadership level: Larger still.
Priya Office accepted it at system leadership level, as Alice Lead had proposed: Agreed.
Alice Lead proposed to move it from system leadership to governing body level: Higher.
Alice Lead took back the proposal for governing body level.
Alice Lead said that it has happened: it became issue 1, with action 1.
Priya Office took Alice Lead off its owners: the last day was 29 April 2018.
Priya Office closed it: The issue has it now.
""".strip().splitlines()  # noqa: E501  one sentence to a line


def test_the_whole_life_of_a_risk_is_told_in_sentences(lived, bea):
    assert [line.sentence for line in story_of(lived[0], bea)] == STORY


def test_the_issue_it_became_has_a_story_of_its_own(lived, bea):
    assert [line.sentence for line in story_of(lived[1], bea)] == [
        "Alice Lead raised issue 1, “A ward closed”, at system leadership level, which risk 1 became, with action 1."
    ]
