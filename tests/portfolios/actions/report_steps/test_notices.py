"""Who hears of a step of a report."""

import pytest

from portfolios.models import Notice, Person
from tests.factories import DeputyFactory, PersonFactory
from tests.portfolios.actions.report_steps.reports import by_hand
from tests.portfolios.actions.report_steps.steps import take


class TestNotices:
    def test_authors_and_lead_hear_of_a_return_once_and_not_what_was_said(self, make, alice, author, ann):
        report = take("send_back", make("submitted"), ann, comment="SECRET")
        told = Notice.objects.order_by("user__name")
        assert [notice.user for notice in told] == [author, alice]
        assert {notice.kind for notice in told} == {"returned"}
        assert told[0].key == f"returned:{report.pk}:{report.version}:{author.pk}"
        assert told[0].path == "/northmere/initiatives/urgent-care/reports/2018-04/"
        assert "Urgent Care for April 2018 was returned to you by Ann Analyst" in told[0].text
        assert "SECRET" not in told[0].text

    def test_who_returns_their_own_is_not_told_by_themselves(self, make, priya, alice):
        take("send_back", make("submitted", submitted_by=priya), priya)
        assert [notice.user for notice in Notice.objects.all()] == [alice]

    def test_those_who_can_sign_off_hear_of_the_assurance(self, make, sam, bea, ann, footprint):
        DeputyFactory(
            principal=Person.objects.get(user=sam), deputy=PersonFactory(footprint=footprint, user=bea)
        )
        take("assure", make("submitted"), ann)
        assert {notice.user for notice in Notice.objects.filter(kind="to_sign_off")} == {sam, bea}

    @pytest.mark.parametrize("hand", ["submitted_by", "edited_by", "editors"])
    def test_who_wrote_it_is_not_asked_to_sign_it_off(self, make, sam, ann, hand):
        take("assure", make("submitted", **by_hand(hand, sam)), ann)
        assert not Notice.objects.exists()

    def test_other_steps_tell_nobody(self, make, alice, sam):
        report = take("recall", take("submit", make(), alice), alice)
        take("comment", report, sam)
        assert not Notice.objects.exists()
