"""The steps of a paper up to its approval: who may take them, what is in the way, who is told."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portfolios.actions.mails import compose_due
from portfolios.actions.notices import SHORT_WAIT
from portfolios.models import Notice, NoticeKind, PeriodState
from reports.actions import approval, comments, runs, snapshots
from reports.models import (
    Paper,
    PaperCommentKind,
    PaperState,
    PaperStep,
    PaperStepKind,
    Run,
    RunState,
    Severity,
)
from reports.queries.readiness import before_approval, before_publishing
from stp_portal.accounts.roles import Role
from stp_portal.core import audit
from stp_portal.core.models import AuditEvent
from tests.factories import PaperCommentFactory, PaperEditorFactory, PersonFactory, UserFactory
from tests.reports.publishing.way import finish

pytestmark = pytest.mark.django_db


def refused(call, **kwargs) -> str:
    with pytest.raises(ValidationError) as error:
        call(**kwargs)
    return " ".join(error.value.messages)


def told(kind: NoticeKind) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("user__name", flat=True))


class TestSubmit:
    def test_a_draft_is_in_review_and_compiled_so(self, paper, ann):
        paper = approval.submit(paper=paper, by=ann)
        assert paper.state == PaperState.IN_REVIEW
        assert json.loads(Run.objects.get().input)["state"] == "in_review"
        step = PaperStep.objects.get()
        assert (step.kind, step.by_name) == (PaperStepKind.SUBMITTED, "Ann Author")
        assert AuditEvent.objects.filter(event="paper.submitted").count() == 1
        assert audit.verify() == []

    def test_those_who_can_approve_are_told_where_no_reviewer_is_named(self, paper, ann, sam, priya, bea):
        approval.submit(paper=paper, by=ann)
        assert told(NoticeKind.PAPER) == {"Sam Owner", "Priya Office"}

    def test_its_reviewer_is_told_and_nobody_else(self, paper, footprint, ann, sam, bea):
        paper.reviewer = PersonFactory(footprint=footprint, name="Bea Board", user=bea)
        paper.save()
        approval.submit(paper=paper, by=ann)
        notice = Notice.objects.get()
        assert notice.user == bea
        assert notice.path == f"/northmere/papers/{paper.pk}/review/"

    def test_the_title_of_a_private_paper_is_in_no_notice(self, paper, ann, sam):
        Paper.objects.filter(pk=paper.pk).update(
            session="private", is_private=True, private_reason="Commercial", title="Land sale"
        )
        approval.submit(paper=paper, by=ann)
        assert Notice.objects.exists()
        assert not Notice.objects.filter(text__contains="Land sale").exists()

    def test_an_author_who_is_a_lead_hands_in_and_other_leads_do_not(self, paper, alice):
        with pytest.raises(PermissionDenied, match="handed in by their author and by the PMO"):
            approval.submit(paper=paper, by=alice)
        paper.author = alice.people.get()
        paper.save()
        assert approval.submit(paper=paper, by=alice).state == PaperState.IN_REVIEW

    def test_twice_is_refused_with_who_came_first(self, in_review, ann):
        assert "in review: handed in for review by Ann Author" in refused(
            approval.submit, paper=in_review, by=ann
        )


class TestReviewed:
    def test_it_stays_in_review_and_the_approver_named_is_told(self, in_review, priya, sam):
        Notice.objects.all().delete()
        in_review.approver = sam.people.get()
        in_review.save()
        paper = approval.reviewed(paper=in_review, by=priya, reason="Reads well.")
        assert paper.state == PaperState.IN_REVIEW
        assert told(NoticeKind.PAPER) == {"Sam Owner"}
        assert paper.steps.last().reason == "Reads well."

    def test_nobody_reviews_their_own(self, in_review, ann):
        assert "reviewed by somebody else" in refused(approval.reviewed, paper=in_review, by=ann)

    def test_a_reader_does_not(self, in_review, bea):
        with pytest.raises(PermissionDenied):
            approval.reviewed(paper=in_review, by=bea)


class TestReturn:
    def test_it_is_a_draft_again_and_its_author_is_told_why(self, in_review, ann, sam):
        paper = approval.return_to_author(paper=in_review, reason="Say who pays.", by=sam)
        assert paper.state == PaperState.DRAFT
        assert Notice.objects.filter(user=ann, kind=NoticeKind.PAPER, text__contains="was returned").exists()
        assert paper.steps.last().reason == "Say who pays."

    def test_a_reason_is_asked_for(self, in_review, sam):
        with pytest.raises(ValidationError) as error:
            approval.return_to_author(paper=in_review, reason=" ", by=sam)
        assert "reason" in error.value.message_dict


class TestApprove:
    def test_it_is_approved_and_compiled_once_more(self, in_review, sam, priya, ann):
        paper = approval.approve(paper=in_review, by=sam)
        assert paper.state == PaperState.APPROVED
        newest = paper.runs.last_asked_first()[0]
        assert json.loads(newest.input)["state"] == "approved"
        assert newest.state == RunState.QUEUED
        assert paper.steps.get(kind=PaperStepKind.APPROVED).run != newest
        assert told(NoticeKind.PAPER) >= {"Priya Office", "Ann Author"}

    def test_nobody_is_mailed_any_more_that_it_waits_for_approval(self, paper, ann, sam, priya):
        approval.submit(paper=paper, by=ann)
        finish(paper)
        said = comments.say(
            paper=paper, section=None, kind=PaperCommentKind.CHANGE, text="Shorter.", by=priya
        )
        comments.settle(comment=said, answer="Done.", by=ann)
        approval.approve(paper=paper, by=sam)
        waiting = list(Notice.objects.filter(is_dropped=False).values_list("user__name", "text"))
        assert not [text for _, text in waiting if "waits for your approval" in text]
        assert "Priya Office" in {name for name, text in waiting if "waits to be published" in text}
        assert [text for _, text in waiting if "has a request for change" in text]

    def test_who_was_mailed_already_keeps_that_mail(self, paper, ann, sam):
        approval.submit(paper=paper, by=ann)
        finish(paper)
        assert compose_due(timezone.now() + SHORT_WAIT)
        approval.approve(paper=paper, by=sam)
        assert Notice.objects.filter(mail__isnull=False, is_dropped=False).exists()

    def test_a_board_member_does_not(self, in_review, bea):
        with pytest.raises(PermissionDenied, match="approved by a PMO lead or a senior responsible owner"):
            approval.approve(paper=in_review, by=bea)

    @pytest.mark.parametrize("part", ["author", "editor", "submitter"])
    def test_nobody_approves_their_own(self, in_review, footprint, sam, priya, part):
        if part == "author":
            in_review.author = PersonFactory(footprint=footprint, name="Priya Office", user=priya)
            in_review.save()
        elif part == "editor":
            PaperEditorFactory(paper=in_review, user=priya)
        else:
            PaperStep.objects.filter(kind=PaperStepKind.SUBMITTED).update(by=priya)
        words = refused(approval.approve, paper=in_review, by=priya)
        assert "nobody approves their own" in words
        assert "It can be approved by Sam Owner." in words

    def test_where_nobody_can_it_says_how_to_put_that_right(self, in_review, priya):
        PaperEditorFactory(paper=in_review, user=priya)
        assert "ask the PMO lead to give somebody the role" in refused(
            approval.approve, paper=in_review, by=priya
        )

    def test_an_open_blocking_finding_is_in_the_way(self, paper, ann, sam):
        approval.submit(paper=paper, by=ann)
        finish(paper, findings=({"severity": Severity.BLOCKING}, {"severity": Severity.ADVISORY}))
        paper.refresh_from_db()
        assert "1 thing that must be put right first" in refused(approval.approve, paper=paper, by=sam)
        assert before_approval(paper, sam)[0].path == f"/northmere/papers/{paper.pk}/findings/"

    def test_an_open_request_for_change_is_in_the_way_and_a_comment_is_not(self, in_review, sam):
        PaperCommentFactory(paper=in_review)
        asked = PaperCommentFactory(paper=in_review, kind="change")
        assert "1 request for change is open" in refused(approval.approve, paper=in_review, by=sam)
        assert before_approval(in_review, sam)[0].path.endswith("/comments/")
        asked.settled_at = in_review.updated_at
        asked.save()
        assert approval.approve(paper=in_review, by=sam).state == PaperState.APPROVED

    @pytest.mark.parametrize("state", [PeriodState.OPEN, PeriodState.PLANNED])
    def test_an_unlocked_period_is_in_the_way(self, in_review, period, sam, state):
        period.state = state
        period.save()
        assert "Lock the period" in refused(approval.approve, paper=in_review, by=sam)

    def test_so_are_files_of_another_text(self, in_review, sam):
        in_review.sections.update(text="Changed since.")
        assert "not of what it says now" in refused(approval.approve, paper=in_review, by=sam)

    def test_and_files_of_an_earlier_lock(self, in_review, period, sam, initiative):
        initiative.name = "Planned care"
        initiative.save()
        snapshots.take(period=period, kind="locked", by=None)
        assert "not of what it says now" in refused(approval.approve, paper=in_review, by=sam)

    def test_and_a_renderer_that_is_newer_than_the_files(self, in_review, sam, monkeypatch):
        monkeypatch.setattr("reports.inputs.renderer_version", lambda: "newer")
        assert "not of what it says now" in refused(approval.approve, paper=in_review, by=sam)

    @pytest.mark.parametrize(
        ("state", "words"),
        [
            (RunState.QUEUED, "is being compiled"),
            (RunState.RUNNING, "is being compiled"),
            ("failed", "no files"),
        ],
    )
    def test_and_a_run_that_is_not_done(self, in_review, sam, state, words):
        Run.objects.update(state=state)
        assert words in refused(approval.approve, paper=in_review, by=sam)

    def test_everything_in_the_way_is_said_at_once(self, in_review, period, sam):
        period.state = PeriodState.OPEN
        period.save()
        PaperCommentFactory(paper=in_review, kind="change")
        words = refused(approval.approve, paper=in_review, by=sam)
        assert "Lock the period" in words
        assert "request for change" in words

    def test_a_draft_is_not_approved(self, paper, sam):
        assert "This paper is draft" in refused(approval.approve, paper=paper, by=sam)
        assert "Hand it in first" in before_approval(paper, sam)[0].words


class TestTakeBack:
    def test_it_is_in_review_again_with_the_files_of_the_review(self, approved, sam, ann):
        paper = approval.take_back(paper=approved, reason="A figure is wrong.", by=sam)
        assert paper.state == PaperState.IN_REVIEW
        newest = paper.runs.last_asked_first()[0]
        assert (json.loads(newest.input)["state"], newest.state) == ("in_review", RunState.DONE)
        assert Notice.objects.filter(user=ann, kind=NoticeKind.PAPER_NEWS, text__contains="again").exists()

    def test_approved_again_unchanged_it_is_ready_at_once(self, approved, sam):
        paper = approval.take_back(paper=approved, reason="I pressed too soon.", by=sam)
        paper = approval.approve(paper=paper, by=sam)
        assert before_publishing(paper) == []

    def test_changed_it_is_compiled_before_it_is_ready(self, approved, sam):
        paper = approval.take_back(paper=approved, reason="A word is wrong.", by=sam)
        paper.sections.update(text="The right word.")
        runs.request(paper=paper, by=sam)
        finish(paper)
        paper = approval.approve(paper=paper, by=sam)
        assert before_publishing(paper)[0].passes
        finish(paper)
        assert before_publishing(paper) == []

    def test_a_reason_is_asked_for(self, approved, sam):
        assert "Say why" in refused(approval.take_back, paper=approved, reason="", by=sam)

    def test_only_those_who_approve_or_publish(self, approved, footprint):
        lead = UserFactory(role=Role.LEAD, footprint=footprint)
        with pytest.raises(PermissionDenied):
            approval.take_back(paper=approved, reason="No.", by=lead)
