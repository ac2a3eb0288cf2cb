"""The page on which the PMO chases: shown first, sent then, said what came of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portfolios.models import Notice, PeriodState, ReportState
from tests.factories import HighlightReportFactory, InitiativeFactory, PeriodFactory
from tests.pages import words

ADDRESS = "/northmere/periods/2018-02/chase/"


@pytest.fixture
def period(footprint):
    due = timezone.localdate() - timedelta(days=5)
    return PeriodFactory(footprint=footprint, month=(2018, 2), returns_due=due)


@pytest.fixture(autouse=True)
def report(period, initiative, alice, sam):
    return HighlightReportFactory(initiative=initiative, period=period, state=ReportState.EXPECTED)


def said(response, status=200):
    assert response.status_code == status
    return words(response.content.decode())


@pytest.mark.parametrize("asked", [{"initiative": "urgent-care"}, {"all": "late"}, {"all": "not-returned"}])
def test_the_mail_is_shown_before_anything_is_sent(office, asked):
    found = said(office.get(ADDRESS, asked))
    assert "To Alice Lead, alice@example.org Northmere (made up): 1 report asked for: Urgent Care" in found
    assert "Hello Alice Lead," in found
    assert "The report of Urgent Care for February 2018 was due on" in found
    assert "/northmere/initiatives/urgent-care/reports/2018-02/edit/" in found
    assert "Send 1 mail" in found
    assert not Notice.objects.exists()


def test_a_line_is_shown_in_the_mail_before_it_is_sent(office):
    found = said(office.post(ADDRESS, {"chosen": "urgent-care", "line": "By noon?", "preview": "1"}))
    assert "Priya Office adds: “By noon?”" in found
    assert not Notice.objects.exists()


def test_sending_says_who_is_told(office):
    found = said(office.post(ADDRESS, {"chosen": "urgent-care", "line": "By noon?"}))
    assert "Chased These people are told in their next mail" in found
    assert "Alice Lead (alice@example.org): Urgent Care" in found
    assert Notice.objects.get().text.endswith("Priya Office adds: “By noon?”")


def test_a_second_press_tells_nobody_again(office):
    office.post(ADDRESS, {"chosen": "urgent-care"})
    found = said(office.post(ADDRESS, {"chosen": "urgent-care"}))
    assert "Nobody was told anything." in found
    assert "Urgent Care: Alice Lead was chased about it today already." in found
    assert Notice.objects.count() == 1
    assert "There is nobody to tell." in said(office.get(ADDRESS, {"all": "late"}))


def test_what_cannot_be_told_is_said_with_its_reason(office, period, footprint):
    HighlightReportFactory(initiative=InitiativeFactory(footprint=footprint, name="Orphan"), period=period)
    found = said(office.get(ADDRESS, {"all": "late"}))
    assert "Not told Orphan: Nobody: it has no lead with an account." in found


@pytest.mark.parametrize(
    "asked", [{}, {"all": "everybody"}, {"all": "silent"}, {"initiative": "no-such-thing"}]
)
def test_nothing_chosen_leads_back_to_the_room(office, asked):
    response = office.get(ADDRESS, asked, follow=True)
    assert response.redirect_chain[0][0] == "/northmere/periods/2018-02/"
    assert "tick at least one return" in said(response)


def test_a_long_line_comes_back_with_its_error(office):
    found = said(office.post(ADDRESS, {"chosen": "urgent-care", "line": "x" * 201}), status=422)
    assert "Shorten your line to 200 characters or fewer." in found
    assert not Notice.objects.exists()


def test_a_period_locked_meanwhile_is_refused(office, period):
    period.state = PeriodState.LOCKED
    period.save()
    found = said(office.post(ADDRESS, {"chosen": "urgent-care"}), status=422)
    assert "February 2018 is locked: its reports are not waited for." in found


@pytest.mark.parametrize(("who", "status"), [("alice", 403), ("sam", 403), ("bea", 403), ("charlie", 404)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_it_is_for_the_pmo(client, request, who, status, method):
    client.force_login(request.getfixturevalue(who))
    assert getattr(client, method)(ADDRESS, {"chosen": "urgent-care"}).status_code == status
    assert not Notice.objects.exists()
