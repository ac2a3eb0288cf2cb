"""Pressing the buttons on the page of a report: what comes of it, and how a refusal is told."""

import pytest

from portfolios.models import PeriodState, ReportComment, ReportState
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Role
from tests.factories import PeriodFactory, UserFactory
from tests.pages import words
from tests.reports.report_page.steps import STEPS


class TestPressing:
    def press(self, client, user: User, address: str, step: str, version=1, comment="", **more):
        client.force_login(user)
        return client.post(f"{address}{step}/", {"version": version, "comment": comment, **more})

    def test_a_month_of_three_people(self, client, alice, priya, sam, address, report, move):
        move("draft")
        for version, (who, step, said) in enumerate(
            [
                (alice, "submit", "is submitted"),
                (priya, "assure", "is assured"),
                (sam, "sign-off", "is signed off"),
            ],
            start=1,
        ):
            response = self.press(client, who, address, step, version)
            assert response.url == address
            assert said in client.get(address).content.decode()
        report.refresh_from_db()
        assert report.state == ReportState.SIGNED_OFF

    @pytest.mark.parametrize("step", ["assure", "return", "sign-off", "submit", "recall", "comment"])
    def test_a_colleague_without_the_right_is_refused(self, client, bea, address, report, step, move):
        move({"sign-off": "assured", "submit": "draft"}.get(step, "submitted"))
        assert self.press(client, bea, address, step, comment="x").status_code == 403
        assert not ReportComment.objects.exists()

    def test_who_tries_to_assure_their_own_learns_who_can(self, client, priya, address, footprint, move):
        UserFactory(name="Ann Analyst", role=Role.PMO_ANALYST, footprint=footprint)
        move("submitted", submitted_by=priya)
        response = self.press(client, priya, address, "assure")
        assert response.status_code == 403
        assert "This one can be assured by Ann Analyst." in words(response.content.decode())

    def test_a_return_without_a_comment_is_refused_at_its_box(self, client, priya, address, report):
        response = self.press(client, priya, address, "return", comment=" ")
        page = response.content.decode()
        assert response.status_code == 422
        assert 'href="#id_return_comment">Say what should be put right' in page
        report.refresh_from_db()
        assert report.state == ReportState.SUBMITTED

    def test_a_comment_with_markup_comes_back_as_typed(self, client, priya, address):
        response = self.press(client, priya, address, "return", comment="See <script>x</script>")
        assert response.status_code == 422
        assert "See &lt;script&gt;x&lt;/script&gt;" in response.content.decode()

    def test_a_report_that_is_not_complete_names_what_is_missing(self, client, alice, address, move):
        move("draft", route_to_green="")
        response = self.press(client, alice, address, "submit")
        assert response.status_code == 422
        page = words(response.content.decode())
        assert "The report is not submitted yet" in page
        assert "Say what will be done about it: the rating is Amber." in page

    def test_somebody_was_faster_and_the_comment_is_kept_in_its_box(
        self, client, priya, address, report, alice
    ):
        self.press(client, alice, address, "comment", comment="One more thing.")
        response = self.press(client, priya, address, "return", comment="Which date?")
        page = response.content.decode()
        assert response.status_code == 409
        assert "One more thing." in page
        form = page[page.index('id="return"') :]
        assert 'name="version" value="2"' in form[: form.index("</form>")]
        assert "Which date?" in form
        assert self.press(client, priya, address, "return", 2, "Which date?").status_code == 302

    def test_somebody_was_faster_and_the_step_is_gone_but_not_the_comment(
        self, client, priya, alice, address, report
    ):
        self.press(client, alice, address, "recall")
        response = self.press(client, priya, address, "return", comment="Which date?")
        page = words(response.content.decode())
        assert response.status_code == 409
        assert "“Draft”" in page
        assert "Your comment, which was not saved Which date?" in page

    def test_a_locked_period_says_where_a_late_edit_belongs(self, client, alice, address, period, footprint):
        PeriodFactory(footprint=footprint, month=(2018, 5))
        period.state = PeriodState.LOCKED
        period.save()
        response = self.press(client, alice, address, "recall", comment="Wait.")
        page = words(response.content.decode())
        assert response.status_code == 422
        assert "Late changes belong in the report for May 2018, which is open." in page
        assert "Wait." in page

    @pytest.mark.parametrize("version", ["", "x"])
    def test_a_form_without_its_version_moves_nothing(self, client, priya, address, version):
        assert self.press(client, priya, address, "assure", version).status_code == 422

    @pytest.mark.parametrize("step", [*STEPS, "pmo-rating"])
    def test_who_comes_back_from_signing_in_lands_on_the_report(self, client, priya, address, step):
        client.force_login(priya)
        assert client.get(f"{address}{step}/").url == address
