"""The administration pages of the record."""

import pytest
from django.urls import reverse

from portfolios.models import Membership, PeriodState, ReportingPeriod
from stp_portal.accounts.roles import Role
from tests.factories import (
    HighlightReportFactory,
    MailFactory,
    NoticeFactory,
    PeriodFactory,
    RatingFactory,
    UserFactory,
)


@pytest.fixture
def admin_user_in(client, db):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))


def test_a_role_held_already_is_refused_with_a_message(client, admin_user_in, bob, footprint):
    """The rule speaks of a column that the page does not show, which Django by itself would not check."""
    form = {"footprint": footprint.pk, "user": bob.pk, "role": Role.OBSERVER, "valid_from": "01/02/2018"}
    before = Membership.objects.count()
    response = client.post(reverse("admin:portfolios_membership_add"), form)
    assert response.status_code == 200
    assert "This person has this role already." in response.content.decode()
    assert Membership.objects.count() == before


def test_a_role_is_given(client, admin_user_in, bob, footprint):
    form = {"footprint": footprint.pk, "user": bob.pk, "role": Role.AUDITOR, "valid_from": "01/02/2018"}
    assert client.post(reverse("admin:portfolios_membership_add"), form).status_code == 302
    assert Membership.objects.filter(user=bob, role=Role.AUDITOR).exists()


def test_the_administrator_finds_the_way_there(client, admin_user_in, bea):
    link = f'href="{reverse("admin:index")}"'
    assert link in client.get("/northmere/").content.decode()
    client.force_login(bea)
    assert link not in client.get("/northmere/").content.decode()


@pytest.mark.parametrize("model", ["mail", "notice"])
def test_mail_is_looked_at_and_not_changed(client, admin_user_in, footprint, alice, model):
    mail = MailFactory(footprint=footprint, user=alice)
    notice = NoticeFactory(footprint=footprint, user=alice, mail=mail)
    pk = {"mail": mail, "notice": notice}[model].pk
    assert client.get(reverse(f"admin:portfolios_{model}_changelist")).status_code == 200
    page = reverse(f"admin:portfolios_{model}_change", args=[pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"subject": "Other"}).status_code == 403
    assert client.get(reverse(f"admin:portfolios_{model}_add")).status_code == 403


class TestLockedPeriod:
    """What belongs to the record of a locked period is not touched here either."""

    @pytest.fixture
    def report(self, admin_user_in, initiative):
        period = PeriodFactory(footprint=initiative.footprint, month=(2017, 9), state=PeriodState.LOCKED)
        RatingFactory(initiative=initiative, period=period)
        return HighlightReportFactory(initiative=initiative, period=period, progress=["The ward is open."])

    def test_its_name_and_dates_are_shown_and_not_changed(self, client, report):
        address = reverse("admin:portfolios_reportingperiod_change", args=[report.period.pk])
        assert client.get(address).status_code == 200
        form = {"label": "Renamed", "slug": "2018-01", "state": "open", "first_day": "02/09/2017"}
        client.post(address, form)
        period = ReportingPeriod.objects.get(pk=report.period.pk)
        assert (period.label, period.slug, period.state, period.first_day.day) == (
            "September 2017",
            "2017-09",
            "locked",
            1,
        )

    @pytest.mark.parametrize("name", ["rating", "highlightreport", "reportparagraph"])
    def test_its_ratings_reports_and_their_words_are_not_changed(self, client, report, name):
        row = {
            "rating": report.initiative.ratings.get(),
            "highlightreport": report,
            "reportparagraph": report.paragraphs.get(),
        }[name]
        address = reverse(f"admin:portfolios_{name}_change", args=[row.pk])
        assert client.get(address).status_code == 200
        assert client.post(address, {"text": "Rewritten.", "reason": "Changed."}).status_code == 403
        assert client.get(reverse(f"admin:portfolios_{name}_add")).status_code == 403


def test_the_name_of_an_initiative_in_addresses_stays(client, admin_user_in, initiative):
    address = reverse("admin:portfolios_initiative_change", args=[initiative.pk])
    form = {
        "footprint": initiative.footprint_id,
        "kind": "portfolio",
        "category": "delivery",
        "slug": "another",
        "name": "Renamed",
        "position": 1,
        "reporting": "every",
    }
    assert client.post(address, form).status_code == 302
    initiative.refresh_from_db()
    assert (initiative.name, initiative.slug) == ("Renamed", "urgent-care")
