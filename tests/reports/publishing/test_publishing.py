"""Publishing, correcting and taking down: what is frozen, what refuses, and that it happens once."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import F
from django.utils import timezone

from portfolios import mailer
from portfolios.models import Mail, MailState, Notice, NoticeKind, PeriodState
from reports.actions import approval, deliveries, publishing, runs, snapshots
from reports.models import (
    Paper,
    PaperComment,
    PaperState,
    PaperStepKind,
    Publication,
    Run,
    Severity,
)
from reports.queries.readiness import LONG, before_publishing
from reports.step_rights import barred
from stp_portal.accounts.roles import Role
from stp_portal.core import audit
from stp_portal.core.models import AuditEvent
from tests.factories import (
    CoverAnswerFactory,
    CoverFieldFactory,
    DistributionListFactory,
    FindingFactory,
    PaperCommentFactory,
    PaperFactory,
    RecipientFactory,
    RiskFactory,
    UserFactory,
)
from tests.reports.publishing.way import finish, whole_way

pytestmark = pytest.mark.django_db


def refused(call, **kwargs) -> str:
    with pytest.raises(ValidationError) as error:
        call(**kwargs)
    return " ".join(error.value.messages)


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


class TestCorrect:
    def test_a_new_edition_begins_with_what_people_wrote(self, publication, priya, ann):
        paper = publication.paper
        field = CoverFieldFactory(template=paper.cover_template)
        CoverAnswerFactory(paper=paper, field=field, text="Purpose")
        PaperCommentFactory(paper=paper, section=paper.sections.get(), text="Mind the units.")
        edition = publishing.correct(paper=paper, reason="The sum was wrong.", by=priya)
        assert (edition.edition, edition.state, edition.supersedes) == (2, PaperState.DRAFT, paper)
        assert edition.correction_reason == "The sum was wrong."
        assert edition.sections.get().text == "The first words."
        assert edition.cover_answers.get().text == "Purpose"
        assert PaperComment.objects.get(paper=edition).section == edition.sections.get()
        assert (edition.meeting, edition.author, edition.publish_on) == (paper.meeting, paper.author, None)
        paper.refresh_from_db()
        assert paper.state == PaperState.PUBLISHED

    def test_who_gave_the_reason_that_is_printed_does_not_approve_it(self, publication, priya, ann):
        lead = UserFactory(role=Role.PMO_LEAD, footprint=publication.footprint)
        edition = publishing.correct(paper=publication.paper, reason="The sum was wrong.", by=lead)
        assert edition.correction_reason
        assert lead.pk in barred(edition)

    def test_only_once_the_new_one_is_published_the_old_one_is_superseded(self, publication, priya, ann, sam):
        paper = publication.paper
        before = {file.pk: (bytes(file.content), file.sha256) for file in publication.run.files.all()}
        edition = publishing.correct(paper=paper, reason="The sum was wrong.", by=priya)
        edition.sections.update(text="The right sum.")
        second = whole_way(edition, author=ann, approver=sam, publisher=priya)
        paper.refresh_from_db()
        publication.refresh_from_db()
        assert paper.state == PaperState.SUPERSEDED
        assert paper.steps.last().kind == PaperStepKind.SUPERSEDED
        assert (publication.superseded_by, publication.superseded_at) == (second, second.published_at)
        assert (second.slug, second.reason) == (
            "governing-body-update-2018-01-edition-2",
            "The sum was wrong.",
        )
        assert {f.pk: (bytes(f.content), f.sha256) for f in publication.run.files.all()} == before

    def test_a_correction_that_is_begun_is_made_there(self, publication, priya):
        publishing.correct(paper=publication.paper, reason="One.", by=priya)
        words = refused(publishing.correct, paper=publication.paper, reason="Two.", by=priya)
        assert "Edition 2 of this paper is draft already" in words

    def test_only_a_published_paper_is_corrected_and_only_with_a_reason(self, approved, priya):
        assert "cannot be marked" in refused(publishing.correct, paper=approved, reason="x", by=priya)
        publication = publishing.publish(paper=approved, by=priya)
        assert "what is corrected and why" in refused(
            publishing.correct, paper=publication.paper, reason="", by=priya
        )


class TestTakeDown:
    def test_it_is_off_the_public_pages_and_kept(self, publication, priya):
        made = publishing.take_down(paper=publication.paper, reason="Names a patient.", by=priya)
        assert not Publication.objects.for_anybody().exists()
        assert (made.taken_down_by_name, made.taken_down_reason) == ("Priya Office", "Names a patient.")
        assert publication.run.files.count() == 2
        assert made.paper.steps.last().kind == PaperStepKind.TAKEN_DOWN

    def test_once_and_with_a_reason(self, publication, priya):
        assert "Say why" in refused(publishing.take_down, paper=publication.paper, reason=" ", by=priya)
        publishing.take_down(paper=publication.paper, reason="Names a patient.", by=priya)
        assert "Priya Office has taken this paper down already" in refused(
            publishing.take_down, paper=publication.paper, reason="Again.", by=priya
        )

    def test_mails_that_wait_are_not_sent_and_take_no_file_along(self, approved, priya):
        group = DistributionListFactory(footprint=approved.footprint)
        approved.paper_type.distribution = group
        approved.paper_type.save()
        for _ in range(2):
            RecipientFactory(distribution=group, kind="attachment")
        publication = publishing.publish(paper=approved, by=priya)
        sent, waiting = Mail.objects.order_by("pk")
        assert mailer.deliver(sent.pk)
        publishing.take_down(paper=approved, reason="It named somebody.", by=priya)
        for mail in (sent, waiting):
            mail.refresh_from_db()
        assert (sent.state, waiting.state) == (MailState.SENT, MailState.FAILED)
        assert "taken down before this mail was sent" in waiting.error
        assert (sent.attachment is None, waiting.attachment) == (False, None)
        assert not mailer.deliver(waiting.pk)
        words = refused(deliveries.retry_failed, publication=publication, by=priya)
        assert "sent to nobody any more" in words

    def test_not_by_who_only_approves(self, publication, sam):
        with pytest.raises(PermissionDenied):
            publishing.take_down(paper=publication.paper, reason="No.", by=sam)


def at_once(*calls) -> list[object]:
    """What each call gave or raised, all begun together, each on a connection of its own."""
    results: list[object] = [None] * len(calls)
    start = threading.Barrier(len(calls))

    def run(place, call):
        start.wait()
        try:
            results[place] = call()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_approvers_are_one_approval(self, in_review, sam, priya):
        results = at_once(
            lambda: approval.approve(paper=in_review, by=sam),
            lambda: approval.approve(paper=in_review, by=priya),
        )
        assert sorted(type(one).__name__ for one in results) == ["Paper", "ValidationError"]
        assert in_review.steps.filter(kind=PaperStepKind.APPROVED).count() == 1
        assert audit.verify() == []

    def test_publishing_twice_is_once(self, approved, priya, ann):
        results = at_once(
            lambda: publishing.publish(paper=approved, by=priya),
            lambda: publishing.publish(paper=approved, by=ann),
            lambda: publishing.publish(paper=approved, by=None),
        )
        assert sorted(type(one).__name__ for one in results) == [
            "Publication",
            "ValidationError",
            "ValidationError",
        ]
        assert Publication.objects.count() == 1
        assert before_publishing(approved) != []
        assert audit.verify() == []
