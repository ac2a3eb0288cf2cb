"""What is typed into the form of a report is kept, for its author alone, whatever becomes of their session."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portfolios.authorship import author_of, author_token
from portfolios.models import (
    Footprint,
    HighlightReport,
    Initiative,
    PeriodState,
    ReportDraft,
    ReportingPeriod,
)
from stp_portal.accounts.models import User
from tests.factories import InitiativeFactory, PeriodFactory, RatingSchemeFactory

pytestmark = pytest.mark.django_db

Address = Callable[[str], str]


@pytest.fixture
def period(footprint: Footprint) -> ReportingPeriod:
    RatingSchemeFactory(footprint=footprint)
    return PeriodFactory(footprint=footprint, slug="2017-09", state=PeriodState.OPEN)


@pytest.fixture
def address(initiative: Initiative, period: ReportingPeriod) -> Address:
    place = [initiative.footprint.slug, initiative.slug, period.slug]
    return lambda name: reverse(f"reports:{name}", args=place)


@pytest.fixture
def typed(client: Client, alice: User, address: Address) -> dict[str, str]:
    """The form as a browser has it, with a new text."""
    client.force_login(alice)
    page = client.get(address("report-edit")).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    hidden.pop("csrfmiddlewaretoken", None)
    return {name: value.replace("&quot;", '"') for name, value in hidden.items()} | {
        "progress": "Two posts are filled."
    }


class TestKeeping:
    def test_a_form_of_very_many_rows_is_kept_too(
        self, client: Client, address: Address, typed: dict[str, str]
    ):
        rows = {f"risk_{number}_reason": "Fewer nurses." for number in range(2000)}
        assert client.post(address("report-autosave"), typed | rows).status_code == 200
        assert ReportDraft.objects.get().content["risk_1999_reason"] == ["Fewer nurses."]

    def test_what_no_database_can_keep_costs_nobody_the_rest(
        self, client: Client, address: Address, typed: dict[str, str]
    ):
        pasted = typed | {"progress": "Two posts\0 are filled."}
        assert client.post(address("report-autosave"), pasted).status_code == 200
        assert "Two posts are filled." in client.get(address("report-edit")).content.decode()

    def test_what_is_typed_comes_back_when_the_form_is_opened_again(
        self, client: Client, address: Address, typed: dict[str, str]
    ):
        answer = client.post(address("report-autosave"), typed).json()
        assert answer["words"].startswith("What you typed is kept")
        page = client.get(address("report-edit")).content.decode()
        assert "Two posts are filled." in page
        assert "not saved" in page

    def test_it_is_no_save(self, client: Client, address: Address, typed: dict[str, str]):
        client.post(address("report-autosave"), typed)
        assert not HighlightReport.objects.exclude(edited_at=None).exists()

    def test_nobody_else_sees_it(self, client: Client, address: Address, typed: dict[str, str], priya: User):
        client.post(address("report-autosave"), typed)
        client.force_login(priya)
        page = client.get(address("report-edit")).content.decode()
        assert "Two posts are filled." not in page
        assert "Alice Lead is writing" in page

    def test_who_wrote_long_ago_is_not_said_to_be_writing(
        self, client: Client, address: Address, typed: dict[str, str], priya: User
    ):
        client.post(address("report-autosave"), typed)
        ReportDraft.objects.update(saved_at=timezone.now() - timezone.timedelta(minutes=3))
        client.force_login(priya)
        assert "is writing" not in client.get(address("report-edit")).content.decode()

    def test_saving_the_report_lets_it_go(self, client: Client, address: Address, typed: dict[str, str]):
        client.post(address("report-autosave"), typed)
        assert client.post(address("report-edit"), typed).status_code == 302
        assert not ReportDraft.objects.exists()

    def test_its_author_can_throw_it_away(self, client: Client, address: Address, typed: dict[str, str]):
        client.post(address("report-autosave"), typed)
        page = client.post(address("report-discard"), follow=True).content.decode()
        assert "Two posts are filled." not in page
        assert "thrown away" in page

    def test_after_the_lock_it_can_still_be_copied(
        self, client: Client, address: Address, typed: dict[str, str], period: ReportingPeriod
    ):
        client.post(address("report-autosave"), typed)
        ReportingPeriod.objects.update(state=PeriodState.LOCKED)
        page = client.get(address("report-edit")).content.decode()
        assert "Two posts are filled." in page
        assert "This period cannot be changed" in page

    def test_more_than_a_form_can_hold_is_refused(
        self, client: Client, address: Address, typed: dict[str, str]
    ):
        answer = client.post(address("report-autosave"), typed | {"progress": "x" * 600_000}).json()
        assert "more text than a report can hold" in answer["words"]
        assert not ReportDraft.objects.exists()

    def test_somebody_else_saved_meanwhile(
        self, client: Client, address: Address, typed: dict[str, str], priya: User
    ):
        other = Client()
        other.force_login(priya)
        assert other.post(address("report-edit"), typed | {"progress": "Three."}).status_code == 302
        answer = client.post(address("report-autosave"), typed).json()
        assert "Priya Office has saved this report meanwhile" in answer["words"]

    def test_who_may_not_write_the_report_keeps_nothing(
        self, client: Client, address: Address, typed: dict[str, str], bea: User, charlie: User
    ):
        for user, status in ((bea, 403), (charlie, 404)):
            client.force_login(user)
            assert client.post(address("report-autosave"), typed).status_code == status
            assert client.post(address("report-discard")).status_code == status
        assert not ReportDraft.objects.exists()


class TestSharedBrowser:
    def test_what_one_typed_does_not_become_the_others(
        self, client: Client, address: Address, typed: dict[str, str], alice: User, priya: User
    ):
        client.force_login(priya)
        answer = client.post(address("report-autosave"), typed).json()
        assert answer["words"].startswith("Alice Lead opened this form.")
        assert "Two posts are filled." not in client.get(address("report-edit")).content.decode()
        assert ReportDraft.objects.get().user == alice


class TestEndedSession:
    def test_a_form_sent_without_a_session_comes_back_after_sign_in(
        self, client: Client, address: Address, typed: dict[str, str], alice: User
    ):
        client.logout()
        answer = client.post(address("report-edit"), typed)
        assert answer.status_code == 302
        assert answer["Location"] == f"{reverse(settings.LOGIN_URL)}?next={address('report-edit')}"
        sign_in = client.get(answer["Location"]).content.decode()
        assert "You have been signed out. What you typed is kept: sign in to go on." in sign_in
        client.force_login(alice)
        assert "Two posts are filled." in client.get(address("report-edit")).content.decode()

    def test_a_page_that_keeps_by_itself_says_so_and_where_to_sign_in(
        self, client: Client, address: Address, typed: dict[str, str]
    ):
        client.logout()
        answer = client.post(address("report-autosave"), typed).json()
        assert answer["words"].startswith("You have been signed out. What you typed is kept")
        assert address("report-edit") in answer["link"]["href"]
        assert ReportDraft.objects.get().content["progress"] == ["Two posts are filled."]

    def test_it_is_kept_for_whom_the_form_was_given_to_and_for_nobody_else(
        self, client: Client, address: Address, typed: dict[str, str], priya: User
    ):
        client.logout()
        client.post(address("report-edit"), typed)
        client.force_login(priya)
        assert "Two posts are filled." not in client.get(address("report-edit")).content.decode()

    @pytest.mark.parametrize("token", ["", "forged", "1:2:3"])
    def test_nothing_is_kept_of_a_form_that_was_given_to_nobody(
        self, client: Client, address: Address, typed: dict[str, str], token: str
    ):
        client.logout()
        for name in ("report-edit", "report-autosave"):
            assert client.post(address(name), typed | {"author": token}).status_code == 302
        assert not ReportDraft.objects.exists()

    def test_nothing_is_kept_for_who_may_not_write_the_report_any_more(
        self, client: Client, address: Address, typed: dict[str, str], alice: User
    ):
        client.logout()
        alice.memberships.update(ended_at=timezone.now(), ended_by=alice)
        client.post(address("report-edit"), typed)
        assert not ReportDraft.objects.exists()

    def test_a_forged_request_keeps_nothing(self, address: Address, typed: dict[str, str]):
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(address("report-edit"), typed).status_code == 403
        assert not ReportDraft.objects.exists()


class TestAuthor:
    def test_a_token_is_good_for_one_report(
        self, alice: User, initiative: Initiative, period: ReportingPeriod
    ):
        token = author_token(alice, initiative, period)
        other = InitiativeFactory(footprint=initiative.footprint)
        assert author_of(token, initiative, period) == alice
        assert author_of(token, other, period) is None

    def test_a_closed_account_has_none(self, alice: User, initiative: Initiative, period: ReportingPeriod):
        token = author_token(alice, initiative, period)
        alice.is_active = False
        alice.save()
        assert author_of(token, initiative, period) is None
