"""Publishing a paper: what is frozen with it, and what is in the way."""

import pytest
from django.core.exceptions import PermissionDenied

from portfolios.models import Notice, NoticeKind, PeriodState
from reports.actions import approval, publishing, runs, snapshots
from reports.models import Paper, PaperState, PaperStepKind, Publication, Run, Severity
from stp_portal.core import audit
from stp_portal.core.models import AuditEvent
from tests.factories import FindingFactory, PaperFactory, RiskFactory
from tests.reports.publishing.refusals import refused
from tests.reports.publishing.way import finish, whole_way

pytestmark = pytest.mark.django_db


class TestPublish:
    def test_everything_is_frozen_as_text(self, publication):
        assert publication.slug == "governing-body-update-2018-01"
        assert publication.title == "Sustainability and Transformation Plan (STP) Update"
        assert publication.type_name == "Governing Body update"
        assert (publication.body, str(publication.meeting_date)) == ("Governing Body", "2018-02-21")
        assert publication.author == "Ann Author - Analyst"
        assert publication.period_label == "January 2018"
        assert publication.published_by_name == "Priya Office"
        assert not publication.is_private

    def test_the_manifest_is_of_the_files_of_the_approved_run(self, publication):
        files = {file.file_format: file for file in publication.run.files.all()}
        assert [one["format"] for one in publication.manifest] == ["pdf", "html"]
        assert publication.manifest[0] == {
            "name": "northmere-governing-body-update-2018-01.pdf",
            "format": "pdf",
            "media_type": "application/pdf",
            "size": files["pdf"].size,
            "sha256": files["pdf"].sha256,
        }

    def test_the_paper_is_published_on_record_and_its_people_are_told(self, publication, ann):
        paper = Paper.objects.get()
        assert paper.state == PaperState.PUBLISHED
        assert paper.steps.last().kind == PaperStepKind.PUBLISHED
        trail = AuditEvent.objects.get(event="publication.made")
        assert trail.after["manifest"] == publication.manifest
        assert audit.verify() == []
        assert Notice.objects.filter(
            user=ann, kind=NoticeKind.PAPER_NEWS, text__endswith="published."
        ).exists()

    def test_it_is_published_once(self, publication, priya):
        words = refused(publishing.publish, paper=publication.paper, by=priya)
        assert "This paper is published: published by Priya Office" in words
        assert Publication.objects.count() == 1

    def test_only_by_those_who_may(self, approved, sam):
        with pytest.raises(PermissionDenied, match="published by the PMO"):
            publishing.publish(paper=approved, by=sam)

    @pytest.mark.parametrize("state", ["draft", "in_review"])
    def test_only_an_approved_paper_is(self, paper, priya, state):
        Paper.objects.update(state=state)
        assert "cannot be marked “Published”" in refused(publishing.publish, paper=paper, by=priya)

    def test_not_of_a_period_that_is_open_again(self, approved, period, priya):
        period.state = PeriodState.OPEN
        period.save()
        assert "Lock the period" in refused(publishing.publish, paper=approved, by=priya)

    @pytest.mark.parametrize("state", ["queued", "running", "failed"])
    def test_not_before_its_files_are_there(self, approved, priya, state):
        Run.objects.filter(pk=approved.runs.last_asked_first()[0].pk).update(state=state)
        words = refused(publishing.publish, paper=approved, by=priya)
        assert "files of the approved paper" in words
        assert not Publication.objects.exists()

    def test_not_what_still_says_draft(self, in_review, priya):
        Paper.objects.update(state="approved")
        assert "still say that it is a draft" in refused(publishing.publish, paper=in_review, by=priya)

    def test_not_with_a_finding_that_blocks(self, approved, priya):
        FindingFactory(run=approved.runs.last_asked_first()[0], severity=Severity.BLOCKING)
        assert "must be put right first" in refused(publishing.publish, paper=approved, by=priya)

    def test_not_what_was_marked_private_since(self, paper, ann, sam, priya, initiative, period):
        risk = RiskFactory(footprint=paper.footprint, initiative=initiative)
        snapshots.take(period=period, kind="locked", by=None)
        for step, by in ((approval.submit, ann), (approval.approve, sam)):
            step(paper=paper, by=by)
            finish(paper)
        risk.is_private, risk.private_reason = True, "Commercial"
        risk.save()
        words = refused(publishing.publish, paper=paper, by=priya)
        assert "something in it was marked private. Take the approval back" in words

    def test_not_what_was_compiled_from_another_record_than_was_approved(
        self, in_review, period, sam, priya, initiative
    ):
        paper = approval.approve(paper=in_review, by=sam)
        Run.objects.filter(pk=paper.runs.last_asked_first()[0].pk).update(state="failed")
        RiskFactory(footprint=paper.footprint, initiative=initiative)
        snapshots.take(period=period, kind="locked", by=None)
        runs.request(paper=paper, by=priya)
        finish(paper)
        words = refused(publishing.publish, paper=paper, by=priya)
        assert "the record was locked again" in words

        approval.take_back(paper=paper, reason="The record changed.", by=sam)
        finish(paper)
        approval.approve(paper=paper, by=sam)
        finish(paper)
        assert publishing.publish(paper=paper, by=priya).run == paper.runs.last_asked_first()[0]

    def test_a_portal_renewed_since_the_approval_is_not_in_the_way(self, approved, priya, monkeypatch):
        monkeypatch.setattr("reports.inputs.renderer_version", lambda: "newer")
        assert publishing.publish(paper=approved, by=priya).pk

    def test_a_private_paper_is_published_beside_the_public_one(self, publication, ann, sam, priya):
        public = publication.paper
        private = PaperFactory(
            paper_type=public.paper_type,
            period=public.period,
            session="private",
            is_private=True,
            private_reason="Commercial",
        )
        made = whole_way(private, author=ann, approver=sam, publisher=priya)
        assert made.slug == "governing-body-update-2018-01-private"
        assert made.is_private
        assert list(Publication.objects.for_anybody()) == [publication]
