"""Papers that are published by themselves on their day."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from portfolios.models import Notice, NoticeKind, PeriodState
from reports.actions import approval, publishing
from reports.models import Paper, Publication, Run
from reports.queries.readiness import LONG

pytestmark = pytest.mark.django_db


class TestByDate:
    def test_an_approved_paper_is_published_on_its_day_and_not_before(self, approved):
        Paper.objects.update(publish_on=timezone.localdate() + timedelta(days=1))
        assert publishing.publish_due() == []
        Paper.objects.update(publish_on=timezone.localdate())
        assert [one.paper for one in publishing.publish_due()] == [approved]
        assert Publication.objects.get().published_by_name == "the portal, on the day set for it"
        assert publishing.publish_due() == []

    def test_one_that_is_not_approved_waits_and_that_is_told_once(
        self, in_review, ann, priya, django_assert_num_queries
    ):
        today = timezone.localdate()
        Paper.objects.update(publish_on=today)
        Notice.objects.all().delete()
        assert publishing.publish_due() == []
        told = Notice.objects.filter(
            text__contains="It is in review, and only an approved paper is published"
        )
        assert {notice.user for notice in told} == {priya, ann}
        with django_assert_num_queries(1):
            assert publishing.publish_due() == []

        Paper.objects.update(publish_on=today - timedelta(days=1))
        publishing.publish_due()
        assert told.all().count() == 4
        Paper.objects.update(publish_on=today - timedelta(days=30))
        Notice.objects.all().delete()
        publishing.publish_due()
        assert not Notice.objects.exists()

    def test_a_refusal_is_told_to_those_who_publish_once_a_day(self, approved, period, priya, ann):
        Paper.objects.update(publish_on=timezone.localdate())
        period.state = PeriodState.OPEN
        period.save()
        Notice.objects.all().delete()
        for _ in range(3):
            assert publishing.publish_due() == []
        notices = Notice.objects.filter(kind=NoticeKind.PAPER)
        assert {notice.user for notice in notices} == {priya, ann}
        assert "was not published on the day set for it. January 2018 is open" in notices[0].text
        assert notices.count() == 2

    def test_files_that_are_being_compiled_are_waited_for_but_not_for_ever(self, in_review, sam, priya):
        approval.approve(paper=in_review, by=sam)
        Paper.objects.update(publish_on=timezone.localdate())
        Notice.objects.all().delete()
        assert publishing.publish_due() == []
        assert not Notice.objects.exists()
        Run.objects.update(updated_at=F("updated_at") - LONG)
        publishing.publish_due()
        assert Notice.objects.filter(user=priya, text__contains="being compiled").exists()

    def test_one_that_fails_in_the_portal_keeps_no_other_back(self, approved, monkeypatch, priya):
        def breaks(**kwargs):
            raise RuntimeError("disk full")

        Paper.objects.update(publish_on=timezone.localdate())
        monkeypatch.setattr(publishing, "publish", breaks)
        assert publishing.publish_due() == []
        assert Notice.objects.filter(user=priya, text__contains="An error in the portal").exists()
