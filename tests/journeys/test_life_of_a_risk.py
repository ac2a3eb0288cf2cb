"""The life of a risk as two people live it: raised, scored, escalated, accepted, reviewed, happened and closed."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from portfolios.models import Footprint, Initiative
from risks.actions.matrices import BandSpec
from risks.models import Issue, IssueStatus, Risk, RiskStatus
from stp_portal.accounts.models import User
from stp_portal.core.templatetags.text_tags import nhs_date
from tests.browser import axe, go, set_width
from tests.factories import PersonFactory, RiskFactory, RiskMatrixFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PHONE = 375  # pixels wide
EVERY = 30  # days from one review to the next of what is in the worst band
BANDS = [
    BandSpec("Low", "L", "circle", "green", 1, 6),
    BandSpec("Significant", "S", "triangle", "amber", 8, 12),
    BandSpec("Major", "Ma", "square", "red", 15, 25, review_days=EVERY),
]


@pytest.fixture
def register(footprint: Footprint, initiative: Initiative) -> Footprint:
    """A matrix is in force, and somebody without an account can lead actions; no risk is raised yet."""
    RiskMatrixFactory(footprint=footprint, bands=BANDS)
    PersonFactory(footprint=footprint, name="Jo Recruiter", post="")
    return footprint


def is_sound(page: Page) -> None:
    """The page keeps the accessibility rules and is no wider than its window."""
    page.wait_for_load_state("networkidle")
    assert axe(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def press(page: Page, name: str) -> None:
    go(main(page).get_by_role("button", name=name, exact=True))


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    """Go where a link of the page leads, and find a page there that is sound."""
    go(main(page).get_by_role("link", name=name, exact=True).first)
    is_sound(page)


def score(page: Page, kind: str, likelihood: str, impact: str) -> None:
    """Choose one of the three scores by the words of the matrix."""
    group = page.get_by_role("group", name=f"{kind} score")
    group.get_by_label("Likelihood").select_option(likelihood)
    group.get_by_label("Impact").select_option(impact)


def story(page: Page) -> list[str]:
    """What the page of the history says, sentence by sentence, without the times."""
    return page.locator(".story__sentence").all_inner_texts()


def test_a_risk_is_raised_scored_escalated_reviewed_happens_and_is_closed(
    desk: Callable[[User], Page],
    register: Footprint,
    initiative: Initiative,
    alice: User,
    priya: User,
):
    # The lead, at a telephone, raises a risk from the page of her initiative.
    lead = desk(alice)
    set_width(lead, PHONE)
    lead.goto("/northmere/initiatives/urgent-care/")
    is_sound(lead)
    follow(lead, "Raise a risk of Urgent Care")
    lead.get_by_label("Title").fill("Vacant posts in the new unit")
    lead.get_by_label("What may happen").fill("the unit opening late")
    lead.get_by_label("Cause").fill("posts staying vacant")
    lead.get_by_label("Effect").fill("patients waiting longer")
    lead.get_by_label("Likelihood").select_option("3: Possible")
    lead.get_by_label("Impact").select_option("4: Major")
    lead.get_by_label("Owner (optional)", exact=True).select_option("Alice Lead - Programme manager")
    is_sound(lead)
    press(lead, "Raise the risk")
    expect(lead.get_by_text("Risk 1 is raised.")).to_be_visible()
    expect(main(lead)).to_contain_text(
        "There is a risk of the unit opening late. This is as a result of posts staying vacant. "
        "This would lead to patients waiting longer."
    )
    is_sound(lead)

    # What holds it down already, and what is still to be done.
    follow(lead, "Add a control")
    lead.get_by_label("What is in place").fill("The rota is looked at every Monday.")
    press(lead, "Add the control")
    follow(lead, "Add an action")
    lead.get_by_label("What is to be done").fill("Recruit two nurses.")
    lead.get_by_label("Accountable lead").select_option("Jo Recruiter")
    lead.get_by_label("Due").fill("March 2099")
    press(lead, "Add the action")

    # All three scores, with one reason.
    lead.goto("/northmere/risks/1/")
    follow(lead, "Score it again")
    score(lead, "Inherent", "5: Almost certain", "4: Major")
    score(lead, "Current", "4: Likely", "4: Major")
    score(lead, "Target", "2: Unlikely", "3: Moderate")
    lead.get_by_label("Why").fill("Two more posts fell vacant.")
    is_sound(lead)
    press(lead, "Save the scores")
    expect(main(lead)).to_contain_text("Likely (4) × Major (4) = 16")
    is_sound(lead)

    # It is more than the portfolio can hold.
    follow(lead, "Propose another level")
    lead.get_by_label("System leadership").check()
    lead.get_by_label("Why").fill("We need nurses lent by the hospital.")
    press(lead, "Propose it")
    expect(lead.get_by_text("Risk 1 is proposed for system leadership level.")).to_be_visible()
    is_sound(lead)

    # The PMO finds it in her own list and accepts it; the lead sees it at its new level.
    office = desk(priya)
    expect(office.get_by_role("heading", name="My work")).to_be_visible()
    is_sound(office)
    follow(office, re.compile("^Answer the escalation of risk 1: Vacant posts in the new unit"))
    office.get_by_label("Your answer").fill("The hospital lends three.")
    press(office, "Accept")
    expect(office.get_by_text("Risk 1 stands at system leadership level now.")).to_be_visible()
    is_sound(office)
    lead.reload()
    expect(main(lead)).to_contain_text("This risk stands at system leadership level, and at no other.")

    # A month is over: the score is still right.
    follow(lead, "Review it")
    lead.get_by_label("The score is still right").check()
    lead.get_by_label("Why").fill("Nobody has come yet.")
    press(lead, "Save the review")
    expect(lead.get_by_text("Risk 1 is reviewed: still right.")).to_be_visible()

    # It cannot be closed while something is to be done about it, and says what.
    follow(lead, "Close or withdraw")
    lead.get_by_label(re.compile("^Closed")).check()
    lead.get_by_label("Why").fill("The unit opens without them.")
    press(lead, "Close or withdraw the risk")
    refused = "Risk 1 has 1 open action: action 1. Complete, close or withdraw it first."
    expect(lead.locator(".nhsuk-error-summary")).to_contain_text(refused)
    expect(lead.get_by_label("Why")).to_have_value("The unit opens without them.")
    is_sound(lead)
    follow(lead, "Cancel and go back")

    # It happens: an issue, with the action; the risk may happen again.
    follow(lead, "It has happened: raise an issue")
    expect(lead.get_by_label("Title")).to_have_value("Vacant posts in the new unit")
    lead.get_by_label("Title").fill("The unit opens late")
    lead.get_by_label("What has happened").fill("The unit did not open in October.")
    lead.get_by_label("High").check()
    lead.get_by_label(re.compile("^Keep it open")).check()
    expect(lead.get_by_label("Action 1: Recruit two nurses.")).to_be_checked()
    press(lead, "Raise the issue")
    expect(lead.get_by_text("Issue 1 is raised. Risk 1 stays open.")).to_be_visible()
    is_sound(lead)

    # The action is worked on and done; then the issue is resolved.
    follow(lead, "Action 1")
    press(lead, "Add an update")
    is_sound(lead)
    lead.get_by_label("What has happened").fill("Both are interviewed.")
    lead.get_by_label("On track").check()
    press(lead, "Save the update")
    follow(lead, "Complete, close or withdraw")
    lead.get_by_label(re.compile("^Complete")).check()
    lead.get_by_label("How it was done, or why it is not").fill("Both began on Monday.")
    press(lead, "Save what became of it")
    is_sound(lead)
    follow(lead, "Issue 1: The unit opens late")
    follow(lead, "Resolve or withdraw")
    lead.get_by_label(re.compile("^Resolved")).check()
    lead.get_by_label("How it was resolved, or why it is withdrawn").fill("The unit is open.")
    go(main(lead).locator("form").get_by_role("button"))
    is_sound(lead)
    follow(lead, "What happened to it")
    assert story(lead) == [
        "Alice Lead raised issue 1, “The unit opens late”, at system leadership level, owned by Alice Lead, which "
        "risk 1 became, with action 1.",
        "Alice Lead updated action 1, now on track: Both are interviewed.",
        "Alice Lead ended action 1, now complete: Both began on Monday.",
        "Alice Lead resolved it: The unit is open.",
    ]

    # Nothing keeps the risk open any more.
    follow(lead, "Back to the issue")
    follow(lead, "Risk 1: Vacant posts in the new unit")
    follow(lead, "Close or withdraw")
    lead.get_by_label(re.compile("^Closed")).check()
    lead.get_by_label("Why").fill("Every post is filled.")
    press(lead, "Close or withdraw the risk")
    expect(lead.get_by_text("Risk 1 is closed.")).to_be_visible()
    is_sound(lead)
    assert Risk.objects.get().status == RiskStatus.CLOSED
    assert Issue.objects.get().status == IssueStatus.RESOLVED

    # The whole of it can be read, in order.
    follow(lead, "What happened to it")
    next_due = nhs_date(timezone.localdate() + timedelta(days=EVERY))
    assert story(lead) == [
        "Alice Lead raised risk 1, “Vacant posts in the new unit”, at portfolio level, scored 3 x 4 = 12, owned by "
        "Alice Lead.",
        "Alice Lead added a control: “The rota is looked at every Monday.”",
        "Alice Lead added action 1, “Recruit two nurses.”, led by Jo Recruiter, due March 2099.",
        "Alice Lead scored its inherent score 5 x 4 = 20, Major: Two more posts fell vacant.",
        "Alice Lead rescored it from 3 x 4 = 12, Significant to 4 x 4 = 16, Major: Two more posts fell vacant.",
        "Alice Lead scored its target score 2 x 3 = 6, Low: Two more posts fell vacant.",
        "Alice Lead proposed to move it from portfolio to system leadership level: We need nurses lent by the "
        "hospital.",
        "Priya Office accepted it at system leadership level, as Alice Lead had proposed: The hospital lends three.",
        f"Alice Lead reviewed it and found its score still right (4 x 4 = 16, Major); the next review is due on "
        f"{next_due}: Nobody has come yet.",
        "Alice Lead said that it has happened: it became issue 1, with action 1.",
        "Alice Lead closed it: Every post is filled.",
    ]


def test_an_observer_reads_the_public_risk_and_finds_no_trace_of_the_private_one(
    desk: Callable[[User], Page],
    register: Footprint,
    initiative: Initiative,
    bob: User,
):
    RiskFactory(footprint=register, initiative=initiative, number=1, title="Vacant posts", score=(4, 4))
    RiskFactory(
        footprint=register, initiative=initiative, number=2, title="The merger", score=(5, 5), is_private=True
    )
    watcher = desk(bob)
    watcher.goto("/northmere/initiatives/urgent-care/")
    expect(main(watcher).get_by_role("link", name=re.compile("Raise a risk"))).to_have_count(0)
    watcher.goto("/northmere/risks/")
    is_sound(watcher)
    expect(main(watcher)).to_contain_text("Public risks only.")
    expect(main(watcher)).not_to_contain_text("The merger")
    follow(watcher, "Risk 1: Vacant posts")
    for offered in ("Change", "Score it again", "Review it", "Propose another level"):
        expect(main(watcher).get_by_role("link", name=offered)).to_have_count(0)
    follow(watcher, "What happened to it")
    answer = watcher.goto("/northmere/risks/2/")
    assert answer is not None and answer.status == 404
    assert "merger" not in watcher.content()
    is_sound(watcher)


def test_of_two_people_who_score_at_once_the_second_sees_both(
    desk: Callable[[User], Page],
    register: Footprint,
    initiative: Initiative,
    alice: User,
    priya: User,
):
    risk = RiskFactory(footprint=register, initiative=initiative, number=1, title="Vacant posts")
    lead, office = desk(alice), desk(priya)
    for page in (lead, office):
        page.goto("/northmere/risks/1/score/")
    score(lead, "Current", "4: Likely", "4: Major")
    lead.get_by_label("Why").fill("Two posts fell vacant.")
    press(lead, "Save the scores")
    score(office, "Current", "2: Unlikely", "4: Major")
    office.get_by_label("Why").fill("The hospital lends staff.")
    press(office, "Save the scores")

    expect(office.get_by_text("Somebody else changed this risk while you were scoring it")).to_be_visible()
    both = office.get_by_role("table", name="What differs")
    expect(both).to_contain_text("4 x 4 = 16, Major. Alice Lead")
    expect(both).to_contain_text("Two posts fell vacant.")
    expect(both).to_contain_text("2 x 4 = 8. The hospital lends staff.")
    expect(office.get_by_label("Why")).to_have_value("The hospital lends staff.")
    is_sound(office)
    assert risk.assessments.count() == 1

    press(office, "Save mine over it")
    follow(office, "What happened to it")
    assert story(office) == [
        "Alice Lead scored it 4 x 4 = 16, Major: Two posts fell vacant.",
        "Priya Office rescored it from 4 x 4 = 16, Major to 2 x 4 = 8, Significant: The hospital lends staff.",
    ]
