"""What the steps of a report leave behind: in its history, in its columns, on the audit trail."""

from portfolios.models import ReportComment, ReportState, ReportStep
from stp_portal.core.models import AuditEvent
from tests.portfolios.actions.report_steps.steps import take


def test_each_step_is_kept_with_what_was_said(make, alice, ann):
    report = take("submit", make(), alice, comment="  Ready.  ")
    report = take("send_back", report, ann, comment="The second paragraph names no date.")
    assert list(ReportComment.objects.values_list("step", "text", "by__name")) == [
        (ReportStep.SUBMITTED, "Ready.", "Alice Lead"),
        (ReportStep.RETURNED, "The second paragraph names no date.", "Ann Analyst"),
    ]
    event = AuditEvent.objects.get(event="report.returned")
    assert (event.before, event.after, event.actor_id) == ({"state": "submitted"}, {"state": "draft"}, ann.pk)
    assert event.reason == "The second paragraph names no date."


def test_a_returned_report_is_a_draft_that_nobody_submitted_or_assured(make, ann):
    report = take("send_back", make("assured"), ann)
    assert (report.state, report.returned_by) == (ReportState.DRAFT, ann)
    assert (report.submitted_at, report.submitted_by, report.assured_at, report.assured_by) == (None,) * 4


def test_the_whole_way(make, alice, ann, sam):
    report = take("submit", make(), alice)
    report = take("assure", report, ann)
    report = take("sign_off", report, sam)
    assert (report.submitted_by, report.assured_by, report.signed_off_by) == (alice, ann, sam)
    assert report.returned_at is None


def test_a_remark_on_a_draft_is_there_once_and_keeps_nobody_from_saving(make, alice, priya):
    report = make("draft")
    for _ in range(2):
        take("comment", report, priya, comment="Name the ward. ")
    assert [one.text for one in ReportComment.objects.all()] == ["Name the ward."]
    take("comment", report, alice, comment="Name the ward.")
    assert ReportComment.objects.count() == 2
    report.refresh_from_db()
    assert report.version == 1
